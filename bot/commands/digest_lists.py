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
from handlers.casework.periods import Month, Period, Quarter, Week, due_at, last_complete, read_period
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


def show_press(
    config: ConfigFile = None,
    period: Annotated[str, typer.Option(help="2026-11 or 2026-Q4. Default: the last whole month.")] = "",
    json: AsJson = False,
) -> None:
    """Show what of a month or quarter may be published: no cases, no number from 1 to 4, nor any that tells one.

    Whole months and quarters only: lists whose days overlap would tell by subtraction what each of them leaves out.
    """

    async def work() -> None:
        async with opened(config) as world:
            wanted = _published(world, period or last_complete("month", world.clock.now()).period)
            if isinstance(wanted, Quarter):
                months = [Month(year=wanted.year, number=wanted.first.month + at) for at in range(3)]
                sheet = press.of_months(wanted, [await _sheet(world, one) for one in months])
            else:
                sheet = await _sheet(world, wanted)
            if json:
                print_json(press.to_json(sheet))
            else:
                out.print(world.voice.message(press.says(sheet), "vi").text, markup=False)

    go(work)


async def _sheet(world: World, month: Month) -> press.Press:
    org, now = await world.organisation(world.db.read), due_at(month, world.calendar)
    made = await gather(world.db.read, month, None, org, world.calendar, min(now, world.clock.now()), waiting=False)
    return press.press(made)


def _published(world: World, name: str) -> Month | Quarter:
    """Give the month or quarter that is meant; one that is not over tells each day what the day before left out."""
    wanted, _ = _period(world, name)
    if isinstance(wanted, Week):
        fail(f"--period {name}: of single weeks nothing is published. Write a month like 2026-11.", WRONG_USE)
    if world.clock.now() < wanted.end:
        fail(f"--period {name} is not over: what may be published is known on {wanted.end:%d/%m/%Y}.", WRONG_USE)
    return wanted


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
