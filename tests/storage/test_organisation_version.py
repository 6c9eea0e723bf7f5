"""The organisation is read again after every change of it, and only then."""

from datetime import datetime

import pytest

from storage import posts
from storage.database import Database
from storage.times import ZONE
from tests.house_under_test import Town

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)
CHANGES = (
    "INSERT INTO posts (id, kind) VALUES ('member-9', 'member')",
    "UPDATE posts SET follows = '[\"07339\"]' WHERE id = 'standing'",
    "INSERT INTO holders (post, person, since) VALUES ('standing', 1, 5)",
    "UPDATE holders SET until = 9",
    "DELETE FROM holders",
    "INSERT INTO absences (person, since) VALUES (1, 5)",
    "INSERT INTO followings (post, units, since) VALUES ('standing', '[]', 5)",
    "INSERT INTO jurisdictions (category, first, since) VALUES ('delay', '[\"head\"]', 5)",
    "INSERT INTO groups (channel, user, post, person, since) VALUES ('telegram', '-1', 'standing', 1, 5)",
    "DELETE FROM groups",
)


async def somebody(db: Database) -> None:
    async with db.write() as tx:
        await tx.execute("INSERT INTO people (id, created_at) VALUES (1, 1)")


async def test_every_change_of_the_organisation_draws_another_number(town: Town) -> None:
    db = town.world.db
    await somebody(db)
    numbers = [await posts.version(db.read)]
    for change in CHANGES:
        async with db.write() as tx:
            assert await tx.execute(change) == 1
        numbers.append(await posts.version(db.read))

    assert len(set(numbers)) == len(numbers)


async def test_a_change_that_was_rolled_back_is_not_remembered(town: Town) -> None:
    world = town.world
    await somebody(world.db)

    async def undone() -> None:
        async with world.db.write() as tx:
            await posts.hold(tx, "standing", 1, "Mai", NOW)
            assert (await world.organisation(tx)).holding("standing", NOW)
            raise RuntimeError("undone")

    with pytest.raises(RuntimeError, match="undone"):
        await undone()
    async with world.db.write() as tx:
        await posts.hold(tx, "inspector", 1, "Mai", NOW)

    org = await world.organisation(world.db.read)
    assert not org.holding("standing", NOW)
    assert org.holding("inspector", NOW)


async def test_nothing_is_read_again_while_nothing_changes(town: Town) -> None:
    world = town.world
    first = await world.organisation(world.db.read)
    await town.person("lan").types("Xin chào")

    assert await world.organisation(world.db.read) is first
