"""Tasks of conclusions, their history, what is due by itself, and what was overdue at a moment."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from handlers.casework.tasks import REMIND_DAYS, Late, Task, due_at, following
from handlers.casework.worktime import Calendar
from handlers.folding import words
from storage.database import Connection
from storage.queries import load
from storage.times import from_ms, to_ms

_SQL: Final = load("tasks")


class TaskMove(NamedTuple):
    """One row of a task's history."""

    at: datetime
    action: str
    words: str
    document: str


def matter(text: str) -> str:
    """Give the words by which the same task is known again, however its spaces, marks and signs are written."""
    return words(text)


async def add(tx: Connection, task: Task, calendar: Calendar, remind_days: int = REMIND_DAYS) -> None:
    """Keep a new task."""
    args = (task.conclusion, task.unit, task.post, matter(task.words), task.status, to_ms(task.given_at))
    tx.put(_SQL["add"], task.code, *args, *_moments(task, calendar, remind_days), task.model_dump_json())


async def save(tx: Connection, task: Task, calendar: Calendar, remind_days: int = REMIND_DAYS) -> None:
    """Keep a task as it stands now, with the moment when something next happens to it by itself."""
    tx.put(_SQL["save"], task.code, task.status, *_moments(task, calendar, remind_days), task.model_dump_json())


def _moments(task: Task, calendar: Calendar, remind_days: int) -> tuple[int, int | None]:
    step = following(task, calendar, remind_days)
    return to_ms(due_at(task.due, calendar)), to_ms(step.at) if step else None


async def get(conn: Connection, code: str) -> Task | None:
    """Give the task of a code."""
    rows = await conn.fetch(_SQL["get"], code)
    return Task.model_validate_json(rows[0][0]) if rows else None


async def same(conn: Connection, conclusion: str, unit: str, post: str, text: str) -> Task | None:
    """Give the task that says the same to the same unit or post by the same paper, and was not taken back."""
    rows = await conn.fetch(_SQL["same"], conclusion, unit, post, matter(text))
    return Task.model_validate_json(rows[0][0]) if rows else None


async def due(conn: Connection, now: datetime, limit: int) -> list[str]:
    """Give the codes of tasks to which something happens by now, those of a unit together."""
    return [str(row[0]) for row in await conn.fetch(_SQL["due"], to_ms(now), limit)]


async def put_off(tx: Connection, code: str, until: datetime) -> None:
    """Let nothing happen to a task by itself before a moment."""
    await tx.execute(_SQL["put_off"], code, to_ms(until))


async def everything(conn: Connection) -> list[Task]:
    """Give all tasks, also those done and withdrawn, in the order in which they were given."""
    return _tasks(await conn.fetch(_SQL["all"]))


async def live(conn: Connection, limit: int, offset: int) -> list[Task]:
    """Give a page of all tasks that are owed, the longest due first."""
    return _tasks(await conn.fetch(_SQL["live"], limit, offset))


async def live_count(conn: Connection) -> int:
    """Count the tasks that are owed."""
    return int((await conn.fetch(_SQL["live_count"]))[0][0])


async def of_posts(conn: Connection, units: Collection[str], posts: Collection[str]) -> list[Task]:
    """Give the tasks that these units and posts owe, in no order."""
    return _tasks(await conn.fetch(_SQL["of_posts"], json.dumps(sorted(units)), json.dumps(sorted(posts))))


async def overdue(read: Connection, moment: datetime, units: Collection[str] | None) -> tuple[Late, ...]:
    """Give what was owed and late at a moment, of some units or (None) of all with the province, the longest due first.

    What was reported done before and sent back later counts as never done. A moment that is past gives what was so
    then, whatever was done since.
    """
    rows = await read.fetch(_SQL["overdue"], to_ms(moment))
    found = [Late(Task.model_validate_json(body), from_ms(at)) for body, at in rows]
    unique = {(one.task.code, one.due_at): one for one in found if units is None or one.task.unit in units}
    return tuple(sorted(unique.values(), key=lambda one: (one.due_at, one.task.unit, one.task.code)))


async def done_since(conn: Connection, since: datetime) -> list[Task]:
    """Give the tasks that were reported done since a moment and were not sent back, the newest first."""
    found = {one.code: one for one in _tasks(await conn.fetch(_SQL["done_since"], to_ms(since)))}
    return [one for one in found.values() if one.ended is not None]


async def record(
    tx: Connection,
    task: Task,
    calendar: Calendar,
    at: datetime,
    action: str,
    *,
    person: int | None = None,
    text: str = "",
    document: str = "",
) -> None:
    """Write a line of a task's history; `task` as it was before the move, whose occurrence it is about."""
    ends = to_ms(due_at(task.due, calendar))
    tx.put(_SQL["move"], task.code, to_ms(at), action, person, text, document, ends)


async def moves(conn: Connection, code: str) -> list[TaskMove]:
    """Give the history of a task, in order."""
    return [TaskMove(from_ms(at), *rest) for at, *rest in await conn.fetch(_SQL["moves"], code)]


def _tasks(rows: Sequence[Sequence[object]]) -> list[Task]:
    return [Task.model_validate_json(str(row[0])) for row in rows]
