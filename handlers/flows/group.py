"""Groups: how one becomes the inbox of a post, the stub that it then gets, and how its members come in privately."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from handlers.casework.cases import OPEN
from handlers.casework.group_effects import (
    CloseGroup,
    EndMembership,
    JoinGroup,
    Knock,
    LetIn,
    LookAtGroup,
    MoveGroup,
)
from handlers.casework.official_effects import OpenCase
from handlers.casework.views import CaseLine
from handlers.flows import menu
from handlers.flows.cards import urgency
from handlers.flows.states import AnyState, Idle, Turn
from handlers.talk.ask import say
from handlers.talk.events import Event, GroupSeen, InGroup, Tap, Vouched
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Code, Moment, Post, Say, Word

SELDOM = timedelta(minutes=1)
"""How long a group is not answered again."""
LEAVE = "group.leave"
"""Says nothing: the bot leaves the group."""
_CASE = re.compile(r"c-(\d{9})", re.ASCII)
_GROUP = re.compile(r"g-([\w-]{1,60})", re.ASCII)


def take(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Take what happened in a group, or what the channel said of somebody who came from one."""
    body = event.body
    if isinstance(body, Vouched):
        opened = (OpenCase(code=body.code),) if body.group and body.code else ()
        return Turn(state, (), (LetIn(group=body.group, name=body.name, code=body.code), *opened))
    if not isinstance(body, InGroup):
        return Turn(state)
    match body.what:
        case "join" if body.by and body.value:
            return Turn(state, (), (JoinGroup(token=body.value, by=body.by, name=body.name),))
        case "join" if body.value:
            return _seldom(state, event, say("group.anonymous"))
        case "added" | "spoke" | "join":
            return Turn(state, (), (LookAtGroup(),)) if _may_speak(state, event) else Turn(state)
        case "member_left":
            return Turn(state, (), (EndMembership(by=body.by),))
        case "closed":
            return Turn(state, (), (CloseGroup(),))
        case "moved":
            return Turn(state, (), (MoveGroup(to=body.value),))


def seen(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Say in one line what the group is to us, and leave one that came without a valid invitation."""
    body = event.body
    if not isinstance(body, GroupSeen):
        return Turn(state)
    if body.joined and body.post:
        return Turn(_told(event), (say("group.joined", _enter(event.sender.user), post=Post(post=body.post)),))
    if body.refused and body.post is None:
        return Turn(_told(event), (say(f"join.{body.refused}"), say("group.leave")))
    if body.refused:
        return _seldom(state, event, say(f"join.{body.refused}"))
    return _seldom(state, event, say("group.private") if body.post else say("group.how"))


def knock(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Open what the button below a stub names: `c-<code>` a case, `g-<group>` the door for a group's members."""
    value = event.body.value.strip() if isinstance(event.body, Tap) else ""
    if found := _CASE.fullmatch(value):
        return Turn(state, (), (Knock(code=found[1]),))
    if found := _GROUP.fullmatch(value):
        return Turn(state, (), (Knock(group=found[1].replace("_", ":")),))
    return menu.start(state, event, facts)


def stub(case: CaseLine) -> Say:
    """Give all that a group may ever read of a case: code, urgency, unit and due time, and how to open it alone."""
    code = Code(code=case.code)
    opener = Button(step="group.knock", value=f"c-{case.code}", key="group.open")
    if case.status not in OPEN or case.due is None:
        head = say("group.stub.undated", opener, code=code, unit=case.unit)
    else:
        due, how = Moment(at=case.due), Word(key=urgency(case))
        head = say("group.stub", opener, code=code, urgency=how, unit=case.unit, due=due)
    return head.model_copy(update={"lines": (say("group.typed", code=code),)})


def with_more(stub: Say, n: int) -> Say:
    """Give the stub with the number of others that are not sent one by one."""
    return stub.model_copy(update={"lines": (*stub.lines, say("group.more", n=n))})


def _enter(group: str) -> Button:
    return Button(step="group.knock", value=f"g-{group.replace(':', '_')}", key="group.enter")


def _may_speak(state: AnyState, event: Event) -> bool:
    told = state.told_at if isinstance(state, Idle) else None
    return told is None or not told <= event.at < told + SELDOM


def _seldom(state: AnyState, event: Event, line: Say) -> Turn:
    return Turn(_told(event), (line,)) if _may_speak(state, event) else Turn(state)


def _told(event: Event) -> Idle:
    return Idle(told_at=event.at)


VERBS: Mapping[str, Callable[[AnyState, Event, Facts], Turn | None]] = {"group.knock": knock}
