"""What readers of a digest do with it: open its sections and lists, nudge a holder, follow a unit."""

import re
from collections.abc import Callable, Mapping
from typing import Final, Literal

from handlers.casework.cases import OPEN
from handlers.casework.digest_effects import FollowUnit, ListCases, NudgeCase, ShowUnit
from handlers.casework.effects import Effect, ShowDigest
from handlers.casework.views import CaseView
from handlers.flows.desk_door import Verb, aside, case_in, for_officials
from handlers.flows.states import AnyState, Turn
from handlers.talk.ask import say
from handlers.talk.events import DigestPage, Event, Tap
from handlers.talk.facts import Facts, Person
from handlers.talk.says import Button

Section = Literal["overdue", "bright", "units", "categories"]
_PERIOD: Final = r"[0-9]{4}-(?:W[0-9]{2}|Q[0-9]|[0-9]{2})"
_UNIT: Final = r"[0-9A-Za-z]{1,12}"
_PAGE: Final = re.compile(rf"(?:{_PERIOD}(?:/[0-9]{{1,3}})?)?")
_OF_UNIT: Final = re.compile(rf"{_PERIOD}/{_UNIT}")
_LIST: Final = re.compile(rf"{_PERIOD}/{_UNIT}/[a-z_]{{1,12}}(?:/[0-9]{{1,3}})?")
_FOLLOWED: Final = re.compile(_UNIT)


def reads(person: Person) -> bool:
    """Whether a person has a post that reads digests."""
    return any(post.kind in ("member", "standing", "head") for post in person.posts)


def asks(value: re.Pattern[str], effect: Callable[[str], Effect]) -> Verb:
    """Give the verb that asks the store for something of the reader's digest, whose name has this form."""

    def ask(state: AnyState, event: Event, facts: Facts) -> Turn | None:
        if not isinstance(event.body, Tap) or not value.fullmatch(event.body.value):
            return None
        if not reads(facts.person):
            return Turn(state, (say("committee.only", *state.offered),))
        return Turn(aside(state), (), (effect(event.body.value),))

    return for_officials(ask)


def opener(section: Section) -> Verb:
    """Give the verb that asks the store for a page of the reader's digest; without a period, of the last week."""
    return asks(_PAGE, lambda value: ShowDigest(section=section, page=value))


def nudge(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Ask the store to remind whoever holds a case."""
    code = case_in(event)
    if code is None:
        return None
    if facts.person.role != "committee":
        return Turn(state, (say("committee.only", *state.offered),))
    return Turn(aside(state), (), (NudgeCase(code=code),))


def nudging(view: CaseView, person: Person) -> tuple[Button, ...]:
    """Give the button below the card of an open case by which a committee reminds its holder."""
    own = view.holder is not None and any(post.id == view.holder.id for post in person.posts)
    if person.role != "committee" or view.status not in OPEN or view.holder is None or own:
        return ()
    return (Button(step="digest.nudge", value=view.code, key="button.digest.nudge"),)


def page(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Show the page that the store gave."""
    return Turn(aside(state), event.body.says) if isinstance(event.body, DigestPage) else None


VERBS: Mapping[str, Verb] = {
    "digest.overdue": opener("overdue"),
    "digest.bright": opener("bright"),
    "digest.units": opener("units"),
    "digest.categories": opener("categories"),
    "digest.unit": asks(_OF_UNIT, lambda value: ShowUnit(asked=value)),
    "digest.list": asks(_LIST, lambda value: ListCases(asked=value)),
    "digest.follow": asks(_FOLLOWED, lambda value: FollowUnit(unit=value)),
    "digest.nudge": for_officials(nudge),
}
