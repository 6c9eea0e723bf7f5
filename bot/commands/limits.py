"""`limits`: the numbers that casework goes by, with their legal basis and validity."""

from datetime import date
from typing import Annotated

import typer
from rich.table import Table

from bot import timetables
from bot.commands.shell import WRONG_USE, AsJson, ConfigFile, configured, fail, out, print_json
from bot.config import ConfigError
from handlers.casework.limits import Limit, Limits


def limits(
    config: ConfigFile = None,
    on: Annotated[str, typer.Option(help="Only what holds on this day, 2027-01-31.")] = "",
    json: AsJson = False,
) -> None:
    """List every time limit with its legal basis and the days on which it holds."""
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        fail(f"--on {on} is no day. Write it like 2027-01-31.", WRONG_USE)
    try:
        table = timetables.load(configured(config)).limits
    except ConfigError as error:
        fail(str(error), WRONG_USE)
    _show(table, day, json)


def _show(table: Limits, day: date | None, as_json: bool) -> None:
    rows = table.rows if day is None else table.holding(day)
    if as_json:
        print_json([row.model_dump(mode="json") for row in rows])
        return
    shown = Table("name", "value", "basis", "valid")
    for row in rows:
        shown.add_row(row.name, "-" if row.value is None else str(row.value), row.basis, _valid(row))
    out.print(shown)
    out.print(
        "Working days, unless the name says percent, hour or most. A file of your own: [clock] limits.", markup=False
    )


def _valid(row: Limit) -> str:
    since = f"from {row.valid_from}" if row.valid_from else ""
    until = f"to {row.valid_to}" if row.valid_to else ""
    return f"{since} {until}".strip() or "always"
