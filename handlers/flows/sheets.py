"""The digest's picture and workbook, asked for by a button or by their names."""

import re
from collections.abc import Mapping
from typing import Literal

from handlers.casework.sheet_effects import SendSheet
from handlers.flows.desk_door import Verb, aside, for_officials
from handlers.flows.states import AnyState, Turn
from handlers.talk.ask import say
from handlers.talk.events import Event, Tap
from handlers.talk.facts import Facts

_PERIOD = re.compile(r"[0-9]{4}-(W[0-9]{2}|Q[1-4]|[0-9]{2})")


def sender(what: Literal["picture", "workbook"]) -> Verb:
    """Give the verb that has a drawing of the reader's own digest sent; without a period, of the last week."""

    def send(state: AnyState, event: Event, facts: Facts) -> Turn | None:
        if not isinstance(event.body, Tap) or not (event.body.value == "" or _PERIOD.fullmatch(event.body.value)):
            return None
        if facts.person.role != "committee":
            return Turn(state, (say("committee.only", *state.offered),))
        return Turn(aside(state), (), (SendSheet(what=what, period=event.body.value),))

    return for_officials(send)


VERBS: Mapping[str, Verb] = {"digest.picture": sender("picture"), "digest.workbook": sender("workbook")}
