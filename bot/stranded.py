"""Finds the open cases that nobody has any more, or whose taker is gone, and sends each on: no case is ever dropped."""

from collections.abc import AsyncIterator
from datetime import datetime

import structlog

from bot import extending
from bot.giving_back import abandoned, give_back
from bot.groups import tell_groups
from bot.logs import where
from bot.views import view
from bot.work import Work
from bot.world import World
from handlers.casework.cases import Case, Status
from handlers.casework.escalation import following
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, eligible, fallback, recipients
from handlers.flows import notices, updates
from storage import cases
from storage.database import Connection

AT_ONCE = 500
log = structlog.get_logger()


async def rescue(world: World) -> int:
    """Send on what lies with nobody, each hour and whenever posts have changed; give how many cases moved.

    A holder may have become the accused's deputy, be away, or have left: nobody's message has to fail for that.
    """
    now = world.clock.now()
    minute = now.replace(second=0, microsecond=0)
    if world.looked_at == minute:
        return 0
    world.looked_at = minute
    org = await world.organisation(world.db.read)
    likeness = _likeness(org, now)
    if likeness == world.likeness:
        return 0
    codes, undecided = list[str](), list[str]()
    async for case in _on_desks(world.db.read):
        if _adrift(case, org, now):
            codes.append(case.code)
        elif extending.undecided(case, org, now):
            undecided.append(case.code)
    asleep = [case.code async for case in _asleep(world, world.db.read, org, now)]
    moved = 0
    for mend, those in ((_send_on, codes), (_ask_again, undecided), (_wake, asleep)):
        for code in those:
            try:
                moved += await mend(world, code)
            except Exception as error:
                log.error("a stranded case cannot be sent on", code=code, error=where(error))
                likeness = 0
    world.likeness = likeness
    return moved


def _likeness(org: Organisation, now: datetime) -> int:
    """Give a number that changes with whatever decides who may have a case, and with the hour."""
    acting = tuple(tuple(one.person for one in org.acting(post, now)) for post in org.posts)
    hour = now.replace(minute=0, second=0, microsecond=0)
    return hash((acting, org.holders, tuple(org.posts.values()), org.followings, org.independent, hour))


async def stranded(world: World, org: Organisation) -> AsyncIterator[Case]:
    """Give the open cases on desks where nobody may have them."""
    now = world.clock.now()
    async for case in _on_desks(world.db.read):
        if not recipients(case, CaseEvent.ACT, org, now):
            yield case


async def _on_desks(conn: Connection) -> AsyncIterator[Case]:
    after = ""
    while found := await cases.on_any_desk(conn, after, AT_ONCE):
        for case in found:
            yield case
        after = found[-1].code


def _adrift(case: Case, org: Organisation, now: datetime) -> bool:
    return abandoned(case, org, now) or not recipients(case, CaseEvent.ACT, org, now)


async def _send_on(world: World, code: str) -> int:
    async with world.db.write() as tx:
        work = Work(tx, world, world.clock.now())
        case = await cases.get(tx, code)
        if case is None or not case.open:
            return 0
        moved = await settle(work, case)
        parcels = await work.keep_parcels()
    world.post(parcels)
    return int(moved)


async def settle(work: Work, case: Case, *, quietly: bool = False) -> bool:
    """Send a case on that nobody has any more, or give it back to its post if only who took it is gone."""
    if not recipients(case, CaseEvent.ACT, await work.org(), work.at):
        return await go_on(work, case, quietly=quietly)
    return await give_back(work, case) is not case


async def _ask_again(world: World, code: str) -> int:
    """Put a request for more time, which nobody may decide on any more, to the level above as it now is."""
    async with world.db.write() as tx:
        work = Work(tx, world, world.clock.now())
        case = await cases.get(tx, code)
        if case is not None and case.open:
            await extending.ask_again(work, case)
        parcels = await work.keep_parcels()
    world.post(parcels)
    return 0


async def _asleep(world: World, conn: Connection, org: Organisation, now: datetime) -> AsyncIterator[Case]:
    """Give the cases kept as ones to which nothing happens any more, and to which something does by now."""
    after = ""
    while found := await cases.stuck(conn, after, AT_ONCE):
        for case in found:
            if following(case, org, world.timetable, now) is not None:
                yield case
        after = found[-1].code


async def _wake(world: World, code: str) -> int:
    async with world.db.write() as tx:
        case = await cases.get(tx, code)
        if case is not None:
            await Work(tx, world, world.clock.now()).save(case)
    return 0


async def wake(work: Work) -> None:
    """Let the clock go on with cases that stood still while nobody was above, since somebody may be now."""
    async for case in _asleep(work.world, work.tx, await work.org(), work.at):
        await work.save(case)


async def go_on(work: Work, case: Case, *, quietly: bool = False) -> bool:
    """Give a case that nobody reads to the next level or the independent post; if there is none, raise an alarm.

    `quietly` where the caller tells the next level of it together with other cases.

    Where nobody of the post that owes the answer may have the case any more, that level owes it from now on, and the
    reporter is told; where somebody is only out of reach, it still owes it.
    """
    org = await work.org()
    level = fallback(case, org, work.at)
    if not level:
        log.error("a case cannot be delivered to anybody", code=case.code)
        return False
    before = org.view(case.holder) if case.holder else None
    case = case.model_copy(update={"reach": (*case.reach, *level)})
    orphaned = case.holder is None or not eligible(case, case.holder, org, work.at)
    if orphaned:
        status = Status.FORWARDED if case.status is Status.ACCEPTED else case.status
        case = case.model_copy(update={"holder": level[0], "taken_by": None, "status": status, "extension": None})
    await work.save(case)
    await cases.record(work.tx, case, work.at, "pass_on", post=level[0])
    seen = await view(work, case)
    told = notices.passed_on(seen, before)
    if quietly:
        await tell_groups(work, case, level, told.key)
    else:
        await work.tell_officials(case, told, only=level, files_too=True)
    if orphaned:
        await work.tell_reporter(case, updates.passed_on(seen))
    return True
