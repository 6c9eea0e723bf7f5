"""Does what turns name about tasks of conclusions: given, listed, opened, reported on, sent back, taken back."""

from datetime import date, datetime, timedelta

from bot.work import Work
from bot.world import World
from handlers.casework.organisation import Organisation
from handlers.casework.periods import read_period
from handlers.casework.task_effects import FindTasks, GiveTask, MoveTask, OpenTask, Tasking
from handlers.casework.task_views import TaskLine, TaskReport, TaskView
from handlers.casework.tasks import Late, Role, Task, acting, allowed, choices, due_at, may, moved, roles
from handlers.casework.tasks_file import TaskPlan
from handlers.casework.worktime import working_days_between
from handlers.flows.task_cards import PAGE, news
from handlers.talk.facts import Person
from handlers.talk.says import Attachment
from handlers.talk.task_events import TaskAnswer, TaskDenied, TaskDone, TaskGiven, TaskPage, TaskShown
from storage import task_files, tasks
from storage.database import Connection

MOST_SHOWN = 5
"""So many of a task's files follow its card, the newest."""
LATELY = timedelta(days=30)
"""So long what was reported done stands in its list."""
_MADE_BY_PEOPLE = frozenset({"accept", "progress", "done", "return", "withdraw"})
WORDY = frozenset({"progress", "return", "withdraw"})
"""What cannot be done without words; the end of a task needs words or the number of a paper."""


async def act(work: Work, effect: Tasking, person: Person) -> TaskAnswer:
    """Do one effect about tasks for a person, and give what came of it."""
    match effect:
        case GiveTask():
            return await _give(work, effect, person)
        case FindTasks():
            return await _find(work, effect, person.id)
        case OpenTask():
            return await _open(work, effect, person.id)
        case MoveTask():
            return await _move(work, effect, person.id)


async def _give(work: Work, effect: GiveTask, person: Person) -> TaskAnswer:
    org = await work.org()
    if not any(post.kind == "standing" for post in org.posts_of(person.id, work.at)):
        return TaskDenied(why="standing_only")
    given = known = unheld = 0
    for unit in effect.units:
        if await tasks.same(work.tx, effect.conclusion, unit, "", effect.words) is not None:
            known += 1
            continue
        task = Task(
            code=await _code(work.world, work.tx),
            conclusion=effect.conclusion,
            words=effect.words,
            unit=unit,
            first=effect.due,
            due=effect.due,
            rhythm=effect.rhythm,
            given_at=work.at,
        )
        await keep_new(work.world, work.tx, task, person.id)
        given += 1
        unheld += not acting(task, org, work.at)
    return TaskGiven(n=given, known=known, unheld=unheld)


async def _code(world: World, conn: Connection) -> str:
    """Draw a code that no task has."""
    while await tasks.get(conn, code := world.draw()) is not None:
        pass
    return code


async def keep_new(world: World, tx: Connection, task: Task, person: int | None) -> None:
    """Keep a new task; the clock hands it over at the next tick."""
    await tasks.add(tx, task, world.calendar, world.remind_days)
    await tasks.record(tx, task, world.calendar, task.given_at, "give", person=person, text=task.conclusion)


async def apply(world: World, tx: Connection, plan: TaskPlan) -> None:
    """Do what an import of tasks would do, in the caller's transaction."""
    now = world.clock.now()
    for wish in plan.new:
        told = wish.model_dump(exclude={"line", "due"})
        task = Task(code=await _code(world, tx), first=wish.due, due=wish.due, given_at=now, **told)
        await keep_new(world, tx, task, None)
    for before, after in plan.changed:
        await tasks.save(tx, after, world.calendar, world.remind_days)
        text = f"{before.first} {before.rhythm} → {after.first} {after.rhythm}"
        await tasks.record(tx, before, world.calendar, now, "change", text=text)


async def _find(work: Work, effect: FindTasks, person: int) -> TaskPage:
    """Give a page of the tasks of which the person may know."""
    org = await work.org()
    everything = any(post.kind == "standing" for post in org.posts_of(person, work.at))
    shown = TaskPage(lines=(), total=0, page=0, scope=effect.scope, period=effect.period)
    if everything and effect.scope == "owed":
        total = await tasks.live_count(work.tx)
        page = _page(effect.page, total)
        some = await tasks.live(work.tx, PAGE, page * PAGE)
        lines = tuple(line(work, org, one) for one in some)
        return shown.model_copy(update={"lines": lines, "total": total, "page": page})
    try:
        found = await _found(work, org, effect, person)
    except ValueError:
        found = []
    if not everything:
        found = [one for one in found if roles(one.task, person, org, work.at)]
    page = _page(effect.page, len(found))
    lines = tuple(line(work, org, task, at) for task, at in found[page * PAGE : (page + 1) * PAGE])
    return shown.model_copy(update={"lines": lines, "total": len(found), "page": page})


async def _found(work: Work, org: Organisation, effect: FindTasks, person: int) -> list[Late]:
    """Give the tasks of a list, in its order; ValueError for a period that there is not."""
    match effect.scope:
        case "overdue":
            moment = min(read_period(effect.period).end, work.at) if effect.period else work.at
            return list(await tasks.overdue(work.tx, moment, None))
        case "done":
            return [_late(work, one, one.ended) for one in await tasks.done_since(work.tx, work.at - LATELY)]
        case "owed":
            units, posts = _concerned(org, person, work.at)
            owed = [_late(work, one, one.due) for one in await tasks.of_posts(work.tx, units, posts)]
            return sorted(owed, key=lambda one: (one.due_at, one.task.unit, one.task.code))


def _late(work: Work, task: Task, day: date | None) -> Late:
    return Late(task, due_at(day or task.due, work.world.calendar))


def _concerned(org: Organisation, person: int, now: datetime) -> tuple[set[str], list[str]]:
    """Give the units, also those that they took over, and the posts whose tasks may concern a person."""
    seats = [org.posts[one.post] for one in org.seats_of(person, now, now) if org.exists(one.post, now)]
    units = {post.unit for post in seats if post.unit}
    for post in org.posts_of(person, now):
        units |= set(org.follows(post.id, now)) if post.kind == "member" else set()
    return units | {old for unit in units for old in org.directory.absorbed.get(unit, ())}, [one.id for one in seats]


def _page(wanted: int, total: int) -> int:
    return min(max(0, wanted), max(1, -(-total // PAGE)) - 1)


async def _open(work: Work, effect: OpenTask, person: int) -> TaskAnswer:
    task = await tasks.get(work.tx, effect.code)
    held = roles(task, person, await work.org(), work.at) if task else frozenset[Role]()
    if task is None or not held or (effect.to != "show" and not may(task, effect.to, held)):
        return TaskDenied(why="not_found", code=effect.code)
    if effect.to != "show" and not allowed(task, effect.to):
        return TaskDenied(why="moved_on", code=effect.code)
    shown = TaskShown(task=await view(work, task, held), to=effect.to)
    if effect.to != "show":
        return shown
    kept = [one for one in await task_files.of_task(work.tx, task.code) if one.hash]
    proof = tuple(Attachment(hash=one.hash or "", mime=one.mime, name=one.name) for one in kept[-MOST_SHOWN:])
    return shown.model_copy(update={"files": proof})


async def _move(work: Work, effect: MoveTask, person: int) -> TaskAnswer:
    opened = await tasks.get(work.tx, effect.code)
    held = roles(opened, person, await work.org(), work.at) if opened else frozenset[Role]()
    if opened is None or not may(opened, effect.action, held):
        return TaskDenied(why="not_found", code=effect.code)
    if not allowed(opened, effect.action):
        return TaskDenied(why="moved_on", code=effect.code)
    proof = bool(effect.document or effect.files)
    if not effect.words and (effect.action in WORDY or (effect.action == "done" and not proof)):
        return TaskDenied(why="no_words", code=effect.code)
    world = work.world
    task = moved(opened, effect.action, work.at, world.calendar, world.remind_days)
    await tasks.save(work.tx, task, world.calendar, world.remind_days)
    about = task if effect.action == "return" else opened
    wrote = {"text": effect.words, "document": effect.document}
    await tasks.record(work.tx, about, world.calendar, work.at, effect.action, person=person, **wrote)
    for file in effect.files:
        await task_files.want(work.tx, task.code, file, work.at)
    await _tell_others(work, task, effect, person)
    return TaskDone(action=effect.action, task=await view(work, task, held))


async def _tell_others(work: Work, task: Task, effect: MoveTask, person: int) -> None:
    """Tell those who owe a task that it was sent back or taken back."""
    if effect.action not in ("return", "withdraw"):
        return
    org = await work.org()
    for reader in acting(task, org, work.at):
        if reader != person:
            seen = await view(work, task, roles(task, reader, org, work.at))
            await work.tell(reader, "official", news(seen, effect.action, effect.words))


def line(work: Work, org: Organisation, task: Task, at: datetime | None = None) -> TaskLine:
    """Give the task as one line of a list; `at` is when it was due, if that is not the occurrence owed now."""
    return TaskLine.model_validate(_told(work, org, task, at))


def _told(work: Work, org: Organisation, task: Task, at: datetime | None = None) -> dict[str, object]:
    world = work.world
    due = at or due_at(task.due, world.calendar)
    return {
        "code": task.code,
        "conclusion": task.conclusion,
        "words": task.words,
        "unit": world.directory.shown(task.unit) if task.unit else "",
        "post": org.view(task.post) if task.post else None,
        "due": due,
        "late": task.live and due < work.at,
        "days_left": working_days_between(work.at, due, world.calendar),
        "status": task.status,
    }


async def view(work: Work, task: Task, held: frozenset[Role]) -> TaskView:
    """Give all of a task that somebody with these roles may see, with what may be done."""
    rows = [one for one in await tasks.moves(work.tx, task.code) if one.action in _MADE_BY_PEOPLE]
    reports = tuple(TaskReport.model_validate(one._asdict()) for one in rows)
    more = task.model_dump(include={"dated", "title", "rhythm", "taken"})
    told = _told(work, await work.org(), task)
    files = len(await task_files.of_task(work.tx, task.code))
    here = {"reports": reports, "choices": choices(task, held), "files": files}
    return TaskView.model_validate(told | more | here)
