"""What Telegram delivers, as our events: pure, straight from the JSON, one update at a time."""

import re
from typing import Any

from bot.channels.telegram import group
from bot.channels.telegram.settings import DOWNLOAD
from bot.channels.telegram.words import clean, command
from handlers.talk.events import (
    Address,
    Arriving,
    Command,
    Contact,
    Edited,
    File,
    Incoming,
    InGroup,
    Photo,
    Place,
    Tap,
    Text,
    Unsupported,
    Voice,
)

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
"""The kinds of update that Telegram is asked for."""

MALFORMED = (ValueError, TypeError, LookupError, AttributeError)
"""What `read` raises on an update that is not as documented."""

DATA = re.compile(r"([A-Za-z0-9_.:/-]{1,62})\|(.*)", re.DOTALL)
FILES = ("animation", "document", "video", "audio", "video_note")
USUAL = {"animation": "video/mp4", "video": "video/mp4", "video_note": "video/mp4", "audio": "audio/mpeg"}
ANYTHING = "application/octet-stream"
SERVICE = {
    "pinned_message",
    "message_auto_delete_timer_changed",
    "write_access_allowed",
    "connected_website",
    "users_shared",
    "chat_shared",
    "chat_background_set",
    "boost_added",
    "gift",
    "unique_gift",
    "web_app_data",
    "passport_data",
    "successful_payment",
    "refunded_payment",
}
"""What a client tells of its own doing; nobody expects an answer to it."""


def read(update: Any, bot_id: int, bot_name: str = "") -> Incoming | None:
    """Give the event in an update, or None where there is nothing to answer; MALFORMED if it is broken.

    Of a group only commands to this bot are heard, pressed buttons, and who comes or goes; never anybody's words.
    """
    if not isinstance(update, dict):
        raise TypeError("an update is an object")
    spot: str | None = None
    body: Arriving | None
    match update:
        case {"message": message}:
            chat, person = message["chat"], message.get("from")
            body = content(message) if private(chat) else group.said(message, bot_id, bot_name)
            if isinstance(body, InGroup) and body.what in group.IN_A_TOPIC:
                spot = group.place(chat, message)
        case {"edited_message": message}:
            chat, person = message["chat"], message.get("from")
            body = amended(message) if private(chat) else None
        case {"callback_query": {"message": {"chat": chat}, "from": person} as query}:
            by = str(int(person["id"]))
            body = tapped(query.get("data", "")) if private(chat) else InGroup(what="spoke", by=by)
            spot = group.place(chat, query["message"])
        case {"my_chat_member": member}:
            chat, person = member["chat"], member["from"]
            body = group.own_place(member)
        case {"chat_member": member}:
            chat, person = member["chat"], member["from"]
            body = group.other_place(member)
        case _:
            return None
    if body is None:
        return None
    return Incoming(
        id=f"{bot_id}:{int(update['update_id'])}",
        sender=Address(channel="telegram", user=spot or group.place(chat)),
        body=body,
        hint=None if isinstance(body, InGroup) else person.get("language_code"),
    )


def content(message: dict[str, Any]) -> Arriving | None:
    """Give what a message holds; venue and animation stand before the simpler kinds that they repeat."""
    id = str(int(message["message_id"]))
    album = message.get("media_group_id")
    caption = clean(message.get("caption", ""))
    match message:
        case {"text": text}:
            return words(clean(text), id)
        case {"photo": sizes}:
            best = max(sizes, key=lambda size: size["width"] * size["height"])
            return fits(best) or Photo(ref=best["file_id"], size=length(best), album=album, caption=caption, message=id)
        case {"voice": voice}:
            mime = voice.get("mime_type") or "audio/ogg"
            return fits(voice) or Voice(ref=voice["file_id"], seconds=voice["duration"], size=length(voice), mime=mime)
        case {"venue": {"location": point}} | {"location": point}:
            return place(point)
        case {"contact": contact}:
            own = contact.get("user_id") == message["from"]["id"]
            return Contact(phone=clean(contact["phone_number"]), own=own)
        case {"sticker": _}:
            return Unsupported(what="sticker")
    for kind in FILES:
        if kind in message:
            kept = message[kind]
            mime = kept.get("mime_type") or USUAL.get(kind, ANYTHING)
            name = clean(kept.get("file_name") or f"{kind}.{mime.rpartition('/')[2]}")
            return fits(kept) or File(
                ref=kept["file_id"],
                name=name,
                mime=mime,
                size=length(kept),
                album=album,
                caption=caption,
                message=id,
            )
    return None if SERVICE & message.keys() else Unsupported(what="other")


def words(text: str, message: str) -> Text | Command:
    """Give a command, whether known or not, or else the words."""
    return command(text) or Text(text=text, message=message)


def amended(message: dict[str, Any]) -> Edited | None:
    """Give the new words of a message; a live location that moved has none."""
    text = clean(message.get("text") or message.get("caption") or "")
    return Edited(of=str(int(message["message_id"])), text=text) if text else None


def tapped(data: str) -> Tap:
    """Give the button behind callback data; what we never wrote becomes the step `unknown`."""
    found = DATA.fullmatch(clean(data))
    return Tap(step=found[1], value=found[2][:64]) if found else Tap(step="unknown", value=clean(data)[:64])


def place(point: dict[str, Any]) -> Place:
    """Give a point on the map; ValueError when it is nowhere on earth."""
    spot = Place(latitude=point["latitude"], longitude=point["longitude"])
    if not (-90 <= spot.latitude <= 90 and -180 <= spot.longitude <= 180):
        raise ValueError("a point outside the map")
    return spot


def fits(kept: dict[str, Any]) -> Unsupported | None:
    """Give the refusal of a file that Telegram would not let a bot fetch."""
    return Unsupported(what="too_big", limit=DOWNLOAD >> 20) if length(kept) > DOWNLOAD else None


def length(kept: dict[str, Any]) -> int:
    """Give a file's size in bytes, 0 where Telegram does not say."""
    return int(kept.get("file_size") or 0)


def private(chat: dict[str, Any]) -> bool:
    """Tell whether a chat is between one person and the bot."""
    return bool(chat["type"] == "private")
