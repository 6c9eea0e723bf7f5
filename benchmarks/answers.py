"""What Telegram answers, given at once: for the stubbed network and for the loopback server alike."""

import itertools
import json
from collections.abc import Mapping
from typing import Any

TOKEN = "123456789:AAE-benchmark_token"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Lắng Nghe", "username": "lang_nghe_bot"}
_NUMBERS = itertools.count(1000)


def answer(method: str, params: Mapping[str, Any]) -> bytes:
    """Give the body of a successful answer; that of `sendMessage` holds the message with its buttons."""
    match method:
        case "sendMessage":
            result: Any = _message(params)
        case "getMe":
            result = BOT
        case "getUpdates":
            result = []
        case _:
            result = True
    return json.dumps({"ok": True, "result": result}, ensure_ascii=False).encode()


def _message(params: Mapping[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {
        "message_id": next(_NUMBERS),
        "from": BOT,
        "chat": {"id": int(params["chat_id"]), "type": "private", "first_name": "An"},
        "date": 1_800_000_000,
        "text": params["text"],
    }
    markup = params.get("reply_markup")
    if markup:
        message["reply_markup"] = json.loads(markup) if isinstance(markup, str) else markup
    return message
