"""Cleaning and folding what people type, letter by letter."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.folding import clean, fold, words

ANY = st.text(max_size=200)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Nguyễn Thị Đào", "nguyen thi dao"),
        ("ĐẮK LẮK", "dak lak"),
        ("huỷ hủy", "huy huy"),
        ("Xã  Tân\tYên\n", "xa tan yen"),
        ("ươ ƯƠ ăâêô", "uo uo aaeo"),
        ("quầy №3", "quay №3"),
        ("", ""),
        (" ", ""),
    ],
)
def test_marks_capitals_and_spaces_are_folded_away(typed: str, folded: str) -> None:
    assert fold(typed) == folded
    assert fold(unicodedata.normalize("NFD", typed)) == folded


def test_every_vietnamese_vowel_folds_to_its_plain_letter() -> None:
    marks = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    for letters, plain in (("aăâ", "a"), ("eê", "e"), ("i", "i"), ("oôơ", "o"), ("uư", "u"), ("y", "y")):
        for letter in letters:
            for mark in marks:
                for form in ("NFC", "NFD"):
                    written = unicodedata.normalize(form, letter + mark)
                    assert fold(written) == fold(written.upper()) == plain


@pytest.mark.parametrize(
    ("typed", "said"),
    [("“Gửi đi!”", "gui di"), ("123-456-789", "123 456 789"), ("a_b", "a b"), ("…", ""), ("👍", ""), ("1.", "1")],
)
def test_only_letters_and_digits_count_as_words(typed: str, said: str) -> None:
    assert words(typed) == said


@given(ANY)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert words(words(text)) == words(text)
    assert words(fold(text)) == words(text)


@given(ANY)
@example("qua\u200b\u0300y")  # a mark that meets its letter only once the hidden sign between them is gone
def test_cleaning_twice_is_cleaning_once_and_comes_out_composed(text: str) -> None:
    once = clean(text)

    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


@given(ANY)
def test_cleaning_takes_no_letter_digit_or_sign_away(text: str) -> None:
    """What is lost is only what cannot be seen: letters stay, in the same order."""
    seen = [letter for letter in unicodedata.normalize("NFC", text) if unicodedata.category(letter)[0] in "LNPS"]

    assert [letter for letter in clean(text) if unicodedata.category(letter)[0] in "LNPS"] == seen


@pytest.mark.parametrize(
    "hidden",
    [
        *("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f"),
        *("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\x00", "\x07", "\x1b", "\x7f", "\x85", "\u061c", "\u00ad"),
    ],
)
def test_what_hides_or_turns_words_around_is_taken_out(hidden: str) -> None:
    assert clean(f"quầy{hidden} 3{hidden}") == "quầy 3"


@pytest.mark.parametrize("broken", ["\ud800", "a\ud83d", "\udc00b"])
def test_half_a_letter_becomes_a_question_mark_that_can_be_stored(broken: str) -> None:
    assert clean(f"quầy {broken} 3").encode().decode().replace("a", "").replace("b", "") == "quầy ? 3"


def test_lines_stay_lines_however_they_end() -> None:
    assert clean("một\r\nhai\rba\nbốn") == "một\nhai\nba\nbốn"
    assert clean("\n một \n") == "một"
    assert clean("cột\tcột") == "cột\tcột"


def test_emoji_that_are_joined_fall_apart_but_stay() -> None:
    assert clean("👨\u200d👩") == "👨👩"


@given(ANY)
def test_folding_letter_by_letter_is_folding_the_whole(text: str) -> None:
    marked = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(mark for mark in marked if not unicodedata.combining(mark))

    assert fold(text) == re.sub(r"\s+", " ", bare).strip()
