"""Zalo's windows and several channels of one person, from the phone to the case and back, over the local platforms."""

import socket
from datetime import datetime
from pathlib import Path

import pytest

from bot.channels.zalo_oa import ZaloOa
from bot.clock import real_ms
from bot.config import Config, Telegram
from bot.invitations import invite
from bot.report import findings
from handlers.talk.events import Text
from handlers.talk.says import Attachment, Message
from storage import cases, outbox, zalo
from storage.times import ZONE
from tests.fakes.mouths import OnTelegram
from tests.fakes.mouths_zalo_oa import OnZaloOa
from tests.fakes.telegram_server import TelegramServer
from tests.fakes.town_people import ANSWER, answer, unsent
from tests.fakes.zalo_oa_methods import APP, HOUR
from tests.house_under_test import Town
from tests.town.test_transcripts_on_channels import port
from tests.town.test_transcripts_on_zalo_oa import joined

__all__ = ["port"]

NEXT_MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=ZONE)
STORY = ("/start u-07339-3", "1", "Hồ sơ đất hẹn trả ngày 2/11 mà đến nay chưa có kết quả")
LATE = "Trong lúc chưa nhắn được"
ACCEPTED = "có người nhận xử lý"
QUESTION = "Anh/chị nộp hồ sơ ngày nào ạ?"


async def types(phone: OnZaloOa | OnTelegram, *lines: str) -> None:
    """Type one line after the other, each answered before the next."""
    for line in lines:
        await phone.send(Text(text=line))


def zalo_oa(town: Town) -> ZaloOa:
    """Give the channel of the town."""
    channel = town.house.channels["zalo_oa"]
    assert isinstance(channel, ZaloOa)
    return channel


async def words(phone: OnZaloOa | OnTelegram) -> list[str]:
    """Give the words of all that a phone has got."""
    return [text for text, _ in await phone.arrived()]


def silent(phone: OnZaloOa, days: int) -> None:
    """Let somebody have written last so many days ago, as Zalo reckons."""
    phone.server.heard[phone.phone.id] -= days * 24 * HOUR


async def told(phone: OnZaloOa | OnTelegram, what: str) -> int:
    """Count the messages on a phone that say something."""
    return sum(what in text for text in await words(phone))


async def files(town: Town, phone: OnZaloOa | OnTelegram) -> str:
    """File a report by typing alone; give its code."""
    await types(phone, *STORY, "1")
    return (await cases.newest(town.world.db.read, 1))[0].code


@pytest.mark.parametrize(("days", "templates"), [(3, {}), (8, {"answered": "7001"})])
async def test_what_comes_after_the_window_waits_is_counted_is_offered_and_is_shown_first(
    tmp_path: Path, port: socket.socket, days: int, templates: dict[str, str]
) -> None:
    async with joined(tmp_path, port, oa_type=4, templates=templates) as here:
        town, server = here.town, here.server
        server.templates |= set(templates.values())
        standing, officer = await town.post("standing", "standing"), await town.post("officer", "officer-07339")
        an = OnZaloOa(town, server, 10001)
        code = await files(town, an)
        silent(an, days)
        before = len(server.sent)
        await officer.taps("desk.accept", code)
        await officer.taps("desk.ask", code)
        await officer.types(QUESTION)
        await answer(officer, code)

        offered = [(one.kind, one.text) for one in server.sent[before:]]
        shown_code = f"{code[:3]}-{code[3:6]}-{code[6:]}"
        assert offered == [("template", f'{{"code": "{shown_code}"}}')] * len(templates)
        assert await unsent(town) == {"unreachable": 3}
        assert any("wait for their readers: 3 (window 3)" in one.what for one in await findings(town.world, Config()))
        await town.until(NEXT_MONDAY)
        assert "đang chờ họ nhắn lại: 3" in standing.last.text

        before = len(server.sent)
        await types(an, "tình hình")

        first, *rest = [one.text for one in server.sent[before:]]
        assert first.startswith(LATE)
        assert QUESTION in first
        assert ANSWER in first
        assert rest
        assert await unsent(town) == {}


async def test_one_person_on_telegram_and_zalo_sees_the_same_cases_and_is_told_where_last_heard_or_else_elsewhere(
    tmp_path: Path, port: socket.socket
) -> None:
    async with TelegramServer() as bots:
        telegram = Telegram(token=bots.token, api_base=bots.url, file_base=bots.url)
        async with joined(tmp_path, port, telegram=telegram) as here:
            town, server = here.town, here.server
            officer = await town.post("officer", "officer-07339")
            tele, zalo = OnTelegram(town, bots, 7001, "An", "vi"), OnZaloOa(town, server, 10001)
            code = await files(town, tele)
            shown = f"{code[:3]}-{code[3:6]}-{code[6:]}"
            await types(zalo, "liên kết")
            await types(tele, "liên kết " + (await words(zalo))[-1].splitlines()[0].rpartition(" ")[2], "1")
            await town.advance(seconds=20)
            await types(zalo, "theo dõi")
            assert shown in (await words(zalo))[-1]

            await officer.taps("desk.accept", code)
            assert await told(tele, ACCEPTED) == 0
            assert await told(zalo, ACCEPTED) == 1

            silent(zalo, 8)
            await answer(officer, code)
            assert await told(tele, ANSWER) == 1
            assert await told(zalo, ANSWER) == 0
            assert await unsent(town) == {}


async def test_while_consent_is_missing_all_waits_at_its_post_and_goes_out_by_itself_after_the_next_login(
    tmp_path: Path, port: socket.socket
) -> None:
    async with joined(tmp_path, port) as here:
        town, server = here.town, here.server
        head = await town.post("head", "head-07339")
        made = await invite(town.world, "officer-07339", name="officer")
        officer, an = OnZaloOa(town, server, 10002), OnZaloOa(town, server, 10001)
        await officer.join(made.token)
        await types(an, *STORY)
        server.access.clear()
        server.refresh.clear()
        sent = len(server.sent)
        await types(an, "1")
        code = (await cases.newest(town.world.db.read, 1))[0].code

        assert server.sent[sent:] == []
        assert [one.text for one in head.messages if code in one.model_dump_json()] == []
        counted = {(reason, n) for _, reason, n in await outbox.notices_waiting(town.world.db.read)}
        assert counted == {("token", 1)}

        pair = server.tokens()
        async with town.world.db.write() as tx:
            await zalo.keep_pair(tx, APP, zalo.Tokens(pair["access_token"], pair["refresh_token"], real_ms(), 90_000))
        await zalo_oa(town).tokens.get()
        await town.house.postman._sweep()
        await town.settle()

        shown = f"{code[:3]}-{code[3:6]}-{code[6:]}"
        assert await told(officer, shown) == 1
        assert await told(an, shown) >= 1
        assert await unsent(town) == {}


async def test_words_about_a_file_that_zalo_does_not_carry_are_in_the_readers_language(
    tmp_path: Path, port: socket.socket
) -> None:
    async with joined(tmp_path, port) as here:
        an = OnZaloOa(here.town, here.server, 10001)
        await types(an, "/start", "/language", "English")
        file = Attachment(hash="0" * 64, mime="audio/ogg", name="voice.ogg")
        await zalo_oa(here.town).send(an.phone.id, Message(text="Listen", file=file))

        assert an.phone.seen[-2].text.startswith("There is a file voice.ogg")
