"""The day by which something is to be done, as people write it; equal to a plodding search for days and months."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import packaged
from handlers.flows.task_giving import units_in
from handlers.talk.due_days import find_due

THURSDAY = date(2026, 11, 26)
DIRECTORY = packaged.units().at(THURSDAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("xong trước 15/12", date(2026, 12, 15)),
        ("trước ngày 5 tháng 1", date(2027, 1, 5)),
        ("hạn 31/12/2026", date(2026, 12, 31)),
        ("ngày mai", date(2026, 11, 27)),
        ("hôm nay", THURSDAY),
        ("thứ Sáu", date(2026, 11, 27)),
        ("trước thứ Tư", date(2026, 12, 2)),
        ("by Monday", date(2026, 11, 30)),
        ("by 5 January", date(2027, 1, 5)),
        ("26/11", THURSDAY),
        ("25/11", date(2027, 11, 25)),
    ],
)
def test_a_day_is_the_next_one_of_its_name(text: str, day: date) -> None:
    assert find_due(text, THURSDAY, answer=True) == day


@pytest.mark.parametrize("text", ["hôm qua", "25/11/2026", "31/2", "sớm nhất có thể", "", "thứ Sáu tuần trước"])
def test_what_is_past_or_no_day_is_none(text: str) -> None:
    assert find_due(text, THURSDAY, answer=True) is None


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(today=st.dates(date(2026, 1, 1), date(2028, 12, 31)), ahead=st.integers(0, 363))
def test_a_day_and_month_is_the_first_such_day_that_comes(today: date, ahead: int) -> None:
    meant = today + timedelta(days=ahead)

    assert find_due(f"xong trước {meant.day}/{meant.month}", today, answer=True) == meant


def names(text: str, *, answer: bool = False) -> list[str]:
    """Give the names of the units that a text names."""
    found = (DIRECTORY.get(code) for code in units_in(text, DIRECTORY, answer=answer))
    return [unit.name for unit in found if unit is not None]


def test_units_are_found_in_a_sentence_and_all_of_them_at_once() -> None:
    assert names("Giao Tân Yên, xã Nhã Nam và Phúc Hoà báo cáo trước thứ Sáu") == [
        "Xã Tân Yên", "Xã Nhã Nam", "Xã Phúc Hòa"
    ]  # fmt: skip
    assert names("ra soat thu tuc hanh chinh, tong hop so lieu") == []
    assert len(names("Tất cả các xã, phường họp dân")) == 99


def test_an_answer_of_which_one_part_is_unclear_names_nothing() -> None:
    assert names("da mai, nha nam", answer=True) == ["Phường Đa Mai", "Xã Nhã Nam"]
    assert names("da mai, xa khong co that", answer=True) == []
