"""Polling: nothing is confirmed before it is taken, and nothing that Telegram does stops the loop."""

import asyncio
import socket

import pytest

from bot.channels.telegram.adapter import Telegram
from bot.channels.telegram.polling import backoff
from bot.channels.telegram.settings import Settings
from handlers.talk.events import InGroup, Photo, Tap, Text
from tests.fakes.telegram_house import FILES, commands, house, listening
from tests.fakes.telegram_people import JPEG
from tests.fakes.telegram_server import TOKEN, TelegramServer

POLL = ("getupdates",)


def confirmed(server: TelegramServer) -> list[int]:
    """Give the offsets that the bot has asked from, each once, in order."""
    offsets = [int(params["offset"]) for method, params in server.calls if method == "getUpdates"]
    return list(dict.fromkeys(offsets))


async def test_what_people_send_is_handed_over_in_order() -> None:
    async with listening() as home:
        an = home.server.person()
        first = an.say("đường ngập")
        an.photo(caption="đây ạ")
        an.edit(first, "đường ngập sâu")
        await home.server.until(lambda: len(home.events) == 3)

        assert [body.kind for body in home.bodies] == ["text", "photo", "edited"]
        assert home.events[0].id == f"{TOKEN.partition(':')[0]}:101"


async def test_the_offset_moves_only_after_the_events_were_taken() -> None:
    async with house() as home:
        gate = asyncio.Event()

        async def receive(events: object) -> None:
            await gate.wait()

        home.server.person().say("a")
        task = asyncio.create_task(home.channel.listen(receive))
        await home.server.until(lambda: any(method == "getUpdates" for method, _ in home.server.calls))
        await asyncio.sleep(0.05)
        waiting = [update["update_id"] for update in home.server.queue]
        gate.set()
        await home.server.until(lambda: home.server.polled)
        task.cancel()

        assert waiting == [101]
        assert home.server.queue == []
        assert confirmed(home.server) == [0, 102]


async def test_what_was_not_taken_comes_again_whole_and_in_order() -> None:
    async with house() as home:
        home.fails = 2
        an = home.server.person()
        an.say("một")
        an.say("hai")
        task = asyncio.create_task(home.channel.listen(home.receive))
        await home.server.until(lambda: len(home.events) == 2)
        task.cancel()

        assert home.offered == [("123456789:101", "123456789:102")] * 3
        assert home.pauses == [1, 2]


async def test_what_a_killed_bot_did_not_confirm_the_next_one_gets() -> None:
    async with house() as home:
        home.server.person().say("a")
        home.fails = 1_000
        task = asyncio.create_task(home.channel.listen(home.receive))
        await home.server.until(lambda: home.offered)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

        home.fails = 0
        again = asyncio.create_task(home.channel.listen(home.receive))
        await home.server.until(lambda: home.events)
        again.cancel()

        assert home.bodies == [Text(text="a", message="11")]


async def test_one_malformed_update_does_not_hold_up_the_others() -> None:
    async with listening() as home:
        await home.server.until(lambda: home.server.polled)
        home.server.push_raw({"update_id": 101, "message": {"text": "?"}}, {"no": "number"}, 7)
        home.server.last_update = 101
        home.server.person().say("tôi vẫn ở đây")
        await home.server.until(lambda: home.events)
        await home.server.until(lambda: confirmed(home.server)[-1] == 103)

        assert home.bodies == [Text(text="tôi vẫn ở đây", message="11")]


async def test_updates_without_a_number_are_waited_for_and_not_asked_for_in_a_rush() -> None:
    async with listening() as home:
        await home.server.until(lambda: home.server.polled)
        home.server.push_raw({"no": "number"}, 7)
        await home.server.until(lambda: len(home.pauses) >= 3)

        assert home.pauses[:3] == [1, 2, 4]


async def test_the_parts_of_an_album_come_in_order_and_name_it() -> None:
    async with listening() as home:
        home.server.person().album([JPEG, JPEG + b"2", JPEG + b"3"], "ba ảnh")
        await home.server.until(lambda: len(home.events) == 3)

        parts = [body for body in home.bodies if isinstance(body, Photo)]
        assert [part.ref for part in parts] == ["file1", "file2", "file3"]
        assert [part.caption for part in parts] == ["ba ảnh", "", ""]
        assert len({part.album for part in parts}) == 1
        assert parts[0].album


async def test_a_tap_is_acknowledged_after_it_was_taken() -> None:
    async with house() as home:
        home.fails = 1
        query = home.server.person().press("confirm|yes")
        acknowledged: list[list[str]] = []

        async def receive(events: object) -> None:
            acknowledged.append(list(home.server.answered))
            await home.receive(events)  # type: ignore[arg-type]

        task = asyncio.create_task(home.channel.listen(receive))
        await home.server.until(lambda: home.server.answered)
        task.cancel()

        assert acknowledged == [[], []]
        assert home.server.answered == [query]
        assert home.bodies == [Tap(step="confirm", value="yes")]
        assert ("answerCallbackQuery", {"callback_query_id": query}) in home.server.calls


async def test_a_tap_too_old_to_acknowledge_is_handled_all_the_same() -> None:
    async with listening() as home:
        an = home.server.person()
        an.press("confirm|yes")
        home.server.queries.clear()
        an.say("a")
        await home.server.until(lambda: len(home.events) == 2)


async def test_a_group_is_told_of_once_and_a_channel_is_left() -> None:
    async with listening() as home:
        an = home.server.person()
        home.server.group(-1001).add_bot(an)
        home.server.group(-1002, type="channel").add_bot(an)
        home.server.group(-1001).say(an, {"text": "chào bot"})
        an.say("riêng")
        await home.server.until(lambda: len(home.events) == 2)
        await home.server.until(lambda: -1002 not in home.server.chats)

        assert [body for body in home.bodies if isinstance(body, InGroup)] == [InGroup(what="added", by="5001")]
        assert home.events[0].sender.user == "-1001"


async def test_starting_takes_the_webhook_away_without_dropping_what_waits() -> None:
    async with house() as home:
        home.server.person().say("đã chờ từ hôm qua")
        home.server.hook = "https://old.example/hook"
        task = asyncio.create_task(home.channel.listen(home.receive))
        await home.server.until(lambda: home.events)
        task.cancel()

        assert home.server.hook == ""


async def test_everybody_sees_the_citizens_commands_in_vietnamese_or_english() -> None:
    async with listening() as home:
        await home.server.until(lambda: len(home.server.commands) == 2)

        shown = {
            language: listed[0]["description"]
            for (scope, _, language), listed in home.server.commands.items()
            if scope == "all_private_chats"
        }
        assert shown == {"": "Gửi phản ánh", "en": "Send a report"}


@pytest.mark.parametrize(
    ("code", "retry_after", "pauses"),
    [(502, 0, [1, 2, 4]), (409, 0, [30, 30, 30]), (401, 0, [60, 60, 60]), (429, 9, [9, 9, 9])],
)
async def test_trouble_while_polling_is_waited_out(code: int, retry_after: int, pauses: list[float]) -> None:
    async with listening() as home:
        await home.server.until(lambda: home.server.polled)
        home.server.fail(3, code, retry_after=retry_after, methods=POLL)
        an = home.server.person()
        an.say("a")
        an.say("b")
        await home.server.until(lambda: len(home.events) == 2 and len(home.pauses) >= len(pauses))

        assert home.pauses == pauses


async def test_pages_and_lost_answers_while_polling_lose_nothing() -> None:
    async with house() as home:
        home.server.garble(1, 200, methods=POLL)
        home.server.garble(1, 403, methods=POLL)
        home.server.lose(1, methods=POLL)
        home.server.person().say("a")
        task = asyncio.create_task(home.channel.listen(home.receive))
        await home.server.until(lambda: home.events)
        task.cancel()

        assert len(home.events) == 1
        assert home.pauses == [1, 2, 4]


async def test_a_second_poller_ends_the_first_which_comes_back_slowly() -> None:
    async with listening() as home:
        await home.server.until(lambda: home.server.polled)
        other = Telegram(Settings(token=TOKEN, api_base=home.server.url), FILES.__getitem__, commands, poll_seconds=1)
        task = asyncio.create_task(other.listen(home.receive))
        await home.server.until(lambda: home.pauses)
        task.cancel()
        await other.close()

        assert home.pauses[0] == 30


async def test_a_telegram_that_is_away_is_tried_ever_more_slowly_and_never_raised() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{taken.getsockname()[1]}"
        pauses: list[float] = []
        enough = asyncio.Event()

        async def pause(seconds: float) -> None:
            pauses.append(seconds)
            if len(pauses) == 8:
                enough.set()
            await asyncio.sleep(0)

        async def receive(events: object) -> None:
            raise AssertionError("nothing can have arrived")

        channel = Telegram(Settings(token="1:a", api_base=base), FILES.__getitem__, commands, pause=pause)
        task = asyncio.create_task(channel.listen(receive))
        async with asyncio.timeout(5):
            await enough.wait()
        task.cancel()
        await channel.close()

        assert pauses[:8] == [1, 2, 4, 8, 16, 32, 60, 60]


def test_the_wait_never_grows_beyond_a_minute() -> None:
    assert backoff(10_000) == 60


async def test_broken_characters_do_not_stop_the_loop() -> None:
    async with listening() as home:
        home.server.person().say("mất\ud83d điện")
        await home.server.until(lambda: home.events)

        assert home.bodies == [Text(text="mất\ufffd điện", message="11")]
