"""Working time in Viet Nam: days and minutes in which an office works, and from them when something is due."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import model_validator

from handlers.value import Value

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
RECEIPT_UNTIL: Final = time(15, 0)
MORNING: Final = time(9, 0)

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_MIDNIGHT: Final = 24 * 60

Span = tuple[int, int]
"""An opening, from one minute of the day to another: (450, 690) is 7:30 to 11:30."""


class Calendar(Value):
    """Where the year departs from Monday to Friday; any other day, of any year, follows that rule."""

    off: frozenset[date] = frozenset()
    """Days without work: holidays and days swapped away (ngày nghỉ lễ, nghỉ bù, hoán đổi), weekends too."""
    on: frozenset[date] = frozenset()
    """Saturdays and Sundays worked in exchange (ngày làm bù)."""
    covers: tuple[int, int] = (0, 0)
    """First and last year whose holidays are listed."""
    settled: frozenset[int] = frozenset()
    """The years whose holidays and swaps the government has decided; what is listed of others is an estimate."""


class Hours(Value):
    """When an office is open (giờ làm việc): the openings of each weekday, Monday first, in minutes of the day."""

    week: tuple[tuple[Span, ...], ...]

    @model_validator(mode="after")
    def _possible(self) -> "Hours":
        if len(self.week) != 7:
            raise ValueError("a week has seven days")
        for spans in self.week:
            if not all(0 <= start < end < _MIDNIGHT for start, end in spans):
                raise ValueError("an opening ends after it begins, and before midnight")
            if any(end > start for (_, end), (start, _) in pairwise(spans)):
                raise ValueError("two openings of one day overlap or are out of order")
        if not any(self.week[:_SATURDAY]):
            raise ValueError("an office that is never open from Monday to Friday has no working day to count by")
        return self

    @property
    def day(self) -> int:
        """The minutes of one ordinary working day: what "one working day" of a limit is worth at this office."""
        return max(sum(end - start for start, end in spans) for spans in self.week[:_SATURDAY])


_WEEKDAY: Final = ((450, 690), (780, 1020))
ORDINARY: Final = Hours(week=(*(_WEEKDAY,) * 5, (), ()))
"""7:30 to 11:30 and 13:00 to 17:00, Monday to Friday: what holds where a unit's hours are not known."""
SATURDAYS: Final = Hours(week=(*(_WEEKDAY,) * 5, ((450, 690),), ()))
"""The ordinary week and Saturday mornings, as many one-stop counters keep it."""


class _Year(NamedTuple):
    """A year of an office from the ordinal of its first day: openings by day, minutes before each day and in all."""

    first: int
    spans: list[tuple[Span, ...]]
    before: list[int]
    total: int


@dataclass(frozen=True)
class Office:
    """The working time of one unit: the country's calendar and the unit's own hours.

    What arrives after `receipt_until` counts as received on the next working day.
    """

    calendar: Calendar
    hours: Hours = ORDINARY
    receipt_until: time = RECEIPT_UNTIL
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)

    def openings(self, day: date) -> tuple[Span, ...]:
        """Give the openings of a day; a Saturday or Sunday worked in exchange is an ordinary day."""
        if day in self.calendar.on:
            return max(self.hours.week[:_SATURDAY], key=lambda spans: sum(end - start for start, end in spans))
        return () if day in self.calendar.off else self.hours.week[day.weekday()]

    def day_zero(self, at: datetime) -> date:
        """Give the day on which something counts as received; ValueError if `at` has no zone.

        What comes after 15:00, after the last closing or on a day off is received on the next working day. That is the
        rule for one-stop dossiers (NĐ 61/2018, Art. 18(2)), taken over here for reports, for which no law sets an hour.
        """
        return date.fromordinal(self._zero(_local(at)))

    def start(self, at: datetime) -> datetime:
        """Give the moment from which the working minutes of a limit are counted: the end of the day of receipt."""
        return _at(self._zero(_local(at)) + 1, 0)

    def _zero(self, here: datetime) -> int:
        day = here.toordinal()
        openings = self._openings(day)
        if openings and here.time() <= min(self.receipt_until, time(*divmod(openings[-1][1], 60))):
            return day
        day += 1
        while not self._openings(day):
            day += 1
        return day

    def due(self, at: datetime, days: int, more: int = 0) -> datetime:
        """Give when a limit of `days` working days and `more` working minutes ends, counted from `at`.

        The day of receipt is day 0 and does not count (BLDS 2015, Art. 147); a limit of days ends when the office
        closes on the last of them. ValueError if `at` has no zone or the days are negative.
        """
        if days < 0:
            raise ValueError(f"{days} working days: the number must not be negative")
        zero = self._zero(_local(at))
        minutes = days * self.hours.day + more
        if minutes <= 0:
            return _at(zero, self._openings(zero)[-1][1])
        return self._reach(zero + 1, 0, minutes, ending=True)

    def part(self, at: datetime, minutes: int) -> datetime:
        """Give the first working minute after so many working minutes of a limit that is counted from `at`."""
        return self._reach(self._zero(_local(at)) + 1, 0, minutes, ending=False)

    def after(self, at: datetime, minutes: int) -> datetime:
        """Give the moment by which so many working minutes have passed since `at`: `at` itself for none."""
        here = _local(at)
        if minutes <= 0:
            return here
        day = here.toordinal()
        return self._reach(day, _worked(self._openings(day), here.hour * 60 + here.minute), minutes, ending=True)

    def minutes_between(self, a: datetime, b: datetime) -> int:
        """Count the working minutes from one moment to another, seconds left out; negative when `b` is before `a`."""
        return self._since(b, b.year) - self._since(a, b.year)

    def _since(self, at: datetime, year: int) -> int:
        """Count the working minutes from the start of a year until `at`; negative when `at` is before it."""
        here = _local(at)
        own = self._year(here.year)
        day = here.toordinal() - own.first
        minutes = own.before[day] + _worked(own.spans[day], here.hour * 60 + here.minute)
        for earlier in range(here.year, year):
            minutes -= self._year(earlier).total
        for later_ in range(year, here.year):
            minutes += self._year(later_).total
        return minutes

    def _reach(self, day: int, worked: int, minutes: int, *, ending: bool) -> datetime:
        """Give the moment `minutes` after the first `worked` minutes of a day: its end, or the next one's start."""
        number = date.fromordinal(day).year
        year = self._year(number)
        target = year.before[day - year.first] + worked + minutes
        while target > year.total or (target == year.total and not ending):
            target -= year.total
            number += 1
            year = self._year(number)
        at = (bisect_left if ending else bisect_right)(year.before, target) - 1
        left = target - year.before[at]
        for start, end in year.spans[at]:
            if left < end - start or (ending and left == end - start):
                return _at(year.first + at, start + left)
            left -= end - start
        raise AssertionError("a year's openings do not add up")  # pragma: no cover

    def _openings(self, day: int) -> tuple[Span, ...]:
        year = self._year(date.fromordinal(day).year)
        return year.spans[day - year.first]

    def _year(self, number: int) -> _Year:
        found = self._years.get(number)
        if found is None:
            first = date(number, 1, 1).toordinal()
            spans = [self.openings(date.fromordinal(day)) for day in range(first, date(number + 1, 1, 1).toordinal())]
            before, total = [], 0
            for one in spans:
                before.append(total)
                total += sum(end - start for start, end in one)
            if not total:
                raise ValueError(f"the office is never open in {number}")
            found = self._years[number] = _Year(first, spans, before, total)
        return found


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
        return -_days(last, first, calendar)
    return _days(first, last, calendar)


def _days(after: date, until: date, calendar: Calendar) -> int:
    return sum(is_working(after + _DAY * i, calendar) for i in range(1, (until - after).days + 1))


def _worked(spans: tuple[Span, ...], minute: int) -> int:
    return sum(min(minute, end) - start for start, end in spans if minute > start)


def _at(day: int, minute: int) -> datetime:
    found = date.fromordinal(day)
    return datetime(found.year, found.month, found.day, minute // 60, minute % 60, tzinfo=ZONE)


def _local(at: datetime) -> datetime:
    if at.tzinfo is ZONE:
        return at
    if at.utcoffset() is None:
        raise ValueError(f"{at.isoformat()} has no time zone")
    return at.astimezone(ZONE)
