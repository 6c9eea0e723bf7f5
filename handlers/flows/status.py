"""Looking up own cases: the list, and one case with its timeline."""

from collections.abc import Callable, Mapping

from handlers.casework.effects import FindMine, ShowMine
from handlers.casework.official_effects import OpenCase
from handlers.flows.own_cards import beside_draft, card, lines
from handlers.flows.states import AnyState, Turn, idle
from handlers.talk.ask import by_code, say, verb
from handlers.talk.choices import digits
from handlers.talk.events import Event, Mine, Shown, Tap
from handlers.talk.facts import Facts

MOST_SHOWN = 8
CODE_LENGTH = 9


def look_up(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Ask the store for all own cases, or for the one that was named; a half-written report is put aside."""
    return show(state, event, facts) or Turn(idle(state), (), (FindMine(),))


def show(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Ask the store for one case: as an official may see it for who holds a post, else as its reporter."""
    code = named(event)
    if code is None:
        return None
    return Turn(idle(state), (), (OpenCase(code=code) if facts.person.posts else ShowMine(code=code),))


def named(event: Event) -> str | None:
    """Give the nine digits of the case that a tap names, None if it names none."""
    code = digits(event.body.value) if isinstance(event.body, Tap) else ""
    return code if len(code) == CODE_LENGTH else None


def mine(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Give the person's newest cases with a button for each, or how to begin if there are none."""
    cases = event.body.cases if isinstance(event.body, Mine) else ()
    if not cases:
        return Turn(state, (beside_draft(say("mine.none", verb("menu.report")), state),))
    newest, older = cases[:MOST_SHOWN], len(cases) - MOST_SHOWN
    more = (say("mine.older", n=older),) if older > 0 else ()
    listed = say("mine.list", *(by_code("case.show", case.code) for case in newest), want="choice", n=len(cases))
    told = listed.model_copy(update={"lines": (*lines(newest), *more, say("mine.which"))})
    return Turn(state, (beside_draft(told, state),))


def shown(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Give the card of an own case."""
    if not isinstance(event.body, Shown):
        return None
    return Turn(state, (beside_draft(card(event.body.case), state),))


VERBS: Mapping[str, Callable[[AnyState, Event, Facts], Turn | None]] = {
    "menu.status": look_up,
    "case.show": show,
}
