"""Tasks of a conclusion (thông báo kết luận): who owes what by when, once or again and again, and what is due when."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, get_args

from pydantic import AwareDatetime

from handlers.casework.organisation import Organisation, post_id
from handlers.casework.worktime import MORNING, ZONE, Calendar, is_working
from handlers.value import Value

Rhythm = Literal["none", "monthly", "quarterly", "half-yearly", "yearly"]
"""How often a task comes again, such as a regular meeting (chế độ họp) or what must be published each quarter."""
RHYTHMS: Final[tuple[Rhythm, ...]] = get_args(Rhythm)
Status = Literal["open", "reported", "done", "withdrawn"]
"""`reported`: progress was told of, the end was not. Open and reported tasks are owed."""
Step = Literal["hand", "remind", "today", "overdue"]
"""What happens to a task by itself, in this order: handed over, reminded of, due today, overdue."""
Action = Literal["accept", "progress", "done", "return", "withdraw"]
"""What a person does with a task: take note, report, end it; send it back, or take it back."""
Role = Literal["owner", "standing", "reader"]
"""What a person is to a task: whoever owes it, the standing body that gave it, or a member who follows the unit."""

STEPS: Final[tuple[Step, ...]] = get_args(Step)
REMIND_DAYS: Final = 3
CLOSING: Final = time(17)
_MONTHS: Final[Mapping[Rhythm, int]] = MappingProxyType(
    {"none": 0, "monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
)
_DAY: Final = timedelta(days=1)
_LIVE: Final = frozenset({"open", "reported"})
_WHO: Final[Mapping[Action, Role]] = MappingProxyType(
    {"accept": "owner", "progress": "owner", "done": "owner", "return": "standing", "withdraw": "standing"}
)


class Task(Value):
    """A task of a conclusion: what, for which unit or (where there is none) post, by which day, with which rhythm.

    `first` is the first day on which it was due, by which its rhythm goes; `due` the day of the occurrence that is
    owed now, and `ended` that of the last one reported as done. `told` is the last step that somebody was told of.
    """

    code: str
    conclusion: str
    """The number of the paper, such as "12/TB-UBND"."""
    dated: date | None = None
    title: str = ""
    words: str
    unit: str = ""
    post: str = ""
    first: date
    due: date
    rhythm: Rhythm = "none"
    status: Status = "open"
    given_at: AwareDatetime
    taken: bool = False
    """Whether somebody who owes it has said to have read it."""
    told: Step | None = None
    ended: date | None = None

    @property
    def live(self) -> bool:
        """Whether it is owed."""
        return self.status in _LIVE


class Due(NamedTuple):
    """A step and its moment."""

    step: Step
    at: datetime


class Late(NamedTuple):
    """A task that was owed and late at a moment, and when it had been due."""

    task: Task
    due_at: datetime


def next_due(first: date, rhythm: Rhythm, after: date) -> date | None:
    """Give the first day after another on which a task with a rhythm is due; None for one that does not come again.

    It keeps the day of the month of its first time; in a shorter month it is that month's last day.
    """
    months = _MONTHS[rhythm]
    if not months:
        return None
    passed = (after.year - first.year) * 12 + after.month - first.month
    n = max(0, passed // months)
    while (day := _later(first, n * months)) <= after:
        n += 1
    return day


def _later(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def last_working_day(day: date, calendar: Calendar) -> date:
    """Give the day on which a limit that names a day really ends: the next working day where that is a day off.

    BLDS 2015, Art. 148(5).
    """
    while not is_working(day, calendar):
        day += _DAY
    return day


def due_at(day: date, calendar: Calendar) -> datetime:
    """Give when a task of a day is due: at 17:00 of it, or of the next working day (BLDS 2015, Art. 148(5))."""
    return datetime.combine(last_working_day(day, calendar), CLOSING, ZONE)


def steps(task: Task, calendar: Calendar, remind_days: int = REMIND_DAYS) -> tuple[Due, ...]:
    """Give all steps of what is owed now, in order: handed over at once, reminded of so many working days before.

    Reminders come at 9:00; a reminder of no days before is none. () for a task that is not owed.
    """
    if not task.live:
        return ()
    ends = last_working_day(task.due, calendar)
    found = [Due("hand", task.given_at)]
    if remind_days > 0:
        day, left = ends, remind_days
        while left:
            day -= _DAY
            left -= is_working(day, calendar)
        found.append(Due("remind", datetime.combine(day, MORNING, ZONE)))
    found.append(Due("today", datetime.combine(ends, MORNING, ZONE)))
    found.append(Due("overdue", due_at(task.due, calendar)))
    return tuple(found)


def following(task: Task, calendar: Calendar, remind_days: int = REMIND_DAYS) -> Due | None:
    """Give the next step that nobody was told of; None if there is none."""
    after = -1 if task.told is None else STEPS.index(task.told)
    return next((one for one in steps(task, calendar, remind_days) if STEPS.index(one.step) > after), None)


def catch_up(task: Task, calendar: Calendar, now: datetime, remind_days: int = REMIND_DAYS) -> tuple[Task, Step | None]:
    """Give the task with all steps up to a moment told at once, and what to tell: the last of them, however late.

    A task that was never handed over is told as a new one, whatever else has passed.
    """
    after = -1 if task.told is None else STEPS.index(task.told)
    passed = [one.step for one in steps(task, calendar, remind_days) if one.at <= now]
    fresh = [step for step in passed if STEPS.index(step) > after]
    if not fresh:
        return task, None
    return task.model_copy(update={"told": fresh[-1]}), "hand" if task.told is None else fresh[-1]


def overdue(task: Task, calendar: Calendar, now: datetime) -> bool:
    """Whether a task is owed and its time has passed."""
    return task.live and due_at(task.due, calendar) < now


def allowed(task: Task, action: Action) -> bool:
    """Whether a task stands so that this may be done to it, by whomever it is for."""
    match action:
        case "accept":
            return task.live and not task.taken
        case "return":
            return task.ended is not None and task.status != "withdrawn"
        case "progress" | "done" | "withdraw":
            return task.live


def moved(task: Task, action: Action, now: datetime, calendar: Calendar, remind_days: int = REMIND_DAYS) -> Task:
    """Give a task after an action that is allowed.

    One with a rhythm that is done is owed again on the next day of its rhythm that is still to come; sent back, the
    last time is owed once more, and nobody is told again of what has passed already.
    """
    match action:
        case "accept":
            return task.model_copy(update={"taken": True})
        case "progress":
            return task.model_copy(update={"status": "reported", "taken": True})
        case "withdraw":
            return task.model_copy(update={"status": "withdrawn"})
        case "done":
            again = next_due(task.first, task.rhythm, max(task.due, now.astimezone(ZONE).date()))
            ended = {"taken": True, "ended": task.due}
            if again is None:
                return task.model_copy(update={**ended, "status": "done"})
            return task.model_copy(update={**ended, "status": "open", "due": again, "told": "hand"})
        case "return":
            back = task.model_copy(update={"status": "open", "due": task.ended or task.due, "ended": None})
            return catch_up(back.model_copy(update={"told": "hand"}), calendar, now, remind_days)[0]


def owners(task: Task, org: Organisation, now: datetime) -> tuple[str, ...]:
    """Give the posts that owe a task: the head of its unit, or of each that took that unit over; else its own post."""
    if not task.unit:
        return (task.post,)
    units = [unit.code for unit in org.directory.current(task.unit)] or [task.unit]
    return tuple(post for one in units if org.exists(post := post_id("head", one), now))


def acting(task: Task, org: Organisation, now: datetime) -> tuple[int, ...]:
    """Give the persons who are told of a task: who acts for the posts that owe it, each once."""
    return tuple(dict.fromkeys(one.person for post in owners(task, org, now) for one in org.acting(post, now)))


def roles(task: Task, person: int, org: Organisation, now: datetime) -> frozenset[Role]:
    """Give all that a person is to a task; nothing for whom it does not concern.

    Whoever holds a post that owes it, or is its deputy, and is there, may report.
    """
    found: set[Role] = set()
    seats = {one.person for post in owners(task, org, now) for one in org.seated(post, now)}
    if person in seats and not org.away(person, now):
        found.add("owner")
    for post in org.posts_of(person, now):
        if post.kind == "standing":
            found.add("standing")
        if post.kind == "member" and task.unit and _follows(task.unit, post.id, org, now):
            found.add("reader")
    return frozenset(found)


def concerns(task: Task, person: int, org: Organisation, now: datetime) -> bool:
    """Whether a task is of a person's business: by a role, or by a seat in a post that owes it, there or away."""
    seats = {one.person for post in owners(task, org, now) for one in org.seated(post, now)}
    return person in seats or bool(roles(task, person, org, now))


def _follows(unit: str, post: str, org: Organisation, now: datetime) -> bool:
    return post in org.followers(unit, now)


def may(task: Task, action: Action, held: frozenset[Role]) -> bool:
    """Whether who has these roles may do this to a task at all, as it stands or not."""
    return _WHO[action] in held


def choices(task: Task, held: frozenset[Role]) -> tuple[Action, ...]:
    """Give what somebody with these roles may do to a task now, in the order of use."""
    return tuple(one for one in get_args(Action) if may(task, one, held) and allowed(task, one))
