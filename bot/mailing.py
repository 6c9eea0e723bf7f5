"""Digests: a week's due on Monday at 07:30, once for each reader and period, made up after an outage."""

from dataclasses import replace

import structlog

from bot import pressing
from bot.digests import Hidden
from bot.logs import where
from bot.sheets import owed_with
from bot.work import Work
from bot.world import World
from handlers.casework.organisation import Organisation
from handlers.casework.periods import Period, due_at, owed
from handlers.digests import committee, head
from handlers.digests.counts import DigestDoesNotAddUp
from handlers.digests.digest import compose
from handlers.digests.lines import soon_until
from handlers.digests.readers import Reader, addressed, readers
from handlers.digests.rows import Rows
from handlers.talk.says import Say
from storage.digests import claim, follows, read_rows

log = structlog.get_logger()


async def send_due(world: World) -> int:
    """Owe the digest of each last complete period to every reader in post when it was due; give to how many.

    Of the weeks, months and quarters that were missed only the latest is made up.
    """
    found = 0
    for kind in world.digests.kinds:
        period = owed(kind, world.clock.now(), world.calendar)
        if period is not None and world.mailed.get(kind) != period.period:
            found += await _send(world, period)
            world.mailed[kind] = period.period
    return found


async def _send(world: World, period: Period) -> int:
    now = world.clock.now()
    org = await world.organisation(world.db.read)
    todo = readers(org, due_at(period, world.calendar), heads=world.digests.heads and period.kind == "week")
    sent = 0
    if todo:
        rows = await read_rows(world.db.read, period, now, soon=soon_until(now, world.calendar))
        hidden = None
        if any(reader.head for reader in todo):
            hidden = await Hidden.read(world.db.read, period, now, None)
        for reader in todo:
            own = hidden.out_of(rows, reader, org, now) if reader.head and hidden else rows
            sent += await _send_one(world, period, own, org, reader)
    if sent:
        log.info("digests owed", period=period.period, readers=sent)
    return sent


async def _send_one(world: World, period: Period, rows: Rows, org: Organisation, reader: Reader) -> int:
    now = world.clock.now()
    if not any(one.person == reader.person for one in org.holding(reader.post, now)):
        return 0
    followed = await follows(world.db.read, reader.person)
    if not reader.head:
        rows = replace(rows, first=await pressing.lines(world, period, org, now, reader.units, reader.person))
    try:
        told = _told(world, period, rows, org, reader, followed)
    except DigestDoesNotAddUp as error:
        log.error(
            "a digest does not add up and is not sent", period=period.period, post=reader.post, error=where(error)
        )
        return 0
    if not told:
        return 0
    async with world.db.write() as tx:
        if not await claim(tx, period, reader.person, post=reader.post, at=now):
            return 0
        work = Work(tx, world, now)
        key = f"digest:{period.period}:{reader.person}"
        for at, say in enumerate(told):
            await work.tell(reader.person, "digest", addressed(say, reader), key=f"{key}:{say.key}" if at else key)
        parcels = await work.keep_parcels()
    world.post(parcels)
    return 1


def _told(
    world: World, period: Period, rows: Rows, org: Organisation, reader: Reader, followed: tuple[str, ...]
) -> tuple[Say, ...]:
    """Give the message of a reader, and behind it those that carry its drawings.

    None if the post is gone, nor for the head of a unit where nothing was open and nothing came.
    """
    now = world.clock.now()
    view = org.view(reader.post, reader.person, now)
    if view is None:
        return ()
    person = None if reader.head else reader.person
    digest = compose(
        rows, units=reader.units, reader=person, org=org, calendar=world.calendar, now=now, follows=followed
    )
    if reader.head:
        return () if digest.totals.quiet and not digest.totals.praise else (head.says(digest),)
    return committee.says(digest, view), *owed_with(world, digest)
