"""Who gets a case, and who must never get it."""

from datetime import datetime, time
from enum import StrEnum

from pydantic import AwareDatetime

from handlers.casework.cases import Case
from handlers.casework.categories import RULES
from handlers.casework.organisation import Holder, Organisation, post_id
from handlers.casework.worktime import ZONE
from handlers.value import Value

Level = tuple[str, ...]
"""Post ids that get a case at the same time."""


class CaseEvent(StrEnum):
    """What a recipient is asked for."""

    NOTICE = "notice"
    OPEN = "open"
    ACT = "act"
    DIGEST = "digest"


class Placement(Value):
    """Where a case lies: the post that owes the answer and all posts that have it; nobody yet if `holder` is None."""

    holder: str | None
    reach: tuple[str, ...]


def excluded(case: Case, org: Organisation, now: AwareDatetime) -> frozenset[int]:
    """Give the persons who must never see the case.

    The reporter; and where it is about people: the counter's staff (an unknown person at a counter means all of
    them), or, about a leader or unsure, everybody who held a post in that unit at any time from the day it
    happened until now. Whoever has moved up or away since then stays shut out.
    """
    shut, began = {case.reporter}, case.filed_at
    if case.happened is not None:
        began = min(began, datetime.combine(case.happened, time(), ZONE))
    for post in _barred_posts(case):
        shut.update(holder.person for holder in org.held_between(post, began, now))
    return frozenset(shut)


def _barred_posts(case: Case) -> frozenset[str]:
    """The posts of the unit that a case about people must not come to, whoever holds them."""
    if case.about is None:
        return frozenset()
    barred = {post_id("officer", case.unit)}
    if case.about != "staff":
        barred.add(post_id("head", case.unit))
    return frozenset(barred)


def eligible(case: Case, post: str, org: Organisation, now: AwareDatetime) -> tuple[Holder, ...]:
    """Give those holders of a post who may have the case."""
    if post in _barred_posts(case):
        return ()
    shut = excluded(case, org, now)
    return tuple(holder for holder in org.holding(post, now) if holder.person not in shut)


def levels(case: Case, org: Organisation) -> tuple[Level, ...]:
    """Give the way of a case upwards: who gets it first, then head, member and standing body, each once.

    About people: staff → the unit's head only; a leader or not sure → the province's inspector (decisions 3).
    """
    unit_head = post_id("head", case.unit)
    kinds = RULES[case.category].first
    if case.about == "staff":
        kinds = ("head",)
    elif case.about is not None:
        kinds = ("inspector",)
    first = tuple(post_id(kind, case.unit) if kind in ("officer", "head") else kind for kind in kinds)
    way: list[Level] = [first]
    if kinds == ("officer",):
        way.append((unit_head,))
    way += [org.followers(case.unit), ("standing",)]
    return tuple(level for level in way if level)


def above(case: Case, org: Organisation) -> tuple[Level, ...]:
    """Give the levels above the present holder, nearest first."""
    way = levels(case, org)
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
    new = tuple(level for level in above(case, org) if not set(level) & set(case.reach))
    return _nearest(new, case, org, now)


def one_higher(case: Case, org: Organisation, now: AwareDatetime) -> Level:
    """Give where a reopened case goes: the nearest level above that is held, also if it has the case; () at the top."""
    return _nearest(above(case, org), case, org, now)


def place(case: Case, org: Organisation, now: AwareDatetime) -> Placement:
    """Give where a new case goes: the first level that is held by somebody who may have it."""
    held = _nearest(levels(case, org), case, org, now)
    return Placement(holder=held[0] if held else None, reach=held)


def _nearest(way: tuple[Level, ...], case: Case, org: Organisation, now: AwareDatetime) -> Level:
    """Give the posts of the first level that somebody holds who may have the case."""
    held = (tuple(post for post in level if eligible(case, post, org, now)) for level in way)
    return next(filter(None, held), ())


def recipients(case: Case, event: CaseEvent, org: Organisation, now: AwareDatetime) -> tuple[Holder, ...]:
    """Give who may have the case for an event; asked at every forward, list, opening and again at sending.

    Notices, openings and acts: who holds a post that the case has reached. Digests: also the members who follow
    the unit and the standing body, who read its line in the list. Never whoever `excluded` names.
    """
    posts = list(case.reach)
    if event is CaseEvent.DIGEST:
        posts += [post for post in (*org.followers(case.unit), "standing") if post not in posts]
    seen: dict[tuple[str, int], Holder] = {}
    for post in posts:
        for holder in eligible(case, post, org, now):
            seen.setdefault((holder.post, holder.person), holder)
    return tuple(seen.values())
