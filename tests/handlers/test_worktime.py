"""Working time: tables pinned to 2026, and a second, plodding implementation that must agree."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.casework.worktime import (
    ZONE,
    Calendar,
    add_days,
    day_zero,
    due,
    is_working,
    later,
    reminder,
    working_days_between,
)


def days_of_2026(text: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(f"2026-{day}") for day in text.split())


VIET_NAM = Calendar(
    off=days_of_2026(
        "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
    ),
    on=days_of_2026("01-10 08-22"),
)


def at(text: str) -> datetime:
    """Read "11-20 10:00" as a moment of 2026 in Viet Nam."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        ("11-20 10:00", 5, "11-30 17:00"),  # 24/11, the day of Vietnamese culture, is off
        ("11-23 10:00", 1, "11-25 17:00"),
        ("11-19 15:00", 1, "11-20 17:00"),
        ("11-19 15:01", 1, "11-23 17:00"),
        ("11-21 08:00", 1, "11-25 17:00"),  # a Saturday: Monday is the day of receipt, Tuesday is off
        ("11-22 23:59", 5, "12-01 17:00"),
        ("02-13 09:00", 1, "02-23 17:00"),  # Tết
        ("02-13 16:00", 3, "02-26 17:00"),
        ("02-17 09:00", 3, "02-26 17:00"),
        ("01-01 09:00", 1, "01-06 17:00"),  # 2 January was swapped away
        ("01-09 09:00", 1, "01-10 17:00"),  # for Saturday 10 January
        ("01-10 09:00", 3, "01-14 17:00"),
        ("04-24 09:00", 3, "05-04 17:00"),
        ("08-21 09:00", 1, "08-22 17:00"),
        ("08-28 09:00", 1, "09-03 17:00"),
        ("12-30 09:00", 0, "12-30 17:00"),
    ],
)
def test_a_limit_ends_at_five_on_its_last_working_day(received: str, days: int, expected: str) -> None:
    assert due(at(received), days, VIET_NAM) == at(expected)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(1, "11-17"), (2, "11-17"), (3, "11-18"), (5, "11-19"), (7, "11-20"), (10, "11-23")],
)
def test_the_reminder_comes_on_the_morning_of_half_the_days_rounded_up(days: int, expected: str) -> None:
    assert reminder(at("11-16 10:00"), days, VIET_NAM) == at(f"{expected} 09:00")


@pytest.mark.parametrize(
    ("moment", "days", "expected"),
    [
        ("11-23 17:00", 3, "11-27 17:00"),
        ("11-23 17:00", 0, "11-23 17:00"),
        ("11-22 08:15", 0, "11-22 08:15"),
        ("11-22 08:15", 1, "11-23 08:15"),
        ("02-13 17:00", 5, "02-27 17:00"),
    ],
)
def test_a_step_later_keeps_the_hour(moment: str, days: int, expected: str) -> None:
    assert later(at(moment), days, VIET_NAM) == at(expected)


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        ("11-23 08:00", "11-26 17:00", 2),
        ("11-26 08:00", "11-26 17:00", 0),
        ("11-26 18:00", "11-26 17:00", 0),
        ("11-27 08:00", "11-26 17:00", -1),
        ("11-30 08:00", "11-27 17:00", -1),
        ("11-28 08:00", "11-27 17:00", 0),
        ("01-09 08:00", "01-12 17:00", 2),
    ],
)
def test_the_days_left_are_working_days_and_turn_negative_when_over(now: str, then: str, expected: int) -> None:
    assert working_days_between(at(now), at(then), VIET_NAM) == expected


def test_the_hour_counts_where_the_office_is_not_where_the_clock_is() -> None:
    assert day_zero(datetime(2026, 11, 19, 8, 0, tzinfo=UTC), VIET_NAM) == date(2026, 11, 19)
    assert day_zero(datetime(2026, 11, 19, 8, 1, tzinfo=UTC), VIET_NAM) == date(2026, 11, 20)
    assert day_zero(datetime(2026, 11, 19, 17, 30, tzinfo=UTC), VIET_NAM) == date(2026, 11, 20)
    assert later(datetime(2026, 11, 19, 18, 0, tzinfo=UTC), 1, VIET_NAM) == at("11-23 01:00")


def test_the_hour_of_receipt_is_a_setting() -> None:
    assert day_zero(at("11-19 16:30"), VIET_NAM, time(17, 0)) == date(2026, 11, 19)
    assert due(at("11-19 16:30"), 1, VIET_NAM, time(17, 0)) == at("11-20 17:00")
    assert reminder(at("11-19 16:30"), 1, VIET_NAM, time(17, 0)) == at("11-20 09:00")


def test_a_year_without_a_list_still_has_its_weekends() -> None:
    assert is_working(date(2077, 11, 24), VIET_NAM)
    assert not is_working(date(2077, 11, 27), VIET_NAM)
    assert add_days(date(2077, 11, 26), 1, VIET_NAM) == date(2077, 11, 29)


def test_a_swapped_saturday_is_worked_even_if_it_is_also_a_holiday() -> None:
    saturday = date(2026, 1, 10)

    assert is_working(saturday, Calendar(on=frozenset({saturday}), off=frozenset({saturday})))


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 20, 10, 0)
    aware = at("11-20 10:00")

    for call in (
        lambda: day_zero(naive, VIET_NAM),
        lambda: due(naive, 1, VIET_NAM),
        lambda: reminder(naive, 1, VIET_NAM),
        lambda: later(naive, 1, VIET_NAM),
        lambda: working_days_between(naive, aware, VIET_NAM),
        lambda: working_days_between(aware, naive, VIET_NAM),
    ):
        with pytest.raises(ValueError, match="no time zone"):
            call()


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_days(date(2026, 11, 20), -1, VIET_NAM)
    with pytest.raises(ValueError, match="no half"):
        reminder(at("11-20 10:00"), 0, VIET_NAM)


# The second implementation: it walks, hour by hour or day by day, and knows no zone but +7.

SPRING = st.dates(date(2026, 1, 1), date(2026, 3, 31))
CALENDARS = st.builds(
    Calendar,
    off=st.frozensets(SPRING, max_size=40),
    on=st.frozensets(SPRING.filter(lambda day: day.isoweekday() > 5), max_size=8),
)
MOMENTS = st.datetimes(
    datetime(2026, 1, 1),
    datetime(2026, 4, 10),
    timezones=st.sampled_from([UTC, ZONE, timezone(timedelta(hours=-5)), timezone(timedelta(hours=9, minutes=30))]),
)
DAYS = st.integers(0, 20)


def worked(day: date, calendar: Calendar) -> bool:
    if day in calendar.on:
        return True
    return day.isoweekday() not in (6, 7) and day not in calendar.off


def closings(moment: datetime, calendar: Calendar, count: int) -> list[datetime]:
    """Walk hour by hour to the next closing times whose day still takes in what came at this moment."""
    found: list[datetime] = []
    here = moment.astimezone(UTC).replace(tzinfo=None) + timedelta(hours=7)
    hour = here.replace(hour=0, minute=0, second=0, microsecond=0)
    while len(found) < count:
        if hour.hour == 17 and worked(hour.date(), calendar) and here <= hour - timedelta(hours=2):
            found.append(hour)
        hour += timedelta(hours=1)
    return found


def clock(moment: datetime) -> datetime:
    """Give what a clock on the wall in Viet Nam shows."""
    return moment.astimezone(UTC).replace(tzinfo=None) + timedelta(hours=7)


@given(MOMENTS, DAYS, CALENDARS)
def test_due_agrees_with_walking_hour_by_hour(moment: datetime, days: int, calendar: Calendar) -> None:
    assert clock(due(moment, days, calendar)) == closings(moment, calendar, days + 1)[days]
    assert due(moment, days, calendar).tzinfo is ZONE


@given(MOMENTS, st.integers(1, 20), CALENDARS)
def test_the_reminder_agrees_with_walking_hour_by_hour(moment: datetime, days: int, calendar: Calendar) -> None:
    half = closings(moment, calendar, days + 1)[days // 2 + days % 2]

    assert clock(reminder(moment, days, calendar)) == half - timedelta(hours=8)
    assert moment < reminder(moment, days, calendar) < due(moment, days, calendar)


@given(MOMENTS, DAYS, CALENDARS)
def test_later_agrees_with_walking_day_by_day(moment: datetime, days: int, calendar: Calendar) -> None:
    expected = clock(moment)
    left = days
    while left > 0:
        expected += timedelta(days=1)
        if worked(expected.date(), calendar):
            left -= 1

    assert clock(later(moment, days, calendar)) == expected


@given(MOMENTS, MOMENTS, CALENDARS)
def test_the_days_between_agree_with_counting_them(a: datetime, b: datetime, calendar: Calendar) -> None:
    first, last = sorted([clock(a).toordinal(), clock(b).toordinal()])
    count = len([n for n in range(first + 1, last + 1) if worked(date.fromordinal(n), calendar)])

    assert working_days_between(a, b, calendar) == (count if clock(a) <= clock(b) else -count)


@given(MOMENTS, MOMENTS, MOMENTS, CALENDARS)
def test_the_days_between_add_up(a: datetime, b: datetime, c: datetime, calendar: Calendar) -> None:
    whole = working_days_between(a, c, calendar)

    assert working_days_between(a, b, calendar) + working_days_between(b, c, calendar) == whole


@given(MOMENTS, MOMENTS, DAYS, CALENDARS)
def test_what_comes_first_is_never_due_last(a: datetime, b: datetime, days: int, calendar: Calendar) -> None:
    first, second = sorted([a, b])

    assert due(first, days, calendar) <= due(second, days, calendar)
    assert due(first, days, calendar) < due(first, days + 1, calendar)
