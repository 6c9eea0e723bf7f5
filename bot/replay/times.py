"""Reads the times of a foreign log as people and programs write them."""

from collections.abc import Callable
from datetime import datetime

from handlers.casework.worktime import ZONE

BLANK = frozenset({"", "-", "nat", "nan", "null", "none", "n/a", "\\n"})
"""What stands for "nothing" in a cell, in lower case."""
FIRST_YEAR, LAST_YEAR = 2000, 2099
"""Cases arrive and end within these years; a deadline may be any day, such as 9999-12-31 for none."""
_KNOWN = 200_000


class BadFormat(Exception):
    """The format is none that times can be read by."""


def reader(form: str) -> Callable[[str], datetime | None]:
    """Give a function that reads one cell: an aware time, None for a blank, ValueError for anything else.

    Without a format: ISO 8601 with T or space, with or without offset, fraction or hour. A time without an offset
    is one of Viet Nam; a date without a time is its midnight. BadFormat if `form` cannot be read by `strptime`.
    """
    if form:
        _check(form)
    known: dict[str, datetime | None] = {}

    def read(cell: str) -> datetime | None:
        if cell in known:
            return known[cell]
        if len(known) > _KNOWN:
            known.clear()
        known[cell] = found = _read(cell, form)
        return found

    return read


def _read(cell: str, form: str) -> datetime | None:
    text = cell.strip()
    if text.casefold() in BLANK:
        return None
    if form:
        found = datetime.strptime(text, form)
    elif not text[:1].isdigit() or (text.isdecimal() and len(text) != len("20111011")):
        raise ValueError(text)
    else:
        found = datetime.fromisoformat(text)
    return found if found.utcoffset() is not None else found.replace(tzinfo=ZONE)


def _check(form: str) -> None:
    try:
        datetime.strptime(datetime(2011, 10, 11, 13, 45, tzinfo=ZONE).strftime(form), form)
    except ValueError as error:
        raise BadFormat(form) from error
    if not any(part in form for part in ("%Y", "%y", "%c", "%x", "%G")):
        raise BadFormat(form)
