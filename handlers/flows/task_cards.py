"""What people read of tasks of conclusions: the card, the line in a list, what the clock and others tell of them."""

from collections.abc import Collection, Sequence
from typing import Literal

from handlers.casework.task_views import TaskLine, TaskReport, TaskTold, TaskView, short
from handlers.casework.tasks import STEPS, Action, Step
from handlers.flows.cards import quoted
from handlers.flows.gathered import MOST_BUTTONS, MOST_LINES
from handlers.talk.ask import say, verb
from handlers.talk.says import Arg, Button, Code, Day, Moment, Post, Say
from handlers.talk.task_events import TaskPage

PAGE = 8
"""Tasks on a page."""
_MOST_REPORTS = 6
_ABOUT = "tasks"
"""The argument, which nobody reads, that names the tasks of a line, so that they can be asked about at sending."""


def card(task: TaskView) -> Say:
    """Give a whole task, with the buttons of what its reader may do to it."""
    lines = [_who(task), quoted(task.words), _source(task)]
    if task.rhythm != "none":
        lines.append(say(f"task.rhythm.{task.rhythm}"))
    lines += [_report(one) for one in task.reports[-_MOST_REPORTS:]]
    if task.files:
        lines.append(say("task.files", n=task.files))
    buttons = tuple(verb(f"task.{one}", task.code) for one in task.choices)
    return _head(task).model_copy(update={"lines": tuple(lines), "buttons": (*buttons, verb("task.list"))})


def _head(task: TaskLine) -> Say:
    code = Code(code=task.code)
    if task.status == "withdrawn":
        return say("task.head.withdrawn", code=code)
    if task.status == "done":
        return say("task.head.done", code=code)
    left, due = _left(task), Moment(at=task.due)
    if left == "today":
        return say("task.head.today", code=code, due=due)
    if left == "just_late":
        return say("task.head.just_late", code=code, due=due)
    return say(f"task.head.{left}", code=code, due=due, n=abs(task.days_left))


def _left(task: TaskLine) -> Literal["left", "today", "late", "just_late"]:
    if task.late:
        return "late" if task.days_left else "just_late"
    return "left" if task.days_left > 0 else "today"


def _who(task: TaskLine) -> Say:
    if task.post is not None:
        return say("task.who_post", post=Post(post=task.post))
    return say("task.who", unit=task.unit)


def _source(task: TaskView) -> Say:
    paper = task.conclusion
    if task.dated and task.title:
        return say("task.source_whole", conclusion=paper, day=Day(day=task.dated), title=task.title)
    if task.dated:
        return say("task.source_dated", conclusion=paper, day=Day(day=task.dated))
    if task.title:
        return say("task.source_titled", conclusion=paper, title=task.title)
    return say("task.source", conclusion=paper)


def _report(one: TaskReport) -> Say:
    at: Arg = Moment(at=one.at)
    if one.document:
        return say(f"task.report.{one.action}_paper", at=at, words=short(one.words, 300), document=one.document)
    if one.action == "accept":
        return say("task.report.accept", at=at)
    return say(f"task.report.{one.action}", at=at, words=short(one.words, 300))


def line(at: int, task: TaskLine) -> Say:
    """Give one line of a list."""
    told: dict[str, Arg] = {"at": at, "words": short(task.words), "conclusion": task.conclusion, _ABOUT: task.code}
    told["who"] = Post(post=task.post) if task.post else task.unit
    if task.status in ("done", "withdrawn"):
        return Say(key="task.line.over", args=told)
    left = _left(task)
    return Say(key=f"task.line.{left}", args=told | ({"n": abs(task.days_left)} if left in ("left", "late") else {}))


def opener(task: TaskLine) -> Button:
    """Give the button that opens a task, labelled by its code."""
    return Button(step="task.show", value=task.code, key="task.open", args={"code": Code(code=task.code)})


def page(found: TaskPage, giving: bool) -> Say:
    """Give a page of a list; `giving`: its reader may give tasks."""
    give = (verb("task.new"),) if giving else ()
    others = tuple(
        Button(step="task.list", value=value, key=f"task.list.{name}")
        for name, value in (("owed", ""), ("overdue", "overdue"), ("done", "done"))
        if name != found.scope
    )
    if not found.lines:
        return say(f"task.none.{found.scope}", *others, *give)
    turns = []
    way = "/".join(filter(None, ("" if found.scope == "owed" else found.scope, found.period)))
    for key, other in (("desk.page.before", found.page - 1), ("desk.page.next", found.page + 1)):
        if 0 <= other * PAGE < found.total:
            turns.append(Button(step="task.list", value=f"{way}/{other}".strip("/"), key=key))
    lines = tuple(line(at, task) for at, task in enumerate(found.lines, start=1))
    return Say(
        key=f"task.title.{found.scope}",
        args={"n": found.total},
        lines=lines,
        buttons=(*map(opener, found.lines), *turns, *others, *give),
        want="choice",
    )


def told_alone(told: TaskTold) -> Say:
    """Give what the clock tells of one task: why, and its card."""
    whole = card(told.task)
    lines = (whole.model_copy(update={"buttons": (), "lines": ()}), *whole.lines)
    args: dict[str, Arg] = {"n": 1, _ABOUT: told.task.code}
    return Say(key=f"task.told.{told.step}", args=args, lines=lines, buttons=whole.buttons)


def told_together(told: Sequence[TaskTold]) -> Say:
    """Give one message about several tasks: the gravest first, why each is named, and the way to each."""
    order: tuple[Step, ...] = ("overdue", "today", "remind", "hand")
    assert set(order) == set(STEPS)
    lines: list[Say] = []
    named: list[TaskView] = []
    for step in order:
        alike = sorted((one.task for one in told if one.step == step), key=lambda one: (one.due, one.code))
        room = MOST_LINES - len(lines) - 2  # its heading, and what is left
        if alike and room > 0:
            lines.append(say(f"task.told.{step}", n=len(alike)))
            lines += [line(len(named) + at, one) for at, one in enumerate(alike[:room], start=1)]
            named += alike[:room]
    known = {one.code for one in named}
    if left := [one.task.code for one in told if one.task.code not in known]:
        lines.append(_more(left))
    ways = tuple(map(opener, named[:MOST_BUTTONS]))
    return Say(key="task.told.title", args={"n": len(told)}, lines=tuple(lines), buttons=(*ways, verb("task.list")))


def _more(codes: Sequence[str]) -> Say:
    return Say(key="task.more", args={"n": len(codes), _ABOUT: " ".join(codes)})


def _named(one: Say) -> list[str]:
    return str(one.args.get(_ABOUT, "")).split()


def codes_of(told: Say) -> tuple[str, ...]:
    """Give the codes of the tasks that somebody is told of unasked; () for any other message."""
    if not told.key.startswith(("task.told.", "task.news.")):
        return ()
    return tuple(dict.fromkeys(code for one in (told, *told.lines) for code in _named(one)))


def only(told: Say, codes: Collection[str]) -> Say | None:
    """Give a message about tasks with these alone; None if none of its own is left."""
    kept: list[Say] = []
    if _named(told):
        return told if set(_named(told)) <= set(codes) else None
    for one in told.lines:
        mine = [code for code in _named(one) if code in codes]
        if one.key == "task.more":
            kept += [_more(mine)] if mine else []
        elif mine or not _named(one):
            kept.append(one)
    heads = [not _named(one) for one in kept]
    lines = tuple(one for at, one in enumerate(kept) if not (heads[at] and (at + 1 == len(kept) or heads[at + 1])))
    left = sum(len(_named(one)) for one in lines)
    buttons = tuple(one for one in told.buttons if one.step != "task.show" or one.value in codes)
    return told.model_copy(update={"args": {"n": left}, "lines": lines, "buttons": buttons}) if left else None


def news(task: TaskView, action: Action, words: str) -> Say:
    """Tell those who owe a task that it was sent back or taken back, with the reason."""
    whole = card(task)
    head = say("task.news.return" if action == "return" else "task.news.withdraw", code=Code(code=task.code))
    first = whole.model_copy(update={"buttons": (), "lines": ()})
    lines = (quoted(words), first, *whole.lines[:2])
    args = {**head.args, _ABOUT: task.code}
    return head.model_copy(update={"args": args, "lines": lines, "buttons": whole.buttons})
