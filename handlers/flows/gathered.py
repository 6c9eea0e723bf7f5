"""One message for all that the clock has to tell a person at once: which cases, and why."""

from collections.abc import Collection, Sequence
from typing import Literal, get_args

from handlers.casework.views import CaseLine, CaseView, PostView
from handlers.flows import notices, updates
from handlers.flows.cards import line, opener
from handlers.talk.ask import by_code, say, verb
from handlers.talk.says import Code, Post, Say, Word
from handlers.value import Value

OfficialKind = Literal["escalated", "unaccepted", "overdue", "untaken", "amber", "reminder"]
ReporterKind = Literal["stepped_up", "handed_up", "judge", "lapsed"]
OFFICIAL_KINDS: tuple[OfficialKind, ...] = get_args(OfficialKind)
"""The gravest first, as they stand in the message."""
REPORTER_KINDS: tuple[ReporterKind, ...] = get_args(ReporterKind)
MOST_BUTTONS = 8
MOST_LINES = 20
"""Of a longer message only a number is told beyond these, so that it stays one message everywhere."""
_MORE = "gathered.more"


class Told(Value):
    """One thing that the clock has to tell of a case: to an official or to its reporter.

    `post` is where the case went (overdue, stepped_up, handed_up) or came from (escalated, unaccepted); `days`
    are the working days of waiting for a judgement.
    """

    kind: OfficialKind | ReporterKind
    case: CaseLine
    post: PostView | None = None
    days: int = 0


def alone(told: Told, seen: CaseView) -> Say:
    """Give the message about one case, of which the reader sees this: its whole card, or the reporter's update."""
    match told.kind:
        case "escalated":
            return notices.escalated(seen, told.post)
        case "unaccepted":
            return notices.unaccepted(seen, told.post)
        case "overdue":
            return notices.overdue(seen, told.post)
        case "untaken":
            return notices.untaken(seen)
        case "amber":
            return notices.amber(seen)
        case "reminder":
            return notices.reminder(seen)
        case "stepped_up":
            return updates.escalated(seen, told.post)
        case "handed_up":
            return updates.unaccepted(seen, told.post)
        case "judge":
            return updates.judge(seen)
        case "lapsed":
            return updates.lapsed(seen, told.days)


def together(told: Sequence[Told]) -> Say:
    """Give one message about several cases: why each is named, one line a case, and the way to each of them.

    The gravest come first, then the longest due; how many there are beyond `MOST_LINES` is told in the last line.
    """
    for_official = sorted((one for one in told if one.kind in OFFICIAL_KINDS), key=_gravity)
    own = [one for kind in REPORTER_KINDS for one in told if one.kind == kind]
    lines: list[Say] = []
    listed: list[Told] = []
    groups: dict[tuple[OfficialKind, PostView | None], list[Told]] = {}
    for one in for_official:
        groups.setdefault((one.kind, one.post if one.kind == "overdue" else None), []).append(one)  # type: ignore[arg-type]
    for (kind, post), alike in groups.items():
        if len(lines) + 1 < MOST_LINES:
            lines.append(_heading(kind, post, len(alike)))
            named = alike[: MOST_LINES - len(lines)]
            lines += [line(len(listed) + at, one.case) for at, one in enumerate(named, start=1)]
            listed += named
    listed_own = own[: max(0, MOST_LINES - 1 - len(lines))] if for_official else own[:MOST_LINES]
    if listed_own and for_official:
        lines.append(say("gathered.own", n=len(own)))
    lines += [_own(one) for one in listed_own]
    known = {id(one) for one in (*listed, *listed_own)}
    if left := [one.case.code for one in (*for_official, *own) if id(one) not in known]:
        lines.append(_more(left))
    head = say("gathered.title" if for_official else "gathered.own", n=len(told))
    inbox = (verb("desk.inbox"),) if for_official else (verb("menu.status"),)
    ways = (*(opener(one.case) for one in listed), *(by_code("case.show", one.case.code) for one in listed_own))
    return head.model_copy(update={"lines": tuple(lines), "buttons": (*ways[:MOST_BUTTONS], *inbox)})


def _gravity(told: Told) -> tuple[int, float]:
    kinds: Sequence[str] = OFFICIAL_KINDS
    return kinds.index(told.kind), told.case.due.timestamp() if told.case.due else float("inf")


def _heading(kind: OfficialKind, post: PostView | None, n: int) -> Say:
    return say("gathered.overdue_to", n=n, post=Post(post=post)) if post else say(f"gathered.{kind}", n=n)


def _own(told: Told) -> Say:
    code, category = Code(code=told.case.code), Word(key=f"category.{told.case.category}")
    if told.kind in ("stepped_up", "handed_up") and told.post is not None:
        return say(f"gathered.own.{told.kind}", code=code, category=category, post=Post(post=told.post))
    key = "overdue" if told.kind in ("stepped_up", "handed_up") else told.kind
    return say(f"gathered.own.{key}", code=code, category=category)


def codes_of(told: Say) -> tuple[str, ...]:
    """Give the codes of the cases that a gathered message names or only counts, each once."""
    named = [one.args["code"].code for one in told.lines if isinstance(one.args.get("code"), Code)]  # type: ignore[union-attr]
    return tuple(dict.fromkeys((*named, *(code for one in told.lines for code in _counted(one)))))


def _more(codes: Sequence[str]) -> Say:
    """Give the line that tells only how many cases are left; it carries their codes, which nobody reads."""
    told = say("gathered.more", n=len(codes))
    return told.model_copy(update={"args": {**told.args, "codes": " ".join(codes)}})


def _counted(one: Say) -> list[str]:
    """Give the codes of the cases of which a line tells no more than how many they are."""
    return str(one.args.get("codes", "")).split() if one.key == _MORE else []


def only(told: Say, codes: Collection[str]) -> Say | None:
    """Give a gathered message with these cases alone, as its reader may have them now; None if none is left."""
    kept: list[Say] = []
    more: list[str] = []
    for one in told.lines:
        code = one.args.get("code")
        if one.key == _MORE:
            more += [counted for counted in _counted(one) if counted in codes]
        elif isinstance(code, Code):
            kept += [one] if code.code in codes else []
        else:
            while kept and not isinstance(kept[-1].args.get("code"), Code):
                kept.pop()  # a heading whose cases are all gone
            kept.append(one)
    while kept and not isinstance(kept[-1].args.get("code"), Code):
        kept.pop()
    if not kept and not more:
        return None
    left = sum(isinstance(one.args.get("code"), Code) for one in kept) + len(more)
    rest = (_more(more),) if more else ()
    buttons = tuple(one for one in told.buttons if one.step not in ("desk.open", "case.show") or one.value in codes)
    return told.model_copy(update={"args": {"n": left}, "lines": (*kept, *rest), "buttons": buttons})
