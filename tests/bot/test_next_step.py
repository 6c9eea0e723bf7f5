"""What a status answer says will happen next is what then happens, at that moment and not before."""

from datetime import timedelta

import pytest

from bot.views import view
from bot.work import Work
from handlers.casework.cases import Case
from handlers.casework.escalation import catch_up
from handlers.casework.views import NextStep
from tests.handlers.alarms import NUMBERS
from tests.handlers.test_escalation_rules import Trial, settled
from tests.house_under_test import Town

INSTANT = timedelta(microseconds=1)


async def shown(town: Town, trial: Trial, case: Case) -> NextStep | None:
    """Give what whoever may read the case is told of what comes next."""
    town.world.timetable = trial.table
    async with town.world.db.write() as tx:
        seen = await view(Work(tx, town.world, trial.now, _org=trial.org), case)
    assert seen.due == case.due_at
    return seen.next


@pytest.mark.parametrize("part", range(3))
async def test_what_is_said_to_come_next_is_what_the_clock_then_does(part: int, town: Town) -> None:
    kinds: set[str] = set()
    for seed in range(part * 100, part * 100 + 60):
        trial = Trial(seed)
        if trial.numbers is not NUMBERS:
            continue
        trial.org = settled(trial.org, trial.now)
        for _ in range(6):
            trial.case, _ = catch_up(trial.case, trial.org, trial.table, trial.now)
            step = await shown(town, trial, trial.case)
            if step is None:
                never = catch_up(trial.case, trial.org, trial.table, trial.now + timedelta(days=300))
                assert never == (trial.case, ())
                break
            assert step.at > trial.now or step.kind == "close"
            kinds.add(step.kind)
            assert catch_up(trial.case, trial.org, trial.table, step.at - INSTANT) == (trial.case, ())
            took = catch_up(trial.case, trial.org, trial.table, step.at)[1]
            if step.kind != "close":
                assert (took[0].at, took[0].kind) == (step.at, step.kind)
                assert (took[0].level[0] if took[0].level else None) == (step.post.id if step.post else None)
            trial.act()
            trial.now += timedelta(days=trial.dice.choice((0, 1, 2, 4)), minutes=trial.dice.randrange(1440))
    assert kinds >= {"reminder", "amber", "escalate", "judge"}
