"""`tasks`: what conclusions ask of units, listed, exported, imported, with ready examples."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bot import importing
from bot.commands.proposals import Apply, OutFile, TableFile, export_to, refuse
from bot.commands.shell import WRONG_USE, AsJson, ConfigFile, configured, fail, go, opened, out, print_json
from bot.tasks import apply as keep
from bot.world import World
from handlers.casework.tables import Broken, Ending, read_table, write_table
from handlers.casework.tasks import Task, due_at, overdue
from handlers.casework.tasks_file import RECORDS, TaskPlan, plan_tasks, read_tasks, task_rows
from handlers.casework.units_file import unit_code
from storage import tasks as kept
from storage.database import Connection

tasks = typer.Typer(help="Tasks of conclusions: what units owe, and by when.", no_args_is_help=True)
_NAMED = 20


@tasks.command("list")
def list_tasks(
    unit: Annotated[str, typer.Option(help="Only of this unit, by its code.")] = "",
    late: Annotated[bool, typer.Option("--overdue", help="Only those overdue.")] = False,
    config: ConfigFile = None,
    json: AsJson = False,
) -> None:
    """List what is owed, the longest due first; as JSON also what is done or was taken back."""
    code = unit_code(unit)

    async def work() -> None:
        async with opened(config) as world:
            if unit and world.directory.get(code) is None:
                fail(f"There is no unit {unit}. See `langnghe units find`.", WRONG_USE)
            now = world.clock.now()
            found = [one for one in await kept.everything(world.db.read) if not unit or one.unit == code]
            if late:
                found = [one for one in found if overdue(one, world.calendar, now)]
            found.sort(key=lambda one: (one.due, one.code))
            if json:
                print_json([_as_json(world, one) for one in found])
                return
            table = Table("code", "for", "due", "status", "conclusion", "task")
            for one in (one for one in found if one.live):
                mark = " late" if overdue(one, world.calendar, now) else ""
                what = one.words if len(one.words) <= 60 else f"{one.words[:59]}…"
                table.add_row(one.code, _place(world, one), f"{one.due}{mark}", one.status, one.conclusion, what)
            out.print(table)

    go(work)


def _place(world: World, task: Task) -> str:
    return world.directory.shown(task.unit) if task.unit else task.post


def _as_json(world: World, task: Task) -> dict[str, Any]:
    return {
        "code": task.code,
        "conclusion": task.conclusion,
        "dated": task.dated.isoformat() if task.dated else None,
        "title": task.title,
        "task": task.words,
        "unit": task.unit or None,
        "post": task.post or None,
        "due": task.due.isoformat(),
        "due_at": due_at(task.due, world.calendar).isoformat(),
        "overdue": overdue(task, world.calendar, world.clock.now()),
        "rhythm": task.rhythm,
        "status": task.status,
    }


@tasks.command("export")
def export_tasks(file: OutFile, config: ConfigFile = None) -> None:
    """Write all tasks that were not taken back to a file that `tasks import` reads."""
    kind = _ending(file)

    async def work() -> str:
        async with opened(config) as world:
            return write_table(task_rows(await kept.everything(world.db.read)), kind, RECORDS)

    export_to(file, go(work))


@tasks.command("example")
def example_tasks(file: OutFile) -> None:
    """Write two ready tasks with a rhythm: what is published each quarter (Luật 10/2022, Art. 13(2)), and meetings."""
    text = files("bot").joinpath("data", "duties.csv").read_text(encoding="utf-8")
    kind = _ending(file)
    export_to(file, text if kind == "csv" else write_table(read_table(text, "csv", RECORDS), kind, RECORDS))


@tasks.command("import")
def import_tasks(file: TableFile, apply: Apply = False, config: ConfigFile = None, json: AsJson = False) -> None:
    """Say what a file of tasks would change; --apply does it. The heads get new tasks at once, by the running program.

    A row for each task: conclusion, task (its words), units (codes or names, all, or a post of the province), due;
    and, where there are, dated, title and rhythm (monthly, quarterly, half-yearly, yearly). A task that is known by
    paper, unit and words keeps its history.
    """
    configured(config)
    kind = _ending(file)
    try:
        text = importing.text_of(file)
    except importing.Unfit as error:
        fail(str(error), WRONG_USE)

    async def work() -> None:
        async with opened(config) as world:
            try:
                plan = await _proposed(world, world.db.read, text, kind)
                if apply:
                    async with world.db.write() as tx:
                        plan = await _proposed(world, tx, text, kind)
                        await keep(world, tx, plan)
            except Broken as error:
                refuse(file, error.troubles, json)
            if json:
                print_json(_plan_json(plan, apply))
            else:
                _say(world, file, plan, apply)

    go(work)


def _ending(file: Path) -> Ending:
    try:
        return importing.ending(file)
    except importing.Unfit as error:
        fail(str(error), WRONG_USE)


async def _proposed(world: World, conn: Connection, text: str, kind: Ending) -> TaskPlan:
    today = world.clock.now().date()
    wishes = read_tasks(read_table(text, kind, RECORDS), await world.organisation(conn), today)
    return plan_tasks(wishes, await kept.everything(conn), today)


def _say(world: World, file: Path, plan: TaskPlan, apply: bool) -> None:
    for wish in plan.new[:_NAMED]:
        place = world.directory.shown(wish.unit) if wish.unit else wish.post
        again = "" if wish.rhythm == "none" else f", {wish.rhythm}"
        out.print(f"new      {place}: {wish.words[:80]} (by {wish.due}{again}; {wish.conclusion})", markup=False)
    if len(plan.new) > _NAMED:
        out.print(f"new      … and {len(plan.new) - _NAMED} more")
    for before, after in plan.changed:
        moved = f"due {before.first} {before.rhythm} → {after.first} {after.rhythm}"
        what = moved if (before.first, before.rhythm) != (after.first, after.rhythm) else "title or date of the paper"
        out.print(f"changed  {_place(world, before)}: {before.words[:80]}: {what}", markup=False)
    for wish in plan.late[:_NAMED]:
        out.print(
            f"look     {file}, line {wish.line}: due on {wish.due}, which is past: overdue at once.", markup=False
        )
    if not plan.new and not plan.changed:
        out.print("The file says what is known already: nothing would change.")
        return
    out.print(f"{len(plan.new)} new, {len(plan.changed)} changed, {plan.kept} as they are.")
    out.print("Done." if apply else "Nothing was changed. Say it again with --apply to do it.")


def _plan_json(plan: TaskPlan, apply: bool) -> dict[str, Any]:
    return {
        "applied": apply,
        "new": [one.model_dump(mode="json") for one in plan.new],
        "changed": [
            {"code": after.code, "due": after.due.isoformat(), "rhythm": after.rhythm} for _, after in plan.changed
        ],
        "kept": plan.kept,
        "late": [one.line for one in plan.late],
    }
