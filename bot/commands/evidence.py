"""`evidence`: what stands against the claims of registered and recognised units, for the appraisers."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import packaged
from bot.commands.proposals import export_to
from bot.commands.scorecard import bar
from bot.commands.shell import WRONG_USE, AsJson, ConfigFile, fail, go, opened, out, print_json
from bot.scorecards import gather
from bot.world import World
from handlers.casework.evidence import YEAR, Checked, Discrepancy, check, wave
from handlers.casework.recognition import standings
from handlers.casework.spans import days
from handlers.casework.tables import no_formula
from storage import recognitions

NO_VERDICT = (
    "These are signals for the people who appraise: each may have a good reason. Nobody is judged by this list, "
    "and no recognition depends on it by itself."
)
_SHARES = frozenset({"satisfied", "overdue", "flagged", "wave"})


def evidence(
    as_of: Annotated[str, typer.Option("--as-of", help="Day, 2026-11-23: the year before it. Default: today.")] = "",
    file: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write a row for each signal.")] = None,
    config: ConfigFile = None,
    json: AsJson = False,
) -> None:
    """List what does not fit the claims of registered and recognised units, with figure, threshold, basis and cases."""
    try:
        asked = date.fromisoformat(as_of) if as_of else None
    except ValueError:
        fail(f"--as-of {as_of} is no day. Write it like 2026-11-23.", WRONG_USE)
    if asked and not packaged.FIRST_YEAR <= asked.year <= packaged.LAST_YEAR:
        years = f"{packaged.FIRST_YEAR} to {packaged.LAST_YEAR}"
        fail(f"--as-of {as_of}: there is evidence of {years}. Write it like 2026-11-23.", WRONG_USE)

    async def work() -> None:
        async with opened(config) as world:
            day = asked or world.clock.now().date()
            found, sign = await checked(world, day)
            if file:
                export_to(file, _csv(world, found, sign))
            elif json:
                print_json(_json(world, day, found, sign))
            else:
                _say(world, day, found, sign)

    go(work)


async def checked(world: World, day: date) -> tuple[tuple[Checked, ...], Discrepancy | None]:
    """Give every unit that claims something on a day with what stands against it, and the sign of a wave, if any."""
    claims = await recognitions.known(world.db.read)
    units = [unit for unit, one in standings(claims, day).items() if one.claims]
    span, cards = days(day - YEAR, day), {}
    with bar("scorecards", len(units)) as step:
        for unit in units:
            cards[unit] = await gather(
                world.db.read, unit, span, world.criteria, world.calendar, world.clock.now()
            )  # fmt: skip
            step()
    criteria = world.criteria.on(day)
    sign = wave(claims, len(world.directory.on(day)), criteria, day)
    return check(claims, cards, criteria, day), sign


def _say(world: World, day: date, found: tuple[Checked, ...], sign: Discrepancy | None) -> None:
    if not found:
        out.print(f"No unit was registered or recognised on {day:%d/%m/%Y}. See `langnghe recognition import`.")
        return
    out.print(f"The year before {day:%d/%m/%Y}, {len(found)} units. {NO_VERDICT}")
    if sign:
        out.print(f"\nAll units: {_words(sign)}", markup=False)
    for one in found:
        stand = one.standing
        claim = "recognised" if stand.recognised else "registered"
        name = world.directory.shown(stand.unit)
        out.print(f"\n{name} ({stand.unit}), {claim}:{'' if one.discrepancies else ' nothing stands against it.'}")
        for signal in one.discrepancies:
            out.print(f"  {_words(signal)}", markup=False)


def _words(one: Discrepancy) -> str:
    def shown(value: int) -> str:
        return (
            f"{value / 10:.1f} %"
            if one.signal in _SHARES
            else f"{value / 10:.1f}"
            if one.signal == "mean"
            else str(value)
        )

    codes = f"; cases {' '.join(one.codes)}" if one.codes else ""
    basis = f"{shown(one.threshold.value)}: {one.threshold.legal_basis}"
    return f"{one.signal} {shown(one.value)} of {one.n} (threshold {basis}){codes}"


def _json(world: World, day: date, found: tuple[Checked, ...], sign: Discrepancy | None) -> dict[str, Any]:
    return {
        "as_of": day.isoformat(),
        "note": NO_VERDICT,
        "wave": _row(sign) if sign else None,
        "units": [
            {
                "unit": one.standing.unit,
                "name": world.directory.shown(one.standing.unit),
                "claims": one.standing.model_dump(mode="json", exclude={"unit"}),
                "discrepancies": [_row(signal) for signal in one.discrepancies],
            }
            for one in found
        ],
    }


def _row(one: Discrepancy) -> dict[str, Any]:
    return {
        "signal": one.signal,
        "value": one.value,
        "n": one.n,
        "threshold": one.threshold.value,
        "legal_basis": one.threshold.legal_basis,
        "codes": list(one.codes),
    }


def _csv(world: World, found: tuple[Checked, ...], sign: Discrepancy | None) -> str:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["unit", "name", "signal", "value", "n", "threshold", "legal_basis", "cases", "note"])
    told = [("", "", one) for one in (sign,) if one]
    told += [
        (one.standing.unit, world.directory.shown(one.standing.unit), signal)
        for one in found
        for signal in one.discrepancies
    ]
    for unit, name, one in told:
        numbers = (one.value, one.n, one.threshold.value, no_formula(one.threshold.legal_basis))
        rows.writerow([unit, no_formula(name), one.signal, *numbers, " ".join(one.codes), "signal, no verdict"])
    return text.getvalue()
