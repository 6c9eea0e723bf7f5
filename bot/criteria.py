"""Loads what a scorecard measures by: the shipped file, or the deployment's own in its place."""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.config import Config, ConfigError
from bot.rows import Row, near, parsed, rows, told
from handlers.casework.criteria import RULES, THRESHOLDS, Class, Criteria, Group, Index, Threshold
from handlers.casework.figures import NAMES

SHIPPED = "2026.toml"
_DATED = ("legal_basis", "valid_from", "valid_to")
_NAMED = ("name", "name_en")
_KEYS: Mapping[str, tuple[str, ...]] = {
    "index": ("number", *_NAMED, "rule", *_DATED),
    "group": ("number", *_NAMED, "most", "evidence", *_DATED),
    "class": ("least", *_NAMED, *_DATED),
    "threshold": ("name", "value", *_DATED),
}
_MOST = 1_000


def load(config: Config) -> Criteria:
    """Give the criteria of a deployment; ConfigError in words for a file that does not fit."""
    own = config.scorecard.file
    return read(parsed(Path(own), "[scorecard] file"), Path(own)) if own else shipped()


@cache
def shipped() -> Criteria:
    """Give the criteria as they ship."""
    text = files("bot.data").joinpath("scorecards").joinpath(SHIPPED).read_text(encoding="utf-8")
    return read(tomllib.loads(text), Path(SHIPPED))


def read(found: Mapping[str, Any], file: Path) -> Criteria:
    """Give the criteria of a parsed file; ConfigError, with a line for every row that does not fit."""
    for key in found:
        if key not in ("name", *_KEYS):
            raise ConfigError(f"{file}: there is no {key}.{near(key, tuple(_KEYS))} Write name, {', '.join(_KEYS)}.")
    wrong: list[ConfigError] = []
    made: dict[str, list[Any]] = {table: [] for table in _KEYS}
    makers = {"index": _index, "group": _group, "class": _class, "threshold": _threshold}
    for table, keys in _KEYS.items():
        for row in rows(found, file, table, keys):
            try:
                made[table].append(makers[table](row))
            except ConfigError as error:
                wrong.append(error)
    told(wrong)
    name = Row(f"{file}", found).filled("name", '"2026", the version of the criteria')
    missing = [one for one in THRESHOLDS if _gap([row for row in made["threshold"] if row.name == one])]
    told(
        [ConfigError(f"{file}: no [[threshold]] {name} holds on every day: add a row, as shipped.") for name in missing]
    )
    return Criteria(name, *(tuple(made[table]) for table in ("index", "group", "class", "threshold")))


def _gap(found: list[Threshold]) -> bool:
    """Whether on some day none of these rows holds."""
    days = {date.min, date.max, *(row.valid_from for row in found if row.valid_from)}
    days |= {row.valid_to + timedelta(days=1) for row in found if row.valid_to and row.valid_to < date.max}
    return any(not any(row.on(day) for row in found) for day in days)


def _dated(row: Row) -> dict[str, Any]:
    since, until = row.day("valid_from"), row.day("valid_to")
    if since and until and until < since:
        raise row.wrong(f"valid_to {until} is before valid_from {since}", "a last day that is not before the first")
    basis = row.filled("legal_basis", '"TT 01/2018/TT-VPCP Đ.13(7)", or "đề xuất"')
    return {"legal_basis": basis, "valid_from": since, "valid_to": until}


def _number(row: Row, key: str, most: int = _MOST) -> int:
    value = row.values.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        what = f"{key} is missing" if value is None else f"{key} {value!r} does not fit"
        raise row.wrong(what, f"{key} = a whole number from 0 to {most}")
    return value


def _names(row: Row) -> dict[str, Any]:
    return {key: row.filled(key, '"Thái độ", "Attitude"') for key in _NAMED}


def _index(row: Row) -> Index:
    rule = next((one for one in RULES if one == row.values.get("rule")), None)
    if rule is None:
        raise row.wrong(f"rule {row.values.get('rule')!r} is none", f"one of {', '.join(RULES)}")
    return Index(number=_number(row, "number", 99), rule=rule, **_names(row), **_dated(row))


def _group(row: Row) -> Group:
    evidence = row.values.get("evidence", [])
    if not isinstance(evidence, list) or not set(evidence) <= set(NAMES):
        raise row.wrong("evidence does not fit", f"a list of {', '.join(NAMES)}")
    number, most = _number(row, "number", 99), _number(row, "most", 100)
    return Group(number=number, most=most, evidence=tuple(evidence), **_names(row), **_dated(row))


def _class(row: Row) -> Class:
    return Class(least=_number(row, "least", 18), **_names(row), **_dated(row))


def _threshold(row: Row) -> Threshold:
    name = row.filled("name", '"least_rated"')
    if name not in THRESHOLDS:
        raise row.wrong(f"there is no threshold {name}.{near(name, THRESHOLDS)}", f"one of {', '.join(THRESHOLDS)}")
    return Threshold(name=name, value=_number(row, "value"), **_dated(row))
