"""What is not an ordinary report: denunciation, formal complaint, emergency, questions, small talk."""

from handlers.casework.effects import Count, FileRef, FindMine, ForgetWords, Part, ShowMine
from handlers.flows.states import AnyState, Guided, Reporting, Scoring, Turn, kept
from handlers.talk.ask import say, verb
from handlers.talk.events import Event, File, Photo
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Say
from handlers.talk.understanding import Intent

NEVER_A_CASE = frozenset({Intent.DENUNCIATION, Intent.COMPLAINT, Intent.EMERGENCY})
"""Recognised, explained, pointed onwards, and not handled here (Law 25/2018 Art. 22–25, Law 02/2011 Art. 8)."""
_NOD = 3
"""So few words of small talk are never offered as a report."""


def give(
    state: AnyState,
    event: Event,
    facts: Facts,
    intent: Intent,
    parts: tuple[Part, ...],
    code: str | None,
    files: tuple[FileRef, ...] = (),
) -> Turn:
    """Answer words that are no ordinary report; with their files they wait for one answer, then they are dropped."""
    if intent is Intent.STATUS:
        return Turn(state, (), (ShowMine(code=code) if code else FindMine(),))
    unit, counter = place_of(state)
    place = kept(state)
    if isinstance(event.body, Photo | File) and event.body.album:
        place["album"] = event.body.album
    if intent is Intent.SMALLTALK and not files and len(" ".join(part.text for part in parts).split()) <= _NOD:
        parts = ()  # "ok" and "cảm ơn" are no report, whatever was said before
    at = Guided(**place, intent=intent.value, parts=parts, files=files, unit=unit, counter=counter)
    if intent not in NEVER_A_CASE:
        return Turn(at, (question(at, facts),))
    told = question(at, facts).model_copy(update={"forget": True})
    return Turn(at, (told,), (Count(what=intent.value), ForgetWords()))


def place_of(state: AnyState) -> tuple[str | None, str]:
    """Give the unit and the counter of the poster that a talk without words of its own began with."""
    match state:
        case Guided() | Scoring():
            return state.unit, state.counter
        case Reporting() if state.draft.empty:
            return state.draft.unit, state.draft.counter
        case _:
            return None, ""


def question(state: AnyState, facts: Facts) -> Say:
    """Give the guidance, with the way to send the words as an ordinary report all the same."""
    intent = state.intent if isinstance(state, Guided) else Intent.UNCLEAR.value
    this = Button(step="report.this", key="button.report.this")
    if intent == Intent.UNCLEAR:
        return say("guidance.unclear", verb("menu.status"), verb("menu.help"), verb("menu.cancel"), want="text")
    if intent in (Intent.SMALLTALK, Intent.PRIVACY):
        more = (verb("menu.report"), verb("menu.status"), verb("menu.help"))
        words = isinstance(state, Guided) and (state.parts or state.files)
        return say(f"guidance.{intent}", *more, *((this,) if words else ()), want="text")
    rate = (verb("rate.service"),) if intent == Intent.RATING else ()
    return say(f"guidance.{intent}", *rate, this, verb("menu.cancel"), want="choice")
