"""Which numbers of a table must not be published, since so few people stand behind them that they might be known."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import inf
from typing import Final, NamedTuple

FEWEST: Final = 5
"""A number from 1 to 4 is not published (điều tra dưới 5 người); 0 tells of nobody."""
TOTAL: Final = ""
"""The row, or the column, of the sums."""

Cell = tuple[str, str]


class _Sum(NamedTuple):
    """Cells that add up to another one of the table."""

    parts: tuple[Cell, ...]
    whole: Cell


def suppressed(
    table: Mapping[str, Mapping[str, int]], *, over_rows: bool = True, over_columns: bool = True
) -> dict[str, dict[str, int | None]]:
    """Give a table of numbers with its sums, each number None that must not be published.

    `table` has whole numbers from 0 in rows of the same columns. Its sums over the rows stand in the row "", those over
    the columns in the column ""; where numbers are not parts of one whole, ask for no sums. Besides every number from 1
    to 4 so many others are left out that no left out number can be told from what is published, not by any sums and
    differences, and that none is known to be below five. Where no other number is left for that, a sum is left out too.
    """
    columns = tuple(next(iter(table.values()), {}))
    cells: dict[Cell, int] = {(row, column): table[row][column] for row in table for column in columns}
    sums = list(_sums(tuple(table), columns, over_rows, over_columns))
    for one in sums:
        cells[one.whole] = sum(cells[part] for part in one.parts)
    hidden = {cell for cell, n in cells.items() if 0 < n < FEWEST}
    while (weak := _weak(cells, sums, hidden)) is not None:
        hidden.add(weak)
    rows = (*table, TOTAL) if over_rows else tuple(table)
    across = (*columns, TOTAL) if over_columns else columns
    return {row: {c: None if (row, c) in hidden else cells[row, c] for c in across} for row in rows}


def _sums(rows: Sequence[str], columns: Sequence[str], over_rows: bool, over_columns: bool) -> Iterable[_Sum]:
    if over_columns:
        for row in rows:
            yield _Sum(tuple((row, column) for column in columns), (row, TOTAL))
    if over_rows:
        for column in columns:
            yield _Sum(tuple((row, column) for row in rows), (TOTAL, column))
    if over_rows and over_columns:
        yield _Sum(tuple((row, TOTAL) for row in rows), (TOTAL, TOTAL))
        yield _Sum(tuple((TOTAL, column) for column in columns), (TOTAL, TOTAL))


def _weak(cells: Mapping[Cell, int], sums: Sequence[_Sum], hidden: set[Cell]) -> Cell | None:
    """Give one more cell that must be left out; None if every left out cell is safe.

    A left out sum of published cells is no secret. Otherwise a left out cell is safe if no combination of sums
    determines it, and if for all that the sums tell it may be five or more.
    """
    for one in sums:
        if one.whole in hidden and not hidden.intersection(one.parts):
            return _smallest(cells, one.parts, hidden)
    told = _alone(sums, hidden) or _low(cells, sums, hidden)
    if told is None:
        return None
    near = [cell for one in sums if told in one.parts for cell in one.parts]
    wholes = [one.whole for one in sums if told in (*one.parts, one.whole)]
    return _smallest(cells, near, hidden) or _smallest(cells, wholes, hidden) or _smallest(cells, cells, hidden)


def _low(cells: Mapping[Cell, int], sums: Sequence[_Sum], hidden: set[Cell]) -> Cell | None:
    """Give a left out cell of which the sums tell that it is below five, since all that is left out is at least 1."""
    low = dict.fromkeys(hidden, 1)
    high: dict[Cell, float] = dict.fromkeys(hidden, inf)
    changed = True
    while changed:
        changed = False
        for one in sums:
            for cell, least, most in _bounds(one, cells, low, high):
                if least > low[cell] or most < high[cell]:
                    low[cell], high[cell] = max(low[cell], int(least)), min(high[cell], most)
                    changed = True
    return next((cell for cell in sorted(hidden) if high[cell] < FEWEST), None)


def _bounds(
    one: _Sum, cells: Mapping[Cell, int], low: Mapping[Cell, int], high: Mapping[Cell, float]
) -> Iterable[tuple[Cell, float, float]]:
    """Give between which numbers a sum lets each of its left out cells be."""
    least = {cell: low.get(cell, cells[cell]) for cell in (*one.parts, one.whole)}
    most = {cell: high.get(cell, float(cells[cell])) for cell in (*one.parts, one.whole)}
    for cell in one.parts:
        if cell in low:
            others = [part for part in one.parts if part != cell]
            fewest = least[one.whole] - sum(most[part] for part in others)
            yield cell, max(fewest, 1), most[one.whole] - sum(least[part] for part in others)
    if one.whole in low:
        yield one.whole, sum(least[part] for part in one.parts), sum(most[part] for part in one.parts)


def _smallest(cells: Mapping[Cell, int], among: Iterable[Cell], hidden: set[Cell]) -> Cell | None:
    """Give the smallest cell that is published and not zero."""
    shown = [cell for cell in among if cell not in hidden and cells[cell]]
    return min(shown, key=lambda cell: (cells[cell], cell), default=None)


def _alone(sums: Sequence[_Sum], hidden: set[Cell]) -> Cell | None:
    """Give a left out cell that some combination of the sums determines; None if there is none."""
    order = sorted(hidden)
    at = {cell: n for n, cell in enumerate(order)}
    rows: list[list[Fraction]] = []
    for one in sums:
        row = [Fraction(0)] * len(order)
        for cell in one.parts:
            if cell in at:
                row[at[cell]] += 1
        if one.whole in at:
            row[at[one.whole]] -= 1
        if any(row):
            rows.append(row)
    for row in _reduced(rows):
        found = [n for n, factor in enumerate(row) if factor]
        if len(found) == 1:
            return order[found[0]]
    return None


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Give the equations, each solved for one cell that stands in no other (Gauss and Jordan)."""
    done: list[list[Fraction]] = []
    for row in rows:
        for other in done:
            lead = next(n for n, factor in enumerate(other) if factor)
            if row[lead]:
                row = [a - row[lead] * b for a, b in zip(row, other, strict=True)]
        lead_ = next((n for n, factor in enumerate(row) if factor), None)
        if lead_ is None:
            continue
        row = [factor / row[lead_] for factor in row]
        done = [
            [a - other[lead_] * b for a, b in zip(other, row, strict=True)] if other[lead_] else other for other in done
        ]
        done.append(row)
    return done
