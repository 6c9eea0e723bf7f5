"""An official steps back from a case that concerns him; it goes to whoever may have it, and is never dropped."""

import structlog

from bot.acting import Actor
from bot.views import view
from bot.work import Work
from handlers.casework.cases import Action, Case
from handlers.casework.escalation import resume
from handlers.casework.recusal import without
from handlers.flows import notices, updates
from handlers.talk.events import Done
from storage import cases

log = structlog.get_logger()


async def recuse(work: Work, case: Case, by: Actor) -> Done:
    """Take the case from a person at once; what the person sees from now on is that there is none."""
    before = case
    case = without(case, by.person, await work.org(), work.at)
    if case.holder is None:
        case = resume(case, work.world.timetable, work.at)
    await work.save(case)
    await cases.record(work.tx, case, work.at, Action.RECUSE.value, post=by.post, person=by.person)
    seen = await view(work, case)
    if case.holder is None:
        log.error("a case has nobody to go to", code=case.code)
    elif case.taken_by is None:
        await work.tell_officials(
            case, notices.recused(seen), only=(case.holder,), files_too=case.holder != before.holder
        )
    if (case.holder, case.taken_by) != (before.holder, before.taken_by):
        await work.tell_reporter(case, updates.recused(seen))
    return Done(action=Action.RECUSE.value, case=seen)
