"""Typed instead of tapped: a number, a label, a known word; with or without diacritics, however it is spelt."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogues import LANGUAGES
from handlers import machine
from handlers.casework.views import PostView
from handlers.flows.states import Draft, Idle, Reporting
from handlers.folding import fold, words
from handlers.talk.choices import digits, keypad, pick, verb, yes_or_no
from handlers.talk.events import Tap, Text
from handlers.talk.facts import Person
from handlers.talk.says import Button
from handlers.talk.typed import COMMANDS, NEEDS_CODE, TYPED, understand
from tests.fakes.anything import CODES, POSTS
from tests.fakes.strict_voice import STRICT, event, facts_for

LABELS = ("Gửi đi", "Sửa lại", "Không, để sau", "Huỷ", "Xã Tân Yên (Huyện Tân Yên)", "9 giờ")
OFFERED = tuple(Button(step=f"s{at}", value=str(at), key=label) for at, label in enumerate(LABELS))
PAD = tuple(Button(step="report.counter", value=str(at), key=str(at)) for at in range(1, 10))
SKIP = Button(step="report.skip", key="Bỏ qua")
CITIZEN = Person(id=7, consented=True)


def by_key(button: Button) -> str:
    """Give the label of a button of these tests, which is its key."""
    return button.key


@pytest.mark.parametrize("at", range(len(OFFERED)))
def test_a_choice_is_named_by_its_place_or_its_words(at: int) -> None:
    label = LABELS[at]
    spellings = (
        *(label, fold(label), label.upper(), f"  {label} ", f"{label}.", f"“{label}”"),
        *(unicodedata.normalize("NFD", label), str(at + 1), f"{at + 1}.", f"{at + 1})", f" {at + 1} ", f"0{at + 1}"),
    )

    for typed in spellings:
        assert pick(typed, OFFERED, by_key) is OFFERED[at], typed


@pytest.mark.parametrize(
    "typed",
    ["", " ", "0", "7", "99", "-1", "1.5", "gửi", "đi nhé", "1 2", "²", "…", "huy bo nhe", "so", "so 99", "dao 1"],
)
def test_what_names_no_choice_picks_none(typed: str) -> None:
    assert pick(typed, OFFERED, by_key) is None


@pytest.mark.parametrize(
    "behind", ["ạ", "a", "nhé", "nhe", "luôn", "đi", "rồi ạ", "đi em", "luôn nha ad", "please", " nhé!"]
)
@pytest.mark.parametrize("at", range(len(OFFERED)))
def test_polite_words_behind_an_answer_change_nothing(at: int, behind: str) -> None:
    for typed in (f"{LABELS[at]} {behind}", f"{at + 1} {behind}", f"so {at + 1} {behind}", f"chọn số {at + 1}"):
        assert pick(typed, OFFERED, by_key) is OFFERED[at], typed


def test_a_number_is_a_number_behind_its_word() -> None:
    assert [pick(typed, OFFERED, by_key) for typed in ("so 1", "số 1", "Số 1.", "number 1", "chon 1")] == [
        OFFERED[0]
    ] * 5
    assert pick("số 3", (*PAD, SKIP), by_key) is PAD[2]


SENT = tuple(
    Button(step=step, value=value, key=step)
    for step, value in (("report.confirm", "edit"), ("report.confirm", "send"), ("menu.cancel", ""))
)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "Gửi",
            "gui",
            "gửi đi",
            "gui di",
            "Gửi luôn",
            "gửi luôn đi em",
            "được",
            "duoc",
            "ok",
            "OK nhé",
            "xong",
            "xong rồi ạ",
        ),
        *("yes", "send", "send it please", "done", "đồng ý ạ", "vâng ạ", "dạ được ạ", "đúng rồi"),
    ],
)
@pytest.mark.parametrize("step", ["report.confirm", "desk.send", "transfer.send", "reject.send", "extend.send"])
def test_whoever_agrees_to_what_is_looked_at_sends_it(step: str, typed: str) -> None:
    offered = SENT if step == "report.confirm" else (SENT[0], Button(step=step, value=CODES[0], key=step))

    assert yes_or_no(typed, offered, STRICT.known) is offered[1]


@pytest.mark.parametrize("typed", ["đừng", "Dừng", "đừng gửi", "dừng nhé", "không", "chưa", "khoan", "gửi cho chị Lan"])
def test_whoever_does_not_agree_sends_nothing(typed: str) -> None:
    """Without their marks "đừng" and "dừng" are "đúng"."""
    sure = (Button(step="recuse", value="yes", key="Đúng, tôi xin rút"), *SENT)

    assert yes_or_no(typed, sure, STRICT.known) is None
    assert yes_or_no("dung", sure, STRICT.known) is yes_or_no("Đúng ạ", sure, STRICT.known) is sure[0]


@given(st.text(max_size=30))
def test_nothing_is_picked_that_was_not_offered(typed: str) -> None:
    assert pick(typed, (), by_key) is None
    found = pick(typed, OFFERED, by_key)
    assert found is None or words(typed).startswith(words(found.key)) or str(OFFERED.index(found) + 1) in words(typed)


def test_where_choices_are_numbers_a_number_is_never_the_place_of_another() -> None:
    """Counter 10 is no "skip", though that is the tenth button."""
    offered = (*PAD, SKIP)

    assert pick("3", offered, by_key) is PAD[2]
    assert pick("03.", offered, by_key) is PAD[2]
    assert pick("10", offered, by_key) is None
    assert pick("bo qua", offered, by_key) is SKIP
    assert keypad(map(by_key, offered))
    assert not keypad(map(by_key, OFFERED))


def test_a_two_digit_counter_is_taken_as_typed() -> None:
    draft = Draft.model_validate(
        {"parts": [{"text": "x"}], "category": "delay", "unit": "07339", "happened": "2026-11-20"}
    )
    asked = machine.step(Reporting(draft=draft), event(Tap(step="gone")), facts_for(CITIZEN)).state

    assert [button.key for button in asked.offered].count("report.counter.number") == 9
    for counter in ("10", "12", "quầy số 11"):
        after = machine.step(asked, event(Text(text=counter)), facts_for(CITIZEN)).state
        assert isinstance(after, Reporting)
        assert after.draft.counter == digits(counter)


def test_of_two_choices_called_alike_the_first_is_meant() -> None:
    twins = (Button(step="a", key="Xem"), Button(step="b", key="xem"))

    assert pick("xem", twins, by_key) is twins[0]
    assert pick("2", twins, by_key) is twins[1]


@pytest.mark.parametrize(
    ("typed", "value"), [("có", "yes"), ("Co", "yes"), ("ok", "yes"), ("không", "no"), ("k", "no"), ("chắc thế", None)]
)
def test_yes_and_no_are_understood_where_they_are_asked(typed: str, value: str | None) -> None:
    asked = (Button(step="withdraw", value="yes", key="Rút"), Button(step="withdraw", value="no", key="Giữ"))
    found = yes_or_no(typed, asked, STRICT.known)

    assert (found.value if found else None) == value
    assert yes_or_no(typed, OFFERED, STRICT.known) is None


@pytest.mark.parametrize("code", ["123456789", "123-456-789", "123 456 789", "123.456.789", "#123-456-789"])
def test_a_code_is_read_however_it_is_grouped_and_with_any_verb_before_it(code: str) -> None:
    assert verb(code, STRICT.known) == ("typed.case.show", "123456789")
    assert verb(f" {code}\n", STRICT.known) == ("typed.case.show", "123456789")
    assert verb(f"NHẬN {code}", STRICT.known) == ("typed.desk.accept", "123456789")
    assert verb(f"nhan  {code}", STRICT.known) == ("typed.desk.accept", "123456789")


@pytest.mark.parametrize(
    "text", ["", "12345678", "1234567890", "nhận 12", "xyz 123-456-789", "nhận 123-456-789 nhé", "nhận"]
)
def test_what_is_no_verb_with_a_code_is_left_alone(text: str) -> None:
    assert verb(text, STRICT.known) is None


@pytest.mark.parametrize("key", sorted(TYPED))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_can_be_typed_leads_to_what_its_text_says(key: str, language: str) -> None:
    """Each form in each language; those about a case together with its code."""
    needs_code = key.startswith(NEEDS_CODE)
    for form in STRICT.text(language, key).split("|"):
        typed = f"{form} 123-456-789" if needs_code else form
        for person in (CITIZEN, Person(id=7, consented=True, posts=POSTS[:1])):
            body = understand((), event(Text(text=typed)), facts_for(person)).body
            steps = {TYPED[key], "desk.answer"} if key == "typed.case.reply" else {TYPED[key]}  # "trả lời" is both
            assert isinstance(body, Tap)
            assert body.step in steps
            assert body.value == (CODES[0] if needs_code else "")


@pytest.mark.parametrize("posts", [(), POSTS[:1]])
def test_the_same_word_answers_an_officials_question_and_a_citizens_case(posts: tuple[PostView, ...]) -> None:
    """Whoever has an own question open replies to it; an official with another code answers that case."""
    person = Person(id=7, consented=True, posts=posts)
    typed = event(Text(text="trả lời 123-456-789"))

    assert machine.step(Idle(), typed, facts_for(person, CODES[:1])).state.kind == "replying"
    kinds = [effect.kind for effect in machine.step(Idle(), typed, facts_for(person)).effects]
    assert kinds == (["open_case"] if posts else [])


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_a_verb_in_any_case(name: str) -> None:
    assert COMMANDS[name] in machine.VERBS


def test_only_a_short_text_is_searched_for_a_verb() -> None:
    """The search takes time that grows with the square of the spaces, so that a long text must not reach it."""
    assert verb("nhận" + " " * 60 + "123-456-789", STRICT.known) == ("typed.desk.accept", "123456789")
    assert verb("nhận" + " " * 90 + "123-456-789", STRICT.known) is None
    assert verb(" " * 90_000 + "a", STRICT.known) is None
