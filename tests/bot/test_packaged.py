"""The packaged facts: 99 communes, and the working days of the years that are listed."""

import re
from datetime import date, datetime, timedelta

from bot import public_holidays
from bot.packaged import calendar, overridden, units
from handlers.casework.worktime import SATURDAYS, ZONE, Office, is_working

OFF_2026 = "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24"
WEEKENDS_2026 = "01-03 02-14 02-21 04-25 04-26 05-02 08-29"
ON_2026 = "01-10 08-22"
OFF_2027 = "01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24"
WEEKENDS_2027 = "02-06 02-07 05-01"


def days(year: int, text: str) -> set[date]:
    return {date.fromisoformat(f"{year}-{day}") for day in text.split()}


def test_there_are_45_phuong_and_54_xa_with_codes_of_their_own() -> None:
    kinds = [unit.kind for unit in units().units]

    assert (kinds.count("phuong"), kinds.count("xa")) == (45, 54)
    assert len({unit.code for unit in units().units}) == len({unit.name for unit in units().units}) == 99
    assert all(re.fullmatch(r"0[79]\d{3}", unit.code) for unit in units().units)


def test_every_name_opens_with_its_kind() -> None:
    titles = {"phuong": "Phường ", "xa": "Xã "}

    assert all(unit.name.startswith(titles[unit.kind]) for unit in units().units)


def test_313_old_communes_of_18_districts_went_into_them() -> None:
    merged = [old for unit in units().units for old in unit.merged]

    assert len(merged) == len(set(merged)) == 313
    assert len(units().districts()) == 18
    assert {district for _, district in merged} == set(units().districts())


def test_twelve_xa_that_became_phuong_keep_their_earlier_name() -> None:
    renamed = [unit for unit in units().units if unit.former]

    assert len(renamed) == 12
    assert all(unit.kind == "phuong" and unit.former[0].startswith("Xã ") for unit in renamed)


def test_a_unit_names_first_the_district_that_most_of_it_came_from() -> None:
    da_mai = units().get("07228")

    assert da_mai is not None
    assert da_mai.districts == ("Thành phố Bắc Giang", "Huyện Tân Yên")
    assert ("Xã Quế Nham", "Huyện Tân Yên") in da_mai.merged


def test_the_days_off_of_2026_are_those_that_the_government_set() -> None:
    """On weekends stand the holidays, and the Saturdays inside a break that was announced as a whole."""
    assert {day for day in calendar().off if day.year == 2026} == days(2026, f"{OFF_2026} {WEEKENDS_2026}")
    assert {day for day in calendar().on if day.year == 2026} == days(2026, ON_2026)
    assert {day for day in days(2026, WEEKENDS_2026) if day.weekday() < 5} == set()


def test_the_days_off_of_2027_are_listed_and_said_to_be_an_estimate() -> None:
    assert {day for day in calendar().off if day.year == 2027} == days(2027, f"{OFF_2027} {WEEKENDS_2027}")
    assert {day for day in calendar().on if day.year == 2027} == set()
    assert calendar().settled == {2025, 2026}


def test_the_breaks_of_2026_are_as_long_as_they_were_announced_for_a_unit_with_saturdays_too() -> None:
    """Four days at New Year, nine at Tết, three at Giỗ Tổ, four around 1 May, five at 2 September."""
    for first, length in (("01-01", 4), ("02-14", 9), ("04-25", 3), ("04-30", 4), ("08-29", 5)):
        start = date.fromisoformat(f"2026-{first}")
        office = Office(calendar(), SATURDAYS)
        closed = [not office.openings(start + timedelta(days=at)) for at in range(-1, length + 1)]

        assert closed == [False, *[True] * length, False], first


def test_the_swap_that_the_holidays_package_lacks_is_there() -> None:
    assert not is_working(date(2026, 1, 2), calendar())
    assert is_working(date(2026, 1, 10), calendar())


def test_the_year_before_and_the_years_after_are_listed_too() -> None:
    assert calendar().covers == (2025, 2031)
    assert {day.year for day in calendar().off} == set(range(2025, 2032))
    assert days(2025, "01-27 01-28 01-29 01-30 01-31 04-07 05-02 09-01 09-02") <= calendar().off
    assert date(2025, 4, 26) in calendar().on
    assert days(2027, "02-04 02-05 02-08 02-09 02-10 04-16 05-03 11-24") <= calendar().off


def test_only_weekends_are_worked_in_exchange_and_no_day_is_both() -> None:
    assert all(day.weekday() >= 5 for day in calendar().on)
    assert not calendar().off & calendar().on


def test_the_override_wins_over_the_package_both_ways() -> None:
    friday, saturday, monday = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 30)

    made = overridden({monday}, {saturday}, {friday: False, saturday: False, monday: True})

    assert made.off == {friday, saturday}
    assert made.on == frozenset()


def test_a_holiday_on_a_weekend_stays_in_the_calendar_for_units_that_open_then() -> None:
    saturday, sunday = date(2026, 11, 28), date(2026, 11, 29)

    assert overridden({saturday}, set(), {}).off == {saturday}
    assert overridden({saturday, sunday}, {sunday}, {saturday: True}).off == frozenset()
    assert overridden({saturday, sunday}, {sunday}, {saturday: True}).on == {saturday, sunday}


def test_five_working_days_after_20_november_2026_end_on_the_30th() -> None:
    friday = datetime(2026, 11, 20, 10, 0, tzinfo=ZONE)

    assert Office(calendar()).due(friday, 5) == datetime(2026, 11, 30, 17, 0, tzinfo=ZONE)


def test_the_holidays_that_are_kept_are_those_of_the_package() -> None:
    """If not: python -m bot.public_holidays, then look at what changed."""
    assert public_holidays.kept() == public_holidays.asked(
        range(public_holidays.FIRST_YEAR, public_holidays.LAST_YEAR + 1)
    )
