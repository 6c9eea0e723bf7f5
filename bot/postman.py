"""Outbox to channels: the only sender. Order for each address, pacing, retries, marks of what went out."""

import asyncio
import sqlite3
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

import structlog

from bot import riding
from bot.channels.channel import Channel, Gathering, Moved, Refused, SendError, TryLater, Unreachable
from bot.clock import real_ms
from bot.delivery import Shared, as_allowed, as_it_is, commands_of, in_vain, message_for
from bot.groups import moved, overheard
from bot.logs import where
from bot.offering import offer
from bot.outages import Outages, no_blind_repeats
from bot.pace import Crowd, Pace
from bot.world import World
from handlers.flows import group, late
from handlers.talk.events import Address
from handlers.talk.says import Message
from storage import outbox
from storage.outbox import Parcel

SWEEP_SECONDS = 2.0
MOST_STUMBLES = 3
"""How often a parcel on which the program itself fails is tried before it is set aside."""
log = structlog.get_logger()

Undelivered = Callable[[Parcel, outbox.Outcome, str | None], Awaitable[Parcel | None]]
"""Notes that a parcel did not arrive and why; gives it for another address of its reader, or lets the case go on."""


class Postman:
    """Sends each address's parcels in order, different addresses side by side.

    `_under_way` are the parcels that may have left, `_doubtful` those that may have arrived unseen.
    """

    def __init__(self, world: World, channels: Mapping[str, Channel], undelivered: Undelivered) -> None:
        self._world, self._channels, self._undelivered = world, channels, undelivered
        self._queues: dict[Address, deque[Parcel]] = {}
        self._busy: dict[Address, asyncio.Task[None]] = {}
        self._paces = {name: Pace(channel.limits.per_second) for name, channel in channels.items()}
        self._crowds: dict[str, Crowd] = {}
        self._organisation = Shared(lambda: world.organisation(world.db.read))
        self._mine: set[int] = set()
        self._under_way: set[int] = set()
        self._doubtful: set[int] = set()
        self._stumbles: Counter[int] = Counter()
        self._resting: set[Address] = set()
        self._outages = Outages(world, channels)
        self.rest = 1.0
        self.marks = world.marks
        self._look = asyncio.Event()

    def post(self, parcels: Sequence[Parcel]) -> None:
        """Take committed parcels; those for later, or for channels of another process, stay in the store."""
        for parcel in parcels:
            if parcel.not_before > real_ms() or parcel.id in self._mine or parcel.address.channel not in self._channels:
                continue
            self._mine.add(parcel.id)
            queue = self._queues.setdefault(parcel.address, deque())  # what is owed longest first, behind what goes now
            place = next((at for at in range(len(queue), 1, -1) if queue[at - 1].id < parcel.id), min(1, len(queue)))
            queue.insert(place, parcel)
            if parcel.address not in self._busy:
                self._busy[parcel.address] = asyncio.create_task(self._serve(parcel.address))

    def look(self) -> None:
        """Look into the store at once for parcels whose time has come."""
        self._look.set()

    async def recover(self) -> None:
        """At the start, before anything new: what was owed goes out; what was being sent goes once more, marked."""
        async with self._world.db.write() as tx:
            ambiguous = await outbox.recover(tx, list(self._channels))
        await self._outages.reopen(list(self._channels))
        if ambiguous:
            log.warning("sending again what may have arrived", parcels=ambiguous)
        await self._sweep()

    async def run(self) -> None:
        """Sweep the store for parcels whose time has come, until cancelled; then settle what is under way."""
        try:
            while True:
                try:
                    await self._sweep()
                except Exception as error:
                    log.error("the outbox could not be swept, trying again", error=where(error))
                try:
                    await asyncio.wait_for(self._look.wait(), SWEEP_SECONDS)
                except TimeoutError:
                    continue
                finally:
                    self._look.clear()
        finally:
            await asyncio.shield(self._settle())

    async def _settle(self) -> None:
        tasks = [task for address, task in self._busy.items() if address not in self._resting]
        if tasks:
            await asyncio.wait(tasks, timeout=5)
        for task in self._busy.values():
            task.cancel()
        try:
            await self.marks.flush()
            async with self._world.db.write() as tx:
                await outbox.put_back(tx, sorted(self._mine - self._under_way))
        except Exception as error:  # the next start will send marked copies then; closing goes on
            log.error("what went out could not be noted", error=where(error))

    async def quiet(self) -> None:
        """Return when nothing is being sent and all marks are kept."""
        while self._busy:
            await asyncio.gather(*self._busy.values(), return_exceptions=True)
        await self.marks.flush()

    async def _sweep(self) -> None:
        """Take parcels from the store whose time has come: put off, written by a command, or left by a crash."""
        await self._outages.look()
        after, now = 0, real_ms()
        while True:
            found = await outbox.unsent(self._world.db.read, list(self._channels), after)
            ready = [one for one in found if one.not_before <= now and one.id not in self._mine]
            if ready:
                async with self._world.db.write() as tx:
                    taken = await outbox.mark_sending(tx, [one.id for one in ready])
                self.post([_now(one) for one in ready if one.id in taken])
            if len(found) < 500:
                return
            after = found[-1].id

    async def _serve(self, address: Address) -> None:
        queue, stumbled = self._queues[address], False
        try:
            while queue:
                await self.marks.settled(address)
                parcel = queue[0]
                there = await self._send_until_settled(parcel)
                queue.popleft()
                self._forget(parcel)
                self.post([there] if there is not None else ())
        except Exception as error:
            log.error("postman stumbled", channel=address.channel, error=where(error))
            stumbled = True
        finally:
            del self._busy[address]
            if stumbled:
                self._busy[address] = asyncio.create_task(self._serve_later(address))
            else:
                del self._queues[address]

    async def _serve_later(self, address: Address) -> None:
        await asyncio.sleep(self.rest)
        await self._serve(address)

    def _forget(self, parcel: Parcel) -> None:
        self._mine.discard(parcel.id)
        self._under_way.discard(parcel.id)
        self._doubtful.discard(parcel.id)
        self._stumbles.pop(parcel.id, None)

    async def _send_until_settled(self, parcel: Parcel) -> Parcel | None:
        """Send one parcel and give it if it goes to another address now.

        A busy platform holds back only this address, a parcel that cannot be sent nobody.
        """
        while True:
            try:
                known = await as_it_is(self._world, parcel)
                if known.address != parcel.address:
                    return known
                self._world.heard.discard(parcel.address)
                if await self._send(known, again=parcel.again or parcel.id in self._doubtful):
                    return None
                if await as_it_is(self._world, known) == known:
                    log.warning("withheld: no longer a recipient", code=parcel.code)
                    return await self._undelivered(known, "withheld", None)
            except TryLater as wait:
                self._under_way.discard(parcel.id)
                if wait.ambiguous:
                    self._doubtful.add(parcel.id)
                await self._put_off(parcel, wait)
            except Moved as away:
                return await moved(self._world, parcel, away.user)
            except Unreachable as shut:
                there = await self._unreachable(parcel, shut)
                if there is None or there.address != parcel.address:
                    return there
            except Refused as refusal:
                log.error("refused by the platform", channel=parcel.address.channel, why=str(refusal)[:200])
                await self._finish(parcel, "refused")
                return None
            except SendError as error:
                log.error("not sent", channel=parcel.address.channel, error=where(error))
                await self._finish(parcel, "refused")
                return None
            except sqlite3.Error:
                raise
            except Exception as error:
                self._doubtful.add(parcel.id)
                self._stumbles[parcel.id] += 1
                if self._stumbles[parcel.id] < MOST_STUMBLES:
                    raise
                log.error("parcel set aside", channel=parcel.address.channel, error=where(error))
                await self._finish(parcel, "refused")
                return None

    async def _unreachable(self, parcel: Parcel, shut: Unreachable) -> Parcel | None:
        """Let a parcel go to another address of its reader, or wait there; tell the reader so, where that may be."""
        channel, known = self._channels[parcel.address.channel], await as_it_is(self._world, parcel)
        if known.address != parcel.address:
            return known
        self._outages.note(channel, shut.reason)
        parcel = replace(known, again=parcel.again or parcel.id in self._doubtful)
        there = await self._undelivered(parcel, "unreachable", shut.reason)
        if there is None and shut.reason == "window":
            await offer(self._world, parcel, channel)
        return there

    async def _send(self, parcel: Parcel, *, again: bool) -> bool:
        """Send a parcel if its reader may still have it; False if not."""
        world, channel = self._world, self._channels[parcel.address.channel]
        allowed = await as_allowed(world, parcel, self._organisation)
        if allowed is None or await overheard(world, channel, allowed, self._organisation):
            return False
        parcel = allowed
        pace = self._paces[parcel.address.channel]
        if parcel.kind == "commands":
            role, language = await commands_of(world, parcel)
            await pace.slot()
            self._under_way.add(parcel.id)
            await channel.dress(parcel.address.user, role, language)
            self.marks.sent(parcel, "")
            return True
        if parcel.kind == "group" and parcel.say.key == group.LEAVE:
            if isinstance(channel, Gathering):
                await channel.leave(parcel.address.user)
            self.marks.sent(parcel, "")
            return True
        queue = self._queues[parcel.address]
        parcel, others = await riding.gathered(world, channel, self._crowds, parcel, queue, self._organisation)
        if in_vain(parcel, channel.limits):
            self.marks.sent(parcel, "")
            return True
        again = again or any(one.again or one.id in self._doubtful for one in others)
        message = await message_for(world, parcel, channel.limits, again=again)
        await pace.slot()
        with no_blind_repeats(channel, again=again):
            await self._hand_over(channel, message, parcel, others)
        if await self._outages.sent(channel):
            self.look()
        return True

    async def _hand_over(self, channel: Channel, message: Message, parcel: Parcel, others: Sequence[Parcel]) -> None:
        """Send a message and mark all that it tells; what rides on it may have arrived if the message may."""
        ids = {one.id for one in others}
        self._under_way.update(ids, (parcel.id,))
        try:
            sent_as = await channel.send(parcel.address.user, message)
        except SendError as error:
            if isinstance(error, TryLater) and error.ambiguous:
                self._doubtful.update(ids, (parcel.id,))
            else:
                self._under_way -= ids
            raise
        self.marks.sent(parcel, "" if parcel.say.key == late.TITLE else sent_as)
        for one in others:
            self.marks.sent(one, sent_as if one.kind == "group" else "")
            self._queues[one.address].remove(one)
            self._forget(one)

    async def _put_off(self, parcel: Parcel, wait: TryLater) -> None:
        """Let the parcel wait in the store, so that it is no doubtful one if the program ends meanwhile."""
        doubtful = int(parcel.id in self._doubtful)
        async with self._world.db.write() as tx:
            await outbox.put_off(tx, [(parcel.id, real_ms() + int(wait.after * 1000), doubtful)])
        self._resting.add(parcel.address)
        try:
            await asyncio.sleep(wait.after)
        finally:
            self._resting.discard(parcel.address)
        async with self._world.db.write() as tx:
            await outbox.mark_sending(tx, [parcel.id])

    async def _finish(self, parcel: Parcel, outcome: outbox.Outcome) -> None:
        async with self._world.db.write() as tx:
            await outbox.finish(tx, parcel, outcome)


def _now(parcel: Parcel) -> Parcel:
    return Parcel(**{**parcel.__dict__, "not_before": 0})
