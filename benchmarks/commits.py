"""Counts the commits of the one writer while one person talks: a step owes the disk exactly one."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.ours import open_ours
from benchmarks.wire import Stub
from bot.channels.telegram.request import Request
from bot.marks import IDLE_SECONDS
from storage.database import Connection, Database

TALKS, TRIES = 25, 5


class Counted:
    """A database whose commits are counted."""

    def __init__(self, db: Database) -> None:
        self._db, self.read, self.commits = db, db.read, 0

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        """Pass a transaction on, and count it once it is committed."""
        async with self._db.write() as tx:
            yield tx
        self.commits += 1

    async def fold(self) -> None:
        """Fold the log of the database below."""
        await self._db.fold()

    async def close(self) -> None:
        """Close the database below."""
        await self._db.close()


@dataclass(frozen=True)
class Lone:
    """One person's talks: steps, commits, and the median wait for a durable step in seconds."""

    steps: int
    commits: int
    wait: float


async def lone(folder: Path) -> Lone:
    """Let one person talk without a pause; RuntimeError unless every step took exactly one commit.

    Where a step takes so long that its mark no longer rides on the next commit, the machine was busy with something
    else, and the talks begin anew.
    """
    counted: list[Counted] = []

    def watch(db: Database) -> Database:
        counted.append(Counted(db))
        return counted[-1]

    async with open_ours(Stub(Request), "http://127.0.0.1:9", folder, watch=watch, ticking=False) as bot:
        for attempt in range(TRIES):
            waits: list[float] = []
            await bot.settle()
            before = counted[0].commits
            for person in range(1 + attempt * TALKS, 1 + (attempt + 1) * TALKS):
                for update in bot.talk(person):
                    begun = time.perf_counter()
                    reply = bot.replies.expect(person)
                    await bot.take(update)
                    await reply
                    waits.append(time.perf_counter() - begun)
            found = Lone(len(waits), counted[0].commits - before, median(waits))
            if max(waits) < IDLE_SECONDS:
                break
    if found.commits != found.steps:
        raise RuntimeError(f"{found.steps} steps took {found.commits} commits instead of one each")
    return found
