"""Who gets a case, and who must never get it."""

from collections.abc import Collection
from enum import StrEnum

from pydantic import AwareDatetime

from handlers.casework.barring import Barred, about, barred
from handlers.casework.cases import Case
from handlers.casework.categories import PostKind
from handlers.casework.organisation import UNIT_POSTS, Group, Holder, Organisation, post_id
from handlers.value import Value

Level = tuple[str, ...]
"""Post ids that get a case at the same time."""


class CaseEvent(StrEnum):
    """What a recipient is asked for."""

    NOTICE = "notice"
    OPEN = "open"
    ACT = "act"
    APPROVE = "approve"
    DIGEST = "digest"


class Placement(Value):
    """Where a case lies: the post that owes the answer and all posts that have it; nobody yet if `holder` is None."""

    holder: str | None
    reach: tuple[str, ...]


def excluded(case: Case, org: Organisation, now: AwareDatetime) -> frozenset[int]:
    """Give the persons who must never see the case, whatever posts they hold: see `barred`."""
    return barred(case, org, now).persons


def eligible(case: Case, post: str, org: Organisation, now: AwareDatetime) -> tuple[Holder, ...]:
    """Give those who act for a post and may have the case."""
    return _eligible(post, barred(case, org, now), org, now)


def _eligible(post: str, shut: Barred, org: Organisation, now: AwareDatetime) -> tuple[Holder, ...]:
    if post in shut.posts:
        return ()
    return tuple(holder for holder in org.acting(post, now) if holder.person not in shut.persons)


def levels(case: Case, org: Organisation, now: AwareDatetime) -> tuple[Level, ...]:
    """Give the way of a case upwards: who gets it first, then head, member and standing body, each once.

    About people: staff → the unit's head only; a leader or not sure → the province's inspector (decisions 3). The
    posts of a unit that has ceased are followed, on the same level, by those of the units that took its land over.
    """
    kinds: tuple[PostKind, ...]
    match about(case):
        case None:
            kinds = org.first_for(case.category, case.filed_at)
        case "staff":
            kinds = ("head",)
        case _:
            kinds = ("inspector",)
    members, units = org.followers(case.unit, now), (case.unit, *org.directory.ceased.get(case.unit, ()))
    head = tuple(post_id("head", unit) for unit in units)
    first: Level = ()
    for kind in kinds:
        of_units = tuple(post_id(kind, unit) for unit in units) if kind in UNIT_POSTS else (post_id(kind),)
        first += members if kind == "member" else of_units
    seen: set[str] = set()
    way: list[Level] = []
    for level in (first, head if "officer" in kinds else (), members, ("standing",)):
        if new := tuple(post for post in dict.fromkeys(level) if post not in seen):
            seen.update(new)
            way.append(new)
    return tuple(way)


def above(case: Case, org: Organisation, now: AwareDatetime) -> tuple[Level, ...]:
    """Give the levels above the present holder, nearest first."""
    way = levels(case, org, now)
    holder = org.posts.get(case.holder or "")
    at = next((i for i, level in enumerate(way) if case.holder in level), None)
    if at is not None:
        return way[at + 1 :]
    overseers = tuple(level for level in way if _oversees(level, org))
    if holder is not None and holder.kind == "officer":
        return ((post_id("head", holder.unit),), *overseers)
    return overseers


def _oversees(level: Level, org: Organisation) -> bool:
    return any(post in org.posts and org.posts[post].kind in ("member", "standing") for post in level)


def next_level(case: Case, org: Organisation, now: AwareDatetime) -> Level:
    """Give where an overdue case goes: the nearest level above that has not got it and is held; () at the top.

    A level has it also where nobody sits but persons who have it from another seat.
    """
    return _next_level(case, barred(case, org, now), org, now)


def _next_level(case: Case, shut: Barred, org: Organisation, now: AwareDatetime) -> Level:
    new = tuple(level for level in above(case, org, now) if not set(level) & set(case.reach))
    have = {one.person for post in case.reach for one in _eligible(post, shut, org, now)}
    return _nearest(new, shut, org, now, but=have)


def one_higher(case: Case, org: Organisation, now: AwareDatetime) -> Level:
    """Give where a reopened case goes: the nearest level above that is held, also if it has the case; () at the top.

    A level where nobody sits but the very person who answered is no higher one.
    """
    return _nearest(above(case, org, now), barred(case, org, now), org, now, but=_taker(case))


def refusers(case: Case, org: Organisation) -> Level:
    """Give the posts of the unit that has a case, which an appeal against its refusal leaves; else that post alone."""
    refusing = org.posts.get(case.holder or "")
    if refusing is not None and refusing.unit:
        return org.in_unit(refusing.unit)
    return (case.holder,) if case.holder else ()


def elsewhere(case: Case, org: Organisation, now: AwareDatetime) -> Level:
    """Give where an appeal goes: the nearest level above that does not belong to the unit that refused the case.

    Else the independent post, if that is another one; never where nobody sits but the very person who refused.
    """
    own = set(refusers(case, org))
    shut, but = barred(case, org, now), _taker(case)
    way = tuple(tuple(post for post in level if post not in own) for level in above(case, org, now))
    return _nearest(way, shut, org, now, but=but) or (
        () if org.independent in own else _independent(shut, org, now, but=but)
    )


def place(case: Case, org: Organisation, now: AwareDatetime) -> Placement:
    """Give where a new case goes: the first level held by somebody who may have it, else the independent post."""
    shut = barred(case, org, now)
    held = _nearest(levels(case, org, now), shut, org, now) or _independent(shut, org, now)
    return Placement(holder=held[0] if held else None, reach=held)


def fallback(case: Case, org: Organisation, now: AwareDatetime) -> Level:
    """Give where a case goes that nobody reads any more: the next level, else the independent post; () if nobody."""
    shut = barred(case, org, now)
    return _next_level(case, shut, org, now) or (() if org.independent in case.reach else _independent(shut, org, now))


def _taker(case: Case) -> Collection[int]:
    return () if case.taken_by is None else (case.taken_by,)


def _independent(shut: Barred, org: Organisation, now: AwareDatetime, but: Collection[int] = ()) -> Level:
    return _nearest(((org.independent,),), shut, org, now, but=but) if org.independent else ()


def _nearest(
    way: tuple[Level, ...], shut: Barred, org: Organisation, now: AwareDatetime, but: Collection[int] = ()
) -> Level:
    """Give the held posts of the first level on which somebody sits, other than `but`, who may have the case."""
    for level in way:
        seats = {post: _eligible(post, shut, org, now) for post in level}
        if any(one.person not in but for held in seats.values() for one in held):
            return tuple(post for post, held in seats.items() if held)
    return ()


def recipients(case: Case, event: CaseEvent, org: Organisation, now: AwareDatetime) -> tuple[Holder, ...]:
    """Give who may have the case for an event; asked at every forward, list, opening and again at sending.

    Acts: who acts for a post that the case has reached. Approvals: who decides on the extension that was asked
    for, other than who asked, on whatever account. Notices and openings: both. Digests: also the members
    who follow the unit and the standing body, who read its line in the list. Never whoever `barred` names.
    """
    posts = () if event is CaseEvent.APPROVE else case.reach
    if event in (CaseEvent.OPEN, CaseEvent.DIGEST):
        posts += case.past
    if event is not CaseEvent.ACT and case.extension is not None:
        posts += case.extension.level
    if event is CaseEvent.DIGEST:
        posts += (*org.followers(case.unit, now), "standing")
    if not posts:
        return ()
    shut = barred(case, org, now)
    if event is CaseEvent.APPROVE and case.extension is not None:
        own = {case.extension.person}
        shut = shut._replace(persons=shut.persons | own | org.names.sharers(own))
    found = (holder for post in dict.fromkeys(posts) for holder in _eligible(post, shut, org, now))
    return tuple({(holder.post, holder.person): holder for holder in found}.values())


def may_have(person: int, case: Case, event: CaseEvent, org: Organisation, now: AwareDatetime) -> bool:
    """Whether a person is among the `recipients` of a case for an event."""
    return any(one.person == person for one in recipients(case, event, org, now))


def group_inboxes(case: Case, posts: Level, org: Organisation, now: AwareDatetime) -> tuple[Group, ...]:
    """Give the groups of these posts that may get a stub of the case.

    None that an excluded person controls, or is a member of as far as is known: since that person has a seat on its
    post, brought the bot there, or came in by it; and none that also is the inbox of a post that must not have the
    case, in whatever thread, since all members of a chat read all of its threads.
    """
    live = tuple(one for one in org.groups if one.at(now) and org.exists(one.post, now))
    if not any(one.post in posts for one in live):
        return ()
    shut = barred(case, org, now)
    closed = {one.via for one in org.holders if one.via and one.person in shut.persons and one.at(now)}
    for one in live:
        seats = (seat.person for seat in org.seated(one.post, now))
        if one.post in shut.posts or one.person in shut.persons or any(seat in shut.persons for seat in seats):
            closed.add(one.chat)
    return tuple(one for one in live if one.post in posts and one.chat not in closed)
