"""The language of a message is guessed, above all of Vietnamese that was typed without marks."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language_profiles import load
from handlers.folding import fold
from handlers.talk.language import Guess, guess

PROFILES = load()
SAMPLES: list[dict[str, str]] = [
    json.loads(line) for line in Path(__file__).with_name("samples.jsonl").read_text("utf-8").splitlines()
]
SPOKEN = [sample for sample in SAMPLES if any(letter.isalpha() for letter in sample["text"])]


def pieces(language: str, count: int) -> list[str]:
    """Give all samples of a language cut into so many words each, without marks."""
    return [
        " ".join(words[at : at + count])
        for sample in SPOKEN
        if sample["lang"] == language
        for words in [fold(sample["text"]).split()]
        for at in range(0, len(words) - count + 1, count)
    ]


def accuracy(language: str, count: int) -> float:
    texts = pieces(language, count)
    return sum(guess(text, PROFILES).language == language for text in texts) / len(texts)


def test_the_samples_are_all_understood_as_what_they_are() -> None:
    wrong = [
        sample["text"]
        for sample in SPOKEN
        if guess(sample["text"], PROFILES).language != (sample["lang"] if sample["lang"] in {"vi", "en"} else None)
    ]

    assert len(wrong) <= len(SPOKEN) // 100, wrong


@pytest.mark.parametrize(("language", "count", "least"), [("vi", 2, 0.95), ("vi", 3, 0.98), ("vi", 5, 0.99)])
def test_a_few_vietnamese_words_without_marks_suffice(language: str, count: int, least: float) -> None:
    assert accuracy(language, count) >= least


@pytest.mark.parametrize(("language", "count", "least"), [("en", 3, 0.93), ("en", 5, 0.97)])
def test_a_few_english_words_suffice(language: str, count: int, least: float) -> None:
    assert accuracy(language, count) >= least


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("xin chào", "vi"),
        ("alo", "vi"),
        ("cam on", "vi"),
        ("nop ho so roi ma ko ai tra loi", "vi"),
        ("ad oi cho e hoi lam cccd cho be 6t can j k ạ", "vi"),
        ("HO SO CUA TOI QUA HEN", "vi"),
        ("hello", "en"),
        ("thank you", "en"),
        ("The slip says 7 working days", "en"),
        ("I don't know", "en"),
        ("Nobody at xã Tân Yên answers the phone", "en"),
        ("the café is closed", "en"),
    ],
)
def test_the_language_is_certain(text: str, language: str) -> None:
    assert guess(text, PROFILES) == Guess.model_validate({"language": language, "sure": True})


@pytest.mark.parametrize(
    "text", ["我在工业园区上班", "안내받을 수 있나요?", "Привет, как дела", "สวัสดี", "VSIP 我在工作"]
)
def test_another_script_is_certainly_another_language(text: str) -> None:
    assert guess(text, PROFILES) == Guess(language=None, sure=True)


@pytest.mark.parametrize("text", ["", "   ", "123-456-789", "👍👍", "?!", "https://example.org/chao", "@ai", "\ud800"])
def test_there_may_be_nothing_to_go_by(text: str) -> None:
    assert guess(text, PROFILES) == Guess(language=None, sure=False)


def test_a_link_in_english_does_not_make_the_message_english() -> None:
    assert guess("xem o day https://example.org/please/read/the/terms", PROFILES).language == "vi"


def test_one_word_alone_is_never_certain_unless_it_is_a_set_phrase() -> None:
    assert not guess("menu", PROFILES).sure
    assert not guess("certificate", PROFILES).sure


def test_without_profiles_the_easy_cases_still_work() -> None:
    assert guess("ho so cua toi dau roi", None).language == "vi"
    assert guess("where is my certificate", None).language == "en"
    assert guess("certificate", None) == Guess(language=None, sure=False)


def test_only_the_beginning_of_an_endless_text_counts() -> None:
    start = "xin chào các anh chị " * 40

    assert guess(start + "the end is near and it is in English " * 3000, PROFILES) == guess(start, PROFILES)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_guessed_the_same_way_twice(text: str) -> None:
    assert guess(text, PROFILES) == guess(text, PROFILES)


@settings(deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", min_size=1, max_size=40))
def test_langdetect_gives_the_same_answer_every_time(text: str) -> None:
    assert len({guess(text, PROFILES) for _ in range(5)}) == 1
