"""Who reads the weekly digest: members, for the units they follow, and the standing body, for all."""

from pydantic import AwareDatetime

from handlers.casework.organisation import Organisation
from handlers.talk.says import Say
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


def addressed(told: Say, reader: Reader) -> Say:
    """Give a digest's message with the post and the units that it is for, so that they can be asked again later."""
    units = "*" if reader.units is None else " ".join(reader.units)
    return told.model_copy(update={"args": {**told.args, "reader_post": reader.post, "reader_units": units}})


def still_theirs(told: Say, person: int, org: Organisation, moment: AwareDatetime) -> bool:
    """Whether a person still reads digests, for the post of this message and about all of its units."""
    reader = next((one for one in readers(org, moment) if one.person == person), None)
    if reader is None:
        return False
    post, units = told.args.get("reader_post"), told.args.get("reader_units")
    if not isinstance(post, str) or not isinstance(units, str):
        return True
    holds = any(one.person == person for one in org.holding(post, moment))
    return holds and (reader.units is None or (units != "*" and set(units.split()) <= set(reader.units)))
