"""Channels on which nothing can be sent to anybody, and when what waits for them is tried again."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import structlog

from bot.channels.channel import CHANNEL_WIDE, Ailing, Channel, Reason, TryLater, Unreachable
from bot.world import World
from storage import outbox, people

log = structlog.get_logger()


class Outages:
    """Remembers which channels are shut; one that sends again, or that an operator has mended, is shut no more."""

    def __init__(self, world: World, channels: Mapping[str, Channel]) -> None:
        self._world, self._channels = world, channels
        self._shut: set[str] = set()

    def note(self, channel: Channel, reason: Reason) -> None:
        """Note why a message could not be sent on a channel."""
        if reason in CHANNEL_WIDE:
            self._shut.add(channel.name)

    async def sent(self, channel: Channel) -> bool:
        """Note that a message has been sent; give whether others are tried again because of it."""
        if channel.name not in self._shut:
            return False
        await self.reopen([channel.name])
        return True

    async def look(self) -> None:
        """Ask the channels that know: what waited for one whose trouble is over is tried again."""
        shut = ((name, self._channels[name]) for name in self._shut)
        if well := [name for name, channel in shut if isinstance(channel, Ailing) and not channel.trouble]:
            await self.reopen(well)

    async def reopen(self, channels: Sequence[str]) -> None:
        """Let what waits only because of these channels themselves, not of its reader, be tried again."""
        self._shut.difference_update(channels)
        async with self._world.db.write() as tx:
            await outbox.retry(tx, channels, CHANNEL_WIDE)
            await people.reopen(tx, channels, CHANNEL_WIDE)


@contextmanager
def no_blind_repeats(channel: Channel, *, again: bool) -> Iterator[None]:
    """Where a channel bears none, turn the second lost answer of a message into Unreachable: it waits for contact."""
    try:
        yield
    except TryLater as wait:
        if not (again and wait.ambiguous) or channel.limits.blind:
            raise
        log.warning("sent twice without an answer; kept until the next contact", channel=channel.name)
        raise Unreachable("sent twice, and no answer came") from None
