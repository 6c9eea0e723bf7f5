"""Without buttons everything is still there: each verb can be typed by its form or its label, in each language."""

from datetime import datetime

import pytest

from bot import packaged
from handlers.casework.views import PostView
from handlers.talk.events import Address, Event, Tap, Text
from handlers.talk.facts import Facts, Language, Person
from handlers.talk.says import Button, Code, Say
from handlers.talk.typed import KEYS, NEEDS_CODE, understand
from storage.times import ZONE
from tests.house_under_test import VOICE

CODE = "123456789"
CITIZEN = Person(id=1, consented=True)
OFFICIAL = CITIZEN.model_copy(update={"posts": (PostView(id="head-07339", kind="head", unit="Xã Tân Yên"),)})
COMMITTEE = CITIZEN.model_copy(update={"posts": (PostView(id="standing", kind="standing"),)})
LANGUAGES: tuple[Language, ...] = ("vi", "en")


def meant(text: str, person: Person, language: Language) -> object:
    """Give what is understood of typed words where no choice is open."""
    facts = Facts(
        directory=packaged.units(),
        label=lambda button: VOICE.label(language, button),
        known=VOICE.known,
        person=person,
        language=language,
    )
    at = datetime(2026, 11, 16, 9, tzinfo=ZONE)
    sender = Address(channel="line", user="1")
    return understand((), Event(id="1", sender=sender, body=Text(text=text), at=at, code=CODE), facts).body


def who_has(step: str) -> Person:
    """Give a person to whom such a button is sent."""
    return COMMITTEE if step.startswith("digest.") else OFFICIAL if step.startswith("desk.") else CITIZEN


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", sorted(KEYS))
def test_what_is_shown_to_type_does_what_the_button_does(step: str, language: Language) -> None:
    case = CODE if KEYS[step].startswith(NEEDS_CODE) else ""
    typed = VOICE.typed(language, Button(step=step, value=case, key=f"button.{step}"))

    assert typed is not None
    got = meant(typed, who_has(step), language)
    # "reply" and "answer" are one verb; the desk tells them apart by who is talking.
    assert got == Tap(step="desk.answer" if step == "case.reply" and language == "vi" else step, value=case)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", sorted(step for step in KEYS if VOICE.text("vi", f"button.{step}") != "…"))
def test_the_label_of_a_button_and_the_code_do_what_the_button_does(step: str, language: Language) -> None:
    case = CODE if KEYS[step].startswith(NEEDS_CODE) else ""
    label = VOICE.label(language, Button(step=step, value=case, key=f"button.{step}"))

    got = meant(f"{label} 123-456-789" if case else label, who_has(step), language)

    assert isinstance(got, Tap)
    assert got.value == case
    assert got.step in {
        step,
        "desk.answer" if step == "case.reply" else step,
        "menu.status" if "show" in step else step,
    }


@pytest.mark.parametrize(
    "label", ["Việc quá hạn (7)", "viec qua han (7)", "Điểm sáng (2)", "Theo đơn vị", "By category"]
)
def test_the_buttons_of_a_digest_are_typed_by_their_labels(label: str) -> None:
    got = meant(label, COMMITTEE, "vi")

    assert isinstance(got, Tap)
    assert got.step.startswith("digest.")


def test_the_overdue_cases_of_an_official_are_those_on_the_desk() -> None:
    assert meant("việc quá hạn", OFFICIAL, "vi") == Tap(step="desk.overdue")


def test_what_is_pushed_to_a_terminal_shows_verbs_instead_of_numbers() -> None:
    code = Code(code=CODE)
    hint = Say(key="desk.typed_hint", args={"code": code})
    buttons = tuple(Button(step=step, value=CODE, key=f"button.{step}") for step in ("desk.accept", "desk.open"))
    pushed = Say(key="notice.withdrawn", args={"code": code}, lines=(hint,), buttons=buttons)

    text = VOICE.by_verb(pushed, "vi").text

    assert text.splitlines()[-2:] == ["• nhận 123-456-789", "• mở 123-456-789"]
    assert "Hoặc gõ" not in text
    assert "1." not in text
