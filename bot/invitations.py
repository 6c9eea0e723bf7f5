"""Makes one-time invitations to posts."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.world import World
from handlers.casework.organisation import Post
from storage import posts

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
    world: World, post: str, *, name: str = "", follows: Sequence[str] | None = None, valid: timedelta = VALID
) -> Made:
    """Make an invitation to a post; a member's post is made along with it, following these units."""
    token, now = secrets.token_urlsafe(12), world.clock.now()
    async with world.db.write() as tx:
        if follows is not None:
            await posts.add_posts(tx, [Post(id=post, kind="member", follows=tuple(follows))])
            await posts.set_follows(tx, post, follows)
        org = await world.organisation(tx)
        if post not in org.posts:
            raise NoSuchPost(post)
        await posts.invite(tx, token, post, name, now, now + valid)
    return Made(token, post, now + valid)
