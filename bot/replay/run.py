"""Runs a log through the store week by week: cases, clock, history and digest, in a scratch database."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.digests import gather
from bot.replay.log import Log, Record
from bot.replay.story import KINDS, Clock, Kind, Moments, Told, arrive, go_on, moments, until
from bot.replay.town import Town, calendar, settle
from handlers.casework.cases import Case
from handlers.casework.organisation import Organisation
from handlers.casework.periods import Week, as_of
from handlers.casework.timetable import Timetable
from handlers.casework.worktime import ZONE
from storage import bulk, cases, posts
from storage.database import Database
from storage.sqlite import SCRATCH, open_sqlite

AT_ONCE = 500
"""So many cases go into one transaction."""
_MS = timedelta(milliseconds=1)
_WEEK = timedelta(days=7)


class DoesNotAgree(Exception):
    """What the run came to is not what the log's own columns say: a fault of this program."""


@dataclass
class Outcome:
    """What a replay came to. `late` is counted by the run and equals the direct comparison of the log's columns."""

    cases: int
    finished: int = 0
    late: int = 0
    without_deadline: int = 0
    sent: Mapping[Kind, int] = field(default_factory=dict)
    weeks: int = 0
    weekly_finished: int = 0
    weekly_late: int = 0
    """Answered late in a week, by the sum of the digests, and open past due in the last one."""
    units: int = 0
    unknown_units: int = 0
    unknown_categories: int = 0


async def replay(log: Log, folder: Path, told: Callable[[int], None] = lambda _: None) -> Outcome:
    """Replay a log in a database made in `folder`, and give what it came to; `told` hears of arrived cases.

    DoesNotAgree if numbers contradict the log; DigestDoesNotAddUp if a week's digest contradicts itself.
    """
    town = settle(log)
    db = await open_sqlite(folder / "replay.db", SCRATCH)
    try:
        async with db.write() as tx:
            first = town.organisation.holders[0].since
            await bulk.add_persons(tx, town.persons, first)
            await posts.add_posts(tx, town.organisation.posts.values())
            for one in town.organisation.holders:
                await posts.hold(tx, one.post, one.person, one.name, one.since)
        org = await posts.organisation(db.read, town.organisation.directory)
        run = _Run(log, db, town, org, Clock(Timetable(calendar(log))), told)
        return await run.all()
    finally:
        await db.close()


class _Run:
    """One replay under way."""

    def __init__(
        self, log: Log, db: Database, town: Town, org: Organisation, clock: Clock, told: Callable[[int], None]
    ) -> None:
        self.log, self.db, self.town, self.org, self.clock, self.told = log, db, town, org, clock, told
        self.until = until(log)
        self.moments = {code: moments(log, record, code) for code, record in _numbered(log)}
        self.records = dict(_numbered(log))
        self.sent: Counter[Kind] = Counter()
        self.found = Outcome(len(log.cases))

    async def all(self) -> Outcome:
        """Run all weeks, then check them against the log."""
        arriving = _by_week(sorted(self.moments.values(), key=lambda one: one.arrived), lambda one: one.arrived)
        ending = _by_week(self.moments.values(), lambda one: one.ended)
        closing = 0
        for week in _weeks(min(arriving), self.until - _MS):
            stop = min(week.end, self.until)
            new = arriving.get(week.start, [])
            fresh = {one.code for one in new}
            for some in _some(new):
                await self._keep([self._arrived(one) for one in some], stop)
                self.told(len(some))
            for some in _some([one for one in ending.get(week.start, []) if one.code not in fresh]):
                await self._from_store([one.code for one in some], stop)
            while codes := await cases.due_codes(self.db.read, stop - _MS, AT_ONCE):
                await self._from_store(codes, stop)
            closing = await self._digest(week, stop, closing)
        return self._checked(closing)

    def _arrived(self, at: Moments) -> Told:
        return arrive(self.records[at.code], at, self.town, self.org, self.clock)

    async def _from_store(self, codes: Sequence[str], stop: datetime) -> None:
        await self._keep([Told(case) for case in await cases.several(self.db.read, codes)], stop)

    async def _keep(self, some: Sequence[Told], stop: datetime) -> None:
        """Let these cases go on until a moment, and keep them and their history in one transaction."""
        for one in some:
            code = one.case.code
            go_on(one, self.moments[code], stop, self.town.handler(self.records[code]), self.org, self.clock)
            self.sent.update(one.sent)
            self._judge(one.case)
        async with self.db.write() as tx:
            await bulk.save(tx, [(one.case, one.next_at) for one in some])
            await bulk.record(tx, [row for one in some for row in one.happened])

    def _judge(self, case: Case) -> None:
        if case.answered_at is not None:
            own = self.moments[case.code].own
            self.found.finished += 1
            self.found.late += own and case.due_at is not None and case.answered_at > case.due_at

    async def _digest(self, week: Week, stop: datetime, before: int) -> int:
        """Compose the week's digest, and give how many cases are open at its end."""
        digest = await gather(self.db.read, week, None, self.org, self.clock.table.calendar, stop)
        totals, found = digest.totals, self.found
        if totals.opening != before:
            raise DoesNotAgree(f"{week.period} opens with {totals.opening} cases, but {before} were open before it")
        found.weeks += 1
        found.weekly_finished += totals.finished
        found.weekly_late += totals.late - totals.overdue
        if stop == self.until:
            found.weekly_late += totals.overdue
            own = [self.moments[line.code].own for line in digest.overdue]
            found.late += sum(own)
        return totals.closing

    def _checked(self, closing: int) -> Outcome:
        found, log = self.found, self.log
        found.sent = {kind: self.sent[kind] for kind in KINDS}
        found.without_deadline = sum(1 for one in log.cases if one.due is None)
        found.units = len(self.town.organisation.directory.units)
        found.unknown_units, found.unknown_categories = self.town.unknown_units, self.town.unknown_categories
        finished = sum(1 for one in log.cases if one.ended is not None)
        sums = {
            "finished": (found.finished, finished),
            "late": (found.late, sum(map(log.late, log.cases))),
            "finished in the digests": (found.weekly_finished, finished),
            "open in the last digest": (closing, len(log.cases) - finished),
        }
        if not found.without_deadline:
            sums["late in the digests"] = (found.weekly_late, found.late)
        wrong = [f"{what}: {run} by the run, {own} by the log" for what, (run, own) in sums.items() if run != own]
        if wrong:
            raise DoesNotAgree("; ".join(wrong))
        return found


def _numbered(log: Log) -> Iterator[tuple[str, Record]]:
    return ((f"{number:09}", record) for number, record in enumerate(log.cases, 1))


def _by_week(found: Iterable[Moments], when: Callable[[Moments], datetime | None]) -> dict[datetime, list[Moments]]:
    weeks: dict[datetime, list[Moments]] = {}
    for one in found:
        if (at := when(one)) is not None:
            weeks.setdefault(_week(at).start, []).append(one)
    return weeks


def _weeks(first: datetime, last: datetime) -> Iterator[Week]:
    while first <= last:
        week = _week(first)
        yield week
        first = week.end


def _week(at: datetime) -> Week:
    return as_of(at.astimezone(ZONE).date() + _WEEK)


def _some(found: Sequence[Moments]) -> Iterator[Sequence[Moments]]:
    return (found[at : at + AT_ONCE] for at in range(0, len(found), AT_ONCE))
