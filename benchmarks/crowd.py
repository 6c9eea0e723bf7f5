"""People at once: each sends, waits for the reply to be accepted, and sends the next."""

import asyncio
import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Protocol

from benchmarks.wire import Replies


class Bot(Protocol):
    """A bot that is measured."""

    @property
    def replies(self) -> Replies:
        """Who waits for a reply of this bot."""
        ...

    def talk(self, person: int) -> Sequence[bytes]:
        """Give what a person says from beginning to end, one update a step."""
        ...

    async def take(self, update: bytes) -> None:
        """Take one raw update; return when it is handled, as durably as this bot can."""
        ...

    async def settle(self) -> None:
        """Return when nothing is left to send or to write."""
        ...


@dataclass(frozen=True)
class Run:
    """What one run came to: times in seconds."""

    steps: int
    messages: int
    seconds: float
    processor: float
    waits: tuple[float, ...]
    """For each step, from the update's coming in to its being handled and its reply accepted."""

    @property
    def rate(self) -> float:
        """Steps per second."""
        return self.steps / self.seconds

    def percentile(self, hundredth: int) -> float:
        """Give the wait that so many hundredths of the steps stay within."""
        return median(self.waits) if hundredth == 50 else quantiles(self.waits, n=100)[hundredth - 1]


async def run(bot: Bot, *, people: int, rounds: int, first: int = 1) -> Run:
    """Let so many people at once each have so many talks, each talk as somebody new; numbered from `first`."""
    waits: list[float] = []

    async def seat(at: int) -> None:
        for turn in range(rounds):
            person = first + turn * people + at
            for update in bot.talk(person):
                reply = bot.replies.expect(person)
                begun = time.perf_counter()
                await bot.take(update)
                await reply
                waits.append(time.perf_counter() - begun)

    gc.collect()
    sent, begun, worked = bot.replies.sent, time.perf_counter(), time.process_time()
    async with asyncio.timeout(600), asyncio.TaskGroup() as seats:
        for at in range(people):
            seats.create_task(seat(at))
    await bot.settle()
    seconds, processor = time.perf_counter() - begun, time.process_time() - worked
    return Run(len(waits), bot.replies.sent - sent, seconds, processor, tuple(waits))
