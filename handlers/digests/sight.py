"""Which cases of a digest's lists a reader may know of: what `recipients` says, without opening every case."""

from typing import NamedTuple

from pydantic import AwareDatetime

from handlers.casework.cases import Case
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, may_have


class Sight(NamedTuple):
    """What a person oversees at a moment: the units that a member's posts follow, all of them (None) or none."""

    person: int
    units: frozenset[str] | None
    org: Organisation
    now: AwareDatetime


def sight(person: int, org: Organisation, now: AwareDatetime) -> Sight:
    """Give what a person oversees, for whatever posts he or she acts at a moment."""
    held = org.posts_of(person, now)
    if any(post.kind == "standing" for post in held):
        return Sight(person, None, org, now)
    followed = {unit for post in held if post.kind == "member" for unit in org.follows(post.id, now)}
    return Sight(person, frozenset(followed), org, now)


def sees(by: Sight, unit: str, reporter: int, case: Case | None) -> bool:
    """Whether a reader may know of a case; without the case, of one from which only its reporter is shut out.

    Of such a case that no post of the reader oversees the answer is no: whether it lies on the reader's desk is for
    the whole case to tell.
    """
    if case is not None:
        return may_have(by.person, case, CaseEvent.DIGEST, by.org, by.now)
    if by.units is not None and unit not in by.units and not _heir(by, unit):
        return False
    return by.person != reporter and by.person not in by.org.names.sharers((reporter,))


def _heir(by: Sight, unit: str) -> bool:
    """Whether a unit has ceased and what took its land over is overseen."""
    heirs = by.org.directory.ceased.get(unit, ())
    return by.units is not None and not by.units.isdisjoint(heirs)
