"""A week's counts and overdue cases, read from the history; and which digest went to whom."""

from datetime import datetime
from typing import Final

from handlers.casework.cases import Case
from handlers.casework.categories import Category
from handlers.digests.rows import Counted, Judged, Overdue, Rows
from handlers.digests.week import Week
from storage import outbox
from storage.database import Connection
from storage.queries import load
from storage.times import from_ms, to_ms

_SQL: Final = load("digests")


async def read_rows(read: Connection, week: Week, now: datetime) -> Rows:
    """Give the week of all units: enough for every reader's digest of it. Up to `now`, if it still runs."""
    until = min(week.end, now)
    judged = await read.fetch(_SQL["judged"], to_ms(week.start), to_ms(until))
    overdue = await read.fetch(_SQL["overdue"], to_ms(until))
    return Rows(
        week=week,
        until=until,
        counted=await _counted(read, week.start, until),
        before=await _counted(read, week.before.start, min(week.before.end, now)),
        judged=tuple(Judged(*row) for row in judged),
        overdue=tuple(Overdue(Case.model_validate_json(body), from_ms(due_at)) for due_at, _, body in overdue),
        waiting=tuple(await outbox.notices_waiting(read)),
    )


async def claim(tx: Connection, period: str, person: int, *, post: str, at: datetime) -> bool:
    """Note that a person gets the week's digest for a post; False if that person has had it."""
    return await tx.execute(_SQL["claim"], period, person, post, to_ms(at)) == 1


async def _counted(read: Connection, start: datetime, until: datetime) -> tuple[Counted, ...]:
    rows = await read.fetch(_SQL["counted"], to_ms(start), to_ms(until))
    return tuple(Counted(part, unit, Category(category), *rest) for part, unit, category, *rest in rows)
