"""How an official asks for more time: days, reason, a look; and how the level above decides on it."""

import re
from typing import Literal

from handlers.casework.official_effects import ExtendCase, GrantExtension, RefuseExtension
from handlers.flows.desk_door import Verb, aside, case_in
from handlers.flows.desk_reason import look, reason_in, take_reason
from handlers.flows.states import AnyState, Extending, Turn
from handlers.talk.ask import retry, say, verb
from handlers.talk.events import Event, File, Photo, Tap, Text, Voice
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Code, Say

OFFERED = (1, 3, 5)
_DAYS = re.compile(r"([0-9]{1,3})(?: (?:ngày|ngay|days?)\b.*)?", re.IGNORECASE)
_AGAIN = Button(step="extend.again", key="extend.again")


def decide(how: Literal["grant", "refuse"]) -> Verb:
    """Give the verb that grants or refuses the time asked for at the first tap."""
    effect = GrantExtension if how == "grant" else RefuseExtension

    def decided(state: AnyState, event: Event, facts: Facts) -> Turn | None:
        code = case_in(event)
        return Turn(aside(state), (), (effect(code=code),)) if code else None

    return decided


def take(state: Extending, event: Event, facts: Facts) -> Turn | None:
    """Take the days, or the reason."""
    days = state.days
    match event.body:
        case Tap(step="extend.again"):
            again = state.model_copy(update={"days": None})
            return Turn(again, (ask(again),))
        case Tap(step="extend.days", value=value) if _DAYS.fullmatch(value):
            return _chosen(state, value)
        case _ if days is not None:
            return take_reason(
                state,
                event,
                facts,
                "extend",
                lambda reason: _ask_reason(state, days, reason),
                lambda reason: ExtendCase(code=state.code, days=days, reason=reason),
            )
        case Text(text=text):
            return _chosen(state, text.strip())
        case Photo() | File() | Voice():
            return Turn(state, (retry(say("desk.words_only"), ask(state)),))
        case _:
            return None


def _chosen(state: Extending, words: str) -> Turn:
    found = _DAYS.fullmatch(words)
    days = int(found[1]) if found else 0
    if not 1 <= days <= state.most:
        return Turn(state, (retry(say("extend.how_many", most=state.most), ask(state)),))
    chosen = state.model_copy(update={"days": days})
    return Turn(chosen, (ask(chosen),))


def ask(state: Extending) -> Say:
    """Give the question that is open."""
    if state.days is not None:
        return _ask_reason(state, state.days, reason_in(state))
    days = (Button(step="extend.days", value=str(n), key="extend.days", args={"n": n}) for n in OFFERED)
    offered = (one for one in days if int(one.value) <= state.most)
    code = Code(code=state.code)
    return say("extend.ask", *offered, verb("menu.cancel"), want="text", code=code, most=state.most)


def _ask_reason(state: Extending, days: int, reason: str) -> Say:
    if reason:
        return look(state, "extend", reason, n=days)
    return say("extend.reason", _AGAIN, verb("menu.cancel"), want="text", n=days)
