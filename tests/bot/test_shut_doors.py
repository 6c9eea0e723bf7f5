"""A door that stays shut, or that a reader has left: the case goes on at once, and is never lost on the way."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from structlog.testing import capture_logs

from bot.channels.channel import TryLater, Unreachable
from bot.config import Config
from bot.report import findings
from bot.shut_doors import deserted
from bot.work import Work
from storage import cases, posts
from tests.fakes.town_people import (
    agree,
    answer,
    case_of,
    eventually,
    got,
    leave,
    report,
    steps,
    transfer,
    unsent,
)
from tests.house_under_test import Town, open_town


async def alarms(town: Town) -> list[str]:
    """Give what `check` finds not to be in order."""
    return [one.what for one in await findings(town.world, Config()) if not one.ok]


async def test_a_forward_to_a_blocked_official_goes_at_once_to_the_next(town: Town) -> None:
    head = await town.post("head", "head-07339")
    officer = await town.post("officer", "officer-07339")
    head.clear()
    town.line.trouble["officer"] = [Unreachable()] * 5
    code = await report(town.person("lan"))

    assert [code in message.model_dump_json() for message in head.messages] == [True]
    assert got(head, "Tin chưa tới được") == 1
    assert got(head, "quá hạn") == 0, "nothing is overdue yet"
    assert await steps(town, code) == [("file", None), ("forward", "officer-07339"), ("pass_on", "head-07339")]
    assert (await case_of(town, code)).holder == "officer-07339"
    officer.clear()
    town.line.trouble.clear()
    await officer.command("desk")
    assert code in officer.messages[0].model_dump_json()
    assert len(officer.messages) == 2


async def test_all_doors_shut_lead_to_the_top_and_then_to_an_alarm(town: Town) -> None:
    for post in ("officer-07339", "head-07339", "standing"):
        await town.post(post, post)
        town.line.trouble[post] = [Unreachable()] * 9
    code = await report(town.person("lan"))

    assert (await case_of(town, code)).reach == ("officer-07339", "head-07339", "standing")
    assert await unsent(town) == {"unreachable": 3}
    assert any("cannot be reached" in what and code in what for what in await alarms(town))


async def test_each_start_raises_the_alarm_again_without_content(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await report(town.person("lan"), unit="07228")
        await town.post("officer", "officer-07339")
        town.line.trouble["officer"] = [Unreachable()] * 2
        await report(town.person("lan"))
    with capture_logs() as logged:
        async with open_town(tmp_path):
            pass

    alarms = [line for line in logged if line["log_level"] == "error"]
    assert alarms == [
        {"event": "cases that nobody holds", "cases": 1, "log_level": "error"},
        {"event": "cases whose officials cannot be reached", "cases": 1, "log_level": "error"},
    ]


async def test_a_colleague_at_the_same_post_is_enough(town: Town) -> None:
    await town.post("first", "officer-07339")
    second = await town.post("second", "officer-07339")
    await town.post("head", "head-07339")
    town.line.trouble["first"] = [Unreachable()] * 5
    code = await report(town.person("lan"))

    assert (await case_of(town, code)).reach == ("officer-07339",)
    assert code in second.last.model_dump_json()


async def test_a_crash_at_the_shut_door_loses_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.post("head", "head-07339")
        await town.post("officer", "officer-07339")
        town.house.postman.rest = 60
        async with town.world.db.write() as tx:
            await tx.execute(
                "CREATE TRIGGER crash BEFORE INSERT ON history WHEN new.action = 'pass_on' "
                "BEGIN SELECT RAISE(ABORT, 'as if killed'); END"
            )
        await agree(town.person("lan"))
        town.line.trouble["officer"] = [Unreachable()]
        filing = asyncio.create_task(report(town.person("lan")))
        await eventually(lambda: any("_serve_later" in repr(task) for task in town.house.postman._busy.values()))
        filing.cancel()
        await asyncio.gather(filing, return_exceptions=True)
        async with town.world.db.write() as tx:
            await tx.execute("DROP TRIGGER crash")
        code = (await cases.newest(town.world.db.read, 1))[0].code
        assert code not in town.person("head").last.model_dump_json()
        for task in town.house.postman._busy.values():
            task.cancel()
    with contextlib.closing(sqlite3.connect(tmp_path / "town.db", isolation_level=None)) as db:
        db.execute("UPDATE outbox SET state = 'queued', not_before = 1 << 60 WHERE state = 'sending'")
    async with open_town(tmp_path) as town:
        town.line.trouble["officer"] = [Unreachable()]
        async with town.world.db.write() as tx:
            await tx.execute("UPDATE outbox SET not_before = 0")
        await town.house.postman._sweep()
        await town.settle()

        assert code in town.person("head").last.model_dump_json()


@asynccontextmanager
async def held_back(town: Town, user: str) -> AsyncIterator[list[str]]:
    """Let a case be filed whose forward to a user is held back by the platform; its code is given at the end."""
    await agree(town.person("lan"))
    town.line.trouble[user] = [TryLater(0.2)]
    filing, code = asyncio.create_task(report(town.person("lan"))), list[str]()
    await eventually(lambda: town.house.postman._resting)
    yield code
    code.append(await filing)


async def test_a_post_left_between_owing_and_sending_withholds_and_passes_on(town: Town) -> None:
    officer, head = await town.post("officer", "officer-07339"), await town.post("head", "head-07339")
    async with held_back(town, "officer") as code:
        await leave(town, officer, "officer-07339")

    assert not any(code[0] in message.model_dump_json() for message in officer.messages)
    assert code[0] in head.last.model_dump_json()
    assert (await steps(town, code[0]))[-1] == ("pass_on", "head-07339")
    assert (await town.world.db.read.fetch("SELECT reachable FROM addresses WHERE user = 'officer'")) == [(1,)]


async def test_a_post_that_changed_hands_meanwhile_brings_the_case_to_the_new_holder(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    await town.post("head", "head-07339")
    async with held_back(town, "officer") as code:
        await leave(town, officer, "officer-07339")
        successor = await town.post("successor", "officer-07339")

    assert not any(code[0] in message.model_dump_json() for message in officer.messages)
    assert code[0] in successor.last.model_dump_json()
    assert (await case_of(town, code[0])).reach == ("officer-07339",)


async def test_a_colleague_who_came_later_gets_it_when_the_first_turns_out_to_be_out_of_reach(town: Town) -> None:
    await town.post("officer", "officer-07339")
    await town.post("head", "head-07339")
    async with held_back(town, "officer") as code:
        town.line.trouble["officer"].append(Unreachable())
        colleague = await town.post("colleague", "officer-07339")

    assert code[0] in colleague.last.model_dump_json()
    assert (await case_of(town, code[0])).reach == ("officer-07339",)


async def end(town: Town, post: str) -> None:
    """Let nobody hold a post any more, as `langnghe posts end` does it."""
    async with town.world.db.write() as tx:
        work = Work(tx, town.world, town.world.clock.now())
        await posts.end(tx, post, "", work.at)
        await deserted(work, post)
        parcels = await work.keep_parcels()
    town.world.post(parcels)
    await town.settle()


async def test_the_cases_of_a_post_that_is_given_up_go_on_at_once(town: Town) -> None:
    officer, head = await town.post("officer", "officer-07339"), await town.post("head", "head-07339")
    code, other = await report(town.person("lan")), await report(town.person("lan"), unit="07228")
    head.clear()
    await end(town, "officer-07339")

    assert [code in message.model_dump_json() for message in head.messages] == [True]
    assert other not in head.last.model_dump_json()
    assert (await case_of(town, code)).reach == ("officer-07339", "head-07339")
    officer.clear()
    await officer.taps("desk.open", code)
    assert got(officer, "Hồ sơ đất của tôi") == 0


async def test_cases_of_a_post_that_two_hold_stay_when_one_of_them_leaves(town: Town) -> None:
    first, second = await town.post("first", "officer-07339"), await town.post("second", "officer-07339")
    await town.post("head", "head-07339")
    code = await report(town.person("lan"))
    await leave(town, first, "officer-07339")
    async with town.world.db.write() as tx:
        await deserted(Work(tx, town.world, town.world.clock.now()), "officer-07339")

    assert (await case_of(town, code)).reach == ("officer-07339",)
    assert code in second.last.model_dump_json()


async def test_cases_that_nobody_has_any_more_raise_an_alarm_until_somebody_comes_to_the_post(town: Town) -> None:
    await town.post("officer", "officer-07339")
    code = await report(town.person("lan"))
    await end(town, "officer-07339")
    assert any("cannot be reached: 1" in what and code in what for what in await alarms(town))

    successor = await town.post("successor", "officer-07339")
    colleague = await town.post("colleague", "officer-07339")

    assert sum(code in message.model_dump_json() for message in successor.messages) == 1
    assert sum(code in message.model_dump_json() for message in colleague.messages) == 0
    assert not any("cannot be reached: 1" in what for what in await alarms(town))


async def test_a_transfer_to_a_blocked_official_goes_on_to_those_above(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    await town.post("other", "officer-07228")
    head = await town.post("head", "head-07228")
    code = await report(town.person("lan"))
    town.line.trouble["other"] = [Unreachable()] * 3
    await transfer(officer, code, "officer-07228")

    assert code in head.last.model_dump_json()


async def test_an_answered_case_is_passed_on_to_nobody(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    await town.post("head", "head-07339")
    code = await report(town.person("lan"))
    await answer(officer, code)
    town.line.trouble["officer"] = [Unreachable()]
    await town.person("lan").taps("rate.yes", code)

    assert (await case_of(town, code)).reach == ("officer-07339",)
