"""Opens a CSV in whatever spelling it comes, and gives its rows by the columns that were asked for."""

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

SHOWN: Final = 20
"""So many bad rows at most are told of at once."""
_DELIMITERS: Final = ",;\t|"
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BLOCK: Final = 1 << 20
_EVERY: Final = 1000


class BadLog(Exception):
    """The file cannot be replayed; `problems` say why, each in a line."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Row(NamedTuple):
    """The line on which a row begins, and its cells in the order of the columns asked for."""

    line: int
    cells: list[str]


class Table:
    """A CSV that is open for one reading. `problems` fills with what is wrong in single rows, line by line."""

    def __init__(self, path: Path, columns: Sequence[str], told: Callable[[int], None] = lambda _: None) -> None:
        self.encoding = _encoding(path)
        self.problems: list[str] = []
        self.wrong = 0
        """How many rows were wrong; the first of them are told of in `problems`."""
        self._path, self._told = path, told
        self._columns = tuple(columns)

    def complain(self, line: int, what: str) -> None:
        """Note what is wrong with the row on a line."""
        self.wrong += 1
        if len(self.problems) < SHOWN:
            self.problems.append(f"line {line}: {what}")

    def rows(self) -> Iterator[Row]:
        """Give all rows that have as many cells as the header; BadLog where there is nothing to read."""
        csv.field_size_limit(_BLOCK)
        with self._path.open(encoding=self.encoding, errors="replace", newline="") as text:
            lines = iter(text)
            delimiter, header, before = _opening(self._path, lines, self._columns)
            at = _places(header, self._columns)
            reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
            while True:
                line = before + reader.line_num + 1
                try:
                    cells = next(reader, None)
                except csv.Error as error:
                    self.complain(line, f"cannot be read: {error}")
                    return
                if cells is None:
                    return
                if reader.line_num % _EVERY == 0:
                    self._told(text.buffer.tell())
                if not any(cells):
                    continue
                if len(cells) < len(header) or any(cells[len(header) :]):
                    self.complain(line, f"has {len(cells)} fields, where the header has {len(header)}")
                    continue
                yield Row(line, [cells[place] for place in at])


def _encoding(path: Path) -> str:
    """Give the encoding of a file: by its mark, else UTF-8 if all of it is, else what Windows writes."""
    with path.open("rb") as file:
        opening = file.read(4)
        for mark, name in _BOMS:
            if opening.startswith(mark):
                return name
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _opening(path: Path, lines: Iterator[str], columns: Sequence[str]) -> tuple[str, list[str], int]:
    """Give the delimiter, the header and how many lines it took, from the first line that says something."""
    for count, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if line.casefold().startswith("sep="):
            continue
        wanted = {_folded(column) for column in columns}
        readings = [(mark, _split(line, mark)) for mark in _DELIMITERS]
        found = max(readings, key=lambda one: (len(wanted & set(map(_folded, one[1]))), len(one[1])))
        return found[0], found[1], count
    raise BadLog(f"{path.name} is empty.")


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, skipinitialspace=True))]
    except csv.Error as error:
        raise BadLog(f"line 1: the header cannot be read: {error}") from error


def _places(header: Sequence[str], columns: Sequence[str]) -> list[int]:
    """Give where the columns stand; BadLog that names the columns there are, the likeliest first."""
    return [_place(header, column) for column in columns]


def _place(header: Sequence[str], column: str) -> int:
    for same in (lambda name: name == column, lambda name: _folded(name) == _folded(column)):
        found = [at for at, name in enumerate(header) if same(name)]
        if len(found) > 1:
            raise BadLog(f"There are {len(found)} columns called “{column}”: rename all but one.")
        if found:
            return found[0]
    near = sorted(header, key=lambda name: DamerauLevenshtein.normalized_distance(_folded(name), _folded(column)))
    names = ", ".join(f"“{name}”" for name in near)
    raise BadLog(f"There is no column “{column}”. Did you mean “{near[0]}”? The columns are: {names}.")


def _folded(name: str) -> str:
    return name.strip().casefold()
