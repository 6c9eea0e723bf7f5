"""What may follow on guidance: the same words as an ordinary report, or other words."""

from collections.abc import Callable, Mapping

from handlers.flows import report
from handlers.flows.guidance import question
from handlers.flows.states import AnyState, Guided, Turn
from handlers.talk.events import Event
from handlers.talk.facts import Facts
from handlers.talk.understanding import Intent


def this(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Go on with the same words as an ordinary report."""
    if not isinstance(state, Guided):
        return None
    return report.open_with(state, event, facts, state.parts, state.files)


def take(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take what follows on guidance: new words are read anew; unclear words are joined by them."""
    if not isinstance(state, Guided):
        return None
    parts, files = report.words_of(event), report.files_of(event)
    if not parts and not files:
        return None
    if state.intent == Intent.UNCLEAR:
        parts, files = (*state.parts, *parts), (*state.files, *files)
    return report.begin(state, event, facts, parts, files)


VERBS: Mapping[str, Callable[[AnyState, Event, Facts], Turn | None]] = {"report.this": this}

__all__ = ["VERBS", "question", "take"]
