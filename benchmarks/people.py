"""What people send: raw updates as Telegram would deliver them."""

import itertools
import json
from typing import Any

_NUMBERS = itertools.count(1)


def delay(chat: int) -> str:
    """Give a story that leaves nothing open when unit and counter are known; no two people tell the same."""
    return f"nộp hồ sơ tách thửa, giấy hẹn {chat}/HG, hôm qua ra hỏi lần thứ {chat % 7 + 2} vẫn chưa thấy trả kết quả"


def facility(chat: int) -> str:
    """Give a story after which everything else is asked."""
    return f"phòng chờ có mỗi {chat % 9 + 2} cái ghế, quạt hỏng cả tháng nay, số thứ tự của tôi là {chat}"


def typed(chat: int, text: str) -> bytes:
    """Give the update of a typed message."""
    number = next(_NUMBERS)
    message: dict[str, Any] = {
        "message_id": number,
        "from": _person(chat),
        "chat": {"id": chat, "type": "private", "first_name": "An"},
        "date": 1_800_000_000,
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    return _raw(number, "message", message)


def tapped(chat: int, data: str) -> bytes:
    """Give the update of a pressed button."""
    number = next(_NUMBERS)
    message = {
        "message_id": number,
        "from": {"id": 123456789, "is_bot": True, "first_name": "Lắng Nghe"},
        "chat": {"id": chat, "type": "private", "first_name": "An"},
        "date": 1_800_000_000,
        "text": "…",
    }
    query = {"id": str(number), "from": _person(chat), "chat_instance": "1", "message": message, "data": data}
    return _raw(number, "callback_query", query)


def _person(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "An", "language_code": "vi"}


def _raw(number: int, kind: str, content: dict[str, Any]) -> bytes:
    return json.dumps({"update_id": number, kind: content}, ensure_ascii=False).encode()


def report(chat: int, unit: str) -> list[bytes]:
    """Give a whole report from the poster at counter 3: consent, story, a look at it, sent. Four steps."""
    return [
        typed(chat, f"/start u-{unit}-3"),
        tapped(chat, "consent|yes"),
        typed(chat, delay(chat)),
        tapped(chat, "report.confirm|send"),
    ]


def long_report(chat: int, unit: str) -> list[bytes]:
    """Give a report with every question asked, one answer changed on the way, and sent. Ten steps."""
    return [
        typed(chat, f"/start u-{unit}"),
        tapped(chat, "consent|yes"),
        typed(chat, facility(chat)),
        tapped(chat, "report.category|facility"),
        tapped(chat, "report.when|today"),
        tapped(chat, "report.skip|"),
        tapped(chat, "report.confirm|edit"),
        tapped(chat, "report.edit|when"),
        typed(chat, "hôm qua"),
        tapped(chat, "report.confirm|send"),
    ]


def chatter(chat: int) -> list[bytes]:
    """Give five messages to an echo bot."""
    return [typed(chat, delay(chat)) for _ in range(5)]


def answers(chat: int) -> list[bytes]:
    """Give the five steps of a form: begin, what, where, when, which counter."""
    return [typed(chat, text) for text in ("/report", delay(chat), "Phường Bắc Giang", "hôm qua", "3")]
