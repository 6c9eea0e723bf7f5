"""Which job ticks when. A clock and nothing more: what is due is asked of the store at every tick."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import absences, directories, mailing, moving_on, patterns, retention, stranded
from bot.files import Fetcher
from bot.logs import where
from bot.world import World
from storage.times import ZONE

log = structlog.get_logger()
Job = Callable[[], Awaitable[object]]
Chore = tuple[str, Job, int]
"""A job beside the clock's own: its name, what it does, and every how many real seconds."""


class Scheduler:
    """Ticks at the start, every real second, and at once when the clock was moved."""

    def __init__(self, world: World, fetcher: Fetcher, chores: Sequence[Chore] = ()) -> None:
        self._world = world
        self.fetch = _calm(fetcher.fetch_wanted)
        self._timer = AsyncIOScheduler(
            timezone=ZONE, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        at_once = {"next_run_time": datetime.now(ZONE)}
        self._timer.add_job(self.tick, "interval", seconds=1, id="tick", **at_once)
        self._timer.add_job(self.fetch, "interval", seconds=1, id="files", **at_once)
        self._timer.add_job(_calm(lambda: retention.forget(world)), "interval", hours=1, id="retention", **at_once)
        for name, job, seconds in chores:
            self._timer.add_job(_calm(job), "interval", seconds=seconds, id=name, **at_once)

    async def tick(self) -> None:
        """Do all that is due now: a new organisation, who is away or back, cases that nobody holds, steps, digests."""
        world = self._world
        for job in (
            directories.refresh,
            absences.notice,
            moving_on.place_waiting,
            moving_on.sweep,
            stranded.rescue,
            patterns.watch,
            mailing.send_due,
        ):
            await _calm(lambda job=job: job(world))()  # type: ignore[misc]

    def start(self) -> None:
        """Begin to tick."""
        self._timer.start()

    def stop(self) -> None:
        """Tick no more."""
        self._timer.shutdown(wait=False)


def _calm(job: Job) -> Job:
    """Give the job so that an error of one tick is logged and the next tick tries again."""

    async def run() -> None:
        try:
            await job()
        except Exception as error:
            log.error("a job failed", error=where(error))

    return run
