"""The store's answers about tasks of a conclusion; part of `events.Answering`."""

from typing import Literal

from handlers.casework.task_effects import TaskPurpose, TaskScope
from handlers.casework.task_views import TaskLine, TaskView
from handlers.casework.tasks import Action
from handlers.talk.says import Attachment
from handlers.value import Value


class TaskGiven(Value):
    """A task was given: to how many, how many had it already, and for how many nobody is there to read it yet."""

    kind: Literal["task_given"] = "task_given"
    n: int
    known: int = 0
    unheld: int = 0


class TaskPage(Value):
    """One page of tasks, the longest due first; pages count from 0. `period` is that of the digest it belongs to."""

    kind: Literal["task_page"] = "task_page"
    lines: tuple[TaskLine, ...]
    total: int
    page: int
    scope: TaskScope = "owed"
    period: str = ""


class TaskShown(Value):
    """A task as its reader may see it, what it was opened for, and the newest files that prove what was reported."""

    kind: Literal["task_shown"] = "task_shown"
    task: TaskView
    to: TaskPurpose = "show"
    files: tuple[Attachment, ...] = ()


class TaskDone(Value):
    """Something was done to a task; as it stands now."""

    kind: Literal["task_done"] = "task_done"
    action: Action
    task: TaskView


class TaskDenied(Value):
    """Something was not done to a task: it is unknown or not for this person, has moved on, or lacks words."""

    kind: Literal["task_denied"] = "task_denied"
    why: Literal["not_found", "moved_on", "no_words", "standing_only"]
    code: str = ""


TaskAnswer = TaskGiven | TaskPage | TaskShown | TaskDone | TaskDenied
