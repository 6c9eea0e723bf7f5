"""What joining and parting do to notices and cases that are under way."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import linking
from bot.channels.channel import TryLater, Unreachable
from bot.work import Work
from handlers.talk.events import Incoming, Tap, Text
from storage import linking as codes
from storage import people
from tests.fakes.town_people import (
    address,
    agree,
    answer,
    case_of,
    eventually,
    got,
    person_id,
    report,
    unsent,
)
from tests.fakes.two_chats import REFUSED, code_for, join, on_zalo, own_codes, shut
from tests.fakes.windows import Windows
from tests.house_under_test import Town, open_town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town with a second messenger."""
    async with open_town(tmp_path, channels=lambda *_: [Windows()]) as town:
        yield town


async def test_notices_go_to_the_chat_used_last_and_to_the_other_if_that_is_shut_never_to_both(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    code = await report(here)
    await town.advance(minutes=1)
    await join(here, there)
    here.clear()
    there.clear()
    await officer.taps("desk.accept", code)
    assert (len(here.messages), len(there.messages)) == (0, 1)

    shut(town)["lan-z"] = "window"
    await answer(officer, code)
    assert (len(here.messages), len(there.messages)) == (1, 1)
    assert await unsent(town) == {}

    await town.advance(seconds=5)
    shut(town).clear()
    await there.types("theo dõi")
    assert len(here.messages) == 1
    assert got(there, "giải quyết chưa") == 0


async def test_with_all_doors_shut_a_notice_waits_and_comes_first_wherever_the_person_is_next(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    code = await report(here)
    await join(here, there)
    town.line.trouble["lan"] = [Unreachable()] * 3
    shut(town)["lan-z"] = "window"
    await officer.taps("desk.accept", code)
    assert await unsent(town) == {"unreachable": 1}
    town.line.trouble.clear()
    here.clear()

    await here.types("trợ giúp")

    assert code[:3] in here.messages[0].text
    assert await unsent(town) == {}


async def test_what_waited_for_one_of_two_is_shown_when_they_are_joined(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    code = await report(there)
    shut(town)["lan-z"] = "blocked"
    await officer.taps("desk.accept", code)
    shut(town).clear()
    await agree(here)
    here.clear()
    assert await unsent(town) == {"unreachable": 1}
    async with town.world.db.write() as tx:  # as it was asked for before the door was shut
        await codes.give(tx, "ABCD2345", address(there), 0, town.world.clock.ms() + 60_000)
    await here.command("link", "ABCD-2345")
    await here.types("có")

    assert await unsent(town) == {}
    assert got(here, "có người nhận xử lý") == 1


async def test_an_official_who_joins_the_citizen_he_is_loses_the_case_at_once_and_it_goes_on(town: Town) -> None:
    head = await town.post("head", "head-07339")
    officer, citizen = await town.post("officer", "officer-07339"), on_zalo(town, "officer-z")
    code = await report(citizen)
    await officer.taps("desk.accept", code)
    head.clear()

    await join(citizen, officer)

    case = await case_of(town, code)
    assert case.open
    assert (case.holder, case.taken_by) == ("head-07339", None)
    assert code in "".join(message.model_dump_json() for message in head.messages)
    officer.clear()
    await officer.taps("desk.answer", code)
    assert (await case_of(town, code)).status == "forwarded"
    await officer.command("desk")
    assert not any(button.value == code for message in officer.messages for button in message.buttons)


async def test_a_card_that_is_still_on_its_way_to_the_official_is_withheld_after_joining(town: Town) -> None:
    await town.post("head", "head-07339")
    officer, citizen = await town.post("officer", "officer-07339"), on_zalo(town, "officer-z")
    await agree(citizen)
    town.line.trouble["officer"] = [TryLater(0.3)]
    filing = asyncio.create_task(report(citizen))
    await eventually(lambda: town.house.postman._resting)
    before = len(officer.messages)
    async with town.world.db.write() as tx:
        work = Work(tx, town.world, town.world.clock.now())
        await linking.unite(work, await person_id(citizen), await person_id(officer))
        parcels = await work.keep_parcels()
    town.world.post(parcels)
    code = await filing
    await town.settle()

    dumped = [message.model_dump_json() for message in officer.messages[before:]]
    assert not any(code in one and "desk." in one for one in dumped)


async def test_a_notice_on_its_way_to_a_person_who_is_joined_just_then_still_arrives(town: Town) -> None:
    officer, lan, other = await town.post("officer", "officer-07339"), on_zalo(town, "lan"), town.person("older")
    await agree(other)
    code = await report(lan)
    line = town.house.channels["zalo"]
    assert isinstance(line, Windows)
    line.trouble["lan"] = [TryLater(0.2)]
    lan.clear()
    acting = asyncio.create_task(officer.taps("desk.accept", code))
    await eventually(lambda: town.house.postman._resting)
    async with town.world.db.write() as tx:
        work = Work(tx, town.world, town.world.clock.now())
        assert await linking.unite(work, await person_id(other), await person_id(lan)) == await person_id(other)
        await work.keep_parcels()
    await acting
    await town.settle()

    assert got(lan, "có người nhận xử lý") == 1
    assert await unsent(town) == {}


async def test_a_chat_taken_out_starts_anew_and_the_others_keep_everything(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    code = await report(here)
    await join(here, there)
    await here.types("bỏ liên kết")
    other = next(button for button in here.last.buttons if "nơi này" not in button.text)
    await here.taps(other.step, other.value)

    assert "Đã tách" in here.last.text
    assert got(there, "bắt đầu lại từ đầu") == 1
    assert await own_codes(here) == [code]
    there.clear()
    await there.command("status", code)
    assert got(there, "đồng ý") == 1, "it is somebody new"
    await agree(there)
    there.clear()
    await there.types(f"{code[:3]}-{code[3:6]}-{code[6:]}")
    assert not any("Đang giữ" in message.text for message in there.messages)
    there.clear()
    await officer.taps("desk.accept", code)
    assert there.messages == []


async def test_a_notice_on_its_way_to_a_chat_that_is_taken_out_goes_to_another(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    code = await report(here)
    await town.advance(minutes=1)
    await join(here, there)
    line = town.house.channels["zalo"]
    assert isinstance(line, Windows)
    line.trouble["lan-z"] = [TryLater(0.3)]
    there.clear()
    here.clear()
    acting = asyncio.create_task(officer.taps("desk.accept", code))
    await eventually(lambda: town.house.postman._resting)
    mark = linking._mark(address(there))
    await town.house.conductor.receive(
        [Incoming(id="part", sender=address(here), body=Tap(step="link.part", value=mark), hint="vi")]
    )
    await acting
    await town.settle()
    await town.settle()

    assert not any(code[:3] in message.text for message in there.messages)
    assert got(here, "có người nhận xử lý") == 1


async def test_the_report_that_was_begun_in_a_chat_goes_with_it_when_it_is_taken_out(town: Town) -> None:
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    await agree(here)
    await join(here, there)
    await there.types("Hồ sơ tách thửa ở xã Tân Yên hẹn 3/11 mà đến nay chưa thấy gọi")
    await here.taps("link.part", linking._mark(address(there)))

    state = (await people.known(town.world.db.read, [address(there)]))[address(there)].state
    assert "tách thửa" not in (state or "")


async def test_a_code_that_has_joined_two_chats_cannot_join_them_again(town: Town) -> None:
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    await agree(here)
    await join(here, there)
    await here.taps("link.part", linking._mark(address(there)))
    await there.taps("link.join", "yes")

    assert there.last.text.startswith(REFUSED)
    assert await person_id(here) != await person_id(there)


async def test_a_chat_used_a_moment_ago_gets_the_next_notice_though_both_were_used_within_a_minute(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    code = await report(here)
    await join(here, there)
    await town.advance(seconds=1)
    await here.types("theo dõi")
    await town.advance(seconds=1)
    await there.types("theo dõi")
    here.clear()
    there.clear()
    await officer.taps("desk.accept", code)

    assert (len(here.messages), len(there.messages)) == (0, 1)


async def test_a_chat_alone_has_nothing_to_take_out(town: Town) -> None:
    lan = town.person("lan")
    await lan.types("bỏ liên kết")

    assert "chưa gộp" in lan.last.text
    await lan.taps("link.part", linking._mark(address(lan)))
    assert lan.last.text.startswith(REFUSED)


async def test_both_sides_may_write_in_the_very_batch_that_joins_them(town: Town) -> None:
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    code = await report(there)
    await agree(here)
    await there.command("link", await code_for(here))
    bodies = [(there, "có"), (here, "theo dõi"), (there, "theo dõi")]
    await town.receive(
        *(Incoming(id=town.next_id(), sender=address(who), body=Text(text=text), hint="vi") for who, text in bodies)
    )

    for who in (here, there):
        assert any(button.value == code for button in who.last.buttons)
