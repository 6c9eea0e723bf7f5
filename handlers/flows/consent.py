"""First contact: what this service is, what it keeps and why; nothing that was already typed is lost."""

from collections.abc import Callable, Mapping
from typing import TypeGuard

from handlers.casework.effects import ForgetWords, GiveConsent
from handlers.flows.states import AnyState, Consenting, Guided, Idle, Turn, kept
from handlers.talk.ask import choice, retry, say
from handlers.talk.events import Arriving, Body, Contact, Edited, Event, File, Photo, Tap, Text, Unsupported, Voice
from handlers.talk.events import Command as CommandBody
from handlers.talk.events import Place as MapPlace
from handlers.talk.facts import Facts
from handlers.talk.says import Say

MOST_KEPT = 30
_OWN = (Text, Photo, File, Voice, MapPlace, Contact)
_ASKED = ("menu.", "case.", "desk.", "rate.", "report.this", "survey.")
"""Verbs that somebody may have typed before consent."""
_STARTS = frozenset({"menu.report", "report.this", "sort.new", "rate.service", "rate.vote", "rate.slip"})


def question(_: Facts) -> Say:
    """Give the question for consent, with what the bot is and what it keeps."""
    return say("consent.ask", *choice("consent", "yes", "why", "no"), want="choice")


def needed(state: AnyState, event: Event, facts: Facts) -> bool:
    """Whether this event must wait for consent. Officials need it only for reports of their own.

    Who was asked here answers here, also if consent was given in another chat that was joined since.
    """
    body = event.body
    if not isinstance(body, (*_OWN, Tap, CommandBody, Edited)):
        return False
    if facts.person.consented:
        return isinstance(state, Consenting)
    if not facts.person.posts:
        return True
    return isinstance(state, Consenting) or (isinstance(body, Tap) and body.step in _STARTS)


def gate(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Keep what arrives until the person has answered; then go on with it as if it came now."""
    body = event.body
    if isinstance(body, Tap) and body.step == "consent":
        if body.value == "yes":
            before = state.guided if isinstance(state, Consenting) else None
            return Turn(before or Idle(**kept(state)), (), (GiveConsent(),))
        if body.value == "no":
            return Turn(Idle(), (say("consent.refused").model_copy(update={"forget": True}),), (ForgetWords(),))
        return Turn(state, (question(facts).model_copy(update={"key": "consent.reason"}),))
    waiting: tuple[Arriving, ...] = state.kept if isinstance(state, Consenting) else ()
    same_album = isinstance(body, Photo | File) and body.album is not None and body.album == state.album
    if isinstance(body, Edited):
        waiting = tuple(_amended(one, body) for one in waiting)
    elif not isinstance(body, Unsupported) and _worth_keeping(body):
        if len(waiting) >= MOST_KEPT:
            return Turn(state, (retry(say("consent.full", n=MOST_KEPT), question(facts)),))
        waiting = (*waiting, body)
    place = kept(state)
    if isinstance(body, Photo | File) and body.album:
        place["album"] = body.album
    guided = state.guided if isinstance(state, Consenting) else None
    if isinstance(state, Guided) and isinstance(body, Tap) and body.step == "report.this":
        guided = state
    next_state = Consenting(**place, kept=waiting, guided=guided)
    if same_album:
        return Turn(next_state)
    ask = question(facts)
    if isinstance(state, Consenting) and isinstance(body, _OWN):
        ask = ask.model_copy(update={"key": "consent.kept"})
    return Turn(next_state, (ask,))


def _amended(one: Arriving, edit: Edited) -> Arriving:
    if isinstance(one, Text | Photo | File) and one.message == edit.of:
        return one.model_copy(update={"text" if isinstance(one, Text) else "caption": edit.text})
    return one


def _worth_keeping(body: Body) -> TypeGuard[Arriving]:
    return isinstance(body, (*_OWN, CommandBody)) or (isinstance(body, Tap) and body.step.startswith(_ASKED))


VERBS: Mapping[str, Callable[[AnyState, Event, Facts], Turn | None]] = {}
