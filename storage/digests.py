"""A week's counts and overdue cases, read from the history; and which digest went to whom."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from handlers.casework.cases import Case
from handlers.casework.categories import Category
from handlers.digests.rows import Counted, Judged, Overdue, Rows
from handlers.digests.sheet import Moved
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


async def moves(read: Connection, periods: Sequence[Week], now: datetime) -> tuple[Moved, ...]:
    """Give what came and what was finished in each of these periods, by unit; up to `now`, if the last still runs."""
    bounds = [(to_ms(one.start), to_ms(min(one.end, now))) for one in periods]
    return tuple(Moved(*row) for row in await read.fetch(_SQL["moves"], json.dumps(bounds)))


async def claim(tx: Connection, period: str, person: int, *, post: str, at: datetime) -> bool:
    """Note that a person gets the week's digest for a post; False if that person has had it."""
    return await tx.execute(_SQL["claim"], period, person, post, to_ms(at)) == 1


async def _counted(read: Connection, start: datetime, until: datetime) -> tuple[Counted, ...]:
    rows = await read.fetch(_SQL["counted"], to_ms(start), to_ms(until))
    return tuple(Counted(part, unit, Category(category), *rest) for part, unit, category, *rest in rows)
