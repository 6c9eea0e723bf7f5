"""The token of the Zalo bot and people's words stay out of every log and every error, whatever goes wrong."""

import asyncio
import logging

import pytest
import structlog

from bot.channels.channel import SendError
from bot.channels.zalo_bot import Settings
from bot.channels.zalo_bot.api import ApiError
from handlers.talk.says import Attachment, Message
from tests.fakes.zalo_bot_house import House, house
from tests.fakes.zalo_bot_server import TOKEN

WORDS = "lời riêng của một người dân"
SECRET = TOKEN.partition(":")[2]
FILE = Attachment(hash="a" * 64, mime="image/jpeg", name="tep-1.jpg")


async def trouble(home: House) -> list[BaseException]:
    """Let everything go wrong that can, and give the errors."""
    server, channel, caught = home.server, home.channel, list[BaseException]()
    server.person().say(WORDS)
    home.links[FILE.hash] = f"{server.url}/media/none.jpg"
    faults = [("refuse", code) for code in (400, 401, 403, 404, 408, 426, 429, 500)]
    faults += [("soft", 400), *(("html", code) for code in (200, 302, 400, 403, 404, 500, 502)), ("lose", 0)]
    for kind, code in [*faults, ("drop", 0), ("hang", 0)]:
        for message in (Message(text=WORDS), Message(text=WORDS, file=FILE)):
            server.fail(1, kind, code, f"no such path /bot{TOKEN}/sendMessage")
            try:
                await channel.send(server.person().id, message)
            except SendError as error:
                caught.append(error)
    server.replay = 1  # or what was in a lost answer would be gone
    for kind, code in faults:
        server.fail(1, kind, code, f"no such path /bot{TOKEN}/getUpdates", ("getUpdates",))
    server.push({"event_name": "message.text.received", "message": {"text": WORDS}})
    home.fails = 1
    server.person().say(WORDS)
    task = asyncio.create_task(channel.listen(home.receive))
    await server.until(lambda: len(home.events) > 1)
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
    assert len(caught) >= 30
    assert logged
    assert SECRET not in told
    assert WORDS not in told
    assert [error.__cause__ for error in caught] == [None] * len(caught)


async def test_an_error_of_the_api_hides_the_token_that_its_words_repeat() -> None:
    async with house() as home:
        home.server.fail(1, "refuse", 404, f"no such path /bot{TOKEN}/getMe", ("getMe",))
        with pytest.raises(ApiError) as caught:
            await home.channel._api.call("getMe", {})

        assert "[token]" in str(caught.value)
        assert SECRET not in str(caught.value)


def test_settings_do_not_show_their_secrets() -> None:
    shown = repr(Settings(token=TOKEN, mode="webhook", secret_token="hidden-secret"))

    assert SECRET not in shown
    assert "hidden" not in shown


@pytest.mark.parametrize("token", ["", "abc", "12:a/b", "12:a b", "123", "12:a?b"])
def test_a_token_that_can_be_none_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="token must look like"):
        Settings(token=token)
