"""How people rate the service: votes, the answers beside them, slips for a visit, and what all that comes to."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Literal, NamedTuple

from handlers.digests.rows import Scored
from storage.database import Connection
from storage.queries import load
from storage.times import from_ms, to_ms

_SQL = load("ratings")
Kind = Literal["case", "visit", "open"]


class Given(NamedTuple):
    """A vote as it was given."""

    person: int
    unit: str
    counter: str
    kind: Kind
    at: datetime
    score: int


class Visit(NamedTuple):
    """A slip for one visit: whose counter it is of, until when it holds, and when it was used."""

    unit: str
    counter: str
    expires_at: datetime
    used_at: datetime | None


class Slips(NamedTuple):
    """How many slips were handed out for a unit, and with how many of them the visit was rated."""

    unit: str
    made: int
    rated: int


def hashed(token: str) -> str:
    """Give the form in which the token of a slip is kept: a digest from which it cannot be told."""
    return sha256(token.encode()).hexdigest()


async def scored(read: Connection, start: datetime, until: datetime) -> tuple[Scored, ...]:
    """Give all scores of a time, from its first moment to before its last, by unit and kind."""
    return tuple(Scored(*row) for row in await read.fetch(_SQL["scored"], to_ms(start), to_ms(until)))


async def told(read: Connection, start: datetime, end: datetime, now: datetime) -> tuple[Scored, ...]:
    """Give all scores of a period, once it is over; before, nothing: two looks would tell the vote between them."""
    return await scored(read, start, end) if now >= end else ()


async def slips(read: Connection, start: datetime, until: datetime) -> tuple[Slips, ...]:
    """Give, for each unit, how many slips were made in a time and how many of those were used since."""
    return tuple(Slips(*row) for row in await read.fetch(_SQL["visits"], to_ms(start), to_ms(until)))


async def give(
    tx: Connection,
    vote: str,
    person: int,
    unit: str,
    counter: str,
    kind: Kind,
    at: datetime,
    score: int,
    comment: str = "",
) -> bool:
    """Keep a vote; False if it was given before, which nothing changes."""
    return await tx.execute(_SQL["give"], vote, person, unit, counter, kind, to_ms(at), score, comment) == 1


async def given(conn: Connection, vote: str) -> Given | None:
    """Give a vote, if there is one."""
    rows = await conn.fetch(_SQL["given"], vote)
    if not rows:
        return None
    person, unit, counter, kind, at, score = rows[0]
    return Given(person, unit, counter, kind, from_ms(at), score)


async def answer(
    tx: Connection,
    vote: str,
    person: int,
    *,
    field: str | None = None,
    waiting: int | None = None,
    attitude: int | None = None,
    guidance: int | None = None,
    result: str | None = None,
    apology: str | None = None,
    comment: str | None = None,
) -> None:
    """Keep answers beside an own vote; what is None stays as it is."""
    given_ = (field, waiting, attitude, guidance, result, apology, comment)
    await tx.execute(_SQL["answer"], vote, person, *given_)


async def flag_burst(tx: Connection, unit: str, kind: Kind, since: datetime, most: int) -> bool:
    """Mark the votes of a kind for a unit since a moment as suspect if there are at least `most`; say whether."""
    rows = await tx.fetch(_SQL["burst"], unit, to_ms(since), kind)
    if rows[0][0] < most:
        return False
    await tx.execute(_SQL["suspect_burst"], unit, to_ms(since), kind)
    return True


async def flag_many(tx: Connection, person: int, unit: str, kind: Kind, since: datetime, most: int) -> bool:
    """Mark a person's votes of a kind for a unit since a moment as suspect if there are more than `most`."""
    rows = await tx.fetch(_SQL["many"], person, unit, to_ms(since), kind)
    if rows[0][0] <= most:
        return False
    await tx.execute(_SQL["suspect_many"], person, unit, to_ms(since), kind)
    return True


async def make_visits(
    tx: Connection, tokens: Iterable[str], unit: str, counter: str, at: datetime, expires_at: datetime
) -> None:
    """Keep the slips of a unit's counter, as hashes of their tokens."""
    made = (unit, counter, to_ms(at), to_ms(expires_at))
    await tx.execute_many(_SQL["make_visit"], [(hashed(token), *made) for token in tokens])


async def visit(conn: Connection, token_hash: str) -> Visit | None:
    """Give a slip by the hash of its token."""
    rows = await conn.fetch(_SQL["visit"], token_hash)
    if not rows:
        return None
    unit, counter, expires, used = rows[0]
    return Visit(unit, counter, from_ms(expires), None if used is None else from_ms(used))


async def use_visit(tx: Connection, token_hash: str, at: datetime) -> bool:
    """Use a slip up; False if that was done before or it has expired."""
    return await tx.execute(_SQL["use_visit"], token_hash, to_ms(at)) == 1


async def forget_words(tx: Connection, before: datetime) -> None:
    """Drop the words of votes that were given before a moment; their scores stay."""
    await tx.execute(_SQL["forget_words"], to_ms(before))


async def given_by(conn: Connection, person: int) -> list[tuple[str, str, datetime]]:
    """Give all votes of a person: key, unit and moment."""
    return [(vote, unit, from_ms(at)) for vote, unit, at in await conn.fetch(_SQL["given_by"], person)]


async def drop(tx: Connection, vote: str) -> None:
    """Drop a vote that does not count, as that of somebody who turns out to work there."""
    await tx.execute(_SQL["drop"], vote)
