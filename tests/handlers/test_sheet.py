"""What is drawn of a digest: the trend that cannot contradict it, the interval, the order of the units."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.casework.periods import Week
from handlers.digests.digest import Satisfaction
from handlers.digests.sheet import ENOUGH, PERIODS, Turnover, interval, periods, sheet_of
from tests.fakes.drawn_digests import KINDS, MEMBER, WEEK, digest_of, sheet, units

moved = st.lists(
    st.builds(
        Turnover,
        st.integers(0, PERIODS - 2),
        st.sampled_from(["mine", "other"]),
        st.integers(0, 40),
        st.integers(0, 40),
    ),
    max_size=30,
)


@given(moved)
def test_the_trend_ends_with_the_digest_and_each_point_follows_from_the_one_before(moves: list[Turnover]) -> None:
    mine = units("one")[0]
    named = [one._replace(unit=mine.code) if one.unit == "mine" else one for one in moves]
    trend = sheet_of(digest_of([mine], Satisfaction()), MEMBER, named, whole=False).trend

    assert len(trend) == PERIODS
    assert (trend[-1].received, trend[-1].finished, trend[-1].closing) == (mine.received, mine.finished, mine.closing)
    for before, after in pairwise(trend):
        assert before.closing + after.received - after.finished == after.closing
    for nth, point in enumerate(trend[:-1]):
        own = [one for one in moves if one.nth == nth and one.unit == "mine"]
        assert (point.received, point.finished) == (sum(m.received for m in own), sum(m.finished for m in own))


@given(st.integers(ENOUGH, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_just_those_shares_that_do_not_speak_against_what_was_seen(said: tuple[int, int]) -> None:
    """Wilson's bounds are where the distance from what was seen is 1.96 standard errors of the share itself."""
    k, n = said
    found = interval(k, n)
    assert found is not None
    fitting = [
        p / 10_000 for p in range(10_001) if (k / n - p / 10_000) ** 2 * n <= 1.96**2 * (p / 1e4) * (1 - p / 1e4)
    ]

    assert found.share == int(100 * k / n + 0.5)
    assert abs(found.low - 100 * min(fitting, default=k / n)) <= 0.52
    assert abs(found.high - 100 * max(fitting, default=k / n)) <= 0.52
    assert 0 <= found.low <= found.share <= found.high <= 100


def test_a_share_of_fewer_than_ten_is_none() -> None:
    assert [interval(n, n) is None for n in (0, 1, ENOUGH - 1, ENOUGH)] == [True, True, True, False]


def test_a_trend_goes_over_new_year() -> None:
    assert [one.period for one in periods(Week(year=2027, number=2))] == [
        *("2026-W48", "2026-W49", "2026-W50", "2026-W51", "2026-W52", "2026-W53"),
        *("2027-W01", "2027-W02"),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_unit_stands_once_in_a_sheet_those_to_push_first(kind: str) -> None:
    drawn = sheet(kind)
    overdue = [unit.overdue for unit in drawn.units]

    assert sorted(unit.code for unit in (*drawn.units, *drawn.quiet)) == sorted(unit.code for unit in units(kind))
    assert overdue == sorted(overdue, reverse=True)
    assert all(unit.quiet for unit in drawn.quiet)
    assert drawn.first == drawn.first.model_copy(update={"lines": (), "buttons": ()})
    assert drawn.week == WEEK


def test_equal_digests_make_equal_sheets() -> None:
    assert sheet("full").model_dump_json() == sheet("full").model_dump_json()
