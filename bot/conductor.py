"""Takes whatever events are waiting, from many people at once, and does all their turns in one transaction."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.clock import real_ms
from bot.logs import where
from bot.session import Session, open_sessions
from bot.work import Work
from bot.world import World
from handlers.talk.ask import say
from handlers.talk.events import Event, Incoming
from storage import inbox, people
from storage.database import Connection
from storage.outbox import Parcel

MOST_AT_ONCE = 256
log = structlog.get_logger()


@dataclass
class _Waiting:
    events: Sequence[Incoming]
    done: asyncio.Future[None]


class Conductor:
    """One queue, one worker, one transaction for a batch of events."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()

    async def receive(self, events: Sequence[Incoming]) -> None:
        """Return when these events are durably handled; raise if they could not be, so that they come again."""
        if not events:
            return
        waiting = _Waiting(events, asyncio.get_running_loop().create_future())
        self._queue.put_nowait(waiting)
        await waiting.done

    async def run(self) -> None:
        """Work until cancelled; a batch that has begun is finished first."""
        while True:
            batch = [await self._queue.get()]
            while not self._queue.empty() and sum(len(one.events) for one in batch) < MOST_AT_ONCE:
                batch.append(self._queue.get_nowait())
            task = asyncio.create_task(self._conduct(batch))
            try:
                await asyncio.shield(task)
            except asyncio.CancelledError:
                with contextlib.suppress(asyncio.CancelledError):
                    await task
                raise

    async def _conduct(self, batch: list[_Waiting]) -> None:
        try:
            await self._all_or_one_by_one([event for one in batch for event in one.events])
        except Exception as error:
            log.error("batch failed", error=where(error))
            for one in batch:
                if not one.done.done():
                    one.done.set_exception(error)
        else:
            for one in batch:
                if not one.done.done():
                    one.done.set_result(None)

    async def _all_or_one_by_one(self, incoming: list[Incoming]) -> None:
        now, world = self._world.clock.now(), self._world
        events = [
            Event.model_construct(id=one.id, sender=one.sender, body=one.body, hint=one.hint, at=now, code=world.draw())
            for one in incoming
        ]
        try:
            await self._together(events)
        except sqlite3.OperationalError:
            raise
        except Exception as error:
            log.warning("batch is replayed one by one", events=len(events), error=where(error))
            for event in events:
                await self._alone(event)

    async def _together(self, events: list[Event]) -> None:
        async with self._world.db.write() as tx:
            riding = await self._world.marks.ride(tx)
            parcels = await _batch(tx, self._world, events)
        self._world.marks.kept(riding)
        self._world.post(parcels)

    async def _alone(self, event: Event) -> None:
        try:
            await self._together([event])
        except sqlite3.OperationalError:
            raise
        except Exception as error:
            log.error("event set aside", channel=event.sender.channel, update=event.id, error=where(error))
            await self._set_aside(event, type(error).__name__)

    async def _set_aside(self, event: Event, error: str) -> None:
        """Keep the culprit for an operator, and apologise to its sender."""
        world = self._world
        async with world.db.write() as tx:
            work = Work(tx, world, event.at)
            if await inbox.claim(tx, [event], real_ms()):
                await inbox.set_aside(tx, event, real_ms(), error)
                known = await people.known(tx, [event.sender])
                person = known[event.sender].person if event.sender in known else 0
                work.owe(event.sender, person, "reply", say("bad.failed"))
            parcels = await work.keep_parcels()
        world.post(parcels)


async def _batch(tx: Connection, world: World, events: list[Event]) -> list[Parcel]:
    """Do the turns of a batch and give the parcels that it owes, all in the caller's transaction."""
    at = world.clock.ms()
    fresh = await inbox.claim(tx, events, real_ms())
    todo: list[Event] = []
    for event in events:
        key = (event.sender.channel, event.id)
        if key in fresh:
            fresh.discard(key)
            todo.append(event)
    if not todo:
        return []
    work = Work(tx, world, todo[0].at)
    sessions = await open_sessions(work, todo, at)
    for event in todo:
        await sessions[event.sender].turn(event)
    touched: list[Session] = list(sessions.values())
    changed = [one for one in touched if one.changed and one.address not in work.parted]
    states = [(one.address.channel, one.address.user, one.state_json(), at) for one in changed]
    await people.save_states(tx, states)
    return await work.keep_parcels()
