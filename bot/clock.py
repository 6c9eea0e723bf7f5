"""What time it is for the town: real time, or time that runs faster and can be moved on, but never back."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from storage import clock as anchors
from storage.database import Connection, Database
from storage.times import from_ms


def real_ms() -> int:
    """Give the real UTC epoch milliseconds."""
    return time.time_ns() // 1_000_000


class Clock:
    """A clock with a real anchor, a simulated anchor and a speed, kept in the store."""

    def __init__(self, real_at: int, simulated_at: int, speed: float, real: Callable[[], int] = real_ms) -> None:
        self._real_at, self._simulated_at, self.speed = real_at, simulated_at, speed
        self._real = real
        self._last = 0

    @property
    def simulated(self) -> bool:
        """Whether the clock shows anything but real time."""
        return self.speed != 1 or self._real_at != self._simulated_at

    def ms(self) -> int:
        """Give the simulated epoch milliseconds; never less than before, whatever the machine's clock does."""
        passed = max(0, self._real() - self._real_at) * self.speed
        self._last = max(self._last, self._simulated_at + int(passed))
        return self._last

    def now(self) -> datetime:
        """Give the simulated moment, in the province's zone."""
        return from_ms(self.ms())

    def move(self, by: timedelta = timedelta(), speed: float | None = None) -> tuple[int, int, float]:
        """Move on by a time, at a new speed from now on; give the anchors to keep."""
        if by < timedelta():
            raise ValueError("the clock never goes back")
        self._simulated_at = self.ms() + round(by.total_seconds() * 1000)
        self._real_at = self._real()
        self.speed = self.speed if speed is None else speed
        return self._real_at, self._simulated_at, self.speed


async def load(conn: Connection, real: Callable[[], int] = real_ms) -> Clock:
    """Give the clock as the store keeps it; real time before the first start."""
    kept = await anchors.get(conn)
    return Clock(*(kept or (0, 0, 1.0)), real=real)


async def start(db: Database, speed: float | None, real: Callable[[], int] = real_ms) -> Clock:
    """Open the clock, at a new speed if one is given, and keep its anchors."""
    clock = await load(db.read, real)
    if speed is not None and speed != clock.speed:
        async with db.write() as tx:
            await anchors.put(tx, *clock.move(speed=speed))
    return clock
