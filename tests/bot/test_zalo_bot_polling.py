"""Polling: one event at a time, nothing new is no error, a repeat is handled once, nothing taken from us is lost."""

import asyncio

import pytest
import structlog

from bot.channels.zalo_bot.polling import TWO_POLLERS, alone
from handlers.talk.events import Text
from tests.bot.test_zalo_bot_read import event
from tests.fakes.zalo_bot_house import house, listening

POLL = ("getUpdates",)


def texts(bodies: object) -> list[str]:
    """Give the words among what was handed over."""
    return [one.text for one in bodies if isinstance(one, Text)]  # type: ignore[attr-defined]


async def test_events_come_one_by_one_in_order() -> None:
    async with listening() as home:
        for n in range(5):
            home.server.person().say(f"{n}")
        await home.server.until(lambda: len(home.events) == 5)

        assert texts(home.bodies) == ["0", "1", "2", "3", "4"]
        assert {len(ids) for ids in home.offered} == {1}


async def test_several_events_in_one_answer_are_all_taken() -> None:
    async with listening() as home:
        home.server.push([event("text", text="a", message_id="1"), event("text", text="b", message_id="2")])
        await home.server.until(lambda: len(home.events) == 2)

        assert texts(home.bodies) == ["a", "b"]


async def test_408_means_nothing_new() -> None:
    async with listening() as home:
        home.server.fail(3, "refuse", 408, "Request timeout", POLL)
        with structlog.testing.capture_logs() as logged:
            home.server.person().say("a")
            await home.server.until(lambda: home.events)

        assert logged == []


async def test_at_least_a_second_lies_between_two_polls_however_fast_zalo_repeats_itself() -> None:
    async with listening() as home:
        home.server.replay = 3
        home.server.person().say("a")
        await home.server.until(lambda: len(home.offered) == 4)

        polls = sum(1 for method, _ in home.server.calls if method == "getUpdates")
        assert home.pauses.count(1.0) >= polls - 1 >= 3
        assert set(home.pauses) == {1.0}
        assert set(home.offered) == {home.offered[0]}, "repeats have one id, so that they are handled once"


async def test_an_event_that_was_not_taken_is_offered_until_it_is() -> None:
    async with listening() as home:
        home.fails = 3
        home.server.person().say("a")
        home.server.person().say("b")
        await home.server.until(lambda: len(home.events) == 2)

        assert texts(home.bodies) == ["a", "b"]
        assert [ids[0] for ids in home.offered].count(home.events[0].id) == 4
        assert {1.0, 2.0, 4.0} <= set(home.pauses)


@pytest.mark.parametrize(
    ("kind", "code"),
    [("refuse", 500), ("refuse", 403), ("soft", 502), ("html", 200), ("html", 403), ("html", 502), ("drop", 0)],
)
async def test_a_zalo_that_is_away_is_asked_again(kind: str, code: int) -> None:
    async with listening() as home:
        home.server.fail(2, kind, code, methods=POLL)
        home.server.fail(1, kind, code, methods=("deleteWebhook",))
        home.server.person().say("a")
        await home.server.until(lambda: home.events)

        assert texts(home.bodies) == ["a"]


async def test_a_wrong_token_is_said_in_words_and_tried_slowly() -> None:
    async with house() as home:
        home.server.fail(1, "refuse", 401, "Unauthorized", POLL)
        home.server.person().say("a")
        with structlog.testing.capture_logs() as logged:
            task = asyncio.create_task(home.channel.listen(home.receive))
            await home.server.until(lambda: home.events)
            task.cancel()

        assert logged[0]["event"] == "Zalo does not know the bot: is [zalo_bot] token right?"
        assert 60.0 in home.pauses


async def test_an_old_webhook_is_taken_away_since_polling_would_fail() -> None:
    async with house() as home:
        home.server.hook = "http://127.0.0.1:9/old"
        home.server.person().say("a")
        task = asyncio.create_task(home.channel.listen(home.receive))
        await home.server.until(lambda: home.events)
        task.cancel()

        assert home.server.hook == ""


async def test_a_webhook_that_somebody_set_meanwhile_is_said_in_words() -> None:
    async with listening() as home:
        with structlog.testing.capture_logs() as logged:
            home.server.fail(1, "refuse", 400, "Bad Request: can't use getUpdates while webhook is active", POLL)
            home.server.person().say("a")
            await home.server.until(lambda: 60.0 in home.pauses)

        assert logged[0]["event"].startswith("a webhook is set for this Zalo bot")


async def test_a_malformed_event_does_not_stop_the_next() -> None:
    async with listening() as home:
        home.server.push({"event_name": "message.text.received", "message": {"message_id": "1"}})
        home.server.push("nonsense")
        home.server.push(None)
        home.server.person().say("a")
        await home.server.until(lambda: home.events)

        assert texts(home.bodies) == ["a"]


async def test_only_one_program_polls_for_a_bot() -> None:
    pauses: list[float] = []
    first = await alone("http://here/bot1:a", asyncio.sleep)
    assert first is not None

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        first.close()

    other = await alone("http://here/bot2:b", pause)
    second = await alone("http://here/bot1:a", pause)

    assert pauses == [TWO_POLLERS]
    for held in (other, second):
        assert held is not None
        held.close()
