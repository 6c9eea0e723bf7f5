"""Who gets a case, and who must never get it."""

from datetime import datetime, time
from enum import StrEnum
from typing import get_args

from pydantic import AwareDatetime

from handlers.casework.cases import Case
from handlers.casework.categories import PostKind
from handlers.casework.organisation import Group, Holder, Organisation, post_id
from handlers.casework.worktime import ZONE
from handlers.folding import words
from handlers.value import Value

Level = tuple[str, ...]
"""Post ids that get a case at the same time."""
_KINDS: tuple[PostKind, ...] = get_args(PostKind)


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
    """Give the persons who must never see the case.

    The reporter, whoever recused himself, whoever the reporter named; and where it is about people: the counter's
    staff (an unknown person at a counter means all of them), or, about a leader or unsure, everybody who held a
    post in that unit or stood in for it at any time from the day it happened until now, and their subordinates
    in whatever posts they held. Whoever has moved up or away since then stays shut out.
    """
    shut, began = {case.reporter, *case.recused}, case.filed_at
    if case.happened is not None:
        began = min(began, datetime.combine(case.happened, time(), ZONE))
    accused = {one.person for post in _accused_posts(case) for one in org.held_between(post, began, now)}
    for person in accused:
        for post in org.held_by(person, began, now):
            for lower in org.below(post):
                shut.update(one.person for one in org.held_between(lower, began, now))
    for post in _unwanted_posts(case, org, now):
        shut.update(one.person for one in org.held_between(post, began, now))
    names = [set(words(name).split()) for name in case.not_for if name not in _KINDS and name not in org.posts]
    if names:
        shut.update(one.person for one in org.holders if any(name <= set(words(one.name).split()) for name in names))
    return frozenset(shut | accused)


def _accused_posts(case: Case) -> frozenset[str]:
    """The posts of the unit whose holders the case is about."""
    if case.about is None:
        return frozenset()
    barred = {post_id("officer", case.unit)}
    if case.about != "staff":
        barred.add(post_id("head", case.unit))
    return frozenset(barred)


def _unwanted_posts(case: Case, org: Organisation, now: AwareDatetime) -> frozenset[str]:
    """The posts that the reporter named as not to see the case."""
    found: set[str] = set()
    for name in case.not_for:
        if name in ("officer", "head"):
            found.add(f"{name}-{case.unit}")
        elif name == "member":
            found.update(org.followers(case.unit, now))
        elif name in org.posts:
            found.add(name)
    return frozenset(found)


def _barred_posts(case: Case, org: Organisation, now: AwareDatetime) -> frozenset[str]:
    """The posts that the case must not come to, whoever holds them: those it is about, what stands below, unwanted."""
    accused = _accused_posts(case)
    lower = frozenset(post for one in accused for post in org.below(one))
    return accused | lower | _unwanted_posts(case, org, now)


def eligible(case: Case, post: str, org: Organisation, now: AwareDatetime) -> tuple[Holder, ...]:
    """Give those who act for a post and may have the case."""
    if post in _barred_posts(case, org, now):
        return ()
    acting = org.acting(post, now)
    if not acting:
        return ()
    shut = excluded(case, org, now)
    return tuple(holder for holder in acting if holder.person not in shut)


def levels(case: Case, org: Organisation, now: AwareDatetime) -> tuple[Level, ...]:
    """Give the way of a case upwards: who gets it first, then head, member and standing body, each once.

    About people: staff → the unit's head only; a leader or not sure → the province's inspector (decisions 3).
    """
    unit_head = post_id("head", case.unit)
    kinds = org.first_for(case.category, case.filed_at)
    if case.about == "staff":
        kinds = ("head",)
    elif case.about is not None:
        kinds = ("inspector",)
    first = tuple(post_id(kind, case.unit) if kind in ("officer", "head") else kind for kind in kinds)
    way: list[Level] = [first]
    if kinds == ("officer",):
        way.append((unit_head,))
    way += [org.followers(case.unit, now), ("standing",)]
    return tuple(level for level in way if level)


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
    """Give where an overdue case goes: the nearest level above that has not got it and is held; () at the top."""
    new = tuple(level for level in above(case, org, now) if not set(level) & set(case.reach))
    return _nearest(new, case, org, now)


def one_higher(case: Case, org: Organisation, now: AwareDatetime) -> Level:
    """Give where a reopened case goes: the nearest level above that is held, also if it has the case; () at the top."""
    return _nearest(above(case, org, now), case, org, now)


def elsewhere(case: Case, org: Organisation, now: AwareDatetime) -> Level:
    """Give where an appeal goes: the nearest level above that does not belong to the unit that refused the case."""
    refusing = org.posts.get(case.holder or "")
    unit = refusing.unit if refusing else ""
    way = [
        tuple(post for post in level if not unit or post not in org.posts or org.posts[post].unit != unit)
        for level in above(case, org, now)
    ]
    return _nearest(tuple(filter(None, way)), case, org, now) or _independent(case, org, now)


def place(case: Case, org: Organisation, now: AwareDatetime) -> Placement:
    """Give where a new case goes: the first level held by somebody who may have it, else the independent post."""
    held = _nearest(levels(case, org, now), case, org, now) or _independent(case, org, now)
    return Placement(holder=held[0] if held else None, reach=held)


def _independent(case: Case, org: Organisation, now: AwareDatetime) -> Level:
    return (org.independent,) if org.independent and eligible(case, org.independent, org, now) else ()


def fallback(case: Case, org: Organisation, now: AwareDatetime) -> Level:
    """Give where a case goes that nobody reads any more: the next level, else the independent post; () if nobody."""
    return next_level(case, org, now) or (() if org.independent in case.reach else _independent(case, org, now))


def _nearest(way: tuple[Level, ...], case: Case, org: Organisation, now: AwareDatetime) -> Level:
    """Give the posts of the first level that somebody holds who may have the case."""
    held = (tuple(post for post in level if eligible(case, post, org, now)) for level in way)
    return next(filter(None, held), ())


def recipients(case: Case, event: CaseEvent, org: Organisation, now: AwareDatetime) -> tuple[Holder, ...]:
    """Give who may have the case for an event; asked at every forward, list, opening and again at sending.

    Acts: who acts for a post that the case has reached. Approvals: who decides on the extension that was asked
    for. Notices and openings: both. Digests: also the members who follow the unit and the standing body, who
    read its line in the list. Never whoever `excluded` names.
    """
    posts = [] if event is CaseEvent.APPROVE else list(case.reach)
    if event is not CaseEvent.ACT and case.extension is not None:
        posts += [post for post in case.extension.level if post not in posts]
    if event is CaseEvent.DIGEST:
        posts += [post for post in (*org.followers(case.unit, now), "standing") if post not in posts]
    seen: dict[tuple[str, int], Holder] = {}
    for post in posts:
        for holder in eligible(case, post, org, now):
            seen.setdefault((holder.post, holder.person), holder)
    return tuple(seen.values())


def group_inboxes(case: Case, posts: Level, org: Organisation, now: AwareDatetime) -> tuple[Group, ...]:
    """Give the groups of these posts that may get a stub of the case.

    None that an excluded person controls or, as far as is known, is a member of; and none that also is the inbox of a
    post that must not have the case, in whatever thread, since all members of a chat read all of its threads.
    """
    live = tuple(one for one in org.groups if one.at(now))
    if not any(one.post in posts for one in live):
        return ()
    shut, barred = excluded(case, org, now), _barred_posts(case, org, now)
    closed = {one.chat for one in live if one.post in barred or one.person in shut}
    closed |= {one.via for one in org.holders if one.via and one.person in shut and one.at(now)}
    return tuple(one for one in live if one.post in posts and one.chat not in closed)
