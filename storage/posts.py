"""Posts, who holds them, and the invitations to them; tokens are kept only as hashes."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from handlers.casework.directory import Directory
from handlers.casework.organisation import (
    Absence,
    Following,
    Group,
    Holder,
    Jurisdiction,
    Organisation,
    Post,
)
from handlers.casework.views import PostView
from storage.database import Connection
from storage.queries import load
from storage.times import ZONE, from_ms, to_ms

_SQL = load("posts")


@dataclass(frozen=True)
class Invitation:
    """An invitation to a post."""

    post: str
    name: str
    expires_at: datetime
    used: bool
    deputy: bool = False
    since: datetime | None = None
    until: datetime | None = None


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


async def add_posts(tx: Connection, posts: Iterable[Post]) -> None:
    """Keep posts that are not there yet."""
    await tx.execute_many(_SQL["add"], [_row(one) for one in posts])


async def set_follows(tx: Connection, post: str, follows: Sequence[str]) -> None:
    """Keep which units a member follows from now on."""
    await tx.execute(_SQL["set_follows"], post, json.dumps(list(follows)))


async def count(conn: Connection) -> int:
    """Count the posts."""
    return int((await conn.fetch(_SQL["count"]))[0][0])


async def version(conn: Connection) -> int:
    """Give a number that is another one whenever anything of the organisation has changed."""
    return int((await conn.fetch(_SQL["version"]))[0][0])


async def touch(tx: Connection) -> None:
    """Write something that changes nothing, to see whether the store can be written to."""
    await tx.execute(_SQL["touch"])


async def organisation(conn: Connection, directory: Directory, independent: str = "") -> Organisation:
    """Give all posts, all who hold or held them or stood in, absences, assignments, jurisdictions and groups."""
    posts = {
        id_: Post.model_construct(
            id=id_,
            kind=kind,
            unit=unit,
            follows=tuple(json.loads(follows)),
            under=under,
            valid_from=_day(valid_from),
            valid_to=_day(valid_to),
        )
        for id_, kind, unit, follows, under, valid_from, valid_to in await conn.fetch(_SQL["all"])
    }
    holders = tuple(
        Holder(
            post=post,
            person=person,
            name=name,
            since=from_ms(since),
            until=_until(until),
            deputy=bool(deputy),
            via=via,
        )
        for post, person, name, since, until, deputy, via in await conn.fetch(_SQL["holders"])
    )
    return Organisation(
        directory=directory,
        posts=posts,
        holders=holders,
        absences=tuple(
            Absence(person=person, since=from_ms(since), until=_until(until))
            for person, since, until in await conn.fetch(_SQL["absences"])
        ),
        followings=tuple(
            Following(post=post, units=tuple(json.loads(units)), since=from_ms(since), until=_until(until))
            for post, units, since, until in await conn.fetch(_SQL["followings"])
        ),
        jurisdictions=tuple(
            Jurisdiction(category=category, first=tuple(json.loads(first)), since=from_ms(since), until=_until(until))
            for category, first, since, until in await conn.fetch(_SQL["jurisdictions"])
        ),
        groups=tuple(
            Group(channel=channel, user=user, post=post, person=person, since=from_ms(since), until=_until(until))
            for channel, user, post, person, since, until in await conn.fetch(_SQL["groups"])
        ),
        independent=independent,
    )


def _row(post: Post) -> tuple[str | None, ...]:
    days = (day.isoformat() if day else None for day in (post.valid_from, post.valid_to))
    return (post.id, post.kind, post.unit, json.dumps(post.follows), post.under, *days)


def _until(until: int | None) -> datetime | None:
    return None if until is None else from_ms(until)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


async def held_by(
    conn: Connection, persons: Sequence[int], directory: Directory, now: datetime
) -> dict[int, tuple[PostView, ...]]:
    """Give, by person, the posts held at a moment, as they are named to people."""
    found: dict[int, tuple[PostView, ...]] = {}
    asked = (json.dumps(list(persons)), to_ms(now), now.astimezone(ZONE).date().isoformat())
    for person, id_, kind, unit, name in await conn.fetch(_SQL["held_by"], *asked):
        known = directory.get(unit)
        view = PostView(id=id_, kind=kind, unit=known.name if known else "", holder=name)
        found[person] = (*found.get(person, ()), view)
    return found


async def hold(
    tx: Connection,
    post: str,
    person: int,
    name: str,
    at: datetime,
    *,
    deputy: bool = False,
    until: datetime | None = None,
) -> None:
    """Let a person hold a post, or stand in for its holders, from a moment on."""
    await tx.execute(_SQL["hold"], post, person, name, to_ms(at), to_ms(until) if until else None, int(deputy))


async def end(tx: Connection, post: str, name: str, at: datetime) -> int:
    """Let the holders of a post (all, or those of a name) hold it no longer, and give how many they were."""
    return await tx.execute(_SQL["end"], post, name, to_ms(at))


async def void(tx: Connection, post: str, name: str, at: datetime) -> int:
    """Let the open invitations to a post (all, or those of a name) expire, and give how many they were."""
    return await tx.execute(_SQL["void"], post, name, to_ms(at))


async def invite(
    tx: Connection,
    token: str,
    post: str,
    name: str,
    at: datetime,
    expires: datetime,
    *,
    deputy: bool = False,
    since: datetime | None = None,
    until: datetime | None = None,
) -> None:
    """Keep an invitation, by the hash of its token, with the days from and until which the post will be held."""
    span = (to_ms(one) if one else None for one in (since, until))
    await tx.execute(_SQL["invite"], _hashed(token), post, name, to_ms(at), to_ms(expires), int(deputy), *span)


async def invitation(conn: Connection, token: str) -> Invitation | None:
    """Give the invitation of a token, or None."""
    rows = await conn.fetch(_SQL["invitation"], _hashed(token))
    if not rows:
        return None
    post, name, expires, used, deputy, since, until = rows[0]
    begins = from_ms(since) if since is not None else None
    return Invitation(post, name, from_ms(expires), used is not None, bool(deputy), begins, _until(until))


async def use(tx: Connection, token: str, person: int, at: datetime) -> bool:
    """Use an invitation up; False if somebody else was quicker."""
    return await tx.execute(_SQL["use"], _hashed(token), to_ms(at), person) == 1
