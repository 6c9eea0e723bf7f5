"""Tells each person in one message all that the clock has to tell: about one case its card, about several a list."""

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.logs import where
from bot.views import line, view
from bot.work import Work
from bot.world import World
from handlers.casework.cases import Case, Status
from handlers.casework.organisation import Holder
from handlers.casework.routing import CaseEvent, recipients
from handlers.casework.views import CaseView
from handlers.flows.gathered import OFFICIAL_KINDS, Told, alone, together
from storage import cases, due_notices, outbox
from storage.due_notices import DueNotice

AT_ONCE = 100
TRY_AGAIN = timedelta(hours=1)
log = structlog.get_logger()


async def tell(world: World) -> int:
    """Owe what is noted, one message a person; give to how many. What a crash left noted is told here too."""
    persons = 0
    while waiting := await due_notices.persons(world.db.read, world.clock.now(), AT_ONCE):
        try:
            await _tell_all(world, waiting)
        except sqlite3.OperationalError:
            raise
        except Exception as error:
            log.warning("what is due is told person by person", persons=len(waiting), error=where(error))
            for person in waiting:
                await _tell_alone(world, person)
        persons += len(waiting)
    return persons


async def _tell_all(world: World, persons: Sequence[int]) -> None:
    async with world.db.write() as tx:
        work = Work(tx, world, world.clock.now())
        noted = {person: await due_notices.take(tx, person, work.at) for person in persons}
        known = await _known(work, [notice.code for notices in noted.values() for notice in notices])
        for person, notices in noted.items():
            await _tell(work, person, notices, known)
        work.resent += await outbox.release(tx, known.stepped, world.here)
        parcels = await work.keep_parcels()
    world.post(parcels)


async def _tell_alone(world: World, person: int) -> None:
    """Tell one person; one on whom the program fails is told in an hour and silences no other."""
    try:
        await _tell_all(world, [person])
    except sqlite3.OperationalError:
        raise
    except Exception as error:
        log.error("a person cannot be told what is due", error=where(error))
        async with world.db.write() as tx:
            await due_notices.put_off(tx, person, world.clock.now() + TRY_AGAIN)


@dataclass
class _Known:
    """The cases that are told of, who may act on them, and the codes of those whose forward need wait no longer."""

    cases: dict[str, Case]
    readers: dict[str, tuple[Holder, ...]] = field(default_factory=dict)
    stepped: list[str] = field(default_factory=list)

    async def acting(self, work: Work, case: Case) -> tuple[Holder, ...]:
        """Give who may act on a case, asked once for all who are told of it."""
        if case.code not in self.readers:
            self.readers[case.code] = recipients(case, CaseEvent.ACT, await work.org(), work.at)
        return self.readers[case.code]


async def _known(work: Work, codes: Sequence[str]) -> _Known:
    """Read all cases in one go; where one cannot be read, each is read for itself."""
    found: dict[str, Case] = {}
    todo = list(dict.fromkeys(codes))
    for at in range(0, len(todo), AT_ONCE):
        try:
            found |= {case.code: case for case in await cases.several(work.tx, todo[at : at + AT_ONCE])}
        except ValueError as error:
            log.warning("cases are read one by one", cases=AT_ONCE, error=where(error))
    return _Known(found)


async def _tell(work: Work, person: int, notices: Sequence[DueNotice], known: _Known) -> None:
    told: list[tuple[Case, DueNotice, Told]] = []
    for at, notice in enumerate(notices):
        if at % AT_ONCE == 0:
            await asyncio.sleep(0)  # others are served between
        try:
            case = known.cases.get(notice.code) or await cases.get(work.tx, notice.code)
            if case is not None and _still_true(case, notice, person, await known.acting(work, case)):
                told.append((case, notice, await _told(work, case, notice)))
        except sqlite3.OperationalError:
            raise
        except Exception as error:
            log.error("a notice cannot be told", code=notice.code, error=where(error))
            later = work.at + TRY_AGAIN
            await due_notices.note(work.tx, person, notice.code, notice.kind, post=notice.post, at=later)
    for case, _, one in told:
        if one.kind in OFFICIAL_KINDS:
            known.stepped.append(case.code)
    if len(told) > 1:
        await work.tell(person, "due", together([one for _, _, one in told]))
    for case, notice, one in told if len(told) == 1 else ():
        seen = await _seen(work, case, notice, person)
        await work.tell(person, "reporter" if case.reporter == person else "official", alone(one, seen), code=case.code)
        if one.kind in ("escalated", "unaccepted"):
            await work.hand_files(case, person)


def _still_true(case: Case, notice: DueNotice, person: int, readers: Sequence[Holder]) -> bool:
    """Whether the notice still holds: the case may have been answered since, or the person have left the post."""
    if notice.kind == "lapsed":
        return case.reporter == person and case.status is Status.CLOSED
    if notice.kind == "judge":
        return case.reporter == person and case.status is Status.ANSWERED
    if not case.open:
        return False
    return case.reporter == person or any(one.person == person for one in readers)


async def _told(work: Work, case: Case, notice: DueNotice) -> Told:
    post = (await work.org()).view(notice.post) if notice.post else None
    days = work.world.timetable.terms(case.round_at)["judge_lapse"]
    return Told.model_validate({"kind": notice.kind, "case": line(work, case), "post": post, "days": days})


async def _seen(work: Work, case: Case, notice: DueNotice, person: int) -> CaseView:
    seen = await view(work, case)
    if notice.kind != "overdue":
        return seen
    readers = recipients(case, CaseEvent.ACT, await work.org(), work.at)
    held = {one.post for one in readers if one.person == person}
    handles = case.taken_by == person or (case.taken_by is None and case.holder in held)
    return seen.model_copy(update={"handled_by_reader": handles})
