"""Tells each person in one message all that the clock has to tell: about one case its card, about several a list."""

from bot.views import view
from bot.work import Work
from bot.world import World
from handlers.casework.cases import Case, Status
from handlers.casework.routing import CaseEvent, recipients
from handlers.flows.gathered import OFFICIAL_KINDS, Told, alone, together
from storage import cases, due_notices, outbox
from storage.due_notices import DueNotice

AT_ONCE = 100


async def tell(world: World) -> int:
    """Owe what is noted, one message a person; give to how many. What a crash left noted is told here too."""
    persons = 0
    while waiting := await due_notices.persons(world.db.read, AT_ONCE):
        async with world.db.write() as tx:
            work = Work(tx, world, world.clock.now())
            for person in waiting:
                await _tell(work, person)
            parcels = await work.keep_parcels()
        world.post(parcels)
        persons += len(waiting)
    return persons


async def _tell(work: Work, person: int) -> None:
    told: list[tuple[Case, Told]] = []
    for notice in await due_notices.take(work.tx, person):
        case = await cases.get(work.tx, notice.code)
        if case is not None and await _still_true(work, case, notice, person):
            told.append((case, await _told(work, case, notice, person)))
    for case, one in told:
        if one.kind in OFFICIAL_KINDS:
            work.resent += await outbox.release(work.tx, case.code, work.world.here)
    if len(told) > 1:
        await work.tell(person, "due", together([one for _, one in told]))
    for case, one in told if len(told) == 1 else ():
        await work.tell(person, "reporter" if case.reporter == person else "official", alone(one), code=case.code)
        if one.kind in ("escalated", "unaccepted"):
            await work.hand_files(case, person)


async def _still_true(work: Work, case: Case, notice: DueNotice, person: int) -> bool:
    """Whether the notice still holds: the case may have been answered since, or the person have left the post."""
    if notice.kind == "lapsed":
        return case.reporter == person and case.status is Status.CLOSED
    if notice.kind == "judge":
        return case.reporter == person and case.status is Status.ANSWERED
    if not case.open:
        return False
    readers = recipients(case, CaseEvent.ACT, await work.org(), work.at)
    return case.reporter == person or any(one.person == person for one in readers)


async def _told(work: Work, case: Case, notice: DueNotice, person: int) -> Told:
    seen, org = await view(work, case), await work.org()
    if notice.kind in OFFICIAL_KINDS:
        held = {one.post for one in recipients(case, CaseEvent.ACT, org, work.at) if one.person == person}
        handles = case.taken_by == person or (case.taken_by is None and case.holder in held)
        if notice.kind == "overdue":
            seen = seen.model_copy(update={"handled_by_reader": handles})
    post = org.view(notice.post) if notice.post else None
    days = work.world.timetable.terms(case.round_at)["judge_lapse"]
    return Told.model_validate({"kind": notice.kind, "case": seen, "post": post, "days": days})
