"""What Zalo's webhook delivers, as our events: pure, one call at a time; nothing in it is taken on trust."""

import json
import mimetypes
import re
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.channels.zalo_oa.settings import DOWNLOAD
from handlers.talk.events import (
    Address,
    Arriving,
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

CHANNEL = "zalo_oa"
MARK = "#ln:"
"""Begins the payload of our buttons, which comes back as if it were typed."""
MALFORMED = (ValueError, TypeError, LookupError, AttributeError)
"""What `read` raises on an event that is not as documented."""
SAID = "user_send_"
ANYTHING = "application/octet-stream"

_COMMAND = re.compile(r"/(\w{1,32})(?:\s+(.*))?", re.DOTALL)
_PAYLOAD = re.compile(rf"{MARK}([A-Za-z0-9_.:/-]{{1,62}})\|(.*)", re.DOTALL)
_PHONE = re.compile(r"\+?[0-9][0-9 .-]{6,18}[0-9]")


def read(event: Any, oa_id: str = "") -> list[Incoming]:
    """Give the events in a call, none where there is nothing to answer; MALFORMED if it is broken.

    Several attachments of one message are the parts of one album. What concerns another account of the same app, our
    own messages that Zalo echoes, and kinds that we do not know are passed over.
    """
    if not isinstance(event, dict):
        raise TypeError("an event is an object")
    name = str(event.get("event_name", ""))
    if oa_id and account(event) not in ("", oa_id):
        return []
    bodies = contents(name, event)
    if not bodies:
        return []
    user, id = person(event), key(event)
    if not user:
        raise ValueError("an event of nobody")
    sender = Address(channel=CHANNEL, user=user)
    return [Incoming(id=f"{id}:{at}" if at else id, sender=sender, body=body) for at, body in enumerate(bodies)]


def person(event: Mapping[str, Any]) -> str:
    """Give the id of the user whom an event is about, "" if there is none."""
    for side in ("sender", "follower"):
        if isinstance(event.get(side), dict):
            return str(event[side].get("id") or "")
    return ""


def account(event: Mapping[str, Any]) -> str:
    """Give the id of the Official Account that a person's event is for, "" where it is not said."""
    there = event.get("recipient")
    return str(event.get("oa_id") or (there.get("id") if isinstance(there, dict) else "") or "")


def key(event: Mapping[str, Any]) -> str:
    """Give what is the same whenever Zalo delivers this event again: its msg_id, else kind, time and person."""
    message = event.get("message")
    id = message.get("msg_id") if isinstance(message, dict) else None
    if isinstance(id, str) and id:
        return id
    return f"{event.get('event_name')}:{event.get('timestamp')}:{person(event)}"


def contents(name: str, event: Mapping[str, Any]) -> list[Arriving]:
    """Give what an event holds; a new follower is greeted as one who types /start."""
    if name == "follow":
        return [Command(name="start")]
    if name == "user_submit_info":
        phone = submitted(event)
        return [Contact(phone=phone, own=True)] if phone else []
    if not name.startswith(SAID):
        return []
    message = event["message"]
    text, id = clean(message.get("text") or ""), str(message["msg_id"])
    parts = [one for one in message.get("attachments") or [] if isinstance(one, dict)]
    match name.removeprefix(SAID):
        case "text":
            return [words(text, id)]
        case "image":
            return photos(parts, text, id)
        case "location":
            return [place(parts[0]["payload"]["coordinates"])]
        case "file" | "video" as kind:
            return [kept(part["payload"], kind, text, id) for part in parts]
        case "audio":
            return [spoken(part["payload"]) for part in parts]
        case "link":
            return [link(parts, text, id)]
        case "business_card":
            return [card(parts)]
        case "sticker" | "gif":
            return [Unsupported(what="sticker")]
    return [Unsupported(what="other")]


def words(text: str, id: str) -> Text | Command | Tap:
    """Give a pressed button, by its payload; a command, as it is typed by hand; or else the words."""
    if text.startswith(MARK):
        found = _PAYLOAD.fullmatch(text)
        return Tap(step=found[1], value=found[2][:64]) if found else Tap(step="unknown", value=text[:64])
    typed = _COMMAND.fullmatch(unicodedata.normalize("NFC", text).strip()) if text.startswith("/") else None
    if typed:
        return Command(name=typed[1].lower(), argument=(typed[2] or "").strip())
    return Text(text=text, message=id)


def photos(parts: list[dict[str, Any]], text: str, id: str) -> list[Arriving]:
    """Give the pictures of a message; the words are the caption of the first."""
    album = id if len(parts) > 1 else None
    return [
        Photo(ref=address(part["payload"]), album=album, caption="" if at else text, message=id)
        for at, part in enumerate(parts)
    ]


def kept(payload: Mapping[str, Any], kind: str, text: str, id: str) -> File | Unsupported:
    """Give a document or a video; its size comes as a string."""
    url, size = address(payload), whole(payload.get("size"))
    if size > DOWNLOAD:
        return Unsupported(what="too_big", limit=DOWNLOAD >> 20)
    name = clean(str(payload.get("name") or "")) or f"{kind}{'.mp4' if kind == 'video' else ''}"
    mime = mimetypes.guess_type(name, strict=False)[0] or ("video/mp4" if kind == "video" else ANYTHING)
    return File(ref=url, name=name, mime=mime, size=size, caption=text, message=id)


def spoken(payload: Mapping[str, Any]) -> Voice:
    """Give a spoken message; what kind of sound it is, only its address tells."""
    url = address(payload)
    mime = mimetypes.guess_type(urlsplit(url).path, strict=False)[0] or ""
    return Voice(ref=url, size=whole(payload.get("size")), mime=mime if mime.startswith("audio/") else "audio/mp4")


def link(parts: list[dict[str, Any]], text: str, id: str) -> Arriving:
    """Give a link as words; a visiting card comes as a link whose description holds a telephone number."""
    payload = parts[0]["payload"] if parts else {}
    if phone := number(payload.get("description")):
        return Contact(phone=phone, own=False)
    shown = [text, clean(str(payload.get("title") or "")), clean(str(payload.get("url") or ""))]
    return Text(text="\n".join(dict.fromkeys(filter(None, shown))), message=id)


def card(parts: list[dict[str, Any]]) -> Arriving:
    """Give the number on a visiting card: somebody's, never vouched for."""
    payload = parts[0]["payload"] if parts else {}
    phone = number(payload.get("phone")) or number(payload.get("description"))
    return Contact(phone=phone, own=False) if phone else Unsupported(what="other")


def submitted(event: Mapping[str, Any]) -> str:
    """Give the number that a person has shared by Zalo's form, in either shape: `info`, or JSON inside the text."""
    info = event.get("info")
    if not isinstance(info, dict):
        message = event.get("message")
        try:
            info = json.loads(message["text"]) if isinstance(message, dict) else {}
        except MALFORMED:
            info = {}
    return number(info.get("phone")) if isinstance(info, dict) else ""


def number(value: Any) -> str:
    """Give a telephone number, also from JSON that holds one; "" for anything else."""
    text = str(value or "").strip()
    if text.startswith("{"):
        try:
            text = str(json.loads(text).get("phone") or "")
        except MALFORMED:
            return ""
    return text if _PHONE.fullmatch(text) else ""


def place(coordinates: Mapping[str, Any]) -> Place:
    """Give a point on the map, whose degrees come as strings; ValueError when it is nowhere on earth."""
    spot = Place(latitude=float(coordinates["latitude"]), longitude=float(coordinates["longitude"]))
    if not (-90 <= spot.latitude <= 90 and -180 <= spot.longitude <= 180):
        raise ValueError("a point outside the map")
    return spot


def address(payload: Mapping[str, Any]) -> str:
    """Give where a file can be fetched; ValueError if that is no address."""
    url = payload["url"]
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        raise ValueError("a file without an address")
    return url


def whole(value: Any) -> int:
    """Give a size in bytes, 0 where Zalo does not say."""
    return int(value) if str(value or "").isdecimal() else 0


def clean(text: str) -> str:
    """Mend what no text may hold: halves of a surrogate pair become U+FFFD, NUL goes."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "")
