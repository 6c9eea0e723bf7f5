"""Groups that are the inbox of a post, who holds a post by being a member of one, and who knocks to be let in."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handlers.casework.organisation import chat_of
from handlers.talk.events import Address
from storage.database import Connection
from storage.queries import load
from storage.times import to_ms

_SQL: Final = load("groups")


@dataclass(frozen=True)
class Knocking:
    """Somebody who came from a group: for a case (`code`), or for a group that is named (`chat`)."""

    sender: Address
    code: str
    chat: str
    id: str
    tries: int


async def join(tx: Connection, group: Address, post: str, person: int, at: datetime) -> None:
    """Make a group the inbox of a post from a moment on, brought by a person; once, however often it is asked."""
    await tx.execute(_SQL["join"], group.channel, group.user, post, person, to_ms(at))


async def close(tx: Connection, group: Address, at: datetime) -> int:
    """End a chat, with all its threads, as an inbox; give of how many posts it was one."""
    chat = group.user.partition(":")[0]
    return await tx.execute(_SQL["close"], group.channel, chat, to_ms(at))


async def close_of_post(tx: Connection, post: str, at: datetime) -> int:
    """End all groups of a post as its inboxes; give how many they were."""
    return await tx.execute(_SQL["close_of_post"], post, to_ms(at))


async def move(tx: Connection, group: Address, to: str) -> None:
    """Keep the new address of a group, also for what is still owed to it and for who holds a post by it."""
    await tx.execute(_SQL["move"], group.channel, group.user, to)
    await tx.execute(_SQL["move_holders"], chat_of(group.channel, group.user), chat_of(group.channel, to))
    await tx.execute(_SQL["move_parcels"], group.channel, group.user, to)


async def redirect(tx: Connection, parcel: int, to: str) -> None:
    """Let a parcel that is being sent go to another address of the same channel."""
    await tx.execute(_SQL["redirect"], parcel, to)


async def let_in(tx: Connection, post: str, person: int, name: str, at: datetime, via: str) -> bool:
    """Let a member of a group hold a post, by that group; False if the person holds it already."""
    if await tx.fetch(_SQL["holds"], post, person):
        return False
    await tx.execute(_SQL["let_in"], post, person, name, to_ms(at), via)
    return True


async def end_membership(tx: Connection, via: str, person: int, at: datetime) -> list[str]:
    """End what a person held by being a member of a group; give the posts."""
    posts = [str(row[0]) for row in await tx.fetch(_SQL["posts_via"], via, person)]
    await tx.execute(_SQL["end_via"], via, person, to_ms(at))
    return posts


async def members(conn: Connection) -> list[tuple[str, Address]]:
    """Give who holds a post by being a member of a group: the group, `<channel>:<chat>`, and the address there."""
    rows = await conn.fetch(_SQL["members"])
    return [(via, Address(channel=channel, user=user)) for via, channel, user in rows]


async def addresses(conn: Connection, persons: Iterable[int], channel: str) -> list[str]:
    """Give the addresses of persons on a channel."""
    return [str(row[0]) for row in await conn.fetch(_SQL["addresses"], json.dumps(sorted(persons)), channel)]


async def knock(tx: Connection, sender: Address, code: str, chat: str, id: str) -> None:
    """Note that somebody wants to come in; the last knock of an address counts. `id` is the event's own."""
    await tx.execute(_SQL["knock"], sender.channel, sender.user, code, chat, id)


async def knocks(conn: Connection, now_ms: int) -> list[Knocking]:
    """Give who waits for an answer by now, in real epoch milliseconds."""
    return [
        Knocking(Address(channel=channel, user=user), code, chat, id_, tries)
        for channel, user, code, chat, id_, tries in await conn.fetch(_SQL["knocks"], now_ms)
    ]


async def put_off(tx: Connection, one: Knocking, until_ms: int) -> None:
    """Let a knock wait until a moment in real epoch milliseconds, since the platform could not be asked."""
    await tx.execute(_SQL["put_off"], one.sender.channel, one.sender.user, one.id, until_ms)


async def opened(tx: Connection, sender: Address) -> None:
    """Note that a knock was answered."""
    await tx.execute(_SQL["opened"], sender.channel, sender.user)
