"""What may not be sent any more waits, is shown first at the next contact, once and in order, and nothing vanishes."""

from pathlib import Path

import pytest

from bot.channels.channel import Reason, TryLater, Unreachable
from bot.config import Config
from bot.invitations import invite
from bot.report import findings
from handlers.talk.events import Address, Command, Incoming
from handlers.talk.says import Message
from tests.fakes.town_people import agree, answer, case_of, got, person_id, report, unsent
from tests.fakes.windows import NARROW, Windows, WithTemplates, tell
from tests.house_under_test import VOICE, Person, Town, open_town

AGAIN = VOICE.text("vi", "sent.again")
LATE = "Trong lúc chưa nhắn được"


async def shut_out(town: Town, citizen: Person, *words: str) -> None:
    """Let notices come to a shut door."""
    town.line.trouble[citizen.user] = [Unreachable(reason="window")] * len(words)
    await tell(town, await person_id(citizen), *words)
    await town.settle()


async def test_few_notices_that_waited_come_one_by_one_before_the_answer(town: Town) -> None:
    lan = town.person("lan")
    await agree(lan)
    await shut_out(town, lan, "một", "hai")
    lan.clear()

    await lan.types("trợ giúp")

    assert [message.text for message in lan.messages[:2]] == ["“một”", "“hai”"]
    assert len(lan.messages) == 3
    await lan.types("trợ giúp")
    assert got(lan, "“một”") == got(lan, "“hai”") == 1


async def test_many_notices_that_waited_come_in_one_message_with_the_way_to_each_case(town: Town) -> None:
    officer, lan = await town.post("officer", "officer-07339"), town.person("lan")
    codes = [await report(lan, f"Việc thứ {n} ở quầy số {n} chậm quá.") for n in (1, 2)]
    town.line.trouble["lan"] = [Unreachable(reason="window")] * 9
    for code in codes:
        await officer.taps("desk.accept", code)
        await answer(officer, code)
    town.line.trouble.clear()
    lan.clear()

    await lan.types("trợ giúp")

    first, *rest = lan.messages
    assert first.text.startswith(LATE)
    assert len(rest) == 1
    assert first.text.count("có người nhận xử lý") == 2
    assert [button.value for button in first.buttons] == [*codes, ""]
    assert await unsent(town) == {}
    await lan.taps("rate.yes", codes[0])
    assert (await case_of(town, codes[0])).solved == "yes"


async def test_what_may_have_arrived_in_a_gathered_message_is_marked_wherever_it_goes_next(tmp_path: Path) -> None:
    zalo = Windows()
    async with open_town(tmp_path, channels=lambda *_: [zalo]) as town:
        lan = Person(town, "lan", "zalo")
        await lan.command("start")
        zalo.shut["lan"] = "window"
        await tell(town, await person_id(lan), *"abcd")
        await town.settle()
        zalo.shut.clear()
        zalo.lost.append("lan")
        zalo.watchers.append(lambda user, message: zalo.shut.update({user: "window"}))
        await lan.command("help")
        assert await unsent(town) == {"unreachable": 5}
        zalo.watchers.clear()
        zalo.shut.clear()
        zalo.sent.clear()
        async with town.world.db.write() as tx:  # so that each comes by itself
            await tx.execute("UPDATE outbox SET kind = 'digest' WHERE kind = 'reporter'")
            await tx.execute("INSERT INTO holders (post, person, since) SELECT 'standing', min(id), 0 FROM people")
        await lan.command("help")

        marked = [message.text.startswith(AGAIN) for message in zalo.sent["lan"]]
        assert marked == [True, True, True, True, False, False]


async def test_a_gathered_message_holds_no_more_than_the_channel_does(tmp_path: Path) -> None:
    zalo = Windows(limits=NARROW)
    async with open_town(tmp_path, channels=lambda *_: [zalo]) as town:
        lan = Person(town, "lan", "zalo")
        await lan.command("start")
        zalo.shut["lan"] = "window"
        words = [f"{n}: " + "dài " * 150 for n in range(8)]
        await tell(town, await person_id(lan), *words)
        await town.settle()
        zalo.shut.clear()
        zalo.sent.clear()
        await lan.command("help")

        texts = [message.text for message in zalo.sent["lan"]]
        assert all(len(text) <= 2_000 for text in texts)
        assert [text.count("“") for text in texts[:-1]] == [3, 3, 1, 1]


async def test_a_card_in_a_gathered_message_is_never_edited_in_place_of_all(town: Town) -> None:
    officer, lan = await town.post("officer", "officer-07339"), town.person("lan")
    town.line.trouble["officer"] = [Unreachable()] * 3
    codes = [await report(lan, f"Việc thứ {n} ở quầy số {n} chậm quá.") for n in (1, 2, 3)]
    town.line.trouble.clear()
    await officer.command("help")
    assert officer.messages[-2].text.startswith(LATE)
    officer.clear()

    await officer.taps("desk.accept", codes[0])

    assert [message.replaces for message in officer.messages] == [None] * len(officer.messages)


async def test_answers_of_one_chat_wait_there_and_are_shown_once(town: Town) -> None:
    lan = town.person("lan")
    town.line.trouble["lan"] = [Unreachable(reason="window")]
    await lan.command("start")
    assert lan.messages == []

    await lan.command("help")

    assert len(lan.messages) == 2


@pytest.mark.parametrize("reason", ["quota", "token"])
async def test_what_the_channel_itself_held_back_goes_out_as_soon_as_it_sends_again(
    tmp_path: Path, reason: Reason
) -> None:
    zalo = Windows()
    async with open_town(tmp_path, channels=lambda *_: [zalo]) as town:
        lan, mai = Person(town, "lan", "zalo"), Person(town, "mai", "zalo")
        await lan.command("start")
        await mai.command("start")
        zalo.shut[""] = reason
        await tell(town, await person_id(lan), "tin của Lan")
        await town.settle()
        assert await unsent(town) == {"unreachable": 1}
        zalo.shut.clear()
        zalo.sent.clear()

        await mai.command("help")
        await town.house.postman._sweep()
        await town.settle()

        assert [message.text for message in zalo.sent["lan"]] == ["“tin của Lan”"]


async def test_what_a_lost_token_held_back_is_tried_again_at_the_next_start(tmp_path: Path) -> None:
    zalo = Windows()
    async with open_town(tmp_path, channels=lambda *_: [zalo]) as town:
        lan = Person(town, "lan", "zalo")
        await lan.command("start")
        zalo.shut[""] = "token"
        await tell(town, await person_id(lan), "tin")
        await town.settle()
    again = Windows()
    async with open_town(tmp_path, channels=lambda *_: [again]) as town:
        await town.settle()

        assert [message.text for message in again.sent["lan"]] == ["“tin”"]


async def test_a_forward_to_an_official_behind_a_shut_window_goes_to_the_next_door(tmp_path: Path) -> None:
    zalo = WithTemplates()
    async with open_town(tmp_path, channels=lambda *_: [zalo]) as town:
        head = await town.post("head", "head-07339")
        made = await invite(town.world, "officer-07339", name="officer")
        await Person(town, "officer", "zalo").command("join", made.token)
        zalo.shut["officer"] = "window"
        code = await report(town.person("lan"))

        assert code in head.last.model_dump_json()
        assert zalo.offers == []


async def waiting_answer(town: Town, zalo: Windows) -> str:
    """Let an answer and what came before it wait for a reporter on Zalo; give the code of the case."""
    officer, lan = await town.post("officer", "officer-07339"), Person(town, "lan", "zalo")
    lan.town.line.sent.setdefault("lan", zalo.sent.setdefault("lan", []))
    code = await report(lan)
    zalo.shut["lan"] = "window"
    await officer.taps("desk.accept", code)
    await officer.taps("desk.ask", code)
    await officer.types("Anh/chị nộp hồ sơ ngày nào?")
    await answer(officer, code)
    return code


async def test_an_answer_and_a_question_that_wait_are_offered_once_by_template(tmp_path: Path) -> None:
    zalo = WithTemplates()
    async with open_town(tmp_path, channels=lambda *_: [zalo]) as town:
        code = await waiting_answer(town, zalo)
        spaced = f"{code[:3]}-{code[3:6]}-{code[6:]}"
        assert zalo.offers == [("lan", "question", spaced), ("lan", "answered", spaced)]
        await Person(town, "lan", "zalo").types("có gì mới?")
        assert len(zalo.offers) == 2, "the door was still shut, and each was offered before"
        zalo.sent["lan"].clear()
        zalo.shut.clear()

        await Person(town, "lan", "zalo").types("có gì mới?")

        assert zalo.sent["lan"][0].text.startswith(LATE)
        assert len(zalo.offers) == 2
        assert await unsent(town) == {}


async def test_who_has_blocked_us_is_offered_nothing(tmp_path: Path) -> None:
    zalo = WithTemplates()
    async with open_town(tmp_path, channels=lambda *_: [zalo]) as town:
        code = await waiting_answer(town, zalo)
        zalo.offers.clear()
        zalo.shut["lan"] = "blocked"
        await Person(town, "lan", "zalo").types("trợ giúp")
        await tell(town, (await case_of(town, code)).reporter, "tin")
        await town.settle()

        assert zalo.offers == []


async def test_check_counts_what_waits_by_reason(town: Town) -> None:
    lan = town.person("lan")
    await agree(lan)
    await shut_out(town, lan, "một", "hai")

    told = [one for one in await findings(town.world, Config()) if "wait for their readers" in one.what]

    assert [(one.ok, one.warning, "window 2" in one.what) for one in told] == [(True, True, True)]


async def test_a_door_that_opened_while_a_notice_was_on_its_way_is_tried_again_at_once(tmp_path: Path) -> None:
    class Opening(Windows):
        async def send(self, user: str, message: Message) -> str:
            if message.text == "“tin”" and not self.tries.count("opened"):
                self.tries.append("opened")
                await town.house.conductor.receive([coming])
                raise Unreachable(reason="window")
            return await super().send(user, message)

    zalo = Opening()
    coming = Incoming(id="c", sender=Address(channel="zalo", user="lan"), body=Command(name="help"), hint="vi")
    async with open_town(tmp_path, channels=lambda *_: [zalo]) as town:
        lan = Person(town, "lan", "zalo")
        await lan.command("start")
        zalo.sent.clear()
        await tell(town, await person_id(lan), "tin")
        await town.settle()

        assert [message.text[:4] for message in zalo.sent["lan"]] == ["“tin", "Cách"]


async def test_what_waited_goes_before_newer_notices_that_are_on_their_way(tmp_path: Path) -> None:
    zalo = Windows()
    async with open_town(tmp_path, channels=lambda *_: [zalo]) as town:
        lan = Person(town, "lan", "zalo")
        await lan.command("start")
        zalo.shut["lan"] = "window"
        await tell(town, await person_id(lan), "cũ")
        await town.settle()
        zalo.shut.clear()
        zalo.sent.clear()
        zalo.trouble["lan"] = [TryLater(0.05)]
        await tell(town, await person_id(lan), "đang đi", "mới")
        await lan.command("help")
        await town.settle()

        assert [message.text for message in zalo.sent["lan"]][:3] == ["“đang đi”", "“cũ”", "“mới”"]
