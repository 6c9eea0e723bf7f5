"""Units as rows of a file: a row for every name that a unit had, with the days on which it held."""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, get_args

from handlers.casework.day_cells import day_cell, read_day
from handlers.casework.tables import MOST_TROUBLES, Broken, Columns, Row, Trouble
from handlers.casework.unit import Unit, UnitKind, UnitName, kind_in

UNIT: Final = "unit"
RECORDS: Final = {
    UNIT: Columns(
        required=("code", "name", "kind"),
        optional=("from", "to", "successors", "districts", "merged", "hours"),
        lists=frozenset(("successors", "districts", "merged")),
    )
}
_KINDS: Final[tuple[UnitKind, ...]] = get_args(UnitKind)
_OF_UNIT: Final = ("successors", "districts", "merged", "hours")
_CODE: Final = re.compile(r"\d{5}")
_NAME: Final = re.compile(r"[^\W_]+(?:[ '’-]+[^\W_]+)+")
_MERGED: Final = re.compile(r"([^()]+) \(([^()]+)\)")


@dataclass(frozen=True)
class UnitsFile:
    """The units of a file, the line on which each of them begins, and the columns that it has for them."""

    units: tuple[Unit, ...]
    lines: Mapping[str, int]
    said: Mapping[str, frozenset[str]]


def read_units(rows: Iterable[Row]) -> UnitsFile:
    """Give the units of a file; Broken, with at most 20 troubles, if a row does not say what it must."""
    troubles: list[Trouble] = []
    by_code: dict[str, list[Row]] = {}
    for row in rows:
        code = unit_code(row["code"])
        if not _CODE.fullmatch(code):
            remedy = "write the five digits of the Statistics Office, such as 07339"
            troubles.append(Trouble(line=row.line, what=f"{row['code']} is no code of a unit", remedy=remedy))
        else:
            by_code.setdefault(code, []).append(row)
    units = [unit for group in by_code.values() if (unit := _unit(group, troubles)) is not None]
    if troubles:
        raise Broken(sorted(troubles, key=lambda one: one.line)[:MOST_TROUBLES])
    said = {code: frozenset(column for row in group for column in row.cells) for code, group in by_code.items()}
    return UnitsFile(tuple(units), {code: group[0].line for code, group in by_code.items()}, said)


def unit_code(text: str) -> str:
    """Give a unit's code with the 0 in front, which spreadsheets drop: 7339 is 07339."""
    return text.zfill(5) if text.isdecimal() and len(text) == 4 else text


def unit_rows(units: Iterable[Unit]) -> Iterable[Row]:
    """Give the rows of units, for a file."""
    for unit in units:
        for at, one in enumerate(unit.spells):
            cells = {
                "code": unit.code,
                "name": one.name,
                "kind": one.kind,
                "from": day_cell(one.valid_from),
                "to": day_cell(one.valid_to),
            }
            yield Row(0, UNIT, cells | (of_unit(unit) if at == 0 else {}))


def of_unit(unit: Unit) -> dict[str, str]:
    """Give the cells that belong to the unit and not to one of its names."""
    return {
        "successors": ", ".join(unit.successors),
        "districts": ", ".join(unit.districts),
        "merged": ", ".join(f"{name} ({district})" for name, district in unit.merged),
        "hours": unit.hours,
    }


def _unit(rows: Sequence[Row], troubles: list[Trouble]) -> Unit | None:
    before = len(troubles)
    code = unit_code(rows[0]["code"])
    named = [(name, row.line) for row in rows if (name := _name(row, troubles)) is not None]
    named.sort(key=lambda one: one[0].valid_from or date.min)
    _in_order(code, named, troubles)
    cells = {column: _one_for_all(rows, column, troubles) for column in _OF_UNIT}
    merged = [_merged(part, cells["merged"], troubles) for part in cells["merged"].several("merged")]
    if len(troubles) > before:
        return None
    first, last = named[0][0], named[-1][0]
    return Unit(
        code=code,
        name=last.name,
        kind=last.kind,
        districts=cells["districts"].several("districts"),
        merged=tuple(merged),
        names=tuple(name for name, _ in named) if len(named) > 1 else (),
        valid_from=first.valid_from,
        valid_to=last.valid_to,
        successors=tuple(map(unit_code, cells["successors"].several("successors"))),
        hours=cells["hours"]["hours"],
    )


def _name(row: Row, troubles: list[Trouble]) -> UnitName | None:
    line, name, kind = row.line, row["name"], row["kind"]
    known = next((one for one in _KINDS if one == kind), None)
    if known is None:
        troubles.append(Trouble(line=line, what=f"{kind} is no kind of unit", remedy=f"write {' or '.join(_KINDS)}"))
    if not _NAME.fullmatch(name):
        remedy = "write the whole official name, such as Xã Tân Yên"
        troubles.append(Trouble(line=line, what=f"{name} is no name of a unit", remedy=remedy))
    elif known is not None and kind_in(name) != known:
        remedy = "write the kind that the name opens with: Xã xa, Phường phuong, Thị trấn thi tran"
        troubles.append(Trouble(line=line, what=f"{name} is not of the kind {kind}", remedy=remedy))
    since, until = days(row, troubles)
    return None if known is None else UnitName(name=name, kind=known, valid_from=since, valid_to=until)


def days(row: Row, troubles: list[Trouble]) -> tuple[date | None, date | None]:
    """Give the first and the last day of a row, adding what is wrong with them to the troubles."""
    found: list[date | None] = []
    for column in ("from", "to"):
        try:
            found.append(read_day(row[column]) if row[column] else None)
        except ValueError as error:
            what, _, remedy = str(error).partition(": ")
            troubles.append(Trouble(line=row.line, what=what, remedy=remedy))
            found.append(None)
    since, until = found
    if since and until and until < since:
        what = f"it ends on {until}, before it begins on {since}"
        troubles.append(Trouble(line=row.line, what=what, remedy="correct from or to; both days are included"))
    return since, until


def _in_order(code: str, named: Sequence[tuple[UnitName, int]], troubles: list[Trouble]) -> None:
    """Each name must begin on the day after the last day of the one before."""
    for (one, first), (two, line) in itertools.pairwise(named):
        if one == two:
            what = f"this row stands on line {first} already"
            troubles.append(Trouble(line=line, what=what, remedy="take one of them out"))
        elif one.valid_to is None or two.valid_from is None or two.valid_from <= one.valid_to:
            what = f"{code} has two names in force on one day: {one.name} (line {first}) and {two.name}"
            troubles.append(Trouble(line=line, what=what, remedy="let the first end (to) on the day before the second"))
        elif two.valid_from != one.valid_to + timedelta(days=1):
            what = f"{code} has no name between {one.valid_to} and {two.valid_from}"
            troubles.append(Trouble(line=line, what=what, remedy=f"write from {one.valid_to + timedelta(days=1)}"))


def _one_for_all(rows: Sequence[Row], column: str, troubles: list[Trouble]) -> Row:
    """Give the row that fills a column of the unit; the others must leave it empty or say the same."""
    filled = [row for row in rows if row[column]]
    for row in filled[1:]:
        if row[column] != filled[0][column]:
            what = f"{column} of {row['code']} is another on line {filled[0].line}"
            remedy = "write it on one of the unit's rows and leave it empty on the others"
            troubles.append(Trouble(line=row.line, what=what, remedy=remedy))
    return filled[0] if filled else rows[0]


def _merged(part: str, row: Row, troubles: list[Trouble]) -> tuple[str, str]:
    found = _MERGED.fullmatch(part)
    if found is None or kind_in(found[1]) is None:
        remedy = "write each as Xã Cao Xá (Huyện Tân Yên), separated by commas"
        troubles.append(Trouble(line=row.line, what=f"{part} is no commune with its district", remedy=remedy))
        return (part, "")
    return found[1], found[2]
