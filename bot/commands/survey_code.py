"""`survey qr`: the code for a counter that opens a survey about its unit."""

from pathlib import Path
from typing import Annotated

import segno
import typer

from bot.commands.shell import WRONG_USE, ConfigFile, configured, fail, go, opened, out
from handlers.casework.surveys_file import unit_trouble
from handlers.casework.units_file import unit_code
from storage import surveys

_WIDE = 12
"""Points of one square of the code."""


def qr(
    id: Annotated[str, typer.Argument(metavar="ID", help="Id of a survey, see `langnghe survey list`.")],
    unit: Annotated[str, typer.Argument(help="Code of the unit, such as 07339.")],
    file: Annotated[
        Path | None, typer.Option("--out", help="The .svg or .png to write; default: q-ID-UNIT.svg.")
    ] = None,
    telegram: Annotated[bool, typer.Option("--telegram", help="Into Telegram instead of the web chat.")] = False,
    config: ConfigFile = None,
) -> None:
    """Write the QR code of a unit's counter; who answers by it is counted apart from the sample."""
    settings = configured(config)
    if telegram and not settings.poster.telegram_bot:
        fail("Write the bot's name into [poster] telegram_bot.", WRONG_USE)

    async def work() -> None:
        async with opened(config) as world:
            code = unit_code(unit)
            if trouble := unit_trouble(code, world.directory, world.clock.now().date()):
                fail(f"{trouble[0]}. To mend it: {trouble[1]}.", WRONG_USE)
            found = await surveys.get(world.db.read, id)
            if found is None:
                fail(f"There is no survey {id}: see `langnghe survey list`.")
            if found.units and code not in found.units:
                fail(f"{id} does not ask about {code}: see `langnghe survey list`.", WRONG_USE)
        base = settings.web.public_url or f"http://{settings.web.host}:{settings.web.port}"
        link = f"{base}/q/{id}-{code}"
        if telegram:
            link = f"https://t.me/{settings.poster.telegram_bot}?start=q-{id}-{code}"
        to = file or Path(f"q-{id}-{code}.svg")
        if to.suffix.lower() not in (".svg", ".png"):
            fail(f"{to}: the name must end in .svg or .png.", WRONG_USE)
        segno.make(link, error="m", micro=False).save(str(to), scale=_WIDE)
        out.print(f"{to}: written, for {link}", markup=False)

    go(work)
