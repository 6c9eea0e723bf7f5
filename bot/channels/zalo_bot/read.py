"""What the Zalo Bot Platform delivers, as our events: pure, straight from the JSON, one event at a time."""

import re
import unicodedata
from typing import Any

from handlers.talk.events import Address, Arriving, Command, Incoming, Photo, Text, Unsupported, Voice

MALFORMED = (ValueError, TypeError, LookupError, AttributeError)
"""What `read` raises on an event that is not as documented."""

KIND = re.compile(r"message\.(\w+)\.received")
COMMAND = re.compile(r"/(\w{1,32})(?:\s+(.*))?", re.DOTALL)
AAC = "audio/aac"
"""A voice message is raw ADTS AAC, 16 kHz, mono."""


def unwrapped(raw: Any) -> Any:
    """Give the event in what was posted or polled: documented as `{"ok":true,"result":{…}}`, seen live without."""
    return raw["result"] if isinstance(raw, dict) and "event_name" not in raw and "result" in raw else raw


def read(event: Any, bot_id: str) -> Incoming | None:
    """Give what a person said, or None where there is nothing to answer; MALFORMED if it is broken.

    Groups are not heard: an answer there would be read by all, and would be paid from the month's few messages.
    """
    if not isinstance(event, dict):
        raise TypeError("an event is an object")
    kind = KIND.fullmatch(str(event["event_name"]))
    if kind is None:
        return None
    message = event["message"]
    chat, person = message["chat"], message.get("from") or {}
    if chat.get("chat_type", "PRIVATE") != "PRIVATE" or person.get("is_bot") is True:
        return None
    body = content(kind[1], message)
    if body is None:
        return None
    return Incoming(
        id=f"{bot_id}:{named(message['message_id'])}",
        sender=Address(channel="zalo_bot", user=named(chat["id"])),
        body=body,
    )


def content(kind: str, message: dict[str, Any]) -> Arriving | None:
    """Give what a message holds; `photo_url` was seen live where the documents say `photo`."""
    id = named(message["message_id"])
    match kind:
        case "text":
            return words(clean(message["text"]), id)
        case "image":
            ref = link(message.get("photo_url")) or link(message.get("photo"))
            caption = clean(message.get("caption") or message.get("text") or "")
            return Photo(ref=ref, caption=caption, message=id) if ref else Unsupported(what="unseen")
        case "voice":
            ref = link(message.get("voice_url")) or link(message.get("voice"))
            return Voice(ref=ref, mime=AAC) if ref else Unsupported(what="unseen")
        case "sticker":
            return Unsupported(what="sticker")
        case _:  # a place, a file, a link, a video, or anything of a protected user: Zalo keeps back what it was
            return Unsupported(what="unseen")


def words(text: str, message: str) -> Text | Command | None:
    """Give a command, or else the words; None for nothing at all."""
    found = COMMAND.fullmatch(unicodedata.normalize("NFC", text).strip()) if text.startswith("/") else None
    if found:
        return Command(name=found[1].lower(), argument=(found[2] or "").strip())
    return Text(text=text, message=message) if text.strip() else None


def named(id: Any) -> str:
    """Give an id as text; ValueError for what can be none."""
    if not isinstance(id, str | int) or isinstance(id, bool) or not 0 < len(str(id)) <= 200:
        raise ValueError("not an id")
    return str(id)


def link(url: Any) -> str:
    """Give an address from which something can be fetched, "" if this is none."""
    return url if isinstance(url, str) and url.startswith(("https://", "http://")) and len(url) <= 2000 else ""


def clean(text: str) -> str:
    """Mend what no text may hold: halves of a surrogate pair become U+FFFD, NUL goes."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "")
