"""Tasks of conclusions in the chat: the list, a task, taking note, reports, sending it or taking it back."""

import re
from collections.abc import Mapping
from typing import Final

from handlers.casework.task_effects import FindTasks, MoveTask, OpenTask, TaskPurpose, TaskScope
from handlers.flows import task_giving
from handlers.flows.cards import quoted
from handlers.flows.desk_door import Verb, aside, case_in, for_officials, meaningful, unsent
from handlers.flows.report import files_of
from handlers.flows.states import AnyState, TaskGiving, TaskWriting, Turn, idle, kept
from handlers.flows.task_cards import card, page
from handlers.folding import clean
from handlers.talk.ask import retry, say, verb
from handlers.talk.events import Event, File, Photo, Tap, Text, Voice
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Code, Say
from handlers.talk.task_events import TaskDenied, TaskDone, TaskGiven, TaskPage, TaskShown

_LIST: Final = re.compile(r"(overdue|done)?(?:/?(2\d{3}-(?:W\d\d|Q[1-4]|\d\d)))?(?:/?(\d{1,3}))?")
_PAPER: Final = re.compile(r"\b\d{1,5}(?:/\d{4})?/[A-ZĐ]{2,}(?:[-/][A-ZĐ0-9]+)*")
_SCOPES: Final[Mapping[str | None, TaskScope]] = {None: "owed", "overdue": "overdue", "done": "done"}
LONGEST: Final = 2_000
MOST_FILES: Final = 5


def find(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Ask the store for a page of tasks: "", "1", "overdue/2026-W47/1", "done"."""
    found = _LIST.fullmatch(event.body.value.strip()) if isinstance(event.body, Tap) else None
    scope, period, number = found.groups() if found else (None, None, None)
    wanted = FindTasks(scope=_SCOPES[scope], period=period or "", page=int(number or 0))
    return Turn(aside(state), (), (wanted,))


def open_(to: TaskPurpose) -> Verb:
    """Give the verb that asks the store for a task, perhaps to write something about it."""

    def opened(state: AnyState, event: Event, facts: Facts) -> Turn | None:
        code = case_in(event)
        return Turn(aside(state) if to == "show" else state, (), (OpenTask(code=code, to=to),)) if code else None

    return for_officials(opened)


def accept(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Say that a task was read."""
    code = case_in(event)
    return Turn(aside(state), (), (MoveTask(code=code, action="accept"),)) if code else None


def answered(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Show what the store answered about tasks; whoever was in the middle of writing is asked on."""
    match event.body:
        case TaskPage() as found:
            giving = any(post.kind == "standing" for post in facts.person.posts)
            return _beside(state, page(found, giving))
        case TaskShown(to=to, task=task):
            if to == "show":
                code = Code(code=task.code)
                proof = (say("task.file", code=code).model_copy(update={"file": one}) for one in event.body.files)
                return Turn(aside(state), (card(task), *proof))
            return _enter(state, TaskWriting(code=task.code, to=to, due=task.due), facts)
        case TaskDone(action=action, task=task):
            whole = card(task)
            told = retry(say(f"task.did.{action}", code=Code(code=task.code)), whole.model_copy(update={"lines": ()}))
            return _beside(state, told)
        case TaskGiven() | TaskDenied(why="standing_only"):
            return task_giving.given(state, event, facts)
        case TaskDenied(why="moved_on", code=code):
            return _beside(state, say("task.denied.moved_on", verb("task.show", code), code=Code(code=code)))
        case TaskDenied(why="no_words", code=code):
            return _beside(state, say("task.denied.no_words", verb("task.show", code), code=Code(code=code)))
        case TaskDenied():
            return _beside(state, say("task.denied.not_found", verb("task.list")))
        case _:
            return None


def _beside(state: AnyState, seen: Say) -> Turn:
    return Turn(aside(state), (seen,))


def _enter(state: AnyState, here: TaskWriting, facts: Facts) -> Turn:
    """Begin to write about a task; what was not sent elsewhere is dropped, and that is said."""
    if isinstance(state, TaskWriting) and (state.code, state.to, state.due) == (here.code, here.to, here.due):
        return Turn(state, (question(state, facts),))
    here = here.model_copy(update={**kept(state), "album": None})
    first = question(here, facts)
    return Turn(here, (retry(say("task.left"), first) if unsent(state) else first,))


def take(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take the words about a task, or their sending; or a piece of a task that is being given."""
    if isinstance(state, TaskGiving):
        return task_giving.take(state, event, facts)
    if not isinstance(state, TaskWriting):
        return None
    match event.body:
        case Tap(step="task.send") if case_in(event) == state.code and _ready(state):
            move = MoveTask(
                code=state.code,
                action=state.to,
                words=state.words,
                document=state.document,
                files=state.files,
                due=state.due if state.to in ("progress", "done") else None,
            )
            return Turn(idle(state), (), (move,))
        case Tap(step="task.rewrite"):
            anew = state.model_copy(update={"words": "", "document": "", "files": ()})
            return Turn(anew, (question(anew, facts),))
        case Text(text=text):
            written = clean(text)
            paper = _PAPER.search(written)
            if len(written) > LONGEST or not (paper or meaningful(written)):
                return Turn(state, (retry(say("task.write.short", limit=LONGEST), question(state, facts)),))
            told = state.model_copy(update={"words": written, "document": paper[0] if paper else ""})
            return Turn(told, (question(told, facts),))
        case Photo() | File() if state.to in ("progress", "done"):
            return _attached(state, event, facts)
        case Photo() | File() | Voice():
            return Turn(state, (retry(say("task.write.words_only"), question(state, facts)),))
        case _:
            return None


def _attached(state: TaskWriting, event: Event, facts: Facts) -> Turn:
    """Take a picture or file as proof, and the words below it."""
    files = (*state.files, *files_of(event))
    if len(files) > MOST_FILES:
        return Turn(state, (retry(say("task.write.too_many", limit=MOST_FILES), question(state, facts)),))
    caption = clean(event.body.caption) if isinstance(event.body, Photo | File) else ""
    words = {"words": caption} if caption and not state.words and len(caption) <= LONGEST else {}
    told = state.model_copy(update={"files": files, **words})
    return Turn(told, (question(told, facts),))


def _ready(state: TaskWriting) -> bool:
    """Whether there is enough to send: words, or for the end of a task a picture alone."""
    return bool(state.words or (state.files and state.to == "done"))


def question(state: AnyState, facts: Facts) -> Say:
    """Give the question that is open while somebody writes about a task or gives one."""
    if isinstance(state, TaskGiving):
        return task_giving.question(state, facts)
    if not isinstance(state, TaskWriting):
        return say("desk.none", *state.offered)
    code = Code(code=state.code)
    if not _ready(state):
        asked = say(f"task.write.{state.to}", verb("menu.cancel"), want="text", code=code)
        return retry(say("task.files", n=len(state.files)), asked) if state.files else asked
    lines = [quoted(state.words)] if state.words else []
    if state.document:
        lines.append(say("task.write.paper", document=state.document))
    if state.files:
        lines.append(say("task.files", n=len(state.files)))
    buttons = (
        Button(step="task.send", value=state.code, key="task.send"),
        Button(step="task.rewrite", key="button.desk.rewrite"),
        verb("menu.cancel"),
    )
    look = say(f"task.look.{state.to}", *buttons, want="choice", code=code)
    return look.model_copy(update={"lines": (*lines, say("desk.look.ask"))})


VERBS: Mapping[str, Verb] = {
    "task.list": for_officials(find),
    "task.show": open_("show"),
    "task.accept": for_officials(accept),
    "task.progress": open_("progress"),
    "task.done": open_("done"),
    "task.return": open_("return"),
    "task.withdraw": open_("withdraw"),
}
