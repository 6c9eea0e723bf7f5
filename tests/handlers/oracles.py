"""Second, plodding implementations of the rules, written from the decisions; they ask nothing of the code."""

import random
from datetime import date, datetime, timedelta

from handlers.casework.cases import Case
from handlers.casework.worktime import Calendar
from tests.handlers.oracle_of_routing import Rules
from tests.handlers.some_organisations import DAYS, PERSONS, UNITS, some_case, some_organisation

__all__ = ["DAYS", "PERSONS", "UNITS", "Rules", "some_case", "some_organisation"]

ANSWER_DAYS = {
    3: "delay informal_payment error_loss digital_service",
    5: "attitude guidance_paperwork facility disclosure land_compensation field_issue",
    7: "participation sector_democracy",
    10: "regulation_proposal suggestion",
}
"""Working days for the first answer; praise has none."""


def days_for(category: str) -> int | None:
    """Give the working days until the first answer."""
    return next((days for days, names in ANSWER_DAYS.items() if category in names.split()), None)


def filed(**changes: object) -> Case:
    """Give a plain case, about a delay in the first unit, from somebody without a post."""
    plain: dict[str, object] = {
        "unit": UNITS[0],
        "category": "delay",
        "about": None,
        "reporter": 99,
        "happened": None,
        "taken_by": None,
    }
    plain |= {"not_for": (), "recused": (), "extension": None}
    dice = random.Random(1)
    whole = some_case(dice, some_organisation(dice)).model_dump()
    return Case.model_validate(whole | plain | {"filed_at": DAYS[0], "holder": None, "reach": ()} | changes)


def some_calendar(dice: random.Random, first: date, days: int) -> Calendar:
    """Give holidays, single and in rows like Tết, and Saturdays worked in exchange, all at random."""
    off: set[date] = set()
    for _ in range(dice.randrange(4)):
        start = first + timedelta(days=dice.randrange(days))
        off |= {start + timedelta(days=at) for at in range(dice.choice((1, 1, 2, 7)))}
    weekdays = {day for day in off if day.weekday() < 5}
    weekend = [day for at in range(days) if (day := first + timedelta(days=at)).weekday() > 4]
    return Calendar(off=frozenset(weekdays), on=frozenset(dice.sample(weekend, dice.randrange(3))))


def works(day: date, calendar: Calendar) -> bool:
    """Whether offices are open on a day."""
    if day.isoweekday() in (6, 7):
        return day in calendar.on
    return day not in calendar.off


def alarms(case: Case, calendar: Calendar, until: datetime) -> dict[str, datetime]:
    """Give when the reminder and the three steps of a case come, by walking through its hours one after another.

    "remind" is missing where it would come at or after the due time.
    """
    days = days_for(case.category)
    if days is None:
        return {}
    counted, found = -1, dict[str, datetime]()
    hour = case.round_at.replace(minute=0, second=0, microsecond=0)
    while hour <= until and "standing" not in found:
        if hour.hour == 15 and works(hour.date(), calendar) and counted < 0:
            counted += case.round_at <= hour  # received by 15:00 of a working day: that is day 0
        elif hour.hour == 8 and works(hour.date(), calendar) and counted >= 0:
            counted += 1
        if hour.hour == 9 and 2 * counted >= days and works(hour.date(), calendar) and "due" not in found:
            found.setdefault("remind", hour)
        if hour.hour == 17 and works(hour.date(), calendar):
            for name, extra in (("due", 0), ("member", 3), ("standing", 5)):
                if counted == days + extra:
                    found.setdefault(name, hour)
        hour += timedelta(hours=1)
    if "due" in found and found.get("remind", found["due"]) >= found["due"]:
        del found["remind"]
    return found
