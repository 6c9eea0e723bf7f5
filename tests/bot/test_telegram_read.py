"""Recorded payloads, one per kind, and the events that they are."""

import json
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram.read import MALFORMED, read
from bot.channels.telegram.write import acknowledge
from handlers.talk.events import (
    Address,
    Arriving,
    Command,
    Contact,
    Edited,
    File,
    InGroup,
    Photo,
    Place,
    Tap,
    Text,
    Unsupported,
    Voice,
)

BOT = 123456789
PAYLOADS = Path(__file__).parent / "telegram_payloads"
ALBUM = "13579246801357"


def photo(letter: str, message: str, caption: str = "", album: str | None = None) -> Photo:
    ref = f"AgACAgUAAx{letter}y"
    return Photo(ref=ref, size=184212, caption=caption, album=album, message=message)


EXPECTED: dict[str, Arriving | None] = {
    "text": Text(text="Tôi nộp hồ sơ tách thửa từ 12/9, hẹn 3/10 trả mà đến nay chưa thấy gọi 😟", message="40"),
    "text_reply": Text(text="Vâng, ở quầy số 3", message="41"),
    "text_forwarded": Text(text="Bộ phận một cửa nghỉ chiều nay", message="42"),
    "text_broken": Text(text="Mất\ufffd điện rồi", message="43"),
    "command_start": Command(name="start", argument="u-07339-3"),
    "command_to_bot": Command(name="start", argument="u-07339"),
    "command_unknown": Command(name="thoitiet"),
    "command_vietnamese": Command(name="huỷ"),
    "slash_but_no_command": Text(text="/12/9 tôi đến mà không ai tiếp", message="48"),
    "tap": Tap(step="report.confirm", value="yes"),
    "tap_forged": Tap(step="unknown", value="';DROP TABLE cases;--"),
    "tap_old_card": Tap(step="menu"),
    "tap_inline": None,
    "photo": photo("A", "53", "Giấy hẹn đây ạ"),
    "photo_album_first": photo("B", "54", "Quầy số 3 lúc 9 giờ", ALBUM),
    "photo_album_second": photo("C", "55", album=ALBUM),
    "document": File(
        ref="BQACAgUAAxD",
        name="giay hen.pdf",
        mime="application/pdf",
        size=48211,
        caption="Bản quét",
        message="56",
    ),
    "document_picture": File(ref="BQACAgUAAxE", name="IMG_0021.HEIC", mime="image/heic", size=2931222, message="57"),
    "document_too_big": Unsupported(what="too_big", limit=20),
    "video": File(
        ref="BAACAgUAAxG",
        name="video.mp4",
        mime="video/mp4",
        size=1048576,
        caption="Xếp hàng từ 7 giờ",
        message="59",
    ),
    "animation": File(ref="CgACAgUAAxH", name="cho doi.mp4", mime="video/mp4", size=90211, message="60"),
    "audio": File(ref="CQACAgUAAxI", name="audio.mpeg", mime="audio/mpeg", size=512000, message="61"),
    "voice": Voice(ref="AwACAgUAAxJ", seconds=5, size=9821, mime="audio/ogg"),
    "video_note": File(ref="DQACAgUAAxK", name="video_note.mp4", mime="video/mp4", size=301223, message="63"),
    "location": Place(latitude=21.186123, longitude=106.076291),
    "location_live": Place(latitude=21.186123, longitude=106.076291),
    "location_moved": None,
    "venue": Place(latitude=21.2731, longitude=106.1946),
    "contact_own": Contact(phone="+84912345678", own=True),
    "contact_friend": Contact(phone="0987654321", own=False),
    "contact_other": Contact(phone="0987654321", own=False),
    "edited_text": Edited(of="41", text="hẹn 5/10, không phải 3/10"),
    "edited_caption": Edited(of="54", text="Giấy hẹn mặt trước"),
    "sticker": Unsupported(what="sticker"),
    "poll": Unsupported(what="other"),
    "dice": Unsupported(what="other"),
    "story": Unsupported(what="other"),
    "pinned": None,
    "blocked": None,
    "unblocked": None,
    "group_joined": InGroup(what="added", by="5001"),
    "group_join": InGroup(what="join", by="5001", name="Thị An Nguyễn", value="AbC_123-x"),
    "group_join_topic": InGroup(what="join", by="5001", name="Thị An Nguyễn", value="AbC_123-x"),
    "group_join_reply": InGroup(what="join", by="5001", name="Thị An Nguyễn", value="AbC"),
    "group_join_anonymous": InGroup(what="join", name="Group", value="AbC"),
    "group_startgroup": InGroup(what="join", by="5001", name="Thị An Nguyễn", value="AbC"),
    "group_command": InGroup(what="spoke", by="5001"),
    "group_command_to_another_bot": None,
    "group_member_went": InGroup(what="member_left", by="5002"),
    "group_bot_removed": None,
    "group_members_came": None,
    "group_migrated": InGroup(what="moved", value="-1001999999999"),
    "group_migrated_here": None,
    "group_member_left": InGroup(what="member_left", by="5002"),
    "group_member_banned": InGroup(what="member_left", by="5002"),
    "group_member_restricted_inside": None,
    "group_member_restricted_outside": InGroup(what="member_left", by="5002"),
    "group_member_came": None,
    "group_promoted": None,
    "group_left": InGroup(what="closed", by="5001"),
    "channel_joined": None,
    "group_banned": None,
    "group_edited": None,
    "group_text": InGroup(what="spoke", by="5001"),
    "group_words": None,
    "group_tap": InGroup(what="spoke", by="5001"),
}
RECORDED = sorted(path.stem for path in PAYLOADS.glob("*.json"))


def recorded(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PAYLOADS / f"{name}.json").read_text("utf-8"))
    return found


def typed(content: dict[str, Any]) -> dict[str, Any]:
    """Give an update with a message of any content."""
    frame = {"message_id": 9, "from": {"id": 7, "is_bot": False}, "chat": {"id": 7, "type": "private"}}
    return {"update_id": 1, "message": {**frame, **content}}


def body(content: dict[str, Any]) -> object:
    incoming = read(typed(content), BOT)
    return incoming and incoming.body


def test_every_recorded_payload_has_its_event() -> None:
    assert sorted(EXPECTED) == RECORDED


@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_payload_is_an_update_of_the_bot_api(name: str) -> None:
    update = Update.de_json(recorded(name), None)

    assert update.update_id == recorded(name)["update_id"]
    assert update.effective_user is not None
    assert not update.api_kwargs
    member = update.my_chat_member or update.chat_member
    told = update.message or update.edited_message or update.callback_query or member
    assert told is not None
    assert not told.api_kwargs


@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_payload_becomes_its_event(name: str) -> None:
    incoming = read(recorded(name), BOT, "langnghe_bot")

    assert (incoming and incoming.body) == EXPECTED[name]


def test_an_event_says_which_update_it_is_who_sent_it_and_in_which_language() -> None:
    incoming = read(recorded("text"), BOT)

    assert incoming is not None
    assert incoming.id == "123456789:870000001"
    assert incoming.sender == Address(channel="telegram", user="5001")
    assert incoming.hint == "vi"


def test_a_group_is_told_of_by_its_own_address() -> None:
    incoming = read(recorded("group_joined"), BOT)

    assert incoming is not None
    assert incoming.sender.user == "-1001987654321"
    assert incoming.hint is None


@pytest.mark.parametrize(
    ("name", "user"),
    [
        ("group_join", "-1001987654321"),
        ("group_join_topic", "-1001987654321:77"),
        ("group_join_reply", "-1001987654321"),
        ("group_member_left", "-1001987654321"),
        ("group_migrated", "-4001"),
    ],
)
def test_only_a_topic_of_a_forum_has_an_address_within_its_chat(name: str, user: str) -> None:
    incoming = read(recorded(name), BOT)

    assert incoming is not None
    assert incoming.sender.user == user


def test_no_word_that_is_said_in_a_group_is_taken_over() -> None:
    update = recorded("group_text")
    update["message"]["text"] = "con hoàng yến trong lồng son"

    assert read(update, BOT) is None
    update["message"]["text"] = "/help con hoàng yến trong lồng son"
    incoming = read(update, BOT)
    assert incoming is not None
    assert "hoàng yến" not in incoming.model_dump_json()


def test_every_event_survives_being_written_down_and_read_back() -> None:
    for name in RECORDED:
        incoming = read(recorded(name), BOT)

        if incoming:
            assert type(incoming).model_validate_json(incoming.model_dump_json()) == incoming


def test_a_tap_is_acknowledged_and_a_channel_is_left() -> None:
    owed = {name: [call.method for call in acknowledge(recorded(name))] for name in RECORDED}

    assert {name: methods for name, methods in owed.items() if methods} == {
        "tap": ["answer_callback_query"],
        "tap_forged": ["answer_callback_query"],
        "tap_old_card": ["answer_callback_query"],
        "tap_inline": ["answer_callback_query"],
        "group_tap": ["answer_callback_query"],
        "channel_joined": ["leave_chat"],
    }


@pytest.mark.parametrize("data", ["", "|", "no bar", "a b|c", "bước|1", "x" * 64, "\ud800|\ud800"])
def test_forged_callback_data_is_an_unknown_step(data: str) -> None:
    update = recorded("tap")
    update["callback_query"]["data"] = data

    incoming = read(update, BOT)

    assert incoming is not None
    assert isinstance(incoming.body, Tap)
    assert incoming.body.step == "unknown"
    assert len(incoming.body.value) <= 64


def test_a_value_may_hold_anything_even_a_bar() -> None:
    update = recorded("tap")
    update["callback_query"]["data"] = "unit|07339|Tân Yên"

    incoming = read(update, BOT)

    assert incoming is not None
    assert incoming.body == Tap(step="unit", value="07339|Tân Yên")


def test_a_command_typed_with_separate_marks_is_the_same_command() -> None:
    assert body({"text": "/huy\u0309"}) == Command(name="huỷ")


def test_a_file_exactly_at_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    kept = {"file_id": "f", "file_unique_id": "u", "file_size": 20 << 20}

    assert isinstance(body({"document": kept}), File)
    assert body({"document": kept | {"file_size": (20 << 20) + 1}}) == Unsupported(what="too_big", limit=20)
    assert body({"voice": kept | {"duration": 1, "file_size": 1 << 30}}) == Unsupported(what="too_big", limit=20)


def test_a_kind_that_is_newer_than_this_program_is_politely_unsupported() -> None:
    assert body({"hologram": {"file_id": "f"}}) == Unsupported(what="other")


def test_a_photo_without_a_size_is_taken() -> None:
    sizes = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]

    assert body({"photo": sizes}) == Photo(ref="f", message="9")


def test_an_update_of_a_kind_that_was_not_asked_for_is_nothing() -> None:
    assert read({"update_id": 1, "poll": {"id": "1"}}, BOT) is None


@pytest.mark.parametrize(
    "update",
    [
        None,
        5,
        [],
        {"message": {"text": "no number", "chat": {"id": 1, "type": "private"}}},
        {"update_id": 1, "message": {}},
        {"update_id": 1, "message": "text"},
        {"update_id": "x", "message": typed({"text": "a"})["message"]},
        typed({"text": 5}),
        typed({"text": ["a"]}),
        typed({"photo": []}),
        typed({"photo": [{"file_id": "f"}]}),
        typed({"voice": {}}),
        typed({"document": {"file_id": 3}}),
        typed({"location": {"latitude": 91, "longitude": 0}}),
        typed({"location": {"latitude": float("nan"), "longitude": 0}}),
        typed({"contact": {}}),
        typed({"text": "a", "chat": {"id": {}, "type": "private"}}),
        typed({"text": "a", "from": {"id": 7, "language_code": 5}}),
    ],
)
def test_a_malformed_update_is_refused_in_a_way_that_its_reader_expects(update: Any) -> None:
    with pytest.raises(MALFORMED):
        read(update, BOT)
