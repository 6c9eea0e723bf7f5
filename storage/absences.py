"""Who is away and what was told of it, so that nothing is told twice and nothing is forgotten over a restart."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from storage.database import Connection
from storage.queries import load
from storage.times import from_ms, to_ms

_SQL: Final = load("absences")


class Noted(NamedTuple):
    """An absence that has begun: whether it is over, and whether its beginning was told."""

    person: int
    since: datetime
    over: bool
    told: bool


async def unsettled(conn: Connection, now: datetime) -> list[int]:
    """Give the persons of whom something is to be told by now: that they are away, or that they are back."""
    return [int(row[0]) for row in await conn.fetch(_SQL["unsettled"], to_ms(now))]


async def noted(conn: Connection, persons: Sequence[int], now: datetime) -> list[Noted]:
    """Give the absences of these persons that have begun and of which not all was told."""
    at = to_ms(now)
    rows = await conn.fetch(_SQL["told_of"], json.dumps(list(persons)), at)
    return [
        Noted(person, from_ms(since), until is not None and until <= at, told == 1)
        for person, since, until, told in rows
    ]


async def settle(tx: Connection, persons: Sequence[int], now: datetime) -> None:
    """Note that all that is to be told of these persons by now is told in this transaction."""
    await tx.execute(_SQL["settle"], json.dumps(list(persons)), to_ms(now))


async def end(tx: Connection, person: int, now: datetime) -> bool:
    """Let a person be away no longer; False if the person was not."""
    return await tx.execute(_SQL["end"], person, to_ms(now)) > 0
