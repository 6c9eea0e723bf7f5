"""The polling loop: one event at a time, kept in hand until it is taken, since Zalo has no way to confirm one."""

import hashlib
import socket
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

import structlog

from bot.channels.zalo_bot.api import QUIET, UNKNOWN_TOKEN, Api, ApiError
from bot.http import NoAnswer

FLOOR = 1.0
"""Seconds at least between two polls: Zalo gives old events again, at once, as long as it is asked."""
LONGEST = 60.0
TWO_POLLERS = 30.0
GRACE = 10.0
Gift = TypeVar("Gift")
Pause = Callable[[float], Awaitable[None]]
log = structlog.get_logger(__name__)


async def poll(
    api: Api,
    take: Callable[[Any], Awaitable[None]],
    pause: Pause,
    now: Callable[[], float],
    *,
    seconds: int,
    floor: float = FLOOR,
) -> None:
    """Fetch events until cancelled, waiting `seconds` for one. `now` counts seconds."""
    while True:
        begun = now()
        event = await insist(partial(fetch, api, seconds), pause)
        for one in event if isinstance(event, list) else (event,):  # one client elsewhere expects a list
            if one is not None:
                await hand_over(one, take, pause)
        await pause(max(0.0, floor - (now() - begun)))


async def fetch(api: Api, seconds: int) -> Any:
    """Give the next event, None when there is none: that is what Zalo's "408 Request timeout" means."""
    try:
        return await api.call("getUpdates", {"timeout": seconds}, patience=seconds + GRACE)
    except ApiError as error:
        if error.code == QUIET:
            return None
        raise


async def hand_over(event: Any, take: Callable[[Any], Awaitable[None]], pause: Pause) -> None:
    """Offer an event until it is taken: it may not come a second time."""
    failures = 0
    while True:
        try:
            await take(event)
        except Exception as error:
            failures += 1
            log.error("an event was not taken and is offered again", error=type(error).__name__)
            await pause(backoff(failures))
        else:
            return


async def insist(ask: Callable[[], Awaitable[Gift]], pause: Pause) -> Gift:
    """Ask until there is an answer, ever more slowly, telling the operator why it takes so long."""
    failures = 0
    while True:
        try:
            answer = await ask()
        except (ApiError, NoAnswer) as error:
            failures += 1
            await pause(wait(error, failures))
        else:
            if failures:
                log.info("the Zalo Bot Platform answers again", after=failures)
            return answer


def wait(error: ApiError | NoAnswer, failures: int) -> float:
    """Tell the operator what is wrong, and give the seconds until the next try."""
    if isinstance(error, ApiError) and error.code == UNKNOWN_TOKEN and error.json:
        log.error("Zalo does not know the bot: is [zalo_bot] token right?", seconds=LONGEST)
        return LONGEST
    if isinstance(error, ApiError) and "webhook" in error.said.lower():
        log.error(
            "a webhook is set for this Zalo bot, so that polling gets nothing: restart, or use it", seconds=LONGEST
        )
        return LONGEST
    seconds = (error.after if isinstance(error, ApiError) else 0) or backoff(failures)
    log.warning("the Zalo Bot Platform cannot be reached", said=str(error), seconds=seconds)
    return seconds


def backoff(failures: int) -> float:
    """Give 1, 2, 4 … and at most 60 seconds."""
    return min(2.0 ** min(failures - 1, 10), LONGEST)


async def alone(api: str, pause: Pause) -> socket.socket | None:
    """Return when no other program of this machine polls for the same bot; close what is given to let go.

    A name in the kernel's abstract space is held: it leaves no file, and a crash lets go of it. None where there is no
    such space (on other systems than Linux).
    """
    name = f"\0langnghe-zalo-bot-{hashlib.sha256(api.encode()).hexdigest()[:32]}"
    while True:
        held = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            held.bind(name)
        except FileNotFoundError:
            held.close()
            return None
        except OSError:
            held.close()
            log.error("another program polls for this Zalo bot; only one may", seconds=TWO_POLLERS)
            await pause(TWO_POLLERS)
        else:
            return held
