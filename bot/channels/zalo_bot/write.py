"""Our messages as calls of the Zalo Bot API: pure; plain texts, split, and pictures by their public address."""

import re
import unicodedata
from dataclasses import dataclass

from bot.channels.channel import Refused
from bot.channels.zalo_bot.read import clean
from bot.channels.zalo_bot.settings import LIMITS
from handlers.talk.says import Message

NOTHING = "…"
"""Stands for an empty text, which Zalo refuses."""
USER = re.compile(r"[!-~]{1,200}")
"""Twenty hex digits have been seen; nothing says that it stays so."""


@dataclass(frozen=True)
class Call:
    """One call: a method of the Bot API and its arguments."""

    method: str
    params: dict[str, str]


def write(user: str, message: Message, link: str = "", note: str = "") -> list[Call]:
    """Give the calls that say a message, in order. Refused if `user` is no id of a chat.

    `link` is the public address of the message's file, "" where it has none; then `note` says where the file waits.
    """
    if USER.fullmatch(user) is None:
        raise Refused("not a chat of the Zalo Bot Platform")
    text = mended(message.text)
    if message.file is None:
        return say(user, text)
    if not link:
        return say(user, f"{text}\n{note}")
    if not message.file.mime.startswith("image/"):
        return say(user, f"{text}\n{link}")
    if units(text) > LIMITS.text:
        return [Call("sendPhoto", {"chat_id": user, "photo": link}), *say(user, text)]
    return [Call("sendPhoto", {"chat_id": user, "photo": link, **({"caption": text} if text else {})})]


def say(user: str, text: str) -> list[Call]:
    """Give the calls for a text of any length, as plain words."""
    return [Call("sendMessage", {"chat_id": user, "text": part}) for part in split(text.strip() or NOTHING)]


def in_words(picture: Call) -> list[Call]:
    """Give the calls that say a picture's address, for when Zalo will not fetch it."""
    caption = picture.params.get("caption", "")
    return say(picture.params["chat_id"], f"{caption}\n{picture.params['photo']}")


def mended(text: str) -> str:
    """Give a text as it is sent: whole letters, NFC, so that the limit counts what Zalo counts."""
    return unicodedata.normalize("NFC", clean(text)).strip()


def split(text: str, limit: int = LIMITS.text) -> list[str]:
    """Cut a text into parts of at most `limit` UTF-16 units, at the end of a line or else of a word."""
    parts: list[str] = []
    while units(text) > limit:
        fit = len(text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore"))
        ends = (text.rfind(end, limit // 4, fit + 1) for end in ("\n", " "))
        cut = next((end for end in ends if end > 0), fit)
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text]


def units(text: str) -> int:
    """Count the UTF-16 units of a text."""
    return len(text.encode("utf-16-le")) // 2
