"""Zalo's webhook: only Zalo is heard, 200 means that the event is safe, and what overtook is put in order."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from starlette.applications import Starlette

from bot.channels.zalo_bot import Settings
from bot.config import Config, Web
from bot.serving import open_channels, webhooks
from bot.zalo_sections import ZaloBot as Section
from handlers.talk.events import Text
from tests.bot.test_zalo_bot_read import LIVE, event
from tests.fakes.zalo_bot_house import SECRET, hooked, house
from tests.fakes.zalo_bot_server import HEADER, TOKEN, ZaloBotServer
from tests.house_under_test import open_town


def posted(event: Any) -> bytes:
    """Give the bytes of an event."""
    return json.dumps(event).encode()


@pytest.mark.parametrize("wrapped", [True, False])
async def test_events_come_by_webhook_wrapped_or_flat(wrapped: bool) -> None:
    async with hooked() as home:
        home.server.wrapped = wrapped
        made = home.server.person().say("qua webhook")
        await home.server.until(lambda: home.events and not home.server.queue)

        assert home.bodies == [Text(text="qua webhook", message=made)]
        assert home.server.hook_answers == [200]
        assert home.server.secret == SECRET


async def test_an_empty_probe_is_answered_and_not_parsed() -> None:
    async with hooked() as home:
        assert home.server.probes == [200]
        assert await home.channel.webhook(b"", None) == 200
        assert await home.channel.webhook(b" \n", "wrong") == 200
        assert home.offered == []


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "bí mật"])
async def test_whoever_does_not_know_the_secret_is_not_heard(secret: str | None) -> None:
    async with hooked() as home:
        assert await home.channel.webhook(posted(LIVE), secret) == 401
        assert home.offered == []


async def test_200_is_answered_only_after_the_events_were_taken() -> None:
    async with hooked() as home:
        home.fails = 2
        home.server.person().say("a")
        await home.server.until(lambda: home.events and not home.server.queue)

        assert home.server.hook_answers == [503, 503, 200]
        assert len(home.offered) == 3


async def test_an_event_that_comes_twice_has_one_id() -> None:
    async with hooked() as home:
        home.server.posts = 3
        home.server.person().say("a")
        await home.server.until(lambda: len(home.server.hook_answers) == 3)

        assert len(set(home.offered)) == 1


async def test_two_events_that_overtook_each_other_are_taken_in_order() -> None:
    async with hooked() as home:
        late = posted(event("text", text="second", date=1789033572457, message_id="m2"))
        early = posted(event("text", text="first", date=1789033572455, message_id="m1"))
        answers = await asyncio.gather(home.channel.webhook(late, SECRET), home.channel.webhook(early, SECRET))

        assert list(answers) == [200, 200]
        assert [one.text for one in home.bodies if isinstance(one, Text)] == ["first", "second"]


async def test_before_anybody_listens_events_are_asked_to_come_again() -> None:
    async with house(Settings(token=TOKEN, mode="webhook", secret_token=SECRET)) as home:
        assert await home.channel.webhook(posted(LIVE), SECRET) == 503


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"not json", 400),
        (b"<html></html>", 400),
        (b"[" * 100_000, 400),
        (b"[]", 200),
        (b"{}", 200),
        (b'{"ok":true,"result":null}', 200),
        (b'{"event_name":"user.followed"}', 200),
        (b'{"event_name":"message.text.received","message":{}}', 200),
    ],
)
async def test_what_cannot_be_read_is_never_an_error_of_ours(body: bytes, status: int) -> None:
    async with hooked() as home:
        assert await home.channel.webhook(body, SECRET) == status
        assert home.offered == []


async def test_without_a_secret_of_our_own_nobody_is_heard() -> None:
    async with house() as home:
        assert await home.channel.webhook(posted(LIVE), "") == 401


async def test_a_webhook_that_zalo_cannot_reach_is_said_in_the_log() -> None:
    settings = Settings(token=TOKEN, mode="webhook", secret_token=SECRET, public_url="http://127.0.0.1:9")
    async with house(settings) as home:
        with structlog.testing.capture_logs() as logged:
            task = asyncio.create_task(home.channel.listen(home.receive))
            await home.server.until(lambda: logged)
            task.cancel()

        assert logged[0]["event"] == "Zalo cannot reach [web] public_url"
        assert logged[0]["outcome"] == "err.conn"


async def test_the_program_opens_the_webhook_and_reads_no_more_of_it_than_an_event_needs(tmp_path: Path) -> None:
    async with ZaloBotServer() as server:
        told = {"token": TOKEN, "api_base": server.url, "mode": "webhook", "secret_token": SECRET}
        config = Config(zalo_bot=Section.model_validate(told), web=Web(public_url="http://127.0.0.1:9"))
        async with open_town(tmp_path, config=config, channels=open_channels) as town:
            await server.until(lambda: server.hook)
            app = Starlette(routes=webhooks(town.house, config))
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as zalo:
                answers = [
                    (await zalo.post("/zalo-bot", content=body, headers={HEADER: secret})).status_code
                    for body, secret in (
                        (b"", ""),
                        (posted(LIVE), "x"),
                        (posted(LIVE), SECRET),
                        (b"x" * 1_000_001, SECRET),
                    )
                ]
            stored = await town.world.db.read.fetch("SELECT channel, user FROM addresses")

    assert answers == [200, 401, 200, 413]
    assert [tuple(row) for row in stored] == [("zalo_bot", "a1b2c3d4e5f60718293a")]


def test_a_webhook_without_a_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="secret_token"):
        Settings(token=TOKEN, mode="webhook", secret_token="short")
