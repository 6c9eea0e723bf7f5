"""Handles each update once: the claim is the inbox, and what poisons a turn is set aside."""

import json
from collections.abc import Iterable

from handlers.talk.events import Address, Event
from storage.database import Connection
from storage.queries import load

_SQL = load("inbox")


async def claim(tx: Connection, events: Iterable[Event], at: int) -> set[tuple[str, str]]:
    """Claim updates by (channel, id) and give those that were never claimed before."""
    keys = json.dumps([[event.sender.channel, event.id] for event in events])
    rows = await tx.fetch(_SQL["claim"], keys, at)
    return {(row[0], row[1]) for row in rows}


async def set_aside(tx: Connection, event: Event, at: int, error: str) -> None:
    """Keep a poisoned event for an operator, with the name of its error."""
    payload = json.dumps(event.model_dump(), default=str)  # bears letters that are none, unlike pydantic's JSON
    await tx.execute(_SQL["set_aside"], event.sender.channel, event.id, at, payload, error)


async def forget(tx: Connection, address: Address) -> None:
    """Delete what was set aside of a sender, words and all."""
    await tx.execute(_SQL["forget"], address.channel, address.user)


async def prune(tx: Connection, claims_before: int, aside_before: int) -> None:
    """Forget old claims and old events set aside."""
    await tx.execute(_SQL["prune"], claims_before)
    await tx.execute(_SQL["prune_aside"], aside_before)


async def aside_count(conn: Connection) -> int:
    """Count the events that wait for an operator."""
    return int((await conn.fetch(_SQL["aside_count"]))[0][0])
