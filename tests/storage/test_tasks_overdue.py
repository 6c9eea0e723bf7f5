"""What was overdue at a moment, equal to a plodding count over the whole lives of tasks."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from bot import packaged
from handlers.casework.tasks import Action, Task, allowed, due_at, moved
from handlers.casework.worktime import ZONE
from storage import tasks
from storage.database import Database

CALENDAR = packaged.calendar()
START = datetime(2026, 3, 2, 8, 0, tzinfo=ZONE)
Span = tuple[date, datetime, datetime | None]
"""An occurrence of a task: its day, since when it was owed, and until when."""
ACTIONS: tuple[Action, ...] = ("progress", "done", "done", "return", "withdraw")


async def lives(db: Database, dice: Random) -> list[tuple[datetime, str, set[tuple[str, datetime]]]]:
    """Let tasks live at random; give what was owed after each move, as one who watches writes it down.

    What was sent back counts as if it had never been done.
    """
    owed: dict[str, list[Span]] = {}
    async with db.write() as tx:
        for n in range(12):
            unit = dice.choice(("07339", "07306"))
            due = START.date() + timedelta(days=dice.randrange(5, 120))
            rhythm = dice.choice(("none", "monthly", "quarterly"))
            code = f"{n:09}"
            task = Task.model_validate(
                {"code": code, "conclusion": f"{n}/TB", "words": "Họp", "unit": unit, "first": due, "due": due}
                | {"rhythm": rhythm, "given_at": START + timedelta(days=dice.randrange(20))}
            )
            await tasks.add(tx, task, CALENDAR)
            spans: list[Span] = [(task.due, task.given_at, None)]
            now = task.given_at
            for _ in range(dice.randrange(6)):
                now += timedelta(hours=dice.randrange(1, 24 * 50))
                action = dice.choice(ACTIONS)
                if not allowed(task, action):
                    continue
                after = moved(task, action, now, CALENDAR)
                await tasks.save(tx, after, CALENDAR)
                about = after if action == "return" else task
                await tasks.record(tx, about, CALENDAR, now, action)
                if action in ("done", "withdraw"):
                    spans[-1] = (spans[-1][0], spans[-1][1], now)
                    if after.live:
                        spans.append((after.due, task.given_at, None))
                if action == "return":
                    if spans[-1][2] is None:
                        spans.pop()  # the next time, which is not owed any more
                    spans[-1] = (spans[-1][0], spans[-1][1], None)
                task = after
            owed[f"{code} {unit}"] = spans
    moments = [START + timedelta(hours=dice.randrange(24 * 400)) for _ in range(12)]
    return [(moment, unit, _owed(owed, moment, unit)) for moment in moments for unit in ("07339", "07306")]


def _owed(owed: Mapping[str, Sequence[Span]], moment: datetime, unit: str) -> set[tuple[str, datetime]]:
    """Give what of a unit was late at a moment, by what was written down."""
    return {
        (name[:9], due_at(due, CALENDAR))
        for name, spans in owed.items()
        for due, since, until in spans
        if name[10:] == unit and since < moment and (until is None or until >= moment)
        if due_at(due, CALENDAR) < moment
    }


async def compare(db: Database, seed: int) -> None:
    """Compare all moments of one seed."""
    for moment, unit, expected in await lives(db, Random(seed)):
        found = await tasks.overdue(db.read, moment, [unit])
        assert {(one.task.code, one.due_at) for one in found} == expected, (moment, unit)
        assert list(found) == sorted(found, key=lambda one: (one.due_at, one.task.unit, one.task.code))


@pytest.mark.parametrize("seed", range(3))
async def test_what_was_overdue_at_a_moment_is_what_somebody_who_watched_wrote_down(db: Database, seed: int) -> None:
    await compare(db, seed)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(100, 160))
async def test_what_was_overdue_is_so_in_many_lives(db: Database, seed: int) -> None:
    await compare(db, seed)


async def test_what_was_given_when_its_day_was_past_was_not_overdue_before(db: Database) -> None:
    due = date(2026, 2, 2)
    told = {"code": "1" * 9, "conclusion": "1/TB", "words": "Họp", "unit": "07339", "first": due, "due": due}
    async with db.write() as tx:
        await tasks.add(tx, Task.model_validate(told | {"given_at": START}), CALENDAR)

    assert await tasks.overdue(db.read, START - timedelta(days=1), None) == ()
    assert len(await tasks.overdue(db.read, START + timedelta(days=1), None)) == 1


async def test_the_clock_finds_a_task_only_when_something_happens_to_it(db: Database) -> None:
    due = date(2026, 3, 20)
    told = {"code": "1" * 9, "conclusion": "1/TB", "words": "Họp", "unit": "07339", "first": due, "due": due}
    task = Task.model_validate(told | {"given_at": START, "told": "hand"})
    async with db.write() as tx:
        await tasks.add(tx, task, CALENDAR)

    reminder = datetime.combine(date(2026, 3, 17), time(9), ZONE)
    assert await tasks.due(db.read, reminder - timedelta(seconds=1), 9) == []
    assert await tasks.due(db.read, reminder, 9) == ["1" * 9]
