"""Keeps the sending under the limits of a platform: messages a second over all, messages a minute in one group."""

import asyncio
import time
from collections import deque


class Pace:
    """A bucket of one second's messages; 0 a second means no limit."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._burst = per_second / 2
        self._next = 0.0

    async def slot(self) -> None:
        """Return when one more message may go."""
        if not self._gap:
            return
        now = time.monotonic()
        self._next = max(self._next, now - self._burst * self._gap) + self._gap
        if self._next > now:
            await asyncio.sleep(self._next - now)


class Crowd:
    """What goes to one group: at most so many messages within any minute."""

    def __init__(self, per_minute: int, minute: float = 60.0) -> None:
        self._most, self._minute = per_minute, minute
        self._gone: deque[float] = deque()

    async def slot(self) -> bool:
        """Return when one more message may go; True if it is the last one for a while, so that more must ride on it."""
        while self._full():  # noqa: ASYNC110
            await asyncio.sleep(max(0.0, self._gone[0] + self._minute - time.monotonic()))
        self._gone.append(time.monotonic())
        return self._full()

    def _full(self) -> bool:
        while self._gone and self._gone[0] + self._minute <= time.monotonic():
            self._gone.popleft()
        return len(self._gone) >= self._most
