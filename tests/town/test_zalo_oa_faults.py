"""Thousands of notices over a Zalo that refuses, lies, hangs up and forgets: none is lost, none repeated unmarked."""

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.channels.channel import Channel, TryLater
from bot.channels.zalo_oa import Settings, ZaloOa
from bot.config import Config
from bot.files import Store
from bot.work import Work
from bot.world import World
from bot.zalo_shelf import shelf
from handlers.talk.ask import say
from handlers.talk.events import Address
from handlers.talk.says import Message
from storage import zalo
from tests.fakes.zalo_oa_methods import APP, HOUR, KEY, OA, SECRET
from tests.fakes.zalo_oa_server import ZaloOaServer
from tests.house_under_test import VOICE, Town, open_town

AGAIN = VOICE.text("vi", "sent.again")
USERS = 100
GONE, LATE = 5, 5
"""So many people have blocked the account, and so many were last heard nine days ago."""


class Hurried(ZaloOa):
    """The channel with its waits cut short, so that a trial needs no hours."""

    async def send(self, user: str, message: Message) -> str:
        """Send; where the platform asks for patience, a moment is enough."""
        try:
            return await super().send(user, message)
        except TryLater as wait:
            raise TryLater(0.001, ambiguous=wait.ambiguous) from None


@dataclass
class Trial:
    """A town, its Zalo, and the dice."""

    town: Town
    server: ZaloOaServer
    dice: random.Random

    def spoil(self) -> None:
        """Let something go wrong with one of the next calls, or with the tokens."""
        server, dice = self.server, self.dice
        match dice.randrange(13):
            case 0:
                server.lose(delivered=True)
            case 1:
                server.lose(delivered=False)
            case 2:
                server.garble(dice.choice((500, 502, 503, 429, 404, 200)))
            case 3:
                server.lie(dice.choice((-200, -211, -987)))
            case 4:
                server.refuse(dice.choice((-32, -200, -211, -100, -209, -221)))
            case 5:
                for token in server.access:
                    server.access[token] = 0
            case 6:
                server.lose(delivered=False, paths=("/v4/oa/access_token",))
                server.access.clear()
            case 7:
                server.garble(502, paths=("/v4/oa/access_token",))
                server.access.clear()
            case 8:
                server.falter(dice.choice((200, 403, 500, 504)))
            case 9:
                server.oa_type = 6 - server.oa_type
            case _:
                pass

    async def owe(self, count: int) -> None:
        """Owe so many notices, each with words of its own, by and by."""
        for first in range(0, count, 200):
            async with self.town.world.db.write() as tx:
                work = Work(tx, self.town.world, self.town.world.clock.now())
                for at in range(first, min(first + 200, count)):
                    address = Address(channel="zalo_oa", user=str(at % USERS))
                    work.owe(address, 0, "reply", say("card.quote", text=f"no {at}."))
                parcels = await work.keep_parcels()
            self.town.world.post(parcels)
            for _ in range(60):
                self.spoil()
            await self.town.settle()

    async def states(self) -> Counter[tuple[str, str]]:
        """Count the notices by what became of them and for whom."""
        rows = await self.town.world.db.read.fetch("SELECT state, CAST(user AS INTEGER) FROM outbox")
        return Counter((state, kind_of(user)) for state, user in rows)


def kind_of(user: int) -> str:
    """Give which kind of person a user is."""
    return "gone" if user < GONE else "late" if user < GONE + LATE else "here"


async def go_through(folder: Path, count: int, seed: int) -> None:
    """Send so many notices through all that can go wrong, and look at what arrived."""
    async with ZaloOaServer() as server:

        async def unsaid(user: str, name: str) -> str:
            return name

        def opened(world: World, config: Config) -> list[Channel]:
            own: dict[str, Any] = {"api_base": server.url, "oauth_base": server.url, "oa_id": OA, "oa_secret_key": KEY}
            settings = Settings(app_id=APP, app_secret=SECRET, **own)
            kept, files = shelf(world.db, APP, server.now), Store(config.storage.files)
            channel = Hurried(settings, kept, files.read, server.now, unsaid, patience=2.0)
            return [channel]

        async with open_town(folder, channels=opened) as town:
            made = server.tokens()
            async with town.world.db.write() as tx:
                pair = zalo.Tokens(made["access_token"], made["refresh_token"], server.now(), 90_000)
                await zalo.keep_pair(tx, APP, pair)
            for user in range(USERS):
                server.heard[str(user)] = server.now() - (9 * 24 * HOUR if kind_of(user) == "late" else 0)
            server.blocked |= {str(user) for user in range(GONE)}
            server.left = 10_000_000
            trial = Trial(town, server, random.Random(seed))
            trial.town.house.postman._paces["zalo_oa"]._gap = 0
            await trial.owe(count)
            each = count // USERS
            assert await trial.states() == {
                ("sent", "here"): each * (USERS - GONE - LATE),
                ("unreachable", "gone"): each * GONE,
                ("unreachable", "late"): each * LATE,
            }
            arrived(server, count)


def arrived(server: ZaloOaServer, count: int) -> None:
    """Fail unless every notice came to whoever could get it, in order, and each further copy says that it is one."""
    plain: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    for one in server.sent:
        text = one.text.replace(AGAIN, "").strip("“”\n ")
        (marked if AGAIN in one.text else plain)[text] += 1
    owed = [f"no {at}." for at in range(count) if kind_of(at % USERS) == "here"]
    assert set(plain) | set(marked) == set(owed)
    assert [text for text in plain if plain[text] > 1] == []
    assert sum(marked.values()) > 0
    for user in range(USERS):
        numbers = [int(one.text.split("no ")[1].split(".")[0]) for one in server.to(str(user))]
        assert numbers == sorted(numbers)


async def test_two_thousand_notices_over_a_faulty_zalo_are_neither_lost_nor_repeated_unmarked(tmp_path: Path) -> None:
    await go_through(tmp_path, 2000, seed=20261126)


@pytest.mark.proof
async def test_ten_thousand_notices_over_a_faulty_zalo_are_neither_lost_nor_repeated_unmarked(tmp_path: Path) -> None:
    await go_through(tmp_path, 10_000, seed=7)
