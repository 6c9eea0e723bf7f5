"""What Zalo's webhook delivers, read: every documented kind, both shapes where there are two, and what is broken."""

from typing import Any

import pytest

from bot.channels.zalo_oa.read import MALFORMED, read
from handlers.talk.events import (
    Command,
    Contact,
    File,
    Incoming,
    Photo,
    Place,
    Tap,
    Text,
    Unsupported,
    Voice,
)

OA = "1423"
URL = "https://f20-zpc.zdn.vn/a.jpg"


def event(name: str, **more: Any) -> dict[str, Any]:
    """Give an event of a person as Zalo frames it."""
    sides = {"sender": {"id": "8309"}, "recipient": {"id": OA}}
    return {
        "app_id": "3608",
        "user_id_by_app": "5521",
        "event_name": name,
        "timestamp": "1751100041636",
        **sides,
        **more,
    }


def said(kind: str, text: str = "", *payloads: dict[str, Any]) -> dict[str, Any]:
    """Give a message of a kind."""
    message: dict[str, Any] = {"msg_id": "b8de7d84fa1b", "text": text}
    if payloads:
        message["attachments"] = [{"type": kind, "payload": payload} for payload in payloads]
    return event(f"user_send_{kind}", message=message)


def body(given: dict[str, Any]) -> Any:
    """Give the body of the only event in a call."""
    (found,) = read(given, OA)
    assert found.sender.channel == "zalo_oa"
    assert found.sender.user in ("8309", "2468")
    return found.body


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (said("text", "Cống nghẹt"), Text(text="Cống nghẹt", message="b8de7d84fa1b")),
        (said("text", "#ln:consent.yes|"), Tap(step="consent.yes")),
        (said("text", "#ln:case.show|123456789"), Tap(step="case.show", value="123456789")),
        (said("text", "#ln:"), Tap(step="unknown", value="#ln:")),
        (said("text", "#123-456-789"), Text(text="#123-456-789", message="b8de7d84fa1b")),
        (said("text", "/start u-07339-1"), Command(name="start", argument="u-07339-1")),
        (said("text", "/trợgiúp"), Command(name="trợgiúp")),
        (said("text", "a\x00b\ud83d"), Text(text="ab\ufffd", message="b8de7d84fa1b")),
        (said("text", None), Text(text="", message="b8de7d84fa1b")),  # type: ignore[arg-type]
        (said("image", "đây", {"url": URL}), Photo(ref=URL, caption="đây", message="b8de7d84fa1b")),
        (
            said("location", "Quầy 3", {"coordinates": {"latitude": "10.7923119", "longitude": "106.7820651"}}),
            Place(latitude=10.7923119, longitude=106.7820651),
        ),
        (
            said("file", "", {"url": URL, "size": "900", "name": "đơn.pdf", "type": "pdf"}),
            File(ref=URL, name="đơn.pdf", mime="application/pdf", size=900, message="b8de7d84fa1b"),
        ),
        (
            said("file", "", {"url": URL, "size": "99000000", "name": "a.pdf"}),
            Unsupported(what="too_big", limit=20),
        ),
        (
            said("video", "", {"url": URL}),
            File(ref=URL, name="video.mp4", mime="video/mp4", message="b8de7d84fa1b"),
        ),
        (
            said("audio", "", {"url": "https://a.zdn.vn/x.aac?y=1"}),
            Voice(ref="https://a.zdn.vn/x.aac?y=1", mime="audio/aac"),
        ),
        (said("audio", "", {"url": "https://a.zdn.vn/x"}), Voice(ref="https://a.zdn.vn/x", mime="audio/mp4")),
        (said("sticker", "", {"id": "1", "url": URL}), Unsupported(what="sticker")),
        (said("gif", "", {"url": URL}), Unsupported(what="sticker")),
        (
            said("link", "xem", {"url": "https://x.vn", "title": "Tin"}),
            Text(text="xem\nTin\nhttps://x.vn", message="b8de7d84fa1b"),
        ),
        (
            said("business_card", "", {"url": "https://zalo.me", "description": '{"phone":"84912345678"}'}),
            Contact(phone="84912345678", own=False),
        ),
        (said("business_card", "", {"url": "https://zalo.me"}), Unsupported(what="other")),
        (said("something_new", "?"), Unsupported(what="other")),
        (
            event("user_submit_info", info={"name": "An", "phone": "84912345678"}),
            Contact(phone="84912345678", own=True),
        ),
        (
            event("user_submit_info", message={"text": '{"name":"An","phone":"84912345678"}'}),
            Contact(phone="84912345678", own=True),
        ),
    ],
)
def test_each_kind_of_message_becomes_its_event(given: dict[str, Any], wanted: object) -> None:
    assert body(given) == wanted


def test_several_pictures_of_one_message_are_one_album_and_have_ids_of_their_own() -> None:
    found = read(said("image", "hai tấm", {"url": URL}, {"url": f"{URL}?2"}), OA)

    assert [one.id for one in found] == ["b8de7d84fa1b", "b8de7d84fa1b:1"]
    photos = [one.body for one in found]
    assert all(isinstance(one, Photo) and one.album == "b8de7d84fa1b" for one in photos)
    assert [one.caption for one in photos if isinstance(one, Photo)] == ["hai tấm", ""]


def test_a_new_follower_is_greeted_and_known_by_kind_time_and_person() -> None:
    given = {
        "event_name": "follow",
        "oa_id": OA,
        "follower": {"id": "2468"},
        "user_id_by_app": "5521",
        "source": "oa_profile",
        "app_id": "3608",
        "timestamp": "1751100041636",
    }

    (found,) = read(given, OA)

    assert found.body == Command(name="start")
    assert found.id == "follow:1751100041636:2468"
    assert found.sender.user == "2468"


@pytest.mark.parametrize(
    "given",
    [
        {"event_name": "unfollow", "oa_id": OA, "follower": {"id": "2468"}, "timestamp": "1"},
        event("oa_send_text", sender={"id": OA}, recipient={"id": "8309"}, message={"msg_id": "1", "text": "của ta"}),
        event("oa_send_image", sender={"id": OA}, recipient={"id": "8309"}, message={"msg_id": "1"}),
        event("user_seen_message", message={"msg_ids": ["1"]}),
        event("user_received_message", message={"msg_id": "1"}),
        event("user_reacted_message", message={"msg_id": "1", "react_icon": "/-strong"}),
        event("anonymous_send_text", message={"msg_id": "1", "text": "ai đó"}),
        event("user_click_chatnow"),
        event("change_template_status"),
        event("user_submit_info", info={"name": "An"}),
        event("user_submit_info", message={"text": "không phải JSON"}),
        event("never_heard_of"),
        {},
    ],
)
def test_what_needs_no_answer_is_passed_over(given: dict[str, Any]) -> None:
    assert read(given, OA) == []


def test_what_is_for_another_account_of_the_same_app_is_passed_over() -> None:
    assert read(said("text", "chào"), "999") == []
    assert len(read(said("text", "chào"))) == 1


@pytest.mark.parametrize(
    "given",
    [
        5,
        None,
        [],
        event("user_send_text"),
        event("user_send_text", message={"text": "không có msg_id"}),
        event("user_send_text", message="chữ"),
        event("user_send_text", sender={}, message={"msg_id": "1", "text": "của ai?"}),
        said("location"),
        said("location", "", {"coordinates": {"latitude": "nan", "longitude": "1"}}),
        said("location", "", {"coordinates": {"latitude": "91", "longitude": "1"}}),
        said("location", "", {"coordinates": {"latitude": "x", "longitude": "1"}}),
        said("image", "", {"thumbnail": URL}),
        said("image", "", {"url": "file:///etc/passwd"}),
        said("image", "", {"url": 5}),
    ],
)
def test_what_is_broken_is_said_to_be(given: Any) -> None:
    with pytest.raises(MALFORMED):
        read(given, OA)


def test_the_same_event_has_the_same_id_whenever_it_comes() -> None:
    ids: set[str] = {one.id for _ in range(3) for one in read(said("text", "một"), OA)}

    assert ids == {"b8de7d84fa1b"}
    assert all(isinstance(one, Incoming) for one in read(said("text", "một"), OA))
