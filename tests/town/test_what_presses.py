"""Monday's digest names what else needs action: a unit far above its usual, overdue tasks; each reader's own."""

from datetime import datetime, timedelta

from handlers.casework.tasks import Task
from storage import tasks
from storage.times import ZONE
from tests.fakes.town_people import report
from tests.house_under_test import Person, Town

MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=ZONE)


async def owed(town: Town, unit: str, code: str, due: datetime) -> None:
    """Let a unit owe a task of a conclusion since a week ago."""
    given, day = town.world.clock.now() - timedelta(days=7), due.date()
    task = Task(
        code=code,
        conclusion="12/TB-BCĐ",
        words="Niêm yết danh mục thủ tục",
        unit=unit,
        due=day,
        first=day,
        given_at=given,
    )
    async with town.world.db.write() as tx:
        await tasks.add(tx, task, town.world.calendar)
        await tasks.record(tx, task, town.world.calendar, given, "give")


def digest(reader: Person) -> str:
    """Give the newest digest that a reader got."""
    return next(message.text for message in reversed(reader.messages) if "Tuần 47" in message.text)


async def test_what_presses_is_named_to_whoever_follows_that_unit(town: Town) -> None:
    standing = await town.post("standing", "standing")
    member = await town.post("member", "member-bac", follows=["07339"])
    other = await town.post("other", "member-nam", follows=["07210"])
    for name in ("lan", "hoa", "minh", "an"):
        await report(town.person(name))
    await owed(town, "07339", "111111111", datetime(2026, 11, 18, tzinfo=ZONE))
    await town.until(MONDAY)

    for reader in (standing, member):
        assert "4 người phản ánh trong vài ngày, nhiều hơn hẳn thường lệ" in digest(reader)
        assert "Niêm yết danh mục thủ tục" in digest(reader)
        assert any(button.step == "task.list" for message in reader.messages for button in message.buttons)
    assert "người phản ánh" not in digest(other)
    assert "Niêm yết" not in digest(other)


async def test_the_button_behind_the_number_lists_as_many_tasks(town: Town) -> None:
    standing = await town.post("standing", "standing")
    for at in range(3):
        await owed(town, f"0733{at + 7}", f"11111111{at}", datetime(2026, 11, 17, tzinfo=ZONE))
    await town.until(MONDAY)
    button = next(one for message in standing.messages for one in message.buttons if one.step == "task.list")
    await standing.taps(button.step, button.value)

    assert "(3)" in button.text
    assert standing.last.text.count("Niêm yết danh mục thủ tục") == 3
