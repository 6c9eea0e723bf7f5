"""`cases` and `check`: what is known."""

from typing import Annotated, Any

import typer
from rich.table import Table

from bot.commands.shell import AsJson, ConfigFile, configured, fail, go, opened, out, print_json
from bot.report import case_json, case_line_json, findings
from bot.voice import spaced
from handlers.talk.choices import digits
from storage import cases as kept

cases = typer.Typer(help="Cases, for whoever runs this machine.", no_args_is_help=True)


@cases.command("list")
def list_cases(
    config: ConfigFile = None,
    json: AsJson = False,
    limit: Annotated[int, typer.Option(help="At most so many, newest first; 0: all.", min=0)] = 0,
) -> None:
    """List cases, newest first, without their words."""

    async def work() -> None:
        async with opened(config) as world:
            org = await world.organisation(world.db.read)
            rows = [
                case_line_json(case, org, world.clock.now()) for case in await kept.newest(world.db.read, limit or -1)
            ]
            if json:
                print_json(rows)
                return
            table = Table("code", "unit", "category", "status", "holder", "filed", "due")
            for row in rows:
                holder = row["holder"]["post"] if row["holder"] else "-"
                filed, due = row["filed_at"][:16], (row["due_at"] or "-")[:16]
                table.add_row(spaced(row["code"]), row["unit"], row["category"], row["status"], holder, filed, due)
            out.print(table)

    go(work)


@cases.command("show")
def show_case(
    code: Annotated[str, typer.Argument(help="A case's code, 123-456-789.")],
    config: ConfigFile = None,
    json: AsJson = False,
) -> None:
    """Show one case with its words, files and history."""

    async def work() -> None:
        async with opened(config) as world:
            case = await kept.get(world.db.read, digits(code))
            if case is None:
                fail(f"There is no case {code}.")
            row = await case_json(world, case)
            if json:
                print_json(row)
                return
            for key, value in row.items():
                if key != "history":
                    out.print(f"{key:12} {_plain(value)}", markup=False)
            for entry in row["history"]:
                out.print(
                    f"  {entry['at'][:16]}  {entry['action']:10} {entry['actor'] or ''}  {entry['note']}", markup=False
                )

    go(work)


def _plain(value: Any) -> str:
    """Give a value of the JSON as a person reads it."""
    match value:
        case None | "" | []:
            return "-"
        case dict():
            return ", ".join(str(one) for one in value.values() if one not in (None, ""))
        case list():
            return "; ".join(_plain(one) for one in value)
        case _:
            return str(value)


def check(config: ConfigFile = None, json: AsJson = False) -> None:
    """Check configuration and database, in words. Ends with 1 if something needs doing."""
    settings = configured(config)

    async def work() -> bool:
        async with opened(config) as world:
            found = await findings(world, settings)
            if json:
                print_json([{"ok": one.ok, "warning": one.warning, "what": one.what} for one in found])
            else:
                for one in found:
                    out.print(f"{'?? ' if one.warning else 'ok ' if one.ok else '!! '} {one.what}", markup=False)
            return all(one.ok for one in found)

    if not go(work):
        raise typer.Exit(1)
