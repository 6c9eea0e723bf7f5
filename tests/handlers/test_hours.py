"""Opening hours as people write them, read and written again."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.casework.hours import UnclearHours, read_hours, written
from handlers.casework.worktime import ORDINARY, SATURDAYS, Hours

BOTH = ((450, 690), (780, 1020))
MORNING = ((450, 690),)


@pytest.mark.parametrize(
    "text",
    [
        "T2-T6 07:30-11:30 13:00-17:00; T7 07:30-11:30",
        "t2-t6: 7h30-11h30, 13h-17h; t7: 7h30-11h30",
        "Mon-Fri 7:30-11:30, 13:00-17:00, Sat 7:30-11:30",
        "Thứ 2 đến thứ 6: sáng 7h30 – 11h30, chiều 13h00 – 17h00; thứ bảy: sáng 7h30 - 11h30",
        "từ Thứ Hai - Thứ Sáu 7.30-11.30 và 13.00-17.00\nThứ Bảy 7.30-11.30",
        "Monday to Friday 7:30-11:30 and 13-17; Saturday 7:30-11:30",
        "T2,T3,T4,T5,T6,T7 7g30-11g30; T2-T6 13-17",
        "T7:7:30-11:30; T2-T6:13 giờ - 17 giờ 00, 7 giờ 30 - 11 giờ 30",
    ],
)
def test_one_week_is_read_however_it_is_written(text: str) -> None:
    assert read_hours(text) == SATURDAYS


def test_days_that_are_not_named_are_closed_and_sunday_is_cn() -> None:
    assert read_hours("T2 8:00-12:00; CN 9:00-10:00").week == (((480, 720),), (), (), (), (), (), ((540, 600),))


def test_an_english_thursday_is_not_a_vietnamese_day_number() -> None:
    assert read_hours("Thu 7:30-11:30").week[3] == MORNING


def test_hours_are_written_with_like_days_together() -> None:
    assert written(ORDINARY) == "T2-T6 07:30-11:30 13:00-17:00"
    assert written(SATURDAYS) == "T2-T6 07:30-11:30 13:00-17:00; T7 07:30-11:30"
    assert written(Hours(week=(BOTH, BOTH, MORNING, BOTH, (), (), MORNING))) == (
        "T2-T3 07:30-11:30 13:00-17:00; T4 07:30-11:30; T5 07:30-11:30 13:00-17:00; CN 07:30-11:30"
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "there is nothing in it"),
        (" ; ", "there is nothing in it"),
        ("T2-T6", "no time stands at the end"),
        ("T2 7:30-11:30; T3", "no time stands at the end"),
        ("7:30-11:30", "no day stands before 7:30-11:30"),
        ("T2 11:30-7:30", "11:30-7:30 ends before it begins"),
        ("T2 7:30-7:30", "ends before it begins"),
        ("T2 25:00-26:00", "25:00 is no time of the day"),
        ("T2 7:30-24:00", "24:00 is no time of the day from 00:00 to 23:59"),
        ("T2 7:30-11:60", "11:60 is no time of the day"),
        ("T2 7:30", "7:30 is only one end of an opening"),
        ("T2 7:30-", "nothing is no time of the day"),
        ("T2-T6 7:30-11:30 11:00-17:00", "T2 has two openings that overlap"),
        ("T7-CN 7:30-11:30", "no opening from Monday to Friday"),
        ("T6-T2 7:30-11:30", "t6-t2 ends before it begins: a week goes from T2 to CN"),
        ("T9 7:30-11:30", "“t9” is neither a day nor a time"),
        ("mỗi ngày 7:30-11:30", "“moi” is neither a day nor a time"),
        ("T2-T4-T6 7:30-11:30", "“t4-t6” is neither a day nor a time"),
    ],
)
def test_hours_that_are_unclear_are_refused_with_what_is_wrong_and_an_example(text: str, what: str) -> None:
    with pytest.raises(UnclearHours) as error:
        read_hours(text)

    assert what in str(error.value)
    assert "write it like T2-T6 07:30-11:30 13:00-17:00; T7 07:30-11:30" in str(error.value)


DAY = st.lists(st.integers(0, 1439), unique=True, max_size=8).map(
    lambda ends: tuple(zip(*[iter(sorted(ends[: len(ends) // 2 * 2]))] * 2, strict=True))
)
WEEKS = st.tuples(*[DAY] * 7).filter(lambda week: any(week[:5]))


@given(WEEKS)
def test_what_is_written_is_read_as_the_same_hours(week: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    hours = Hours(week=week)

    assert read_hours(written(hours)) == hours


@given(st.text(alphabet="T2345678CNMon-Fri:;, hg.–0139àứ\n", max_size=40))
def test_any_text_gives_hours_or_is_refused_in_words(text: str) -> None:
    with suppress(UnclearHours):
        hours = read_hours(text)
        assert read_hours(written(hours)) == hours
