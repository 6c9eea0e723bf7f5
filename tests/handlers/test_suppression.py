"""What is published of small numbers, against a reader who tries every table that fits."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.digests.suppression import FEWEST, TOTAL, suppressed

Table = dict[str, dict[str, int]]
Published = dict[str, dict[str, int | None]]


Filling = dict[tuple[str, str], int]


def fits(published: Published, filled: Filling, size: int) -> bool:
    """Whether what is filled in so far may agree with all that is published; with all `size` cells, whether it does."""
    for row, column in product(published, next(iter(published.values()))):
        parts = [n for (r, c), n in filled.items() if row in (TOTAL, r) and column in (TOTAL, c)]
        told, n = published[row][column], sum(parts)
        if told is not None and (n > told or (len(filled) == size and n != told)):
            return False
    return True


def every_filling(published: Published, most: int) -> Iterator[Filling]:
    """Give every filling of what is left out that fits; an attacker knows that nothing left out is zero."""
    cells = [(r, c) for r in published for c in published[r] if TOTAL not in (r, c)]

    def fill(filled: Filling) -> Iterator[Filling]:
        if len(filled) == len(cells):
            yield filled
            return
        r, c = cells[len(filled)]
        told = published[r][c]
        for n in range(1, most + 1) if told is None else (told,):
            more = {**filled, (r, c): n}
            if fits(published, more, len(cells)):
                yield from fill(more)

    return fill({})


def is_safe(table: Table) -> None:
    published = suppressed(table)
    for row, cells in table.items():
        for column, n in cells.items():
            assert published[row][column] in (None, n)
            assert published[row][column] is None or not 0 < n < FEWEST
    gone = [(row, column) for row in table for column in table[row] if published[row][column] is None]
    assert all(table[row][column] for row, column in gone)
    if not gone:
        return
    may_be: dict[tuple[str, str], set[int]] = {cell: set() for cell in gone}
    for filled in every_filling(published, sum(sum(cells.values()) for cells in table.values()) + FEWEST):
        for cell in gone:
            may_be[cell].add(filled[cell])
    for cell, found in may_be.items():
        assert len(found) > 1, (table, published, cell)
        assert max(found) >= FEWEST, (table, published, cell)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=2))
def test_no_small_number_can_be_told_from_what_is_published(rows: list[list[int]]) -> None:
    is_safe({f"r{n}": {f"c{k}": value for k, value in enumerate(row)} for n, row in enumerate(rows)})


@pytest.mark.proof
@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=2, max_size=3))
def test_no_small_number_of_a_larger_table_can_be_told(rows: list[list[int]]) -> None:
    is_safe({f"r{n}": {f"c{k}": value for k, value in enumerate(row)} for n, row in enumerate(rows)})


def test_one_small_number_takes_another_with_it_and_not_the_sum() -> None:
    table = {"a": {"received": 3}, "b": {"received": 20}, "c": {"received": 8}}

    assert suppressed(table, over_columns=False) == {
        "a": {"received": None},
        "b": {"received": 20},
        "c": {"received": None},
        TOTAL: {"received": 31},
    }


def test_two_small_numbers_whose_sum_tells_them_take_a_third_with_them() -> None:
    table = {"a": {"late": 1}, "b": {"late": 1}, "c": {"late": 9}, "d": {"late": 0}}

    found = suppressed(table, over_columns=False)

    assert [found[row]["late"] for row in ("a", "b", "c", "d", TOTAL)] == [None, None, None, 0, 11]


def test_where_nothing_else_is_left_the_sum_goes_too() -> None:
    assert suppressed({"a": {"late": 2}, "b": {"late": 0}}, over_columns=False) == {
        "a": {"late": None},
        "b": {"late": 0},
        TOTAL: {"late": None},
    }


def test_large_numbers_are_all_published() -> None:
    table = {"a": {"x": 5, "y": 0}, "b": {"x": 12, "y": 7}}

    assert suppressed(table) == {
        "a": {"x": 5, "y": 0, TOTAL: 5},
        "b": {"x": 12, "y": 7, TOTAL: 19},
        TOTAL: {"x": 17, "y": 7, TOTAL: 24},
    }
