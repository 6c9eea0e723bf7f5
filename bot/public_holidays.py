"""Public holidays of Viet Nam: asked of the package `holidays`, or of what it said when this release was made.

    python -m bot.public_holidays       writes bot/data/public_holidays.json anew

The running program reads the file, since the package takes ten megabytes and half a second for the same days.
"""

import json
from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

FIRST_YEAR: Final = 2025
LAST_YEAR: Final = 2031
_FILE: Final = files("bot.data").joinpath("public_holidays.json")


class Holidays(NamedTuple):
    """Days off, weekends among them, and weekend days that are worked in exchange."""

    off: frozenset[date]
    on: frozenset[date]


def kept() -> Holidays:
    """Give the days from 2025 to 2031 as they were kept with this release."""
    found = json.loads(_FILE.read_text(encoding="utf-8"))
    off, on = (frozenset(map(date.fromisoformat, found[key])) for key in ("off", "on"))
    return Holidays(off, on)


def asked(years: Iterable[int]) -> Holidays:
    """Ask the package for the days of these years; those not settled yet are its estimates."""
    import holidays  # heavy, and seldom needed

    wanted = tuple(years)
    official = holidays.country_holidays("VN", years=wanted, language="vi")
    on = frozenset(day for day in official.weekend_workdays if day.year in wanted)
    return Holidays(frozenset(official), on)


def main() -> None:
    """Write what the package says now into the file."""
    found = asked(range(FIRST_YEAR, LAST_YEAR + 1))
    rows = {"off": sorted(map(str, found.off)), "on": sorted(map(str, found.on))}
    Path(str(_FILE)).write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
