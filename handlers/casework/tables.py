"""Reads and writes the tables in which an organisation is handed over: CSV and TOML, with the line of every row."""

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from handlers.folding import clean
from handlers.value import Value

Ending = Literal["csv", "toml"]
MOST_TROUBLES: Final = 20
"""So many are told at once."""
RECORD: Final = "record"
"""The column that says what a row is, where a file has rows of several kinds."""

_HEADER: Final = re.compile(r"""^\s*\[\[\s*["']?([\w-]+)["']?\s*\]\]""", re.MULTILINE)
_DATED: Final = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d))?")
_MARK: Final = "\ufeff"
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_PLAIN: Final = re.compile(r"'+[=+\-@]")


class Trouble(Value):
    """Something that is wrong in a file: where (no line of it below 1), what, and what to write instead."""

    line: int
    what: str
    remedy: str
    warning: bool = False
    """Worth a look, but no reason to refuse the file."""


class Broken(Exception):
    """A file or the organisation that it would make is not sound; `troubles` says where and why."""

    def __init__(self, troubles: Sequence[Trouble]) -> None:
        super().__init__("; ".join(f"line {one.line}: {one.what}" for one in troubles))
        self.troubles = tuple(troubles)


@dataclass(frozen=True)
class Columns:
    """The columns of one kind of row; those of `lists` hold several values, separated by commas."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    lists: frozenset[str] = frozenset()

    @property
    def all(self) -> tuple[str, ...]:
        """Give all of them, in the order in which they are written."""
        return (*self.required, *self.optional)


@dataclass(frozen=True)
class Row:
    """One row: its line in the file (below 0 if that cannot be told), what it is, and its cells."""

    line: int
    record: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def says(self, column: str) -> bool:
        """Say whether the file has this column for the row; what it does not name stays as it is."""
        return column in self.cells

    def several(self, column: str) -> tuple[str, ...]:
        """Give the values of a cell that holds a list."""
        return tuple(part for one in self[column].split(",") if (part := one.strip()))


Records = Mapping[str, Columns]


def read_table(text: str, ending: Ending, records: Records) -> tuple[Row, ...]:
    """Give the rows of a file; Broken, with at most 20 troubles, if a column or cell is not as it must be."""
    troubles: list[Trouble] = []
    rows = (_from_csv if ending == "csv" else _from_toml)(text.removeprefix(_MARK), records, troubles)
    for row in rows:
        columns = records[row.record]
        for column in columns.required:
            if not row[column]:
                troubles.append(_trouble(row.line, f"{column} is empty", f"write the {column} of this {row.record}"))
        for column in row.cells:
            if row[column] and column not in columns.all:
                remedy = f"leave it empty; a {row.record} has {', '.join(columns.all)}"
                troubles.append(_trouble(row.line, f"a {row.record} has no {column}", remedy))
    if troubles:
        raise Broken(troubles[:MOST_TROUBLES])
    return tuple(rows)


def _trouble(line: int, what: str, remedy: str) -> Trouble:
    return Trouble(line=line, what=what, remedy=remedy)


def _from_csv(text: str, records: Records, troubles: list[Trouble]) -> list[Row]:
    lines = [f"{line}\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    head = next((line for line in lines if line.strip()), "")
    reader = csv.reader(lines, delimiter=max(",;\t", key=head.count), strict=True)
    header: list[str] | None = None
    rows: list[Row] = []
    end = 0
    try:
        for cells in reader:
            line, end = end + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = [clean(cell).strip().lower() for cell in cells]
                troubles += _header_troubles(header, line, records)
                if troubles:
                    return []
                continue
            if any(cell.strip() for cell in cells[len(header) :]):
                remedy = "put a text with a comma or semicolon between double quotes"
                troubles.append(_trouble(line, f"{len(cells)} cells under {len(header)} columns", remedy))
                continue
            filled = (_unmarked(_cell(one)) for one in (*cells, *[""] * (len(header) - len(cells))))
            rows += _row(line, dict(zip(header, filled, strict=False)), records, troubles)
    except csv.Error as error:
        remedy = "look for a double quote that is not closed; save it again as CSV UTF-8"
        troubles.append(_trouble(end + 1, f"this is not CSV: {error}", remedy))
    if header is None and not troubles:
        troubles.append(_trouble(1, "the file is empty", f"begin with the columns {_wanted(records)}"))
    return rows


def _header_troubles(header: Sequence[str], line: int, records: Records) -> Iterable[Trouble]:
    known = dict.fromkeys(column for columns in records.values() for column in columns.all)
    needed = [RECORD] if len(records) > 1 else [c for columns in records.values() for c in columns.required]
    for column in needed:
        if column not in header:
            yield _trouble(line, f"the column {column} is missing", f"begin with the columns {_wanted(records)}")
    for column in dict.fromkeys(header):
        if column not in known and column != RECORD:
            remedy = f"take it out; there are {_wanted(records)}"
            yield _trouble(line, f"there is no column {column or '(without a name)'}", remedy)
        if header.count(column) > 1:
            yield _trouble(line, f"the column {column} stands twice", "take one of them out")


def _wanted(records: Records) -> str:
    record = [RECORD] if len(records) > 1 else []
    return ", ".join(dict.fromkeys((*record, *(column for one in records.values() for column in one.all))))


def _row(line: int, cells: dict[str, str], records: Records, troubles: list[Trouble]) -> list[Row]:
    record = cells.pop(RECORD, "") if len(records) > 1 else next(iter(records))
    if record not in records:
        remedy = f"write one of {', '.join(records)}"
        troubles.append(_trouble(line, f"{record!r} is no kind of row" if record else "record is empty", remedy))
        return []
    return [Row(line, record, cells)]


def _cell(value: object) -> str:
    """Give a value as the text of a cell: without control characters, spaces around it or decomposed accents."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(_cell(one) for one in value)
    return " ".join(clean(str(value)).split())


def _from_toml(text: str, records: Records, troubles: list[Trouble]) -> list[Row]:
    try:
        whole = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        remedy = "compare it with what export writes"
        troubles.append(_trouble(int(found[1]) if found else 0, f"this is not TOML: {error}", remedy))
        return []
    headers: dict[str, list[int]] = {}
    for header in _HEADER.finditer(text):
        headers.setdefault(header[1], []).append(text.count("\n", 0, header.start(1)) + 1)
    rows: list[Row] = []
    for record, tables in whole.items():
        lines = headers.get(record, [])
        if record not in records:
            remedy = f"write one of {', '.join(f'[[{one}]]' for one in records)}"
            troubles.append(_trouble(lines[0] if lines else 0, f"{record!r} is no kind of row", remedy))
            continue
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            troubles.append(_trouble(0, f"{record} is not a table", f"write [[{record}]] above each of them"))
            continue
        for at, table in enumerate(tables):
            line = lines[at] if len(lines) == len(tables) else -1 - len(rows)
            bad = [key for key, value in table.items() if isinstance(value, dict)]
            troubles += [_trouble(line, f"{key} is not a text", f'write {key} = "…"') for key in bad]
            rows.append(Row(line, record, {key: _cell(value) for key, value in table.items() if key not in bad}))
    return sorted(rows, key=lambda row: row.line)


def write_table(rows: Iterable[Row], ending: Ending, records: Records) -> str:
    """Give the text of a file, without a byte order mark; `read_table` gives the same rows again."""
    if ending == "csv":
        names = _wanted(records).split(", ")
        body = ([row.record if name == RECORD else no_formula(row[name]) for name in names] for row in rows)
        return "".join(",".join(map(_quoted, cells)) + "\n" for cells in (names, *body))
    return "\n".join(_table(row, records[row.record]) for row in rows)


def no_formula(cell: str) -> str:
    """Give a cell of a CSV so that no spreadsheet takes it for a formula: with a ' before = + - @."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unmarked(cell: str) -> str:
    """Give a cell as it was before `no_formula`."""
    return cell[1:] if _PLAIN.match(cell) else cell


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if re.search(r'[",;\t\r\n]', cell) else cell


def _table(row: Row, columns: Columns) -> str:
    lines = [f"[[{row.record}]]"]
    for column in columns.all:
        if column in columns.lists and row[column]:
            lines.append(f"{column} = [{', '.join(map(_basic, row.several(column)))}]")
        elif row[column]:
            dated = column in ("from", "to") and _DATED.fullmatch(row[column])
            lines.append(f"{column} = {row[column] if dated else _basic(row[column])}")
    return "\n".join(lines) + "\n"


def _basic(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
