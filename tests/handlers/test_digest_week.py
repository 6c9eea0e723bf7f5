"""Weeks: where they begin and end, how they are named, and when their digest is due."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.casework.periods import (
    KINDS,
    Kind,
    Month,
    Quarter,
    Week,
    as_of,
    due_at,
    last_complete,
    owed,
    period_of,
    read_period,
    week_before,
)
from handlers.casework.worktime import ZONE, Calendar

NOVEMBER = Week(year=2026, number=47)


def test_a_week_runs_from_monday_to_monday_in_the_zone_of_the_province() -> None:
    assert NOVEMBER.start.isoformat() == "2026-11-16T00:00:00+07:00"
    assert NOVEMBER.end.isoformat() == "2026-11-23T00:00:00+07:00"
    assert NOVEMBER.due_at.isoformat() == "2026-11-23T07:30:00+07:00"
    assert NOVEMBER.period == "2026-W47"
    assert NOVEMBER.before.period == "2026-W46"


@pytest.mark.parametrize(
    ("moment", "period"),
    [
        (datetime(2026, 11, 23, 0, 0, tzinfo=ZONE), "2026-W47"),
        (datetime(2026, 11, 22, 23, 59, 59, 999_999, tzinfo=ZONE), "2026-W46"),
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), "2026-W47"),  # midnight in Viet Nam
        (datetime(2026, 11, 22, 16, 59, tzinfo=UTC), "2026-W46"),
        (datetime(2027, 1, 4, 8, 0, tzinfo=ZONE), "2026-W53"),
        (datetime(2027, 1, 3, 8, 0, tzinfo=ZONE), "2026-W52"),
    ],
)
def test_the_last_complete_week_has_ended_by_the_moment(moment: datetime, period: str) -> None:
    assert week_before(moment).period == period


@given(st.datetimes(datetime(2001, 1, 1), datetime(2100, 1, 1), timezones=st.just(ZONE)))
def test_the_last_complete_week_ends_within_seven_days_before_any_moment(moment: datetime) -> None:
    week = week_before(moment)

    assert week.end <= moment < week.end + timedelta(days=7)
    assert as_of(moment.date()) == week


def test_as_of_a_monday_is_the_week_that_ended_the_night_before() -> None:
    assert as_of(date(2026, 11, 23)) == NOVEMBER
    assert as_of(date(2026, 11, 29)) == NOVEMBER
    assert as_of(date(2026, 11, 22)) == NOVEMBER.before


def test_a_digest_is_owed_from_monday_half_past_seven_until_the_week_is_over() -> None:
    assert owed("week", datetime(2026, 11, 23, 7, 29, 59, tzinfo=ZONE), Calendar()) is None
    assert owed("week", datetime(2026, 11, 23, 7, 30, tzinfo=ZONE), Calendar()) == NOVEMBER
    assert owed("week", datetime(2026, 11, 29, 23, 59, tzinfo=ZONE), Calendar()) == NOVEMBER


@pytest.mark.parametrize(
    "period",
    [
        "2026-W00",
        "2026-W54",
        "2027-W53",
        "26-W47",
        "2026-47",
        "2026-W4٧",
        "9999-W52",
        "0000-W01",
        "",
        "2026-00",
        "2026-13",
        "2026-Q0",
        "2026-Q5",
    ],
)
def test_a_name_that_is_no_week_is_refused(period: str) -> None:
    with pytest.raises(ValueError, match="week"):
        read_period(period)


@pytest.mark.parametrize("period", ["2000-W01", "2026-W53", "2999-W52", "2026-01", "2026-12", "2026-Q1", "2026-Q4"])
def test_every_name_that_is_read_is_written_the_same_and_has_one_before(period: str) -> None:
    week = read_period(period)

    assert week.period == period
    assert week.before.end == week.start


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        week_before(datetime(2026, 11, 23))


@given(st.dates(date(2001, 1, 1), date(2900, 1, 1)), st.sampled_from(KINDS))
def test_every_day_belongs_to_one_period_of_each_kind_and_they_leave_no_gap(day: date, kind: Kind) -> None:
    period = period_of(kind, day)

    assert period.first <= day < period.until
    assert period_of(kind, period.until).before == period
    assert period_of(kind, period.first) == period == read_period(period.period)


def test_a_month_and_a_quarter_are_due_on_the_first_working_day_after_them() -> None:
    tet = Calendar(off=frozenset({date(2027, 1, 1)}))

    assert due_at(Month(year=2026, number=12), tet) == datetime(2027, 1, 4, 7, 30, tzinfo=ZONE)
    assert due_at(Quarter(year=2026, number=4), tet) == datetime(2027, 1, 4, 7, 30, tzinfo=ZONE)
    assert due_at(NOVEMBER, tet) == NOVEMBER.due_at
    assert owed("month", datetime(2027, 1, 4, 7, 29, tzinfo=ZONE), tet) is None
    assert owed("month", datetime(2027, 1, 31, 23, tzinfo=ZONE), tet) == Month(year=2026, number=12)
    assert last_complete("quarter", datetime(2027, 3, 31, 23, tzinfo=ZONE)) == Quarter(year=2026, number=4)
