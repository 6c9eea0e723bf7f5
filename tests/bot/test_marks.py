"""A step owes the disk one commit: what went out is marked along with the next step."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.marks import Marks
from handlers.talk.ask import say
from handlers.talk.events import Address, Incoming, Text
from storage.database import Connection, Database
from storage.outbox import Parcel
from tests.house_under_test import Town


@dataclass
class Watched:
    """A store that counts the transactions begun."""

    db: Database
    begun: int = 0

    @property
    def read(self) -> Connection:
        return self.db.read

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        self.begun += 1
        async with self.db.write() as tx:
            yield tx

    async def fold(self) -> None:
        await self.db.fold()

    async def close(self) -> None:
        await self.db.close()


def parcel(number: int) -> Parcel:
    return Parcel(number, Address(channel="line", user="an"), 1, "reply", say("menu.ask"))


async def test_a_step_takes_one_commit_and_its_mark_rides_on_the_next(town: Town) -> None:
    town.world.db = watched = Watched(town.world.db)
    town.world.marks.idle = 3600
    sender, citizen = Address(channel="line", user="an"), town.person("an")

    for step, words in enumerate(("chào", "đồng ý", "trợ giúp"), 1):
        await town.house.conductor.receive([Incoming(id=words, sender=sender, body=Text(text=words))])
        while len(citizen.messages) < step:  # noqa: ASYNC110
            await asyncio.sleep(0)

    assert watched.begun == 3


async def test_a_mark_gets_a_commit_of_its_own_only_when_it_has_waited_for_another(db: Database) -> None:
    marks = Marks(watched := Watched(db))
    marks.idle = 0
    marks.sent(parcel(1), "one")
    await asyncio.sleep(0)

    marks.kept([(1, "one", parcel(1).address)])
    marks.sent(parcel(2), "two")
    await asyncio.sleep(0)

    assert watched.begun == 0
    await marks.settled(parcel(2).address)
    assert watched.begun == 1
