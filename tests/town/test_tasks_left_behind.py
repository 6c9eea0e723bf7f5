"""What waits to be told of tasks is asked about again at sending, and what was overtaken ends nothing else."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.delivery import as_allowed
from bot.task_clock import sweep
from handlers.casework.tasks import Task
from handlers.talk.events import Incoming, Tap
from handlers.talk.says import Say
from storage.outbox import Parcel
from tests.fakes.town_people import address, leave
from tests.house_under_test import Person, Town
from tests.town.test_tasks_of_conclusions import actions, given, stands

CODES = ("111222331", "111222332", "111222333")


async def owed(town: Town) -> list[Parcel]:
    """Let the clock hand tasks over and give what is owed, before the postman has it."""
    kept: list[Parcel] = []
    town.world.post = kept.extend
    await sweep(town.world)
    return kept


async def allowed(town: Town, parcel: Parcel) -> Say | None:
    """Give what of a parcel may still be sent."""
    found = await as_allowed(town.world, parcel, lambda: town.world.organisation(town.world.db.read))
    return found.say if found else None


async def handed(town: Town, codes: Sequence[str], **more: object) -> Parcel:
    """Let these tasks be handed over in one message, and give it."""
    for code in codes:
        await given(town, code, **more)
    (parcel,) = await owed(town)
    return parcel


@pytest.fixture
async def head(town: Town) -> Person:
    """Give the head of Tân Yên."""
    return await town.post("minh", "head-07339")


@pytest.mark.parametrize("n", [1, 3])
async def test_who_left_the_post_gets_no_word_of_its_tasks(town: Town, head: Person, n: int) -> None:
    parcel = await handed(town, CODES[:n])
    assert await allowed(town, parcel) == parcel.say
    await leave(town, head, "head-07339")

    assert await allowed(town, parcel) is None


async def test_of_several_tasks_only_those_of_the_post_that_is_still_held_are_told(town: Town, head: Person) -> None:
    await town.post("minh", "head-07306")
    await given(town, CODES[2], unit="07306", words="Công khai thủ tục")
    parcel = await handed(town, CODES[:2])
    await leave(town, head, "head-07339")

    left = await allowed(town, parcel)

    assert left is not None
    text = town.world.voice.message(left, "vi").text
    assert "Công khai thủ tục" in text
    assert "Báo cáo số hoá" not in text
    assert [button.value for button in left.buttons if button.step == "task.show"] == [CODES[2]]
    assert text.startswith("1 việc")


async def test_a_task_sent_back_is_not_told_to_who_left(town: Town, head: Person) -> None:
    standing = await town.post("mau", "standing")
    task: Task = await given(town)
    await head.taps("task.done", task.code)
    await head.types("15/BC-UBND")
    await head.presses("Gửi đi")
    await standing.taps("task.return", task.code)
    await standing.types("Chưa có số liệu")
    kept: list[Parcel] = []
    town.world.post = kept.extend
    await standing.presses("Gửi đi")
    (parcel,) = [one for one in kept if one.say.key == "task.news.return"]
    assert await allowed(town, parcel) == parcel.say
    await leave(town, head, "head-07339")

    assert await allowed(town, parcel) is None


async def test_two_who_end_one_time_of_a_rhythm_at_once_do_not_end_the_next_time_too(town: Town, head: Person) -> None:
    other = await town.post("nam", "head-07339")
    task = await given(town, rhythm="monthly")
    for person in (head, other):
        await person.taps("task.done", task.code)
        await person.types("Đã xong, 15/BC-UBND")
    ends = Tap(step="task.send", value=task.code)
    await town.receive(*(Incoming(id=f"end-{one.user}", sender=address(one), body=ends) for one in (head, other)))

    assert (await actions(town)).count("done") == 1
    assert (await stands(town)).due == date(2026, 12, 25)
    assert "đã sang bước khác" in other.last.text
