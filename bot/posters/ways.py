"""The ways from a poster into a chat: which channels are configured, and what their QR codes say."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.config import Config
from bot.http import Http, NoAnswer, TooLarge

Channel = Literal["zalo_oa", "web", "telegram", "zalo_bot"]
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_PATIENCE = 10.0
_MOST = 100_000
"""Bytes of an answer about the bot's name that are read."""


@dataclass(frozen=True)
class Way:
    """A channel with its address for this poster; `carries` says whether unit and counter are part of it."""

    channel: Channel
    url: str
    carries: bool


@dataclass(frozen=True)
class Doors:
    """The public addresses of the channels, "" for those that are not there; `trial`: `web` is this machine only."""

    zalo_oa: str = ""
    web: str = ""
    telegram: str = ""
    zalo_bot: str = ""
    trial: bool = False


def short_code(unit: str, counter: int | None) -> str:
    """Give what is typed instead of scanning: `07339-3`, or the unit's code alone."""
    return f"{unit}-{counter}" if counter else unit


def ways(doors: Doors, code: str) -> tuple[Way, ...]:
    """Give the ways in for a poster's short code, the one that most people have first.

    A chat link of Zalo has no documented parameter, so its code has to be typed (`u-` is what /start and /u/ take).
    """
    found = (
        Way("zalo_oa", doors.zalo_oa, carries=False),
        Way("web", doors.web and f"{doors.web}/u/{code}", carries=True),
        Way("telegram", doors.telegram and f"{doors.telegram}?start=u-{code}", carries=True),
        Way("zalo_bot", doors.zalo_bot, carries=False),
    )
    return tuple(way for way in found if way.url)


async def doors(config: Config, warn: Callable[[str], None]) -> Doors:
    """Give the public addresses of all that is configured; what has to be left out is said in words, by `warn`.

    With nothing configured it is the web chat at the address of this machine, for trials.
    """
    zalo_oa = zalo_oa_door(config.zalo_oa.app_id, config.zalo_oa.oa_id, warn)
    zalo_bot = zalo_bot_door(config.zalo_bot.token, config.poster.zalo_bot_link, warn)
    telegram = await _telegram(config, warn) if config.telegram.token else ""
    web = config.web.public_url
    if web or zalo_oa or zalo_bot or telegram:
        if not web:
            warn("The web chat is left out: write the https address of this server into [web] public_url.")
        return Doors(zalo_oa=zalo_oa, web=web, telegram=telegram, zalo_bot=zalo_bot)
    here = f"http://{config.web.host}:{config.web.port}"
    warn(
        f"No channel has a public address yet, so this is a trial: its QR code leads to {here}, "
        "which only this machine reaches. Write the https address of this server into [web] public_url."
    )
    return Doors(web=here, trial=True)


def zalo_oa_door(app_id: str, oa_id: str, warn: Callable[[str], None]) -> str:
    """Give the address of the Official Account, or "" where there is none or its number is not known."""
    if app_id and not oa_id:
        warn("Zalo is left out: write the number of the Official Account into [zalo_oa] oa_id.")
    return f"https://zalo.me/{oa_id}" if app_id and oa_id else ""


def zalo_bot_door(token: str, link: str, warn: Callable[[str], None]) -> str:
    """Give the address of the bot, or "" where there is none or nobody has tried its link."""
    if token and not link:
        warn("Zalo Bot is left out: write the link that Zalo shows under the bot's Share into [poster] zalo_bot_link.")
    return link if token else ""


async def _telegram(config: Config, warn: Callable[[str], None]) -> str:
    name = config.poster.telegram_bot or await _name_of_bot(config)
    if not name:
        warn(
            "Telegram is left out: it does not say the bot's name, or cannot be reached. "
            "Write the name into [poster] telegram_bot."
        )
    return f"https://t.me/{name}" if name else ""


async def _name_of_bot(config: Config) -> str:
    """Ask Telegram for the bot's name (getMe); "" where no answer comes. The token is in the address: never shown."""
    http = Http(_PATIENCE)
    try:
        url = f"{config.telegram.api_base}/bot{config.telegram.token}/getMe"
        _, raw = await http.ask("GET", url, cap=_MOST)
        name = json.loads(raw)["result"]["username"]
    except (NoAnswer, TooLarge, ValueError, KeyError, TypeError):
        return ""
    finally:
        await http.close()
    return name if isinstance(name, str) and _NAME.fullmatch(name) else ""
