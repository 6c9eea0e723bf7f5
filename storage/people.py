"""Who talks to us: people, their addresses, their languages and consent, and where their talk stands."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from handlers.talk.events import Address
from storage.database import Connection, Value
from storage.queries import load

_SQL = load("people")
_TALK = load("conversations")


@dataclass(frozen=True)
class Known:
    """What is remembered of an address: its person, language, consent and the state of its talk as JSON.

    `owed`: something waits for the person to be here; `away`: the person has been at another address since.
    """

    address: Address
    person: int
    reachable: bool
    hint: str | None
    language: str | None
    consented: bool
    state: str | None
    seen_at: int
    owed: bool = False
    away: bool = False


class Asked(NamedTuple):
    """Own cases of a person: those in which an official's question is open, and those whose answer is not judged."""

    waiting: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()


async def known(conn: Connection, addresses: Sequence[Address]) -> dict[Address, Known]:
    """Give what is remembered of each address; unknown ones are left out."""
    rows = await conn.fetch(_SQL["load"], json.dumps([[one.channel, one.user] for one in addresses]))
    found: dict[Address, Known] = {}
    for channel, user, person, reachable, hint, language, consent_at, state, seen_at, owed, away in rows:
        address = Address(channel=channel, user=user)
        told = (person, bool(reachable), hint, language, consent_at is not None, state, seen_at, bool(owed), bool(away))
        found[address] = Known(address, *told)
    return found


async def add(tx: Connection, hints: Mapping[Address, str | None], at: int) -> dict[Address, Known]:
    """Make a person for each new address, with the language that its channel reports, and give what is now known."""
    if not hints:
        return {}
    persons = [int(row[0]) for row in await tx.fetch(_SQL["add"], json.dumps(list(hints.values())), at)]
    made = {
        address: Known(address, person, True, hint, None, False, None, at)
        for (address, hint), person in zip(hints.items(), persons, strict=True)
    }
    rows = [(one.address.channel, one.address.user, one.person, one.hint, at) for one in made.values()]
    tx.put_many(_SQL["add_address"], rows)
    return made


async def add_person(tx: Connection, at: int) -> int:
    """Make a person of whom nothing is known, and give the number."""
    return int((await tx.fetch(_SQL["add"], "[null]", at))[0][0])


async def seen(tx: Connection, hints: Mapping[Address, str | None], at: int) -> None:
    """Note that people were here, can be reached here again, and which language the channel reports."""
    tx.put_many(_SQL["seen"], [(address.channel, address.user, at, hint) for address, hint in hints.items()])


async def mark_unreachable(tx: Connection, address: Address, reason: str | None = None) -> None:
    """Note that nothing can be sent to this address until the person comes back, and why."""
    tx.put(_SQL["unreachable"], address.channel, address.user, reason)


async def reopen(tx: Connection, channels: Sequence[str], reasons: Collection[str]) -> None:
    """Note that what kept these channels shut for everybody is over."""
    tx.put(_SQL["reopen"], json.dumps(list(channels)), json.dumps(sorted(reasons)))


async def addresses_of(conn: Connection, person: int) -> list[tuple[Address, bool]]:
    """Give the addresses of a person and whether each can be reached: those that can first, the last used first."""
    rows = await conn.fetch(_SQL["addresses"], person)
    return [(Address(channel=channel, user=user), bool(reachable)) for channel, user, reachable in rows]


async def language_of(conn: Connection, address: Address) -> tuple[str | None, str | None]:
    """Give the language that the person chose, and the one that the channel reports."""
    rows = await conn.fetch(_SQL["language"], address.channel, address.user)
    return (rows[0][0], rows[0][1]) if rows else (None, None)


async def set_language(tx: Connection, person: int, language: str) -> None:
    """Keep the language that the person chose."""
    tx.put(_SQL["set_language"], person, language)


async def learn_language(tx: Connection, person: int, language: str) -> None:
    """Keep the language that the person was heard to use, unless one is kept already."""
    tx.put(_SQL["learn_language"], person, language)


async def give_consent(tx: Connection, person: int, at: int) -> None:
    """Keep that the person agreed, and when."""
    tx.put(_SQL["give_consent"], person, at)


async def asked(conn: Connection, persons: Sequence[int]) -> dict[int, Asked]:
    """Give, by person, the own cases that wait for a word of that person, the oldest first."""
    found: dict[int, Asked] = {}
    for code, reporter, status in await conn.fetch(_SQL["asked"], json.dumps(list(persons))):
        waiting, answered = found.get(reporter, Asked())
        found[reporter] = (
            Asked((*waiting, code), answered) if status == "need_info" else Asked(waiting, (*answered, code))
        )
    return found


async def count(tx: Connection, what: str, day: str) -> None:
    """Count one piece of guidance given on a day."""
    tx.put(_SQL["count"], what, day)


async def save_states(tx: Connection, rows: Sequence[tuple[str, str, str, int]]) -> None:
    """Keep states as (channel, user, JSON, time)."""
    tx.put_many(_TALK["save"], rows)


async def stale_states(conn: Connection, before: int, kind: str) -> list[tuple[Address, str]]:
    """Give up to 200 states of a kind that have not changed since a time."""
    pattern: Value = f'%"kind":"{kind}"%'
    rows = await conn.fetch(_TALK["stale"], before, pattern)
    return [(Address(channel=row[0], user=row[1]), row[2]) for row in rows]


async def stale_papers(conn: Connection, before: int) -> list[tuple[Address, str]]:
    """Give up to 200 states with an unfinished survey that have not changed since a time."""
    rows = await conn.fetch(_TALK["stale"], before, '%"consultation":%')
    return [(Address(channel=row[0], user=row[1]), row[2]) for row in rows]


async def forget_bubbles(tx: Connection, address: Address) -> None:
    """Delete what the person typed in the web chat, and what quotes it; other channels keep nothing of it here."""
    if address.channel == "web":
        await tx.execute(_SQL["forget_bubbles"], address.user)


async def anybody(conn: Connection) -> bool:
    """Whether anybody ever talked to this house."""
    return bool(await conn.fetch(_SQL["anybody"]))
