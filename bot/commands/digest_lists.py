"""`digest cases` and `digest press`: what stands behind a digest's numbers, and what of them may be published."""

from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from bot import packaged
from bot.commands.shell import WRONG_USE, AsJson, ConfigFile, fail, go, opened, out, print_json
from bot.digests import gather
from bot.voice import spaced
from bot.world import World
from handlers.casework.periods import Period, due_at, last_complete, read_period
from handlers.digests import press
from handlers.digests.figures import FIGURES
from storage import cases, digests

FIRST = 2025
"""No case is older than the year of the two-level administration."""
OfPeriod = Annotated[str, typer.Option(help="2026-W47, 2026-11 or 2026-Q4. Default: the last whole week.")]


def add(app: typer.Typer) -> None:
    """Put these commands beside the others about digests."""
    app.command("cases")(list_behind)
    app.command("press")(show_press)


def list_behind(
    figure: Annotated[str, typer.Argument(help=f"One of: {', '.join(FIGURES)}.")],
    config: ConfigFile = None,
    unit: Annotated[str, typer.Option(help="Code of a unit. Default: all units.")] = "",
    period: OfPeriod = "",
    json: AsJson = False,
) -> None:
    """List the cases behind a number of the digest; as many lines as the number says."""
    if figure not in FIGURES:
        fail(f"{figure} is no number of a digest. Write one of: {', '.join(FIGURES)}.", WRONG_USE)

    async def work() -> None:
        async with opened(config) as world:
            org = await world.organisation(world.db.read)
            if unit and org.directory.get(unit) is None and unit not in org.directory.ceased:
                fail(f"--unit {unit}: there is no such unit. See `langnghe units list`.", WRONG_USE)
            wanted, now = _period(world, period)
            units = (unit,) if unit else None
            found = await digests.behind(world.db.read, figure, wanted, now, units)
            whole = {case.code: case for case in await cases.several(world.db.read, [one.code for one in found])}
            rows = [
                {
                    "code": one.code,
                    "unit": one.unit,
                    "category": whole[one.code].category.value,
                    "status": whole[one.code].status.value,
                    "at": one.at.isoformat(),
                }
                for one in found
            ]
            if json:
                print_json(rows)
                return
            table = Table(
                "code", "unit", "category", "status now", "at", title=f"{wanted.period} {figure}: {len(rows)}"
            )
            for row in rows:
                table.add_row(spaced(row["code"]), row["unit"], row["category"], row["status"], row["at"][:16])
            out.print(table)

    go(work)


def show_press(config: ConfigFile = None, period: OfPeriod = "", json: AsJson = False) -> None:
    """Show what of a period may be published: no cases, and no number from 1 to 4, nor any that tells one."""

    async def work() -> None:
        async with opened(config) as world:
            org = await world.organisation(world.db.read)
            wanted, now = _period(world, period)
            made = await gather(world.db.read, wanted, None, org, world.calendar, now, waiting=False)
            sheet = press.press(made)
            if json:
                print_json(press.to_json(sheet))
            else:
                out.print(world.voice.message(press.says(sheet), "vi").text, markup=False)

    go(work)


def _period(world: World, name: str) -> tuple[Period, datetime]:
    """Give the period that is meant, and the moment at which its digest was due, or now if that is to come."""
    now = world.clock.now()
    if not name:
        wanted = last_complete("week", now)
        return wanted, min(now, max(due_at(wanted, world.calendar), wanted.end))
    try:
        wanted = read_period(name)
    except ValueError:
        fail(f"--period {name} is none. Write it like 2026-W47, 2026-11 or 2026-Q4.", WRONG_USE)
    if not FIRST <= wanted.year <= packaged.LAST_YEAR:
        fail(f"--period {name}: there are digests of {FIRST} to {packaged.LAST_YEAR}.", WRONG_USE)
    if now < wanted.start:
        fail(f"--period {name} has not begun.", WRONG_USE)
    return wanted, min(now, due_at(wanted, world.calendar))
