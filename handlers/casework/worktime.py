"""Working days in Viet Nam, and from them when something is due, reminded of and passed up."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from handlers.value import Value

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
RECEIPT_UNTIL: Final = time(15, 0)
MORNING: Final = time(9, 0)
END_OF_DAY: Final = time(17, 0)

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


class Calendar(Value):
    """Where the year departs from Monday to Friday; any other day, of any year, follows that rule."""

    off: frozenset[date] = frozenset()
    """Weekdays without work: holidays and days swapped away (ngày nghỉ lễ, nghỉ bù, hoán đổi)."""
    on: frozenset[date] = frozenset()
    """Saturdays and Sundays worked in exchange (ngày làm bù)."""
    covers: tuple[int, int] = (0, 0)
    """First and last year whose holidays are listed."""


def is_working(day: date, calendar: Calendar) -> bool:
    """Say whether offices work on that day."""
    return day in calendar.on or (day.weekday() < _SATURDAY and day not in calendar.off)


def add_days(day: date, n: int, calendar: Calendar) -> date:
    """Give the nth working day after `day`, which itself counts as day 0; ValueError if n is negative."""
    if n < 0:
        raise ValueError(f"{n} working days: the number must not be negative")
    while n:
        day += _DAY
        n -= is_working(day, calendar)
    return day


def day_zero(at: datetime, calendar: Calendar, receipt_until: time = RECEIPT_UNTIL) -> date:
    """Give the day on which something counts as received; ValueError if `at` has no zone.

    What comes after 15:00 or on a day off is received on the next working day. That is the rule for one-stop
    dossiers (NĐ 61/2018, Art. 18(2)), taken over here for reports, for which no law sets an hour.
    """
    here = _local(at)
    day = here.date()
    in_time = is_working(day, calendar) and here.time() <= receipt_until
    return day if in_time else add_days(day, 1, calendar)


def due(at: datetime, days: int, calendar: Calendar, receipt_until: time = RECEIPT_UNTIL) -> datetime:
    """Give 17:00 of the working day `days` after the day of receipt; ValueError if `at` has no zone."""
    last = add_days(day_zero(at, calendar, receipt_until), days, calendar)
    return datetime.combine(last, END_OF_DAY, ZONE)


def reminder(at: datetime, days: int, calendar: Calendar, receipt_until: time = RECEIPT_UNTIL) -> datetime:
    """Give 09:00 of the working day at half of `days`, rounded up; ValueError below 1 or without a zone."""
    if days < 1:
        raise ValueError(f"a limit of {days} working days has no half to remind at")
    half = add_days(day_zero(at, calendar, receipt_until), (days + 1) // 2, calendar)
    return datetime.combine(half, MORNING, ZONE)


def later(moment: datetime, days: int, calendar: Calendar) -> datetime:
    """Give the same hour that many working days later; ValueError if negative or without a zone."""
    here = _local(moment)
    return datetime.combine(add_days(here.date(), days, calendar), here.time(), ZONE)


def working_days_between(a: datetime, b: datetime, calendar: Calendar) -> int:
    """Count the working days after the day of `a` up to and with the day of `b`; negative when `b` is past.

    On the day of `b` itself it is 0. ValueError if either has no zone.
    """
    first, last = _local(a).date(), _local(b).date()
    if last < first:
        return -_worked(last, first, calendar)
    return _worked(first, last, calendar)


def _worked(after: date, until: date, calendar: Calendar) -> int:
    return sum(is_working(after + _DAY * i, calendar) for i in range(1, (until - after).days + 1))


def _local(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError(f"{at.isoformat()} has no time zone")
    return at.astimezone(ZONE)
