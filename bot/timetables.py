"""What the clock of a deployment goes by: the shipped calendar and limits, changed by the deployment's own files."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot import packaged
from bot.config import Config, ConfigError
from bot.rows import Row, near, parsed, rows, told
from handlers.casework.limits import NAMES, TABLE, Limit, Limits, bounds, clashes, gaps
from handlers.casework.timetable import Timetable
from handlers.casework.worktime import Calendar

LIMIT_KEYS = ("name", "value", "basis", "valid_from", "valid_to")
DAY_KEYS = ("date", "working", "why")


def load(config: Config) -> Timetable:
    """Give calendar and limits as the configuration wants them; ConfigError in words for files that do not fit."""
    limits, holidays = config.clock.limits, config.clock.holidays
    return Timetable(
        calendar(Path(holidays) if holidays else None), limits=own_limits(Path(limits) if limits else None)
    )


def calendar(file: Path | None) -> Calendar:
    """Give the shipped calendar, changed by a file of days like the shipped one, which wins."""
    if file is None:
        return packaged.calendar()
    found = changes(parsed(file, "[clock] holidays"), file)
    return packaged.with_changes(found.days, found.settled)


def own_limits(file: Path | None) -> Limits:
    """Give the shipped table; the rows of a file stand in the place of all shipped rows of the same name."""
    if file is None:
        return Limits()
    found = parsed(file, "[clock] limits")
    _known(found, file, ("limit",))
    made, wrong = list[Limit](), list[ConfigError]()
    for row in rows(found, file, "limit", LIMIT_KEYS):
        try:
            made.append(_limit(row))
        except ConfigError as error:
            wrong.append(error)
    told(wrong)
    told([ConfigError(f"{file}: {what}.") for what in _twice(made)])
    named = {row.name for row in made}
    table = (*(row for row in TABLE if row.name not in named), *made)
    missing = [f"{name}: nothing holds {span}: add a row, such as {_shipped(name)}" for name, span in gaps(table)]
    told([ConfigError(f"{file}: {what}.") for what in missing or clashes(table)])
    return Limits(table)


def _twice(made: Sequence[Limit]) -> list[str]:
    """Say in words which rows of one name hold on the same day."""
    found: list[str] = []
    for one, other in itertools.combinations(made, 2):
        since = max(one.valid_from or date.min, other.valid_from or date.min)
        if one.name == other.name and since <= min(one.valid_to or date.max, other.valid_to or date.max):
            when = "on every day" if since == date.min else f"on {since}"
            found.append(f"two rows of {one.name} hold {when}: end the first (valid_to) before the other begins")
    return found


def _known(found: Mapping[str, Any], file: Path, keys: tuple[str, ...]) -> None:
    for key in found:
        if key not in keys:
            raise ConfigError(f"{file}: there is no {key}.{near(key, keys)} Write {', '.join(keys)}.")


def _limit(row: Row) -> Limit:
    name = row.filled("name", '"answer.delay", a name that langnghe limits shows')
    if name not in NAMES:
        raise ConfigError(f"{row.where}: there is no limit {name}.{near(name, NAMES)} See langnghe limits.")
    row = Row(f"{row.where} ({name})", row.values)
    since, until = row.day("valid_from"), row.day("valid_to")
    if since and until and until < since:
        raise row.wrong(f"valid_to {until} is before valid_from {since}", "a last day that is not before the first")
    return Limit(
        name=name, value=_value(row, name), basis=row.filled("basis", '"NĐ 61/2018/NĐ-CP Đ.19(9)", or "đề xuất"'),
        valid_from=since, valid_to=until,
    )  # fmt: skip


def _value(row: Row, name: str) -> int | None:
    value, (low, high, clockless) = row.values.get("value"), bounds(name)
    if clockless and value == "none":
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        what = "value is missing" if value is None else f"value {value!r} does not fit"
        raise row.wrong(what, f"value = a whole number from {low} to {high}" + (', or "none"' if clockless else ""))
    return value


def _shipped(name: str) -> str:
    row = next(one for one in TABLE if one.name == name)
    return f'value = {"none" if row.value is None else row.value}, basis = "{row.basis}" as shipped'


@dataclass(frozen=True)
class Changes:
    """Days that are worked or not, whatever the rule says, and the years that the government has settled."""

    days: Mapping[date, bool]
    settled: frozenset[int]


def changes(found: Mapping[str, Any], file: Path) -> Changes:
    """Give the days of a file of holidays; ConfigError in words for rows that do not fit."""
    _known(found, file, ("settled", "day"))
    years = found.get("settled", [])
    first, last = packaged.FIRST_YEAR, packaged.LAST_YEAR
    if not isinstance(years, list) or not all(type(year) is int and first <= year <= last for year in years):
        raise ConfigError(
            f"{file}: settled {years!r} does not fit: write years from {first} to {last}, such as [2027]."
        )
    days, wrong = dict[date, bool](), list[ConfigError]()
    for row in rows(found, file, "day", DAY_KEYS):
        try:
            day, working = _day(row)
            if day in days:
                raise row.wrong(f"{day} stands there twice", "one row for each day")
            days[day] = working
        except ConfigError as error:
            wrong.append(error)
    told(wrong)
    return Changes(days, frozenset(years))


def _day(row: Row) -> tuple[date, bool]:
    day, working = row.day("date"), row.values.get("working")
    if day is None:
        raise row.wrong("date is missing", "date = 2027-02-05, without quotes")
    row = Row(f"{row.where} ({day})", row.values)
    if not packaged.FIRST_YEAR <= day.year <= packaged.LAST_YEAR:
        raise row.wrong("the year is not covered", f"a day from {packaged.FIRST_YEAR} to {packaged.LAST_YEAR}")
    if not isinstance(working, bool):
        raise row.wrong(
            "working is missing" if working is None else f"working {working!r} does not fit", "true or false"
        )
    row.filled("why", '"Tết Đinh Mùi, theo thông báo ngày …"')
    return day, working
