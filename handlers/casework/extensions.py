"""More time for a case (xin gia hạn): whether it may be asked for, how much, who decides, and what it comes to."""

from typing import Literal

from pydantic import AwareDatetime

from handlers.casework.cases import Case
from handlers.casework.escalation import timed
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, Level, one_higher, recipients
from handlers.casework.timetable import Timetable

Obstacle = Literal["extend_late", "extend_undated", "extend_spent", "extend_pending"]


def obstacle(case: Case, table: Timetable, org: Organisation, now: AwareDatetime) -> Obstacle | None:
    """Give why no more time can be asked for: past due or without a clock, granted as often as may be, or pending.

    A request that nobody may decide on any more is in nobody's way.
    How often and how many days at once stand in the table of limits (`extensions_most`, `extension_most_days`).
    """
    if too_late(case, now):
        return "extend_late" if case.due_at else "extend_undated"
    if case.extensions >= table.terms(case.round_at)["extensions_most"]:
        return "extend_spent"
    return None if case.extension is None or undecided(case, org, now) else "extend_pending"


def undecided(case: Case, org: Organisation, now: AwareDatetime) -> bool:
    """Whether more time is asked for and nobody is left who may decide on it."""
    return case.extension is not None and not recipients(case, CaseEvent.APPROVE, org, now)


def too_late(case: Case, now: AwareDatetime) -> bool:
    """Whether more time can be neither asked for nor granted, since the due time has come or there is none."""
    return case.due_at is None or now >= case.due_at


def most_days(case: Case, table: Timetable) -> int:
    """Give the working days that may be asked for at once."""
    return table.terms(case.round_at)["extension_most_days"]


def deciders(case: Case, person: int, org: Organisation, now: AwareDatetime) -> Level:
    """Give the posts of the nearest level above that somebody else than the asker holds; () if there is none."""
    without = case.model_copy(update={"recused": (*case.recused, person)})
    return one_higher(without, org, now)


def granted(case: Case, table: Timetable) -> Case:
    """Give the case with the time that was asked for, counted apart; unchanged if none was."""
    if case.extension is None:
        return case
    more = {
        "extra_days": case.extra_days + case.extension.days,
        "extensions": case.extensions + 1,
        "extension": None,
    }
    return timed(case.model_copy(update=more), table)
