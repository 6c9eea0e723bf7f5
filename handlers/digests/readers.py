"""Who reads the weekly digest: members, for the units they follow, and the standing body, for all."""

from pydantic import AwareDatetime

from handlers.casework.organisation import Organisation
from handlers.value import Value


class Reader(Value):
    """A person who gets one digest a week: for which post, and of which units (None: all)."""

    person: int
    post: str
    units: tuple[str, ...] | None


def readers(org: Organisation, moment: AwareDatetime) -> tuple[Reader, ...]:
    """Give those who held a reading post at a moment, each person once, in order.

    Who is in the standing body reads all units; who is a member twice reads the units of both posts.
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
    return tuple(found[person] for person in sorted(found))


def _both(known: Reader, new: Reader) -> Reader:
    if known.units is None or new.units is None:
        return known if known.units is None else new
    return known.model_copy(update={"units": tuple(sorted({*known.units, *new.units}))})
