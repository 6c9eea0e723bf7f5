"""Of Telegram's answers only what is needed is read."""

import json
from typing import Any

from bot.channels.telegram.request import Request


def parsed(result: Any) -> Any:
    return Request.parse_json_payload(json.dumps({"ok": True, "result": result}).encode())["result"]


def test_of_a_message_that_we_sent_only_what_names_it_is_left() -> None:
    named = {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private"}}

    assert parsed({**named, "text": "Nhờ anh/chị", "reply_markup": {"inline_keyboard": []}}) == named


def test_other_answers_are_left_whole() -> None:
    assert parsed([{"update_id": 1, "message": {"message_id": 7, "text": "a"}}])[0]["message"]["text"] == "a"
    assert parsed({"file_id": "f", "file_path": "photos/1.jpg"})["file_path"] == "photos/1.jpg"
    assert parsed(True) is True
