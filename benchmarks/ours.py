"""Ours: the real house behind its Telegram channel, a whole report at a time, every step durable."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from telegram.request import BaseRequest

from benchmarks import people
from benchmarks.answers import TOKEN
from benchmarks.wire import Replies, Watched
from bot import app
from bot.app import House
from bot.channels.telegram import Settings
from bot.channels.telegram.adapter import Telegram
from bot.config import Config, Storage
from bot.files import Store
from bot.invitations import invite
from bot.serving import commands
from bot.world import World
from storage.database import Database

SECRET = "a-secret-of-the-benchmark"
OFFICIALS = 900_000_000
"""Chats of officials are numbered from here, far from those of citizens."""


@dataclass(frozen=True)
class Ours:
    """The house, handed its updates where a webhook would hand them."""

    house: House
    channel: Telegram
    replies: Replies
    units: tuple[str, ...]
    telling: Callable[[int, str], list[bytes]] = people.report

    def talk(self, person: int) -> Sequence[bytes]:
        """Give a whole report about one of the units, from somebody who was never here before."""
        return self.telling(person, self.units[person % len(self.units)])

    async def take(self, update: bytes) -> None:
        """Take one update; it is durable when this returns."""
        status = await self.channel.webhook(update, SECRET)
        if status != 200:
            raise RuntimeError(f"an update was answered with {status}")

    async def filed(self) -> int:
        """Count the cases that are filed."""
        return int((await self.house.world.db.read.fetch("SELECT count(*) FROM cases"))[0][0])

    async def settle(self) -> None:
        """Return when every card to an official is sent and every mark kept."""
        await self.house.postman.quiet()


@asynccontextmanager
async def open_ours(
    network: BaseRequest,
    api: str,
    folder: Path,
    *,
    watch: Callable[[Database], Database] = lambda db: db,
    ticking: bool = True,
) -> AsyncIterator[Ours]:
    """Give the house on a network, with an officer in every unit; without Telegram's limit of messages a second."""
    config = Config().model_copy(update={"storage": Storage(url=f"sqlite:///{folder / 'ours.db'}", files=folder)})
    settings = Settings(TOKEN, api, api, mode="webhook", secret_token=SECRET, public_url="https://example.vn")
    replies = Replies()
    async with app.open_world(config) as opened:
        await assert_durable(opened.db)
        world = replace(opened, db=watch(opened.db))
        channel = Telegram(settings, Store(folder).read, commands(world.voice), request=Watched(network, replies))
        channel.limits = replace(channel.limits, per_second=0)
        house = app.build(world, config, [channel])
        try:
            async with app.running(house, ticking=ticking):
                ours = Ours(house, channel, replies, tuple(unit.code for unit in world.directory.units))
                await _open_desks(world, ours)
                yield ours
        finally:
            await network.shutdown()


async def assert_durable(db: Database) -> None:
    """Raise unless every commit of the writer is synced to the disk before it returns."""
    async with db.write() as tx:
        mode, level = await tx.fetch("PRAGMA journal_mode"), await tx.fetch("PRAGMA synchronous")
    if (mode[0][0], level[0][0]) != ("wal", 2):
        raise RuntimeError(f"not durable: journal_mode={mode[0][0]}, synchronous={level[0][0]}")


async def _open_desks(world: World, ours: Ours) -> None:
    while await ours.channel.webhook(b"{}", SECRET) == 503:  # noqa: ASYNC110
        await asyncio.sleep(0)
    for at, unit in enumerate(ours.units):
        made = await invite(world, f"officer-{unit}", name="Nguyễn Thị Mẫu")
        await ours.take(people.typed(OFFICIALS + at, f"/start i-{made.token}"))
    await ours.settle()
