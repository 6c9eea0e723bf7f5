"""Finds the day that a sentence or an answer names, as people in Vietnam write days."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from handlers.talk.day_forms import named_days


class DayProblem(StrEnum):
    """Why a day cannot be the one on which something happened."""

    FUTURE = "future"
    TOO_OLD = "too_old"
    IMPOSSIBLE = "impossible"


_FIVE_YEARS: Final = timedelta(days=5 * 365 + 1)
_LEAP_YEARS_END: Final = date(2028, 12, 31)
"""Seen from here every day and month that exists has been within the year."""


def find_day(text: str, today: date) -> date | None:
    """Give the day that a story speaks of: the latest of the days that it names, up to today.

    In "nộp 12/9 hẹn 3/10 trả" that is 3/10, the day on which the trouble began. A day without a year is the most
    recent past one. None where no day is named, or only one that does not exist, is still to come or lies more
    than five years back. Shares and numbers ("2/3 số hộ", "24/7", "ngõ 5/12") are no days.
    """
    return max((day for day in named_days(text, today, answer=False) if day and _fits(day, today)), default=None)


def names_unreal_day(text: str) -> bool:
    """Whether a story names a day that no calendar has, such as 31/2 or 29/2/2025."""
    return any(day is False for day in named_days(text, _LEAP_YEARS_END, answer=False))


def read_day(text: str, today: date) -> date | DayProblem | None:
    """Give the day that answers "when was it?", or what is wrong with it; None if the answer names no day."""
    named = list(named_days(text, today, answer=True))
    days = [day for day in named if day]
    fitting = [day for day in days if _fits(day, today)]
    if fitting:
        return max(fitting)
    if days:
        return DayProblem.FUTURE if max(days) > today else DayProblem.TOO_OLD
    return DayProblem.IMPOSSIBLE if named else None


def _fits(day: date, today: date) -> bool:
    return day <= today and today - day <= _FIVE_YEARS
