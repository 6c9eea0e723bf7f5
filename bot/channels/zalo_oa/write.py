"""Our messages as bodies of Zalo's message call: pure; texts split, five buttons at most, all within the limits."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.channels.zalo_oa.read import MARK, clean
from bot.channels.zalo_oa.settings import LIMITS
from handlers.talk.says import Attachment, Label, Message

NOTHING = "…"
"""Stands for an empty text, which Zalo refuses."""
FILES: Mapping[str, str] = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/csv": "csv",
}
"""The media types that Zalo lets an account send as files, with the endings that it goes by."""


@dataclass(frozen=True)
class Upload:
    """A kept file whose bytes go up before the message that shows it: its hash, the name to show, and as what."""

    hash: str
    name: str
    kind: Literal["image", "file"]


@dataclass(frozen=True)
class Call:
    """One message: its `message` part, and the file that has to be uploaded for it."""

    message: Mapping[str, Any]
    upload: Upload | None = None

    def shown(self, id: str) -> Mapping[str, Any]:
        """Give the message part with the file under the id that its upload got."""
        if self.upload is None:
            return self.message
        if self.upload.kind == "file":
            return {**self.message, "attachment": {"type": "file", "payload": {"token": id}}}
        media = {"template_type": "media", "elements": [{"media_type": "image", "attachment_id": id}]}
        return {**self.message, "attachment": {"type": "template", "payload": media}}


def write(message: Message, template_type: str = "", left: str = "") -> list[Call]:
    """Give the calls that say a message, in order, buttons on the last.

    `left` are the words that stand for the message's file if Zalo does not let an account send such a file.
    """
    text = nfc(message.text).strip()
    if message.file is None:
        return say_all(text, message.buttons, template_type)
    upload = shape(message.file)
    if upload is None:
        note = nfc(left or message.file.name)
        return [*say_all(note, (), ""), *(say_all(text, message.buttons, template_type) if text else [])]
    if upload.kind == "image" and text and not message.buttons and len(text) <= LIMITS.text:
        return [Call({"text": text}, upload)]
    return [Call({}, upload), *(say_all(text, message.buttons, template_type) if text or message.buttons else [])]


def shape(file: Attachment) -> Upload | None:
    """Give as what a file goes up; None for a kind that Zalo does not let an account send."""
    if file.mime.startswith("image/"):
        return Upload(file.hash, file.name, "image")
    ending = FILES.get(file.mime.partition(";")[0].strip().lower())
    if ending is None:
        return None
    name = clean(file.name) or "file"
    return Upload(file.hash, name if name.lower().endswith(f".{ending}") else f"{name}.{ending}", "file")


def say_all(text: str, buttons: tuple[Label, ...], template_type: str) -> list[Call]:
    """Give the calls for a text of any length; the buttons are on the last."""
    *head, last = split(text or NOTHING)
    end: dict[str, Any] = {"text": last}
    if buttons:
        payload: dict[str, Any] = {"buttons": [button(one) for one in buttons[: LIMITS.buttons]]}
        if template_type:
            payload = {"template_type": template_type, **payload}
        end["attachment"] = {"type": "template", "payload": payload}
    return [*(Call({"text": part}) for part in head), Call(end)]


def button(label: Label) -> dict[str, str]:
    """Give one button; its payload comes back unseen, as if the person had typed it."""
    title = nfc(label.text).strip()[: LIMITS.label] or NOTHING
    return {"title": title, "type": "oa.query.hide", "payload": f"{MARK}{label.step}|{label.value}"[: LIMITS.data]}


def split(text: str, limit: int = LIMITS.text) -> list[str]:
    """Cut a text into parts of at most `limit` characters, at the end of a line or else of a word."""
    parts: list[str] = []
    while len(text) > limit:
        ends = (text.rfind(end, limit // 4, limit + 1) for end in ("\n", " "))
        cut = next((end for end in ends if end > 0), limit)
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text]


def nfc(text: str) -> str:
    """Give a text as Zalo counts it: composed, and without what no text may hold."""
    return unicodedata.normalize("NFC", clean(text))
