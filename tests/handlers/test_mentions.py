"""Counters and case codes are found in a sentence; telephones, identity numbers and money are not taken for them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.talk.mentions import code_in, counter_in


@pytest.mark.parametrize(
    ("text", "counter"),
    [
        ("anh ngồi quầy số 3", "3"),
        ("quầy 03 xử lý chậm", "3"),
        ("bàn 2 không có ai", "2"),
        ("ban so 4 khong co nguoi", "4"),
        ("ra quay so hai", "2"),
        ("cửa số 5", "5"),
        ("the clerk at counter 4", "4"),
        ("counter no. 12", "12"),
        ("quầy một cửa đông quá", None),
        ("đến một cửa 3 lần", None),
        ("quay 3 lan khong xong", None),
        ("tôi bán 2 thửa đất", None),
        ("bạn 2 tuổi", None),
        ("quầy 15/9", None),
        ("", None),
    ],
)
def test_the_counter_is_found(text: str, counter: str | None) -> None:
    assert counter_in(text) == counter


@pytest.mark.parametrize(
    "text",
    [
        "123-456-789",
        "123456789",
        "123 456 789",
        "mã 123 456 789 đến đâu rồi",
        "mã số: 123.456.789",
        "case 123456789 please",
        "hồ sơ 123-456-789 15 ngày rồi",
        "mã 123456789 2 tuần chưa trả lời",
    ],
)
def test_a_code_is_found(text: str) -> None:
    assert code_in(text) == "123456789"


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "0912 345 678",
        "+84 912 345 678",
        "+84912345678",
        "cccd 024180000001",
        "024 180 000 001",
        "cmnd 024180001",
        "cmnd số 024180001",
        "stk 123456789",
        "150000000 đồng",
        "150.000.000đ",
        "phạt 123.456.789",
        "tôi có 123 456 789",
        "12345678",
        "1234567890",
        "123-456-7890",
        "000123",
    ],
)
def test_another_number_is_no_code(text: str) -> None:
    assert code_in(text) is None


@settings(deadline=None)
@given(st.text(alphabet="0123456789-. +mãquầybànsố/:đ", max_size=60))
def test_any_text_is_searched(text: str) -> None:
    code, counter = code_in(text), counter_in(text)

    assert code is None or (len(code) == 9 and code.isdigit())
    assert counter is None or 0 < int(counter) < 100
