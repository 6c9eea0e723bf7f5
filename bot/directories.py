"""Brings packaged and imported units together, and lets the running program notice an import or a new day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import structlog

from bot import packaged
from bot.config import Config
from bot.world import World
from handlers.casework.directory import Directory
from handlers.casework.hours import read_hours
from handlers.casework.organisation import standard_posts
from handlers.casework.unit import Unit
from handlers.casework.worktime import Hours
from storage import open_store, posts, units
from storage.database import Connection, Database
from storage.times import ZONE

log = structlog.get_logger()


async def load(conn: Connection, day: date) -> Directory:
    """Give all units, packaged and imported, as they stand on a day."""
    return with_imported(packaged.units(), {unit.code: unit for unit in await units.imported(conn)}).at(day)


async def known(config: Config) -> Directory:
    """Give all units as they stand today; where nothing is kept yet, the packaged ones, and no database is made."""
    today = datetime.now(ZONE).date()
    if not config.storage.path.exists():
        return packaged.units().at(today)
    db = await open_store(config.storage.url)
    try:
        return await load(db.read, today)
    finally:
        await db.close()


def with_imported(own: Directory, imported: Mapping[str, Unit]) -> Directory:
    """Give the directory with imported units in place of packaged ones of their code, and behind them the new ones."""
    known = {**{unit.code: unit for unit in own.units}, **imported}
    return replace(own, units=tuple(known.values()))


def hours_of(directory: Directory) -> dict[str, Hours]:
    """Give the opening hours of the units that have their own; ordinary ones where they cannot be read."""
    found: dict[str, Hours] = {}
    for unit in directory.units:
        try:
            if unit.hours:
                found[unit.code] = read_hours(unit.hours)
        except ValueError:
            log.error("the opening hours of a unit cannot be read", unit=unit.code)
    return found


async def add_standard_posts(db: Database) -> None:
    """Keep the standard posts of every packaged unit that are not there yet."""
    wanted = standard_posts(packaged.units())
    if await posts.count(db.read) < len(wanted):
        async with db.write() as tx:
            await posts.add_posts(tx, wanted)


async def refresh(world: World) -> bool:
    """Read units and opening hours anew if they were imported or the day has changed; say whether that was so."""
    now = (await units.version(world.db.read), world.clock.now().date())
    if now == world.seen:
        return False
    world.directory = await load(world.db.read, now[1])
    world.timetable = replace(world.timetable, hours=hours_of(world.directory))
    world.seen = now
    return True
