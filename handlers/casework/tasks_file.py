"""Tasks of conclusions as rows of a file: a row for each task, with the units that owe it and the day it is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from handlers.casework.day_cells import day_cell, read_day
from handlers.casework.organisation import PROVINCE_POSTS, Organisation
from handlers.casework.tables import MOST_TROUBLES, Broken, Columns, Row, Trouble
from handlers.casework.tasks import RHYTHMS, Rhythm, Task
from handlers.casework.units_file import unit_code
from handlers.folding import fold, words
from handlers.value import Value

TASK: Final = "task"
RECORDS: Final = {
    TASK: Columns(
        required=("conclusion", "task", "units", "due"),
        optional=("dated", "title", "rhythm"),
        lists=frozenset(("units",)),
    )
}
LONGEST: Final[Mapping[str, int]] = MappingProxyType({"conclusion": 60, "task": 1_000, "title": 200})
ALL: Final = frozenset({"all", "tat ca", "toan tinh"})
_RHYTHMS: Final[Mapping[str, Rhythm]] = MappingProxyType(
    {
        **{one: one for one in RHYTHMS},
        "": "none",
        "khong": "none",
        "hang thang": "monthly",
        "hang quy": "quarterly",
        "nua nam": "half-yearly",
        "6 thang": "half-yearly",
        "hang nam": "yearly",
    }
)
_LAST_YEAR: Final = 2100


class TaskWish(Value):
    """A task as a file wants it for one unit or post."""

    line: int
    conclusion: str
    dated: date | None
    title: str
    words: str
    unit: str
    post: str
    due: date
    rhythm: Rhythm

    @property
    def same(self) -> tuple[str, str, str, str]:
        """By what the same task is known again."""
        return self.conclusion, self.unit, self.post, words(self.words)


@dataclass(frozen=True)
class TaskPlan:
    """What an import would do: new tasks, those that change (as they were and will be), and how many stay."""

    new: tuple[TaskWish, ...]
    changed: tuple[tuple[Task, Task], ...]
    kept: int
    late: tuple[TaskWish, ...]
    """The new ones whose day is past already."""


def read_rhythm(text: str) -> Rhythm | None:
    """Give the rhythm that a cell or an answer names, in English or Vietnamese; None for no such rhythm."""
    return _RHYTHMS.get(text.strip()) or _RHYTHMS.get(fold(text).replace("hằng", "hang"))


def read_tasks(rows: Iterable[Row], org: Organisation, today: date) -> tuple[TaskWish, ...]:
    """Give what a file of tasks wants; Broken, with line and remedy of at most 20 troubles, if a row is not sound."""
    troubles: list[Trouble] = []
    wishes: dict[tuple[str, str, str, str], TaskWish] = {}
    for row in rows:
        for wish in _wishes(row, org, today, troubles):
            if wish.same in wishes:
                what = f"{wish.unit or wish.post} has this task of {wish.conclusion} on line {wishes[wish.same].line}"
                troubles.append(_trouble(row, what, "take one of the two rows out"))
            wishes.setdefault(wish.same, wish)
    if troubles:
        raise Broken(sorted(troubles, key=lambda one: one.line)[:MOST_TROUBLES])
    return tuple(wishes.values())


def _trouble(row: Row, what: str, remedy: str) -> Trouble:
    return Trouble(line=row.line, what=what, remedy=remedy)


def _wishes(row: Row, org: Organisation, today: date, troubles: list[Trouble]) -> list[TaskWish]:
    before = len(troubles)
    for column, most in LONGEST.items():
        if len(row[column]) > most:
            what = f"{column} has {len(row[column])} characters"
            troubles.append(_trouble(row, what, f"say it in at most {most}"))
    for column in ("conclusion", "task"):
        if not words(row[column]):
            troubles.append(_trouble(row, f"{column} says nothing", "write it in letters or digits"))
    due, dated = _day(row, "due", troubles), _day(row, "dated", troubles)
    if dated and dated > today:
        what = f"the conclusion is dated {dated}, which is still to come"
        troubles.append(_trouble(row, what, "write the day on the paper, or leave it empty"))
    if due and dated and due < dated:
        what = f"it is due on {due}, before the conclusion of {dated}"
        troubles.append(_trouble(row, what, "correct due or dated"))
    if due and due.year > _LAST_YEAR:
        troubles.append(_trouble(row, f"it is due in {due.year}", "write the year in four digits, such as 2026"))
    rhythm = read_rhythm(row["rhythm"])
    if rhythm is None:
        what = f"{row['rhythm']} is no rhythm"
        troubles.append(_trouble(row, what, f"write one of {', '.join(RHYTHMS)}, or leave it empty"))
    places = _places(row, org, troubles)
    if len(troubles) > before or due is None or rhythm is None:
        return []
    one = TaskWish(
        line=row.line,
        conclusion=row["conclusion"],
        dated=dated,
        title=row["title"],
        words=row["task"],
        unit="",
        post="",
        due=due,
        rhythm=rhythm,
    )
    return [one.model_copy(update={"unit": unit, "post": post}) for unit, post in places]


def _day(row: Row, column: str, troubles: list[Trouble]) -> date | None:
    if not row[column]:
        return None
    try:
        return read_day(row[column])
    except ValueError as error:
        what, _, remedy = str(error).partition(": ")
        troubles.append(_trouble(row, f"{column}: {what}", remedy))
        return None


def _places(row: Row, org: Organisation, troubles: list[Trouble]) -> list[tuple[str, str]]:
    """Give unit and post of each that a row names; one that is named twice is meant once."""
    found: dict[tuple[str, str], None] = {}
    directory = org.directory
    for text in row.several("units"):
        if fold(text) in ALL:
            found |= {(unit.code, ""): None for unit in directory.units if directory.in_force(unit.code)}
        elif text in PROVINCE_POSTS and text in org.posts:
            found["", text] = None
        elif (code := unit_code(text)).isdecimal():
            found |= {(one, ""): None for one in _by_code(code, row, org, troubles)}
        else:
            named = directory.find(text)
            if len(named) == 1:
                found[named[0].code, ""] = None
            elif named:
                meant = ", ".join(f"{unit.name} ({unit.code})" for unit in named)
                troubles.append(_trouble(row, f"{text} may be {meant}", "write the code of the one that is meant"))
            else:
                remedy = "write a code or name that `langnghe units find` knows, all, or a post of the province"
                troubles.append(_trouble(row, f"{text} is no unit", remedy))
    return list(found)


def _by_code(code: str, row: Row, org: Organisation, troubles: list[Trouble]) -> list[str]:
    directory = org.directory
    if directory.in_force(code):
        return [code]
    unit = directory.get(code)
    heirs = " or ".join(f"{heir.code} ({heir.name})" for heir in directory.current(code))
    if unit is not None and heirs:
        what = f"{code} ({unit.name}) has ceased"
        troubles.append(_trouble(row, what, f"write what took it over: {heirs}"))
    else:
        what = f"{code} is no unit" if unit is None else f"{code} ({unit.name}) is not in force"
        troubles.append(_trouble(row, what, f"look for the code: langnghe units find {row['units'][:30]}"))
    return []


def plan_tasks(wishes: Sequence[TaskWish], known: Iterable[Task], today: date) -> TaskPlan:
    """Give what keeping these wishes would change; `known` are all tasks.

    A task that is known by its paper, unit and words keeps its history; another day or rhythm is a change. Whatever
    the file does not name stays.
    """
    by_same = {
        (one.conclusion, one.unit, one.post, words(one.words)): one for one in known if one.status != "withdrawn"
    }
    new: list[TaskWish] = []
    changed: list[tuple[Task, Task]] = []
    for wish in wishes:
        task = by_same.get(wish.same)
        if task is None:
            new.append(wish)
            continue
        after = task.model_copy(update={"dated": wish.dated or task.dated, "title": wish.title or task.title})
        if (wish.due, wish.rhythm) != (task.first, task.rhythm) and task.live:
            fresh = {"first": wish.due, "due": wish.due, "rhythm": wish.rhythm}
            after = after.model_copy(update={**fresh, "told": "hand" if task.told else None})
        if after != task:
            changed.append((task, after))
    late = tuple(one for one in new if one.due < today)
    return TaskPlan(tuple(new), tuple(changed), len(wishes) - len(new) - len(changed), late)


def task_rows(tasks: Iterable[Task]) -> tuple[Row, ...]:
    """Give the rows of a file that says these tasks, those taken back left out; reading it again changes nothing."""
    return tuple(
        Row(
            0,
            TASK,
            {
                "conclusion": task.conclusion,
                "task": task.words,
                "units": task.unit or task.post,
                "due": day_cell(task.first),
                "dated": day_cell(task.dated),
                "title": task.title,
                "rhythm": "" if task.rhythm == "none" else task.rhythm,
            },
        )
        for task in tasks
        if task.status != "withdrawn"
    )
