"""The packaged facts: 99 communes, and the working days of the years that are listed."""

import re
from datetime import date, datetime

from bot.packaged import calendar, overridden, units
from handlers.casework.worktime import ZONE, due, is_working

OFF_2026 = "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24"
ON_2026 = "01-10 08-22"


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


def test_the_working_days_of_2026_are_those_that_the_government_set() -> None:
    assert {day for day in calendar().off if day.year == 2026} == days(2026, OFF_2026)
    assert {day for day in calendar().on if day.year == 2026} == days(2026, ON_2026)


def test_the_swap_that_the_holidays_package_lacks_is_there() -> None:
    assert not is_working(date(2026, 1, 2), calendar())
    assert is_working(date(2026, 1, 10), calendar())


def test_the_year_before_and_the_years_after_are_listed_too() -> None:
    assert calendar().covers == (2025, 2031)
    assert {day.year for day in calendar().off} == set(range(2025, 2032))
    assert days(2025, "01-27 01-28 01-29 01-30 01-31 04-07 05-02 09-01 09-02") <= calendar().off
    assert date(2025, 4, 26) in calendar().on
    assert days(2027, "02-04 02-05 02-08 02-09 02-10 04-16 05-03 11-24") <= calendar().off


def test_only_departures_from_the_usual_week_are_kept() -> None:
    assert all(day.weekday() < 5 for day in calendar().off)
    assert all(day.weekday() >= 5 for day in calendar().on)
    assert not calendar().off & calendar().on


def test_the_override_wins_over_the_package_both_ways() -> None:
    friday, saturday, monday = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 30)

    made = overridden({monday}, {saturday}, {friday: False, saturday: False, monday: True})

    assert made.off == {friday}
    assert made.on == frozenset()


def test_five_working_days_after_20_november_2026_end_on_the_30th() -> None:
    friday = datetime(2026, 11, 20, 10, 0, tzinfo=ZONE)

    assert due(friday, 5, calendar()) == datetime(2026, 11, 30, 17, 0, tzinfo=ZONE)
