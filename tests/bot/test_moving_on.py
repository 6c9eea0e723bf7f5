"""A case never lies with nobody: held until somebody comes, passed on when a door stays shut, swept without fail."""

import asyncio

import pytest

from bot.config import Config
from bot.marks import IDLE_SECONDS
from bot.moving_on import place_waiting
from bot.report import findings
from handlers.casework.cases import About, Status
from handlers.casework.categories import Category
from storage import cases
from storage.sqlite import SqliteDatabase
from tests.fakes.town_people import (
    case_of,
    got,
    report,
    steps,
)
from tests.house_under_test import VOICE, Town

KEPT = VOICE.text("vi", "receipt.kept").partition("{")[0]
PLACED = "đã có người giữ việc"


async def alarms(town: Town) -> list[str]:
    """Give what `check` finds not to be in order."""
    return [one.what for one in await findings(town.world, Config()) if not one.ok]


async def test_a_case_that_nobody_can_take_is_held_said_truthfully_and_raises_an_alarm(town: Town) -> None:
    citizen = town.person("lan")
    code = await report(citizen)

    assert citizen.last.text.startswith(KEPT)
    assert (await case_of(town, code)).status is Status.NEW
    assert await steps(town, code) == [("file", None)]
    assert any("cases that nobody holds: 1" in what and code in what for what in await alarms(town))


async def test_a_held_case_is_placed_when_somebody_joins_and_its_reporter_is_told(town: Town) -> None:
    citizen = town.person("lan")
    code = await report(citizen)
    await town.advance(hours=5)
    assert got(citizen, PLACED) == 0

    officer = await town.post("officer", "officer-07339")
    await town.tick()
    await town.tick()

    case = await case_of(town, code)
    assert (case.status, case.holder) == (Status.FORWARDED, "officer-07339")
    assert sum(code in message.model_dump_json() for message in officer.messages) == 1
    assert got(citizen, PLACED) == 1
    assert not any("cases that nobody holds: 1" in what for what in await alarms(town))


async def test_a_held_case_waits_on_when_only_its_reporter_joins(town: Town) -> None:
    citizen = town.person("lan")
    code = await report(citizen)
    await town.post("lan", "officer-07339")
    await town.tick()

    assert (await case_of(town, code)).status is Status.NEW


async def test_what_cannot_be_placed_does_not_write_at_every_tick(town: Town) -> None:
    await report(town.person("lan"))
    db, ran = town.world.db, list[str]()
    assert isinstance(db, SqliteDatabase)
    await asyncio.sleep(3 * IDLE_SECONDS)  # a mark's own timer may still open an empty transaction
    await db._writer.set_trace_callback(ran.append)
    for _ in range(5):
        assert await place_waiting(town.world) == 0

    assert ran == []


@pytest.mark.parametrize(
    ("about", "joins", "gets"),
    [
        ("staff", "officer-07339", False),
        ("staff", "head-07339", True),
        ("leader", "officer-07339", False),
        ("leader", "head-07339", False),
        ("leader", "inspector", True),
        ("unsure", "head-07339", False),
        ("unsure", "inspector", True),
        ("leader", "standing", True),
    ],
)
async def test_a_case_about_people_never_comes_to_them(town: Town, about: About, joins: str, gets: bool) -> None:
    code = await report(town.person("lan"), category=Category.ATTITUDE, about=about)
    official = await town.post("official", joins)
    await town.tick()
    await official.command("desk")
    await official.taps("desk.open", code)

    assert (await case_of(town, code)).holder == (joins if gets else None)
    assert any(code in message.model_dump_json() for message in official.messages[1:-1]) is gets


async def test_a_head_who_is_accused_never_gets_it_however_long_nobody_answers(town: Town) -> None:
    head, officer = await town.post("head", "head-07339"), await town.post("officer", "officer-07339")
    await town.post("inspector", "inspector")
    await town.post("standing", "standing")
    code = await report(town.person("lan"), category=Category.INFORMAL_PAYMENT, about="leader")
    await town.advance(days=30)

    assert [post for action, post in await steps(town, code) if action == "escalate"] == ["standing"]
    for one in (head, officer):
        assert not any(code in message.model_dump_json() for message in one.messages)


async def test_an_official_who_filed_it_never_gets_it_as_an_official(town: Town) -> None:
    head = await town.post("head", "head-07339")
    await town.post("standing", "standing")
    code = await report(head, category=Category.ERROR_LOSS)
    await town.advance(days=30)
    await head.taps("desk.accept", code)

    assert (await case_of(town, code)).reach == ("standing",)
    assert (await case_of(town, code)).taken_by is None
    assert got(head, "Việc này quá hạn") == 0


async def test_one_case_on_which_the_sweep_fails_holds_up_no_other(town: Town) -> None:
    await town.post("officer", "officer-07339")
    first = await report(town.person("lan"))
    second = await report(town.person("mai"))
    async with town.world.db.write() as tx:
        await tx.execute(
            f"CREATE TRIGGER cursed BEFORE INSERT ON history WHEN new.code = '{min(first, second)}' "
            "BEGIN SELECT RAISE(ABORT, 'cursed'); END"
        )
    await town.advance(days=2)
    await town.tick()

    assert (await steps(town, max(first, second)))[-1] == ("remind", None)
    assert (await steps(town, min(first, second)))[-1] == ("forward", "officer-07339")
    async with town.world.db.write() as tx:
        await tx.execute("DROP TRIGGER cursed")
    await town.advance(hours=1)
    assert (await steps(town, min(first, second)))[-1] == ("remind", None)


async def test_more_cases_than_one_sweep_takes_are_all_swept(town: Town) -> None:
    await town.post("officer", "officer-07339")
    code = await report(town.person("lan"))
    case = await case_of(town, code)
    async with town.world.db.write() as tx:
        for n in range(250):
            copy = case.model_copy(update={"code": f"{n:09}"})
            await cases.save(tx, copy, copy.filed_at)
    await town.advance(days=2)

    assert await cases.due_codes(town.world.db.read, town.world.clock.now()) == []
