"""Words of somebody in danger: the emergency numbers come first, whatever the talk is about and whoever agreed."""

from handlers.casework.effects import Count
from handlers.flows import guidance
from handlers.flows.follow_up_asks import urgent
from handlers.flows.report import files_of, words_of
from handlers.flows.states import Answering, AnyState, Asking, Consenting, Rejecting, Transferring, Turn
from handlers.talk.events import Event
from handlers.talk.facts import Facts
from handlers.talk.understanding import Intent

_AT_WORK = (Answering, Asking, Transferring, Rejecting)
"""Places where an official writes to somebody else."""
_TOLD = frozenset({"guidance.emergency", "follow_up.urgent"})


def before_consent(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Give the numbers at once to somebody who was asked nothing yet; None if the words call for no help.

    The words wait for one answer, like after any guidance (decision 13), and are kept nowhere else.
    """
    parts = words_of(event)
    if isinstance(state, Consenting) or not urgent(parts)[0]:
        return None
    return guidance.give(state, event, facts, Intent.EMERGENCY, parts, None, files_of(event))


def first(state: AnyState, event: Event, turn: Turn) -> Turn:
    """Give the turn with the numbers before all else, where the words call for help and it does not say so yet.

    While consent is asked for, nothing is counted: the words come again after it.
    """
    if isinstance(state, _AT_WORK) or any(one.key in _TOLD for one in turn.says):
        return turn
    says, counted = urgent(words_of(event))
    if isinstance(state, Consenting) or any(isinstance(effect, Count) for effect in turn.effects):
        counted = ()
    return Turn(turn.state, (*says, *turn.says), (*counted, *turn.effects))
