"""The token and people's words stay out of every log, whatever goes wrong."""

import asyncio
import logging
import subprocess
import sys
from functools import partial

import pytest
import structlog

from bot.channels.channel import SendError
from bot.channels.telegram.settings import Settings
from handlers.talk.says import Attachment, Message
from tests.fakes.telegram_house import House, house
from tests.fakes.telegram_server import TOKEN

WORDS = "lời riêng của một người dân"
SECRET = TOKEN.partition(":")[2]


async def trouble(home: House) -> list[BaseException]:
    """Let everything go wrong that can, and give the errors."""
    server, channel = home.server, home.channel
    server.person().say(WORDS)
    caught: list[BaseException] = []
    faults = [
        *[partial(server.fail, 1, code) for code in (400, 401, 403, 404, 409, 413, 429, 500, 502)],
        *[partial(server.garble, 1, code) for code in (200, 302, 400, 403, 404, 500, 502)],
        partial(server.lose),
        partial(server.hang),
    ]
    file = Attachment(hash="pdf", mime="application/pdf", name="a.pdf")
    for fault in faults:
        for message in (Message(text=WORDS), Message(text=WORDS, file=file)):
            fault()
            try:
                await channel.send("5001", message)
            except SendError as error:
                caught.append(error)
    for stall in (server.lose, server.hang):
        server.person().document(b"x", "a.bin")
        stall(methods=("getfile",))
        try:
            await channel.fetch(f"file{len(server.files)}")
        except SendError as error:
            caught.append(error)
    server.push_raw({"update_id": 99, "message": {"text": WORDS}})
    server.push_raw({"update_id": 100, "message": {"text": WORDS, "chat": 5}})
    home.fails = 1
    server.garble(methods=("getupdates",))
    server.lose(methods=("getupdates",))
    for code in (401, 404, 409, 500):
        server.fail(1, code, methods=("getupdates",))
    task = asyncio.create_task(channel.listen(home.receive))
    await server.until(lambda: home.events)
    task.cancel()
    return caught


async def test_neither_token_nor_words_are_in_logs_or_errors(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    async with house(patience=0.1) as home:
        with structlog.testing.capture_logs() as logged:
            caught = await trouble(home)

    told = f"{logged} {caplog.text} {capsys.readouterr()} {caught!r}"
    chain = [error.__cause__ for error in caught]
    assert len(caught) >= 30
    assert logged
    assert SECRET not in told
    assert WORDS not in told
    assert chain == [None] * len(caught)


async def test_the_log_says_what_is_wrong_in_words() -> None:
    async with house() as home:
        home.server.fail(1, 401, methods=("getupdates",))
        home.server.fail(1, 409, methods=("getupdates",))
        home.server.push_raw({"update_id": 1, "message": {}})
        home.server.person().say("a")
        with structlog.testing.capture_logs() as logged:
            task = asyncio.create_task(home.channel.listen(home.receive))
            await home.server.until(lambda: home.events)
            task.cancel()

    said = [line["event"] for line in logged]
    assert said[:2] == [
        "Telegram does not know the bot: is [telegram] token right?",
        "another program receives for this bot (a second poller or a webhook); only one may",
    ]
    assert "a malformed update is set aside" in said


def test_settings_do_not_show_their_secrets() -> None:
    shown = repr(Settings(token=TOKEN, mode="webhook", secret_token="hidden"))

    assert SECRET not in shown
    assert "hidden" not in shown


def test_naming_the_channel_does_not_load_the_library() -> None:
    code = "import sys, bot.channels.telegram; sys.exit('telegram' in sys.modules or 'aiohttp' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
