"""Who must never see a case, as persons and as posts, from whatever seat they ask."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple, get_args

from pydantic import AwareDatetime

from handlers.casework.cases import About, Case
from handlers.casework.categories import RULES, PostKind
from handlers.casework.organisation import Holder, Organisation, post_id
from handlers.casework.worktime import ZONE

LOOK_BACK: Final = timedelta(days=30)
"""How long before its filing a case may have happened whose reporter names no day."""
_KINDS: Final = frozenset(get_args(PostKind))
_NOBODY: Final[frozenset[str]] = frozenset()


class Barred(NamedTuple):
    """The persons who must not see a case, and the posts that it must not come to, whoever holds them."""

    persons: frozenset[int]
    posts: frozenset[str]


def barred(case: Case, org: Organisation, now: AwareDatetime) -> Barred:
    """Give whom and what a case must never reach, by all that was true from the day it happened until now.

    Persons: the reporter, whoever recused himself or was named as unwanted, and where the case is about people
    (issue 3, item 4): who had a seat in the accused posts, who stands in for them in any post of theirs, and who
    sits below any of these posts. Another seat, a later one or a second account of the same name changes nothing.
    """
    meant, unwanted = _accused_posts(case, org), _unwanted_posts(case, org, now)
    own = {case.reporter, *case.recused}
    persons = own | org.names.sharers(own)
    if meant or unwanted:
        began = _began(case)
        persons |= _accused(meant, org, began, now)
        for post in unwanted:
            persons |= _persons(org.held_between(post, began, now))
    for name in case.not_for:
        if name not in _KINDS and name not in org.posts:
            persons |= org.names.meant(name)
    posts = meant.union(unwanted, *(org.below(post) for post in meant)) if meant or unwanted else _NOBODY
    return Barred(frozenset(persons), posts)


def about(case: Case) -> About | None:
    """Give whom the case is about; one of a behaviour category that does not say so may be about anybody there."""
    return "unsure" if case.about is None and RULES[case.category].behaviour else case.about


def guarded(case: Case) -> bool:
    """Whether somebody besides the reporter may be shut out, so that `recipients` must be asked about every reader.

    Any other case is read by whoever acts for a post that it has reached, but for its reporter.
    """
    return bool(about(case) or case.not_for or case.recused)


def _began(case: Case) -> datetime:
    filed = case.filed_at.astimezone(ZONE)  # moments of one zone are compared far faster
    if case.happened is None:
        return filed - LOOK_BACK
    return min(filed, datetime.combine(case.happened, time(), ZONE))


def _accused_posts(case: Case, org: Organisation) -> frozenset[str]:
    """The posts whose holders the case is about: all counter staff of the unit; unless only they are meant, all."""
    match about(case):
        case None:
            return _NOBODY
        case "staff":
            return frozenset((post_id("officer", case.unit), *org.in_unit(case.unit, "officer")))
        case _:
            return frozenset((post_id("officer", case.unit), post_id("head", case.unit), *org.in_unit(case.unit)))


def _accused(posts: frozenset[str], org: Organisation, began: datetime, now: AwareDatetime) -> set[int]:
    """Those who had a seat in these posts, who stands in for them anywhere, and who sits below any post of theirs."""
    accused = {one.person for post in posts for one in org.held_between(post, began, now)}
    accused |= org.names.sharers(accused)
    found, lower = set(accused), {low for post in posts for low in org.below(post)}
    for person in accused:
        for seat in org.seats_of(person, began, now):
            lower |= org.below(seat.post)
            if not seat.deputy:
                found |= _persons(one for one in org.held_between(seat.post, began, now) if one.deputy)
    for post in lower:
        found |= _persons(org.held_between(post, began, now))
    return found


def _unwanted_posts(case: Case, org: Organisation, now: AwareDatetime) -> frozenset[str]:
    """The posts that the reporter named as not to see the case: by id, or by a kind in the unit and the province."""
    found: set[str] = set()
    for name in case.not_for:
        if name == "member":
            found.update(org.followers_between(case.unit, _began(case), now))
        elif name in _KINDS:
            found.update(post for unit in {"", case.unit} for post in org.in_unit(unit, name))  # type: ignore[arg-type]
        elif name in org.posts:
            found.add(name)
    return frozenset(found)


def _persons(seats: Iterable[Holder]) -> set[int]:
    return {seat.person for seat in seats}
