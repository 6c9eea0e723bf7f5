"""Arbitrary answers of the store about tasks of conclusions, asked for or not, and taps that nobody offered."""

from datetime import date, timedelta
from random import Random
from typing import Any, get_args

from handlers.casework.effects import Effect
from handlers.casework.task_effects import (
    FindTasks,
    GiveTask,
    MoveTask,
    OpenTask,
    TaskPurpose,
    TaskScope,
)
from handlers.casework.task_views import TaskLine, TaskReport, TaskTold, TaskView
from handlers.casework.tasks import RHYTHMS, STEPS, Action, Status
from handlers.talk.events import Tap
from handlers.talk.task_events import TaskAnswer, TaskDenied, TaskDone, TaskGiven, TaskPage, TaskShown
from tests.fakes.anything import CODES, NOW, POSTS, VALUES, some_words

STEPS_HERE = (
    *("task.list", "task.show", "task.new", "task.accept", "task.progress", "task.done", "task.return"),
    *("task.withdraw", "task.send", "task.rewrite", "task.give.send", "task.give.rewrite"),
)
LISTS = ("", "1", "overdue", "overdue/2026-W47", "overdue/2026-W47/1", "done/2", "overdue/2026-Q4", "overdue/x")


def any_task_tap(dice: Random) -> Tap:
    """Give a tap about a task, old, forged or garbled."""
    return Tap(step=dice.choice(STEPS_HERE), value=dice.choice((*CODES[:2], *LISTS, dice.choice(VALUES))))


def _line(dice: Random, code: str) -> dict[str, Any]:
    post = dice.choice((None, None, POSTS[2]))
    late = dice.random() < 0.4
    return {
        "code": code,
        "conclusion": "12/TB-UBND",
        "words": dice.choice(("Báo cáo số hoá hồ sơ", "a" * 900, some_words(dice)[:900] or "Họp")),
        "unit": "" if post else "Xã Tân Yên",
        "post": post,
        "due": NOW + timedelta(days=-3 if late else 3),
        "late": late,
        "days_left": -dice.randrange(3) if late else dice.randrange(4),
        "status": dice.choice(get_args(Status)),
    }


def any_task(dice: Random, code: str) -> TaskView:
    """Give a task in any state, with or without everything that a task may lack."""
    reports = tuple(
        TaskReport(
            at=NOW,
            action=dice.choice(get_args(Action)),
            words=some_words(dice)[:900],
            document=dice.choice(("", "15/BC-UBND")),
        )
        for _ in range(dice.randrange(9))
    )
    more = {
        "dated": dice.choice((None, date(2026, 11, 20))),
        "title": dice.choice(("", "Họp giao ban")),
        "rhythm": dice.choice(RHYTHMS),
        "taken": dice.random() < 0.5,
        "reports": tuple(one if one.action != "accept" else one.model_copy(update={"document": ""}) for one in reports),
        "choices": tuple(one for one in get_args(Action) if dice.random() < 0.5),
    }
    return TaskView.model_validate(_line(dice, code) | more)


def any_told(dice: Random) -> tuple[TaskTold, ...]:
    """Give what the clock may tell one person of: at least one task."""
    codes = dice.sample(CODES, dice.randrange(1, len(CODES)))
    return tuple(TaskTold(step=dice.choice(STEPS), task=any_task(dice, code)) for code in codes)


def _page(dice: Random, scope: TaskScope, period: str) -> TaskPage:
    lines = tuple(TaskLine(**_line(dice, code)) for code in dice.sample(CODES, dice.randrange(9)))
    page = dice.randrange(3)
    total = page * 8 + len(lines) + dice.randrange(9)
    return TaskPage(lines=lines, total=total, page=page, scope=scope, period=period)


def task_answer_to(effect: Effect, dice: Random) -> TaskAnswer | None:
    """Give the store's answer to an effect about tasks; None for any other."""
    match effect:
        case GiveTask():
            return dice.choice((TaskGiven(n=3, known=1, unheld=2), TaskGiven(n=0), TaskDenied(why="standing_only")))
        case FindTasks(scope=scope, period=period):
            return _page(dice, scope, period)
        case OpenTask() | MoveTask() if dice.random() < 0.2:
            return TaskDenied(why=dice.choice(("not_found", "moved_on", "no_words")), code=effect.code)
        case OpenTask(code=code, to=to):
            return TaskShown(task=any_task(dice, code), to=to)
        case MoveTask(code=code, action=action):
            return TaskDone(action=action, task=any_task(dice, code))
        case _:
            return None


def any_task_answer(dice: Random) -> TaskAnswer:
    """Give an answer about a task that nobody asked for."""
    code = dice.choice(CODES)
    purposes: tuple[TaskPurpose, ...] = ("show", "progress", "done", "return", "withdraw")
    asked = (
        GiveTask(conclusion="1/TB", words="x", units=(), due=NOW.date()),
        FindTasks(scope=dice.choice(get_args(TaskScope)), period=dice.choice(("", "2026-W47"))),
        OpenTask(code=code, to=dice.choice(purposes)),
        MoveTask(code=code, action=dice.choice(get_args(Action))),
    )
    answer = task_answer_to(dice.choice(asked), dice)
    assert answer is not None
    return answer
