"""The webhook: only Telegram is heard, and 200 means that the update is safe."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.channels.telegram.settings import Settings
from handlers.talk.events import Text
from tests.fakes.telegram_house import House, house
from tests.fakes.telegram_server import TOKEN

SECRET = "a_secret-only_we_know"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@asynccontextmanager
async def hooked() -> AsyncIterator[House]:
    """Give a channel whose webhook is served on a port of this machine and known to the server."""
    homes: list[House] = []

    async def arrive(request: web.Request) -> web.Response:
        status = await homes[0].channel.webhook(await request.read(), request.headers.get(HEADER))
        return web.Response(status=status)

    app = web.Application()
    app.router.add_post("/telegram", arrive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    settings = Settings(token=TOKEN, mode="webhook", secret_token=SECRET, public_url=f"http://{host}:{port}/")
    async with house(settings) as home:
        homes.append(home)
        task = asyncio.create_task(home.channel.listen(home.receive))
        await home.server.until(lambda: home.server.hook)
        yield home
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await runner.cleanup()


async def test_updates_come_by_webhook_with_the_secret_that_was_set() -> None:
    async with hooked() as home:
        home.server.person().say("qua webhook")
        await home.server.until(lambda: home.events and not home.server.queue)

        assert home.bodies == [Text(text="qua webhook", message="11")]
        assert home.server.secret == SECRET
        assert home.server.hook.endswith("/telegram")
        assert home.server.hook_answers == [200]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "bí mật"])
async def test_whoever_does_not_know_the_secret_is_not_heard(secret: str | None) -> None:
    async with hooked() as home:
        body = json.dumps({"update_id": 1, "message": {}}).encode()

        assert await home.channel.webhook(body, secret) == 403
        assert home.offered == []


async def test_200_is_answered_only_after_the_events_were_taken() -> None:
    async with hooked() as home:
        home.fails = 2
        home.server.person().say("a")
        await home.server.until(lambda: home.events and not home.server.queue)

        assert home.server.hook_answers == [503, 503, 200]
        assert len(home.offered) == 3
        assert len(home.events) == 1


async def test_before_anybody_listens_updates_are_asked_to_come_again() -> None:
    async with house(Settings(token=TOKEN, mode="webhook", secret_token=SECRET)) as home:
        assert await home.channel.webhook(b"{}", SECRET) == 503


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"{", b"<html>", b"[" * 100_000])
async def test_what_is_no_json_is_a_bad_request(body: bytes) -> None:
    async with hooked() as home:
        assert await home.channel.webhook(body, SECRET) == 400
        assert home.offered == []


@pytest.mark.parametrize("body", [b"{}", b"5", b"null", b'{"update_id": 9, "message": {"text": 5}}'])
async def test_a_malformed_update_is_set_aside_and_never_comes_again(body: bytes) -> None:
    async with hooked() as home:
        assert await home.channel.webhook(body, SECRET) == 200
        assert home.offered == []


async def test_setting_the_webhook_drops_nothing_that_waits() -> None:
    async with house(Settings(token=TOKEN, mode="webhook", secret_token=SECRET, public_url="https://x")) as home:
        home.server.person().say("đã chờ từ hôm qua")
        task = asyncio.create_task(home.channel.listen(home.receive))
        await home.server.until(lambda: home.server.hook)
        task.cancel()

        assert len(home.server.queue) == 1


async def test_a_tap_by_webhook_is_acknowledged() -> None:
    async with hooked() as home:
        query = home.server.person().press("confirm|yes")
        await home.server.until(lambda: home.server.answered == [query])


async def test_a_webhook_that_telegram_refuses_is_asked_for_again() -> None:
    async with house(Settings(token=TOKEN, mode="webhook", secret_token=SECRET, public_url="ftp://x")) as home:
        task = asyncio.create_task(home.channel.listen(home.receive))
        await home.server.until(lambda: len(home.pauses) >= 3)
        task.cancel()

        assert home.pauses[:3] == [1, 2, 4]


@pytest.mark.parametrize(
    ("token", "secret"), [("", SECRET), ("abc", SECRET), ("1:a b", SECRET), (TOKEN, ""), (TOKEN, "a b")]
)
def test_settings_that_cannot_work_are_refused_without_repeating_them(token: str, secret: str) -> None:
    with pytest.raises(ValueError, match=r"\[telegram\]") as caught:
        Settings(token=token, mode="webhook", secret_token=secret)

    assert token not in str(caught.value) or not token
