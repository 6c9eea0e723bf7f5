"""What Zalo delivers becomes our events, in every shape that was documented or seen."""

import json
from typing import Any

import pytest

from bot.channels.zalo_bot import read
from bot.channels.zalo_bot.read import MALFORMED, unwrapped
from handlers.flows.report import files_of
from handlers.talk.events import Command, Event, Photo, Text, Unsupported, Voice
from tests.house_under_test import MONDAY, VOICE

LIVE = json.loads(
    '{"event_name":"message.text.received","message":{"date":1789033572455,"chat":{"chat_type":"PRIVATE",'
    '"id":"a1b2c3d4e5f60718293a"},"message_id":"m1a2b3c4d5e6f7081920","from":{"id":"a1b2c3d4e5f60718293a",'
    '"is_bot":false,"display_name":"An"},"text":"Đường ngập"}}'
)
PICTURE = "https://photo.example.vn/a.jpg"


def event(kind: str, **message: Any) -> dict[str, Any]:
    """Give an event of a kind, in place of the words that were captured live."""
    frame = {name: value for name, value in LIVE["message"].items() if name != "text"}
    return {"event_name": f"message.{kind}.received", "message": {**frame, **message}}


def body(kind: str, **message: Any) -> Any:
    """Give what an event holds, None if nothing."""
    found = read(event(kind, **message), "123")
    return found and found.body


def test_a_message_that_was_captured_live_is_read() -> None:
    found = read(LIVE, "123")

    assert found is not None
    assert found.id == "123:m1a2b3c4d5e6f7081920"
    assert (found.sender.channel, found.sender.user) == ("zalo_bot", "a1b2c3d4e5f60718293a")
    assert found.body == Text(text="Đường ngập", message="m1a2b3c4d5e6f7081920")
    assert found.hint is None


def test_a_wrapped_event_is_the_same_as_a_flat_one() -> None:
    assert unwrapped({"ok": True, "result": LIVE}) == unwrapped(LIVE) == LIVE


@pytest.mark.parametrize("name", ["photo", "photo_url"])
def test_a_picture_is_read_by_its_documented_and_by_its_real_name(name: str) -> None:
    got = body("image", caption="ngập", message_type="CHAT_PHOTO", **{name: PICTURE})

    assert got == Photo(ref=PICTURE, caption="ngập", message="m1a2b3c4d5e6f7081920")


def test_a_spoken_message_is_aac() -> None:
    assert body("voice", voice_url="https://v.vn/1.aac") == Voice(ref="https://v.vn/1.aac", mime="audio/aac")


def test_a_spoken_message_is_kept_under_a_name_that_players_know() -> None:
    found = read(event("voice", voice_url="https://v.vn/1.aac"), "123")
    assert found is not None
    spoken = Event(**found.model_dump(), at=MONDAY, code="123456789")

    assert [(one.name, one.mime) for one in files_of(spoken)] == [("voice.aac", "audio/aac")]


def test_a_typed_command_is_a_command() -> None:
    assert body("text", text="/Start u-07339-3") == Command(name="start", argument="u-07339-3")
    assert body("text", text="1/2 tháng") == Text(text="1/2 tháng", message="m1a2b3c4d5e6f7081920")


@pytest.mark.parametrize("kind", ["unsupported", "location", "file", "link", "video"])
def test_what_zalo_keeps_back_is_answered_with_what_to_type(kind: str) -> None:
    assert body(kind) == Unsupported(what="unseen")
    for language in ("vi", "en"):
        said = VOICE.text(language, "bad.unseen", {"limit": 0})
        assert ("gõ tên xã/phường" if language == "vi" else "type the name of the commune") in said


@pytest.mark.parametrize("photo", [None, "", "ftp://x", ["https://x"], {"url": PICTURE}, "https://" + "x" * 2000])
def test_a_picture_without_an_address_is_answered_too(photo: Any) -> None:
    assert body("image", photo=photo) == Unsupported(what="unseen")


def test_a_sticker_is_told_apart() -> None:
    assert body("sticker", sticker="0e07", url="https://s.vn/1.png") == Unsupported(what="sticker")


@pytest.mark.parametrize(
    "silent",
    [
        event("text", text="@bot chào", chat={"chat_type": "GROUP", "id": "g1"}),
        event("text", text="chào", **{"from": {"id": "b", "is_bot": True}}),
        event("text", text="  "),
        {"event_name": "user.followed", "message": {}},
        {"event_name": "bot.updated"},
    ],
)
def test_groups_other_bots_and_unknown_events_are_not_answered(silent: Any) -> None:
    assert read(silent, "123") is None


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        "text",
        {},
        {"event_name": "message.text.received"},
        {"event_name": "message.text.received", "message": None},
        event("text"),
        event("text", text=5),
        event("text", text="a", message_id=None),
        event("text", text="a", message_id=""),
        event("text", text="a", message_id=True),
        event("text", text="a", chat={"chat_type": "PRIVATE"}),
        event("text", text="a", chat="a1"),
        event("text", text="a", **{"from": "An"}),
    ],
)
def test_a_broken_event_is_called_malformed(broken: Any) -> None:
    with pytest.raises(MALFORMED):
        read(broken, "123")


def test_half_a_letter_is_mended() -> None:
    assert body("text", text="a\ud83d\x00b") == Text(text="a�b", message="m1a2b3c4d5e6f7081920")
