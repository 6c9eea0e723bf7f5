"""Keeps what an import changes of the organisation: posts, holders, absences, assignments, jurisdictions."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handlers.casework.organisation import Absence, Following, Holder, Jurisdiction, Post
from storage.database import Connection
from storage.queries import load
from storage.times import from_ms, to_ms

_SQL = load("organisation")


@dataclass(frozen=True)
class Invited:
    """Somebody who was invited to a post and has not come yet."""

    post: str
    name: str
    expires_at: datetime
    deputy: bool


async def put_posts(tx: Connection, posts: Iterable[Post]) -> None:
    """Keep posts, in place of those of the same id."""
    await tx.execute_many(
        _SQL["put_post"],
        [
            (
                one.id,
                one.kind,
                one.unit,
                json.dumps(one.follows),
                one.under,
                *(day.isoformat() if day else None for day in (one.valid_from, one.valid_to)),
            )
            for one in posts
        ],
    )


async def put_holders(tx: Connection, holders: Iterable[Holder]) -> None:
    """Keep holders; one of the same post, person and beginning is replaced."""
    await tx.execute_many(
        _SQL["put_holder"],
        [(one.post, one.person, one.name, to_ms(one.since), _until(one.until), int(one.deputy)) for one in holders],
    )


async def put_absences(tx: Connection, absences: Iterable[Absence], now: datetime) -> None:
    """Keep absences; one of the same person and beginning is replaced. Of those that are over nothing will be told."""
    rows = [(one.person, to_ms(one.since), _until(one.until), to_ms(now)) for one in absences]
    await tx.execute_many(_SQL["put_absence"], rows)


async def put_followings(tx: Connection, followings: Iterable[Following]) -> None:
    """Keep what members follow; one of the same post and beginning is replaced."""
    await tx.execute_many(
        _SQL["put_following"],
        [(one.post, json.dumps(one.units), to_ms(one.since), _until(one.until)) for one in followings],
    )


async def put_jurisdictions(tx: Connection, jurisdictions: Iterable[Jurisdiction]) -> None:
    """Keep who gets a category first; one of the same category and beginning is replaced."""
    await tx.execute_many(
        _SQL["put_jurisdiction"],
        [(one.category.value, json.dumps(one.first), to_ms(one.since), _until(one.until)) for one in jurisdictions],
    )


async def invited(conn: Connection, now: datetime) -> list[Invited]:
    """Give those who were invited and may still come."""
    rows = await conn.fetch(_SQL["invited"], to_ms(now))
    return [Invited(post, name, from_ms(expires), bool(deputy)) for post, name, expires, deputy in rows]


def _until(until: datetime | None) -> int | None:
    return None if until is None else to_ms(until)
