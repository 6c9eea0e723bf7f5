"""A period's counts and the cases behind them, read from the history; which digest went to whom, who follows what."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Literal

from handlers.casework.cases import Case
from handlers.casework.categories import Category
from handlers.casework.periods import Period
from handlers.digests.digest import REPEATED
from handlers.digests.figures import NOTED, Figure, actions, counts
from handlers.digests.rows import Counted, Happened, Judged, Line, Overdue, Rows, Spot, Stood
from handlers.digests.sheet import Turnover
from storage import cases, outbox, ratings
from storage.database import Connection, Row
from storage.queries import load
from storage.times import from_ms, to_ms

_SQL: Final = load("digests")
_CATEGORIES: Final = {kind.value: kind for kind in Category}
_ENDS: Final[tuple[Literal["opening", "closing"], ...]] = ("opening", "closing")


async def read_rows(
    read: Connection, period: Period, now: datetime, *, soon: datetime | None = None, waiting: bool = True
) -> Rows:
    """Give the period of all units: enough for every reader's digest of it. Up to `now`, if it still runs.

    Everything is told as it was just before `now`, whatever happened since; only the notices that are `waiting` are
    today's. `soon` is until when an open case must be due to be named.
    """
    until = min(period.end, now)
    counted = await read_counts(read, period, now)
    ahead = await due_at(read, now, None, since=now, until=soon) if soon else []
    return Rows(
        week=period,
        until=until,
        counted=counted,
        before=await _before(read, period, now, counted),
        judged=await judged(read, period, now),
        overdue=await opened(read, await overdue_lines(read, period, now, None), now),
        waiting=tuple(await outbox.notices_waiting(read)) if waiting else (),
        soon=await opened(read, ahead, now),
        spots=await spots(read, period, now),
        scored=await ratings.scored(read, period.start, until),
    )


async def turnover(read: Connection, periods: Sequence[Period], now: datetime) -> tuple[Turnover, ...]:
    """Give what came and what was finished in each of these periods, by unit; up to `now`, if the last still runs."""
    bounds = [(to_ms(one.start), to_ms(min(one.end, now))) for one in periods]
    return tuple(Turnover(*row) for row in await read.fetch(_SQL["turnover"], json.dumps(bounds)))


async def read_counts(read: Connection, period: Period, now: datetime) -> tuple[Counted, ...]:
    """Give the numbers of a period by unit and category, and nothing else. Up to `now`, if it still runs."""
    return await _counted(read, period.start, min(period.end, now))


async def judged(read: Connection, period: Period, now: datetime) -> tuple[Judged, ...]:
    """Give what reporters said of the handling in a period. Up to `now`, if it still runs."""
    rows = await read.fetch(_SQL["judged"], to_ms(period.start), to_ms(min(period.end, now)))
    return tuple(Judged(*row) for row in rows)


async def overdue_lines(read: Connection, period: Period, now: datetime, units: Sequence[str] | None) -> list[Line]:
    """Give the cases that were open and past due at the end of a period, the latest first."""
    until = min(period.end, now)
    return await due_at(read, until, units, until=until)


async def due_at(
    read: Connection,
    moment: datetime,
    units: Sequence[str] | None,
    *,
    since: datetime | None = None,
    until: datetime,
) -> list[Line]:
    """Give the cases that were open at a moment and due in a span of time, the latest first, by their due time."""
    span = (to_ms(since) if since else 0, to_ms(until))
    return _lines(await read.fetch(_SQL["due_at_moment"], to_ms(moment), *span, _json(units)))


async def opened(read: Connection, lines: Sequence[Line], now: datetime) -> tuple[Overdue, ...]:
    """Give these cases as they stood just before a moment, in order; whole where readers must be asked about."""
    now_stood = await stood(read, [line.code for line in lines], now)
    whole = {case.code: case for case in await cases.several(read, [line.code for line in lines if line.guarded])}
    return tuple(
        Overdue(now_stood[line.code], line.at, line.reporter, whole.get(line.code))
        for line in lines
        if line.code in now_stood
    )


async def stood(read: Connection, codes: Sequence[str], moment: datetime) -> dict[str, Stood]:
    """Give how cases stood just before a moment; of moves kept by an older release, who has the case now."""
    rows = await read.fetch(_SQL["stood"], json.dumps(list(codes)), to_ms(moment))
    old = {case.code: case for case in await cases.several(read, [row[0] for row in rows if row[4]])}
    return {row[0]: _stood(row, old.get(row[0])) for row in rows}


async def behind(
    read: Connection, figure: Figure, period: Period, now: datetime, units: Sequence[str] | None
) -> list[Line]:
    """Give a line for everything that a figure of a period counts, in order; as many lines as the figure says."""
    start, until = period.start, min(period.end, now)
    if figure in ("opening", "closing"):
        return await open_at(read, start if figure == "opening" else until, units)
    if figure == "overdue":
        return await overdue_lines(read, period, now, units)
    wanted = actions(figure)
    noted = figure in NOTED or figure == "scored"
    found = [one for one in await happened(read, start, until, units, wanted, noted=noted) if counts(figure, one)]
    if figure == "scored":
        found = list({one.line.code: one for one in found}.values())
    lines = [one.line for one in found]
    return lines + (await overdue_lines(read, period, now, units) if figure == "late" else [])


async def open_at(read: Connection, moment: datetime, units: Sequence[str] | None) -> list[Line]:
    """Give the cases that were open at a moment, in the order of filing, which is their time."""
    return _lines(await read.fetch(_SQL["open_at_moment"], to_ms(moment), _json(units)))


async def happened(
    read: Connection,
    start: datetime,
    until: datetime,
    units: Sequence[str] | None,
    wanted: Sequence[str] | None,
    *,
    noted: bool = False,
) -> list[Happened]:
    """Give what happened to cases in a time, in order: the `wanted` actions; if none, what opened or ended a case."""
    asked = (to_ms(start), to_ms(until), _json(units), _json(wanted or None), int(noted))
    return [
        Happened(
            Line._make(row[:5]), row[5], row[6], from_ms(row[7]) if row[7] is not None else None, bool(row[8]), row[9]
        )
        for row in await read.fetch(_SQL["happened"], *asked)
    ]


async def spots(read: Connection, period: Period, now: datetime) -> tuple[Spot, ...]:
    """Give the cases of a period about counters that several persons reported, counter by counter."""
    span = (to_ms(period.start), to_ms(min(period.end, now)))
    rows = await read.fetch(_SQL["counters"], *span, REPEATED)
    whole = {case.code: case for case in await cases.several(read, [row[0] for row in rows if row[3]])}
    return tuple(Spot(Line._make(row[:5]), row[5], whole.get(row[0])) for row in rows)


async def claim(tx: Connection, period: Period, person: int, *, post: str, at: datetime) -> bool:
    """Note that a person gets a period's digest for a post; False if that person has had it."""
    return await tx.execute(_SQL["claim"], period.kind, period.period, person, post, to_ms(at)) == 1


async def follows(read: Connection, person: int) -> tuple[str, ...]:
    """Give the units that a person wants first in the digest."""
    return tuple(row[0] for row in await read.fetch(_SQL["follows"], person))


async def follow(tx: Connection, person: int, unit: str, at: datetime) -> bool:
    """Let a person follow a unit, or no longer follow it; give whether it is followed now."""
    if await tx.execute(_SQL["unfollow"], person, unit):
        return False
    await tx.execute(_SQL["follow"], person, unit, to_ms(at))
    return True


async def nudged(read: Connection, code: str, person: int, since: datetime) -> bool:
    """Whether a person has nudged the holder of a case since a moment."""
    return bool((await read.fetch(_SQL["nudged"], code, person, to_ms(since)))[0][0])


async def _counted(read: Connection, start: datetime, until: datetime) -> tuple[Counted, ...]:
    return _numbers(await read.fetch(_SQL["counted"], to_ms(start), to_ms(until)))


async def _before(read: Connection, period: Period, now: datetime, counted: Sequence[Counted]) -> tuple[Counted, ...]:
    """Give the numbers of the period before, which ended with what this one began with."""
    span = (to_ms(period.before.start), to_ms(min(period.before.end, now)))
    rows = _numbers(await read.fetch(_SQL["before"], *span))
    ends = [row._replace(part=part) for row in counted if row.part == "opening" for part in _ENDS]
    came = [
        Counted("opening", row.unit, row.category, n=row.finished - row.received)
        for row in rows
        if row.finished != row.received
    ]
    return (*rows, *ends, *came)


def _numbers(rows: Iterable[Row]) -> tuple[Counted, ...]:
    return tuple(Counted(part, unit, _CATEGORIES[category], *rest) for part, unit, category, *rest in rows)


def _json(values: Iterable[str] | None) -> str:
    return "" if values is None else json.dumps(list(values))


def _lines(rows: Iterable[Row]) -> list[Line]:
    return list(map(Line._make, rows))


def _stood(row: Sequence[object], old: Case | None) -> Stood:
    code, unit, category, due_at, _, holder, taken_by, reach, opened = row
    due = from_ms(due_at) if due_at is not None else None  # type: ignore[arg-type]
    who = (old.holder, old.taken_by, old.reach) if old else (holder, taken_by, tuple(str(reach).split()))
    return Stood(str(code), str(unit), Category(category), due, *who, bool(opened))  # type: ignore[arg-type]
