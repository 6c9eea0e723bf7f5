"""Fair statistics: shares with their interval, and how long things take while some of them are not over yet."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import sqrt
from typing import Final, NamedTuple

Z: Final = 1.959963984540054
"""Of the normal distribution: 95 % lie within so many standard deviations."""


class Interval(NamedTuple):
    """The 95 % interval of a share, in thousandths."""

    low: int
    high: int


def rounded(part: int, whole: int) -> int:
    """Give part / whole as a whole number, halves upwards; ZeroDivisionError where there is no whole."""
    return (2 * part + whole) // (2 * whole)


def wilson(k: int, n: int) -> Interval | None:
    """Give Wilson's score interval of k out of n (E. B. Wilson, 1927); None where n is 0.

    Unlike the plain one it stays within 0 and 1 and holds for few observations too.
    """
    if not n:
        return None
    p, zz = k / n, Z * Z
    middle = (p + zz / (2 * n)) / (1 + zz / n)
    half = Z / (1 + zz / n) * sqrt(p * (1 - p) / n + zz / (4 * n * n))
    return Interval(round(1000 * max(0.0, middle - half)), round(1000 * min(1.0, middle + half)))


def product_limit(waits: Iterable[tuple[int, bool]]) -> Iterator[tuple[int, Fraction]]:
    """Give after each length the share that takes longer (Kaplan and Meier, 1958).

    Each wait is how long, and whether it was over then; one that was not (còn đang xử lý) counts among those that may
    still take longer until its own length, and says nothing of what comes after.
    """
    all_, over = Counter[int](), Counter[int]()
    for length, done in waits:
        all_[length] += 1
        over[length] += done
    left, share = all_.total(), Fraction(1)
    for length in sorted(all_):
        if over[length]:
            share *= Fraction(left - over[length], left)
            yield length, share
        left -= all_[length]


def within(waits: Iterable[tuple[int, bool]], percent: int) -> int | None:
    """Give the least length within which so many of a hundred are over; None where that is not reached yet."""
    return next((length for length, share in product_limit(waits) if share <= 1 - Fraction(percent, 100)), None)
