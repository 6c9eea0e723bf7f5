"""What is due for a case at a moment: a reminder, a step up, the end of waiting. Computed from its row alone."""

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime

from handlers.casework import worktime
from handlers.casework.cases import Case, Status
from handlers.casework.categories import RULES
from handlers.casework.organisation import Organisation
from handlers.casework.routing import Level, next_level
from handlers.casework.worktime import Calendar
from handlers.value import Value

STEPS_AFTER_DUE = (0, 3, 5)
"""Working days after the due time at which a case goes a level up (head, member, standing body)."""
LAPSE_DAYS = 10
"""Working days after an answer until silence closes the case as "no answer"."""


class Due(Value):
    """One thing that happens by itself: when, what, and for a step up the posts that get the case."""

    at: AwareDatetime
    kind: Literal["reminder", "escalate", "overdue", "close"]
    level: Level = ()


def start_clock(case: Case, calendar: Calendar, at: datetime) -> Case:
    """Give the case with a fresh clock from `at`: its due time by category, no reminder sent, no step taken."""
    days = RULES[case.category].answer_days
    due = worktime.due(at, days, calendar) if days is not None else None
    return case.model_copy(update={"round_at": at, "due_at": due, "reminded": False, "stage": 0})


def following(case: Case, org: Organisation, calendar: Calendar, now: datetime) -> Due | None:
    """Give the next thing that happens to the case by itself, past or to come; None if nothing ever will.

    `now` decides only who holds the posts above.
    """
    if case.status is Status.ANSWERED and case.answered_at is not None:
        return Due(at=worktime.later(case.answered_at, LAPSE_DAYS, calendar), kind="close")
    days = RULES[case.category].answer_days
    if not case.open or case.due_at is None or days is None or case.status is Status.NEW:
        return None
    if not case.reminded and case.stage == 0:
        reminder = worktime.reminder(case.round_at, days, calendar)
        if reminder < case.due_at:
            return Due(at=reminder, kind="reminder")
    return _step_up(case, org, calendar, now)


def _step_up(case: Case, org: Organisation, calendar: Calendar, now: datetime) -> Due | None:
    assert case.due_at is not None
    if case.stage >= len(STEPS_AFTER_DUE):
        return None
    at = worktime.later(case.due_at, STEPS_AFTER_DUE[case.stage], calendar)
    level = next_level(case, org, now)
    if level:
        return Due(at=at, kind="escalate", level=level)
    return Due(at=at, kind="overdue") if case.stage == 0 else None


def apply(case: Case, due: Due) -> Case:
    """Give the case after a reminder or a step up took place."""
    if due.kind == "reminder":
        return case.model_copy(update={"reminded": True})
    stage = case.stage + 1
    return case.model_copy(update={"stage": stage, "reach": case.reach + due.level, "reminded": True})


def catch_up(case: Case, org: Organisation, calendar: Calendar, now: datetime) -> tuple[Case, tuple[Due, ...]]:
    """Give the case after everything that is due by `now`, and what took place, in order.

    After a day or a month off, each level gets the case once, and a reminder that the due time has overtaken is
    left out.
    """
    took: list[Due] = []
    while (step := following(case, org, calendar, now)) is not None and step.at <= now and step.kind != "close":
        if step.kind != "reminder" or (case.due_at is not None and now < case.due_at):
            took.append(step)
        case = apply(case, step)
    return case, tuple(took)
