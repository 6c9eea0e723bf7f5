"""Makes one-time invitations to posts."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.world import World
from handlers.casework.organisation import Organisation, Post, post_id
from handlers.casework.unit import Unit
from storage import posts
from storage.database import Connection
from storage.posts import Invitation

VALID = timedelta(days=3)
Unfit = Literal["unknown", "used", "expired", "gone"]


class NoSuchPost(Exception):
    """There is no such post."""


class NotToday(Exception):
    """The post is not there today; says since when or until when, and which posts took its place."""


def gone(org: Organisation, post: str, today: date) -> bool:
    """Say whether a post, or the unit that it belongs to, has ceased before this day."""
    found = org.posts.get(post)
    unit = org.directory.get(found.unit) if found else None
    ends = (one.valid_to for one in (found, unit) if one is not None)
    return any(end is not None and end < today for end in ends)


def heirs(org: Organisation, post: str, today: date) -> tuple[Unit, ...]:
    """Give the units that took over the unit of a post, () where it is there still or belongs to none."""
    found = org.posts.get(post)
    units = org.directory.current(found.unit, today) if found and found.unit else ()
    return tuple(unit for unit in units if found is None or unit.code != found.unit)


def unfit(invitation: Invitation | None, org: Organisation, now: datetime) -> Unfit | None:
    """Give why nobody can come in by an invitation: there is none, it was used, is too old, or its post has ended."""
    if invitation is None:
        return "unknown"
    if invitation.used:
        return "used"
    if invitation.expires_at <= now:
        return "expired"
    return "gone" if gone(org, invitation.post, now.date()) else None


def _there(org: Organisation, id_: str, today: date) -> None:
    """NotToday unless the post and its unit are there today."""
    post, after = org.posts[id_], ", ".join(post_id(org.posts[id_].kind, one.code) for one in heirs(org, id_, today))
    if gone(org, id_, today):
        raise NotToday(f"{id_} has ended{f': invite to {after}' if after else ''}.")
    unit = org.directory.get(post.unit)
    begins = [one.valid_from for one in (post, unit) if one and one.valid_from and one.valid_from > today]
    if begins:
        raise NotToday(
            f"{id_} begins only on {max(begins)}: name the holder, with from, in a file of `langnghe posts import`."
        )


@dataclass(frozen=True)
class Made:
    """A fresh invitation; only here does its token stand in the clear."""

    token: str
    post: str
    expires_at: datetime


async def invite(
    world: World,
    post: str,
    *,
    name: str = "",
    follows: Sequence[str] | None = None,
    valid: timedelta = VALID,
    deputy: bool = False,
) -> Made:
    """Make an invitation to a post, or to stand in for its holders; a member's post is made along with it.

    `follows` are the units that a member's post follows from now on. NoSuchPost; NotToday if it is not there today.
    """
    async with world.db.write() as tx:
        if follows is not None:
            await posts.add_posts(tx, [Post(id=post, kind="member", follows=tuple(follows))])
            await posts.set_follows(tx, post, follows)
        org = await world.organisation(tx)
        if post not in org.posts:
            raise NoSuchPost(post)
        _there(org, post, world.clock.now().date())
        return await invite_within(world, tx, post, name=name, valid=valid, deputy=deputy)


async def invite_within(
    world: World,
    tx: Connection,
    post: str,
    *,
    name: str = "",
    valid: timedelta = VALID,
    deputy: bool = False,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Made:
    """Make an invitation to a post that there is, in the caller's transaction; it is held from and until these."""
    token, now = secrets.token_urlsafe(12), world.clock.now()
    await posts.invite(tx, token, post, name, now, now + valid, deputy=deputy, since=since, until=until)
    return Made(token, post, now + valid)
