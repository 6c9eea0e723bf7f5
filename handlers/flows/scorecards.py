"""The scorecard of a unit in the chat: for the committee, and for the head of the unit."""

import re
from collections.abc import Mapping

from handlers.casework.score_effects import ShowScorecard
from handlers.casework.unit import Unit
from handlers.casework.units_file import unit_code
from handlers.flows.committee import reads
from handlers.flows.desk_door import Verb, aside, for_officials
from handlers.flows.states import AnyState, Turn
from handlers.talk.ask import say
from handlers.talk.events import Event, Tap
from handlers.talk.facts import Facts
from handlers.talk.says import Button

_PERIOD = re.compile(r"(.*?)[\s/]*(2\d{3}-(?:W\d{2}|Q[1-4]|\d{2}))?", re.IGNORECASE)
_LIST = re.compile(r"(\d{5})/([\w-]{7,8})/([a-z_]{4,20})(?:/(\d{1,3}))?", re.ASCII)
_LONGEST = 100
MOST_CHOICES = 8


def unit(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Ask the store for a scorecard: "07339/2026-Q4", a unit as people write it, a period behind it, or nothing."""
    if not isinstance(event.body, Tap) or len(event.body.value) > _LONGEST:
        return None
    asked = _PERIOD.fullmatch(event.body.value.strip())
    name, period = (asked[1], (asked[2] or "").upper()) if asked else (event.body.value, "")
    if not name and not reads(facts.person):
        return Turn(aside(state), (say("scorecard.not_yours", *state.offered),))
    if not name:
        return Turn(aside(state), (), (ShowScorecard(period=period),))
    by_code = facts.directory.get(unit_code(name))
    found = (by_code,) if by_code else facts.directory.find(name, MOST_CHOICES)
    if len(found) == 1:
        return Turn(aside(state), (), (ShowScorecard(unit=found[0].code, period=period),))
    if not found:
        return Turn(aside(state), (say("scorecard.no_unit", *state.offered),))
    return Turn(aside(state), (say("scorecard.which", *(_choice(one, period) for one in found), want="choice"),))


def _choice(found: Unit, period: str) -> Button:
    value = f"{found.code}/{period}" if period else found.code
    return Button(step="score.unit", value=value, key="scorecard.unit", args={"name": found.name})


def cases(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Ask the store for the cases behind a figure: "07339/2026-Q4/flagged/1"."""
    found = _LIST.fullmatch(event.body.value) if isinstance(event.body, Tap) else None
    if found is None:
        return None
    code, period, figure, page = found.groups()
    return Turn(aside(state), (), (ShowScorecard(unit=code, period=period, figure=figure, page=int(page or 0)),))


VERBS: Mapping[str, Verb] = {"score.unit": for_officials(unit), "score.list": for_officials(cases)}
