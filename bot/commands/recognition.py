"""`recognition`: which units registered, were appraised or were recognised; and the progress towards the target."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot import importing
from bot.commands.proposals import Apply, OutFile, TableFile, export_to, refuse, trouble_line
from bot.commands.shell import WRONG_USE, AsJson, ConfigFile, fail, go, opened, out, print_json
from bot.world import World
from handlers.casework.recognition import Claim, Progress, series, standings
from handlers.casework.recognition_file import RECORDS, ClaimsPlan, claim_rows, plan_claims, read_claims
from handlers.casework.tables import Broken, Ending, read_table, write_table
from handlers.casework.units_file import unit_code
from storage import recognitions
from storage.database import Connection

recognition = typer.Typer(help="Recognition of units: who registered, was appraised, recognised.", no_args_is_help=True)


@recognition.command("import")
def import_(file: TableFile, apply: Apply = False, config: ConfigFile = None, json: AsJson = False) -> None:
    """Say what a file of recognitions would change; --apply does it.

    A row for each step of a unit: unit, step (registered, self_scored, appraised, recognised, withdrawn), day and
    criteria (its version, such as 2026); score for points, decision for its number. What the file does not name stays.
    """
    try:
        kind, text = importing.ending(file), importing.text_of(file)
    except importing.Unfit as error:
        fail(str(error), WRONG_USE)

    async def work() -> None:
        async with opened(config) as world:
            try:
                plan = await _plan(world, world.db.read, text, kind)
                if apply:
                    async with world.db.write() as tx:
                        plan = await _plan(world, tx, text, kind)
                        await recognitions.put(tx, plan.claims)
            except Broken as error:
                refuse(file, error.troubles, json)
            if json:
                print_json(_plan_json(plan, apply))
            else:
                _say(file, plan, apply)

    go(work)


async def _plan(world: World, conn: Connection, text: str, kind: Ending) -> ClaimsPlan:
    found = read_claims(read_table(text, kind, RECORDS), world.directory, world.clock.now().date())
    return plan_claims(found, await recognitions.known(conn), world.directory)


def _plan_json(plan: ClaimsPlan, apply: bool) -> dict[str, object]:
    changes = [
        {
            "kind": one.kind,
            "what": one.what,
            "fields": [{"field": name, "before": before, "after": after} for name, before, after in one.fields],
        }
        for one in plan.changes
    ]
    return {
        "applied": apply,
        "changes": changes,
        "warnings": [one.model_dump(exclude={"warning"}) for one in plan.warnings],
    }


def _say(file: Path, plan: ClaimsPlan, apply: bool) -> None:
    for one in plan.changes:
        out.print(f"{one.kind:8} {one.what}", markup=False)
        for name, before, after in one.fields:
            out.print(f"           {name}: {after if one.kind == 'added' else f'{before} → {after}'}", markup=False)
    for warning in plan.warnings:
        out.print(f"look     {trouble_line(file, warning)}", markup=False)
    if not plan.changes:
        out.print("The file says what is known already: nothing would change.")
    else:
        out.print("Done." if apply else "Nothing was changed. Say it again with --apply to do it.")


@recognition.command("export")
def export(file: OutFile, config: ConfigFile = None) -> None:
    """Write all steps to a file that `recognition import` reads."""
    try:
        kind = importing.ending(file)
    except importing.Unfit as error:
        fail(str(error), WRONG_USE)

    async def work() -> None:
        async with opened(config) as world:
            known = await recognitions.known(world.db.read)
            export_to(file, write_table(claim_rows(known, world.directory), kind, RECORDS))

    go(work)


@recognition.command("list")
def list_(
    unit: Annotated[str, typer.Option(help="Only the unit of these five digits, with all its steps.")] = "",
    config: ConfigFile = None,
    json: AsJson = False,
) -> None:
    """List where each unit stands today, or all steps of one unit."""

    async def work() -> None:
        async with opened(config) as world:
            code = unit_code(unit)
            if unit and world.directory.get(code) is None:
                fail(f"There is no unit {unit}. See `langnghe units find`.", WRONG_USE)
            known = await recognitions.known(world.db.read)
            if unit:
                _steps(world, [one for one in known if one.unit == code], json)
            else:
                _stands(world, known, json)

    go(work)


def _steps(world: World, claims: list[Claim], json: bool) -> None:
    if json:
        print_json([one.model_dump(mode="json") for one in claims])
        return
    table = Table("day", "step", "criteria", "score", "decision")
    for one in claims:
        table.add_row(one.day.isoformat(), one.step, one.criteria, _score(one), one.decision)
    out.print(table)


def _stands(world: World, known: tuple[Claim, ...], json: bool) -> None:
    stand = sorted(standings(known, world.clock.now().date()).values(), key=lambda one: one.unit)
    if json:
        print_json([{"name": world.directory.shown(one.unit), **one.model_dump(mode="json")} for one in stand])
        return
    table = Table("unit", "name", "registered", "self-score", "appraised", "recognised")
    for one in stand:
        days = [claim.day.isoformat() if claim else "" for claim in (one.registered, one.recognised)]
        scores = [_score(one.self_scored), _score(one.appraised)]
        table.add_row(one.unit, world.directory.shown(one.unit), days[0], *scores, days[1])
    out.print(table)


def _score(claim: Claim | None) -> str:
    return "" if claim is None or claim.tenths is None else f"{claim.tenths / 10:.1f}"


@recognition.command("progress")
def progress(config: ConfigFile = None, json: AsJson = False) -> None:
    """Show how many units are recognised at the end of each quarter and today, and how many the target still wants."""

    async def work() -> None:
        async with opened(config) as world:
            today = world.clock.now().date()
            target = world.criteria.on(today).threshold("target")
            told = series(await recognitions.known(world.db.read), world.directory, today, target.value)
            if json:
                print_json([_progress_json(one) for one in told])
                return
            table = Table("day", "units", "registered", "recognised", "needed", "missing")
            for one in told:
                numbers = (one.units, one.registered, one.recognised, one.needed, one.missing)
                table.add_row(one.day.isoformat(), *map(str, numbers))
            out.print(table)
            last = told[-1]
            share = f"{target.value / 10:g} %"
            out.print(f"{last.recognised} of {last.units} are recognised. The target of {share} means {last.needed}.")
            out.print(f"Basis: {target.legal_basis}.", markup=False)

    go(work)


def _progress_json(one: Progress) -> dict[str, object]:
    return {**one.model_dump(mode="json"), "needed": one.needed, "missing": one.missing}
