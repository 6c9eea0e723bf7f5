"""What must be done about tasks of a conclusion after a turn; part of `effects.Effect`."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from handlers.casework.parts import FileRef
from handlers.casework.tasks import Action, Rhythm
from handlers.value import Value

TaskWords = Literal["progress", "done", "return", "withdraw"]
"""What is said of a task in words."""
TaskPurpose = Literal["show"] | TaskWords
"""What somebody wants to open a task for."""

TaskScope = Literal["owed", "overdue", "done"]
"""Which tasks a list shows."""


class GiveTask(Value):
    """Give a task to units, each its own; the standing body alone. Answered with `TaskGiven` or `TaskDenied`."""

    kind: Literal["give_task"] = "give_task"
    conclusion: str
    words: str
    units: tuple[str, ...]
    due: date
    rhythm: Rhythm = "none"


class FindTasks(Value):
    """Find a page of the tasks that concern the person: owed, overdue at the end of a period ("": now), or done lately.

    Answered with `TaskPage`.
    """

    kind: Literal["find_tasks"] = "find_tasks"
    page: int = 0
    scope: TaskScope = "owed"
    period: str = ""


class OpenTask(Value):
    """Open a task, perhaps to do something that it must allow. Answered with `TaskShown` or `TaskDenied`."""

    kind: Literal["open_task"] = "open_task"
    code: str
    to: TaskPurpose = "show"


class MoveTask(Value):
    """Do something with a task; `words` and a paper's number are kept. Answered with `TaskDone` or `TaskDenied`.

    `due` is when the occurrence that is meant was due; None where it does not matter.
    """

    kind: Literal["move_task"] = "move_task"
    code: str
    action: Action
    words: str = ""
    document: str = ""
    files: tuple[FileRef, ...] = ()
    due: AwareDatetime | None = None


Tasking = GiveTask | FindTasks | OpenTask | MoveTask
