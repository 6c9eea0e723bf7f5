"""How an official hands a case on, refuses it, asks for time or steps back: the questions on the way to it."""

from collections.abc import Mapping

from handlers.casework.cases import REJECT_CODES, RejectCode
from handlers.casework.official_effects import RejectCase
from handlers.flows import desk_extend, desk_recuse, desk_transfer
from handlers.flows.desk_door import Verb, begin, for_officials
from handlers.flows.desk_reason import look, reason_in, take_reason
from handlers.flows.states import AnyState, Extending, Recusing, Rejecting, Transferring, Turn
from handlers.talk.ask import choice, retry, say, verb
from handlers.talk.events import Event, File, Photo, Tap, Targets, Text, Voice
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Code, Say, Word


def take(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take one answer in one of these."""
    match state:
        case Transferring():
            return desk_transfer.take(state, event, facts)
        case Rejecting():
            return _take_refusal(state, event, facts)
        case Extending():
            return desk_extend.take(state, event, facts)
        case Recusing():
            return desk_recuse.take(state, event, facts)
        case _:
            return None


def question(state: AnyState, facts: Facts) -> Say:
    """Give the question that is open in one of these."""
    match state:
        case Transferring():
            return desk_transfer.ask(state, facts)
        case Rejecting(reason=None):
            codes = choice("reject.code", *REJECT_CODES, prefix="reject")
            return say("reject.ask", *codes, verb("menu.cancel"), want="choice", code=Code(code=state.code))
        case Rejecting(reason=code) if code is not None:
            return _ask_words(state, code, reason_in(state))
        case Extending():
            return desk_extend.ask(state)
        case Recusing():
            return desk_recuse.ask(state)
        case _:
            return say("desk.none", *state.offered)


def targets(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Offer the posts that the store found for a transfer."""
    if isinstance(state, Transferring) and not state.up and isinstance(event.body, Targets):
        return desk_transfer.offer(state, event.body, facts)
    return None


def _take_refusal(state: Rejecting, event: Event, facts: Facts) -> Turn | None:
    code = state.reason
    match event.body:
        case Tap(step="reject.code", value="again"):
            again = state.model_copy(update={"reason": None})
            return Turn(again, (question(again, facts),))
        case Tap(step="reject.code", value=value):
            known = next((one for one in REJECT_CODES if one == value), None)
            chosen = state.model_copy(update={"reason": known})
            return Turn(chosen, (question(chosen, facts),)) if known else None
        case _ if code is not None:
            return take_reason(
                state,
                event,
                facts,
                "reject",
                lambda words: _ask_words(state, code, words),
                lambda words: RejectCase(code=state.code, reason=code, words=words),
            )
        case Text() | Photo() | File() | Voice():
            return Turn(state, (retry(say("reject.pick"), question(state, facts)),))
        case _:
            return None


def _ask_words(state: Rejecting, code: RejectCode, words: str) -> Say:
    if words:
        return look(state, "reject", words, reason=Word(key=f"reject.{code}"))
    again = Button(step="reject.code", value="again", key="reject.again")
    return say(f"reject.words.{code}", again, verb("menu.cancel"), want="text")


VERBS: Mapping[str, Verb] = {
    "desk.transfer": begin("transfer"),
    "desk.reject": begin("reject"),
    "desk.extend": begin("extend"),
    "desk.recuse": begin("recuse"),
    "desk.grant": for_officials(desk_extend.decide("grant")),
    "desk.refuse": for_officials(desk_extend.decide("refuse")),
}
