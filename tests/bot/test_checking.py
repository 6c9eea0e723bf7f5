"""What `check` tells of tasks and digests: a unit that owes a task and has no head, numbers that contradict."""

from bot.config import Config
from bot.report import findings
from tests.fakes.town_people import leave, report
from tests.house_under_test import Town
from tests.town.test_tasks_of_conclusions import given


async def troubles(town: Town) -> list[str]:
    """Give what is not in order, but for the standing body, which nobody holds here."""
    found = await findings(town.world, Config())
    return [one.what for one in found if not one.ok and "standing body" not in one.what]


async def test_tasks_of_a_unit_without_a_head_are_told_with_the_remedy(town: Town) -> None:
    head = await town.post("minh", "head-07339")
    await given(town)
    before = await troubles(town)
    await leave(town, head, "head-07339")

    assert before == []
    assert "tasks that nobody can be told of: 1 (07339): invite the head of each unit" in await troubles(town)


async def test_a_digest_that_does_not_add_up_is_told_before_monday(town: Town) -> None:
    await town.post("lan", "officer-07339")
    await report(town.person("an"))
    await town.advance(days=7)
    before = await troubles(town)
    async with town.world.db.write() as tx:
        await tx.execute("UPDATE history SET delta = 2 WHERE delta = 1")

    assert before == []
    assert [one for one in await troubles(town) if "does not add up" in one]
