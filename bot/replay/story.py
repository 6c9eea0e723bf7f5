"""What becomes of one case of a log: it arrives, the clock does its part, it ends. Pure."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final, Literal, NamedTuple

from bot.replay.log import Log, Record
from bot.replay.town import REPORTER, Town
from handlers.casework.cases import Action, Case, Status, move
from handlers.casework.categories import Category
from handlers.casework.escalation import Due, apply, catch_up, following, start_clock
from handlers.casework.limits import Limits, Terms
from handlers.casework.organisation import Organisation
from handlers.casework.routing import place
from handlers.casework.timetable import Timetable
from handlers.casework.worktime import ZONE
from storage.bulk import Happened

_MS: Final = timedelta(milliseconds=1)
_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=ZONE)
_LATEST: Final = datetime(2200, 1, 1, tzinfo=ZONE)
Kind = Literal["reminder", "amber", "overdue_head", "overdue_member", "overdue_standing", "overdue_nobody"]
KINDS: Final[tuple[Kind, ...]] = (
    "reminder", "amber", "overdue_head", "overdue_member", "overdue_standing", "overdue_nobody",
)  # fmt: skip


class Moments(NamedTuple):
    """When a case of the log arrives, is due and ends, in the whole milliseconds that the store keeps.

    `own` tells that the deadline is the log's. A deadline that never comes (9999) is none.
    """

    code: str
    arrived: datetime
    due: datetime | None
    ended: datetime | None
    own: bool


def moments(log: Log, record: Record, code: str) -> Moments:
    """Give the moments of a case. What falls into one millisecond stays as late or in time as the log has it."""
    assert record.arrived is not None
    late, due, ended = log.late(record), record.due, None
    if record.ended is not None:
        ended = _up(record.ended) if late else _down(record.ended)
    arrived = _down(record.arrived) if ended is None else min(_down(record.arrived), ended)
    if due is None or (not late and due.year >= _LATEST.year):
        return Moments(code, arrived, None, ended, due is not None)
    if due.year < _EARLIEST.year:
        return Moments(code, arrived, _EARLIEST - _MS, ended, True)
    if late:
        return Moments(code, arrived, _down(due), ended, True)
    return Moments(code, arrived, _up(due) if ended else _up(due) + _MS, ended, True)


def until(log: Log) -> datetime:
    """Give the first moment after all that the log tells."""
    return _up(log.ends) + _MS


def _down(at: datetime) -> datetime:
    here = at.astimezone(ZONE)
    return here.replace(microsecond=here.microsecond // 1000 * 1000)


def _up(at: datetime) -> datetime:
    below = _down(at)
    return below if below == at else below + _MS


@dataclass(frozen=True)
class _Agreed(Limits):
    """Limits that are the same on every day: those of the table, with the days that the log gave one case."""

    terms: Terms = field(default_factory=lambda: Terms({}))

    def on(self, day: date) -> Terms:
        return self.terms


@dataclass(frozen=True)
class Clock:
    """The timetable by which a log is replayed, and those that each number of days of the log's own deadlines makes."""

    table: Timetable
    _by_days: dict[tuple[Category, int], Timetable] = field(default_factory=dict, init=False, repr=False)
    _by_case: dict[str, Timetable] = field(default_factory=dict, init=False, repr=False)

    def of(self, case: Case, own: bool) -> Timetable:
        """Give the timetable of a case: with its own deadline, the limit is as many whole working days, rounded up."""
        if not own or case.due_at is None:
            return self.table
        found = self._by_case.get(case.code)
        if found is None:
            found = self._by_case[case.code] = self._of(case, case.due_at)
        return found

    def _of(self, case: Case, due_at: datetime) -> Timetable:
        office = self.table.office(case.unit, case.round_at)
        zero = datetime.combine(office.day_zero(case.round_at), datetime.max.time(), ZONE)
        days = max(0, -(-office.minutes_between(zero, due_at) // office.hours.day))
        found = self._by_days.get((case.category, days))
        if found is None:
            day = case.round_at.date()
            terms = {row.name: row.value for row in self.table.limits.rows if row.on(day)}
            found = replace(self.table, limits=_Agreed(terms=Terms({**terms, f"answer.{case.category}": days})))
            self._by_days[case.category, days] = found
        return found


@dataclass
class Told:
    """A case after a stretch of its story: what happened, what was sent, and when something next happens."""

    case: Case
    next_at: datetime | None = None
    happened: list[Happened] = field(default_factory=list)
    sent: list[Kind] = field(default_factory=list)


def arrive(record: Record, at: Moments, town: Town, org: Organisation, clock: Clock) -> Told:
    """Give a case as it is filed and brought to the first post that may have it; ValueError if there is none."""
    case = Case(
        code=at.code,
        unit=town.unit(record),
        category=town.category(record),
        status=Status.NEW,
        reporter=REPORTER,
        text="",
        filed_at=at.arrived,
        round_at=at.arrived,
        due_at=at.due,
    )
    if not at.own:
        case = start_clock(case, clock.table, at.arrived)
    found = place(case, org, at.arrived)
    if found.holder is None:
        raise ValueError(f"nobody may have case {record.id}")
    filed = Happened(case, at.arrived, "file", person=REPORTER, delta=1)
    case = move(case, Action.FORWARD).model_copy(update={"holder": found.holder, "reach": found.reach})
    if case.due_at is None or (at.due is not None and _no_time(case, clock)):
        case = case.model_copy(update={"reminded": True, "ambered": True})
    return Told(case, happened=[filed, Happened(case, at.arrived, Action.FORWARD, post=found.holder)])


def _no_time(case: Case, clock: Clock) -> bool:
    """Whether the log's deadline leaves no working time, so that there is nothing to remind of before it."""
    return clock.of(case, own=True).terms(case.round_at).answer_days(case.category) == 0


def go_on(told: Told, at: Moments, stop: datetime, handler: int | None, org: Organisation, clock: Clock) -> None:
    """Let everything happen to a case before a moment: what the clock does, each at its own time, and the end.

    What is due at the very moment of the end is not sent any more.
    """
    table = clock.of(told.case, at.own)
    ends = at.ended if at.ended is not None and at.ended < stop else None
    limit = ends or stop
    step = following(told.case, org, table, limit)
    while step is not None and step.at < limit:
        now, before = max(step.at, told.case.round_at), told.case
        took: tuple[Due, ...] = (step,)
        told.case = apply(before, step, now)
        step = following(told.case, org, table, limit)
        if step is not None and step.at <= now:
            told.case, took = catch_up(before, org, table, now)
            step = following(told.case, org, table, limit)
        for due in took:
            _take(told, due, now, org)
    told.next_at = step.at if step else None
    if ends is not None:
        _end(told, ends, handler, org)


def _take(told: Told, due: Due, now: datetime, org: Organisation) -> None:
    steps_up = bool(due.level) or due.kind == "overdue"
    action = Action.ESCALATE if steps_up else Action.REMIND
    told.happened.append(Happened(told.case, now, action, post=due.level[0] if due.level else None))
    told.sent.append(_kind(due, org))


def _kind(due: Due, org: Organisation) -> Kind:
    if due.kind == "reminder" or due.kind == "amber":
        return due.kind
    match org.posts[due.level[0]].kind if due.level else None:
        case "head":
            return "overdue_head"
        case "member":
            return "overdue_member"
        case "standing":
            return "overdue_standing"
        case _:
            return "overdue_nobody"


def _end(told: Told, at: datetime, handler: int | None, org: Organisation) -> None:
    """Answer the case; the log knows no judgement, so that it closes at once and nobody is asked for one."""
    case = told.case
    holders = org.acting(case.holder or "", at)
    person = handler if any(one.person == handler for one in holders) else holders[0].person
    case = move(case, Action.ANSWER).model_copy(update={"taken_by": person, "answered_at": at})
    answered = Happened(case, at, Action.ANSWER, post=case.holder, person=person, delta=-1)
    case = move(case, Action.LAPSE).model_copy(update={"closed_at": at})
    told.happened += [answered, Happened(case, at, Action.LAPSE, note="replayed")]
    told.case, told.next_at = case, None
