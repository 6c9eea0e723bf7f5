"""Inline keyboards: which buttons share a row, and what each carries."""

import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from bot.channels.telegram.settings import LIMITS
from handlers.talk.says import Label

DIGITS, SHORT, MIDDLE = 5, 3, 2
"""So many numbers stand in a row, so many short labels, so many of middle length; longer ones stand alone."""

SHORTEST, SHORTER = 9, 16
"""So many UTF-16 units at most make a label short, or of middle length."""


PRIVATELY = "group.knock"
"""The step of a button that opens the private chat with the bot, since nothing is answered in a group."""


def keyboard(labels: Sequence[Label], bot_name: str = "") -> dict[str, Any] | None:
    """Give the inline keyboard for these buttons, None for none.

    A button whose data would not fit is left out: it can still be answered by number or by its words. So is one that
    leads to the private chat, while the bot's name is not known.
    """
    buttons = [label for label in labels if label.text.strip() and fits(label)][: LIMITS.buttons]
    buttons = [label for label in buttons if bot_name or label.step != PRIVATELY]
    rows = [
        [{"text": short(label.text), **does(label, bot_name)} for label in row]
        for _, run in groupby(buttons, lambda label: neighbours(label.text))
        for row in even(list(run))
    ]
    return {"inline_keyboard": rows} if rows else None


def does(label: Label, bot_name: str) -> dict[str, str]:
    """Give what pressing the button does: it opens the private chat, or comes back to us."""
    if label.step == PRIVATELY:
        return {"url": f"https://t.me/{bot_name}?start={label.value}"}
    return {"callback_data": data(label)}


def data(label: Label) -> str:
    """Give what comes back when the button is pressed."""
    return f"{label.step}|{label.value}"


def fits(label: Label) -> bool:
    """Tell whether the button's data stays within Telegram's 64 bytes."""
    return len(data(label).encode("utf-8", "replace")) <= LIMITS.data


def neighbours(text: str) -> str:
    """Give the sort of label that this one may share a row with."""
    if text.isdecimal() and len(text) <= 2:
        return "digits"
    return "words" if wide(text) <= SHORTER else "alone"


def even(run: list[Label]) -> list[list[Label]]:
    """Cut a run of one sort into rows as equal as can be: four by three become two and two."""
    longest = max(wide(label.text) for label in run)
    many = SHORT if longest <= SHORTEST else MIDDLE if longest <= SHORTER else 1
    if neighbours(run[0].text) == "digits":
        many = DIGITS
    size = -(-len(run) // -(-len(run) // many))
    return [run[start : start + size] for start in range(0, len(run), size)]


def wide(text: str) -> int:
    """Give how much room a label takes, however its marks are written."""
    return units(unicodedata.normalize("NFC", text))


def short(text: str) -> str:
    """Give a label within the limit in UTF-8 bytes, its cut shown by an ellipsis."""
    raw = text.encode("utf-8", "replace")
    if len(raw) <= LIMITS.label:
        return raw.decode()
    return raw[: LIMITS.label - 3].decode("utf-8", "ignore").rstrip() + "…"


def units(text: str) -> int:
    """Give the length in UTF-16 units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "replace")) // 2
