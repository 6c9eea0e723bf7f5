"""Days and moments as they stand in a file: 2026-09-20 or 20/9/2026, with the hour only where it is not midnight."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from handlers.casework.worktime import ZONE

_DAY: Final = timedelta(days=1)
_LOCAL: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_YEARS: Final = range(1900, 2201)


def read_day(text: str) -> date:
    """Give the day that a cell names; ValueError in words if there is no such day."""
    if found := _LOCAL.fullmatch(text.strip()):
        day, month, year = map(int, found.groups())
    elif found := _ISO.fullmatch(text.strip()):
        year, month, day = map(int, found.groups())
    else:
        raise ValueError(f"{text} is no day: write it like 2026-09-20 or 20/9/2026")
    try:
        made = date(year, month, day)
    except ValueError:
        raise ValueError(f"there is no day {text}: write it like 2026-09-20 or 20/9/2026") from None
    if year not in _YEARS:
        raise ValueError(f"the year of {text} cannot be: write four digits, such as 2026")
    return made


def read_moment(text: str, *, last: bool = False) -> datetime:
    """Give the moment that a cell names: the beginning of a day, or, where it is the `last` day, its end.

    ValueError in words if there is no such day or hour.
    """
    if "T" not in text:
        return datetime.combine(read_day(text) + (_DAY if last else timedelta(0)), time(), ZONE)
    try:
        made = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text} is no moment: write a day like 2026-09-20") from None
    read_day(text.partition("T")[0])
    return (made if made.tzinfo else made.replace(tzinfo=ZONE)).astimezone(ZONE)


def day_cell(day: date | None) -> str:
    """Give the cell of a day; "" for none."""
    return day.isoformat() if day else ""


def since_cell(at: datetime) -> str:
    """Give the cell of a moment from which something holds."""
    here = at.astimezone(ZONE)
    return day_cell(here.date()) if here.time() == time() else here.isoformat()


def until_cell(at: datetime | None, since: datetime) -> str:
    """Give the cell of a moment until which something holds: the last day where it ends at midnight; "" for none."""
    if at is None:
        return ""
    here = at.astimezone(ZONE)
    whole = here.time() == time() and here - since >= _DAY
    return day_cell(here.date() - _DAY) if whole else here.isoformat()
