"""The weekly digest: due on Monday at 07:30, once for each reader and week, made up after an outage."""

import structlog

from bot.logs import where
from bot.sheets import offered, owed_with
from bot.work import Work
from bot.world import World
from handlers.casework.effects import ShowDigest
from handlers.casework.organisation import Organisation
from handlers.digests.committee import Section, opened, read_value, says
from handlers.digests.counts import DigestDoesNotAddUp
from handlers.digests.digest import compose
from handlers.digests.readers import Reader, addressed, readers
from handlers.digests.rows import Rows
from handlers.digests.week import Week, due_week, week_before
from handlers.talk.events import Answering, Denied, DigestPage
from storage.digests import claim, read_rows

log = structlog.get_logger()


async def send_due(world: World) -> int:
    """Owe the digest of the last complete week to every reader in post on its Monday; give to how many."""
    now = world.clock.now()
    week = due_week(now)
    if week is None or world.mailed == week.period:
        return 0
    org = await world.organisation(world.db.read)
    todo = readers(org, week.due_at)
    owed = 0
    if todo:
        rows = await read_rows(world.db.read, week, now)
        for reader in todo:
            owed += await _send_one(world, week, rows, org, reader)
    world.mailed = week.period
    if owed:
        log.info("digests owed", period=week.period, readers=owed)
    return owed


async def _send_one(world: World, week: Week, rows: Rows, org: Organisation, reader: Reader) -> int:
    now = world.clock.now()
    view = org.view(reader.post, reader.person, now)
    if view is None or not any(one.person == reader.person for one in org.holding(reader.post, now)):
        return 0
    try:
        digest = compose(rows, units=reader.units, reader=reader.person, org=org, calendar=world.calendar, now=now)
    except DigestDoesNotAddUp as error:
        log.error("a digest does not add up and is not sent", period=week.period, post=reader.post, error=where(error))
        return 0
    async with world.db.write() as tx:
        if not await claim(tx, week.period, reader.person, post=reader.post, at=now):
            return 0
        work = Work(tx, world, now)
        key = f"digest:{week.period}:{reader.person}"
        await work.tell(reader.person, "digest", addressed(offered(says(digest, view), world, week), reader), key=key)
        for one in owed_with(world, digest):
            await work.tell(reader.person, "digest", addressed(one, reader), key=f"{key}:{one.key}")
        parcels = await work.keep_parcels()
    world.post(parcels)
    return 1


async def open_page(work: Work, effect: ShowDigest, person: int) -> Answering:
    """Give a page of a reader's own digest, with only those cases that the reader may know of."""
    org = await work.org()
    reader = next((one for one in readers(org, work.at) if one.person == person), None)
    try:
        week, page = read_value(effect.page) if effect.page else (week_before(work.at), 0)
    except ValueError:
        reader = None
    if reader is None:
        return Denied(why="not_found")
    rows = await read_rows(work.tx, week, work.at)
    digest = compose(rows, units=reader.units, reader=person, org=org, calendar=work.world.calendar, now=work.at)
    return DigestPage(says=(opened(digest, Section(effect.section), page),))
