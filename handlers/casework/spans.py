"""The span of days that a scorecard or an evidence check tells of: a week, a month, a quarter, or any days."""

from datetime import date, datetime, time, timedelta
from typing import Final

from handlers.casework.periods import Period, period_of, read_period
from handlers.casework.worktime import ZONE
from handlers.value import Value

_DAY: Final = timedelta(days=1)


class Span(Value):
    """Some days (kỳ), in the zone of the province: `first` and `last` are both in it."""

    name: str
    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The first moment of it."""
        return datetime.combine(self.first, time.min, ZONE)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + _DAY, time.min, ZONE)


def read_span(text: str) -> Span:
    """Give the week "2026-W47", the month "2026-11" or the quarter "2026-Q4"; ValueError in words if it is none."""
    return _of(read_period(text))


def days(first: date, last: date) -> Span:
    """Give the span from one day to another, both included; ValueError in words if it ends before it begins."""
    if last < first:
        raise ValueError(f"it ends on {last}, before it begins on {first}")
    return Span(name=f"{first}..{last}", first=first, last=last)


def quarter_of(day: date) -> Span:
    """Give the quarter that a day lies in."""
    return _of(period_of("quarter", day))


def _of(period: Period) -> Span:
    return Span(name=period.period, first=period.first, last=period.until - _DAY)
