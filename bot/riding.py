"""Which waiting parcels ride on the one that is about to go out, so that few messages tell many things."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.channels.channel import Channel
from bot.delivery import as_allowed, language_for
from bot.groups import overheard
from bot.pace import Crowd
from bot.world import World
from handlers.casework.organisation import Organisation
from handlers.flows import group, late
from storage.outbox import Parcel

MANY = 3
"""So many notices that waited for their reader are told in one message."""
GATHERED = frozenset({"official", "reporter", "due"})
Organisations = Callable[[], Awaitable[Organisation]]


async def gathered(
    world: World,
    channel: Channel,
    crowds: dict[str, Crowd],
    parcel: Parcel,
    queue: Sequence[Parcel],
    organisation: Organisations,
) -> tuple[Parcel, list[Parcel]]:
    """Give the message that tells of the first parcel of a queue and of others behind it, and these others."""
    if parcel.kind != "group":
        return await _notices(world, channel, parcel, list(queue)[1:], organisation)
    if not channel.limits.group_minute:
        return parcel, []
    chat = parcel.address.user.partition(":")[0]
    crowd = crowds.setdefault(f"{channel.name}:{chat}", Crowd(channel.limits.group_minute))
    if not await crowd.slot() or parcel.code is None:
        return parcel, []
    return await _stubs(world, channel, parcel, list(queue)[1:], organisation)


async def _stubs(
    world: World, channel: Channel, parcel: Parcel, behind: Sequence[Parcel], organisation: Organisations
) -> tuple[Parcel, list[Parcel]]:
    """Give the last stub that a group may get for a while, with how many more wait, and those that ride on it."""
    others: list[Parcel] = []
    for one in behind:
        stub = one.kind == "group" and one.code is not None
        if stub and await as_allowed(world, one, organisation) is not None:
            others += [] if await overheard(world, channel, one, organisation) else [one]
    return (replace(parcel, say=group.with_more(parcel.say, len(others))) if others else parcel), others


async def _notices(
    world: World, channel: Channel, parcel: Parcel, behind: Sequence[Parcel], organisation: Organisations
) -> tuple[Parcel, list[Parcel]]:
    """Give one message of all that waited for its reader and goes out next, and the parcels that ride on it.

    As many as one message of the channel holds; each only if its reader may still have it.
    """
    if not _gathers(parcel):
        return parcel, []
    riding = [parcel]
    for one in behind:
        if not _gathers(one):
            break
        allowed = await as_allowed(world, one, organisation)
        if allowed is None:
            continue
        longer = [*riding, allowed]
        if await _length(world, _together(longer)) > channel.limits.text:
            break
        riding = longer
    if len(riding) < MANY:
        return parcel, []
    return _together(riding), riding[1:]


def _gathers(parcel: Parcel) -> bool:
    return parcel.reason is not None and parcel.kind in GATHERED and parcel.say.file is None


def _together(parcels: Sequence[Parcel]) -> Parcel:
    official = any(one.kind != "reporter" for one in parcels)
    told = late.together([one.say for one in parcels], official=official)
    return replace(parcels[0], say=told, again=any(one.again for one in parcels))


async def _length(world: World, parcel: Parcel) -> int:
    """Give how long a message is at the most, in UTF-16 units."""
    language = await language_for(world, parcel)
    return len(world.voice.by_verb(parcel.say, language, again=True).text.encode("utf-16-le")) // 2
