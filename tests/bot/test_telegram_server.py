"""The local Bot API server itself: it refuses what the real one refuses, also when it runs alone."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from tests.fakes.telegram_server import TOKEN, TelegramServer


@asynccontextmanager
async def api() -> AsyncIterator[tuple[TelegramServer, aiohttp.ClientSession]]:
    async with TelegramServer() as server, aiohttp.ClientSession(server.url) as session:
        server.person().say("/start")
        yield server, session


async def call(session: aiohttp.ClientSession, method: str, token: str = TOKEN, **params: Any) -> Any:
    async with session.post(f"/bot{token}/{method}", json=params) as answer:
        body = await answer.json()
        assert body.get("error_code", 200) == answer.status
        return body.get("result", body.get("description"))


def board(data: str, text: str = "Có") -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": text, "callback_data": data}]]}


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"chat_id": 404, "text": "a"}, "Bad Request: chat not found"),
        ({"chat_id": 5001, "text": "  "}, "Bad Request: message text is empty"),
        ({"chat_id": 5001, "text": "😟" * 2049}, "Bad Request: message is too long"),
        (
            {"chat_id": 5001, "text": "a", "reply_markup": board("ă" * 33)},
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        ({"chat_id": 5001, "text": "a", "reply_markup": board("")}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"chat_id": 5001, "text": "\ud83d"}, "Bad Request: strings must be encoded in UTF-8"),
    ],
)
async def test_a_message_over_the_limits_is_refused(params: dict[str, Any], said: str) -> None:
    async with api() as (server, session):
        assert await call(session, "sendMessage", **params) == said
        assert server.sent == []


async def test_wrong_tokens_and_methods_are_refused() -> None:
    async with api() as (_, session):
        assert await call(session, "getMe", "1:wrong") == "Unauthorized"
        assert await call(session, "getMe", "wrong") == "Not Found"
        assert await call(session, "flyToTheMoon") == "Not Found"
        assert (await call(session, "getme"))["username"] == "langnghe_bot"


async def test_updates_stay_until_the_offset_confirms_them() -> None:
    async with api() as (server, session):
        server.person().say("hai")
        first = await call(session, "getUpdates")
        again = await call(session, "getUpdates", limit=1)
        rest = await call(session, "getUpdates", offset=first[0]["update_id"] + 1)

        assert [update["message"]["text"] for update in first] == ["/start", "hai"]
        assert again == first[:1]
        assert rest == first[1:]
        assert server.queue == rest


async def test_only_the_kinds_that_were_asked_for_are_queued() -> None:
    async with api() as (server, session):
        await call(session, "getUpdates", allowed_updates=["callback_query"])
        server.queue.clear()
        server.person().say("a")
        server.person().press("a|b")

        assert [sorted(update) for update in server.queue] == [["callback_query", "update_id"]]


async def test_there_is_one_receiver() -> None:
    async with api() as (server, session):
        server.queue.clear()
        first = asyncio.create_task(call(session, "getUpdates", timeout=5))
        await server.until(lambda: server.polled)
        second = asyncio.create_task(call(session, "getUpdates", timeout=5))

        assert str(await first).startswith("Conflict: terminated by other getUpdates")
        server.person().say("a")
        assert len(await second) == 1
        await call(session, "setWebhook", url="https://127.0.0.1:1/hook")
        assert str(await call(session, "getUpdates")).startswith("Conflict: can't use getUpdates")


async def test_it_runs_alone_and_is_driven_over_http() -> None:
    alone = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.telegram_server", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    assert alone.stdout is not None
    url = (await alone.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession(url) as session:
        order = {"id": 7, "do": "say", "args": ["chào"]}
        await session.post("/control/person", json=order)
        await session.post("/control/fail", json=[1, 500])
        assert [update["message"]["text"] for update in await call(session, "getUpdates")] == ["chào"]
        assert await call(session, "sendMessage", chat_id=7, text="a") == "Internal Server Error"
        await call(session, "sendMessage", chat_id=7, text="b")
        sent = json.loads(await (await session.get("/control/sent")).text())

    alone.terminate()
    await alone.wait()
    assert [(message["chat"], message["text"]) for message in sent] == [(7, "b")]
