"""What must be sent, in order, and what became of it."""

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from handlers.talk.events import Address
from handlers.talk.says import Say
from storage.database import Connection, Row
from storage.queries import load

_SQL = load("outbox")

Kind = Literal["reply", "official", "reporter", "due", "digest", "commands", "group", "fold"]
"""Whose message it is: `official` ones carry a case and `due` ones several, so the reader's right to each of them is
asked again at sending; a `fold` only changes a card that its reader has."""

Outcome = Literal["unreachable", "refused", "withheld"]
NOTICES: frozenset[Kind] = frozenset({"official", "reporter", "due", "digest"})
"""What is owed to a person, wherever that is; an answer belongs to the chat in which something was asked."""


@dataclass(frozen=True)
class Parcel:
    """One message that is owed. `not_before` in real epoch milliseconds; `again` marks a possible second copy.

    `reason` is why it once could not be delivered.
    """

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
    reason: str | None = None


class Standing(NamedTuple):
    """A message that stands in an official's chat with its buttons: where, the platform's id, whether a whole card."""

    person: int
    address: Address
    sent_as: str
    card: bool


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


async def finish(tx: Connection, parcel: Parcel, outcome: Outcome, reason: str | None = None) -> None:
    """Note what will not go out, and why; and that it may have arrived all the same."""
    tx.put(_SQL["finish"], parcel.id, outcome, reason, int(parcel.again))


async def redirect(tx: Connection, parcel: Parcel) -> None:
    """Note that a parcel is about to go to another address of its person."""
    to = (parcel.address.channel, parcel.address.user)
    tx.put(_SQL["redirect"], parcel.id, *to, int(parcel.again), parcel.reason)


async def current(conn: Connection, parcel: Parcel) -> Parcel:
    """Give a parcel with the person and the address that it has by now; both change when chats are joined."""
    rows = await conn.fetch(_SQL["current"], parcel.id)
    if not rows:
        return parcel
    person, channel, user = rows[0]
    return replace(parcel, person=person, address=Address(channel=channel, user=user))


async def offer(tx: Connection, id: int) -> bool:
    """Note that the reader of a waiting notice is about to be told of it; False if that was done before."""
    return await tx.execute(_SQL["offer"], id) == 1


async def retry(tx: Connection, channels: Sequence[str], reasons: Collection[str]) -> None:
    """Let what waits for these reasons be tried again on these channels."""
    tx.put(_SQL["retry"], json.dumps(list(channels)), json.dumps(sorted(reasons)))


async def notices_waiting(conn: Connection) -> list[tuple[str, str, int]]:
    """Count the notices that wait for their readers, as (unit of the case or "", reason, how many)."""
    return [(unit, reason, n) for unit, reason, n in await conn.fetch(_SQL["notices_waiting"])]


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
    """Take up what could not reach a person before, for the address where the person is now.

    Answers to what was asked at another address wait for the person there.
    """
    rows = await tx.fetch(_SQL["pending"], person, address.channel, address.user)
    parcels = [_parcel(row, address) for row in rows]
    tx.put_many(_SQL["requeue"], [(one.id, address.channel, address.user) for one in parcels])
    return parcels


async def card(conn: Connection, code: str, person: int, address: Address) -> str | None:
    """Give the platform's id of the last card of a case that this address got, if any."""
    rows = await conn.fetch(_SQL["card"], code, person, address.channel, address.user)
    return str(rows[0][0]) if rows else None


async def standing(conn: Connection, code: str) -> list[Standing]:
    """Give the newest messages about a case that show buttons to officials, those that were replaced left out."""
    found: list[Standing] = []
    replaced: Counter[tuple[int, Address]] = Counter()
    for person, channel, user, sent_as, card, replaces in await conn.fetch(_SQL["standing"], code):
        address = Address(channel=channel, user=user)
        if card and replaced[person, address]:
            replaced[person, address] -= 1
            replaced[person, address] += bool(replaces)
            continue
        replaced[person, address] += bool(card and replaces)
        one = Standing(person, address, sent_as, bool(card))
        if one not in found:
            found.append(one)
    return found


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
    id_, channel, user, person, kind, code, say, not_before, tries, again, key, reason = row
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
        reason=reason,
    )
