"""The answer of the health page, kept for some seconds, so that whoever asks often makes no work."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Ask = Callable[[], Awaitable[Mapping[str, Any]]]

KEPT_FOR = 5.0
"""Seconds: far less than whoever watches the page waits between two looks."""


def remembered(ask: Ask, seconds: float = KEPT_FOR, now: Callable[[], float] = time.monotonic) -> Ask:
    """Give the question so that it is asked once in so many seconds at most, also by many at once."""
    turn, last = asyncio.Lock(), list[tuple[float, Mapping[str, Any]]]()

    async def answer() -> Mapping[str, Any]:
        async with turn:
            if not last or now() - last[0][0] >= seconds:
                found = await ask()
                last[:] = [(now(), found)]
            return last[0][1]

    return answer
