"""What went out and is not yet marked so in the store; marks ride on the next commit, or soon get their own."""

import asyncio

import structlog

from bot.logs import where
from handlers.talk.events import Address
from storage import outbox
from storage.database import Connection, Database
from storage.outbox import Parcel

IDLE_SECONDS = 0.05
log = structlog.get_logger()


class Marks:
    """Sent parcels on their way into the store. One address sends on only when its last mark is kept."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._waiting: list[tuple[int, str, Address]] = []
        self._last: dict[Address, asyncio.Event] = {}
        self._timer: asyncio.Task[None] | None = None
        self.idle, self.rest = IDLE_SECONDS, 1.0

    def sent(self, parcel: Parcel, sent_as: str) -> None:
        """Note that a parcel went out, under the platform's id."""
        self._waiting.append((parcel.id, sent_as, parcel.address))
        self._last[parcel.address] = asyncio.Event()
        if self._timer is None or self._timer.done():
            self._timer = asyncio.create_task(self._soon())

    async def settled(self, address: Address) -> None:
        """Return when the address's last mark is kept, so that a crash can double one message at the most."""
        last = self._last.get(address)
        if last is not None:
            await last.wait()

    async def ride(self, tx: Connection) -> list[tuple[int, str, Address]]:
        """Write the marks into somebody else's transaction; `kept` follows its commit."""
        riding = list(self._waiting)
        await outbox.mark_sent(tx, [(id_, sent_as) for id_, sent_as, _ in riding])
        return riding

    def kept(self, riding: list[tuple[int, str, Address]]) -> None:
        """Note that these marks are durable."""
        done = {id_ for id_, _, _ in riding}
        self._waiting = [one for one in self._waiting if one[0] not in done]
        still = {address for _, _, address in self._waiting}
        for _, _, address in riding:
            if address not in still and address in self._last:
                self._last.pop(address).set()

    async def flush(self) -> None:
        """Write all marks now."""
        if self._waiting:
            async with self._db.write() as tx:
                riding = await self.ride(tx)
            self.kept(riding)

    async def _soon(self) -> None:
        while self._waiting:
            first = self._waiting[0]
            await asyncio.sleep(self.idle)
            if self._waiting[:1] != [first]:
                continue  # It rode on somebody's commit, and a step owes the disk only one.
            try:
                await self.flush()
            except Exception as error:
                log.error("what went out is not marked yet", error=where(error))
                await asyncio.sleep(self.rest)
