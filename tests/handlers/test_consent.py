"""First contact: nothing is kept before a person agrees, and nothing that was typed until then is lost."""

from random import Random
from typing import get_args

import pytest

from handlers import machine
from handlers.casework.effects import Count, ForgetWords, GiveConsent, Part
from handlers.casework.link_effects import Linking
from handlers.flows.consent import MOST_KEPT
from handlers.flows.states import AnyState, Consenting, Guided, Idle, Reporting, Turn
from handlers.talk.events import Body, Command, Contact, Edited, File, Photo, Place, Tap, Text, Unsupported, Voice
from handlers.talk.facts import Person
from handlers.talk.typed import understand
from tests.fakes.anything import ANSWERS, POSTS, STORIES, some_arrival
from tests.fakes.strict_voice import event, facts_for, spoken

YES, NO, WHY = (Tap(step="consent", value=value) for value in ("yes", "no", "why"))
STRANGER = Person(id=7)
REPORT, FIRE = STORIES[0], STORIES[6]
LINKING = get_args(Linking)
"""They keep no words, so that they need no consent."""


def does(state: AnyState, *bodies: Body, person: Person = STRANGER) -> Turn:
    """Give the last turn of somebody who sends these one after another."""
    turn = Turn(state)
    for body in bodies:
        turn = machine.step(turn.state, event(body), facts_for(person))
        for say in turn.says:
            spoken(say)
    return turn


def kept_words(state: AnyState) -> str:
    """Give all words that the state holds of the person's own."""
    parts: tuple[Part, ...] = ()
    match state:
        case Reporting():
            parts = state.draft.parts
        case Guided():
            parts = state.parts
    return "\n".join(part.text for part in (*(state.parked.parts if state.parked else ()), *parts))


@pytest.mark.parametrize(
    "body",
    [
        Text(text=REPORT),
        Photo(ref="p1", caption=REPORT),
        File(ref="f1", name="a.pdf", mime="application/pdf"),
        Voice(ref="v1"),
        Place(latitude=21.3, longitude=106.1),
        Contact(phone="0912345678", own=True),
        Command(name="start", argument="u-07339"),
        Command(name="report"),
        Tap(step="menu.report"),
        Edited(of="m1", text=REPORT),
    ],
)
def test_whatever_comes_first_is_answered_by_the_question_for_consent(body: Body) -> None:
    turn = does(Idle(), body)

    assert isinstance(turn.state, Consenting)
    assert turn.effects == ()
    assert [say.key for say in turn.says] == ["consent.ask"]
    assert [button.value for button in turn.says[0].buttons] == ["yes", "why", "no"]


@pytest.mark.parametrize("name", ["help", "privacy", "language", "cancel"])
def test_help_privacy_language_and_cancel_need_no_consent(name: str) -> None:
    for state in (Idle(), Consenting(kept=(Text(text=REPORT),))):
        turn = does(state, Command(name=name))

        assert turn.says[0].key.startswith("menu.")
        assert set(turn.effects) <= {ForgetWords()}


@pytest.mark.parametrize("seed", range(40))
def test_no_words_are_kept_before_consent_whatever_is_sent(seed: int) -> None:
    dice = Random(seed)
    state: AnyState = Idle()
    for _ in range(30):
        turn = machine.step(state, event(some_arrival(dice)), facts_for(STRANGER))
        if GiveConsent() in turn.effects:
            break
        wordless = {effect.kind for effect in turn.effects} - {kind.model_fields["kind"].default for kind in LINKING}
        assert wordless <= {"forget_words", "set_language", "join", "count"}
        assert turn.state.kind in ("idle", "consenting", "guided")
        assert turn.state.kind != "guided" or turn.says[0].key == "guidance.emergency" or turn.state is state
        state = turn.state


@pytest.mark.parametrize("seed", range(150))
def test_every_word_typed_before_consent_is_there_after_it(seed: int) -> None:
    """Also words that look like an answer to a question which is not asked yet: a unit, a day, a number."""
    dice, offered = Random(seed), does(Idle(), Text(text=REPORT)).state.offered
    plain = [
        one for one in ANSWERS if understand(offered, event(Text(text=one)), facts_for(STRANGER)).body.kind == "text"
    ]
    said = [dice.choice((*STORIES, *plain)) for _ in range(dice.randrange(2, 9))]
    said[dice.randrange(len(said))] = REPORT
    if said[0] == FIRE:  # answered at once, and not kept
        said[0] = REPORT
    asked = does(Idle(), *(Text(text=text, message=f"m{at}") for at, text in enumerate(said)))
    agreed = does(asked.state, YES)

    assert agreed.effects[0] == GiveConsent()
    assert kept_words(agreed.state).split("\n") == said
    assert agreed.says


def test_the_poster_pictures_and_words_all_find_their_report() -> None:
    turn = does(
        Idle(),
        Command(name="start", argument="u-07339-3"),
        Text(text="Cán bộ quát mắng mẹ tôi"),
        Photo(ref="p1", album="a1", caption="ảnh quầy"),
        Photo(ref="p2", album="a1"),
        Voice(ref="v1"),
        Place(latitude=21.3, longitude=106.1),
        Text(text="lúc chín giờ sáng nay"),
        YES,
    )

    assert isinstance(turn.state, Reporting)
    draft = turn.state.draft
    assert (draft.unit, draft.counter, draft.place) == ("07339", "3", "21.30000, 106.10000")
    assert draft.text.split("\n") == ["Cán bộ quát mắng mẹ tôi", "ảnh quầy", "lúc chín giờ sáng nay"]
    assert [file.ref for file in draft.files] == ["p1", "p2", "v1"]


def test_a_late_part_of_an_album_sent_before_consent_joins_the_report() -> None:
    agreed = does(Idle(), Photo(ref="p1", album="a1", caption=REPORT), Photo(ref="p2", album="a1"), YES)
    turn = does(agreed.state, Photo(ref="p3", album="a1"), person=Person(id=7, consented=True))

    assert isinstance(turn.state, Reporting)
    assert [file.ref for file in turn.state.draft.files] == ["p1", "p2", "p3"]
    assert turn.says == ()


def test_words_changed_before_consent_are_kept_as_they_are_now() -> None:
    turn = does(Idle(), Text(text="Cán bộ quầy 3", message="m1"), Edited(of="m1", text=REPORT), YES)

    assert kept_words(turn.state) == REPORT


def test_a_caption_changed_before_consent_is_kept_as_it_is_now() -> None:
    turn = does(Idle(), Photo(ref="p1", caption="Cán bộ", message="m1"), Edited(of="m1", text=REPORT), YES)

    assert kept_words(turn.state) == REPORT


def test_a_denunciation_typed_before_consent_is_guided_whole() -> None:
    turn = does(Idle(), Text(text="xin chào"), Text(text=STORIES[4]), YES)

    assert isinstance(turn.state, Guided)
    assert turn.state.intent == "denunciation"
    assert kept_words(turn.state) == f"xin chào\n{STORIES[4]}"


@pytest.mark.parametrize("words", [FIRE, "Cháy nhà rồi, cứu với!", "co nguoi dang danh vo", "toi khong muon song nua"])
def test_somebody_in_danger_gets_the_numbers_before_any_question(words: str) -> None:
    turn = does(Idle(), Text(text=words))

    assert [say.key for say in turn.says] == ["guidance.emergency"]
    assert turn.effects == (Count(what="emergency"), ForgetWords())


def test_danger_while_consent_is_asked_for_gets_the_numbers_first_and_loses_no_words() -> None:
    turn = does(Idle(), Text(text=REPORT), Text(text=FIRE))

    assert [say.key for say in turn.says] == ["follow_up.urgent", "consent.kept"]
    assert turn.effects == ()
    assert kept_words(does(turn.state, YES).state).split("\n") == [REPORT, FIRE]


@pytest.mark.parametrize("first", [FIRE, STORIES[4], STORIES[5]])
def test_what_got_guidance_goes_on_as_an_ordinary_report_with_the_same_words_after_consent(first: str) -> None:
    guided = does(Idle(), Text(text=first), *(() if first == FIRE else (YES,)))
    asked = does(guided.state, Tap(step="report.this"))
    turn = does(asked.state, YES)

    assert asked.says[0].key == "consent.ask"
    assert isinstance(turn.state, Reporting)
    assert kept_words(turn.state) == first


def test_words_added_while_consent_is_asked_for_after_guidance_join_the_same_report() -> None:
    turn = does(Idle(), Text(text=FIRE), Tap(step="report.this"), Text(text="xưởng gỗ ở xã Tân Yên"), YES)

    assert isinstance(turn.state, Reporting)
    assert kept_words(turn.state).split("\n") == [FIRE, "xưởng gỗ ở xã Tân Yên"]


def test_more_messages_than_can_be_kept_are_declined_aloud_and_the_first_ones_stay() -> None:
    many = does(Idle(), *(Text(text=f"Chuyện thứ {at}") for at in range(MOST_KEPT)))
    more = does(many.state, Text(text="Chuyện thừa"))

    assert many.says[0].key == "consent.kept"
    assert more.says[0].key == "consent.full"
    assert isinstance(more.state, Consenting)
    assert more.state.kept == many.state.kept  # type: ignore[union-attr]


def test_no_deletes_what_was_typed_and_the_question_comes_again_with_the_next_report() -> None:
    refused = does(Idle(), Text(text=REPORT), NO)

    assert refused.state == Idle()
    assert refused.effects == (ForgetWords(),)
    assert refused.says[0].key == "consent.refused"
    assert does(refused.state, Text(text=REPORT)).says[0].key == "consent.ask"


def test_why_explains_and_asks_on_with_everything_kept() -> None:
    turn = does(Idle(), Text(text=REPORT), WHY)

    assert turn.says[0].key == "consent.reason"
    assert kept_words(does(turn.state, YES).state) == REPORT


@pytest.mark.parametrize("typed", ["1", "đồng ý", "có", "ok", "yes"])
def test_consent_can_be_typed(typed: str) -> None:
    assert does(does(Idle(), Text(text=REPORT)).state, Text(text=typed)).effects[0] == GiveConsent()


def test_consent_without_a_word_before_it_greets() -> None:
    assert does(Idle(), YES).says[0].key == "menu.hello"


def test_unreadable_things_are_answered_and_need_no_consent() -> None:
    turn = does(Consenting(kept=(Text(text=REPORT),)), Unsupported(what="sticker"))

    assert turn.says[0].key == "bad.sticker"
    assert kept_words(does(turn.state, YES).state) == REPORT


def test_an_official_works_without_consent_and_is_asked_for_it_with_an_own_report() -> None:
    official = Person(id=7, posts=POSTS[:1])

    assert does(Idle(), Command(name="desk"), person=official).effects
    assert does(Idle(), Text(text=REPORT), person=official).says[0].key == "menu.for_which"
    asked = does(Idle(), Command(name="report"), person=official)
    assert asked.says[0].key == "consent.ask"
    told = does(asked.state, Text(text=REPORT), Text(text="ở quầy 3"), YES, person=official)
    assert kept_words(told.state).split("\n") == [REPORT, "ở quầy 3"]
