"""What may follow on guidance: the same words as an ordinary report, or other words."""

from collections.abc import Callable, Mapping

from handlers.casework.effects import Part
from handlers.flows import report
from handlers.flows.guidance import question
from handlers.flows.states import AnyState, Guided, Turn
from handlers.talk.events import Event, Text
from handlers.talk.facts import Facts
from handlers.talk.understanding import Intent


def this(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Go on with the same words as an ordinary report."""
    if not isinstance(state, Guided):
        return None
    return report.open_with(state, event, facts, state.parts)


def take(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take what follows on guidance: new words are read anew; unclear words are joined by them."""
    if not isinstance(state, Guided):
        return None
    files = report.files_of(event)
    if not isinstance(event.body, Text) and not files:
        return None
    parts = state.parts if state.intent == Intent.UNCLEAR else ()
    if isinstance(event.body, Text):
        parts = (*parts, Part(text=event.body.text, message=event.body.message))
    return report.begin(state, event, facts, parts, files)


VERBS: Mapping[str, Callable[[AnyState, Event, Facts], Turn | None]] = {"report.this": this}

__all__ = ["VERBS", "question", "take"]
