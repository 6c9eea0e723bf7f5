"""What is due for a case at a moment: reminders, steps up, the end of waiting. Computed from its row alone."""

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime

from handlers.casework import worktime
from handlers.casework.cases import Case, Status
from handlers.casework.organisation import Organisation
from handlers.casework.routing import Level, next_level
from handlers.casework.timetable import Timetable
from handlers.value import Value

STEPS = ("overdue_head", "overdue_member", "overdue_standing")
"""The limits that say how many working days after the due time a case goes a level up."""
Kind = Literal["reminder", "amber", "unaccepted", "escalate", "overdue", "judge", "close"]
_ORDER: tuple[Kind, ...] = ("reminder", "amber", "unaccepted", "escalate", "overdue", "judge", "close")


class Due(Value):
    """One thing that happens by itself: when, what, and for a step up the posts that get the case.

    `reminder` at half of the time and `amber` near its end go to whoever owes the answer; `unaccepted` takes a
    transfer that nobody accepted a level up; `escalate` takes an overdue case up, `overdue` tells that nobody is
    above; `judge` reminds the reporter of an answer, `close` ends the waiting for a judgement.
    """

    at: AwareDatetime
    kind: Kind
    level: Level = ()


def start_clock(case: Case, table: Timetable, at: datetime) -> Case:
    """Give the case with a fresh clock from `at`: its due time by category, no notice sent, no step taken."""
    fresh = {
        "round_at": at,
        "reminded": False,
        "ambered": False,
        "stage": 0,
        "paused": 0,
        "paused_since": None,
        "extra_days": 0,
        "extension": None,
        "handed_at": None,
        "judging_at": None,
    }
    return timed(case.model_copy(update=fresh), table)


def timed(case: Case, table: Timetable) -> Case:
    """Give the case with its due time computed anew from limit, granted days and pauses.

    While the reporter is asked, it is the latest that it can come to: as if the pause lasted as long as it may.
    """
    days = _days(case, table)
    if days is None:
        return case.model_copy(update={"due_at": None, "own_due_at": None})
    office, still = table.office(case.unit, case.round_at), _standing_still(case, table)
    own = office.due(case.round_at, days - case.extra_days, still) if case.extra_days > 0 else None
    return case.model_copy(update={"due_at": office.due(case.round_at, days, still), "own_due_at": own})


def pause(case: Case, table: Timetable, at: datetime) -> Case:
    """Stop the clock while the reporter is asked; it stands still no longer than the limit of a round allows.

    A clock that has run out is not stopped: what is late stays late.
    """
    if case.due_at is None or case.due_at <= at:
        return case
    return timed(case.model_copy(update={"paused_since": case.paused_since or at}), table)


def resume(case: Case, table: Timetable, at: datetime) -> Case:
    """Let the clock run again; only the working time that really passed since day 0, up to the limit, is added."""
    if case.paused_since is None:
        return case
    office = table.office(case.unit, case.round_at)
    since = max(case.paused_since, office.start(case.round_at))
    passed = max(0, office.minutes_between(since, at))
    paused = min(case.paused + passed, _pause_most(case, table))
    return timed(case.model_copy(update={"paused": paused, "paused_since": None}), table)


def following(case: Case, org: Organisation, table: Timetable, now: datetime) -> Due | None:
    """Give the next thing that happens to the case by itself, past or to come; None if nothing ever will.

    `now` decides only who holds the posts above.
    """
    steps = _pending(case, org, table, now)
    return min(steps, key=lambda due: (due.at, _ORDER.index(due.kind)), default=None)


def _pending(case: Case, org: Organisation, table: Timetable, now: datetime) -> list[Due]:
    """Give the next thing of each kind that is still to happen."""
    if case.status is Status.ANSWERED and case.answered_at is not None:
        return [_judging(case, table, case.answered_at)]
    days = _days(case, table)
    if not case.open or case.due_at is None or days is None or case.status is Status.NEW:
        return []
    found: list[Due] = []
    if case.stage == 0:
        found += _notices(case, table, days, case.due_at)
    if (passed_up := _unaccepted(case, org, table, now)) is not None:
        found.append(passed_up)
    if (step := _step_up(case, org, table, now)) is not None:
        found.append(step)
    return found


def _judging(case: Case, table: Timetable, answered_at: datetime) -> Due:
    """Give the reminder to judge, then the end of waiting: never before the reporter had time after the reminder."""
    terms = table.terms(case.round_at)
    first, last = terms["judge_reminder"], terms["judge_lapse"]
    if case.judging_at is None:
        return Due(at=worktime.later(answered_at, first, table.calendar), kind="judge")
    reminded = case.judging_at.replace(second=0, microsecond=0)
    ends = (worktime.later(answered_at, last, table.calendar), worktime.later(reminded, last - first, table.calendar))
    return Due(at=max(ends), kind="close")


def _notices(case: Case, table: Timetable, days: int, due_at: datetime) -> list[Due]:
    """Give the reminder and the amber notice that are still to come and come before the due time.

    A notice that was not sent when the clock stopped waits as long as the clock stood still.
    """
    office, terms = table.office(case.unit, case.round_at), table.terms(case.round_at)
    still = _standing_still(case, table)
    found: list[Due] = []
    if not case.reminded:
        half = office.due(case.round_at, -(-days * terms["reminder_percent"] // 100), still)
        found.append(Due(at=datetime.combine(half.date(), worktime.MORNING, worktime.ZONE), kind="reminder"))
    if not case.ambered:
        minutes = -(-days * office.hours.day * terms["amber_percent"] // 100) + still
        found.append(Due(at=office.part(case.round_at, minutes), kind="amber"))
    return [due for due in found if due.at < due_at]


def _unaccepted(case: Case, org: Organisation, table: Timetable, now: datetime) -> Due | None:
    if case.handed_at is None or case.status is not Status.FORWARDED:
        return None
    days = table.terms(case.round_at)["transfer_unaccepted"]
    level = next_level(case, org, now)
    return Due(at=table.office(case.unit, case.round_at).due(case.handed_at, days), kind="unaccepted", level=level)


def _step_up(case: Case, org: Organisation, table: Timetable, now: datetime) -> Due | None:
    assert case.due_at is not None
    if case.stage >= len(STEPS):
        return None
    days = table.terms(case.round_at)[STEPS[case.stage]]
    at = worktime.later(case.due_at, days, table.calendar)
    level = next_level(case, org, now)
    if level:
        return Due(at=at, kind="escalate", level=level)
    return Due(at=at, kind="overdue") if case.stage == 0 else None


def apply(case: Case, due: Due, now: datetime) -> Case:
    """Give the case after something took place by itself, at `now`."""
    reach = case.reach + due.level
    match due.kind:
        case "reminder":
            return case.model_copy(update={"reminded": True})
        case "amber":
            return case.model_copy(update={"reminded": True, "ambered": True})
        case "unaccepted":
            return case.model_copy(update={"handed_at": None, "reach": reach})
        case "judge":
            return case.model_copy(update={"judging_at": now})
        case _:
            done = {"reminded": True, "ambered": True}
            return case.model_copy(update={**done, "stage": case.stage + 1, "reach": reach})


def catch_up(case: Case, org: Organisation, table: Timetable, now: datetime) -> tuple[Case, tuple[Due, ...]]:
    """Give the case after everything that is due by `now`, and what took place, in order.

    After a day or a month off, each level gets the case once; a notice that a later one has overtaken is left out.
    """
    took: list[Due] = []
    while (step := following(case, org, table, now)) is not None and step.at <= now and step.kind != "close":
        took.append(step)
        case = apply(case, step, now)
    return case, tuple(due for at, due in enumerate(took) if not _overtaken(due, took[at + 1 :]))


def _overtaken(due: Due, after: list[Due]) -> bool:
    later = {one.kind for one in after}
    if due.kind == "reminder":
        return bool(later & {"amber", "escalate", "overdue"})
    return due.kind == "amber" and bool(later & {"escalate", "overdue"})


def _days(case: Case, table: Timetable) -> int | None:
    days = table.terms(case.round_at).answer_days(case.category)
    return None if days is None else days + case.extra_days


def _pause_most(case: Case, table: Timetable) -> int:
    """The working minutes for which the clock of a round may stand still at the most."""
    return table.terms(case.round_at)["pause_most"] * table.office(case.unit, case.round_at).hours.day


def _standing_still(case: Case, table: Timetable) -> int:
    return case.paused if case.paused_since is None else _pause_most(case, table)
