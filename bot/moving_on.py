"""What the clock does to cases: reminders, steps up, the end of waiting, the next door when one stays shut."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot.filing import bring
from bot.logs import where
from bot.views import view
from bot.work import Work
from bot.world import World
from handlers.casework.cases import Action, Case, Status, move
from handlers.casework.escalation import Due, apply, catch_up, following
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, next_level, place, recipients
from handlers.flows import notices, updates
from storage import cases, outbox, people
from storage.database import Connection
from storage.outbox import Outcome, Parcel

AT_ONCE = 200
TRY_AGAIN = timedelta(hours=1)
log = structlog.get_logger()


async def sweep(world: World) -> int:
    """Do everything that is due by now, in transactions of at most 200 cases; give how many cases moved."""
    moved = 0
    while codes := await cases.due_codes(world.db.read, world.clock.now(), AT_ONCE):
        try:
            moved += await _move(world, codes)
        except sqlite3.OperationalError:
            raise
        except Exception as error:
            log.warning("the sweep goes case by case", cases=len(codes), error=where(error))
            for code in codes:
                moved += await _move_alone(world, code)
    return moved


async def _move(world: World, codes: Sequence[str]) -> int:
    async with world.db.write() as tx:
        work = Work(tx, world, world.clock.now())
        for code in codes:
            case = await cases.get(tx, code)
            if case is not None:
                await advance(work, case)
        parcels = await work.keep_parcels()
    world.post(parcels)
    return len(codes)


async def _move_alone(world: World, code: str) -> int:
    """Move one case; one on which the program fails is tried again in an hour and holds up no other."""
    try:
        return await _move(world, [code])
    except sqlite3.OperationalError:
        raise
    except Exception as error:
        log.error("a case cannot be moved on", code=code, error=where(error))
        async with world.db.write() as tx:
            await cases.put_off(tx, code, world.clock.now() + TRY_AGAIN)
        return 0


async def place_waiting(world: World) -> int:
    """Bring cases that nobody held to a post that is held by now; give how many found one."""
    waiting = await cases.unplaced(world.db.read)
    if not waiting:
        return 0
    org = await world.organisation(world.db.read)
    if not any(place(case, org, world.clock.now()).holder for case in waiting):
        return 0
    placed = 0
    async with world.db.write() as tx:
        work = Work(tx, world, world.clock.now())
        for case in await cases.unplaced(tx):
            brought = await bring(work, case)
            if brought.holder:
                placed += 1
                await work.tell_reporter(brought, updates.placed(await view(work, brought)))
        parcels = await work.keep_parcels()
    world.post(parcels)
    return placed


async def advance(work: Work, case: Case) -> None:
    """Do what is due for one case: each level gets it once, and each person one message, however late it is."""
    if case.status is Status.ANSWERED:
        await _lapse(work, case)
        return
    before = case
    case, took = catch_up(case, await work.org(), work.world.timetable, work.at)
    await work.save(case)
    for due in took:
        action = Action.ESCALATE if due.level or due.kind == "overdue" else Action.REMIND
        await cases.record(work.tx, case, work.at, action.value, post=due.level[0] if due.level else None)
    steps = [due for due in took if due.level or due.kind == "overdue"]
    if steps:
        await _stepped_up(work, before, case, steps)
    elif took:
        only, seen = (case.holder or "",), await view(work, case)
        remind = notices.amber if took[-1].kind == "amber" else notices.reminder
        await work.tell_officials(case, remind(seen), only=only)


async def _stepped_up(work: Work, before: Case, case: Case, steps: list[Due]) -> None:
    org, seen = await work.org(), await view(work, case)
    gained = tuple(post for due in steps for post in due.level)
    top = org.view(gained[-1]) if gained else None
    holder = org.view(before.holder) if before.holder else None
    already = {one.person for one in recipients(before, CaseEvent.NOTICE, org, work.at)}
    aside = seen.model_copy(update={"handled_by_reader": False})
    await work.tell_officials(before, notices.overdue(seen, top), others=notices.overdue(aside, top), only=before.reach)
    for one in recipients(case, CaseEvent.NOTICE, org, work.at):
        if one.post in gained and one.person not in already:
            already.add(one.person)
            await work.tell(one.person, "official", notices.escalated(seen, holder), code=case.code)
            await work.hand_files(case, one.person)
    await work.tell_reporter(case, updates.escalated(seen, top))


async def _lapse(work: Work, case: Case) -> None:
    if (step := following(case, await work.org(), work.world.timetable, work.at)) is None or step.at > work.at:
        await work.save(case)
        return
    if step.kind == "judge":
        case = apply(case, step, work.at)
        await work.save(case)
        await cases.record(work.tx, case, work.at, Action.REMIND.value, note="judge")
        await work.tell_reporter(case, updates.judge(await view(work, case)))
        return
    case = move(case, Action.LAPSE).model_copy(update={"closed_at": work.at})
    await work.save(case)
    await cases.record(work.tx, case, work.at, "lapse", note="silence")
    days = work.world.timetable.terms(case.round_at)["judge_lapse"]
    await work.tell_reporter(case, updates.lapsed(await view(work, case), days))


async def undelivered(world: World, parcel: Parcel, outcome: Outcome) -> None:
    """Note that a parcel did not arrive; if it was about a case that now nobody reads, the case goes on.

    One transaction, so that a crash in between cannot lose the case. Who came to a post since is told first.
    """
    async with world.db.write() as tx:
        work = Work(tx, world, world.clock.now())
        await outbox.finish(tx, [(parcel.id, outcome)])
        if outcome == "unreachable":
            await people.mark_unreachable(tx, parcel.address)
        case = await cases.get(tx, parcel.code) if parcel.kind == "official" and parcel.code else None
        if case is not None and case.open:
            await _tell_newcomers(work, case)
            if not await _somebody_reads(tx, case, await work.org(), work.at):
                await _go_on(work, case)
        parcels = await work.keep_parcels()
    world.post(parcels)


async def _tell_newcomers(work: Work, case: Case) -> None:
    told = await outbox.told(work.tx, case.code)
    for one in recipients(case, CaseEvent.NOTICE, await work.org(), work.at):
        if one.person not in told:
            told.add(one.person)
            await work.tell(one.person, "official", notices.forwarded(await view(work, case)), code=case.code)
            await work.hand_files(case, one.person)


async def deserted(work: Work, post: str) -> None:
    """A post was left: the open cases on its desk that nobody else has go on to the level above."""
    for case in await cases.on_desks(work.tx, [post], None):
        if not recipients(case, CaseEvent.NOTICE, await work.org(), work.at):
            await _go_on(work, case)


async def arrived(work: Work, post: str, person: int) -> None:
    """Somebody came to a post: the open cases on its desk that nobody else has are handed over."""
    for case in await cases.on_desks(work.tx, [post], None):
        if {one.person for one in recipients(case, CaseEvent.NOTICE, await work.org(), work.at)} == {person}:
            await work.tell(person, "official", notices.forwarded(await view(work, case)), code=case.code)
            await work.hand_files(case, person)


async def alarm(world: World) -> None:
    """Say in the log, without content, that cases lie with nobody or with nobody in reach."""
    if waiting := await cases.unplaced(world.db.read):
        log.error("cases that nobody holds", cases=len(waiting))
    if shut := await unread(world):
        log.error("cases whose officials cannot be reached", cases=len(shut))


async def unread(world: World) -> list[str]:
    """Give the open cases that have no reader, or none in reach, so that an operator has to help."""
    read, now = world.db.read, world.clock.now()
    org = await world.organisation(read)
    found: list[str] = []
    for code in dict.fromkeys([*await outbox.undelivered(read), *await cases.deserted(read)]):
        case = await cases.get(read, code)
        if case is not None and case.open and not await _somebody_reads(read, case, org, now):
            found.append(code)
    return found


async def _somebody_reads(conn: Connection, case: Case, org: Organisation, now: datetime) -> bool:
    for one in recipients(case, CaseEvent.NOTICE, org, now):
        found = await people.address_of(conn, one.person)
        if found and found[1]:
            return True
    return False


async def _go_on(work: Work, case: Case) -> None:
    org = await work.org()
    level = next_level(case, org, work.at)
    if not level:
        log.error("a case cannot be delivered to anybody", code=case.code)
        return
    before = org.view(case.holder) if case.holder else None
    case = case.model_copy(update={"reach": (*case.reach, *level)})
    await work.save(case)
    await cases.record(work.tx, case, work.at, "pass_on", post=level[0])
    await work.tell_officials(case, notices.passed_on(await view(work, case), before), only=level, files_too=True)
