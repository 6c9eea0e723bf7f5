"""How people rated the service of units in a period: how many votes, their mean, and how sure that is."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from math import sqrt
from typing import Final

from handlers.digests.rows import Scored
from handlers.value import Value

FEWEST: Final = 5
"""Of fewer votes nothing but their number is told, since so few might be known by name."""
RANKED: Final = 10
"""With fewer votes a unit stands in no order."""
GOOD: Final = (4, 5)
"""The scores that count as satisfied (hài lòng)."""
_Z: Final = 1.959964
"""For an interval that holds in 95 of 100 cases."""


class Rated(Value):
    """The votes for a unit ("": for all that are shown): `n`, mean, and percent of satisfied ones with its interval.

    These are None where there are too few votes to tell. `suspect` votes are in none of the other numbers.
    """

    unit: str = ""
    name: str = ""
    n: int = 0
    mean: float | None = None
    good: int | None = None
    low: int | None = None
    high: int | None = None
    suspect: int = 0

    @property
    def ranked(self) -> bool:
        """Whether there are enough votes to compare the unit with others."""
        return self.n >= RANKED


def rated(rows: Iterable[Scored], units: Collection[str], names: Mapping[str, str]) -> tuple[Rated, ...]:
    """Give the units that were rated, in the order of their codes."""
    votes: defaultdict[str, Counter[int]] = defaultdict(Counter)
    suspect = Counter[str]()
    for row in rows:
        if row.unit in units:
            if row.kind == "suspect":
                suspect[row.unit] += row.n
            else:
                votes[row.unit][row.score] += row.n
    return tuple(
        _rated(votes[unit], suspect[unit]).model_copy(update={"unit": unit, "name": names.get(unit, unit)})
        for unit in sorted({*votes, *suspect})
    )


def all_rated(rows: Iterable[Scored], units: Collection[str]) -> Rated:
    """Give the votes for these units together, but for units with too few votes.

    Else the few could be computed from the whole and the other units, also by readers who put several digests together.
    """
    rows = [row for row in rows if row.unit in units]
    told = {one.unit for one in rated(rows, units, {}) if one.n >= FEWEST}
    votes = Counter[int]()
    for row in rows:
        if row.kind != "suspect" and row.unit in told:
            votes[row.score] += row.n
    return _rated(votes, sum(row.n for row in rows if row.kind == "suspect"))


def _rated(votes: Counter[int], suspect: int) -> Rated:
    n = sum(votes.values())
    if n < FEWEST:
        return Rated(n=n, suspect=suspect)
    good = sum(votes[score] for score in GOOD)
    low, high = wilson(good, n)
    return Rated(
        n=n,
        mean=round(sum(score * k for score, k in votes.items()) / n, 2),
        good=round(100 * good / n),
        low=round(100 * low),
        high=round(100 * high),
        suspect=suspect,
    )


def wilson(good: int, n: int) -> tuple[float, float]:
    """Give the interval in which a share lies that was `good` of `n`, as parts of 1 (E. B. Wilson, 1927); n above 0."""
    share, z2 = good / n, _Z * _Z
    middle = share + z2 / (2 * n)
    width = _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, (middle - width) / (1 + z2 / n)), min(1.0, (middle + width) / (1 + z2 / n))
