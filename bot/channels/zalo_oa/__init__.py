"""A Zalo Official Account: `ZaloOa` is the channel, `read` and `write` are its pure halves."""

from bot.channels.zalo_oa.adapter import ZaloOa
from bot.channels.zalo_oa.read import read
from bot.channels.zalo_oa.settings import LIMITS, Pair, Settings, Shelf
from bot.channels.zalo_oa.write import Call, write

__all__ = ["LIMITS", "Call", "Pair", "Settings", "Shelf", "ZaloOa", "read", "write"]
