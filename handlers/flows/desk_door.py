"""How an official enters a dialogue about a case, and what must not be lost on the way."""

from collections.abc import Callable
from typing import get_args

from handlers.casework.official_effects import OpenCase
from handlers.casework.views import Purpose
from handlers.flows.states import (
    Answering,
    AnyState,
    Asking,
    Consenting,
    Extending,
    Guided,
    Recusing,
    Rejecting,
    Sorting,
    TaskGiving,
    TaskWriting,
    Transferring,
    Turn,
    idle,
    kept,
)
from handlers.folding import words
from handlers.talk.ask import retry, say
from handlers.talk.choices import digits
from handlers.talk.events import Event, Tap
from handlers.talk.facts import Facts
from handlers.talk.says import Code, Say

SHORTEST = 10
"""Letters and digits, with the spaces between words, that an answer, a question or a reason has at least."""

Verb = Callable[[AnyState, Event, Facts], Turn | None]
Desk = Answering | Asking | Transferring | Rejecting | Extending | Recusing
DESK: tuple[type[Desk], ...] = get_args(Desk)


def for_officials(act: Verb) -> Verb:
    """Give the verb for those who hold a post; others learn nothing of any case, only how officials join."""

    def guarded(state: AnyState, event: Event, facts: Facts) -> Turn | None:
        if facts.person.posts:
            return act(state, event, facts)
        return Turn(state, (say("desk.none", *state.offered),))

    return guarded


def begin(to: Purpose) -> Verb:
    """Give the verb that asks the store for a case to begin a dialogue about it, if it still allows that."""

    def begun(state: AnyState, event: Event, facts: Facts) -> Turn | None:
        code = case_in(event)
        return Turn(state, (), (OpenCase(code=code, to=to),)) if code else None

    return for_officials(begun)


def enter(here: Desk, state: AnyState, facts: Facts, ask: Callable[[AnyState, Facts], Say]) -> Turn:
    """Begin a dialogue about a case with its first question.

    What was not sent in an earlier dialogue is dropped, and that is said. Late parts of an album sent before
    stay out of this one.
    """
    if isinstance(state, type(here)) and state.code == here.code:
        return Turn(state, (ask(state, facts),))
    here = here.model_copy(update={**kept(state), "album": None})
    first = ask(here, facts)
    if isinstance(state, DESK) and unsent(state):
        first = retry(say("desk.left", code=Code(code=state.code)), first)
    return Turn(here, (first,))


def case_in(event: Event) -> str | None:
    """Give the case code that a tap names, None if it names none."""
    code = digits(event.body.value) if isinstance(event.body, Tap) else ""
    return code if len(code) == 9 and code.isascii() else None


def unsent(state: AnyState) -> bool:
    """Whether something that the person wrote or chose would be lost by leaving this place."""
    match state:
        case Answering():
            return bool(state.text or state.files)
        case Transferring():
            return state.post is not None and not state.up
        case Extending():
            return state.days is not None
        case Rejecting():
            return state.reason is not None
        case TaskWriting():
            return bool(state.words or state.files)
        case TaskGiving():
            return bool(state.words)
        case _:
            return isinstance(state, Sorting | Guided | Consenting)


def aside(state: AnyState) -> AnyState:
    """Give where the person stands after a look at something else: still there if words would be lost."""
    return state if unsent(state) else idle(state)


def meaningful(text: str) -> bool:
    """Whether the text says enough to be sent to a person."""
    return len(words(text)) >= SHORTEST
