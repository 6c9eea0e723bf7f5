"""Tells a reporter by an approved template that something waits, after the time for writing freely is over."""

import structlog

from bot.channels.channel import Channel, Offering, OfferKind, SendError
from bot.logs import where
from bot.voice import spaced
from bot.world import World
from storage import outbox
from storage.outbox import Parcel

OFFERED: dict[str, OfferKind] = {
    "updates.answered": "answered",
    "updates.answered_somebody": "answered",
    "updates.asked": "question",
    "updates.asked_somebody": "question",
}
"""What is worth a message that costs money: the key of the notice, and what its template is called."""
log = structlog.get_logger()


async def offer(world: World, parcel: Parcel, channel: Channel) -> None:
    """Offer a waiting notice once, whatever comes of it: noted before it is sent, since each offer is paid for."""
    kind = OFFERED.get(parcel.say.key) if parcel.kind == "reporter" else None
    if kind is None or parcel.code is None or not isinstance(channel, Offering):
        return
    async with world.db.write() as tx:
        if not await outbox.offer(tx, parcel.id):
            return
    try:
        await channel.offer(parcel.address.user, kind, {"code": spaced(parcel.code)})
    except SendError as error:
        log.warning("a waiting notice could not be offered", channel=channel.name, error=where(error))
