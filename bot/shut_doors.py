"""The next door when one stays shut: a case that nobody reads any more goes on at once, and is never lost."""

from dataclasses import replace
from datetime import datetime

import structlog

from bot.channels.channel import CHANNEL_WIDE
from bot.stranded import go_on, settle, stranded
from bot.views import view
from bot.work import Work
from bot.world import World
from handlers.casework.cases import Case
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, recipients
from handlers.flows import notices
from handlers.flows.gathered import codes_of
from storage import cases, outbox, people
from storage.database import Connection
from storage.outbox import NOTICES, Outcome, Parcel

log = structlog.get_logger()


async def undelivered(world: World, parcel: Parcel, outcome: Outcome, reason: str | None = None) -> Parcel | None:
    """Note that a parcel did not arrive; give it for another address of its reader, where one is left that is open.

    It is the same address if its reader wrote from there just now. If there is none and it was about a case that now
    nobody reads, the case goes on. One transaction, so that a crash in between cannot lose the case. Who came to a
    post since is told first. A channel without a token lets no case go on: it shuts all doors at once and for hours,
    and a whole province's cases would lie with those above because an operator has to log in.
    """
    async with world.db.write() as tx:
        work = Work(tx, world, world.clock.now())
        if outcome == "unreachable":
            if parcel.address in world.heard and reason not in CHANNEL_WIDE:
                return parcel
            await people.mark_unreachable(tx, parcel.address, reason)
            there = await _elsewhere(work, parcel)
            if there is not None:
                there = replace(there, reason=reason)
                await outbox.redirect(tx, there)
                return there
        await outbox.finish(tx, parcel, outcome, reason)
        for code in () if reason == "token" else _codes(parcel):
            case = await cases.get(tx, code)
            if case is not None and case.open:
                await _tell_newcomers(work, case)
                if not await _somebody_reads(tx, case, await work.org(), work.at):
                    await go_on(work, case)
        parcels = await work.keep_parcels()
    world.post(parcels)
    return None


async def _elsewhere(work: Work, parcel: Parcel) -> Parcel | None:
    """Give a notice for the address that its reader used last among those that are open; None if all are shut."""
    if parcel.kind not in NOTICES:
        return None
    for address, reachable in await people.addresses_of(work.tx, parcel.person):
        if reachable and address != parcel.address and address.channel in work.world.here:
            return replace(parcel, address=address)
    return None


def _codes(parcel: Parcel) -> tuple[str, ...]:
    """Give the cases that an official was to be told of."""
    if parcel.kind == "due":
        return codes_of(parcel.say)
    return (parcel.code,) if parcel.kind == "official" and parcel.code else ()


async def _tell_newcomers(work: Work, case: Case) -> None:
    told = await outbox.told(work.tx, case.code)
    for one in recipients(case, CaseEvent.NOTICE, await work.org(), work.at):
        if one.person not in told:
            told.add(one.person)
            await work.tell(one.person, "official", notices.forwarded(await view(work, case)), code=case.code)
            await work.hand_files(case, one.person)


async def deserted(work: Work, post: str) -> None:
    """A post was left: the open cases on its desk that nobody else has go on; what was taken is free again."""
    for case in await cases.on_desks(work.tx, [post], None):
        await settle(work, case)


async def arrived(work: Work, post: str, person: int) -> None:
    """Somebody came to a post: the open cases on its desk that nobody else has are handed over."""
    for case in await cases.on_desks(work.tx, [post], None):
        if {one.person for one in recipients(case, CaseEvent.NOTICE, await work.org(), work.at)} == {person}:
            await work.tell(person, "official", notices.forwarded(await view(work, case)), code=case.code)
            await work.hand_files(case, person)


async def alarm(world: World) -> None:
    """Say in the log, without content, that cases lie with nobody or with nobody in reach."""
    if waiting := await cases.unplaced_count(world.db.read):
        log.error("cases that nobody holds", cases=waiting)
    if shut := await unread(world):
        log.error("cases whose officials cannot be reached", cases=len(shut))


async def unread(world: World) -> list[str]:
    """Give the open cases that have no reader, or none in reach, so that an operator has to help."""
    read, now = world.db.read, world.clock.now()
    org = await world.organisation(read)
    found: list[str] = []
    shut = [code for one, told in await outbox.undelivered(read) for code in ((one,) if one else codes_of(told))]
    nowhere = [case.code async for case in stranded(world, org)]
    for code in dict.fromkeys([*shut, *nowhere]):
        case = await cases.get(read, code)
        if case is not None and case.open and not await _somebody_reads(read, case, org, now):
            found.append(code)
    return found


async def _somebody_reads(conn: Connection, case: Case, org: Organisation, now: datetime) -> bool:
    for one in recipients(case, CaseEvent.ACT, org, now):
        if any(reachable for _, reachable in await people.addresses_of(conn, one.person)):
            return True
    return False
