"""Working days of the country: a step later, the days left, and a walk through them one by one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.casework.worktime import ZONE, Calendar, add_days, is_working, later, working_days_between
from tests.handlers.minute_clock import wall
from tests.handlers.test_worktime import VIET_NAM, at


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


def test_a_year_without_a_list_still_has_its_weekends() -> None:
    assert is_working(date(2077, 11, 24), VIET_NAM)
    assert not is_working(date(2077, 11, 27), VIET_NAM)
    assert add_days(date(2077, 11, 26), 1, VIET_NAM) == date(2077, 11, 29)


SPRING = st.dates(date(2026, 1, 1), date(2026, 3, 31))
CALENDARS = st.builds(
    Calendar,
    off=st.frozensets(SPRING, max_size=40),
    on=st.frozensets(SPRING.filter(lambda day: day.isoweekday() > 5), max_size=8),
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 4, 10), timezones=st.sampled_from([UTC, ZONE]))


def worked(day: date, calendar: Calendar) -> bool:
    if day in calendar.on:
        return True
    return day.isoweekday() not in (6, 7) and day not in calendar.off


@given(MOMENTS, st.integers(0, 20), CALENDARS)
def test_later_agrees_with_walking_day_by_day(moment: datetime, days: int, calendar: Calendar) -> None:
    expected, left = wall(moment), days
    while left > 0:
        expected += timedelta(days=1)
        left -= worked(expected.date(), calendar)

    assert wall(later(moment, days, calendar)) == expected


@given(MOMENTS, MOMENTS, CALENDARS)
def test_the_days_between_agree_with_counting_them(a: datetime, b: datetime, calendar: Calendar) -> None:
    first, last = sorted([wall(a).toordinal(), wall(b).toordinal()])
    count = len([n for n in range(first + 1, last + 1) if worked(date.fromordinal(n), calendar)])

    assert working_days_between(a, b, calendar) == (count if wall(a) <= wall(b) else -count)
