"""Loads the packaged facts: the directory of communes, and the calendar of working days."""

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final, cast

from bot import public_holidays
from bot.public_holidays import FIRST_YEAR as FIRST_YEAR
from bot.public_holidays import LAST_YEAR as LAST_YEAR
from handlers.casework.directory import TWO_LEVELS, Directory
from handlers.casework.unit import Province, Unit, UnitKind, UnitName
from handlers.casework.worktime import Calendar

_DATA: Final = files("bot.data")
_SATURDAY: Final = 5


@cache
def units() -> Directory:
    """Give the 99 communes (phường, xã) of Bắc Ninh, with their names since July 2025 and what they were before.

    Names as of 20 September 2026, when the province became a city (NQ 39/2026/QH16); the twelve xã that NQ
    388/NQ-UBTVQH16 turned into phường are taken to have changed on the same day.
    """
    return Directory(
        tuple(_unit(row) for row in _rows("units.json")),
        provinces=tuple(
            Province(name=row["name"], districts=tuple(row.get("districts", ())), **_days(row))
            for row in _rows("provinces.json")
        ),
    )


@cache
def calendar() -> Calendar:
    """Give the days that depart from Monday to Friday, 2025 to 2031: holidays, swaps, our override file.

    Tết and swaps of years that the government has not settled yet are the package's estimates.
    """
    return with_changes({}, frozenset())


def with_changes(changes: Mapping[date, bool], settled: frozenset[int]) -> Calendar:
    """Give the calendar after changes (date: is it worked) that win over all that is shipped, and settle years."""
    off, on = public_holidays.kept()
    shipped = tomllib.loads(_DATA.joinpath("holidays.toml").read_text(encoding="utf-8"))
    own = {change["date"]: change["working"] for change in shipped["day"]}
    return overridden(set(off), set(on), own | dict(changes), frozenset(shipped["settled"]) | settled)


def overridden(
    off: set[date], on: set[date], changes: Mapping[date, bool], settled: frozenset[int] = frozenset()
) -> Calendar:
    """Give the calendar of these days off and on, after the changes (date: is it worked), which win.

    A holiday on a weekend stays in it: a unit that opens on Saturdays is closed then.
    """
    worked = {day for day, working in changes.items() if working}
    free = changes.keys() - worked
    open_weekends = frozenset(day for day in (on - free) | worked if day.weekday() >= _SATURDAY)
    return Calendar(
        off=frozenset((off - worked) | free) - open_weekends,
        on=open_weekends,
        covers=(FIRST_YEAR, LAST_YEAR),
        settled=settled,
    )


def _rows(file: str) -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], json.loads(_DATA.joinpath(file).read_text(encoding="utf-8")))


def _unit(row: Mapping[str, Any]) -> Unit:
    """Build a unit; its former districts stand in the order of how many of its communes came from each."""
    merged: Mapping[str, list[str]] = row["merged"]
    return Unit(
        code=row["code"],
        name=row["name"],
        kind=_kind(row["name"]),
        districts=tuple(merged),
        merged=tuple((name, district) for district, names in merged.items() for name in names),
        names=tuple(UnitName(name=one["name"], kind=_kind(one["name"]), **_days(one)) for one in row.get("names", ())),
        valid_from=TWO_LEVELS,
    )


def _kind(name: str) -> UnitKind:
    return "phuong" if name.startswith("Phường ") else "xa"


def _days(row: Mapping[str, str]) -> dict[str, date]:
    days = {"valid_from": row.get("from"), "valid_to": row.get("to")}
    return {key: date.fromisoformat(day) for key, day in days.items() if day}
