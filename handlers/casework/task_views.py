"""What a person may see of a task of a conclusion, ready to be put into words."""

from datetime import date

from pydantic import AwareDatetime

from handlers.casework.tasks import Action, Rhythm, Status, Step
from handlers.casework.views import PostView
from handlers.value import Value

SHORT = 80
"""Characters of a task's words in a list."""


class TaskLine(Value):
    """A task in a list: `who` owes it, and how many working days are left; `late` when its time has passed."""

    code: str
    conclusion: str
    words: str
    unit: str = ""
    post: PostView | None = None
    due: AwareDatetime
    late: bool
    days_left: int
    status: Status


class TaskReport(Value):
    """One line of a task's history: when, what, with which words and paper."""

    at: AwareDatetime
    action: Action
    words: str = ""
    document: str = ""


class TaskView(TaskLine):
    """A whole task as one reader may see it, with what this reader may do to it."""

    dated: date | None = None
    title: str = ""
    rhythm: Rhythm = "none"
    taken: bool = False
    reports: tuple[TaskReport, ...] = ()
    choices: tuple[Action, ...] = ()
    files: int = 0
    """How many files go with its reports."""


class TaskTold(Value):
    """One thing that the clock has to tell of a task."""

    step: Step
    task: TaskView


def short(text: str, most: int = SHORT) -> str:
    """Give the beginning of a text on one line."""
    one = " ".join(text.split())
    return one if len(one) <= most else f"{one[: most - 1].rstrip()}…"
