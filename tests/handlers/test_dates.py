"""The day on which something happened is found in a story and in an answer, in all the ways people write it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.talk.dates import DayProblem, find_day, names_unreal_day, read_day

SUNDAY = date(2026, 11, 22)
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hôm nay", SUNDAY),
        ("sáng nay tôi ra phường", SUNDAY),
        ("hom qua", date(2026, 11, 21)),
        ("hqua", date(2026, 11, 21)),
        ("sáng qua", date(2026, 11, 21)),
        ("tối qua", date(2026, 11, 21)),
        ("hôm kia", FRIDAY),
        ("hôm kìa", date(2026, 11, 19)),
        ("today", SUNDAY),
        ("yesterday", date(2026, 11, 21)),
        ("the day before yesterday", FRIDAY),
        ("15/9", date(2026, 9, 15)),
        ("15/9/2025", date(2025, 9, 15)),
        ("15-9-2026", date(2026, 9, 15)),
        ("15.9.26", date(2026, 9, 15)),
        ("2026-09-15", date(2026, 9, 15)),
        ("15/9 năm ngoái", date(2025, 9, 15)),
        ("25/12", date(2025, 12, 25)),
        ("29/2", date(2024, 2, 29)),
        ("ngày 3 tháng 10", date(2026, 10, 3)),
        ("ngay 3 thang 10 nam 2025", date(2025, 10, 3)),
        ("hôm 15", date(2026, 11, 15)),
        ("hôm 25", date(2026, 10, 25)),
        ("ngày 15 tháng trước", date(2026, 10, 15)),
        ("thứ 6", FRIDAY),
        ("thu 6", FRIDAY),
        ("sáng t6", FRIDAY),
        ("thứ sáu tuần trước", date(2026, 11, 13)),
        ("thứ 2 tuần này", date(2026, 11, 16)),
        ("chủ nhật", SUNDAY),
        ("chủ nhật vừa rồi", date(2026, 11, 15)),
        ("last friday", FRIDAY),
        ("on Monday", date(2026, 11, 16)),
        ("3 ngày trước", date(2026, 11, 19)),
        ("ba ngay truoc", date(2026, 11, 19)),
        ("cách đây 2 tuần", date(2026, 11, 8)),
        ("a week ago", date(2026, 11, 15)),
        ("15 Sep", date(2026, 9, 15)),
        ("15th of September 2025", date(2025, 9, 15)),
        ("September 15th", date(2026, 9, 15)),
        ("5 May", date(2026, 5, 5)),
    ],
)
def test_a_day_is_found_in_a_story_and_in_an_answer(text: str, day: date) -> None:
    assert find_day(text, SUNDAY) == day
    assert read_day(text, SUNDAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("nop ho so tach thua tu 12/9 hen 3/10 tra ma den nay chua thay goi", date(2026, 10, 3)),
        ("hẹn trả 3/10 mà tôi nộp từ 12/9", date(2026, 10, 3)),
        ("nộp 20/11 hẹn 28/11 trả", FRIDAY),
        ("tôi sinh ngày 2/9/1950, hôm 15/9 ra phường", date(2026, 9, 15)),
        ("nộp 12/9 đến hôm nay vẫn chưa có", date(2026, 9, 12)),
        ("thứ 3 ngày 15/9 tôi đến", date(2026, 9, 15)),
        ("12/9 hồ sơ đã đủ", date(2026, 9, 12)),
        ("ngày 31/2 rồi 15/9", date(2026, 9, 15)),
    ],
)
def test_of_several_days_the_latest_past_one_counts(text: str, day: date) -> None:
    assert find_day(text, SUNDAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "2/3 số hộ đồng ý",
        "chỉ có 5/12 hộ dân",
        "1/2 diện tích",
        "làm việc 24/7",
        "chấm 9/10",
        "9/10 điểm",
        "nhà ở ngõ 5/12",
        "quyết định số 15/9",
        "QĐ 01/2017/QĐ-UBND",
        "nghị định 118/2025",
        "lần thứ ba mới trả lời",
        "Thứ nhất, thiếu ghế. Thứ hai, quạt hỏng",
        "thu 5 triệu",
        "thu 5 trieu",
        "mỗi thứ 7",
        "mở thêm một buổi sáng thứ bảy",
        "open on Saturday mornings",
        "ba hôm nay",
        "tới nay chưa có",
        "toi qua phuong hoi",
        "đi lại 2-3 lần",
        "từ 3-4 ngày",
        "1.5 triệu",
        "co 5 may hong",
        "3 tháng 10 ngày",
        "mỗi ngày 15 hồ sơ",
        "1 ngày 8 tiếng",
        "Mã 123-456-789",
        "cccd 024180000001",
        "0912-345-678",
        "Chờ từ 8h đến 11h",
        "tuần trước",
        "31/2",
        "15/13",
        "hẹn 28/11 trả",
        "ngày mai",
        "15/9/2030",
        "sinh ngày 1/1/1950",
        "",
    ],
)
def test_a_story_may_name_no_day_that_has_been(text: str) -> None:
    assert find_day(text, SUNDAY) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("15-9", date(2026, 9, 15)),
        ("22.11", SUNDAY),
        ("sang qua", date(2026, 11, 21)),
        ("hôm 15-9 ạ, ở quầy 3", date(2026, 9, 15)),
        ("31/2", DayProblem.IMPOSSIBLE),
        ("31/2/2026", DayProblem.IMPOSSIBLE),
        ("15/13", DayProblem.IMPOSSIBLE),
        ("00/00/0000", DayProblem.IMPOSSIBLE),
        ("ngày mai", DayProblem.FUTURE),
        ("mai", DayProblem.FUTURE),
        ("tuần sau", DayProblem.FUTURE),
        ("thứ 7 tuần sau", DayProblem.FUTURE),
        ("15/9/2030", DayProblem.FUTURE),
        ("1/1/2019", DayProblem.TOO_OLD),
        ("ngày 2/9/1945", DayProblem.TOO_OLD),
        ("15/9/98", DayProblem.TOO_OLD),
        ("1/1/0001", DayProblem.TOO_OLD),
        ("29/2/2025", DayProblem.IMPOSSIBLE),
        ("2026-13-45", DayProblem.IMPOSSIBLE),
        ("hôm 31/2 em lên nộp mà không ai tiếp", DayProblem.IMPOSSIBLE),
        ("15/9/27", DayProblem.FUTURE),
        ("31/2 à không, 1/3", date(2026, 3, 1)),
        ("không nhớ", None),
        ("tuần trước", None),
        ("quầy số 3", None),
        ("2/3 số hộ", None),
        ("", None),
    ],
)
def test_an_answer_is_a_day_or_says_what_is_wrong_with_it(text: str, answer: date | DayProblem | None) -> None:
    assert read_day(text, SUNDAY) == answer


def test_five_years_back_is_the_limit() -> None:
    assert read_day("22/11/2021", SUNDAY) == date(2021, 11, 22)
    assert read_day("20/11/2021", SUNDAY) is DayProblem.TOO_OLD


def test_a_weekday_is_today_only_without_a_word_for_the_last_one() -> None:
    assert find_day("thứ 6", FRIDAY) == FRIDAY
    assert find_day("last friday", FRIDAY) == FRIDAY - timedelta(days=7)


def test_only_the_beginning_of_an_endless_text_counts() -> None:
    assert find_day("hôm qua " + "x " * 50_000 + "hôm nay", SUNDAY) == date(2026, 11, 21)


@settings(deadline=None)
@given(st.text(), st.dates())
def test_any_text_on_any_day_is_read_the_same_way_twice(text: str, today: date) -> None:
    found = find_day(text, today)

    assert found == find_day(text, today)
    assert found is None or found <= today
    assert read_day(text, today) == read_day(text, today)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "ngày",
                "hôm",
                "qua",
                "nay",
                "thứ",
                "6",
                "15/9",
                "31/2",
                "9999",
                "tháng",
                "năm",
                "trước",
                "tuần",
                "sau",
                "99/99/99",
                "sep",
                "of",
                "3",
                "-",
                ".",
                "/",
                "ago",
            ]
        ),
        max_size=12,
    ),
    st.dates(),
)
def test_any_mix_of_words_for_days_gives_a_day_in_the_past_or_none(words: list[str], today: date) -> None:
    found = find_day(" ".join(words), today)

    assert found is None or (found <= today and (today - found).days <= 5 * 366)
    assert isinstance(read_day(" ".join(words), today), date | DayProblem | None)


@settings(deadline=None)
@given(st.dates(min_value=SUNDAY - timedelta(days=1800), max_value=SUNDAY))
def test_every_day_of_the_last_years_is_read_back(day: date) -> None:
    for written in (f"{day.day}/{day.month}/{day.year}", f"ngày {day.day} tháng {day.month} năm {day.year}", str(day)):
        assert read_day(written, SUNDAY) == day


@pytest.mark.parametrize("text", ["Ngày 31/2 tôi nộp hồ sơ", "nop ngay 31 thang 11 ma chua tra", "hẹn 29/2/2025 trả"])
def test_a_day_that_no_calendar_has_is_noticed_in_a_story(text: str) -> None:
    assert names_unreal_day(text)
    assert find_day(text, SUNDAY) is None


@pytest.mark.parametrize(
    "text",
    ["nộp 29/2 hẹn 3/10", "2/3 số hộ đồng ý", "mở 24/7", "ngõ 31/2 đường Lê Lợi", "hôm qua", "", "hẹn 31/12 trả"],
)
def test_days_that_exist_and_numbers_that_are_no_days_are_let_be(text: str) -> None:
    assert not names_unreal_day(text)
