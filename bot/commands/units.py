"""`units`: the communes and wards, found, exported and imported."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bot import directories, importing
from bot.commands.proposals import Apply, OutFile, TableFile, export_to, run_import
from bot.commands.shell import WRONG_USE, AsJson, ConfigFile, configured, fail, go, out, print_json
from handlers.casework.directory import Directory
from handlers.casework.unit import Unit

units = typer.Typer(help="Units: the communes and wards, with what they were before.", no_args_is_help=True)


def _unit_json(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "districts": list(unit.districts),
        "former": list(unit.former),
        "merged": [{"name": name, "district": district} for name, district in unit.merged],
        "from": unit.valid_from.isoformat() if unit.valid_from else None,
        "to": unit.valid_to.isoformat() if unit.valid_to else None,
        "successors": list(unit.successors),
        "hours": unit.hours,
    }


def _print_units(found: tuple[Unit, ...], as_json: bool) -> None:
    if as_json:
        print_json([_unit_json(unit) for unit in found])
        return
    table = Table("code", "name", "before July 2025")
    for unit in found:
        gone = f" (until {unit.valid_to:%d/%m/%Y}: {', '.join(unit.successors)})" if unit.valid_to else ""
        table.add_row(unit.code, unit.name + gone, ", ".join(unit.districts))
    out.print(table)


@units.command("list")
def list_units(config: ConfigFile = None, json: AsJson = False) -> None:
    """List all units."""
    _print_units(_known(config).units, json)


@units.command("find")
def find_units(
    text: Annotated[list[str], typer.Argument(help="A name as people write it.")],
    config: ConfigFile = None,
    json: AsJson = False,
) -> None:
    """Find units by how people write them: without accents, with typing errors, by old names."""
    wanted = " ".join(text)
    found = _known(config).find(wanted)
    if not found and not json:
        fail(f"No unit is named like “{wanted}”.")
    _print_units(found, json)


def _known(config: Path | None) -> Directory:
    settings = configured(config)

    async def work() -> Directory:
        return await directories.known(settings)

    return go(work)


@units.command("export")
def export_units(file: OutFile, config: ConfigFile = None) -> None:
    """Write all units to a file that `units import` reads: a row for each name, with its first and last day."""
    try:
        export_to(file, importing.export_units(_known(config), importing.ending(file)))
    except importing.Unfit as error:
        fail(str(error), WRONG_USE)


@units.command("import")
def import_units(file: TableFile, apply: Apply = False, config: ConfigFile = None, json: AsJson = False) -> None:
    """Say what a file of units would change and who would have received the last 30 days' cases; --apply does it.

    A row for each name of a unit: code, name, kind (xa, phuong), from, to, and on one of its rows successors (codes),
    districts and merged (before July 2025) and hours, such as "T2-T6 07:30-11:30 13:00-17:00; T7 07:30-11:30".
    A unit that ends names its successors. What the file does not name stays as it is.
    """
    run_import(file, importing.propose_units, apply=apply, config=config, json=json)
