"""The indices of a one-stop unit, 0 to 2 points each, as far as there is evidence; the average; the class, if any."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, Literal, assert_never

from handlers.casework.criteria import Class, Criteria, Index
from handlers.casework.figures import Figure, Name
from handlers.casework.histories import Rated
from handlers.casework.survival import rounded
from handlers.value import Value

Why = Literal["measured", "no_data", "few", "unverified"]
"""Why an index has points or none: too few votes, or reports of harassment that nobody has verified yet."""
_OF_RESULT: Final = {"early": 2, "on_time": 1, "late": 0}
_ALL: Final = 9


class IndexResult(Value):
    """An index with its points in tenths, None where it is left out (không có dữ liệu), and what it is told from."""

    index: Index
    tenths: int | None
    why: Why
    n: int = 0
    codes: tuple[str, ...] = ()


class Ranked(Value):
    """The average of the indices that have points, in tenths, how many they are, and the class if they are enough."""

    average: int | None
    of: int
    all: int
    least: int
    """How many there must be for a class."""
    class_: Class | None = None


def computed(criteria: Criteria, figures: Mapping[Name, Figure], votes: Sequence[Rated]) -> tuple[IndexResult, ...]:
    """Give each index of the criteria with its points, or why it has none."""
    return tuple(_result(one, criteria, figures, votes) for one in criteria.indices)


def _result(index: Index, criteria: Criteria, figures: Mapping[Name, Figure], votes: Sequence[Rated]) -> IndexResult:
    match index.rule:
        case "none":
            return IndexResult(index=index, tenths=None, why="no_data")
        case "total_time":
            return _total_time(index, criteria, votes)
        case "attitude":
            return _attitude(index, criteria, figures, votes)
        case "pakn":
            return _pakn(index, criteria, figures)
        case _:
            assert_never(index.rule)


def _total_time(index: Index, criteria: Criteria, votes: Sequence[Rated]) -> IndexResult:
    """Before the day on the slip 2, on it 1, after it 0 (TT 01/2018/TT-VPCP Art. 13(1), predecessor rules)."""
    points = [_OF_RESULT[one.result] for one in votes if one.result in _OF_RESULT]
    codes = _codes(one for one in votes if one.result in _OF_RESULT)
    if len(points) < criteria["least_rated"]:
        return IndexResult(index=index, tenths=None, why="few" if points else "no_data", n=len(points), codes=codes)
    return IndexResult(
        index=index, tenths=rounded(10 * sum(points), len(points)), why="measured", n=len(points), codes=codes
    )


def _attitude(index: Index, criteria: Criteria, figures: Mapping[Name, Figure], votes: Sequence[Rated]) -> IndexResult:
    """0 if any report of harassment was found true, even in part; one that was verified false does not count.

    TT 01/2018/TT-VPCP Art. 13(7), predecessor rules. While one is not verified yet there are no points; without any,
    the votes on attitude decide, if they are enough.
    """
    true = figures["founded"].codes + figures["partly"].codes
    if true:
        return IndexResult(index=index, tenths=0, why="measured", n=len(true), codes=tuple(sorted(true)))
    waiting = figures["unverified"].codes
    if waiting:
        return IndexResult(index=index, tenths=None, why="unverified", n=len(waiting), codes=waiting)
    levels = [one.attitude for one in votes if one.attitude is not None]
    codes = _codes(one for one in votes if one.attitude is not None)
    if len(levels) < criteria["least_rated"]:
        return IndexResult(index=index, tenths=None, why="few" if levels else "no_data", n=len(levels), codes=codes)
    mean = rounded(10 * sum(levels), len(levels))
    tenths = 20 if mean >= criteria["attitude_full"] else 10 if mean >= criteria["attitude_half"] else 0
    return IndexResult(index=index, tenths=tenths, why="measured", n=len(levels), codes=codes)


def _pakn(index: Index, criteria: Criteria, figures: Mapping[Name, Figure]) -> IndexResult:
    """2 if none came or all were answered on time, 1 from 90 % on, 0 below or if one was prolonged.

    TT 01/2018/TT-VPCP Art. 13(8), predecessor rules.
    """
    on_time, prolonged = figures["on_time"], figures["prolonged"]
    n, late = on_time.n, len(on_time.against)
    value = on_time.value if on_time.value is not None else 1000
    if prolonged.value:
        tenths = 0
    elif not late:
        tenths = 20
    else:
        tenths = 10 if value >= criteria["pakn_half"] else 0
    return IndexResult(index=index, tenths=tenths, why="measured", n=n, codes=on_time.codes)


def ranked(indices: Sequence[IndexResult], criteria: Criteria) -> Ranked:
    """Give the average to one decimal and the class (TT 01/2018/TT-VPCP Art. 15); an index without data is left out.

    The class goes by the sum; where not all indices have points, by what the average makes of all.
    """
    points = [one.tenths for one in indices if one.tenths is not None]
    least = criteria["least_indices"]
    made = Ranked(
        average=rounded(sum(points), len(points)) if points else None, of=len(points), all=len(indices), least=least
    )
    if not points or len(points) < least:
        return made
    total = Fraction(sum(points) * max(len(indices), _ALL), 10 * len(points))
    order = sorted(criteria.classes, key=lambda one: -one.least)
    return made.model_copy(update={"class_": next((one for one in order if total >= one.least), None)})


def _codes(votes: Iterable[Rated]) -> tuple[str, ...]:
    return tuple(sorted({one.code for one in votes if one.code}))
