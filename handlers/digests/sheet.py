"""What picture, workbook and report show of a digest (bảng số liệu): one value, before any language."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from handlers.casework.periods import Period
from handlers.casework.views import PostView
from handlers.digests.committee import says
from handlers.digests.counts import CategoryCounts, Counts, UnitCounts
from handlers.digests.digest import Digest, OverdueLine, Satisfaction
from handlers.digests.ratings import Rated, wilson
from handlers.talk.says import Say
from handlers.value import Value

PERIODS: Final = 8
"""So many periods, the digest's own the last, stand in the trend."""
ENOUGH: Final = 10
"""So many judgements are needed before a share of them says anything."""


_AHEAD: Final = "digest.ahead."


class Turnover(NamedTuple):
    """How many cases of one unit became open, and were finished, in one period; `nth` 0 is the oldest."""

    nth: int
    unit: str
    received: int
    finished: int


class Point(Value):
    """One period of the trend: its name, what came, what was finished, what was open at its end."""

    period: str
    number: int
    received: int
    finished: int
    closing: int


class Interval(Value):
    """A share in whole per cent, with the bounds between which it lies in 95 of 100 cases, out of `n`."""

    share: int
    low: int
    high: int
    n: int


class Sheet(Value):
    """A digest as it is drawn: equal sheets make equal files.

    `whole` says whether it is about all units, or those that a member follows; `units` are the busiest first, those
    with overdue cases before all; `quiet` units had nothing open and got nothing. `first` is the one sentence.
    """

    week: Period
    whole: bool
    first: Say
    totals: Counts
    previous: Counts
    units: tuple[UnitCounts, ...]
    quiet: tuple[UnitCounts, ...]
    categories: tuple[CategoryCounts, ...]
    overdue: tuple[OverdueLine, ...]
    trend: tuple[Point, ...]
    satisfaction: Satisfaction
    solved: Interval | None
    pressing: tuple[UnitCounts, ...] = ()
    praised: tuple[UnitCounts, ...] = ()
    ahead: tuple[Say, ...] = ()
    """What needs action beside the overdue cases, a line each."""
    service: Rated = Rated()
    rated: tuple[Rated, ...] = ()
    """How people rated the service, of all and of each unit."""


def sheet_of(digest: Digest, reader: PostView, moves: Iterable[Turnover] = (), *, whole: bool) -> Sheet:
    """Give what is drawn of a digest for a reader; the moves are those of the last `PERIODS` periods, of any unit."""
    busy = sorted(
        (one for one in digest.units if not one.quiet), key=lambda u: (-u.overdue, -u.late, -u.closing, u.code)
    )
    said, told = digest.satisfaction, says(digest, reader)
    others = {line.key for line in digest.first}
    return Sheet(
        week=digest.week,
        whole=whole,
        first=told.model_copy(update={"lines": (), "buttons": ()}),
        totals=digest.totals,
        previous=digest.previous,
        units=tuple(busy),
        quiet=tuple(one for one in digest.units if one.quiet),
        categories=digest.categories,
        overdue=digest.overdue,
        trend=_trend(digest, moves),
        satisfaction=said,
        solved=interval(said.yes, said.yes + said.partly + said.no),
        pressing=digest.pressing,
        praised=digest.praised,
        ahead=tuple(line for line in told.lines if line.key in others or line.key.startswith(_AHEAD)),
        service=digest.service,
        rated=digest.rated,
    )


def periods(week: Period) -> tuple[Period, ...]:
    """Give the periods of a trend that ends with this one, the oldest first."""
    found: list[Period] = [week]
    while len(found) < PERIODS:
        found.append(found[-1].before)
    return tuple(reversed(found))


def interval(k: int, n: int) -> Interval | None:
    """Give the share of k in n with Wilson's interval, rounded to whole per cent; None for fewer than `ENOUGH`."""
    if n < ENOUGH:
        return None
    low, high = wilson(k, n)
    return Interval(share=_percent(k / n), low=_percent(low), high=_percent(high), n=n)


def _percent(share: float) -> int:
    return int(share * 100 + 0.5)


def _trend(digest: Digest, moves: Iterable[Turnover]) -> tuple[Point, ...]:
    """Count back from the closing number, so that the trend cannot contradict the digest."""
    mine = {unit.code for unit in digest.units}
    received, finished = [0] * PERIODS, [0] * PERIODS
    for one in moves:
        if one.unit in mine:
            received[one.nth] += one.received
            finished[one.nth] += one.finished
    received[-1], finished[-1] = digest.totals.received, digest.totals.finished
    return tuple(_points(periods(digest.week), received, finished, digest.totals.closing))


def _points(weeks: Sequence[Period], received: Sequence[int], finished: Sequence[int], closing: int) -> list[Point]:
    found: list[Point] = []
    for week, came, went in zip(reversed(weeks), reversed(received), reversed(finished), strict=True):
        point = Point(period=week.period, number=week.number, received=came, finished=went, closing=closing)
        found.append(point)
        closing += went - came
    return found[::-1]
