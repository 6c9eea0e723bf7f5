"""Who reads the scorecard of which units in the chat, and from which post."""

from pydantic import AwareDatetime

from handlers.casework.organisation import Organisation, post_id


def seat(org: Organisation, person: int, unit: str, now: AwareDatetime) -> str | None:
    """Give the post from which a person reads a unit's scorecard: the standing body, a member who follows the unit, or
    who acts as the head of the unit; None for anybody else."""
    held = [post.id for post in org.posts_of(person, now)]
    if "standing" in held:
        return "standing"
    member = next((post for post in held if org.posts[post].kind == "member" and unit in org.follows(post, now)), None)
    if member is not None:
        return member
    head = post_id("head", unit)
    return head if any(one.person == person for one in org.acting(head, now)) else None


def own_units(org: Organisation, person: int, now: AwareDatetime) -> tuple[str, ...]:
    """Give the units whose head a person is, then those that the person follows as a member."""
    held = org.posts_of(person, now)
    heads = [post.unit for post in held if post.kind == "head"]
    followed = [unit for post in held if post.kind == "member" for unit in org.follows(post.id, now)]
    return tuple(dict.fromkeys((*heads, *followed)))
