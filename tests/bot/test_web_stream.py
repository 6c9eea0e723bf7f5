"""The stream of a page: everything once, in order, of its own chats only, also after it was cut."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.channel import Refused
from bot.channels.web import Bubble, chat_of
from bot.web import stream
from handlers.talk.says import Attachment, Label, Message
from tests.fakes.web_house import WebHouse, token_of
from tests.fakes.web_page import web_page

CITIZEN, OFFICER = chat_of(token_of("citizen")), chat_of(token_of("officer"))


async def say(house: WebHouse, *texts: str, chat: str = CITIZEN) -> list[str]:
    return [await house.web.send(chat, Message(text=text)) for text in texts]


async def test_a_page_first_gets_what_was_said_and_then_what_is_said(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        await say(page.house, "one", "two")
        async with page.stream() as live:
            assert [bubble["text"] for bubble in await live.until_ready()] == ["one", "two"]
            await page.send(id="7f3c1b1e-90a2-4c55-8a36-1f3d7f7f0f11", text="three")
            own, answer = await live.bubbles(2)

    assert (own["who"], own["text"], own["id"]) == ("own", "three", "7f3c1b1e-90a2-4c55-8a36-1f3d7f7f0f11")
    assert (answer["who"], answer["text"], answer["id"]) == ("bot", "heard three", None)
    assert answer["seq"] > own["seq"]


async def test_a_bubble_tells_a_page_all_that_it_shows(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        file = Attachment(hash="bot-pixel", mime="image/png", name="tuần.png")
        button = Label(text="Có", step="sure", value="yes")
        seq = await page.house.web.send(
            CITIZEN, Message(text="a\nb", buttons=(button,), want="choice", file=file, replaces="7")
        )
        async with page.stream("officer", "citizen") as live:
            (bubble,) = await live.until_ready()

    assert bubble == {
        "seq": int(seq),
        "chat": 1,
        "id": None,
        "who": "bot",
        "text": "a\nb",
        "buttons": [{"text": "Có", "step": "sure", "value": "yes"}],
        "want": "choice",
        "file": {
            "url": f"/c/{token_of('citizen')}/file/bot-pixel",
            "mime": "image/png",
            "name": "tuần.png",
        },
        "replaces": 7,
        "forget": False,
        "at": "2026-11-19T09:30:00+07:00",
    }


async def test_one_stream_carries_all_chats_of_a_page_and_no_other(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page, page.stream("citizen", "officer") as live:
        await live.until_ready()
        await say(page.house, "for somebody else", chat=chat_of(token_of("head")))
        await say(page.house, "case", chat=OFFICER)
        await say(page.house, "receipt")
        seen = await live.bubbles(2)

    assert [(bubble["chat"], bubble["text"]) for bubble in seen] == [(1, "case"), (0, "receipt")]


async def test_a_cut_stream_goes_on_behind_the_last_bubble(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        first, second, _ = await say(page.house, "one", "two", "three")
        for last, texts in ((first, ["two", "three"]), (second, ["three"])):
            async with page.stream(last=int(last)) as live:
                assert [bubble["text"] for bubble in await live.until_ready()] == texts


async def test_the_address_may_name_the_last_bubble_too(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        (first, _) = await say(page.house, "one", "two")
        response = await page.session.get(f"/events?c={token_of('citizen')}&after={first}")
        events = b""
        while b"ready" not in events:
            events += await response.content.readany()
        response.close()

    assert b'"two"' in events
    assert b'"one"' not in events


async def test_a_page_of_another_store_is_told_to_start_anew(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        await say(page.house, "one")
        async with page.stream(last=500) as live:
            assert (await live.next())[0] == "reset"
            assert [bubble["text"] for bubble in await live.until_ready()] == ["one"]


async def test_long_chats_come_page_by_page(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        await say(page.house, *map(str, range(230)))
        async with page.stream() as live:
            latest = await live.until_ready()
        before = latest[0]["seq"]
        path = f"/c/{token_of('citizen')}/older?before="
        older = (await page.get(f"{path}{before}")).json()
        oldest = (await page.get(f"{path}{older['events'][0]['seq']}")).json()

    assert [bubble["text"] for bubble in latest] == list(map(str, range(130, 230)))
    assert [bubble["text"] for bubble in older["events"]] == list(map(str, range(30, 130)))
    assert [bubble["text"] for bubble in oldest["events"]] == list(map(str, range(30)))
    assert (older["more"], oldest["more"]) == (True, False)


async def test_a_quiet_stream_beats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "BEAT", 0.01)
    async with web_page(tmp_path) as page, page.stream() as live:
        await live.until_ready()

        assert (await live.response.content.readline()).startswith(b":")


async def test_a_closing_program_ends_its_streams(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page, page.stream() as live:
        await live.until_ready()
        await page.house.web.close()

        assert await live.next() == ("", None)


async def test_a_page_that_went_away_is_forgotten(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        async with page.stream("citizen", "officer") as live:
            await live.until_ready()
            assert set(page.house.web.hub._bells) == {CITIZEN, OFFICER}
        async with asyncio.timeout(5):
            while page.house.web.hub._bells:
                await page.get("/healthz")


@pytest.mark.parametrize("tokens", ["", "short", ",".join(["x" * 40] * 2), ",".join(f"{n:x>40}" for n in range(9))])
async def test_a_stream_of_no_chat_is_refused(tmp_path: Path, tokens: str) -> None:
    async with web_page(tmp_path) as page:
        assert (await page.get(f"/events?c={tokens}")).status == 404


async def test_a_message_carries_the_time_of_the_programs_clock(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        await page.house.clock.jump(timedelta(days=4))
        await say(page.house, "Monday")
        async with page.stream() as live:
            (bubble,) = await live.until_ready()

    assert bubble["at"] == "2026-11-23T09:30:00+07:00"


async def test_only_a_chat_can_be_written_to(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        with pytest.raises(Refused):
            await page.house.web.send("somebody", Message(text="hi"))


async def test_nothing_is_lost_that_is_said_while_a_stream_begins(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        web = page.house.web
        untouched = web.shelf

        async def older(chat: str, before: int, limit: int) -> Sequence[Bubble]:
            found = await untouched.older(chat, before, limit)
            await say(page.house, f"meanwhile {chat == CITIZEN}")
            await say(page.house, "there", chat=OFFICER)
            return found

        web.shelf = replace(untouched, older=older)
        async with page.stream("citizen", "officer") as live:
            seen = await live.until_ready()

    texts = ["meanwhile True", "there", "meanwhile False", "there"]
    assert [bubble["text"] for bubble in seen] == texts
