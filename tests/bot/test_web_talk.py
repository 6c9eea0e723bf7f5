"""What a page sends: taken once, from our own pages, in a bearable size and pace, never answered by a trace."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from bot.channels.web import chat_of
from bot.web.guard import Pace, Trouble
from handlers.talk.events import Command, Place, Tap, Text, Unsupported
from tests.fakes.web_house import token_of
from tests.fakes.web_page import web_page

CHAT = chat_of(token_of("citizen"))
ID = "7f3c1b1e-90a2-4c55-8a36-1f3d7f7f0f11"


async def test_words_become_an_event_under_the_id_of_the_page(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        assert await page.send(id=ID, text="Trễ hẹn rồi") == (200, {"ok": True})

        (event,) = page.house.heard
        assert event.id == f"{CHAT}:{ID}"
        assert (event.sender.channel, event.sender.user) == ("web", CHAT)
        assert event.body == Text(text="Trễ hẹn rồi")


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ({"tap": {"step": "sure", "value": "yes", "label": "Yes"}}, Tap(step="sure", value="yes")),
        (
            {"command": {"name": "start", "argument": "u-07339-3"}},
            Command(name="start", argument="u-07339-3"),
        ),
        ({"place": {"lat": 21.27, "lon": 106.2}}, Place(latitude=21.27, longitude=106.2)),
        ({"withheld": {"why": "too_big", "name": "film.mp4"}}, Unsupported(what="too_big", limit=10)),
        ({"text": "/status 123"}, Command(name="status", argument="123")),
        ({"text": " /HELP "}, Command(name="help")),
        ({"text": "/ is a slash"}, Text(text="/ is a slash")),
        ({"text": "12/9\nhẹn 3/10"}, Text(text="12/9\nhẹn 3/10")),
        ({"text": "a\u0000b\u001b"}, Text(text="ab")),
        ({"text": "đ" * 10_001}, Text(text="đ" * 10_001)),
        ({"text": "😀😀"}, Text(text="😀😀")),
    ],
)
async def test_each_content_becomes_its_own_body(tmp_path: Path, content: dict[str, Any], body: object) -> None:
    async with web_page(tmp_path) as page:
        assert (await page.send(**content))[0] == 200

        assert page.house.heard[0].body == body


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"words"',
        b"\xff\xfe\x00",
        b'{"id": "%s", "text": "\xc3\x28"}' % ID.encode(),
        b'{"id": "%s", "text": "\\ud800"}' % ID.encode(),
        json.dumps({"text": "no id"}).encode(),
        json.dumps({"id": "7", "text": "no uuid"}).encode(),
        json.dumps({"id": ID}).encode(),
        json.dumps({"id": ID, "text": ""}).encode(),
        json.dumps({"id": ID, "text": "\u0001"}).encode(),
        json.dumps({"id": ID, "text": 5}).encode(),
        json.dumps({"id": ID, "text": "a", "tap": {"step": "b"}}).encode(),
        json.dumps({"id": ID, "text": "a", "role": "head"}).encode(),
        json.dumps({"id": ID, "tap": {"step": ""}}).encode(),
        json.dumps({"id": ID, "tap": {"step": "a", "value": "v" * 1_001}}).encode(),
        json.dumps({"id": ID, "command": {"name": "a", "argument": "v" * 201}}).encode(),
        json.dumps({"id": ID, "place": {"lat": 91, "lon": 0}}).encode(),
        b'{"id": "%s", "place": {"lat": NaN, "lon": 0}}' % ID.encode(),
        json.dumps({"id": ID, "withheld": {"why": "nothing"}}).encode(),
        b"[" * 30_000,
    ],
)
async def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, body: bytes) -> None:
    async with web_page(tmp_path) as page:
        assert await page.send_raw(body) == (400, {"error": "unreadable", "text": "web.unreadable vi"})
        assert page.house.heard == []


async def test_a_repeat_is_handed_over_again_but_shown_once(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        await page.send(id=ID, text="silence")
        await page.send(id=ID, text="silence")

        assert [event.id for event in page.house.heard] == [f"{CHAT}:{ID}"] * 2
        assert [bubble.message.text for bubble in await page.house.web.shelf.since([CHAT], 0, 9)] == ["silence"]


async def test_the_same_id_in_two_chats_is_two_messages(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        await page.send("citizen", id=ID, text="silence")
        await page.send("officer", id=ID, text="silence")

        assert len({event.id for event in page.house.heard}) == 2


async def test_a_message_that_was_not_handled_is_not_confirmed(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        page.house.broken = True
        assert await page.send(id=ID, text="silence") == (
            500,
            {"error": "went_wrong", "text": "web.went_wrong vi"},
        )
        page.house.broken = False
        assert (await page.send(id=ID, text="silence"))[0] == 200

        assert len(await page.house.web.shelf.since([CHAT], 0, 9)) == 1


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1", "file://", ""])
async def test_another_sites_page_is_refused(tmp_path: Path, origin: str) -> None:
    async with web_page(tmp_path) as page:
        assert (await page.send(headers={"Origin": origin}, text="hi"))[0] == 403
        assert page.house.heard == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": None},
        {"Origin": None, "Sec-Fetch-Site": "same-origin"},
        {"Origin": "https://lang-nghe.example"},
    ],
)
async def test_our_own_pages_and_programs_are_let_in(tmp_path: Path, headers: dict[str, str | None]) -> None:
    async with web_page(tmp_path) as page:
        assert (await page.send(headers=headers, text="hi"))[0] == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": None, "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": None, "Content-Type": "text/plain"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
    ],
)
async def test_a_form_of_another_site_cannot_speak_for_a_person(
    tmp_path: Path, headers: dict[str, str | None], status: int
) -> None:
    async with web_page(tmp_path) as page:
        assert (await page.send(headers=headers, text="hi"))[0] == status
        assert page.house.heard == []


async def test_a_body_over_64_kilobytes_is_refused(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        status, answer = await page.send(text="x" * 65_500)

        assert (status, answer["error"]) == (413, "too_large")
        assert page.house.heard == []


async def test_a_body_without_a_length_is_counted_while_it_comes(tmp_path: Path) -> None:
    async def pieces() -> Any:
        for _ in range(70):
            yield b" " * 1_000

    async with web_page(tmp_path) as page:
        response = await page.post(f"/c/{token_of('citizen')}/send", pieces(), "application/json")

        assert response.status == 413


async def test_the_thirty_first_message_of_a_minute_waits(tmp_path: Path) -> None:
    seconds = [0.0]
    async with web_page(tmp_path, pace=Pace(clock=lambda: seconds[0])) as page:
        for _ in range(30):
            assert (await page.send(text="silence"))[0] == 200
        body = json.dumps({"id": str(uuid4()), "text": "silence"}).encode()
        refused = await page.post(f"/c/{token_of('citizen')}/send", body, "application/json")
        assert (refused.status, refused.headers["Retry-After"]) == (429, "61")
        assert refused.json() == {"error": "slow_down", "text": "web.slow_down vi"}
        assert (await page.send("officer", text="silence"))[0] == 200
        seconds[0] = 60.0
        assert (await page.send(text="silence"))[0] == 200


def test_a_pace_forgets_chats_that_have_been_silent() -> None:
    seconds = [0.0]
    pace = Pace(limit=1, clock=lambda: seconds[0])
    for number in range(10_001):
        pace.check(str(number))
    seconds[0] = 61.0
    pace.check("new")

    assert set(pace._seen) == {"new"}
    with pytest.raises(Trouble):
        pace.check("new")


async def test_while_nobody_listens_a_page_is_told_to_try_again(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        await page.house.stop_listening()
        body = json.dumps({"id": ID, "text": "hi"}).encode()
        response = await page.post(f"/c/{token_of('citizen')}/send", body, "application/json")

        assert (response.status, response.headers["Retry-After"]) == (503, "1")
        assert await page.house.web.shelf.since([CHAT], 0, 9) == []


@pytest.mark.parametrize(
    ("headers", "hint"),
    [
        ({}, "vi"),
        ({"Accept-Language": "en-US,en;q=0.9,vi;q=0.8"}, "en"),
        ({"Accept-Language": "fr-FR,vi;q=0.8,en"}, "vi"),
        ({"Accept-Language": "fr"}, "vi"),
        ({"Cookie": "lang=en", "Accept-Language": "vi"}, "en"),
        ({"Cookie": "lang=xx", "Accept-Language": "en"}, "en"),
    ],
)
async def test_the_language_of_the_page_goes_along_as_a_hint(
    tmp_path: Path, headers: dict[str, str | None], hint: str
) -> None:
    async with web_page(tmp_path) as page:
        await page.send(headers=headers, text="hi")

        assert page.house.heard[0].hint == hint


@pytest.mark.parametrize("token", ["short", "x" * 65, "has.a.dot.in.it.and.more", "%00" * 30])
async def test_what_is_no_token_is_no_chat(tmp_path: Path, token: str) -> None:
    async with web_page(tmp_path) as page:
        body = json.dumps({"id": ID, "text": "hi"}).encode()

        assert (await page.post(f"/c/{token}/send", body, "application/json")).status == 404
        assert (await page.get(f"/c/{token}")).status == 404
        assert (await page.get(f"/c/{token}/older?before=9")).status == 404
