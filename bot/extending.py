"""More time for a case: asked for by its owner, decided by the next level, told to the reporter."""

from bot.acting import Actor, done
from bot.groups import tell_groups
from bot.views import view
from bot.work import Work
from handlers.casework.cases import Action, Case, Extension
from handlers.casework.extensions import deciders, granted, most_days, obstacle, too_late, undecided
from handlers.casework.official_effects import ExtendCase
from handlers.casework.routing import CaseEvent, Level, recipients
from handlers.casework.views import CaseView
from handlers.flows import notices, updates
from handlers.talk.events import Denied, Done

__all__ = ["ask", "ask_again", "grant", "hindrance", "refuse", "undecided"]


async def hindrance(work: Work, case: Case, person: int) -> Denied | None:
    """Give why no more time can be asked for now: too late, too often, pending, or nobody above to decide."""
    if (why := obstacle(case, work.world.timetable, await work.org(), work.at)) is not None:
        return Denied(why=why, code=case.code)
    if not deciders(case, person, await work.org(), work.at):
        return Denied(why="extend_nobody", code=case.code)
    return None


async def ask(work: Work, case: Case, by: Actor, effect: ExtendCase) -> Done | Denied:
    """Ask the next level for more working days; the clock runs on until somebody there agrees."""
    if (denied := await hindrance(work, case, by.person)) is not None:
        return denied
    if effect.days not in range(1, most_days(case, work.world.timetable) + 1) or not effect.reason:
        return Denied(why="extend_days", code=case.code)
    level = deciders(case, by.person, await work.org(), work.at)
    asked = Extension(days=effect.days, reason=effect.reason, person=by.person, post=by.post, level=level)
    case = case.model_copy(update={"extension": asked})
    told = await done(work, case, by, Action.EXTEND, f"{effect.days}: {effect.reason}")
    await _put_to(work, case, level, told.case)
    return told


async def _put_to(work: Work, case: Case, level: Level, seen: CaseView) -> None:
    for one in dict.fromkeys(one.person for one in recipients(case, CaseEvent.APPROVE, await work.org(), work.at)):
        await work.tell(one, "official", notices.extension_asked(seen), code=case.code)
        await work.hand_files(case, one)
    await tell_groups(work, case, level, Action.EXTEND.value)


async def ask_again(work: Work, case: Case) -> None:
    """Put a request that nobody may decide on to the level above as it now is; else end it and tell its asker."""
    org = await work.org()
    if (asked := case.extension) is None or not undecided(case, org, work.at):
        return
    level = () if too_late(case, work.at) else deciders(case, asked.person, org, work.at)
    case = case.model_copy(update={"extension": asked.model_copy(update={"level": level}) if level else None})
    await work.save(case)
    seen = await view(work, case)
    if level:
        await _put_to(work, case, level, seen)
    else:
        await work.tell(asked.person, "official", notices.extension_dropped(seen), code=case.code)


async def grant(work: Work, case: Case, by: Actor) -> Done | Denied:
    """Grant the time, unless the due time has come meanwhile; the asker and the reporter are told."""
    asked = case.extension
    if asked is None:
        return Denied(why="no_extension", code=case.code)
    if too_late(case, work.at):
        return Denied(why="extend_late" if case.due_at else "extend_undated", code=case.code)
    case = granted(case, work.world.timetable)
    told = await done(work, case, by, Action.GRANT, f"{asked.days}: {asked.reason}")
    await work.tell(asked.person, "official", notices.extension_granted(told.case), code=case.code)
    await work.tell_reporter(case, updates.extended(told.case, asked.reason))
    return told


async def refuse(work: Work, case: Case, by: Actor) -> Done | Denied:
    """Refuse the time; the asker is told, and the due time stays."""
    asked = case.extension
    if asked is None:
        return Denied(why="no_extension", code=case.code)
    case = case.model_copy(update={"extension": None})
    told = await done(work, case, by, Action.REFUSE, f"{asked.days}: {asked.reason}")
    await work.tell(asked.person, "official", notices.extension_refused(told.case), code=case.code)
    return told
