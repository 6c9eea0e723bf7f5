"""`cases`, `digest` and `check`: what is known."""

from datetime import date, datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from bot import packaged
from bot.commands.shell import WRONG_USE, AsJson, ConfigFile, configured, fail, go, opened, out, print_json
from bot.digests import gather
from bot.report import case_json, case_line_json, findings
from bot.voice import spaced
from handlers.digests.committee import says
from handlers.digests.digest import to_json
from handlers.digests.week import DIGEST_AT, week_before
from handlers.talk.choices import digits
from storage import cases as kept
from storage.times import ZONE

FIRST_DIGEST = 2025
"""No case is older than the year of the two-level administration."""
cases = typer.Typer(help="Cases, for whoever runs this machine.", no_args_is_help=True)
digest = typer.Typer(help="The weekly digest.", no_args_is_help=True)


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


@digest.command("show")
def show_digest(
    config: ConfigFile = None,
    as_of: Annotated[str, typer.Option("--as-of", help="Day, 2026-11-23: the last whole week before it.")] = "",
    recipient: Annotated[str, typer.Option(help="Post id of a member or the standing body. Default: everything.")] = "",
    json: AsJson = False,
) -> None:
    """Show the digest of the last complete week."""
    try:
        day = date.fromisoformat(as_of) if as_of else None
    except ValueError:
        fail(f"--as-of {as_of} is no day. Write it like 2026-11-23.", WRONG_USE)
    if day and not FIRST_DIGEST <= day.year <= packaged.LAST_YEAR:
        years = f"{FIRST_DIGEST} to {packaged.LAST_YEAR}"
        fail(f"--as-of {as_of}: there are digests of {years}. Write it like 2026-11-23.", WRONG_USE)

    async def work() -> None:
        async with opened(config) as world:
            now = world.clock.now()
            moment = datetime.combine(day, DIGEST_AT, ZONE) if day else now
            org = await world.organisation(world.db.read)
            reader = recipient or "standing"
            post = org.posts.get(reader)
            if post is None or post.kind not in ("member", "standing"):
                fail(f"{reader} reads no digest. See `langnghe posts list`.", WRONG_USE)
            follows = org.follows(post.id, moment) if post.kind == "member" else None
            holder = next(iter(org.holding(reader, moment)), None) if recipient else None
            made = await gather(
                world.db.read,
                week_before(moment),
                follows,
                org,
                world.calendar,
                moment,
                reader=holder.person if holder else None,
                waiting=not day,
            )
            view = org.view(post.id)
            assert view is not None
            if json:
                print_json(to_json(made))
            else:
                out.print(world.voice.message(says(made, view), "vi").text, markup=False)

    go(work)


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
