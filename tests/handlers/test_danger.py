"""Words of somebody in danger, wherever the talk stands."""

import pytest

from handlers import machine
from handlers.casework.categories import Category
from handlers.casework.effects import Count, Part
from handlers.flows.states import Answering, AnyState, Draft, Guided, Idle, Rating, Replying, Reporting, Turn
from handlers.talk.events import Photo, Text
from handlers.talk.facts import Person
from tests.fakes.anything import CODES, POSTS
from tests.fakes.strict_voice import event, facts_for

FIRE = "Cháy nhà rồi, cứu với!"
CITIZEN, OFFICIAL = Person(id=7, consented=True), Person(id=8, posts=POSTS[:1])
STORY = Draft(parts=(Part(text="Quạt hỏng cả tháng nay"),))
WHOLE = STORY.model_copy(
    update={"category": Category.FACILITY, "unit": "07339", "done": ("when", "counter", "photos"), "counter": "1"}
)


def says(state: AnyState, text: str, person: Person = CITIZEN) -> Turn:
    return machine.step(
        state, event(Text(text=text)), facts_for(person, (CODES[0],) if state.kind == "replying" else ())
    )


@pytest.mark.parametrize(
    "state",
    [
        Idle(),
        Reporting(),
        Reporting(draft=STORY),
        Reporting(draft=WHOLE),
        Guided(intent="denunciation"),
        Rating(code=CODES[0], solved="yes"),
        Replying(code=CODES[0]),
    ],
    ids=lambda state: state.kind,
)
def test_a_cry_for_help_is_answered_with_the_numbers_first_and_counted_once(state: AnyState) -> None:
    turn = says(state, FIRE)

    assert turn.says[0].key in ("guidance.emergency", "follow_up.urgent")
    assert [effect for effect in turn.effects if isinstance(effect, Count)] == [Count(what="emergency")]


def test_what_was_being_written_goes_on_with_the_words_in_it() -> None:
    turn = says(Reporting(draft=WHOLE), FIRE)

    assert [one.key for one in turn.says] == ["follow_up.urgent", "report.words_added"]
    assert isinstance(turn.state, Reporting)
    assert turn.state.draft.text.endswith(FIRE)


def test_a_caption_calls_for_help_as_well() -> None:
    turn = machine.step(Idle(), event(Photo(ref="p1", caption=FIRE)), facts_for(Person(id=7)))

    assert turn.says[0].key == "guidance.emergency"


def test_an_official_gets_the_numbers_too_but_not_for_an_answer_that_speaks_of_a_fire() -> None:
    assert says(Idle(), FIRE, OFFICIAL).says[0].key == "follow_up.urgent"
    assert says(Answering(code=CODES[0]), FIRE, OFFICIAL).says[0].key != "follow_up.urgent"


@pytest.mark.parametrize("typed", ["quay lại", "back", "bỏ qua"])
def test_typed_words_are_never_called_a_button(typed: str) -> None:
    for state in (Guided(intent="question"), Rating(code=CODES[0], solved="yes"), Answering(code=CODES[0])):
        told = says(state, typed, OFFICIAL if state.kind == "answering" else CITIZEN)

        assert "bad.stale" not in [one.key for one in told.says]
