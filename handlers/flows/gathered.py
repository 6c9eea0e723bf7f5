"""One message for all that the clock has to tell a person at once: which cases, and why."""

from collections.abc import Collection, Sequence
from typing import Literal, get_args

from handlers.casework.views import CaseView, PostView
from handlers.flows import notices, updates
from handlers.flows.cards import line, opener
from handlers.talk.ask import by_code, say, verb
from handlers.talk.says import Code, Post, Say, Word
from handlers.value import Value

OfficialKind = Literal["escalated", "unaccepted", "overdue", "amber", "reminder"]
ReporterKind = Literal["stepped_up", "handed_up", "judge", "lapsed"]
OFFICIAL_KINDS: tuple[OfficialKind, ...] = get_args(OfficialKind)
"""The gravest first, as they stand in the message."""
REPORTER_KINDS: tuple[ReporterKind, ...] = get_args(ReporterKind)
MOST_BUTTONS = 8


class Told(Value):
    """One thing that the clock has to tell of a case: to an official or to its reporter.

    `post` is where the case went (overdue, stepped_up, handed_up) or came from (escalated, unaccepted); `days`
    are the working days of waiting for a judgement.
    """

    kind: OfficialKind | ReporterKind
    case: CaseView
    post: PostView | None = None
    days: int = 0


def alone(told: Told) -> Say:
    """Give the message about one case: its whole card, or the reporter's update."""
    match told.kind:
        case "escalated":
            return notices.escalated(told.case, told.post)
        case "unaccepted":
            return notices.unaccepted(told.case, told.post)
        case "overdue":
            return notices.overdue(told.case, told.post)
        case "amber":
            return notices.amber(told.case)
        case "reminder":
            return notices.reminder(told.case)
        case "stepped_up":
            return updates.escalated(told.case, told.post)
        case "handed_up":
            return updates.unaccepted(told.case, told.post)
        case "judge":
            return updates.judge(told.case)
        case "lapsed":
            return updates.lapsed(told.case, told.days)


def together(told: Sequence[Told]) -> Say:
    """Give one message about several cases: why each is named, one line a case, and the way to each of them."""
    for_official = [one for one in told if one.kind in OFFICIAL_KINDS]
    own = [one for one in told if one.kind not in OFFICIAL_KINDS]
    lines: list[Say] = []
    listed: list[Told] = []
    for kind in OFFICIAL_KINDS:
        of_kind = [one for one in for_official if one.kind == kind]
        for post in dict.fromkeys(one.post if kind == "overdue" else None for one in of_kind):
            alike = [one for one in of_kind if kind != "overdue" or one.post == post]
            lines.append(_heading(kind, post, len(alike)))
            lines += [line(len(listed) + at, one.case) for at, one in enumerate(alike, start=1)]
            listed += alike
    if own:
        lines += [say("gathered.own", n=len(own))] if for_official else []
        lines += [_own(one) for kind in REPORTER_KINDS for one in own if one.kind == kind]
    head = say("gathered.title" if for_official else "gathered.own", n=len(told))
    inbox = (verb("desk.inbox"),) if for_official else (verb("menu.status"),)
    ways = (*(opener(one.case) for one in listed), *(by_code("case.show", one.case.code) for one in own))
    return head.model_copy(update={"lines": tuple(lines), "buttons": (*ways[:MOST_BUTTONS], *inbox)})


def _heading(kind: OfficialKind, post: PostView | None, n: int) -> Say:
    return say("gathered.overdue_to", n=n, post=Post(post=post)) if post else say(f"gathered.{kind}", n=n)


def _own(told: Told) -> Say:
    code, category = Code(code=told.case.code), Word(key=f"category.{told.case.category}")
    if told.kind in ("stepped_up", "handed_up") and told.post is not None:
        return say(f"gathered.own.{told.kind}", code=code, category=category, post=Post(post=told.post))
    key = "overdue" if told.kind in ("stepped_up", "handed_up") else told.kind
    return say(f"gathered.own.{key}", code=code, category=category)


def codes_of(told: Say) -> tuple[str, ...]:
    """Give the codes of the cases that a gathered message names, each once."""
    named = (one.args.get("code") for one in told.lines)
    return tuple(dict.fromkeys(code.code for code in named if isinstance(code, Code)))


def only(told: Say, codes: Collection[str]) -> Say | None:
    """Give a gathered message with these cases alone, as its reader may have them now; None if none is left."""
    kept: list[Say] = []
    for one in told.lines:
        code = one.args.get("code")
        if isinstance(code, Code):
            kept += [one] if code.code in codes else []
        else:
            while kept and not isinstance(kept[-1].args.get("code"), Code):
                kept.pop()  # a heading whose cases are all gone
            kept.append(one)
    while kept and not isinstance(kept[-1].args.get("code"), Code):
        kept.pop()
    if not kept:
        return None
    left = sum(isinstance(one.args.get("code"), Code) for one in kept)
    buttons = tuple(one for one in told.buttons if one.step not in ("desk.open", "case.show") or one.value in codes)
    return told.model_copy(update={"args": {"n": left}, "lines": tuple(kept), "buttons": buttons})
