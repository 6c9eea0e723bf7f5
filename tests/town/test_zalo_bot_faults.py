"""Thousands of notices over a faulty Zalo bot: none is lost, no copy goes unmarked, and none is sent blindly twice."""

import random
from collections import Counter
from pathlib import Path

import pytest

from bot.channels.channel import Channel, TryLater
from bot.channels.zalo_bot import Handed, Settings, ZaloBot
from bot.config import Config
from bot.work import Work
from bot.world import World
from handlers.talk.ask import say
from handlers.talk.events import Address
from handlers.talk.says import Message
from storage import people
from tests.fakes.zalo_bot_server import Fault, ZaloBotServer
from tests.house_under_test import VOICE, Town, open_town

AGAIN = VOICE.text("vi", "sent.again")
ODDS = {
    ("lose", 0): 0.03,
    ("drop", 0): 0.02,
    ("refuse", 408): 0.01,
    ("refuse", 500): 0.02,
    ("refuse", 403): 0.005,
    ("soft", 429): 0.01,
    ("soft", 503): 0.01,
    ("html", 200): 0.005,
    ("html", 404): 0.01,
    ("html", 502): 0.01,
}
"""What happens to a call, and how often; the rest goes well."""
DOUBTFUL = {("lose", 0), ("drop", 0), ("refuse", 408), ("refuse", 500), ("soft", 503), ("html", 200), ("html", 502)}
"""After these nobody knows whether the message has arrived."""


class Hasty(ZaloBot):
    """The channel, for which a wait takes no time."""

    async def send(self, user: str, message: Message) -> str:
        """Send, and name no seconds to wait."""
        try:
            return await super().send(user, message)
        except TryLater as wait:
            raise TryLater(0, ambiguous=wait.ambiguous) from None


def channels(server: ZaloBotServer, world: World, config: Config) -> list[Channel]:
    """Give the hasty channel on a server."""

    async def note(user: str, file: object) -> str:
        return ""

    settings = Settings(token=server.token, api_base=server.url, per_second=1_000_000)
    return [Hasty(settings, Handed(lambda file: "", note), floor=0.0)]


async def known(town: Town, user: str) -> int:
    """Give a person's number in the store."""
    address = Address(channel="zalo_bot", user=user)
    return (await people.known(town.world.db.read, [address]))[address].person


async def everybody_writes(town: Town, server: ZaloBotServer) -> None:
    """Let everybody say something, and wait for what follows."""
    for one in list(server.people.values()):
        one.say("/help")
    await server.until(lambda: not server.queue and server.polled, 60)
    await town.settle()


async def owe(town: Town, users: list[str], notices: int) -> None:
    """Owe numbered notices, in turn to each of these people."""
    persons = [await known(town, user) for user in users]
    for first in range(0, notices, 500):
        async with town.world.db.write() as tx:
            work = Work(tx, town.world, town.world.clock.now())
            for n in range(first, min(first + 500, notices)):
                at = n % len(users)
                address = Address(channel="zalo_bot", user=users[at])
                work.owe(address, persons[at], "reply", say("card.quote", text=f"notice {n:06}"))
            parcels = await work.keep_parcels()
        town.world.post(parcels)
        await town.settle()


def notices_in(text: str) -> list[int]:
    """Give the numbers of the notices in a message."""
    return [int(part[:6]) for part in text.split("notice ")[1:]]


async def faulty(folder: Path, notices: int, seed: int) -> Counter[str]:
    """Send so many notices in bad weather, then let everybody write in fine weather; check, and give what happened."""
    dice, met = random.Random(seed), Counter[str]()
    async with ZaloBotServer() as server:
        server.quota = 10 * notices

        def weather(method: str) -> Fault | None:
            if method not in ("sendMessage", "getUpdates"):
                return None
            roll = dice.random()
            for (kind, code), odds in ODDS.items():
                roll -= odds
                if roll < 0 and (method == "sendMessage" or kind not in ("lose",)):
                    met[f"{kind} {code}"] += method == "sendMessage"
                    words = str(server.calls[-1][1].get("text", ""))
                    for n in notices_in(words) if (kind, code) in DOUBTFUL else ():
                        met[f"doubtful {n}"] += 1
                    return Fault((method,), kind, code, "bad weather")
            return None

        async with open_town(folder, channels=lambda world, config: channels(server, world, config)) as town:
            for n in range(40):
                server.person(f"{n}")
            await everybody_writes(town, server)
            server.weather = weather
            await owe(town, [one.id for one in server.people.values()], notices)
            rows = await town.world.db.read.fetch(
                "SELECT state, count(*) FROM outbox WHERE say LIKE '%notice %' GROUP BY state"
            )
            states = {row[0]: row[1] for row in rows}
            assert set(states) <= {"sent", "unreachable"}, states
            assert sum(states.values()) == notices
            doubts = {int(name.split()[1]): times for name, times in met.items() if name.startswith("doubtful")}
            assert max(doubts.values()) <= 2, "after two sends without an answer nothing is sent blindly any more"

            server.weather = lambda method: None
            await everybody_writes(town, server)
            left = await town.world.db.read.fetch("SELECT count(*) FROM outbox WHERE state <> 'sent'")
            assert left[0][0] == 0, "what waited was shown at the next contact"

    seen: set[int] = set()
    for one in server.sent:
        for n in notices_in(one.text):
            assert n not in seen or AGAIN in one.text, f"an unmarked copy: {one.text}"
            seen.add(n)
    assert seen == set(range(notices)), "nothing is lost"
    met["unreachable"] = states.get("unreachable", 0)
    met["marked"] = sum(1 for one in server.sent if AGAIN in one.text)
    return met


async def test_two_thousand_notices_in_bad_weather_are_none_lost_and_none_doubled_unmarked(tmp_path: Path) -> None:
    met = await faulty(tmp_path, 2000, 1)

    assert {f"{kind} {code}" for kind, code in ODDS} <= set(met)
    assert met["unreachable"] > 10
    assert met["marked"] > 50


@pytest.mark.proof
async def test_ten_thousand_notices_in_bad_weather_are_none_lost_and_none_doubled_unmarked(tmp_path: Path) -> None:
    assert (await faulty(tmp_path, 10_000, 2))["marked"] > 250
