"""Weeks, months and quarters in Viet Nam: their names and days, and when the digest of each is due."""

import re
from abc import ABC, abstractmethod
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, Self, assert_never

from pydantic import Field, ValidationError, model_validator

from handlers.casework.worktime import ZONE, Calendar, is_working
from handlers.value import Value

DIGEST_AT: Final = time(7, 30)
Kind = Literal["week", "month", "quarter"]
KINDS: Final[tuple[Kind, ...]] = ("week", "month", "quarter")

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_LATEST: Final = 3000
_NAME: Final = re.compile(r"(2[0-9]{3})-(?:W([0-9]{2})|Q([1-4])|(0[1-9]|1[0-2]))")


class _Span(Value, ABC):
    """What weeks, months and quarters have in common."""

    year: int = Field(ge=1999, le=_LATEST)
    number: int

    @property
    @abstractmethod
    def first(self) -> date:
        """Its first day."""

    @property
    @abstractmethod
    def until(self) -> date:
        """The first day after it."""

    @property
    def start(self) -> datetime:
        """The first moment of it."""
        return datetime.combine(self.first, time.min, ZONE)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.until, time.min, ZONE)


class Week(_Span):
    """One ISO week (tuần): from Monday 00:00 until the next Monday 00:00, in the zone of the province.

    The ISO year is not always the calendar's at New Year.
    """

    kind: Literal["week"] = "week"

    @model_validator(mode="after")
    def _exists(self) -> Self:
        date.fromisocalendar(self.year, self.number, 1)
        return self

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def first(self) -> date:
        """Its first day."""
        return self.monday

    @property
    def until(self) -> date:
        """The first day after it."""
        return self.monday + _WEEK

    @property
    def due_at(self) -> datetime:
        """When its digest is due: the Monday after it, 07:30."""
        return datetime.combine(self.until, DIGEST_AT, ZONE)

    @property
    def period(self) -> str:
        """Its name, such as "2026-W47"."""
        return f"{self.year}-W{self.number:02}"

    @property
    def before(self) -> "Week":
        """The week before it."""
        return _of(self.monday - _WEEK)


class Month(_Span):
    """One month (tháng) of the calendar."""

    kind: Literal["month"] = "month"
    number: int = Field(ge=1, le=12)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def until(self) -> date:
        """The first day after it."""
        return date(self.year + self.number // 12, self.number % 12 + 1, 1)

    @property
    def period(self) -> str:
        """Its name, such as "2026-11"."""
        return f"{self.year}-{self.number:02}"

    @property
    def before(self) -> "Month":
        """The month before it."""
        return _month_of(self.first - _DAY)


class Quarter(_Span):
    """One quarter (quý) of the calendar year."""

    kind: Literal["quarter"] = "quarter"
    number: int = Field(ge=1, le=4)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def until(self) -> date:
        """The first day after it."""
        return date(self.year + self.number // 4, 3 * self.number % 12 + 1, 1)

    @property
    def period(self) -> str:
        """Its name, such as "2026-Q4"."""
        return f"{self.year}-Q{self.number}"

    @property
    def before(self) -> "Quarter":
        """The quarter before it."""
        return _quarter_of(self.first - _DAY)


Period = Week | Month | Quarter


def due_at(period: Period, calendar: Calendar) -> datetime:
    """Give when a period's digest is due: a week's the Monday after it, else the first working day after, 07:30."""
    if isinstance(period, Week):
        return period.due_at
    day = period.until
    while not is_working(day, calendar):
        day += _DAY
    return datetime.combine(day, DIGEST_AT, ZONE)


def last_complete(kind: Kind, moment: datetime) -> Period:
    """Give the last complete week, month or quarter before a moment; ValueError if it has no zone."""
    return period_of(kind, _day(moment)).before


def period_of(kind: Kind, day: date) -> Period:
    """Give the week, month or quarter that a day belongs to."""
    match kind:
        case "week":
            return _of(day)
        case "month":
            return _month_of(day)
        case "quarter":
            return _quarter_of(day)
        case _:
            assert_never(kind)


def owed(kind: Kind, now: datetime, calendar: Calendar) -> Period | None:
    """Give the period whose digest is owed at a moment: the latest complete one, once its digest is due.

    Earlier ones that were missed are not made up, so that the first hours after a period owe nothing.
    """
    period = last_complete(kind, now)
    return period if due_at(period, calendar) <= now else None


def week_before(moment: datetime) -> Week:
    """Give the last complete week before a moment; ValueError if it has no zone."""
    return as_of(_day(moment))


def as_of(day: date) -> Week:
    """Give the last complete week before a day; of a Monday, the week that ended the night before."""
    return _of(day - _WEEK)


def read_period(period: str) -> Period:
    """Give what "2026-W47", "2026-11" or "2026-Q4" stands for; ValueError in words if there is none of that name."""
    found = _NAME.fullmatch(period) if period.isascii() else None
    try:
        if found is not None:
            return _named(int(found[1]), *found.groups()[1:])
    except ValidationError:
        pass
    raise ValueError(f"{period} is no period: write a week 2026-W47, a month 2026-11 or a quarter 2026-Q4")


def _named(year: int, week: str | None, quarter: str | None, month: str | None) -> Period:
    if week:
        return Week(year=year, number=int(week))
    return Quarter(year=year, number=int(quarter)) if quarter else Month(year=year, number=int(month or 0))


def _day(moment: datetime) -> date:
    if moment.utcoffset() is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return moment.astimezone(ZONE).date()


def _of(day: date) -> Week:
    year, number, _ = day.isocalendar()
    return Week(year=year, number=number)


def _month_of(day: date) -> Month:
    return Month(year=day.year, number=day.month)


def _quarter_of(day: date) -> Quarter:
    return Quarter(year=day.year, number=(day.month + 2) // 3)
