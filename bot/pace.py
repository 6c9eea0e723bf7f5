"""Keeps the sending to one platform under its limit of messages a second."""

import asyncio
import time


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
