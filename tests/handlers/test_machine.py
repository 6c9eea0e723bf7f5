"""Rule 10: whatever anybody sends, the talk stays whole, can be stored and read back, and can be left."""

from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.casework.effects import GiveConsent, Join, SetLanguage
from handlers.flows.states import STATE, AnyState, Idle, Turn
from handlers.folding import fold
from handlers.machine import LONGEST_TEXT, VERBS, step
from handlers.talk.choices import keypad
from handlers.talk.events import Arriving, Body, Command, Edited, File, Photo, Tap, Text, Unsupported
from handlers.talk.facts import Facts, Person
from handlers.talk.typed import understand
from tests.fakes.any_tasks import any_task_answer, any_task_tap, task_answer_to
from tests.fakes.anything import (
    ANSWERS,
    CODES,
    POSTS,
    STORIES,
    answer_to,
    out_of_place,
    some_arrival,
    some_tap,
    some_words,
)
from tests.fakes.strict_voice import event, facts_for, spoken

KEEPS_WORDS = {
    *(
        "file_case",
        "find_twin",
        "add_report",
        "add_to_case",
        "amend_by_message",
        "reply_to_question",
        "score_case",
        "ask_citizen",
    ),
    *("answer_case", "transfer_case", "reject_case", "extend_case"),
}


@dataclass
class Talk:
    """One person, who may hold posts, sends anything; the store answers what was asked, and sometimes what was not."""

    dice: Random
    state: AnyState = field(default_factory=Idle)
    person: Person = field(default_factory=Person)
    waiting: tuple[str, ...] = ()

    @property
    def facts(self) -> Facts:
        return facts_for(self.person, self.waiting)

    def next_body(self) -> Body | None:
        """Give what comes next: mostly something sensible, often not."""
        dice, offered = self.dice, self.state.offered
        match dice.randrange(14):
            case 0 | 1 | 2 | 3 if offered:
                button = dice.choice(offered)
                return Tap(step=button.step, value=button.value)
            case 4 | 5 if offered:
                button = dice.choice(offered)
                label = self.facts.label(button)
                return Text(text=dice.choice((str(offered.index(button) + 1), label, fold(label))))
            case 6:
                desk = [verb for verb in VERBS if verb.startswith("desk.")] if self.person.posts else []
                return Tap(step=dice.choice(desk or tuple(VERBS)), value=CODES[0])
            case 7 | 8 | 9 | 10:
                return Text(text=dice.choice((*STORIES, *ANSWERS)), message="m1")
            case 11:
                return any_task_tap(dice) if dice.random() < 0.3 else some_tap(dice)
            case 12:
                return any_task_answer(dice) if dice.random() < 0.2 else out_of_place(dice)
            case _:
                return some_arrival(dice)

    def turn(self, body: Body) -> None:
        """Take one turn, check it, and let the store answer what it asked for."""
        turn = step(self.state, event(body), self.facts)
        assert step(self.state, event(body), self.facts) == turn, "the same twice"
        self.check(turn, body)
        self.state = turn.state
        for effect in turn.effects:
            match effect:
                case GiveConsent():
                    self.person = self.person.model_copy(update={"consented": True})
                case SetLanguage(language=language):
                    self.person = self.person.model_copy(update={"chosen": language})
                case Join():
                    posts = {*self.person.posts, self.dice.choice(POSTS)}
                    self.person = self.person.model_copy(
                        update={"posts": tuple(sorted(posts, key=lambda post: post.id))}
                    )
            answer = task_answer_to(effect, self.dice) or answer_to(effect, self.dice)
            if answer is not None and not isinstance(answer, type(body)):
                self.turn(answer)

    def check(self, turn: Turn, body: Body) -> None:
        """Assert what must hold of every turn and of the state that it leads to."""
        for say in turn.says:
            spoken(say)
        kinds = {effect.kind for effect in turn.effects}
        if not self.person.consented and not self.person.posts and "give_consent" not in kinds:
            assert not kinds & KEEPS_WORDS
            if isinstance(body, Arriving) and self.state.kind in ("idle", "consenting"):
                helped = turn.says and turn.says[0].key == "guidance.emergency"
                assert turn.state.kind in ("idle", "consenting", *(("guided",) if helped else ()))
        album = isinstance(body, Photo | File) and body.album is not None
        if not album and not isinstance(body, Edited):
            assert turn.says or turn.effects, "a person is never left without an answer"
        assert STATE.validate_json(STATE.dump_json(turn.state, exclude_none=True)) == turn.state
        again = type(turn.state).model_validate_json(turn.state.model_dump_json(exclude_none=True))
        assert again == turn.state

    def check_choices(self) -> None:
        """Assert that each offered choice can be tapped, numbered and spelt, and that all come to the same tap."""
        labels = [self.facts.label(button) for button in self.state.offered]
        for at, (button, label) in enumerate(zip(self.state.offered, labels, strict=True), 1):
            tap = Tap(step=button.step, value=button.value)
            for typed in (label if keypad(labels) else str(at), label, fold(label), label.upper()):
                assert understand(self.state.offered, event(Text(text=typed)), self.facts).body == tap, typed

    def check_ways_out(self) -> None:
        """Assert that one can cancel, be helped, and is asked the open question again after what does not fit."""
        for way in (Tap(step="menu.cancel"), Command(name="cancel"), Text(text="huỷ"), Text(text="Cancel")):
            assert step(self.state, event(way), self.facts).state.kind == "idle"
        for name in ("help", "privacy", "language"):
            turn = step(self.state, event(Command(name=name)), self.facts)
            assert [say.key.startswith(f"menu.{name}") for say in turn.says] == [True]
            assert turn.state == self.state.model_copy(update={"offered": turn.state.offered})
        odd = (Unsupported(what="sticker"), Text(text="x" * (LONGEST_TEXT + 1)), Tap(step="gone", value="x"))
        turn = step(self.state, event(self.dice.choice(odd)), self.facts)
        assert len(turn.says) == 1
        assert turn.state.kind in (self.state.kind, "consenting")


def some_talk(seed: int) -> Talk:
    """Give a person of this seed: mostly one who has agreed, at times an official or with a question open."""
    dice = Random(seed)
    posts = tuple(dice.sample(POSTS, dice.choice((0, 0, 0, 1, 2))))
    consented = dice.random() < 0.7
    person = Person(id=7, consented=consented, posts=posts, chosen=dice.choice((None, "vi", "en")))
    return Talk(dice, person=person, waiting=CODES[:1] if consented and dice.random() < 0.3 else ())


def live(seed: int, turns: int) -> Talk:
    """Let a person of this seed talk for so many turns."""
    talk = some_talk(seed)
    for _ in range(turns):
        body = talk.next_body()
        if body is not None:
            talk.turn(body)
        talk.check_choices()
        talk.check_ways_out()
    return talk


@pytest.mark.parametrize("part", range(10))
def test_whatever_is_sent_the_talk_stays_whole(part: int) -> None:
    for seed in range(part * 8, part * 8 + 8):
        live(seed, 40)


@pytest.mark.proof
@pytest.mark.parametrize("part", range(50))
def test_whatever_is_sent_the_talk_stays_whole_for_a_long_time(part: int) -> None:
    for seed in range(1_000 + part * 100, 1_100 + part * 100):
        live(seed, 60)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(seed=st.integers(0, 400), text=st.text(max_size=300))
def test_any_letters_at_all_are_taken_or_answered_at_any_place(seed: int, text: str) -> None:
    talk = some_talk(seed)
    for _ in range(seed % 12):
        talk.turn(talk.next_body() or Text(text=some_words(talk.dice)))

    talk.turn(Text(text=text))


@pytest.mark.parametrize("value", ["", "x", "9" * 5_000, "١٢٣٤٥٦٧٨٩", "\u202e", "-1", "²"])
def test_a_forged_button_gets_a_polite_answer(value: str) -> None:
    for post in ((), POSTS[:1]):
        for verb in VERBS:
            talk = Talk(Random(0), person=Person(id=7, consented=True, posts=post))
            talk.turn(Tap(step=verb, value=value))
