"""The week of a digest: Monday to Sunday in Viet Nam, its name, and when its digest is due."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final, Self

from pydantic import Field, model_validator

from handlers.casework.worktime import ZONE
from handlers.value import Value

DIGEST_AT: Final = time(7, 30)

_WEEK: Final = timedelta(days=7)
_PERIOD: Final = re.compile(r"(2[0-9]{3})-W([0-9]{2})")


class Week(Value):
    """One ISO week (tuần): from Monday 00:00 until the next Monday 00:00, in the zone of the province."""

    year: int = Field(ge=1999, le=3000)
    """The ISO year, which at New Year is not always the calendar's."""
    number: int

    @model_validator(mode="after")
    def _exists(self) -> Self:
        date.fromisocalendar(self.year, self.number, 1)
        return self

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def start(self) -> datetime:
        """The first moment of it."""
        return datetime.combine(self.monday, time.min, ZONE)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.monday + _WEEK, time.min, ZONE)

    @property
    def due_at(self) -> datetime:
        """When its digest is due: the Monday after it, 07:30."""
        return datetime.combine(self.monday + _WEEK, DIGEST_AT, ZONE)

    @property
    def period(self) -> str:
        """Its name, such as "2026-W47"."""
        return f"{self.year}-W{self.number:02}"

    @property
    def before(self) -> "Week":
        """The week before it."""
        return _of(self.monday - _WEEK)


def week_before(moment: datetime) -> Week:
    """Give the last complete week before a moment; ValueError if it has no zone."""
    if moment.utcoffset() is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return _of(moment.astimezone(ZONE).date() - _WEEK)


def as_of(day: date) -> Week:
    """Give the last complete week before a day; of a Monday, the week that ended the night before."""
    return _of(day - _WEEK)


def due_week(now: datetime) -> Week | None:
    """Give the week whose digest is owed at a moment: the latest complete one, from Monday 07:30 on.

    Earlier weeks that were missed are not made up, so that Monday's first hours owe nothing.
    """
    week = week_before(now)
    return week if week.due_at <= now else None


def read_period(period: str) -> Week:
    """Give the week that a name such as "2026-W47" stands for; ValueError if there is none."""
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ValueError(f"{period!r} is no week such as 2026-W47")
    return Week(year=int(found[1]), number=int(found[2]))


def _of(day: date) -> Week:
    year, number, _ = day.isocalendar()
    return Week(year=year, number=number)
