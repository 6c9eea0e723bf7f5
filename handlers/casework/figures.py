"""The figures of a scorecard: each a number with what it is out of, its interval, and the cases behind it."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, get_args

from handlers.casework.survival import rounded, wilson
from handlers.value import Value

Name = Literal[
    "satisfied",
    "mean",
    "on_time",
    "handling_median",
    "handling_p90",
    "answered",
    "open",
    "overdue",
    "prolonged",
    "founded",
    "partly",
    "unfounded",
    "cannot_verify",
    "unverified",
    "flagged",
    "extensions",
    "rejected",
    "appealed",
    "reopened",
    "no_answer",
    "disclosure",
    "suspect",
]
NAMES: Final[tuple[Name, ...]] = get_args(Name)
Measure = Literal["count", "share", "mean", "days"]
"""What a value is: how many; thousandths; tenths of a level from 1 to 5; working days."""


class Figure(Value):
    """One figure (chỉ tiêu) of a scorecard.

    `value` is None where there is nothing to say it from, or a length that so many have not reached yet (chưa xác
    định); `n` is what it is out of. `low` and `high` are the 95 % interval of a share. `codes` are the cases behind
    it: of a count those that are counted, of `on_time` all that were judged, the late ones in `against`.
    """

    name: Name
    measure: Measure
    value: int | None
    n: int
    low: int | None = None
    high: int | None = None
    codes: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


def count(name: Name, codes: Iterable[str], n: int) -> Figure:
    """Give how often something happened, out of n; the case of each time, each case once in the list."""
    found = tuple(codes)
    return Figure(name=name, measure="count", value=len(found), n=n, codes=_once(found))


def share(name: Name, k: int, n: int, codes: Iterable[str] = (), against: Iterable[str] = ()) -> Figure:
    """Give k out of n as a share with its interval."""
    interval = wilson(k, n)
    return Figure(
        name=name,
        measure="share",
        value=rounded(1000 * k, n) if n else None,
        n=n,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        codes=_once(codes),
        against=_once(against),
    )


def mean(name: Name, levels: Sequence[int], codes: Iterable[str] = ()) -> Figure:
    """Give the mean of levels 1 to 5, in tenths."""
    n = len(levels)
    return Figure(name=name, measure="mean", value=rounded(10 * sum(levels), n) if n else None, n=n, codes=_once(codes))


def days(name: Name, length: int | None, n: int, codes: Iterable[str]) -> Figure:
    """Give a length in working days, None where it is not reached yet."""
    return Figure(name=name, measure="days", value=length, n=n, codes=_once(codes))


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({code for code in codes if code}))
