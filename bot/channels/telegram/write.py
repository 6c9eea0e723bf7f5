"""Our messages as calls of the Bot API: pure; texts split, buttons laid out, all within the limits."""

import re
from dataclasses import dataclass
from typing import Any

from bot.channels.channel import Refused
from bot.channels.telegram.group import addressed, inside
from bot.channels.telegram.keyboard import keyboard, units
from bot.channels.telegram.settings import LIMITS
from bot.channels.telegram.words import clean
from handlers.talk.says import Attachment, Message

CAPTION = 1024
NOTHING = "…"
"""Stands for an empty text, which Telegram refuses."""


@dataclass(frozen=True)
class Upload:
    """A kept file whose bytes are put in at sending: its hash and the name to show."""

    hash: str
    name: str


@dataclass(frozen=True)
class Call:
    """One call: a method of `telegram.Bot` and its arguments."""

    method: str
    params: dict[str, Any]


def write(user: str, message: Message, bot_name: str = "") -> list[Call]:
    """Give the calls that say a message, in order, buttons on the last. Refused if `user` is no chat id."""
    try:
        chat = addressed(user)
    except ValueError:
        raise Refused("not a Telegram chat id") from None
    text = clean(message.text).strip()
    markup = keyboard(message.buttons, bot_name)
    if message.file:
        return with_file(chat, message.file, text, markup)
    calls = say_all(chat, text, markup)
    if message.replaces and message.replaces.isdecimal():
        calls[0] = Call("edit_message_text", {**calls[0].params, "message_id": int(message.replaces)})
    return calls


def with_file(chat: dict[str, Any], file: Attachment, text: str, markup: dict[str, Any] | None) -> list[Call]:
    """Give the file with the text as its caption, or before the text when that is too long for one."""
    method, slot = shape(file.mime)
    params: dict[str, Any] = {**chat, slot: Upload(file.hash, named(file.name))}
    if units(text) <= CAPTION:
        return [Call(method, {**params, "caption": text or None, "reply_markup": markup})]
    return [Call(method, params), *say_all(chat, text, markup)]


def say_all(chat: dict[str, Any], text: str, markup: dict[str, Any] | None) -> list[Call]:
    """Give the calls for a text of any length; the buttons are on the last."""
    *head, last = split(text or NOTHING)
    return [*(say(chat, part) for part in head), say(chat, last, markup)]


def say(chat: dict[str, Any], text: str, markup: dict[str, Any] | None = None) -> Call:
    """Give the call for one text within the limit, as plain words and without a preview of links."""
    params = {**chat, "text": text, "reply_markup": markup}
    return Call("send_message", {**params, "link_preview_options": {"is_disabled": True}})


def shape(mime: str) -> tuple[str, str]:
    """Give the method and the argument for a media type."""
    if mime.startswith("image/"):
        return "send_photo", "photo"
    if mime == "audio/ogg":
        return "send_voice", "voice"
    return "send_document", "document"


def named(name: str) -> str:
    """Give a file's name without what a form's header cannot carry."""
    return re.sub(r'[\x00-\x1f\x7f"\\/]', "_", clean(name)) or "file"


def acknowledge(update: Any) -> list[Call]:
    """Give what Telegram itself is owed after an update was taken: a tap's end, and good-bye to a channel."""
    match update:
        case {"callback_query": {"id": str(query)}}:
            return [Call("answer_callback_query", {"callback_query_id": query})]
        case {"my_chat_member": {"chat": {"type": "channel"} as chat} as member} if inside(member["new_chat_member"]):
            return [leave(chat["id"])]
    return []


def leave(chat: int) -> Call:
    """Give the call that takes the bot out of a group."""
    return Call("leave_chat", {"chat_id": chat})


def split(text: str, limit: int = LIMITS.text) -> list[str]:
    """Cut a text into parts of at most `limit` UTF-16 units, at the end of a line or else of a word."""
    parts: list[str] = []
    while units(text) > limit:
        fit = longest(text, limit)
        ends = (text.rfind(end, limit // 4, fit + 1) for end in ("\n", " "))
        cut = next((end for end in ends if end > 0), fit)
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text]


def longest(text: str, limit: int) -> int:
    """Give how many characters from the start fit into so many UTF-16 units."""
    return len(text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore"))
