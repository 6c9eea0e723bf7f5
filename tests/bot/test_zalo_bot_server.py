"""The local Zalo Bot server, proved by clients that others wrote, and where these know nothing by plain requests."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import zalo_bot
from pyzalo.main import PyZALO
from zalo_bot.error import BadRequest, Forbidden, InvalidToken, NetworkError

from tests.fakes.deeds import picture
from tests.fakes.zalo_bot_server import TESTS_A_DAY, TOKEN, ZaloBotServer


@pytest.fixture
async def server() -> AsyncIterator[ZaloBotServer]:
    """Give a running server."""
    async with ZaloBotServer() as running:
        yield running


@pytest.fixture
async def bot(server: ZaloBotServer) -> AsyncIterator[zalo_bot.Bot]:
    """Give python-zalo-bot's client."""
    async with zalo_bot.Bot(TOKEN, base_url=server.url) as client:
        yield client


async def call(server: ZaloBotServer, method: str, *, verb: str = "POST", token: str = TOKEN, **how: Any) -> Any:
    """Give status and answer of a plain request."""
    async with (
        aiohttp.ClientSession() as session,
        session.request(verb, f"{server.url}/bot{token}/{method}", **how) as answer,
    ):
        return answer.status, await answer.json()


async def test_python_zalo_bot_knows_who_it_is(bot: zalo_bot.Bot) -> None:
    me = await bot.get_me()

    assert (me.id, me.account_type, me.can_join_groups) == ("123456789", "BASIC", False)


async def test_python_zalo_bot_receives_and_answers(server: ZaloBotServer, bot: zalo_bot.Bot) -> None:
    made = server.person("An").say("Đường ngập")
    update = await bot.get_update(timeout=5)

    assert update.message is not None
    assert (update.message.text, update.message.message_id) == ("Đường ngập", made)
    assert update.message.chat.type == "PRIVATE"
    assert update.message.chat.id == update.message.from_user.id
    sent = await update.message.reply_text("Đã nhận")
    assert [(one.text, one.id) for one in server.person("An").seen] == [("Đã nhận", sent.message_id)]


async def test_python_zalo_bot_receives_pictures_and_stickers(server: ZaloBotServer, bot: zalo_bot.Bot) -> None:
    server.person().photo(picture("a"), "ngập")
    server.person().sticker()
    first, second = await bot.get_update(timeout=5), await bot.get_update(timeout=5)

    assert first.message is not None
    assert second.message is not None
    assert first.message.message_type == "CHAT_PHOTO"
    async with aiohttp.ClientSession() as session, session.get(str(first.message.photo_url)) as answer:
        assert await answer.read() == picture("a")
    assert second.message.sticker


async def test_python_zalo_bot_sends_pictures_stickers_and_that_it_types(
    server: ZaloBotServer, bot: zalo_bot.Bot
) -> None:
    an = server.person()
    an.say("a")
    await bot.send_photo(an.id, "lời", server.kept(picture("b"), "jpg"))
    await bot.send_sticker(an.id, "0e07")
    await bot.send_chat_action(an.id, "typing")

    assert [(one.kind, one.text, one.file) for one in an.seen] == [
        ("photo", "lời", picture("b")),
        ("sticker", "0e07", None),
    ]


async def test_python_zalo_bot_calls_an_idle_poll_a_network_error(bot: zalo_bot.Bot) -> None:
    with pytest.raises(NetworkError, match="Request timeout"):
        await bot.get_update(timeout=1)


async def test_python_zalo_bot_understands_the_refusals(server: ZaloBotServer, bot: zalo_bot.Bot) -> None:
    an = server.person()
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(an.id, "a")
    an.say("a")
    for text in ("", "ă" * 2001):
        with pytest.raises(BadRequest, match="2000"):
            await bot.send_message(an.id, text)
    with pytest.raises(BadRequest, match="fetch"):
        await bot.send_photo(an.id, "", f"{server.url}/media/none.jpg")
    server.blocked.add(an.id)
    with pytest.raises(Forbidden):
        await bot.send_message(an.id, "a")
    server.blocked.clear()
    server.quota = 0
    with pytest.raises(NetworkError, match="429"):
        await bot.send_message(an.id, "a")
    with pytest.raises(InvalidToken):
        await zalo_bot.Bot("1:wrong", base_url=server.url).get_me()


async def test_python_zalo_bot_sets_and_takes_away_a_webhook(server: ZaloBotServer, bot: zalo_bot.Bot) -> None:
    with pytest.raises(InvalidToken):  # how it reads the 404 that says that there is none
        await bot._get_webhook_info_async()
    assert await bot._set_webhook_async("http://127.0.0.1:9/here", "12345678")
    assert (await bot._get_webhook_info_async()).url == "http://127.0.0.1:9/here"
    with pytest.raises(BadRequest, match="webhook"):
        await bot.get_update(timeout=1)
    assert await bot._delete_webhook_async()
    assert server.hook == ""


async def test_pyzalo_does_all_that_it_can(server: ZaloBotServer) -> None:
    client, an = PyZALO(TOKEN, base_url=server.url), server.person()
    an.say("một")
    got = await asyncio.to_thread(client.getUpdates, 5)
    text = await asyncio.to_thread(client.sendMessage, an.id, "hai")
    photo = await asyncio.to_thread(client.sendPhoto, an.id, server.kept(picture("c"), "jpg"), "ba")
    voice = await asyncio.to_thread(client.sendVoice, an.id, server.kept(b"aac", "aac"))
    typing = await asyncio.to_thread(client.sendChatAction, an.id)

    assert (await asyncio.to_thread(client.getMe))["result"]["account_name"] == "bot.VDKy"
    assert got["result"]["message"]["text"] == "một", "one event, and not a list"
    assert [one.id for one in an.seen] == [made["result"]["message_id"] for made in (text, photo, voice)]
    assert typing == {"ok": True}


async def test_pyzalo_sets_tries_and_asks_for_a_webhook(server: ZaloBotServer) -> None:
    client = PyZALO(TOKEN, base_url=server.url)
    none = await asyncio.to_thread(client.getWebhookInfo)
    short = await asyncio.to_thread(client.setWebhook, "http://127.0.0.1:9/here", "short")
    there = await asyncio.to_thread(client.setWebhook, "http://127.0.0.1:9/here", "12345678")
    tried = [await asyncio.to_thread(client.testWebhook) for _ in range(TESTS_A_DAY + 1)]
    gone = await asyncio.to_thread(client.deleteWebhook)

    assert (none["error_code"], short["error_code"]) == (404, 400)
    assert there["result"]["verification"]["outcome"] == "err.conn", "it is kept all the same"
    assert (tried[0]["ok"], tried[-1]["errorCode"]) == (True, 426)
    assert gone["result"]["url"] == ""


async def test_arguments_come_in_every_form(server: ZaloBotServer) -> None:
    an = server.person()
    an.say("a")
    given = {"chat_id": an.id, "text": "b"}
    multipart = aiohttp.FormData(given)
    multipart._is_multipart = True

    for how in ({"json": given}, {"data": given}, {"params": given}, {"data": multipart}):
        assert (await call(server, "sendMessage", **how))[0] == 200
    assert (await call(server, "sendMessage", verb="GET", params=given))[0] == 200
    assert (await call(server, "sendmessage", json=given))[0] == 404, "names of methods are case-sensitive"
    assert (await call(server, "sendMessage", token="1:wrong", json=given))[0] == 401
    assert len(an.seen) == 5


async def test_old_events_come_again_and_protected_people_say_nothing(server: ZaloBotServer) -> None:
    server.replay = 1
    server.protected.add(server.person("Bé").id)
    server.person("Bé").say("lời của em")
    first, second = [await call(server, "getUpdates", json={"timeout": 1}) for _ in range(2)]

    assert first == second
    assert first[1]["result"]["event_name"] == "message.unsupported.received"
    assert "lời" not in str(first)
    assert (await call(server, "getUpdates", json={}))[0] == 408


async def test_a_voice_in_a_group_is_silently_lost(server: ZaloBotServer) -> None:
    server.person().send("text", {"text": "@bot"}, chat="g1")
    given = {"chat_id": "g1", "voice_url": server.kept(b"a", "aac")}

    assert (await call(server, "sendVoice", json=given))[1]["ok"] is True
    assert server.to("g1") == []
