"""Working time in cases that a town hall can check by hand; `test_clock.py` walks through the rest."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.casework.worktime import (
    ORDINARY,
    SATURDAYS,
    ZONE,
    Calendar,
    Hours,
    Office,
    add_days,
    is_working,
    later,
    working_days_between,
)
from tests.handlers.minute_clock import wall


def days_of_2026(text: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(f"2026-{day}") for day in text.split())


VIET_NAM = Calendar(
    off=days_of_2026("01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-26 04-27 04-30 05-01 08-31 09-01 09-02 11-24"),
    on=days_of_2026("01-10 08-22"),
)
COUNTER = Office(VIET_NAM)
SATURDAY_COUNTER = Office(VIET_NAM, SATURDAYS)


def at(text: str) -> datetime:
    """Read "11-20 10:00" as a moment of 2026 in Viet Nam, or one with its year."""
    return datetime.fromisoformat(text if text.count("-") == 2 else f"2026-{text}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        ("11-20 10:00", 5, "11-30 17:00"),  # 24/11, the day of Vietnamese culture, is off
        ("11-23 10:00", 1, "11-25 17:00"),
        ("11-19 15:00", 1, "11-20 17:00"),
        ("11-19 15:01", 1, "11-23 17:00"),
        ("11-19 15:00:01", 1, "11-23 17:00"),
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
        ("12-30 09:00", 2, "2027-01-01 17:00"),  # a year of which nothing is listed still has its weekends
        ("12-31 15:30", 1, "2027-01-04 17:00"),
        ("2025-12-31 09:00", 1, "01-05 17:00"),  # over New Year and its swap
        ("2025-12-31 16:00", 1, "01-06 17:00"),
    ],
)
def test_a_limit_ends_when_the_office_closes_on_its_last_working_day(received: str, days: int, expected: str) -> None:
    assert COUNTER.due(at(received), days) == at(expected)


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        ("11-19 10:00", 1, "11-20 17:00"),
        ("11-20 10:00", 1, "11-23 11:30"),  # Saturday is half a day, so Monday's morning is the other half
        ("11-20 10:00", 2, "11-25 11:30"),
        ("11-21 11:30", 1, "11-23 17:00"),  # received in Saturday's opening
        ("11-21 11:30:01", 1, "11-25 17:00"),  # after it: Monday is the day of receipt, Tuesday is off
        ("01-09 09:00", 1, "01-10 17:00"),  # a Saturday worked in exchange has the hours of an ordinary day
        ("01-10 14:59", 1, "01-12 17:00"),
        ("02-13 09:00", 1, "02-21 11:30"),  # two Saturdays beside Tết, unless the calendar closes them
    ],
)
def test_saturday_mornings_count_as_half_a_day_where_a_unit_is_open_then(
    received: str, days: int, expected: str
) -> None:
    """The end of half a day is the end of the morning, not the start of the afternoon."""
    assert SATURDAY_COUNTER.due(at(received), days) == at(expected)


def test_a_holiday_that_falls_on_a_saturday_closes_a_saturday_counter_too() -> None:
    """1 May 2027 is a Saturday; Monday the 3rd is off in its place."""
    workers = Calendar(off=frozenset({date(2027, 4, 30), date(2027, 5, 1), date(2027, 5, 3)}))
    received = at("2027-04-29 09:00")

    assert Office(workers, SATURDAYS).due(received, 1) == at("2027-05-04 17:00")
    assert Office(workers, SATURDAYS).openings(date(2027, 5, 1)) == ()
    assert Office(Calendar(off=workers.off - {date(2027, 5, 1)}), SATURDAYS).due(received, 1) == at("2027-05-04 11:30")


def test_a_saturday_worked_in_exchange_is_worked_even_if_it_is_also_a_holiday() -> None:
    saturday = date(2026, 1, 10)
    both = Calendar(on=frozenset({saturday}), off=frozenset({saturday}))

    assert is_working(saturday, both)
    assert Office(both, SATURDAYS).openings(saturday) == ORDINARY.week[0]


def test_a_day_of_a_limit_is_the_units_own_day() -> None:
    """Six hours a day, Friday mornings only: five days are 1,800 minutes, however they fall."""
    short = ((480, 660), (780, 960))
    office = Office(Calendar(), Hours(week=(short, short, short, short, ((480, 660),), (), ())))

    assert office.hours.day == 360
    assert office.due(at("11-16 09:00"), 3) == at("11-19 16:00")
    assert office.due(at("11-16 09:00"), 4) == at("11-23 11:00")
    assert office.due(at("11-16 09:00"), 5) == at("11-24 11:00")


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(0, "11-17 07:30"), (239, "11-17 11:29"), (240, "11-17 13:00"), (480, "11-18 07:30"), (1920, "11-23 07:30")],
)
def test_a_part_of_a_limit_is_over_with_the_first_minute_that_is_worked_after_it(minutes: int, expected: str) -> None:
    """80 % of five days are 1,920 minutes: four whole days, so it is the fifth morning."""
    assert COUNTER.part(at("11-16 10:00"), minutes) == at(expected)


def test_a_part_that_is_over_with_the_year_ends_in_the_next() -> None:
    assert COUNTER.part(at("12-29 10:00"), 960) == at("2027-01-01 07:30")
    assert COUNTER.due(at("12-29 10:00"), 2) == at("12-31 17:00")


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        ("11-16 10:00:30", 0, "11-16 10:00:30"),
        ("11-16 10:00:30", 1, "11-16 10:01"),
        ("11-16 10:00", 90, "11-16 11:30"),
        ("11-16 10:00", 91, "11-16 13:01"),
        ("11-20 16:00", 61, "11-23 07:31"),
        ("11-21 08:00", 60, "11-23 08:30"),
        ("12-31 16:00", 480, "2027-01-01 16:00"),
    ],
)
def test_working_minutes_after_a_moment_pass_only_while_the_office_is_open(
    start: str, minutes: int, expected: str
) -> None:
    assert COUNTER.after(at(start), minutes) == at(expected)


@pytest.mark.parametrize(
    ("a", "b", "minutes"),
    [
        ("11-16 10:00", "11-16 10:00", 0),
        ("11-16 10:00:59", "11-16 10:01:00", 1),
        ("11-16 11:00", "11-16 14:00", 90),
        ("11-20 16:00", "11-23 08:30", 120),
        ("11-23 08:30", "11-20 16:00", -120),
        ("11-21 08:00", "11-22 20:00", 0),
        ("2025-12-31 16:00", "01-05 08:30", 120),
        ("01-05 08:30", "2025-12-31 16:00", -120),
    ],
)
def test_the_minutes_between_two_moments_are_those_that_were_worked(a: str, b: str, minutes: int) -> None:
    assert COUNTER.minutes_between(at(a), at(b)) == minutes


def test_a_whole_year_between_counts_its_days() -> None:
    """2026 has 261 weekdays; 14 of them are off and two Saturdays are worked."""
    assert COUNTER.minutes_between(at("01-01 00:00"), at("2027-01-01 00:00")) == (261 - 14 + 2) * 480
    assert COUNTER.minutes_between(at("2027-01-01 00:00"), at("01-01 00:00")) == -(261 - 14 + 2) * 480


def test_counting_starts_when_the_day_of_receipt_is_over() -> None:
    assert COUNTER.start(at("11-16 10:00")) == at("11-17 00:00")
    assert COUNTER.start(at("11-20 15:30")) == at("11-24 00:00")


def test_the_hour_counts_where_the_office_is_not_where_the_clock_is() -> None:
    assert COUNTER.day_zero(datetime(2026, 11, 19, 8, 0, tzinfo=UTC)) == date(2026, 11, 19)
    assert COUNTER.day_zero(datetime(2026, 11, 19, 8, 1, tzinfo=UTC)) == date(2026, 11, 20)
    assert COUNTER.day_zero(datetime(2026, 11, 19, 17, 30, tzinfo=UTC)) == date(2026, 11, 20)
    assert later(datetime(2026, 11, 19, 18, 0, tzinfo=UTC), 1, VIET_NAM) == at("11-23 01:00")


def test_the_hour_of_receipt_is_a_setting() -> None:
    office = Office(VIET_NAM, ORDINARY, time(17, 0))

    assert office.day_zero(at("11-19 16:30")) == date(2026, 11, 19)
    assert office.due(at("11-19 16:30"), 1) == at("11-20 17:00")
    assert office.day_zero(at("11-19 17:00:01")) == date(2026, 11, 20)


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


def test_a_moment_without_a_zone_is_refused() -> None:
    naive, aware = datetime(2026, 11, 20, 10, 0), at("11-20 10:00")

    for call in (
        lambda: COUNTER.day_zero(naive),
        lambda: COUNTER.start(naive),
        lambda: COUNTER.due(naive, 1),
        lambda: COUNTER.part(naive, 1),
        lambda: COUNTER.after(naive, 1),
        lambda: COUNTER.minutes_between(naive, aware),
        lambda: COUNTER.minutes_between(aware, naive),
        lambda: later(naive, 1, VIET_NAM),
        lambda: working_days_between(naive, aware, VIET_NAM),
        lambda: working_days_between(aware, naive, VIET_NAM),
    ):
        with pytest.raises(ValueError, match="no time zone"):
            call()


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_days(date(2026, 11, 20), -1, VIET_NAM)
    with pytest.raises(ValueError, match="negative"):
        COUNTER.due(at("11-20 10:00"), -1)


@pytest.mark.parametrize(
    ("week", "what"),
    [
        ((((450, 690),),) * 6, "seven days"),
        (((),) * 5 + (((450, 690),),) * 2, "never open from Monday to Friday"),
        (((),) * 7, "never open"),
        ((((690, 450),),) * 7, "ends after it begins"),
        ((((450, 1440),),) * 7, "before midnight"),
        ((((-1, 450),),) * 7, "ends after it begins"),
        ((((450, 690), (660, 1020)),) * 7, "overlap"),
        ((((780, 1020), (450, 690)),) * 7, "out of order"),
    ],
)
def test_hours_that_no_office_can_keep_are_refused(week: tuple[tuple[tuple[int, int], ...], ...], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        Hours(week=week)


def test_an_office_that_a_calendar_closes_for_a_whole_year_is_refused_and_does_not_hang() -> None:
    shut = Office(Calendar(off=frozenset(date(2026, 1, 1) + timedelta(days=day) for day in range(365))))

    with pytest.raises(ValueError, match="never open in 2026"):
        shut.due(at("11-20 10:00"), 1)


# Days are walked through one by one.

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
