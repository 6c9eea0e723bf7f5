"""Opens and closes surveys, shipped or from a file, and gives their results."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Final

from bot.importing import Unfit, text_of
from bot.world import World
from handlers.casework.directory import Directory
from handlers.casework.survey_results import Results, results_of
from handlers.casework.surveys import OPINION_DAYS, Opened, Survey, days_between
from handlers.casework.surveys_file import read_survey, unit_trouble
from handlers.casework.tables import Broken, Trouble
from handlers.casework.units_file import unit_code
from storage import surveys
from storage.database import Connection
from storage.times import ZONE

_DATA: Final = files("bot.data").joinpath("surveys")
_DAY: Final = timedelta(days=1)


class NoSuchSurvey(Exception):
    """There is no survey of this id."""


def shipped() -> tuple[str, ...]:
    """Give the names of the forms that travel with the program."""
    return tuple(sorted(one.name.removesuffix(".toml") for one in _DATA.iterdir() if one.name.endswith(".toml")))


def form(wanted: str, directory: Directory, day: date) -> tuple[Survey, tuple[Trouble, ...]]:
    """Give a shipped form by name, or that of a file; Broken with line and remedy, Unfit where there is none."""
    if wanted in shipped():
        text = _DATA.joinpath(f"{wanted}.toml").read_text(encoding="utf-8")
    elif wanted.endswith(".toml"):
        text = text_of(Path(wanted))
    else:
        raise Unfit(f"{wanted}: write a .toml file, or one of the shipped forms: {', '.join(shipped())}.")
    return read_survey(text, directory, day)


def units_named(wanted: str, directory: Directory, day: date) -> tuple[str, ...]:
    """Give the codes of units named by code or by former district; Broken names the successor of one that ceased."""
    found: dict[str, None] = {}
    troubles: list[Trouble] = []
    for part in (one.strip() for one in wanted.split(",") if one.strip()):
        district = directory.district(part)
        for code in [one.code for one in district] or [unit_code(part)]:
            if trouble := unit_trouble(code, directory, day):
                troubles.append(Trouble(line=0, what=trouble[0], remedy=trouble[1]))
            found[code] = None
    if troubles:
        raise Broken(troubles)
    return tuple(found)


async def open_one(
    world: World, survey: Survey, units: Sequence[str], first: date, last: date | None
) -> tuple[Opened, tuple[Trouble, ...]]:
    """Open a survey from the beginning of its first day to the end of its last; give it, and what is worth a look."""
    last = last or first + (survey.days - 1) * _DAY
    today = world.clock.now().date()
    if last < first or last < today:
        what = f"it would end on {last:%d/%m/%Y}"
        raise Broken([Trouble(line=0, what=what, remedy="write a last day (--to) after the first, and not past")])
    looks = []
    if survey.type == "consultation" and (n := days_between(first, last)) < OPINION_DAYS:
        remedy = f"people have at least {OPINION_DAYS} days (Luật 10/2022/QH15, Đ.28 k.2): choose a later --to"
        looks.append(Trouble(line=0, what=f"an opinion period of {n} days", remedy=remedy, warning=True))
    opens, closes = (datetime.combine(day, time(), ZONE) for day in (first, last + _DAY))
    async with world.db.write() as tx:
        taken = {one.id for one in await surveys.all_surveys(tx)}
        numbered = (f"{survey.name}_{n}" for n in range(2, 100))
        id_ = next(one for one in (survey.name, *numbered) if one not in taken)
        await surveys.open_survey(tx, survey, id_, units or survey.units, opens, closes, secrets.token_bytes(32))
        opened = await surveys.get(tx, id_)
    assert opened is not None
    return opened, tuple(looks)


async def close(world: World, id: str) -> bool:
    """Close a survey now; False if it was closed already. NoSuchSurvey."""
    async with world.db.write() as tx:
        await _get(tx, id)
        return await surveys.close(tx, id, world.clock.now())


async def results(world: World, id: str, unit: str = "") -> tuple[Opened, Results]:
    """Give a survey and what came of it, of all units or of one. NoSuchSurvey.

    While it can be answered, only how many have: results of two days, one less the other, would tell what those said
    who answered between.
    """
    opened = await _get(world.db.read, id)
    sheets = await surveys.answers(world.db.read, id)
    fates = await surveys.fates(world.db.read, id)
    found = results_of(opened.survey, [(one.respondents, one.unit, one.drawn, one.answers) for one in sheets], fates)
    if opened.at(world.clock.now()):
        found = found.counted_alone()
    return opened, found.of_unit(unit) if unit else found


async def _get(conn: Connection, id: str) -> Opened:
    opened = await surveys.get(conn, id)
    if opened is None:
        raise NoSuchSurvey(id)
    return opened
