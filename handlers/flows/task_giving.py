"""How the standing body gives a task: one message with what, for whom, by when and by which paper; then a look."""

import re
from collections.abc import Mapping
from typing import Final

from handlers.casework.directory import Directory
from handlers.casework.task_effects import GiveTask
from handlers.casework.tasks import Rhythm
from handlers.flows.cards import quoted
from handlers.flows.desk_door import Verb, for_officials, unsent
from handlers.flows.states import AnyState, TaskGiving, Turn, idle, kept
from handlers.folding import clean, fold, words
from handlers.talk.ask import retry, say, verb
from handlers.talk.due_days import find_due
from handlers.talk.events import Event, File, Photo, Tap, Text, Voice, today
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Day, Say
from handlers.talk.task_events import TaskDenied, TaskGiven

LONGEST: Final = 1_000
SHORTEST: Final = 8
_NAMED = 5
_EVERYWHERE = re.compile(
    r"\b(?:tat ca|toan tinh|moi xa|cac xa,? phuong|cac xa va phuong|\d\d xa,? phuong|all (?:units|communes))\b"
)
_PAPER = re.compile(r"\b\d{1,5}(?:/\d{4})?\s?[-/]\s?[A-ZĐ]{2,}(?:[-/][A-ZĐ0-9]+)*", re.IGNORECASE)
_SOURCE = re.compile(
    r"[,;.]?\s*\b(?:theo|by)\s+(?:(?:thông báo|thong bao|kết luận|ket luan|tb|notice)\s+)?(?:số\s+|so\s+)?"
    + _PAPER.pattern,
    re.IGNORECASE,
)
_RHYTHMS: Final[Mapping[Rhythm, re.Pattern[str]]] = {
    "monthly": re.compile(r"\b(?:h[aă]ng thang|moi thang|monthly|every month)\b"),
    "quarterly": re.compile(r"\b(?:hang quy|moi quy|quarterly|every quarter)\b"),
    "half-yearly": re.compile(r"\b(?:6 thang mot lan|nua nam mot lan|half-yearly|every six months)\b"),
    "yearly": re.compile(r"\b(?:hang nam|moi nam|yearly|every year)\b"),
}
_LEAD: Final = re.compile(
    r"(?:(?:giao|yêu cầu|yeu cau|đề nghị|de nghi|cho|ubnd|và|va|các|cac|xã|xa|phường|phuong)\s+)+", re.IGNORECASE
)


def new(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Begin to give a task, or read it from what stands behind the command."""
    if not any(post.kind == "standing" for post in facts.person.posts):
        return Turn(state, (say("task.standing_only", *state.offered),))
    here = TaskGiving(**kept(state) | {"album": None})
    text = clean(event.body.value) if isinstance(event.body, Tap) else ""
    turn = _read(here, text, event, facts) if text else Turn(here, (question(here, facts),))
    if isinstance(state, TaskGiving) or not unsent(state) or not turn.says:
        return turn
    return Turn(turn.state, (retry(say("task.left"), turn.says[0]),), turn.effects)


def take(state: TaskGiving, event: Event, facts: Facts) -> Turn | None:
    """Take the whole task, what was missing of it, or its sending."""
    match event.body:
        case Tap(step="task.give.send") if _missing(state) is None and state.due is not None:
            task = GiveTask(
                conclusion=state.conclusion,
                words=state.words,
                units=state.units,
                due=state.due,
                rhythm=state.rhythm,
            )
            return Turn(idle(state), (), (task,))
        case Tap(step="task.give.rewrite"):
            anew = TaskGiving(**kept(state))
            return Turn(anew, (question(anew, facts),))
        case Text(text=text):
            return _read(state, clean(text), event, facts)
        case Photo() | File() | Voice():
            return Turn(state, (retry(say("desk.words_only"), question(state, facts)),))
        case _:
            return None


_TITLES = ("xa", "phuong", "ubnd")
_LONGEST_NAME = 8
"""Words of a text that may be a unit's name, and one more."""


def _read(state: TaskGiving, text: str, event: Event, facts: Facts) -> Turn:
    """Read a text as the answer to what is missing; as a new task where nothing is."""
    match _missing(state):
        case "units":
            found = units_in(text, facts.directory, answer=True)
            if not found:
                return _again(state, say("task.give.no_unit"), facts)
            state = state.model_copy(update={"units": found})
        case "due":
            day = find_due(text, today(event), answer=True)
            if day is None:
                return _again(state, say("task.give.no_day"), facts)
            state = state.model_copy(update={"due": day})
        case "conclusion":
            if not words(text) or len(text) > 60:
                return _again(state, say("task.give.no_paper"), facts)
            state = state.model_copy(update={"conclusion": " ".join(text.split())})
        case "words" | None:
            if len(words(text)) < SHORTEST or len(text) > LONGEST:
                return _again(state, say("task.give.unclear", limit=LONGEST), facts)
            state = state.model_copy(update=_parts(text, event, facts))
    return Turn(state, (question(state, facts),))


def _again(state: TaskGiving, why: Say, facts: Facts) -> Turn:
    return Turn(state, (retry(why, question(state, facts)),))


def _parts(text: str, event: Event, facts: Facts) -> dict[str, object]:
    """Give all that a sentence says of a task."""
    paper = _PAPER.search(text)
    rest = text.replace(paper[0], " ") if paper else text
    plain = fold(text)
    rhythm = next((one for one, form in _RHYTHMS.items() if form.search(plain)), "none")
    units = units_in(rest, facts.directory)
    return {
        "words": _without(units, _SOURCE.sub("", text).strip() or text, facts.directory),
        "units": units,
        "due": find_due(rest, today(event)) or find_due(rest, today(event), answer=True),
        "conclusion": re.sub(r"\s", "", paper[0]) if paper else "",
        "rhythm": rhythm,
    }


def _without(units: tuple[str, ...], text: str, directory: Directory) -> str:
    """Give a text without the names of its units that it opens with, since each is told of its own task alone."""
    rest = text.split()
    while rest and fold(rest[0]) in _TITLES:
        names = ((at, directory.named_in(" ".join(rest[:at]).strip(",;:"))) for at in range(2, _LONGEST_NAME))
        ends = next((at for at, unit in names if unit is not None and unit.code in units), None)
        if ends is None:
            break
        rest = rest[ends + 1 :] if fold(" ".join(rest[ends : ends + 1])) in ("va", "and") else rest[ends:]
    said = " ".join(rest).lstrip(":,; ")
    if len(rest) == len(text.split()) or len(words(said)) < SHORTEST:
        return text
    return said[0].upper() + said[1:]


def units_in(text: str, directory: Directory, *, answer: bool = False) -> tuple[str, ...]:
    """Give the codes of the units that a text names, all of them for "tất cả"; () if none is clear.

    In an `answer` a part may be nothing but a name, with typing errors; each part must then name one unit.
    """
    if _EVERYWHERE.search(fold(text)) or (answer and fold(text) in ("tat ca", "all")):
        return tuple(unit.code for unit in directory.units if directory.in_force(unit.code))
    found: dict[str, None] = {}
    for part in re.split(r"[,;\n]|\s(?:và|va|and)\s", text):
        bare = _LEAD.sub("", part.strip(), count=1) if _LEAD.match(part.strip()) else part.strip()
        unit = directory.named_in(part) or (directory.named_in(f"UBND {bare}") if bare else None)
        if unit is None and answer and bare:
            near = directory.find(part.strip())
            unit = near[0] if len(near) == 1 else None
            if unit is None:
                return ()
        if unit is not None:
            found[unit.code] = None
    return tuple(found)


def _missing(state: TaskGiving) -> str | None:
    if not state.words:
        return "words"
    if not state.units:
        return "units"
    if state.due is None:
        return "due"
    return None if state.conclusion else "conclusion"


def question(state: TaskGiving, facts: Facts) -> Say:
    """Give the question that is open: what is missing, or a look at the whole."""
    cancel = verb("menu.cancel")
    match _missing(state):
        case "words":
            return say("task.give.ask", cancel, want="text")
        case "units":
            return say("task.give.ask_units", cancel, want="text")
        case "due":
            return say("task.give.ask_day", cancel, want="text")
        case "conclusion":
            return say("task.give.ask_paper", cancel, want="text")
    assert state.due is not None
    known = (facts.directory.get(code) for code in state.units)
    names = [unit.name for unit in known if unit is not None]
    lines = [quoted(state.words), say("task.give.paper", conclusion=state.conclusion)]
    if len(names) > _NAMED:
        lines.insert(0, say("task.give.many_units", units=", ".join(names[:_NAMED]), n=len(names) - _NAMED))
    else:
        lines.insert(0, say("task.give.units", units=", ".join(names)))
    if state.rhythm != "none":
        lines.append(say(f"task.rhythm.{state.rhythm}"))
    buttons = (
        Button(step="task.give.send", value="send", key="task.give.send"),
        Button(step="task.give.rewrite", key="button.desk.rewrite"),
        cancel,
    )
    look = say("task.give.look", *buttons, want="choice", day=Day(day=state.due))
    return look.model_copy(update={"lines": tuple(lines)})


def given(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Say to how many the task goes, and where nobody is there to read it."""
    body = event.body
    if isinstance(body, TaskDenied):
        return Turn(idle(state), (say("task.standing_only"),))
    if not isinstance(body, TaskGiven):
        return None
    more = []
    if body.known:
        more.append(say("task.give.known", n=body.known))
    if body.unheld:
        more.append(say("task.give.unheld", n=body.unheld))
    told = say("task.give.given", verb("task.list"), verb("task.new"), n=body.n)
    return Turn(idle(state), (told.model_copy(update={"lines": tuple(more)}),))


VERBS: Mapping[str, Verb] = {"task.new": for_officials(new)}
