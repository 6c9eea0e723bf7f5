"""Makes one-time invitations to posts."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.world import World
from handlers.casework.organisation import Post
from storage import posts
from storage.database import Connection

VALID = timedelta(days=3)


class NoSuchPost(Exception):
    """There is no such post."""


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

    `follows` are the units that a member's post follows from now on.
    """
    async with world.db.write() as tx:
        if follows is not None:
            await posts.add_posts(tx, [Post(id=post, kind="member", follows=tuple(follows))])
            await posts.set_follows(tx, post, follows)
        org = await world.organisation(tx)
        if post not in org.posts:
            raise NoSuchPost(post)
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
