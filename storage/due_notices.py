"""What the clock owes to persons, gathered in the turn of each case until one message tells a person all of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from storage.database import Connection
from storage.queries import load
from storage.times import to_ms

_SQL: Final = load("due_notices")


@dataclass(frozen=True)
class DueNotice:
    """One thing to tell a person of a case: its kind, and the post that it names."""

    code: str
    kind: str
    post: str | None


async def note(tx: Connection, person: int, code: str, kind: str, *, post: str | None, at: datetime) -> None:
    """Note what a person is to be told of a case, from a moment on; a later notice of the same case takes its place."""
    tx.put(_SQL["note"], person, code, kind, post, to_ms(at))


async def persons(conn: Connection, now: datetime, limit: int) -> list[int]:
    """Give persons to whom something is to be told by now."""
    return [int(row[0]) for row in await conn.fetch(_SQL["persons"], to_ms(now), limit)]


async def put_off(tx: Connection, person: int, until: datetime) -> None:
    """Let nothing of what is noted be told to a person before a moment."""
    await tx.execute(_SQL["put_off"], person, to_ms(until))


async def take(tx: Connection, person: int, now: datetime) -> list[DueNotice]:
    """Give all that a person is to be told by now, the earliest first, and forget it: it is told in this turn."""
    found = [DueNotice(*row) for row in await tx.fetch(_SQL["of_person"], person, to_ms(now))]
    tx.put(_SQL["told"], person, to_ms(now))
    return found
