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
    """Note what a person is to be told of a case; a later notice of the same case takes its place."""
    await tx.execute(_SQL["note"], person, code, kind, post, to_ms(at))


async def persons(conn: Connection, limit: int) -> list[int]:
    """Give persons to whom something is to be told."""
    return [int(row[0]) for row in await conn.fetch(_SQL["persons"], limit)]


async def take(tx: Connection, person: int) -> list[DueNotice]:
    """Give all that a person is to be told, the earliest first, and forget it, since it is told in this transaction."""
    found = [DueNotice(*row) for row in await tx.fetch(_SQL["of_person"], person)]
    await tx.execute(_SQL["told"], person)
    return found
