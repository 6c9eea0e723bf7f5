"""Finds the day by which something is to be done, as people write it: "trước 15/12", "thứ Sáu", "ngày mai"."""

import re
from datetime import date, timedelta
from itertools import zip_longest
from typing import Final

from handlers.folding import fold
from handlers.talk.day_forms import named_days

_AHEAD: Final = timedelta(days=364)
"""So many whole weeks ahead that a weekday stays one, and every day and month still to come lies before."""
_WEEK: Final = timedelta(days=7)
_WEEKDAY: Final = re.compile(r"\b(?:thu ?(?:[2-7]|hai|ba|tu|bon|nam|sau|bay)|t[2-7]|cn|chu nhat|[a-z]+days?)\b")
_PAST: Final = re.compile(r"\b(?:tuan (?:truoc|roi|qua|vua)|last|past|hom (?:qua|kia)|yesterday)\b")
_FURTHEST: Final = timedelta(days=5 * 366)


def find_due(text: str, today: date, *, answer: bool = False) -> date | None:
    """Give the day still to come, or today, that a text names: the latest, at most five years ahead; None for none.

    A day without a year is the next one; a weekday the next of its name.
    """
    near = list(named_days(text, today, answer=answer))
    far = list(named_days(text, today + _AHEAD, answer=answer))
    plain = fold(text)
    weekday = bool(_WEEKDAY.search(plain)) and not _PAST.search(plain)
    found = [_ahead(one, other, today, weekday) for one, other in zip_longest(near, far, fillvalue=False)]
    return max((day for day in found if day and today <= day <= today + _FURTHEST), default=None)


def _ahead(near: date | bool, far: date | bool, today: date, weekday: bool) -> date | None:
    """Give what was meant, from how it is read today and 52 weeks later.

    What moved by as much is told from today ("ngày mai"), a weekday that is past is the next one; what did not move
    has its year, and what moved otherwise is a day and month.
    """
    if not isinstance(near, date) or not isinstance(far, date):
        return far if isinstance(far, date) else None
    if far - near != _AHEAD:
        return far
    return near + _WEEK if near < today and weekday else near
