"""What a group chat gets of a case, a stub and no more, and whether it may still have it at the moment of sending."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.channels.channel import Channel, Gathering
from bot.world import World
from handlers.casework.cases import Case
from handlers.casework.organisation import Organisation, chat_of
from handlers.casework.routing import excluded, group_inboxes
from handlers.flows import group
from handlers.talk.events import Address
from storage import cases, groups
from storage.outbox import Parcel

if TYPE_CHECKING:
    from bot.work import Work

NOBODY = 0
"""Stands for the person of a parcel to a group, so that it is never taken up again for some person."""


async def tell_groups(work: "Work", case: Case, posts: Collection[str], kind: str = "") -> None:
    """Owe the groups of these posts a stub of an open case, once for each kind of event and minute."""
    from bot.views import line  # which needs Work

    org = await work.org()
    inboxes = group_inboxes(case, tuple(posts), org, work.at) if org.groups and case.open else ()
    for one in inboxes:
        key = f"stub:{one.channel}:{one.user}:{case.code}:{kind}:{work.at:%Y%m%d%H%M}"
        address = Address(channel=one.channel, user=one.user)
        work.owe(address, NOBODY, "group", group.stub(line(work, case)), code=case.code, key=key)


async def may_hear(world: World, parcel: Parcel, organisation: Callable[[], Awaitable[Organisation]]) -> bool:
    """Ask again whether a group may have its stub; one that is an inbox by now is not left."""
    org, now = await organisation(), world.clock.now()
    chat = chat_of(parcel.address.channel, parcel.address.user)
    if parcel.code is None:
        return parcel.say.key != group.LEAVE or not any(one.at(now) and one.chat == chat for one in org.groups)
    case = await cases.get(world.db.read, parcel.code)
    if case is None or not case.open:
        return False
    inboxes = group_inboxes(case, posts_of(case), org, now)
    return any((one.channel, one.user) == (parcel.address.channel, parcel.address.user) for one in inboxes)


def posts_of(case: Case) -> tuple[str, ...]:
    """Give the posts whose groups may get a stub of the case: those that have it, or decide on more time for it."""
    return (*case.reach, *(case.extension.level if case.extension else ()))


async def overheard(
    world: World, channel: Channel, parcel: Parcel, organisation: Callable[[], Awaitable[Organisation]]
) -> bool:
    """Ask the platform whether somebody who must not know of the case is a member of the group; SendError."""
    if parcel.kind != "group" or parcel.code is None or not isinstance(channel, Gathering):
        return False
    case = await cases.get(world.db.read, parcel.code)
    if case is None:
        return True
    shut = excluded(case, await organisation(), world.clock.now())
    for user in await groups.addresses(world.db.read, shut, channel.name):
        if await channel.member(parcel.address.user, user) is not None:
            return True
    return False


async def moved(world: World, parcel: Parcel, to: str) -> Parcel:
    """Keep a group's new address, and give the parcel that now goes there."""
    async with world.db.write() as tx:
        await groups.move(tx, parcel.address, to)
        await groups.redirect(tx, parcel.id, to)
    return replace(parcel, address=Address(channel=parcel.address.channel, user=to))


async def lost(world: World, address: Address) -> None:
    """End a group that the bot cannot write to any more; its members' private chats go on."""
    async with world.db.write() as tx:
        await groups.close(tx, address, world.clock.now())
