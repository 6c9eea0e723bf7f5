"""One citizen, several channels: joined by a one-time code, parted again, and refused politely where it must be."""

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
from tests.fakes.windows import Windows
from tests.house_under_test import Person, Town, open_town

REFUSED = "Mã này không dùng được"
SURE = "Gộp hai cuộc trò chuyện này"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town with a second messenger."""
    async with open_town(tmp_path, channels=lambda *_: [Windows()]) as town:
        yield town


class OnZalo(Person):
    """A person's end of the second messenger."""

    @property
    def messages(self) -> list:  # type: ignore[type-arg]
        """All that this person got there."""
        line = self.town.house.channels["zalo"]
        assert isinstance(line, Windows)
        return line.sent.setdefault(self.user, [])


def on_zalo(town: Town, user: str) -> Person:
    """Give a person's end of the second messenger."""
    return OnZalo(town, user, "zalo")


async def code_for(person: Person) -> str:
    """Let a person ask for a code; give it as it is written."""
    await person.types("liên kết")
    return str(person.last.text.splitlines()[0].rpartition(" ")[2])


async def join(giver: Person, taker: Person) -> None:
    """Let a person join two chats."""
    await taker.command("link", await code_for(giver))
    await taker.types("có")


async def own_codes(person: Person) -> list[str]:
    """Give the codes that a person's list of cases shows."""
    await person.types("theo dõi")
    return [button.value for button in person.last.buttons if len(button.value) == 9]


def shut(town: Town) -> dict[str, str]:
    """Give to whom nothing may be sent on the second messenger."""
    line = town.house.channels["zalo"]
    assert isinstance(line, Windows)
    return line.shut  # type: ignore[return-value]


async def test_two_chats_joined_by_a_code_show_the_same_cases_and_both_are_told(town: Town) -> None:
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    first = await report(here)
    await town.advance(minutes=1)
    second = await report(there, "Bãi rác ở thôn Đông bốc mùi cả tuần nay.")

    await join(here, there)

    assert await own_codes(here) == await own_codes(there) == [second, first]
    assert await person_id(here) == await person_id(there)
    assert got(here, "vừa được gộp") == 1
    assert got(there, "Đã gộp với nơi khác. Anh/chị có 2 phản ánh") == 1
    assert (await case_of(town, second)).reporter == await person_id(here)


@pytest.mark.parametrize("typed", ["liên kết {}", "lien ket {}", "link {}", "LINK {}", "/link {}", "liên kết  {low}"])
async def test_a_code_is_typed_in_many_ways(town: Town, typed: str) -> None:
    code = await code_for(town.person("lan"))
    there = on_zalo(town, "lan-z")
    words = typed.format(code, low=code.lower().replace("-", " "))
    await (there.command("link", code) if words.startswith("/") else there.types(words))

    assert there.last.text.startswith(SURE)


async def test_consent_is_kept_with_the_later_day_and_the_language_too(town: Town) -> None:
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    await agree(here)
    await here.taps("menu.language", "en")
    await town.advance(days=3)
    await agree(there)
    later = town.world.clock.ms()
    await town.advance(days=1)
    await here.types("link")
    await there.types(f"liên kết {here.last.text.splitlines()[0].rpartition(' ')[2]}")
    await there.types("có")

    assert await town.world.db.read.fetch("SELECT language, consent_at FROM people") == [("en", later)]


async def test_words_that_waited_for_consent_and_a_draft_are_still_there(town: Town) -> None:
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    await agree(here)
    await there.types("Hồ sơ tách thửa ở xã Tân Yên hẹn 3/11 mà đến nay chưa thấy gọi")
    assert "đồng ý" in there.last.text

    await join(here, there)
    await there.taps("consent", "yes")

    assert "xoá" not in there.last.text
    state = (await people.known(town.world.db.read, [address(there)]))[address(there)].state
    assert state is not None
    assert "tách thửa" in state


async def test_no_leaves_all_as_it_was_and_the_code_is_spent(town: Town) -> None:
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    await agree(here)
    code = await code_for(here)
    await there.command("link", code)
    await there.types("không")

    assert "như cũ" in there.last.text
    await there.taps("link.join", "yes")
    assert there.last.text.startswith(REFUSED)
    await there.command("link", code)
    assert there.last.text.startswith(REFUSED)
    assert await person_id(here) != await person_id(there)


async def test_wrong_used_expired_own_and_taken_codes_are_refused_in_the_same_words(town: Town) -> None:
    lan, mai, nam = town.person("lan"), on_zalo(town, "mai"), on_zalo(town, "nam")
    told = []
    own = await code_for(lan)
    await lan.command("link", own)
    told.append(lan.last.text)
    await mai.command("link", own)
    await nam.command("link", own)  # somebody else has typed it already
    told.append(nam.last.text)
    await mai.types("có")
    await nam.command("link", own)  # used
    told.append(nam.last.text)
    await nam.command("link", "ZZZZ-ZZZZ")  # wrong
    told.append(nam.last.text)
    late = await code_for(lan)
    await town.advance(minutes=15)
    await nam.command("link", late)
    told.append(nam.last.text)

    assert len(set(told)) == 1
    assert told[0].startswith(REFUSED)


async def test_a_code_typed_in_time_but_confirmed_too_late_is_refused(town: Town) -> None:
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    await there.command("link", await code_for(here))
    await town.advance(minutes=16)
    await there.types("có")

    assert there.last.text.startswith(REFUSED)
    assert await person_id(here) != await person_id(there)


async def test_whoever_guesses_is_stopped_after_five_tries_even_with_the_right_code(town: Town) -> None:
    here, thief = town.person("lan"), on_zalo(town, "thief")
    for n in range(5):
        await thief.command("link", f"ABCD-234{n + 2}")
        assert thief.last.text.startswith(REFUSED)
    code = await code_for(here)
    await thief.command("link", code)
    assert "Một giờ nữa" in thief.last.text

    await town.advance(minutes=61)
    await thief.command("link", await code_for(here))
    assert thief.last.text.startswith(SURE)


async def test_only_a_hash_of_a_code_is_kept(town: Town) -> None:
    code = (await code_for(town.person("lan"))).replace("-", "")

    kept = [row[0] for row in await town.world.db.read.fetch("SELECT code FROM link_codes")]
    assert len(code) == 8
    assert kept
    assert code not in kept[0]
    assert set(linking.draw()) <= set(linking.LETTERS)


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
