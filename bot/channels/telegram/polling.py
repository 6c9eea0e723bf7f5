"""The polling loop: updates fetched raw, handed over, and only then confirmed by moving the offset."""

import json
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlencode

import structlog
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.channels.telegram.read import ALLOWED
from bot.channels.telegram.request import Flooded

UNKNOWN_TOKEN = 60.0
TWO_POLLERS = 30.0
LONGEST = 60.0
GRACE = 10.0
Gift = TypeVar("Gift")
Pause = Callable[[float], Awaitable[None]]
log = structlog.get_logger(__name__)


async def poll(
    request: BaseRequest,
    api: str,
    take: Callable[[Sequence[Any]], Awaitable[None]],
    pause: Pause,
    *,
    seconds: int,
) -> None:
    """Fetch updates until cancelled, waiting `seconds` for one; what `take` does not take comes again."""
    offset = failures = 0
    while True:
        updates = await insist(partial(fetch, request, api, offset, seconds), pause)
        try:
            await take(updates)
        except Exception as error:
            failures += 1
            log.error("updates were not taken and come again", count=len(updates), error=type(error).__name__)
            await pause(backoff(failures))
            continue
        failures = 0
        offset = max([offset, *(number(update) + 1 for update in updates)])


async def fetch(request: BaseRequest, api: str, offset: int, seconds: int) -> list[Any]:
    """Give the waiting updates as they came; TelegramError if there is no such answer."""
    wanted = {"offset": offset, "timeout": seconds, "limit": 100, "allowed_updates": json.dumps(ALLOWED)}
    updates = await request.post(f"{api}/getUpdates?{urlencode(wanted)}", read_timeout=seconds + GRACE)
    if not isinstance(updates, list) or (updates and all(number(update) < offset for update in updates)):
        raise TelegramError("the answer holds no updates")
    return updates


async def insist(ask: Callable[[], Awaitable[Gift]], pause: Pause) -> Gift:
    """Ask until there is an answer, ever more slowly, telling the operator why it takes so long."""
    failures = 0
    while True:
        try:
            answer = await ask()
        except TelegramError as error:
            failures += 1
            await pause(wait(error, failures))
        else:
            if failures:
                log.info("Telegram answers again", after=failures)
            return answer


def wait(error: TelegramError, failures: int) -> float:
    """Tell the operator what is wrong, and give the seconds until the next try."""
    match error:
        case InvalidToken():
            log.error("Telegram does not know the bot: is [telegram] token right?", seconds=UNKNOWN_TOKEN)
            return UNKNOWN_TOKEN
        case Conflict():
            log.error(
                "another program receives for this bot (a second poller or a webhook); only one may",
                said=error.message,
                seconds=TWO_POLLERS,
            )
            return TWO_POLLERS
        case Flooded():
            log.warning("Telegram asks for patience", seconds=error.seconds)
            return error.seconds
        case _:
            seconds = backoff(failures)
            why = type(error).__name__
            log.warning("Telegram cannot be reached", why=why, said=error.message, seconds=seconds)
            return seconds


def backoff(failures: int) -> float:
    """Give 1, 2, 4 … and at most 60 seconds."""
    return min(2.0 ** min(failures - 1, 10), LONGEST)


def number(update: Any) -> int:
    """Give an update's number, -1 if it has none."""
    found = update.get("update_id") if isinstance(update, dict) else None
    return found if isinstance(found, int) else -1
