"""The short code on a counter's poster, typed by hand: where it is one, how people write it, and where it is none."""

import pytest

from handlers import machine
from handlers.flows.states import Adding, Answering, AnyState, Draft, Guided, Idle, Replying, Reporting, Turn
from handlers.talk.events import Text
from handlers.talk.facts import Person
from tests.fakes.anything import CODES, POSTS, STORIES
from tests.fakes.strict_voice import event, facts_for

WRITTEN = Draft.model_validate({"parts": [{"text": STORIES[0], "message": "m1"}], "category": "delay"})


def typed(text: str, state: AnyState | None = None, waiting: tuple[str, ...] = ()) -> Turn:
    """Give the turn of a citizen who has agreed and types this."""
    person = Person(id=7, consented=True)
    return machine.step(state or Idle(), event(Text(text=text)), facts_for(person, waiting))


def place(turn: Turn) -> tuple[str | None, str] | None:
    """Give the unit and the counter of the report that is being written; None if there is none."""
    return (turn.state.draft.unit, turn.state.draft.counter) if isinstance(turn.state, Reporting) else None


@pytest.mark.parametrize(
    ("text", "counter"),
    [
        ("07339-3", "3"),
        ("07339 - 3", "3"),
        ("07339–3", "3"),
        ("07339.3", "3"),
        ("07339/3", "3"),
        ("07339 3", "3"),
        ("07339-03", "3"),
        ("07339-12", "12"),
        ("  07339-3. ", "3"),
        ("u-07339-3", "3"),
        ("U07339-3", "3"),
        ("mã 07339-3", "3"),
        ("Nhắn mã: 07339-3", "3"),
        ("nhan ma 07339-3", "3"),
        ("07339", ""),
        ("Mã 07339", ""),
        ("07339-0", ""),
    ],
)
def test_the_code_of_a_poster_is_understood_as_people_type_it(text: str, counter: str) -> None:
    assert place(typed(text)) == ("07339", counter)


@pytest.mark.parametrize("text", ["99999", "073393", "07339-123", "123-456-789", "7339-3", "07339-3 hẹn 3/10", "3"])
def test_what_only_looks_like_the_code_of_a_poster_is_left_alone(text: str) -> None:
    turn = typed(text)

    assert place(turn) in (None, (None, ""))
    assert "menu.unknown_link" not in [say.key for say in turn.says]


def test_a_code_with_a_counter_of_no_unit_is_said_to_be_unknown() -> None:
    assert typed("99999-3").says[0].key == "menu.unknown_link"


@pytest.mark.parametrize(
    "state", [Reporting(), Reporting(draft=WRITTEN), Guided(intent="unclear")], ids=["empty", "written", "guided"]
)
def test_a_code_typed_in_the_middle_gives_the_place_and_loses_no_word(state: AnyState) -> None:
    turn = typed("07339-3", state)

    assert place(turn) == ("07339", "3")
    assert isinstance(turn.state, Reporting)
    assert turn.state.draft.parts == (state.draft.parts if isinstance(state, Reporting) else ())


def test_a_code_opens_the_poster_also_while_a_question_about_an_older_report_waits() -> None:
    assert place(typed("07339-3", waiting=(CODES[0],))) == ("07339", "3")


@pytest.mark.parametrize(
    "state", [Replying(code=CODES[0]), Adding(code=CODES[0]), Answering(code=CODES[0])], ids=lambda one: one.kind
)
def test_where_words_are_awaited_the_code_stays_words(state: AnyState) -> None:
    person = Person(id=7, consented=True, posts=POSTS[:1])
    turn = machine.step(state, event(Text(text="07339-3")), facts_for(person))

    assert place(turn) is None
