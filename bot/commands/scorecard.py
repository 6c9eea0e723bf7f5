"""`scorecard`: what is known of a unit over some days, and what its head objects to."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from bot.commands.proposals import export_to
from bot.commands.shell import WRONG_USE, AsJson, ConfigFile, err, fail, go, opened, out, print_json
from bot.scorecards import gather
from bot.scorecards_json import card_json, shown
from bot.world import World
from handlers.casework.figures import NAMES
from handlers.casework.ranking import ranking
from handlers.casework.scorecard import Scorecard
from handlers.casework.spans import Span, days, quarter_of, read_span
from handlers.casework.tables import no_formula
from handlers.casework.units_file import unit_code
from handlers.casework.worktime import later
from storage import scorecards as kept

ONE_UNIT = "give the five digits of one unit, such as 07339"
_LONGEST = 2_000
scorecard = typer.Typer(help="Scorecards of units: evidence, never a verdict.", no_args_is_help=True)
Period = Annotated[
    str, typer.Option(help="A quarter 2026-Q4, a month 2026-11 or a week 2026-W47. Default: this quarter.")
]


def span_of(period: str, first: str, last: str, today: date) -> Span:
    """Give the span that the options name; ends in words where they name none."""
    try:
        if first or last:
            return days(date.fromisoformat(first), date.fromisoformat(last) if last else today)
        return read_span(period) if period else quarter_of(today)
    except ValueError as error:
        said = f"--from {first or '?'} --to {last or 'today'}: write days like 2026-10-01" if first or last else error
        fail(f"{said}.", WRONG_USE)


@contextmanager
def bar(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show on a terminal how far a long work is; what is given is called after each piece."""
    parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*parts, console=err, transient=True, disable=not err.is_terminal or total < 2) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)


def units_of(world: World, unit: str) -> tuple[str, ...]:
    """Give the codes of one unit, or of all in force; ends in words for an unknown one."""
    if unit == "all":
        return tuple(one.code for one in world.directory.units if world.directory.in_force(one.code))
    code = unit_code(unit)
    if world.directory.get(code) is None:
        fail(f"There is no unit {unit}: {ONE_UNIT}, or all. See `langnghe units find`.", WRONG_USE)
    return (code,)


@scorecard.callback(invoke_without_command=True)
def show(
    ctx: typer.Context,
    unit: Annotated[str, typer.Option(help="A unit's five digits, or all.")] = "all",
    period: Period = "",
    first: Annotated[str, typer.Option("--from", help="First day, 2026-10-01, in place of a period.")] = "",
    last: Annotated[str, typer.Option("--to", help="Last day. Default: today.")] = "",
    cases: Annotated[str, typer.Option(metavar="FIGURE", help="List the codes of the cases behind a figure.")] = "",
    file: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write a row for each figure.")] = None,
    config: ConfigFile = None,
    json: AsJson = False,
) -> None:
    """Show the scorecard of a unit, or of all: figures with n and interval, indices, and the cases behind each.

    Evidence for people who decide, never a verdict. What the head of a unit objects: `scorecard object`.
    """
    if ctx.invoked_subcommand:
        return
    if cases and cases not in NAMES:
        fail(f"There is no figure {cases}: write one of {', '.join(NAMES)}.", WRONG_USE)

    async def work() -> None:
        async with opened(config) as world:
            now = world.clock.now()
            span = span_of(period, first, last, now.date())
            if span.start >= now:
                fail(f"{span.name} has not begun yet.", WRONG_USE)
            found = await _gathered(world, units_of(world, unit), span, now)
            objections = [await kept.objections(world.db.read, card.unit, span.name) for card in found]
            if file:
                export_to(file, _csv(world, found))
            elif json:
                rows = ranking(found, world.criteria.on(span.last))
                print_json([card_json(world, one, rows, said) for one, said in zip(found, objections, strict=True)])
            elif cases:
                _list(world, found, cases)
            elif unit == "all":
                _compare(world, found)
            else:
                _one(world, found[0], objections[0])

    go(work)


async def _gathered(world: World, codes: tuple[str, ...], span: Span, now: datetime) -> list[Scorecard]:
    found = []
    with bar("scorecards", len(codes)) as step:
        for code in codes:
            found.append(await gather(world.db.read, code, span, world.criteria, world.calendar, now))
            step()
    return found


def _one(world: World, card: Scorecard, objections: tuple[kept.Objection, ...]) -> None:
    name = world.directory.shown(card.unit)
    out.print(f"{name} ({card.unit}), {card.span.first:%d/%m/%Y}–{card.span.last:%d/%m/%Y}", markup=False)
    out.print(f"up to {card.until:%d/%m/%Y %H:%M}, criteria {card.criteria}. Evidence for people, no verdict.")
    table = Table("figure", "value", "n", "95 %", "cases")
    for one in card.figures:
        value, interval = shown(one)
        table.add_row(one.name, value, str(one.n), interval, str(len(one.codes)))
    out.print(table)
    indices = Table("", "index", "points", "n", "legal basis")
    for row in card.indices:
        points = "no data" if row.tenths is None else f"{row.tenths / 10:.1f}"
        points = {"few": "too few", "unverified": "not verified yet"}.get(row.why, points)
        indices.add_row(str(row.index.number), row.index.name, points, str(row.n or ""), row.index.legal_basis)
    out.print(indices)
    ranked = card.ranked
    average = "none" if ranked.average is None else f"{ranked.average / 10:.1f}"
    class_ = ranked.class_.name if ranked.class_ else f"no class below {ranked.least} indices with data"
    out.print(f"Average of {ranked.of} of {ranked.all} indices: {average}; {class_}.", markup=False)
    groups = Table("", "group of points", "most", "evidence here", "legal basis")
    for group in card.groups:
        groups.add_row(
            str(group.number), group.name, str(group.most), ", ".join(group.evidence) or "none", group.legal_basis
        )
    out.print(groups)
    for said in objections:
        out.print(f"Objection of {said.at:%d/%m/%Y} ({said.figure or 'all'}): {said.words}", markup=False)


def _compare(world: World, found: list[Scorecard]) -> None:
    table = Table("rank", "unit", "satisfied", "n", "95 %", "on time", "n", "median", "p90", "founded", "flagged")
    for place, card in ranking(found, world.criteria.on(found[0].span.last)):
        pleased, on_time = card["satisfied"], card["on_time"]
        told = [shown(card[name])[0] for name in ("handling_median", "handling_p90", "founded", "flagged")]
        table.add_row(
            "not ranked" if place is None else str(place),
            world.directory.shown(card.unit),
            shown(pleased)[0],
            str(pleased.n),
            shown(pleased)[1],
            shown(on_time)[0],
            str(on_time.n),
            *told,
        )
    out.print(table)
    least = world.criteria.on(found[0].span.last)["least_rated"]
    out.print(f"Units with fewer than {least} votes are not ranked. Where intervals overlap, a rank says little.")


def _list(world: World, found: list[Scorecard], figure: str) -> None:
    for card in found:
        one = card[figure]
        if one.codes:
            out.print(f"{card.unit} {world.directory.shown(card.unit)}: {' '.join(one.codes)}", markup=False)
        if one.against:
            out.print(f"      of these against: {' '.join(one.against)}", markup=False)


def _csv(world: World, found: list[Scorecard]) -> str:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["unit", "name", "period", "figure", "measure", "value", "n", "low", "high", "cases"])
    for card in found:
        for one in card.figures:
            values: list[Any] = [one.value, one.n, one.low, one.high]
            head = [card.unit, no_formula(world.directory.shown(card.unit)), card.span.name, one.name, one.measure]
            rows.writerow([*head, *("" if value is None else value for value in values), " ".join(one.codes)])
    return text.getvalue()


@scorecard.command("object")
def object_(
    unit: Annotated[str, typer.Option(help="The unit's five digits.")],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What the unit's head objects, and why.")],
    period: Period = "",
    figure: Annotated[str, typer.Option(help="The figure that is meant. Default: all of the scorecard.")] = "",
    config: ConfigFile = None,
) -> None:
    """Note what the head of a unit objects to its scorecard, within the days that the criteria give for that."""
    if figure and figure not in NAMES:
        fail(f"There is no figure {figure}: write one of {', '.join(NAMES)}.", WRONG_USE)
    said = " ".join(words.split())
    if not 10 <= len(said) <= _LONGEST:
        fail(f"Write the objection in 10 to {_LONGEST} characters; it has {len(said)}.", WRONG_USE)

    async def work() -> None:
        async with opened(config) as world:
            now = world.clock.now()
            span = span_of(period, "", "", now.date())
            code, *others = units_of(world, unit)
            if others:
                fail(f"An objection is of one unit: {ONE_UNIT}.", WRONG_USE)
            until = objections_until(world, span)
            if now >= until:
                fail(f"Objections to {span.name} were taken until {until:%d/%m/%Y}.")
            async with world.db.write() as tx:
                await kept.objected(tx, code, span.name, figure, now, said)
            out.print(
                f"Noted for {world.directory.shown(code)}, {span.name}. It stands below the scorecard.", markup=False
            )

    go(work)


def objections_until(world: World, span: Span) -> datetime:
    """Give the moment until which the head of a unit may object: so many working days after the period."""
    return later(span.end, world.criteria.on(span.last)["objection_days"], world.calendar)
