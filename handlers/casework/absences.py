"""Who is away until when, who acts in the meantime, and when a deputy's turn comes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from pydantic import AwareDatetime

from handlers.casework.cases import Case
from handlers.casework.organisation import Absence, Organisation
from handlers.casework.routing import CaseEvent, may_have
from handlers.casework.views import PostView
from handlers.casework.worktime import ZONE
from handlers.value import Value

_INSTANT = timedelta(microseconds=1)


class Meanwhile(Value):
    """Who acts for a post while its holder is away: `somebody`, by name where there are names, or the post `above`."""

    post: PostView
    somebody: bool
    who: tuple[str, ...] = ()
    above: PostView | None = None


class Absent(Value):
    """A person is marked as away: the last day of it, where that is known, and who acts for each of the posts."""

    until: date | None
    acting: tuple[Meanwhile, ...]


class StandIn(Value):
    """When a deputy's turn comes: `now` or from the day `first`, until the day `last`, where these are known.

    `since` and `until` are the first day of the deputy's own spell, where it is still to come, and its last day.
    """

    now: bool
    first: date | None = None
    last: date | None = None
    since: date | None = None
    until: date | None = None


def last_day(until: AwareDatetime | None) -> date | None:
    """Give the last day of what ends at a moment; None for what has no end."""
    return None if until is None else (until - _INSTANT).astimezone(ZONE).date()


def back_at(person: int, org: Organisation, now: AwareDatetime) -> AwareDatetime | None:
    """Give when a person who is away will be there again, also after absences that follow one another; None: unknown.

    Who is there is back now.
    """
    own = [one for one in org.absences if one.person == person]
    moment = now
    while covering := [one.until for one in own if one.at(moment)]:
        ends = [one for one in covering if one is not None]
        if len(ends) < len(covering):
            return None
        moment = max(ends)
    return moment


def held_again(post: str, org: Organisation, now: AwareDatetime) -> AwareDatetime | None:
    """Give when the first of a post's holders will be there again; None where nobody knows."""
    moments = [back_at(one.person, org, now) for one in org.holding(post, now)]
    return min((one for one in moments if one is not None), default=None)


def with_absent(org: Organisation, there: Iterable[int], away: Iterable[int], now: AwareDatetime) -> Organisation:
    """Give the organisation as if some persons were there and others away, whatever is noted of them."""
    there, away = set(there), set(away)
    kept = tuple(one for one in org.absences if one.person not in there | away)
    return replace(org, absences=(*kept, *(Absence(person=one, since=now) for one in sorted(away))))


def absent(person: int, org: Organisation, now: AwareDatetime) -> Absent | None:
    """Give until when a person is marked as away and who acts for the posts; None if the person is there."""
    if not org.away(person, now):
        return None
    posts = {one.post: one.deputy for one in org.seats_of(person, now, now) if org.exists(one.post, now)}
    known: list[Meanwhile] = []
    for post, deputy in posts.items():
        acting, seen = org.acting(post, now), org.view(post)
        if seen is None or (deputy and any(not one.deputy for one in acting)):
            continue
        who = tuple(one.name for one in acting if one.name)
        higher = None if acting else org.view(above(post, org, now))
        known.append(Meanwhile(post=seen, somebody=bool(acting), who=who, above=higher))
    return Absent(until=last_day(back_at(person, org, now)), acting=tuple(known))


def above(post: str, org: Organisation, now: AwareDatetime) -> str:
    """Give the nearest post above another for which somebody acts; "" for none."""
    found = org.posts[post]
    members = org.followers(found.unit, now) if found.unit else ()
    way = (found.under, *members, "standing")
    return next((one for one in way if one and one != post and org.acting(one, now)), "")


def misses(case: Case, person: int, org: Organisation, now: AwareDatetime) -> Absent | None:
    """Give the absence for which alone a person may not have a case now; None if there is none, or another reason."""
    if not org.away(person, now):
        return None
    there = with_absent(org, [person], [], now)
    if not may_have(person, case, CaseEvent.DIGEST, there, now):
        return None
    return absent(person, org, now)


def stand_in(post: str, person: int, org: Organisation, now: AwareDatetime) -> StandIn | None:
    """Give when the turn of a deputy of a post comes; None for whoever is no deputy of it."""
    seats = [one for one in org.holders if (one.post, one.person) == (post, person) and _lasts(one.until, now)]
    if not seats or not all(one.deputy for one in seats):
        return None
    own = max(seats, key=lambda one: one.since)
    spell = {
        "since": own.since.astimezone(ZONE).date() if own.since > now else None,
        "until": last_day(own.until),
    }
    if _acts(post, person, org, now):
        return StandIn(now=True, last=last_day(held_again(post, org, now)), **spell)
    holders = {one.person for one in org.seated(post, now) if not one.deputy}
    coming = sorted(one.since for one in org.absences if one.person in holders and one.since > now)
    start = next((one for one in coming if _acts(post, person, org, one)), None)
    if start is None:
        return StandIn(now=False, **spell)
    first, last = start.astimezone(ZONE).date(), last_day(held_again(post, org, start))
    return StandIn(now=False, first=first, last=last, **spell)


def _lasts(until: AwareDatetime | None, now: AwareDatetime) -> bool:
    return until is None or until > now


def _acts(post: str, person: int, org: Organisation, now: AwareDatetime) -> bool:
    return any(one.person == person for one in org.acting(post, now))
