"""What the clock does to tasks of conclusions: handed over, reminded of, due, overdue; one message for each person."""

import sqlite3
from collections.abc import Sequence
from datetime import timedelta

import structlog

from bot.logs import where
from bot.tasks import view
from bot.work import Work
from bot.world import World
from handlers.casework.task_views import TaskTold
from handlers.casework.tasks import Task, acting, catch_up, roles
from handlers.flows.task_cards import told_alone, told_together
from storage import tasks

AT_ONCE = 1_000
"""So many in one transaction, those of a unit side by side, so that its head gets one message."""
TRY_AGAIN = timedelta(hours=1)
log = structlog.get_logger()


async def sweep(world: World) -> int:
    """Do all that is due for tasks by now, each step once however late; give how many tasks were looked at."""
    seen = 0
    while found := await tasks.due(world.db.read, world.clock.now(), AT_ONCE):
        seen += len(found)
        try:
            await _step(world, found)
        except sqlite3.OperationalError:
            raise
        except Exception as error:
            log.warning("tasks are told one by one", tasks=len(found), error=where(error))
            for code in found:
                await _step_alone(world, code)
    return seen


async def _step_alone(world: World, code: str) -> None:
    """Move one task; one on which the program fails is tried again in an hour and holds up no other."""
    try:
        await _step(world, [code])
    except sqlite3.OperationalError:
        raise
    except Exception as error:
        log.error("a task cannot be moved on", code=code, error=where(error))
        async with world.db.write() as tx:
            await tasks.put_off(tx, code, world.clock.now() + TRY_AGAIN)


async def _step(world: World, found: Sequence[str]) -> None:
    async with world.db.write() as tx:
        work = Work(tx, world, world.clock.now())
        told: dict[int, list[TaskTold]] = {}
        for code in found:
            task = await tasks.get(tx, code)
            if task is not None:
                await _tell(work, task, told)
        for person, news in told.items():
            await work.tell(person, "official", told_alone(news[0]) if len(news) == 1 else told_together(news))
        parcels = await work.keep_parcels()
    world.post(parcels)


async def _tell(work: Work, task: Task, told: dict[int, list[TaskTold]]) -> None:
    """Note what those who owe a task are to be told; while nobody is there, nothing counts as told."""
    world, org = work.world, await work.org()
    after, step = catch_up(task, world.calendar, work.at, world.remind_days)
    readers = acting(task, org, work.at) if step else ()
    if step and not readers:
        await tasks.put_off(work.tx, task.code, work.at + TRY_AGAIN)
        return
    await tasks.save(work.tx, after, world.calendar, world.remind_days)
    if step:
        await tasks.record(work.tx, task, world.calendar, work.at, step)
    for person in readers:
        seen = await view(work, after, roles(after, person, org, work.at))
        told.setdefault(person, []).append(TaskTold.model_validate({"step": step, "task": seen}))
