"""`poster`: a sheet for the wall beside a counter, with QR codes, a short code and few words."""

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot import catalogues, directories
from bot.commands.shell import WRONG_USE, ConfigFile, configured, err, fail, go, out
from bot.posters.ways import Doors, doors, short_code, ways
from bot.posters.words import words
from bot.voice import Voice
from handlers.casework.directory import Directory, Unit
from handlers.talk.facts import Language

ALL = "all"
ENDINGS = (".pdf", ".png")
_NEAR = 3
"""So many units are named that may have been meant."""


def poster(
    unit: Annotated[str, typer.Option(help="Unit code, such as 07339, or “all” for one poster of every unit.")],
    counter: Annotated[
        int | None, typer.Option(help="Number of the counter. Without it the poster is for all of them.", min=1, max=99)
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--out", help="The file to write, .pdf or .png; with --unit all the folder. Default: by its code."
        ),
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the words, vi or en.")] = "vi",
    config: ConfigFile = None,
) -> None:
    """Make a poster of A4 for a counter, with a QR code for each configured channel and a code to type instead.

    Print it at its true size (“100 %”), scan every code once, then put it up.
    """
    language = next((known for known in get_args(Language) if known == lang), None)
    if language is None:
        fail(f"--lang {lang} is not known. Write one of: {', '.join(get_args(Language))}.", WRONG_USE)
    settings = configured(config)

    async def work() -> tuple[list[Unit], Doors]:
        directory = await directories.known(settings)
        wanted = [one for one in directory.units if directory.in_force(one.code)]
        if unit != ALL:
            wanted = [unit_in_force(directory, unit)]
        return wanted, await doors(settings, warn)

    if unit != ALL and file is not None:
        _ending(file)
    wanted, found = go(work)
    voice = Voice(catalogues.load())

    from bot.posters.layout import poster as drawn  # megabytes that an idle program need not hold

    def draw(one: Unit, to: Path) -> None:
        open_ways = ways(found, short_code(one.code, counter))
        texts = words(voice, language, one, counter, open_ways, trial=found.trial)
        try:
            drawn(texts, open_ways).save(to, texts.title, language)
        except OSError as error:
            fail(f"{to}: cannot be written: {error.strerror or error}.")

    if unit == ALL:
        make_all(wanted, file or Path("posters"), counter, draw)
        return
    [one] = wanted
    to = file or Path(_name(one, counter))
    draw(one, to)
    out.print(f"{to}: the poster of {one.name}{f', counter {counter}' if counter else ''}.", markup=False)


def make_all(units: list[Unit], folder: Path, counter: int | None, draw: Callable[[Unit, Path], None]) -> None:
    """Make the posters of all units in force, with a bar on standard error that shows how far it is."""
    if folder.suffix.lower() in ENDINGS:
        fail(f"--out {folder}: with --unit all write the name of a folder.", WRONG_USE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"{folder}: cannot be made: {error.strerror or error}.")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("posters", total=len(units))
        for one in units:
            draw(one, folder / _name(one, counter))
            bar.advance(task)
    out.print(f"{folder}: {len(units)} posters.", markup=False)


def _name(unit: Unit, counter: int | None) -> str:
    return f"poster-{short_code(unit.code, counter)}.pdf"


def _ending(file: Path) -> None:
    if file.suffix.lower() not in ENDINGS:
        fail(f"--out {file}: the name must end in .pdf or .png.", WRONG_USE)


def unit_in_force(directory: Directory, code: str) -> Unit:
    """Give the unit in force with this code; ends in words, with what may have been meant or took it over."""
    unit = directory.get(code)
    if unit is None or not directory.in_force(code):
        fail(f"--unit {code}: {_why_not(directory, code, unit)}", WRONG_USE)
    return unit


def _why_not(directory: Directory, code: str, unit: Unit | None) -> str:
    if unit is None:
        known = {one.code: one for one in directory.units if directory.in_force(one.code)}
        codes = get_close_matches(code, known, n=_NEAR)
        near = list(directory.find(code, limit=_NEAR)) or [known[one] for one in codes]
        meant = f"Did you mean {_listed(near)}? " if near else ""
        return f"there is no unit with this code. {meant}See `langnghe units find NAME`."
    heirs = list(directory.current(code))
    if heirs:
        return f"{unit.name} has ceased. Its land went to {_listed(heirs)}: take that code."
    return f"{unit.name} is not there{f' before {unit.valid_from:%d/%m/%Y}' if unit.valid_from else ' now'}."


def _listed(units: list[Unit]) -> str:
    return ", ".join(f"{one.code} {one.name}" for one in units)


def warn(text: str) -> None:
    """Say on standard error what had to be left out."""
    err.print(text, style="yellow", markup=False)
