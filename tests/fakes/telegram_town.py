"""A town with Telegram: an office with a group in which its post's stubs arrive."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bot import membership
from bot.config import Config, Telegram
from bot.invitations import invite
from bot.serving import open_channels
from bot.world import World
from tests.fakes.telegram_groups import Group
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_server import TelegramServer
from tests.fakes.town_people import report
from tests.house_under_test import Town, open_town

OFFICE = -1001
OFFICER, HEAD = "officer-07339", "head-07339"
WORDS, PHONE = "con hoàng yến trong lồng son", "0912345678"
MINUTE = timedelta(minutes=1)


@dataclass(repr=False)
class TelegramTown:
    """A town, its local Telegram, and a person who brings groups."""

    town: Town
    server: TelegramServer

    @property
    def world(self) -> World:
        """What the program knows."""
        return self.town.world

    async def quiet(self) -> None:
        """Wait until all that was done on Telegram is taken and answered."""
        await self.server.until(lambda: not self.server.queue and self.server.polled)
        await self.town.settle()

    async def knocked(self) -> None:
        """Let the platform be asked about those who knocked, and wait for what follows."""
        await self.quiet()
        await membership.answer_knocks(self.world, self.town.house.channels, self.town.house.conductor.receive)
        await self.quiet()

    async def token(self, post: str, name: str = "") -> str:
        """Give a fresh invitation."""
        return (await invite(self.world, post, name=name, valid=timedelta(days=30))).token

    async def group(self, post: str, by: Person, id: int = OFFICE, *, thread: int | None = None) -> Group:
        """Give a group that somebody has made the inbox of a post, after its greeting."""
        by.say("/start")
        group = self.server.group(id)
        group.add_bot(by)
        if thread:
            group.topic(thread)
        group.command(by, f"/join@langnghe_bot {await self.token(post, 'Lan')}", thread)
        await self.knocked()
        return group

    async def holds(self, post: str) -> list[str]:
        """Give the names of those who hold a post now."""
        org = await self.world.organisation(self.world.db.read)
        return [one.name for one in org.holding(post, self.world.clock.now())]

    async def inboxes(self) -> list[tuple[str, str]]:
        """Give the groups that are inboxes now: address and post."""
        org = await self.world.organisation(self.world.db.read)
        return [(one.user, one.post) for one in org.groups if one.at(self.world.clock.now())]


@asynccontextmanager
async def telegram_town(folder: Path) -> AsyncIterator[TelegramTown]:
    """Give a running town that listens to a local Telegram."""
    async with TelegramServer() as server:
        told = {"token": server.token, "api_base": server.url, "file_base": server.url}
        config = Config().model_copy(update={"telegram": Telegram.model_validate(told)})

        def channels(world: World, config: Config) -> list:  # type: ignore[type-arg]
            found = [one for one in open_channels(world, config) if one.name == "telegram"]
            for one in found:
                one.limits = replace(one.limits, per_second=0)
            return found

        async with open_town(folder, config=config, channels=channels) as town:
            await server.until(lambda: server.polled)
            yield TelegramTown(town, server)


async def filed(here: TelegramTown, text: str = f"{WORDS}, gọi {PHONE}", **more: object) -> str:
    """Let a citizen file a report on another channel, and wait for what follows."""
    code = await report(here.town.person("citizen"), text, **more)  # type: ignore[arg-type]
    await here.quiet()
    return code


def shown(code: str) -> str:
    """Give a code as it is spoken."""
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


def heard(server: TelegramServer, chat: int = OFFICE) -> list[str]:
    """Give what the bot ever tried to send to a chat, whether it arrived or not."""
    return [
        json.dumps(params, ensure_ascii=False) for _, params in server.calls if str(params.get("chat_id")) == str(chat)
    ]


def stubs(here: TelegramTown, chat: int = OFFICE) -> list[str]:
    """Give the stubs that a chat got."""
    return [one.text for one in here.server.to(chat) if " · " in one.text]


async def answer_by(
    here: TelegramTown, official: Person, code: str, text: str = "Hồ sơ đã xong, mời anh chị đến nhận tại quầy 1."
) -> None:
    """Let an official answer a case from the phone, with the day, the proof and whatever else is asked."""
    official.press(f"desk.answer|{code}")
    official.say(text)
    await here.quiet()
    for _ in range(4):
        offered = [button.get("callback_data", "") for row in official.seen[-1].rows for button in row]
        asked = {one.partition("|")[0] for one in offered}
        if "desk.day" in asked:
            official.press("desk.day|today")
        elif "desk.proof" in asked:
            official.say("12/TB-UBND")
        elif "desk.finding" in asked:
            official.press("desk.finding|founded")
        else:
            break
        await here.quiet()
    official.press(f"desk.send|{code}")
    await here.quiet()
