"""Absence: what whoever acts now has to see, what somebody marked as away is told, and how one says to be back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from handlers.casework.absences import Absent, Meanwhile, StandIn
from handlers.casework.official_effects import EndAbsence
from handlers.casework.views import CaseLine, PostView
from handlers.flows.cards import line, opener
from handlers.flows.desk_door import aside, for_officials
from handlers.flows.gathered import MOST_BUTTONS
from handlers.flows.states import AnyState, Turn
from handlers.talk.ask import say, verb
from handlers.talk.events import Event
from handlers.talk.facts import Facts
from handlers.talk.says import Code, Day, Post, Say
from handlers.value import Value


class Desk(Value):
    """A desk that is somebody else's for a time: of which post, until which day, and the open cases on it.

    `above` when it goes to the level above, since nobody stands in.
    """

    post: PostView
    until: date | None
    cases: tuple[CaseLine, ...]
    above: bool = False


def begun(desks: Sequence[Desk]) -> Say:
    """Tell whoever acts from now on for absent holders: for whom, until when, and what lies there, the latest first."""
    lines: list[Say] = []
    for desk in desks:
        lines += [_heading(desk), *(line(at, case) for at, case in enumerate(desk.cases, start=1))]
    cases = [case for desk in desks for case in desk.cases]
    head = say("away.begun", n=len(cases)) if cases else say("away.begun_none")
    return _listed(head, lines, cases)


def back(cases: Sequence[CaseLine]) -> Say:
    """Tell somebody who is back which open cases lie on the desk, the latest first."""
    if not cases:
        return _listed(say("away.back_none"), [], ())
    return _listed(say("away.back", n=len(cases)), [line(at, case) for at, case in enumerate(cases, start=1)], cases)


def over(posts: Sequence[PostView]) -> Say:
    """Tell somebody who stood in that it is over, since a holder is back."""
    first, *rest = [say("away.over", post=Post(post=one)) for one in posts]
    return first.model_copy(update={"lines": tuple(rest), "buttons": (verb("desk.inbox"),)})


def _listed(head: Say, lines: Sequence[Say], cases: Sequence[CaseLine]) -> Say:
    ways = tuple(opener(case) for case in cases[:MOST_BUTTONS])
    return head.model_copy(update={"lines": tuple(lines), "buttons": (*ways, verb("desk.inbox"))})


def _heading(desk: Desk) -> Say:
    post = Post(post=desk.post)
    if desk.until is None:
        return say("away.desk.above" if desk.above else "away.desk.deputy", post=post)
    key = "away.desk.above_until" if desk.above else "away.desk.deputy_until"
    return say(key, post=post, day=Day(day=desk.until))


def marked(absent: Absent) -> Say:
    """Tell somebody who is marked as away until when, who acts meanwhile, and how to say that one is back."""
    head = say("away.marked_until", day=Day(day=absent.until)) if absent.until else say("away.marked")
    told = tuple(_meanwhile(one) for one in absent.acting)
    return head.model_copy(update={"lines": (*told, say("away.how")), "buttons": (verb("desk.back"),)})


def denied(code: str, absent: Absent) -> Say:
    """Tell somebody who is marked as away why a case cannot be opened or acted on."""
    told = marked(absent)
    head = say("denied.away", *told.buttons, code=Code(code=code))
    return head.model_copy(update={"lines": (told.model_copy(update={"buttons": ()}),)})


def _meanwhile(one: Meanwhile) -> Say:
    post = Post(post=one.post)
    if one.above is not None:
        return say("away.by_above", post=post, above=Post(post=one.above))
    if one.who:
        return say("away.by", post=post, who=", ".join(one.who))
    return say("away.by_somebody" if one.somebody else "away.by_nobody", post=post)


def welcome(post: PostView, turn: StandIn) -> Say:
    """Welcome a deputy: for which post, and when the turn comes, with the days where they are known."""
    told = [_turn_of(turn)]
    if turn.since is not None:
        told.append(say("join.deputy.since", day=Day(day=turn.since)))
    if turn.until is not None:
        told.append(say("join.deputy.until", day=Day(day=turn.until)))
    head = say("join.deputy", verb("desk.inbox"), verb("menu.help"), post=Post(post=post))
    return head.model_copy(update={"lines": tuple(told)})


def _turn_of(turn: StandIn) -> Say:
    if turn.now:
        return say("join.deputy.now_until", day=Day(day=turn.last)) if turn.last else say("join.deputy.now")
    if turn.first is None:
        return say("join.deputy.later")
    if turn.last is None:
        return say("join.deputy.planned", first=Day(day=turn.first))
    return say("join.deputy.planned_until", first=Day(day=turn.first), last=Day(day=turn.last))


def returned(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Let an official who is back be marked as away no longer."""
    return Turn(aside(state), (), (EndAbsence(),))


VERBS: Mapping[str, Callable[[AnyState, Event, Facts], Turn | None]] = {"desk.back": for_officials(returned)}
