"""Finds in the code which texts it speaks: keys written out, and patterns that are filled at run time."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import get_args

from bot.catalogues import load
from bot.posters.ways import Channel
from bot.serving import COMMANDS
from bot.sheet_words import FIXED, MEANINGS
from bot.web.pages import text_keys
from handlers.casework.cases import FINDINGS, REJECT_CODES, About, Action, Flag, Solved, Status
from handlers.casework.categories import REPORTABLE, Category, PostKind
from handlers.casework.closing import TEMPLATES
from handlers.casework.periods import KINDS
from handlers.casework.surveys_file import GROUPS
from handlers.casework.task_effects import TaskScope, TaskWords
from handlers.casework.tasks import RHYTHMS, STEPS
from handlers.casework.tasks import Action as TaskAction
from handlers.digests.figures import Figure
from handlers.digests.scorecard_page import LISTS
from handlers.flows.gathered import OFFICIAL_KINDS, REPORTER_KINDS
from handlers.flows.link import CHANNELS
from handlers.flows.not_for import KINDS as NOT_FOR_KINDS
from handlers.flows.scoring_questions import CHOICES
from handlers.talk.dates import DayProblem
from handlers.talk.events import Denied, JoinRefused, Unsupported
from handlers.talk.link_events import LinkRefused
from handlers.talk.survey_events import SurveyRefusal
from handlers.talk.typed import TYPED
from handlers.talk.understanding import Intent

QUESTIONS = ("field", "result", "apology", "extra")
"""Those whose choices have words of their own."""
ROOT = Path(__file__).parents[2]
TEXTS = load()
KEYS = set(TEXTS["vi"])
LEFT = ("left", "today", "due", "late", "just_late")
CODE_FILES = [
    *(path for folder in ("handlers", "bot") for path in sorted((ROOT / folder).rglob("*.py"))),
]
SPEAKS = {"say": 0, "_by": 0, "_reached": 0, "text": 1, "texts": 1, "service": 0}
"""Functions that are given the key of a text, and at which place."""
NAMED = {"Say", "Word", "Button"}
FAMILIES: Mapping[str, Iterable[str]] = {
    "bad.{}": get_args(Unsupported.model_fields["what"].annotation),
    "button.{}": ("desk.accept", "desk.ask", "desk.answer", "desk.transfer", "desk.reject", "desk.open", "case.show"),
    "button.task.{}": get_args(TaskAction),
    "card.about.{}": get_args(About),
    "card.head.{}": LEFT,
    "card.judged.{}": get_args(Solved),
    "category.{}": Category,
    "channel.{}": CHANNELS,
    "command.{}": set(chain(*COMMANDS.values())),
    "denied.{}": get_args(Denied.model_fields["why"].annotation),
    "desk.day.{}": DayProblem,
    "desk.flag.{}": get_args(Flag),
    "desk.line.{}": (*LEFT, "undated"),
    "desk.open.{}": (*LEFT, "undated"),
    "digest.figure.{}": get_args(Figure),
    "digest.open.{}": ("soon", "spots", "reopened", "rejected"),
    "digest.span.{}": KINDS,
    "gathered.{}": OFFICIAL_KINDS,
    "gathered.own.{}": (*REPORTER_KINDS[1:], "overdue", "stepped_up"),
    "guidance.{}": set(Intent) - {Intent.REPORT, Intent.STATUS},
    "happening.{}": {*Action, "file", "amend", "overdue", "other", "score", "pass_on", "give_back", "nudge"},
    "instead.{}": REJECT_CODES,
    "join.{}": get_args(JoinRefused.model_fields["why"].annotation),
    "link.{}": get_args(LinkRefused.model_fields["why"].annotation),
    "menu.help_{}": ("official", "committee"),
    "notice.judged.{}": get_args(Solved),
    "outcome.finding.{}": FINDINGS,
    "own.judged.{}": get_args(Solved),
    "own.next.{}": ("reminder", "amber", "overdue", "judge", "close", "escalate", "unaccepted"),
    "post.{}": get_args(PostKind),
    "poster.channel.{}": get_args(Channel),
    "preview.about.{}": get_args(About),
    "reject.words.{}": REJECT_CODES,
    "reject.{}": REJECT_CODES,
    "rejected.{}": REJECT_CODES,
    "report.confirm.{}": ("identity", "identity_change"),
    "report.not_for.{}": NOT_FOR_KINDS,
    "report.when.{}": {*DayProblem, "unknown"},
    "score.{}": ("1", "2", "3", "4", "5"),
    "service.{}": (*CHOICES, *(f"{name}.{one}" for name in QUESTIONS for one in CHOICES[name])),
    "service.slip.{}": ("unknown", "used", "expired"),
    "sheet.{}": {*FIXED, *MEANINGS[-3:]},
    "sheet.carried.{}": ("picture", "workbook"),
    "sheet.failed.{}": ("picture", "workbook"),
    "sheet.made.{}": ("picture", "workbook"),
    "sheet.meaning.{}": MEANINGS,
    "sheet.span.{}": KINDS,
    "status.{}": Status,
    "task.did.{}": get_args(TaskAction),
    "task.head.{}": ("left", "late"),
    "task.line.{}": ("left", "today", "late", "just_late"),
    "task.list.{}": get_args(TaskScope),
    "task.look.{}": get_args(TaskWords),
    "task.none.{}": get_args(TaskScope),
    "task.report.{}": get_args(TaskAction),
    "task.report.{}_paper": set(get_args(TaskAction)) - {"accept"},
    "task.rhythm.{}": set(RHYTHMS) - {"none"},
    "task.title.{}": get_args(TaskScope),
    "task.told.{}": STEPS,
    "task.write.{}": get_args(TaskWords),
    "survey.refused.{}": get_args(SurveyRefusal),
    "template.{}": TEMPLATES,
    "updates.type.{}": ("reply", "rate", "show", "appeal"),
    "web.{}": (),  # `text_keys` gives them
    "scorecard.list.{}": LISTS,
    "scorecard.open.{}": LISTS,
    "{}.look": ("transfer", "reject", "extend"),
    "{}.send": ("transfer", "reject", "extend"),
    "{}.short": ("transfer", "reject", "extend"),
    "{}.counter": ("card.what",),
    "{}.day": ("card.what", "card.what.counter"),
    "{}_somebody": ("updates.accepted", "updates.asked", "updates.answered"),
    "{}_unheld": ("follow_up.added", "follow_up.amended"),
}
"""Keys that are put together: the pattern as it stands in the code, and what it is filled with."""
MANY = {
    "report.edit": ("story", "category", "about", "unit", "when", "counter", "photos", "identity", "not_for"),
    "report.not_for": NOT_FOR_KINDS,
    "score": ("1", "2", "3", "4", "5"),
    "category": REPORTABLE,
    "reject": REJECT_CODES,
    "finding": FINDINGS,
    "survey.group": GROUPS,
}
"""Choices whose values come from a table."""
VERBS_BY_NAME = (
    "desk.accept",
    "desk.ask",
    "desk.answer",
    "desk.transfer",
    "desk.reject",
    "desk.extend",
    "desk.recuse",
    "rate.yes",
    "rate.partly",
    "rate.no",
)
TYPED_ELSEWHERE = {
    *("typed.yes", "typed.no", "typed.overdue", "typed.send", "typed.done", "typed.nobody"),
    *(f"typed.score.{n}" for n in range(1, 6)),
}


def literals(node: ast.expr | None, around: ast.AST) -> Iterator[str]:
    """Give the keys that an expression may stand for; a part put in at run time is written as {}."""
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.JoinedStr(values=values):
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in values)
        case ast.IfExp(body=one, orelse=other):
            yield from literals(one, around)
            yield from literals(other, around)
        case ast.Name(id=name):
            for line in ast.walk(around):
                match line:
                    case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                        yield from literals(value, ast.Module([], []))
                    case ast.Assign(
                        targets=[ast.Tuple(elts=[ast.Name(id=target), *_])], value=ast.Tuple(elts=[value, *_])
                    ):
                        yield from literals(value, ast.Module([], [])) if target == name else ()


def spoken(call: ast.Call, around: ast.AST) -> Iterator[str]:
    """Give the keys that a call speaks."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if name in SPEAKS and len(call.args) > SPEAKS[name]:
        yield from literals(call.args[SPEAKS[name]], around)
    elif name in NAMED:
        yield from literals(named.get("key"), around)
    elif name == "verb" and call.args:
        yield from (f"button.{step}" for step in literals(call.args[0], around))
    elif name == "choice" and call.args:
        for base in literals(named.get("prefix", call.args[0]), around):
            yield from (f"{base}.{one}" for value in call.args[1:] for one in literals(value, around))
            if any(isinstance(value, ast.Starred) for value in call.args[1:]):
                yield from (f"{base}.{value}" for value in MANY[base])


def keys_in(path: Path) -> Iterator[tuple[str, str]]:
    """Give the keys that a file speaks, each with its place."""
    tree = ast.parse(path.read_text())
    for around in ast.walk(tree):
        if isinstance(around, ast.FunctionDef | ast.Module):
            own = around if isinstance(around, ast.FunctionDef) else ast.Module([], [])
            for node in ast.walk(around):
                found: Iterable[str] = ()
                match node:
                    case ast.Call():
                        found = spoken(node, own)
                    case ast.Dict(keys=[*names], values=values):
                        pairs = zip(names, values, strict=True)
                        wanted = [
                            value for name, value in pairs if isinstance(name, ast.Constant) and name.value == "key"
                        ]
                        found = (key for value in wanted for key in literals(value, own))
                yield from ((key, f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}") for key in found)


def speaks(path: Path) -> bool:
    """Whether keys in this file are texts: flows, digests, the machine, and what `bot` says itself."""
    folders = ("flows", "digests", "bot", "web", "commands", "posters")
    return path.parent.name in folders or path.name in ("machine.py", "ask.py")


def labels_in(path: Path) -> Iterator[str]:
    """Give the keys that a file writes on buttons."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("Button", "verb", "choice")
        ):
            yield from spoken(node, tree)


SPOKEN = {
    key: place
    for path in CODE_FILES
    if speaks(path)
    for key, place in keys_in(path)
    if path.name != "ask.py" or "{}" not in key  # its patterns are those of `choice` and `verb`, whose callers are read
}
PATTERNS = {key for key in SPOKEN if "{}" in key}
MADE = {pattern.replace("{}", str(value)) for pattern, values in FAMILIES.items() for value in values}
USED = {
    *(SPOKEN.keys() - PATTERNS),
    *MADE,
    *(f"button.{step}" for step in VERBS_BY_NAME),
    *text_keys(),
    *TYPED,
    *TYPED_ELSEWHERE,
    *(f"urgency.{how}" for how in ("late", "soon", "grave", "calm")),
}
