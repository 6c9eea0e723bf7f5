"""What must be sent, in order, and what became of it."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from handlers.talk.events import Address
from handlers.talk.says import Say
from storage.database import Connection, Row
from storage.queries import load

_SQL = load("outbox")

Kind = Literal["reply", "official", "reporter", "due", "digest", "commands", "group", "fold"]
"""Whose message it is: `official` ones carry a case and `due` ones several, so the reader's right to each of them is
asked again at sending; a `fold` only changes a card that its reader has."""

Outcome = Literal["unreachable", "refused", "withheld"]


@dataclass(frozen=True)
class Parcel:
    """One message that is owed. `not_before` in real epoch milliseconds; `again` marks a possible second copy."""

    id: int
    address: Address
    person: int
    kind: Kind
    say: Say
    code: str | None = None
    not_before: int = 0
    tries: int = 0
    again: bool = False
    unique_key: str | None = None
    language: str | None = None


async def add(tx: Connection, parcels: Sequence[Parcel], at: int, here: Collection[str]) -> set[int]:
    """Keep parcels and give the ids of those that were not owed already.

    Those for now, and for the channels that this process has `here`, are marked as being sent; all others wait.
    """
    if not parcels:
        return set()
    rows = [
        [
            one.id,
            one.address.channel,
            one.address.user,
            one.person,
            one.kind,
            one.code,
            one.say.model_dump_json(exclude_none=True),
            "queued" if one.not_before or one.address.channel not in here else "sending",
            one.not_before,
            one.unique_key,
        ]
        for one in parcels
    ]
    return {int(row[0]) for row in await tx.fetch(_SQL["add"], json.dumps(rows), at)}


async def mark_sent(tx: Connection, sent: Sequence[tuple[int, str]]) -> None:
    """Note what went out, with the platform's ids."""
    tx.put_many(_SQL["sent"], sent)


async def mark_sending(tx: Connection, ids: Sequence[int]) -> set[int]:
    """Note what is about to go out, so that a crash leaves a trace; give those that still waited."""
    return {int(row[0]) for row in await tx.fetch(_SQL["sending"], json.dumps(list(ids)))}


async def put_back(tx: Connection, ids: Sequence[int]) -> None:
    """Note that these did not go out after all, so that they are no doubtful ones at the next start."""
    tx.put(_SQL["put_back"], json.dumps(list(ids)))


async def put_off(tx: Connection, later: Sequence[tuple[int, int, int]]) -> None:
    """Note what must wait: (id, not before, 1 if a copy may have arrived)."""
    tx.put_many(_SQL["later"], later)


async def finish(tx: Connection, outcome: Sequence[tuple[int, Outcome]]) -> None:
    """Note what will not go out, and why."""
    tx.put_many(_SQL["finish"], outcome)


async def recover(tx: Connection, channels: Sequence[str]) -> int:
    """After a crash: what was being sent may have arrived, so it goes once more, marked. Give how many."""
    return await tx.execute(_SQL["recover"], json.dumps(list(channels)))


async def unsent(conn: Connection, channels: Sequence[str], after: int, limit: int = 500) -> list[Parcel]:
    """Give what waits for these channels, in order, with ids above `after`."""
    rows = await conn.fetch(_SQL["unsent"], json.dumps(list(channels)), after, limit)
    return [_parcel(row) for row in rows]


async def release(tx: Connection, codes: Sequence[str], here: Collection[str]) -> list[Parcel]:
    """Take up the forwards of cases that waited for their files, those for the channels `here` to be sent now."""
    released = await tx.fetch(_SQL["release"], json.dumps(list(codes)), json.dumps(list(here)))
    return sorted((_parcel(row) for row in released), key=lambda one: one.id)


async def told(conn: Connection, code: str) -> set[int]:
    """Give the officials who got a message about a case, or are to get one."""
    return {int(row[0]) for row in await conn.fetch(_SQL["told"], code)}


async def pending(tx: Connection, person: int, address: Address) -> list[Parcel]:
    """Take up what could not reach a person before, for the address where the person is now."""
    parcels = [_parcel(row, address) for row in await tx.fetch(_SQL["pending"], person)]
    tx.put_many(_SQL["requeue"], [(one.id, address.channel, address.user) for one in parcels])
    return parcels


async def card(conn: Connection, code: str, person: int, address: Address) -> str | None:
    """Give the platform's id of the last card of a case that this address got, if any."""
    rows = await conn.fetch(_SQL["card"], code, person, address.channel, address.user)
    return str(rows[0][0]) if rows else None


async def cards(conn: Connection, code: str) -> list[tuple[int, Address]]:
    """Give who has a card of a case, and where."""
    rows = await conn.fetch(_SQL["cards"], code)
    return [(person, Address(channel=channel, user=user)) for person, channel, user in rows]


async def forget_replies(tx: Connection, address: Address) -> None:
    """Delete the answers that an address got: they may quote words that are to be forgotten."""
    tx.put(_SQL["forget_replies"], address.channel, address.user)


async def undelivered(conn: Connection) -> list[tuple[str | None, Say]]:
    """Give the code and the words of each message to an official that could not be delivered."""
    return [(code, Say.model_validate_json(say)) for code, say in await conn.fetch(_SQL["undelivered"])]


async def prune(tx: Connection, before: int) -> None:
    """Forget what was settled before a time."""
    tx.put(_SQL["prune"], before)


async def counts(conn: Connection) -> dict[str, int]:
    """Count what is not sent, by state."""
    return {row[0]: int(row[1]) for row in await conn.fetch(_SQL["counts"])}


def _parcel(row: Row, address: Address | None = None) -> Parcel:
    id_, channel, user, person, kind, code, say, not_before, tries, again, key = row
    return Parcel(
        id=id_,
        address=address or Address(channel=channel, user=user),
        person=person,
        kind=kind,
        say=Say.model_validate_json(say),
        code=code,
        not_before=not_before,
        tries=tries,
        again=bool(again),
        unique_key=key,
    )
