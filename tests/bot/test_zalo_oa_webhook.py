"""The webhook: only Zalo is heard, 200 means that the event is safe, and each event counts once, in order."""

import asyncio
import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from handlers.talk.events import Command, Text
from tests.fakes.zalo_oa_house import House, listening
from tests.fakes.zalo_oa_methods import APP, KEY, OA


def words(home: House) -> list[str]:
    return [body.text for body in home.bodies if isinstance(body, Text)]


def posted(home: House, text: str = "chào", ago: int = 0, **more: Any) -> bytes:
    """Give the raw bytes of an event."""
    sides = {"sender": {"id": "8309"}, "recipient": {"id": OA}, "event_name": "user_send_text"}
    event = {
        "timestamp": str(home.server.now() - ago),
        "message": {"text": text, "msg_id": f"m{text}"},
        **sides,
        **more,
    }
    return json.dumps(event, ensure_ascii=False).encode()


def signed(home: House, body: bytes) -> str:
    return home.server.signature(body, str(json.loads(body).get("timestamp", "")))


async def test_what_people_do_comes_by_the_signed_webhook() -> None:
    async with listening() as home:
        home.server.person().follow()
        await home.server.quiet()
        home.server.person().say("Đường ngập 😟")
        await home.server.quiet()

        assert home.bodies[0] == Command(name="start")
        assert words(home) == ["Đường ngập 😟"]
        assert home.server.hook_answers == [200, 200]


@pytest.mark.parametrize(("first", "setting"), [(APP, "either"), (OA, "either"), (APP, "app_id"), (OA, "oa_id")])
@pytest.mark.parametrize("bare", [False, True])
async def test_both_documented_forms_of_the_signature_are_known(first: str, setting: str, bare: bool) -> None:
    async with listening(signature_first=setting) as home:
        home.server.first, home.server.bare = first, bare
        home.server.person().say("chào")
        await home.server.quiet()

        assert words(home) == ["chào"]


@pytest.mark.parametrize(
    "signature",
    [None, "", "mac=", "mac=00", "mac=" + "0" * 64, "bí mật", "mac=" + hashlib.sha256(b"").hexdigest()],
)
async def test_a_wrong_signature_is_refused_and_nothing_is_stored(signature: str | None) -> None:
    async with listening() as home:
        assert await home.channel.webhook(posted(home), signature) == 401
        assert home.offered == []


async def test_a_signature_that_begins_with_the_other_id_is_refused_once_the_setting_is_narrowed() -> None:
    async with listening(signature_first="oa_id") as home:
        assert await home.channel.webhook(body := posted(home), signed(home, body)) == 401


async def test_one_changed_byte_makes_a_signature_wrong() -> None:
    async with listening() as home:
        body = posted(home)

        assert await home.channel.webhook(body.replace(b"8309", b"8308"), signed(home, body)) == 401
        assert home.offered == []


async def test_without_the_key_nobody_is_heard() -> None:
    async with listening(oa_secret_key="") as home:
        body = posted(home)
        made = hashlib.sha256(APP.encode() + body + json.loads(body)["timestamp"].encode()).hexdigest()

        assert await home.channel.webhook(body, f"mac={made}") == 401


@pytest.mark.parametrize("body", [b"", b"  \n"])
async def test_an_empty_probe_is_answered_and_not_read(body: bytes) -> None:
    async with listening() as home:
        assert await home.channel.webhook(body, None) == 200
        assert home.offered == []


@pytest.mark.parametrize("body", [b"{", b"<html>", b"[" * 100_000, b"5", b"null", b"[]", b"\xff\xfe", b"{}"])
async def test_what_is_no_event_is_refused(body: bytes) -> None:
    async with listening() as home:
        assert await home.channel.webhook(body, "mac=00") == 401


@pytest.mark.parametrize(
    ("ago", "status"),
    [(0, 200), (12 * 3_600_000, 200), (14 * 3_600_000, 401), (-60_000, 200), (-600_000, 401)],
)
async def test_an_event_is_heard_only_within_the_time_of_zalos_own_retries(ago: int, status: int) -> None:
    async with listening() as home:
        body = posted(home, ago=ago)

        assert await home.channel.webhook(body, signed(home, body)) == status


@pytest.mark.parametrize("timestamp", ["", "x", "-5", "9" * 40, "١٢٣"])
async def test_a_time_that_is_none_is_out_of_time(timestamp: str) -> None:
    async with listening() as home:
        body = posted(home, timestamp=timestamp)

        assert await home.channel.webhook(body, signed(home, body)) == 401


async def test_an_event_that_is_replayed_is_handed_over_once() -> None:
    async with listening() as home:
        body = posted(home)

        assert [await home.channel.webhook(body, signed(home, body)) for _ in range(3)] == [200] * 3
        assert len(home.offered) == 1


async def test_200_is_answered_only_after_the_events_were_taken() -> None:
    async with listening() as home:
        home.fails = 2
        home.server.person().say("a")
        await home.server.quiet()

        assert home.server.hook_answers == [503, 503, 200]
        assert home.server.retries == [1, 2]
        assert words(home) == ["a"]


async def test_a_slow_house_asks_zalo_to_come_again_within_its_two_seconds() -> None:
    async with listening(within=0.05) as home:
        home.slow = asyncio.Event()
        body = posted(home)

        assert await home.channel.webhook(body, signed(home, body)) == 503
        home.slow.set()
        assert await home.channel.webhook(body, signed(home, body)) == 200


async def test_events_that_come_out_of_order_are_handed_over_in_order() -> None:
    async with listening() as home:
        bodies = [posted(home, text=str(at), ago=1000 - at) for at in range(8)]

        shuffled = [bodies[at] for at in (3, 0, 7, 1, 6, 2, 5, 4)]
        assert set(await asyncio.gather(*(home.channel.webhook(one, signed(home, one)) for one in shuffled))) == {200}
        assert words(home) == [str(at) for at in range(8)]


async def test_copies_that_come_at_once_have_the_same_id() -> None:
    async with listening() as home:
        home.server.copies = 3
        home.server.person().say("một")
        await home.server.quiet()

        assert {id for ids in home.offered for id in ids} == {home.events[0].id}
        assert set(home.server.hook_answers) == {200}


async def test_before_anybody_listens_events_are_asked_to_come_again() -> None:
    async with listening() as home:
        home.channel._receive = None
        body = posted(home)

        assert await home.channel.webhook(body, signed(home, body)) == 503


@pytest.mark.parametrize(
    "more",
    [
        {"event_name": "never_heard_of"},
        {"event_name": "oa_send_text", "sender": {"id": OA}, "recipient": {"id": "8309"}},
        {"message": {"msg_id": 5}},
        {"message": "chữ"},
        {"event_name": ["a"]},
    ],
)
async def test_what_is_unknown_or_broken_is_answered_200_and_goes_no_further(more: dict[str, Any]) -> None:
    async with listening() as home:
        body = posted(home, **more)
        status = await home.channel.webhook(body, signed(home, body))

        assert status == 200
        assert home.events == [] or more == {"message": {"msg_id": 5}}


async def test_the_signature_is_over_the_bytes_as_they_came() -> None:
    async with listening() as home:
        body = (
            b'{ "message" :{"msg_id":"1","text":"\xc4\x90\xc6\xb0\xe1\xbb\x9dng"},"recipient":{"id":"%s"},'
            % OA.encode()
        )
        stamp = str(home.server.now())
        body += b'"sender":{"id":"8309"},"event_name":"user_send_text","timestamp":"%s"}' % stamp.encode()
        made = hashlib.sha256(APP.encode() + body + stamp.encode() + KEY.encode()).hexdigest()

        assert await home.channel.webhook(body, f"mac={made}") == 200
        assert words(home) == ["Đường"]


def test_no_repr_shows_a_secret() -> None:
    from tests.fakes.zalo_oa_house import settings
    from tests.fakes.zalo_oa_server import ZaloOaServer

    server = ZaloOaServer()
    server.url = "http://127.0.0.1:1"
    own = replace(settings(server), code_verifier="a-verifier")

    assert all(one not in repr(own) for one in (KEY, "app-secret", "a-verifier"))
