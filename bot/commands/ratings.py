"""`visits` and `ratings`: slips for a visit, and what the scores come to."""

import csv
import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bot import slips
from bot.commands.poster import unit_in_force, warn
from bot.commands.proposals import export_to
from bot.commands.shell import WRONG_USE, AsJson, ConfigFile, configured, fail, go, opened, out, print_json
from bot.posters.ways import doors
from handlers.casework.directory import Directory
from handlers.digests.score_sums import ScoreSums, summed
from storage import ratings as kept
from storage.times import ZONE

MOST_SLIPS = 10_000
FEW = 10
"""Below so many scores a unit is not to be ranked."""
_SHOWN = timedelta(days=30)
visits = typer.Typer(help="Slips for a visit, each of which rates it once.", no_args_is_help=True)
ratings = typer.Typer(help="How people rate the service.", no_args_is_help=True)


@visits.command("make")
def make_visits(
    unit: Annotated[str, typer.Option(help="Unit code, such as 07339.")],
    n: Annotated[int, typer.Option("--n", help="How many slips.", min=1, max=MOST_SLIPS)] = 100,
    counter: Annotated[
        int | None, typer.Option(help="Number of the counter. Without it the slips are for all.", min=1, max=99)
    ] = None,
    file: Annotated[Path | None, typer.Option("--out", help="A .csv to write them to. Default: print them.")] = None,
    config: ConfigFile = None,
    json: AsJson = False,
) -> None:
    """Make slips to hand out at a counter: a code to type or to scan, used once, and a link for each channel.

    They are shown only now and kept as hashes. How long they hold is [ratings] visit_days.
    """
    settings = configured(config)
    if file is not None and file.suffix.lower() != ".csv":
        fail(f"--out {file}: the name must end in .csv.", WRONG_USE)

    if file is not None and json:
        fail("--json and --out do not go together: take one of them.", WRONG_USE)
    at = str(counter or "")

    def hand_over(made: list[slips.Slip], expires: datetime) -> None:
        rows = [{"code": one.code, **one.links, "until": f"{expires:%Y-%m-%d}"} for one in made]
        if file is not None:
            export_to(file, _csv([{"unit": unit, "counter": at, **row} for row in rows]))
        elif json:
            print_json({"unit": unit, "counter": at, "expires_at": expires.isoformat(), "slips": rows})
        else:
            for row in rows:
                out.print("  ".join(row.values()), markup=False)

    async def work() -> None:
        found = await doors(settings, warn)
        async with opened(config) as world:
            unit_in_force(world.directory, unit)
            await slips.make(world, unit, at, n, settings.ratings.visit_days, found, hand_over)

    go(work)


def _csv(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    table = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


@ratings.command("show")
def show_ratings(
    unit: Annotated[str, typer.Option(help="Unit code, such as 07339. Default: every unit with scores.")] = "",
    since: Annotated[str, typer.Option(help="First day, 2026-11-01. Default: 30 days ago.")] = "",
    config: ConfigFile = None,
    json: AsJson = False,
) -> None:
    """Show how many scores there are, their mean, how many are satisfied, and how many slips came back.

    Scores that came in a burst are counted apart, as suspect. Below 10 scores a unit is not to be ranked.
    """
    try:
        day = date.fromisoformat(since) if since else None
    except ValueError:
        fail(f"--since {since} is no day. Write it like 2026-11-01.", WRONG_USE)

    async def work() -> None:
        async with opened(config) as world:
            if unit and world.directory.get(unit) is None:
                unit_in_force(world.directory, unit)
            now = world.clock.now()
            start = datetime.combine(day or (now - _SHOWN).date(), time(), ZONE)
            made = {one.unit: (one.made, one.rated) for one in await kept.slips(world.db.read, start, now)}
            found = summed(await kept.scored(world.db.read, start, now), made)
            found = tuple(one for one in found if unit in ("", one.unit))
            if json:
                units = [_row(one, world.directory) for one in found]
                print_json({"since": start.isoformat(), "until": now.isoformat(), "units": units})
            else:
                _print(found, world.directory, start)

    go(work)


def _row(one: ScoreSums, directory: Directory) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "name": directory.shown(one.unit),
        "n": one.n,
        "mean": one.mean,
        "satisfied": one.satisfied,
        "ranked": one.n >= FEW,
        "scores": {str(score): one.counts.get(score, 0) for score in range(1, 6)},
        **{kind: one.kinds.get(kind, 0) for kind in ("case", "visit", "open", "suspect")},
        "slips": one.made,
        "slips_rated": one.rated,
        "response": one.response,
    }


def _print(found: tuple[ScoreSums, ...], directory: Directory, start: datetime) -> None:
    if not found:
        out.print(f"No score has been given since {start:%d/%m/%Y}.")
        return
    table = Table("unit", "name", "n", "mean", "satisfied", "case/slip/open", "suspect", "slips back")
    for one in found:
        mean = "-" if one.mean is None else f"{one.mean:.2f}{'' if one.n >= FEW else ' *'}"
        share = "-" if one.satisfied is None else f"{one.satisfied:.0%}"
        sources = "/".join(str(one.kinds.get(kind, 0)) for kind in ("case", "visit", "open"))
        back = "-" if one.response is None else f"{one.rated} of {one.made} ({one.response:.0%})"
        cells = (str(one.n), mean, share, sources, str(one.kinds.get("suspect", 0)), back)
        table.add_row(one.unit, directory.shown(one.unit), *cells)
    out.print(table)
    out.print(f"Since {start:%d/%m/%Y}. Satisfied: levels 4 and 5. Suspect scores are in none of the other figures.")
    if any(one.n < FEW for one in found):
        out.print(f"* fewer than {FEW} scores: not to be ranked.")
