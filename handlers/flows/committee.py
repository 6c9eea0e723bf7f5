"""What the buttons of the weekly digest open for a committee member."""

import re
from collections.abc import Mapping
from typing import Literal

from handlers.casework.effects import ShowDigest
from handlers.flows.desk_door import Verb, aside, for_officials
from handlers.flows.states import AnyState, Turn
from handlers.talk.ask import say
from handlers.talk.events import DigestPage, Event, Tap
from handlers.talk.facts import Facts

_PAGE = re.compile(r"[0-9]{4}-W[0-9]{2}(/[0-9]{1,3})?")
Section = Literal["overdue", "bright", "units", "categories"]


def opener(section: Section) -> Verb:
    """Give the verb that asks the store for a page of the reader's digest; without one, of the last week."""

    def open_page(state: AnyState, event: Event, facts: Facts) -> Turn | None:
        if not isinstance(event.body, Tap) or not (event.body.value == "" or _PAGE.fullmatch(event.body.value)):
            return None
        if facts.person.role != "committee":
            return Turn(state, (say("committee.only", *state.offered),))
        return Turn(aside(state), (), (ShowDigest(section=section, page=event.body.value),))

    return for_officials(open_page)


def page(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Show the page that the store gave."""
    return Turn(aside(state), event.body.says) if isinstance(event.body, DigestPage) else None


VERBS: Mapping[str, Verb] = {
    "digest.overdue": opener("overdue"),
    "digest.bright": opener("bright"),
    "digest.units": opener("units"),
    "digest.categories": opener("categories"),
}
