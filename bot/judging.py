"""The reporter's last word: solved, partly, not, or an appeal; all but the first send the case somewhere else."""

import structlog

from bot import old_cards, rating
from bot.views import view
from bot.work import Work
from handlers.casework.cases import Action, Case, NotAllowed, Solved, allowed, move
from handlers.casework.effects import AppealCase, JudgeAnswer, ScoreCase
from handlers.casework.escalation import start_clock
from handlers.casework.organisation import Organisation
from handlers.casework.roles import height
from handlers.casework.routing import CaseEvent, Level, elsewhere, one_higher, recipients, refusers
from handlers.flows import notices
from handlers.talk.events import Denied, Done
from storage import cases

log = structlog.get_logger()


async def judge(work: Work, effect: JudgeAnswer, person: int) -> Done | Denied:
    """Close a solved case; reopen any other one level higher with a fresh clock, at most twice."""
    case = await cases.get(work.tx, effect.code)
    if case is None or case.reporter != person:
        return Denied(why="not_found", code=effect.code)
    try:
        if effect.solved == "yes":
            return await _close(work, case, Action.SOLVE, effect.solved)
        if case.reopened >= work.world.timetable.terms(case.round_at)["reopenings_most"]:
            return await _close(work, case, Action.LAPSE, effect.solved)
        return await _reopen(work, case, effect.solved)
    except NotAllowed:
        return Denied(why="moved_on", code=case.code)


async def _close(work: Work, case: Case, action: Action, solved: Solved) -> Done:
    case = move(case, action).model_copy(update={"solved": solved, "score": None, "comment": "", "closed_at": work.at})
    await work.save(case)
    await cases.record(work.tx, case, work.at, action.value, person=case.reporter, note=solved)
    done = Done(action=action.value, case=await view(work, case))
    await work.tell_officials(case, notices.judged(done.case))
    await old_cards.fold(work, case)
    return done


async def _reopen(work: Work, case: Case, solved: Solved) -> Done:
    """Hand the case to the next level that may have it; at the top it stays where it is, with a fresh clock."""
    level = one_higher(case, await work.org(), work.at)
    before = case
    case = move(case, Action.REOPEN)
    case = start_clock(case, work.world.timetable, work.at).model_copy(
        update={
            "solved": solved,
            "score": None,
            "reopened": case.reopened + 1,
            "answered_at": None,
            "taken_by": None,
            "holder": level[0] if level else case.holder,
            **_climbed(case, level, await work.org()),
        }
    )
    await work.save(case)
    await cases.record(work.tx, case, work.at, "reopen", post=case.holder, person=case.reporter, note=solved, delta=1)
    done = Done(action="reopen", case=await view(work, case))
    if not recipients(case, CaseEvent.ACT, await work.org(), work.at):
        log.error("a case has nobody to go to", code=case.code)
        done = done.model_copy(update={"case": done.case.model_copy(update={"holder": None})})
    await work.tell_officials(case, notices.reopened(done.case, solved, ""), only=(case.holder or "",), files_too=True)
    if level:
        await work.tell_officials(case, notices.judged(done.case), only=(before.holder or "",))
    return done


def _climbed(case: Case, level: Level, org: Organisation) -> dict[str, Level]:
    """Give who has a reopened case: the new level and whoever is above it; those below may only read it."""
    holder = level[0] if level else case.holder or ""
    lower = [post for post in case.reach if post not in level and post != holder and _below(post, holder, org)]
    kept = tuple(post for post in case.reach if post not in level and post not in lower)
    return {"reach": (*level, *kept), "past": tuple(dict.fromkeys((*case.past, *lower)))}


def _below(post: str, other: str, org: Organisation) -> bool:
    return post in org.posts and (other not in org.posts or height(post, org) <= height(other, org))


async def appeal(work: Work, effect: AppealCase, person: int) -> Done | Denied:
    """Hand an own refused case to another unit with a fresh clock, once; whoever refused it never gets it again."""
    case = await cases.get(work.tx, effect.code)
    if case is None or case.reporter != person:
        return Denied(why="not_found", code=effect.code)
    if case.appealed:
        return Denied(why="appealed", code=case.code)
    if not allowed(case.status, Action.APPEAL):
        return Denied(why="moved_on", code=case.code)
    rows = await cases.history(work.tx, case.code)
    by = (row.person for row in rows if row.action == Action.REJECT and row.person is not None)
    case = case.model_copy(update={"recused": tuple(dict.fromkeys((*case.recused, *by)))})
    level = elsewhere(case, await work.org(), work.at)
    if not level:
        return Denied(why="appeal_nobody", code=case.code)
    case = start_clock(move(case, Action.APPEAL), work.world.timetable, work.at).model_copy(
        update={
            "appealed": True,
            "refused_by": refusers(case, await work.org()),
            "answered_at": None,
            "closed_at": None,
            "taken_by": None,
            "holder": level[0],
            "reach": level,
        }
    )
    await work.save(case)
    await cases.record(work.tx, case, work.at, Action.APPEAL.value, post=case.holder, person=person, delta=1)
    done = Done(action=Action.APPEAL.value, case=await view(work, case))
    await work.tell_officials(case, notices.appealed(done.case), files_too=True)
    return done


async def score(work: Work, effect: ScoreCase, person: int) -> None:
    """Keep 1–5 and words for the handling of an own case that was judged; nothing else changes."""
    case = await cases.get(work.tx, effect.code)
    if case is None or case.reporter != person or case.solved is None:
        return
    if effect.score is not None and effect.score not in range(1, 6):
        return
    if effect.score is not None and effect.score != case.score:
        await cases.record(work.tx, case, work.at, "score", person=person, note=str(effect.score))
        await rating.count_case(work, case, effect.score)
    update = {"score": effect.score or case.score, "comment": effect.comment or case.comment}
    case = case.model_copy(update=update)
    await work.save(case)
    if effect.comment and case.open:
        await _pass_on(work, case, effect.comment)


async def _pass_on(work: Work, case: Case, words: str) -> None:
    """Let whoever goes on with a reopened case read what the reporter still misses."""
    await cases.add_words(work.tx, case.code, work.at, "", None, words)
    await work.tell_officials(case, notices.added(await view(work, case), words), only=(case.holder or "",))
