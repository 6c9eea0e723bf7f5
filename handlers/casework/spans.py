"""The span of days that a scorecard or an evidence check tells of: a week, a month, a quarter, or any days."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from handlers.casework.worktime import ZONE
from handlers.value import Value

_DAY: Final = timedelta(days=1)
_WEEK: Final = re.compile(r"(2[0-9]{3})-W([0-9]{2})")
_MONTH: Final = re.compile(r"(2[0-9]{3})-([0-9]{2})")
_QUARTER: Final = re.compile(r"(2[0-9]{3})-Q([1-4])")


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
    if found := _WEEK.fullmatch(text):
        try:
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:
            raise ValueError(f"{text} is no week: the year has no such week") from None
        return Span(name=text, first=monday, last=monday + 6 * _DAY)
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return Span(name=text, first=date(int(found[1]), int(found[2]), 1), last=_last(int(found[1]), int(found[2])))
    if found := _QUARTER.fullmatch(text):
        year, month = int(found[1]), 3 * int(found[2])
        return Span(name=text, first=date(year, month - 2, 1), last=_last(year, month))
    raise ValueError(f"{text} is no period: write a quarter 2026-Q4, a month 2026-11 or a week 2026-W47")


def days(first: date, last: date) -> Span:
    """Give the span from one day to another, both included; ValueError in words if it ends before it begins."""
    if last < first:
        raise ValueError(f"it ends on {last}, before it begins on {first}")
    return Span(name=f"{first}..{last}", first=first, last=last)


def quarter_of(day: date) -> Span:
    """Give the quarter that a day lies in."""
    return read_span(f"{day.year}-Q{(day.month + 2) // 3}")


def _last(year: int, month: int) -> date:
    return (date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)) - _DAY
