"""A channel that bears no blind repeats: after a lost answer one marked copy, then the message waits for its reader."""

from dataclasses import replace
from pathlib import Path

import structlog

from bot.channels.channel import TryLater
from tests.bot.test_postman import AGAIN, note, owe
from tests.fakes.town_people import person_id, unsent
from tests.fakes.windows import NARROW, Windows, tell
from tests.house_under_test import LIMITS, Person, Town, open_town


async def lost_twice(town: Town) -> None:
    """Lose the answers of one message, as often as it is sent until it is given up."""
    town.line.limits = replace(LIMITS, blind=False)
    await town.person("lan").command("start")
    town.person("lan").clear()
    town.line.trouble["lan"] = [TryLater(0), *[TryLater(0, ambiguous=True)] * 2, TryLater(0), *[TryLater(0)] * 5]
    await owe(town, "lan", note("first"))
    await town.settle()


async def test_after_two_sends_without_an_answer_nothing_is_sent_blindly(town: Town, tmp_path: Path) -> None:
    with structlog.testing.capture_logs() as logged:
        await lost_twice(town)

    assert town.person("lan").messages == []
    assert len(town.line.trouble["lan"]) == 6, "a clean refusal, and two sends without an answer"
    assert await unsent(town) == {"unreachable": 1}
    assert [line["event"] for line in logged] == ["sent twice without an answer; kept until the next contact"]


async def test_where_blind_copies_are_borne_it_goes_on_until_it_has_gone(town: Town) -> None:
    town.line.trouble["lan"] = [TryLater(0, ambiguous=True)] * 4
    await owe(town, "lan", note("first"))
    await town.settle()

    assert [one.text.startswith(AGAIN) for one in town.person("lan").messages] == [True]


async def test_what_led_a_gathered_message_whose_answer_was_lost_is_marked_too(tmp_path: Path) -> None:
    """It was sent but once; those that rode on it had been sent before, so that the channel is asked no more."""
    zalo = Windows(limits=replace(NARROW, blind=False))
    async with open_town(tmp_path, channels=lambda *_: [zalo]) as town:
        lan = Person(town, "lan", "zalo")
        await lan.command("start")
        zalo.shut["lan"] = "window"
        await tell(town, await person_id(lan), "một", "hai", "ba")
        await town.settle()
        async with town.world.db.write() as tx:
            await tx.execute("UPDATE outbox SET again = 1 WHERE state = 'unreachable' AND say NOT LIKE '%một%'")
        zalo.shut.clear()
        zalo.lost.append("lan")
        await lan.command("help")

        rows = await town.world.db.read.fetch("SELECT state, again FROM outbox WHERE say LIKE '%một%'")
        assert rows == [("unreachable", 1)]
