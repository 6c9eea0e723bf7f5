"""What the clock does to cases: reminders, steps up, the end of waiting; each person is told once of all of it."""

import sqlite3
from collections.abc import Sequence
from datetime import timedelta

import structlog

from bot import old_cards, telling
from bot.filing import bring
from bot.groups import tell_groups
from bot.logs import where
from bot.views import view
from bot.work import Work
from bot.world import World
from handlers.casework.cases import Action, Case, Status, move
from handlers.casework.escalation import Due, apply, catch_up, following
from handlers.casework.routing import CaseEvent, place, recipients
from handlers.flows import updates
from storage import cases, due_notices

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
    await telling.tell(world)
    return moved


async def _move(world: World, codes: Sequence[str]) -> int:
    async with world.db.write() as tx:
        work = Work(tx, world, world.clock.now())
        for case in await cases.several(tx, codes):
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
    """Bring cases that nobody held to a post that is held by now; give how many found one.

    All of them are looked at when the organisation has changed and once a minute, the longest waiting first.
    """
    now = world.clock.now()
    org, minute = await world.organisation(world.db.read), now.replace(second=0, microsecond=0)
    if world.waited is not None and world.waited[0] is org and world.waited[1] == minute:
        return 0
    placed, after = 0, None
    while waiting := await cases.unplaced(world.db.read, after, AT_ONCE):
        for case in waiting:
            if place(case, org, now).holder:
                placed += await _place(world, case.code)
        after = waiting[-1].filed_at, waiting[-1].code
    world.waited = org, minute
    return placed


async def _place(world: World, code: str) -> int:
    """Bring one case to its post; one on which the program fails holds up no other."""
    try:
        async with world.db.write() as tx:
            work = Work(tx, world, world.clock.now())
            case = await cases.get(tx, code)
            if case is None or case.status is not Status.NEW:
                return 0
            brought = await bring(work, case)
            if brought.holder:
                await work.tell_reporter(brought, updates.placed(await view(work, brought)))
            parcels = await work.keep_parcels()
    except sqlite3.OperationalError:
        raise
    except Exception as error:
        log.error("a case cannot be placed", code=code, error=where(error))
        return 0
    world.post(parcels)
    return int(brought.holder is not None)


async def advance(work: Work, case: Case) -> None:
    """Do what is due for one case: each level gets it once, however late it is, and what is to be told is noted."""
    if case.status is Status.ANSWERED:
        await _lapse(work, case)
        return
    before = case
    case, took = catch_up(case, await work.org(), work.world.timetable, work.at)
    await work.save(case)
    for due in took:
        action = Action.ESCALATE if due.level or due.kind == "overdue" else Action.REMIND
        await cases.record(work.tx, case, work.at, action.value, post=due.level[0] if due.level else None)
    if took:
        gained = [post for due in took for post in due.level]
        await tell_groups(work, case, (case.holder or "", *gained), took[-1].kind)
    steps = [due for due in took if due.level or due.kind == "overdue"]
    if steps:
        await _stepped_up(work, before, case, steps)
    elif took:
        for one in recipients(case, CaseEvent.ACT, await work.org(), work.at):
            if one.post == case.holder:
                kind = "untaken" if took[-1].kind == "unaccepted" else took[-1].kind
                await due_notices.note(work.tx, one.person, case.code, kind, post=None, at=work.at)


async def _stepped_up(work: Work, before: Case, case: Case, steps: list[Due]) -> None:
    """Note for everybody who had the case, who gets it now, and its reporter, what the clock did."""
    gained = tuple(post for due in steps for post in due.level)
    top = gained[-1] if gained else None
    late = any(due.kind != "unaccepted" for due in steps)
    org = await work.org()
    told: set[int] = set()
    if late:
        for one in recipients(before, CaseEvent.ACT, org, work.at):
            told.add(one.person)
            await due_notices.note(work.tx, one.person, case.code, "overdue", post=top, at=work.at)
    else:
        told = {one.person for one in recipients(before, CaseEvent.ACT, org, work.at)}
    for one in recipients(case, CaseEvent.ACT, org, work.at):
        if one.post in gained and one.person not in told:
            told.add(one.person)
            kind = "escalated" if late else "unaccepted"
            await due_notices.note(work.tx, one.person, case.code, kind, post=before.holder, at=work.at)
    kind = "stepped_up" if late else "handed_up"
    await due_notices.note(work.tx, case.reporter, case.code, kind, post=top, at=work.at)


async def _lapse(work: Work, case: Case) -> None:
    if (step := following(case, await work.org(), work.world.timetable, work.at)) is None or step.at > work.at:
        await work.save(case)
        return
    if step.kind == "judge":
        case = apply(case, step, work.at)
        await work.save(case)
        await cases.record(work.tx, case, work.at, Action.REMIND.value, note="judge")
        await due_notices.note(work.tx, case.reporter, case.code, "judge", post=None, at=work.at)
        return
    case = move(case, Action.LAPSE).model_copy(update={"closed_at": work.at})
    await work.save(case)
    await cases.record(work.tx, case, work.at, "lapse", note="silence")
    await due_notices.note(work.tx, case.reporter, case.code, "lapsed", post=None, at=work.at)
    await old_cards.fold(work, case)
