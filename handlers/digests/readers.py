"""Who reads digests: members, for the units they follow, the standing body, for all, and heads, for their own unit."""

from collections.abc import Iterator

from pydantic import AwareDatetime

from handlers.casework.organisation import Organisation
from handlers.casework.periods import KINDS, Kind
from handlers.talk.says import Say
from handlers.value import Value


class Mailed(Value):
    """Which digests are sent by themselves: of which periods, and whether heads get their own unit's week."""

    months: bool = True
    quarters: bool = True
    heads: bool = True

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The periods that have a digest."""
        wanted = {"week": True, "month": self.months, "quarter": self.quarters}
        return tuple(kind for kind in KINDS if wanted[kind])


class Reader(Value):
    """A person who gets one digest a period: for which post, and of which units (None: all).

    A `head` reads no case by it that does not lie with the own unit, nor its number where it may be about people.
    """

    person: int
    post: str
    units: tuple[str, ...] | None
    head: bool = False


def readers(org: Organisation, moment: AwareDatetime, *, heads: bool = False) -> tuple[Reader, ...]:
    """Give those who held a reading post at a moment, each person once, in order; with or without `heads`.

    Who is in the standing body reads all units; who is a member twice reads the units of both posts. A head who has
    such a post too reads what that one gives.
    """
    found: dict[int, Reader] = {}
    for post_id, post in sorted(org.posts.items()):
        if post.kind not in ("member", "standing"):
            continue
        units = None if post.kind == "standing" else tuple(sorted(set(org.follows(post_id, moment))))
        for holder in org.holding(post_id, moment):
            known = found.get(holder.person)
            new = Reader(person=holder.person, post=post_id, units=units)
            found[holder.person] = _both(known, new) if known else new
    if heads:
        for reader in _heads(org, moment):
            known = found.get(reader.person)
            if known is None or known.head:
                found[reader.person] = _both(known, reader) if known else reader
    return tuple(found[person] for person in sorted(found))


def reader_of(person: int, org: Organisation, moment: AwareDatetime) -> Reader | None:
    """Give what a person reads at a moment, None if that is nothing."""
    return next((one for one in readers(org, moment, heads=True) if one.person == person), None)


def _heads(org: Organisation, moment: AwareDatetime) -> Iterator[Reader]:
    for post_id, post in sorted(org.posts.items()):
        if post.kind == "head" and org.exists(post_id, moment):
            for holder in org.holding(post_id, moment):
                yield Reader(person=holder.person, post=post_id, units=(post.unit,), head=True)


def _both(known: Reader, new: Reader) -> Reader:
    if known.units is None or new.units is None:
        return known if known.units is None else new
    return known.model_copy(update={"units": tuple(sorted({*known.units, *new.units}))})


def addressed(told: Say, reader: Reader) -> Say:
    """Give a digest's message with the post and the units that it is for, so that they can be asked again later."""
    units = "*" if reader.units is None else " ".join(reader.units)
    return told.model_copy(update={"args": {**told.args, "reader_post": reader.post, "reader_units": units}})


def still_theirs(told: Say, person: int, org: Organisation, moment: AwareDatetime) -> bool:
    """Whether a person still reads digests, for the post of this message and about all of its units."""
    reader = reader_of(person, org, moment)
    if reader is None:
        return False
    post, units = told.args.get("reader_post"), told.args.get("reader_units")
    if not isinstance(post, str) or not isinstance(units, str):
        return True
    holds = any(one.person == person for one in org.holding(post, moment))
    return holds and (reader.units is None or (units != "*" and set(units.split()) <= set(reader.units)))
