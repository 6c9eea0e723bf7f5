"""Reads an office's log into cases: one for each id, whether a row stands for a case or for an event of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from bot.replay import times
from bot.replay.table import SHOWN, BadLog, Row, Table
from handlers.casework.worktime import ZONE


class Columns(NamedTuple):
    """What the columns are called; "" where the log has none."""

    case: str
    arrived: str
    due: str
    ended: str
    unit: str = ""
    category: str = ""
    handler: str = ""


@dataclass
class Record:
    """One case of the log: its first arrival, its last deadline and end, its last unit, category and handler."""

    id: str
    line: int
    arrived: datetime | None = None
    due: datetime | None = None
    ended: datetime | None = None
    unit: str = ""
    category: str = ""
    handler: str = ""


@dataclass(frozen=True)
class Log:
    """All cases of a log in the order of their first rows. `ends` is the latest arrival or end in it."""

    cases: tuple[Record, ...]
    ends: datetime
    rows: int
    contradicted: int
    """Rows whose arrival, deadline or end differs from what an earlier row said of the same case."""
    encoding: str
    columns: Columns = field(default=Columns("", "", "", ""))

    @property
    def merged(self) -> int:
        """How many rows were merged into the case of an earlier one."""
        return self.rows - len(self.cases)

    def late(self, record: Record) -> bool:
        """Whether a case ended after its deadline, or had not ended when the log ends and was past it.

        A direct comparison of the file's own columns; a blank deadline is never late.
        """
        return record.due is not None and (record.ended or self.ends) > record.due

    def notes(self) -> list[str]:
        """Give what whoever reads the numbers should know about how the file was read."""
        found = []
        if self.encoding not in ("utf-8", "utf-8-sig"):
            found.append(f"The file is not UTF-8; it was read as {self.encoding}.")
        if early := sum(1 for one in self.cases if one.ended and one.arrived and one.ended < one.arrived):
            found.append(f"{early} cases end before they arrive; they are replayed as arriving when they end.")
        if same := sum(map(self._on_the_day, self.cases)):
            found.append(f"{same} cases ended on the very day of a deadline without an hour; it counts from 00:00.")
        return found

    def _on_the_day(self, record: Record) -> bool:
        if record.due is None or record.ended is None or record.ended <= record.due:
            return False
        due, ended = record.due, record.ended.astimezone(record.due.tzinfo)
        return ended.date() == due.date() and (due.hour, due.minute, due.second, due.microsecond) == (0, 0, 0, 0)


def read(path: Path, columns: Columns, form: str = "", told: Callable[[int], None] = lambda _: None) -> Log:
    """Give the cases of a CSV; `told` hears how many bytes are read.

    BadLog, with what is wrong in up to twenty lines, if anything is: then nothing is to be done with the file.
    times.BadFormat if `form` is none.
    """
    wanted = [name for name in columns if name]
    table = Table(path, wanted, told)
    reading = _Reading(table, columns, times.reader(form))
    for row in table.rows():
        reading.take(row)
    return reading.log(path, form)


class _Reading:
    """The cases so far while a table is read."""

    def __init__(self, table: Table, columns: Columns, time: Callable[[str], datetime | None]) -> None:
        self._table, self._columns, self._time = table, columns, time
        self._texts = [name for name in ("unit", "category", "handler") if getattr(columns, name)]
        self._cases: dict[str, Record] = {}
        self._rows = self._contradicted = 0
        self._ends: datetime | None = None

    def take(self, row: Row) -> None:
        """Take one row, or complain of it."""
        self._rows += 1
        id_, *cells = row.cells
        id_ = id_.strip()
        if not id_:
            self._table.complain(row.line, f"{self._columns.case} is blank, so that it belongs to no case")
            return
        moments = [
            self._moment(row.line, name, cell)
            for name, cell in zip(("arrived", "due", "ended"), cells[:3], strict=True)
        ]
        record = self._cases.get(id_)
        if record is None:
            record = self._cases[id_] = Record(id_, row.line)
        self._merge(record, *moments)
        for name, cell in zip(self._texts, cells[3:], strict=True):
            if (text := cell.strip()).casefold() not in times.BLANK:
                setattr(record, name, text)

    def _moment(self, line: int, name: str, cell: str) -> datetime | None:
        column = getattr(self._columns, name)
        try:
            found = self._time(cell)
        except ValueError:
            self._table.complain(line, f"{column} is “{cell.strip()[:60]}”, which is no time")
            return None
        if found is None or name == "due":
            return found
        if not times.FIRST_YEAR <= found.year <= times.LAST_YEAR:
            years = f"{times.FIRST_YEAR} to {times.LAST_YEAR}"
            self._table.complain(line, f"{column} is “{cell.strip()[:60]}”, which is not in {years}")
            return None
        if self._ends is None or found > self._ends:
            self._ends = found
        return found

    def _merge(self, record: Record, arrived: datetime | None, due: datetime | None, ended: datetime | None) -> None:
        told = ((record.arrived, arrived), (record.due, due), (record.ended, ended))
        self._contradicted += any(old is not None and new is not None and old != new for old, new in told)
        if arrived is not None:
            record.arrived = arrived if record.arrived is None else min(record.arrived, arrived)
        record.due = due or record.due
        record.ended = ended or record.ended

    def log(self, path: Path, form: str) -> Log:
        """Give the log; BadLog if a row was wrong or there is none."""
        table = self._table
        for record in self._cases.values() if not table.wrong else ():
            if record.arrived is None:
                table.complain(record.line, f"{self._columns.arrived} is blank in all rows of case {record.id}")
        if table.wrong:
            raise BadLog(*table.problems, *_advice(table, form))
        if self._ends is None:
            raise BadLog(f"{path.name} has a header, but no rows below it.")
        cases = tuple(self._cases.values())
        ends = self._ends.astimezone(ZONE)
        return Log(cases, ends, self._rows, self._contradicted, table.encoding, self._columns)


def _advice(table: Table, form: str) -> list[str]:
    found = [f"… and {table.wrong - SHOWN} more."] if table.wrong > SHOWN else []
    if any("no time" in problem for problem in table.problems):
        wanted = (
            f"by --time-format “{form}”" if form else "as in 2011-10-11 13:45:40+02:00, or name another --time-format"
        )
        found.append(f"Times are read {wanted}.")
    return [*found, "Nothing was replayed. Correct these lines and run it again."]
