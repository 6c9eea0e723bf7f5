"""How a say sounds: days and hours, numbers and plurals, codes, posts, and the list for channels without buttons."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.catalogues import LANGUAGES, load
from bot.voice import MISSING, Voice, spaced
from handlers.casework.views import PostView
from handlers.casework.worktime import ZONE
from handlers.flows.report_steps import ask_counter
from handlers.flows.states import Draft
from handlers.talk.ask import choice, say, verb
from handlers.talk.facts import Person
from handlers.talk.says import Attachment, Code, Day, Moment, Post, Say, Word
from tests.fakes.strict_voice import STRICT, facts_for

PLAIN = Voice(
    {
        "vi": {
            "one": "{a}",
            "files": ("{n} tệp",),
            "sent.again": "(gửi lại)",
            "choose.by_number": "Gõ số.",
            "b.yes": "Có",
            "b.no": "Không",
            "button.menu.help": "Trợ giúp",
            "word": "chậm trễ",
            "at": "Ở {unit}",
            "first": "{unit} đây",
        },
        "en": {
            "one": "{a}",
            "files": ("{n} file", "{n} files"),
            "sent.again": "(sent again)",
            "choose.by_number": "Type the number.",
            "b.yes": "Yes",
            "b.no": "No",
            "button.menu.help": "Help",
            "word": "delay",
            "at": "At {unit}",
            "first": "{unit} here",
        },
    }
)
FRIDAY = datetime(2025, 11, 28, 17, 0, tzinfo=ZONE)


def spoken(language: str, argument: object) -> str:
    """Give how an argument is spoken."""
    return PLAIN.text(language, "one", Say.model_validate({"key": "one", "args": {"a": argument}}).args)


@pytest.mark.parametrize(
    ("days", "vi", "en"),
    [
        (0, "17:00 thứ Sáu 28/11", "17:00 on Friday 28 November"),
        (1, "17:00 thứ Bảy 29/11", "17:00 on Saturday 29 November"),
        (2, "17:00 Chủ nhật 30/11", "17:00 on Sunday 30 November"),
        (3, "17:00 thứ Hai 01/12", "17:00 on Monday 1 December"),
        (4, "17:00 thứ Ba 02/12", "17:00 on Tuesday 2 December"),
        (5, "17:00 thứ Tư 03/12", "17:00 on Wednesday 3 December"),
        (6, "17:00 thứ Năm 04/12", "17:00 on Thursday 4 December"),
    ],
)
def test_a_time_is_spoken_with_hour_weekday_and_day(days: int, vi: str, en: str) -> None:
    at = FRIDAY + timedelta(days=days)

    assert spoken("vi", Moment(at=at)) == vi
    assert spoken("en", Moment(at=at)) == en
    assert spoken("vi", Day(day=at.date())) == vi.removeprefix("17:00 ")
    assert spoken("en", Day(day=at.date())) == en.removeprefix("17:00 on ")


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-8)), ZONE])
def test_a_time_is_spoken_as_the_clocks_of_the_province_show_it(zone: timezone) -> None:
    at = datetime(2025, 11, 28, 23, 30, tzinfo=ZONE).astimezone(zone)

    assert spoken("vi", Moment(at=at)) == "23:30 thứ Sáu 28/11"
    assert spoken("en", Moment(at=at)) == "23:30 on Friday 28 November"


def test_early_hours_have_two_digits() -> None:
    assert spoken("vi", Moment(at=datetime(2025, 1, 5, 7, 5, tzinfo=ZONE))) == "07:05 Chủ nhật 05/01"
    assert spoken("en", Day(day=date(2025, 1, 5))) == "Sunday 5 January"


@pytest.mark.parametrize(("code", "said"), [("123456789", "123-456-789"), ("000000001", "000-000-001"), ("", "")])
def test_a_code_is_spoken_in_threes(code: str, said: str) -> None:
    assert spaced(code) == said
    assert spoken("vi", Code(code=code)) == said


@pytest.mark.parametrize(
    ("n", "vi", "en"),
    [(0, "0 tệp", "0 files"), (1, "1 tệp", "1 file"), (2, "2 tệp", "2 files"), (8000, "8.000 tệp", "8,000 files")],
)
def test_plurals_and_thousands_follow_the_language(n: int, vi: str, en: str) -> None:
    assert PLAIN.text("vi", "files", {"n": n}) == vi
    assert PLAIN.text("en", "files", {"n": n}) == en


def test_every_plural_of_the_real_texts_reads_well_for_none_one_and_many() -> None:
    for language in LANGUAGES:
        for key, text in load()[language].items():
            if isinstance(text, tuple):
                assert len(text) == {"vi": 1, "en": 2}[language], key
                assert all(form.strip() for form in text), key


def test_a_word_is_spoken_in_the_language_of_the_sentence() -> None:
    assert spoken("vi", Word(key="word")) == "chậm trễ"
    assert spoken("en", Word(key="word")) == "delay"


def test_a_units_name_is_small_inside_a_vietnamese_sentence_only() -> None:
    for unit, small in (("Xã Tân Yên", "xã Tân Yên"), ("Phường Đa Mai", "phường Đa Mai")):
        assert PLAIN.text("vi", "at", {"unit": unit}) == f"Ở {small}"
        assert PLAIN.text("vi", "first", {"unit": unit}) == f"{unit} đây"
        assert PLAIN.text("en", "at", {"unit": unit}) == f"At {unit}"


@pytest.mark.parametrize("kind", ["officer", "head", "inspector", "department", "mttq", "standing", "member"])
def test_every_post_has_a_name_in_both_languages_with_its_unit_where_it_has_one(kind: str) -> None:
    post = PostView.model_validate(
        {"id": "p", "kind": kind, "unit": "Xã Tân Yên" if kind in ("officer", "head") else ""}
    )

    for language in LANGUAGES:
        named = STRICT.post(language, post)
        assert ("Tân Yên" in named) == bool(post.unit)
        assert "{" not in named
        assert spoken_post(language, post) == named


def spoken_post(language: str, post: PostView) -> str:
    """Give a post as an argument of a sentence."""
    real = Voice({key: {**texts, "one": "{a}"} for key, texts in load().items()})
    return real.text(language, "one", {"a": Post(post=post)})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_begins_with_a_post_begins_with_a_capital(language: str) -> None:
    standing = Post(post=PostView(id="standing", kind="standing"))
    said = STRICT.text(language, "card.extension", {"post": standing, "n": 2})

    assert said[0].isupper()
    assert STRICT.post("vi", standing.post)[0].islower()  # in the middle of a sentence


@pytest.mark.parametrize("key", ["own.next.close", "updates.lapsed", "gathered.own.lapsed"])
def test_a_case_that_nobody_judged_is_said_to_close_with_that_result(key: str) -> None:
    for language, result in (("vi", "“chưa có đánh giá”"), ("en", "“no answer from you”")):
        text = load()[language][key]
        assert all(result in form for form in ((text,) if isinstance(text, str) else text))


def test_a_persons_words_are_never_taken_for_a_pattern() -> None:
    assert spoken("vi", "{n} {code} {0} %s {") == "{n} {code} {0} %s {"


def test_a_text_that_is_missing_leaves_a_gap_and_no_error() -> None:
    assert PLAIN.text("vi", "gone") == MISSING
    assert PLAIN.text("vi", "gone", {"n": 1}) == MISSING


def test_lines_follow_their_sentence_in_order_however_deep() -> None:
    deep = say("one", a="1").model_copy(
        update={"lines": (say("one", a="2").model_copy(update={"lines": (say("one", a="3"),)}), say("one", a="4"))}
    )

    assert PLAIN.message(deep, "vi").text == "1\n2\n3\n4"


def test_a_second_copy_is_marked_as_sent_again() -> None:
    assert PLAIN.message(say("one", a="x"), "vi", again=True).text == "(gửi lại)\nx"
    assert PLAIN.message(say("one", a="x"), "en", again=True).text == "(sent again)\nx"


def test_a_message_carries_its_buttons_what_it_wants_and_its_file() -> None:
    file = Attachment(hash="h", mime="image/jpeg", name="a.jpg")
    asked = say("one", *choice("b", "yes", "no"), verb("menu.help"), want="choice", a="?").model_copy(
        update={"file": file}
    )
    message = PLAIN.message(asked, "en")

    assert [(one.text, one.step, one.value) for one in message.buttons] == [
        ("Yes", "b", "yes"),
        ("No", "b", "no"),
        ("Help", "menu.help", ""),
    ]
    assert (message.want, message.file) == ("choice", file)


def test_without_buttons_the_choices_stand_in_a_numbered_list() -> None:
    asked = say("one", *choice("b", "yes", "no"), a="Đi tiếp?")

    assert PLAIN.numbered(PLAIN.message(asked, "vi"), "vi").text == "Đi tiếp?\n\n1. Có\n2. Không\nGõ số."
    told = PLAIN.message(say("one", a="Xong"), "vi")
    assert PLAIN.numbered(told, "vi") == told


def test_choices_that_are_numbers_get_no_other_numbers_beside_them() -> None:
    """Counter 10 must not read as the tenth choice."""
    asked = ask_counter(Draft(), facts_for(Person()))
    skip = asked.model_copy(update={"buttons": (*asked.buttons, verb("report.skip"))})
    lines = STRICT.numbered(STRICT.message(skip, "vi"), "vi").text.splitlines()

    assert "1  2  3  4  5  6  7  8  9" in lines
    assert "• Bỏ qua" in lines


def test_what_was_not_asked_for_shows_what_can_be_typed_at_any_time() -> None:
    pushed = say("own.hidden", verb("case.show", "123456789"), verb("menu.help"))

    assert "• xem 123-456-789" in STRICT.by_verb(pushed, "vi").text
    assert STRICT.typed("en", verb("desk.accept", "123456789")) == "accept 123-456-789"
    assert STRICT.typed("vi", verb("gone")) is None


def test_all_that_people_type_is_known_in_both_languages() -> None:
    for typed, key in (
        ("huy", "typed.cancel"),
        ("cancel", "typed.cancel"),
        ("tro giup", "typed.help"),
        ("co", "typed.yes"),
    ):
        assert STRICT.known[typed] == key
