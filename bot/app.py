"""Opens store, channels, scheduler and postman, runs them together, and closes them in reverse."""

import asyncio
import contextlib
import fcntl
import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from bot import (
    catalogues,
    clock,
    directories,
    groups,
    language_profiles,
    membership,
    packaged,
    patterns,
    shut_doors,
    timetables,
    writable,
)
from bot.channels.channel import CHANNEL_WIDE, Channel
from bot.conductor import Conductor
from bot.config import Config
from bot.files import Fetcher, Store
from bot.logs import where
from bot.postman import Postman
from bot.scheduler import Chore, Scheduler
from bot.voice import Voice
from bot.world import World
from storage import open_store
from storage.database import Database
from storage.outbox import Outcome, Parcel

log = structlog.get_logger()


class Occupied(Exception):
    """Another Lắng Nghe runs on the same data folder."""


@contextmanager
def sole(config: Config) -> Iterator[None]:
    """Hold the data folder for this process alone; Occupied, naming the other, if somebody has it."""
    lock = config.storage.path.with_suffix(".lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            other = file.read().strip() or "?"
            raise Occupied(
                f"Lắng Nghe is running on {lock.parent} already (process {other}). Stop it first, or choose "
                "another [storage] url."
            ) from error
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield


async def open_database(config: Config) -> Database:
    """Open the store, with the standard posts of every unit in it."""
    db = await open_store(config.storage.url)
    await directories.add_standard_posts(db)
    return db


@asynccontextmanager
async def open_world(config: Config, *, speed: float | None = None) -> AsyncIterator[World]:
    """Give the store with clock, units, calendar and words, closed at the end."""
    timetable = timetables.load(config)
    db = await open_database(config)
    try:
        moment = await clock.start(db, speed)
        world = World(
            db=db,
            clock=moment,
            directory=packaged.units(),
            timetable=timetable,
            voice=Voice(catalogues.load()),
            profiles=language_profiles.load,
            independent=config.casework.independent_post,
            digests=config.digest,
            patterns=patterns.rules_of(config.casework.pattern_reporters, config.casework.pattern_days),
        )
        await directories.refresh(world)
        yield world
    finally:
        await db.close()


@dataclass
class House:
    """Everything that runs, wired together."""

    world: World
    conductor: Conductor
    postman: Postman
    scheduler: Scheduler
    store: Store
    channels: Mapping[str, Channel]

    async def health(self) -> dict[str, Any]:
        """Say whether store and files can be written to, and how much waits to be sent."""
        from storage import inbox, outbox

        waiting = await outbox.counts(self.world.db.read)
        aside = await inbox.aside_count(self.world.db.read)
        troubles = (await writable.store_trouble(self.world.db), await writable.files_trouble(self.store.folder))
        for trouble in filter(None, troubles):
            log.error("cannot be written to", trouble=trouble)
        return {"ok": not any(troubles), "outbox": waiting, "aside": aside, "channels": sorted(self.channels)}


def build(world: World, config: Config, channels: Sequence[Channel]) -> House:
    """Wire conductor, postman, files and scheduler to these channels."""
    named = {channel.name: channel for channel in channels}
    store = Store(config.storage.files)

    async def undelivered(parcel: Parcel, outcome: Outcome, reason: str | None = None) -> Parcel | None:
        there = await shut_doors.undelivered(world, parcel, outcome, reason)
        if parcel.kind == "group" and outcome == "unreachable" and reason not in CHANNEL_WIDE:
            await groups.lost(world, parcel.address)
        return there

    postman = Postman(world, named, undelivered)
    world.here = frozenset(named)
    world.post = postman.post
    fetcher = Fetcher(world, named, store)
    conductor = Conductor(world)
    chores: tuple[Chore, ...] = (
        ("knocks", lambda: membership.answer_knocks(world, named, conductor.receive), 1),
        ("members", lambda: membership.recheck(world, named), 3600),
    )
    return House(world, conductor, postman, Scheduler(world, fetcher, chores), store, named)


@asynccontextmanager
async def running(house: House, *, ticking: bool = True, serve: Callable[[], Any] | None = None) -> AsyncIterator[None]:
    """Run conductor, postman, scheduler, channels and the web server; stop them in reverse at the end."""
    await house.postman.recover()
    await shut_doors.alarm(house.world)
    post = asyncio.create_task(house.postman.run())
    conduct = asyncio.create_task(house.conductor.run())
    if ticking:
        house.scheduler.start()
    listening = [asyncio.create_task(_listen(house, channel)) for channel in house.channels.values()]
    server = asyncio.create_task(serve()) if serve else None
    try:
        yield
    finally:
        if ticking:
            house.scheduler.stop()
        for task in (*listening, conduct, post, *([server] if server else [])):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        for channel in house.channels.values():
            await channel.close()


async def _listen(house: House, channel: Channel) -> None:
    """Listen on one channel for ever; if it breaks, the others go on, and it is opened again."""
    while True:
        try:
            await channel.listen(house.conductor.receive)
            return
        except Exception as error:
            log.error("a channel stopped listening, trying again in 5 s", channel=channel.name, error=where(error))
            await asyncio.sleep(5)


def files_of(store: Store) -> Callable[[str], bytes]:
    """Give the function by which a channel reads a kept file."""
    return store.read


def data_folder(config: Config) -> Path:
    """Give the folder that holds the database."""
    return config.storage.path.parent
