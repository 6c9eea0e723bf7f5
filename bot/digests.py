"""Gathers a period's digest from the store, for whoever reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from handlers.casework.cases import Case
from handlers.casework.categories import Category
from handlers.casework.organisation import Organisation
from handlers.casework.periods import Period
from handlers.casework.routing import CaseEvent, may_have
from handlers.casework.worktime import Calendar
from handlers.digests.digest import Digest, compose
from handlers.digests.lines import soon_until
from handlers.digests.readers import Reader
from handlers.digests.recount import ACTIONS, Lives, taken_out, unjudged
from handlers.digests.rows import Rows
from handlers.talk.says import Say
from storage import cases, digests
from storage.database import Connection


async def gather(
    read: Connection,
    period: Period,
    units: Sequence[str] | None,
    org: Organisation,
    calendar: Calendar,
    now: datetime,
    *,
    reader: int | None = None,
    waiting: bool = True,
    first: tuple[Say, ...] = (),
) -> Digest:
    """Give the digest of a period for these units (None: all), with the lines of cases that the reader may see.

    `first` are lines of what else needs action (see `bot.pressing`). Without a reader every line is in it. Up to now,
    if the period is still running. Made again for the same moment it is the same, but for the notices that are
    `waiting`, which are today's. DigestDoesNotAddUp if the history contradicts the cases.
    """
    rows = await digests.read_rows(read, period, now, soon=soon_until(now, calendar), waiting=waiting)
    rows = replace(rows, first=first)
    followed = await digests.follows(read, reader) if reader is not None else ()
    return compose(rows, units=units, reader=reader, org=org, calendar=calendar, now=now, follows=followed)


class Hidden:
    """What must be taken out of the numbers that heads of units are told: cases that may be about people.

    Read once for all heads of a period (units None), or for one unit.
    """

    def __init__(self, now: Lives, before: Lives, whole: Mapping[str, Case]) -> None:
        self._now, self._before, self._whole = now, before, whole

    @classmethod
    async def read(cls, read: Connection, period: Period, at: datetime, units: Sequence[str] | None) -> "Hidden":
        """Read what such cases did in a period and in the one before."""
        now, before = [await _lives(read, one, at, units) for one in (period, period.before)]
        codes = sorted(now.guarded | before.guarded)
        whole = {case.code: case for case in await cases.several(read, codes)}
        return cls(now.of(whole), before.of(whole), whole)

    def codes(self, reader: Reader, org: Organisation, now: datetime) -> frozenset[str]:
        """Give which of these cases about the reader's unit the reader must not know of."""
        return frozenset(
            code
            for code, case in self._whole.items()
            if case.unit in (reader.units or ()) and not may_have(reader.person, case, CaseEvent.DIGEST, org, now)
        )

    def out_of(self, rows: Rows, reader: Reader, org: Organisation, now: datetime) -> Rows:
        """Give the rows of a period without what a head must not know of."""
        codes = self.codes(reader, org, now)
        kinds: dict[str, Category] = {code: self._whole[code].category for code in codes}
        gone = self._now.of(codes)
        return replace(
            rows,
            counted=(*rows.counted, *taken_out(gone, kinds)),
            before=(*rows.before, *taken_out(self._before.of(codes), kinds)),
            judged=(*rows.judged, *unjudged(gone)),
            soon=tuple(row for row in rows.soon if row.now.code not in codes),
            overdue=(),
            spots=(),
            waiting=(),
        )


async def _lives(read: Connection, period: Period, now: datetime, units: Sequence[str] | None) -> Lives:
    until = min(period.end, now)
    return Lives(
        await digests.open_at(read, min(period.start, now), units),
        await digests.open_at(read, until, units),
        await digests.overdue_lines(read, period, now, units),
        await digests.happened(read, period.start, until, units, ACTIONS, noted=True),
    )
