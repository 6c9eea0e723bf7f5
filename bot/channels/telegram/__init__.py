"""Telegram: `open` makes the channel, and only it imports python-telegram-bot."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.channels.telegram.read import read
from bot.channels.telegram.settings import LIMITS, Settings
from bot.channels.telegram.write import Call, write

if TYPE_CHECKING:
    from bot.channels.telegram.adapter import Commands, Telegram

__all__ = ["LIMITS", "Call", "Settings", "open", "read", "write"]


def open(settings: Settings, open_file: Callable[[str], bytes], commands: "Commands") -> "Telegram":
    """Give the channel; it connects when it listens or sends."""
    from bot.channels.telegram.adapter import Telegram

    return Telegram(settings, open_file, commands)
