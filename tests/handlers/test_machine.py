"""Rule 10: whatever anybody sends, the talk stays whole, can be stored and read back, and can be left."""

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from bot.packaged import units
from handlers.casework.effects import GiveConsent, Join, SetLanguage
from handlers.flows.states import STATE, AnyState, Idle, Sorting, Turn
from handlers.folding import fold
from handlers.machine import LONGEST_TEXT, VERBS, step
from handlers.talk.events import Address, Body, Command, Edited, Event, File, Photo, Tap, Text, Unsupported
from handlers.talk.facts import Facts, Person
from tests.fakes.anything import ARRIVING, CODES, NOW, OUT_OF_PLACE, POSTS, STORIES, TAPS
from tests.fakes.strict_voice import STRICT, spoken

KEEPS_WORDS = {
    *("file_case", "add_to_case", "amend_by_message", "reply_to_question", "score_case", "ask_citizen"),
    *("answer_case", "transfer_case", "reject_case"),
}
ASKS_STORE = {
    *("file_case", "find_mine", "show_mine", "add_to_case", "reply_to_question", "withdraw_case", "judge_answer"),
    *("find_inbox", "open_case", "accept_case", "ask_citizen", "answer_case", "transfer_case", "reject_case"),
    *("show_digest", "find_targets", "join"),
}


def event(body: Body) -> Event:
    """Give the event of a body."""
    return Event(id="1", sender=Address(channel="telegram", user="7"), body=body, at=NOW, code="555555555")


def facts_for(person: Person, waiting: tuple[str, ...] = ()) -> Facts:
    """Give the world as this person's turn sees it, with the packaged units and the real texts."""
    language = person.chosen or "vi"

    def label(button: object) -> str:
        return STRICT.label(language, button)  # type: ignore[arg-type]

    return Facts(units(), label, STRICT.known, person=person, language=language, waiting=waiting)


class Talk(RuleBasedStateMachine):
    """One person, who may hold posts, sends anything; the store answers what was asked, and sometimes what was not."""

    def __init__(self) -> None:
        super().__init__()
        self.state: AnyState = Idle()
        self.person = Person(id=7)
        self.waiting: tuple[str, ...] = ()

    @property
    def facts(self) -> Facts:
        return facts_for(self.person, self.waiting)

    def turn(self, body: Body, data: st.DataObject | None) -> None:
        """Take one turn, check it, and let the store answer what it asked for."""
        before, event_ = self.state, event(body)
        turn = step(before, event_, self.facts)
        assert step(before, event_, self.facts) == turn, "the same twice"
        self.check(turn, before, body)
        self.state = turn.state
        for effect in turn.effects:
            match effect:
                case GiveConsent():
                    self.person = self.person.model_copy(update={"consented": True})
                case SetLanguage(language=language):
                    self.person = self.person.model_copy(update={"chosen": language})
                case Join() if data is not None:
                    posts = {*self.person.posts, data.draw(POSTS)}
                    self.person = self.person.model_copy(update={"posts": tuple(sorted(posts, key=lambda p: p.id))})
            if effect.kind in ASKS_STORE and data is not None:
                self.turn(data.draw(OUT_OF_PLACE), None)

    def check(self, turn: Turn, before: AnyState, body: Body) -> None:
        """Assert what must hold of every turn."""
        for say in turn.says:
            spoken(say)
        kinds = {effect.kind for effect in turn.effects}
        if not self.person.consented and not self.person.posts and "give_consent" not in kinds:
            assert not kinds & KEEPS_WORDS
        album = isinstance(body, Photo | File) and body.album is not None
        if not album and not isinstance(body, Edited):
            assert turn.says or turn.effects, "a person is never left without an answer"

    @initialize(posts=st.lists(POSTS, max_size=2, unique=True), consented=st.booleans(), waits=st.booleans())
    def begin(self, posts: list[object], consented: bool, waits: bool) -> None:
        self.person = Person.model_validate({"id": 7, "consented": consented, "posts": posts})
        self.waiting = CODES[:1] if consented and waits else ()

    @rule(body=ARRIVING, data=st.data())
    def sends_anything(self, body: Body, data: st.DataObject) -> None:
        self.turn(body, data)

    @rule(story=st.sampled_from(STORIES), data=st.data())
    def tells(self, story: str, data: st.DataObject) -> None:
        self.turn(Text(text=story, message="m1"), data)

    @rule(tap=TAPS, data=st.data())
    def forges_a_tap(self, tap: Tap, data: st.DataObject) -> None:
        self.turn(tap, data)

    @precondition(lambda self: self.state.offered)
    @rule(data=st.data(), way=st.sampled_from(("tap", "tap", "number", "label", "plain")))
    def answers(self, data: st.DataObject, way: str) -> None:
        offered = self.state.offered
        at = data.draw(st.integers(0, len(offered) - 1))
        label = self.facts.label(offered[at])
        typed = {"number": str(at + 1), "label": label, "plain": fold(label)}
        tap = Tap(step=offered[at].step, value=offered[at].value)
        self.turn(tap if way == "tap" else Text(text=typed[way]), data)

    @rule(answer=OUT_OF_PLACE)
    def the_store_says(self, answer: Body) -> None:
        assume(not isinstance(answer, Unsupported))
        self.turn(answer, None)

    @invariant()
    def it_can_be_stored_and_read_back(self) -> None:
        assert STATE.validate_json(STATE.dump_json(self.state, exclude_none=True)) == self.state
        again = type(self.state).model_validate_json(self.state.model_dump_json(exclude_none=True))
        assert again == self.state

    @invariant()
    def it_can_be_left_and_helps(self) -> None:
        ways: tuple[Body, ...] = (Tap(step="menu.cancel"), Command(name="cancel"), Text(text="huỷ"), Text(text="cancel"))
        for way in ways:
            assert step(self.state, event(way), self.facts).state.kind == "idle"
        for name in ("help", "privacy", "language"):
            turn = step(self.state, event(Command(name=name)), self.facts)
            assert [say.key.startswith(f"menu.{name}") for say in turn.says] == [True]
            assert turn.state == self.state.model_copy(update={"offered": turn.state.offered})

    @invariant()
    def its_open_question_can_be_asked_again(self) -> None:
        for odd in (Unsupported(what="sticker"), Text(text="x" * (LONGEST_TEXT + 1)), Tap(step="gone", value="x")):
            turn = step(self.state, event(odd), self.facts)
            assert len(turn.says) == 1
            spoken(turn.says[0])


QUICK = settings(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def test_whatever_is_sent_the_talk_stays_whole() -> None:
    run_state_machine_as_test(Talk, settings=QUICK)  # type: ignore[no-untyped-call]


@pytest.mark.proof
def test_whatever_is_sent_the_talk_stays_whole_for_a_long_time() -> None:
    run_state_machine_as_test(Talk, settings=settings(QUICK, max_examples=3_000, stateful_step_count=60))  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("value", ["", "x", "9" * 5_000, "١٢٣٤٥٦٧٨٩", "\u202e", "-1", "²"])
def test_a_forged_button_gets_a_polite_answer(verb: str, value: str) -> None:
    person = Person(id=7, consented=True)

    for state in (Idle(), Sorting()):
        turn = step(state, event(Tap(step=verb, value=value)), facts_for(person))
        assert turn.says or turn.effects
        for say in turn.says:
            spoken(say)
