"""Seats on posts as an import would give them, and a complaint about people: for tests of who gets what."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from bot.channels.channel import TryLater
from handlers.casework.cases import About
from handlers.casework.categories import Category
from storage import cases, people
from storage.times import to_ms
from tests.fakes.town_people import address, agree, eventually, person_id, report
from tests.house_under_test import MONDAY, Person, Town

WORDS = "con hoàng yến trong lồng son"
BEFORE = MONDAY - timedelta(days=30)


async def complain(town: Town, about: About | None = "leader", **more: Any) -> str:
    """Let a citizen report bad manners of somebody in xã Tân Yên; give the code."""
    return await report(town.person("lan"), WORDS, category=Category.ATTITUDE, about=about, **more)


async def seat(town: Town, official: Person, post: str, *, name: str = "", deputy: bool = False) -> Person:
    """Give a person a seat on a post since a month ago, as an import would."""
    if address(official) not in await people.known(town.world.db.read, [address(official)]):
        await official.command("help")
    async with town.world.db.write() as tx:
        await tx.execute(
            "INSERT INTO holders (post, person, name, since, deputy) VALUES ($1, $2, $3, $4, $5)",
            *(post, await person_id(official), name or official.user, to_ms(BEFORE), int(deputy)),
        )
    return official


async def absent(town: Town, official: Person) -> None:
    """Let a person be away from now on."""
    async with town.world.db.write() as tx:
        await tx.execute(
            "INSERT INTO absences (person, since) VALUES ($1, $2)", await person_id(official), town.world.clock.ms()
        )


async def change(town: Town, code: str, **changes: Any) -> None:
    """Let a case be as if its reporter or an official had said something more."""
    async with town.world.db.write() as tx:
        case = await cases.get(tx, code)
        assert case is not None
        await cases.save(tx, case.model_copy(update=changes), None)


def saw(official: Person, code: str) -> bool:
    """Whether anything that this person ever got has to do with a case."""
    told = "".join(message.model_dump_json() for message in official.messages)
    return code in told or WORDS in told or f"{code[:3]}-{code[3:6]}-{code[6:]}" in told


@asynccontextmanager
async def held_back(town: Town, user: str, about: About = "leader") -> AsyncIterator[list[str]]:
    """Let a complaint be filed whose forward to a user is held back by the platform; its code is in the list."""
    await agree(town.person("lan"))
    town.line.trouble[user] = [TryLater(0.2)]
    filing, code = asyncio.create_task(complain(town, about)), list[str]()
    await eventually(lambda: town.house.postman._resting)
    code.append((await cases.newest(town.world.db.read, 1))[0].code)
    yield code
    await filing
