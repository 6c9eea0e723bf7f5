"""Zalo Bot Platform: `open` makes the channel."""

from bot.channels.zalo_bot.adapter import Handed, ZaloBot
from bot.channels.zalo_bot.read import read
from bot.channels.zalo_bot.settings import LIMITS, Settings
from bot.channels.zalo_bot.write import Call, write

__all__ = ["LIMITS", "Call", "Handed", "Settings", "ZaloBot", "open", "read", "write"]


def open(settings: Settings, handed: Handed) -> ZaloBot:
    """Give the channel; it connects when it listens or sends."""
    return ZaloBot(settings, handed)
