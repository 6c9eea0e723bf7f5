"""Overdue tasks of conclusions as the digest says them: how many, the two longest overdue, and the way to all."""

from collections.abc import Sequence
from typing import Final

from handlers.casework.directory import Directory
from handlers.casework.task_views import short
from handlers.casework.tasks import Late
from handlers.talk.ask import say
from handlers.talk.says import Button, Day, Say, Word

FIGURE: Final = "overdue"
"""What the list behind the number is called: the verb `task.list` with `overdue/PERIOD`."""
MOST_NAMED: Final = 2


def lines(late: Sequence[Late], directory: Directory) -> tuple[Say, ...]:
    """Give what the digest says of overdue tasks, the longest overdue first; () if there are none."""
    if not late:
        return ()
    places = len({(one.task.unit, one.task.post) for one in late})
    told = [say("digest.duties", n=len(late), places=places)]
    told += [_line(one, directory) for one in sorted(late, key=lambda one: one.due_at)[:MOST_NAMED]]
    return tuple(told)


def _line(late: Late, directory: Directory) -> Say:
    task, day = late.task, Day(day=late.due_at.date())
    words, paper = short(task.words), task.conclusion
    if task.unit:
        return say("digest.duties.line", unit=directory.shown(task.unit), words=words, conclusion=paper, day=day)
    post = Word(key=f"post.{task.post}")
    return say("digest.duties.line_post", post=post, words=words, conclusion=paper, day=day)


def button(period: str, n: int) -> Button:
    """Give the button that opens the list behind the number of a digest of this period."""
    return Button(step="task.list", value=f"{FIGURE}/{period}", key="digest.duties.open", args={"n": n})
