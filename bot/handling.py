"""What officials do to a case: accept, ask, answer, transfer, reject; one owner at a time."""

from dataclasses import dataclass

from bot.views import view
from bot.work import Work
from handlers.casework.cases import Action, Case, NotAllowed, Status, allowed, move
from handlers.casework.effects import AcceptCase, AnswerCase, AskCitizen, RejectCase, TransferCase
from handlers.casework.escalation import pause, resume
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, eligible, recipients
from handlers.flows import notices, updates
from handlers.talk.events import Denied, Done
from storage import cases, files

Handling = AcceptCase | AskCitizen | AnswerCase | TransferCase | RejectCase
_RANK = {"officer": 0, "head": 1, "department": 1, "inspector": 1, "mttq": 1, "member": 2, "standing": 3}


@dataclass(frozen=True)
class _Actor:
    person: int
    post: str


async def hindrance(work: Work, code: str, case: Case | None, person: int, action: Action) -> Denied | None:
    """Give why a person may not do this to a case now; what one may not see is answered like what does not exist."""
    found = await _actor(work, code, case, person)
    if isinstance(found, Denied) or case is None or allowed(case.status, action):
        return found if isinstance(found, Denied) else None
    return Denied(why="moved_on", code=code)


async def _actor(work: Work, code: str, case: Case | None, person: int) -> _Actor | Denied:
    """Give the person with the post for which the person acts, or why nothing may be done."""
    org = await work.org()
    posts = [one.post for one in recipients(case, CaseEvent.ACT, org, work.at) if one.person == person] if case else []
    if case is None or not posts:
        own = case is not None and case.reporter == person
        return Denied(why="own_case" if own else "not_found", code=code)
    actor = _Actor(person, case.holder if case.holder in posts and case.holder else _highest(posts, org))
    holder = _in_the_way(case, actor, org)
    if holder is None:
        return actor
    name = org.view(case.holder or "", holder, work.at)
    return Denied(why="taken", code=case.code, holder=name, who=name.holder if name else "")


async def act(work: Work, effect: Handling, person: int) -> Done | Denied:
    """Do what an official asks, or say why not."""
    case = await cases.get(work.tx, effect.code)
    org = await work.org()
    actor = await _actor(work, effect.code, case, person)
    if isinstance(actor, Denied) or case is None:
        return actor if isinstance(actor, Denied) else Denied(why="not_found", code=effect.code)
    try:
        match effect:
            case AcceptCase():
                return await _accept(work, case, actor)
            case AskCitizen():
                return await _ask(work, case, actor, effect.text)
            case AnswerCase():
                return await _answer(work, case, actor, effect)
            case TransferCase():
                return await _transfer(work, case, actor, effect, org)
            case RejectCase():
                return await _reject(work, case, actor, effect)
    except NotAllowed:
        return Denied(why="moved_on", code=case.code)


def _highest(posts: list[str], org: Organisation) -> str:
    return max(posts, key=lambda post: _RANK[org.posts[post].kind])


def _in_the_way(case: Case, actor: _Actor, org: Organisation) -> int | None:
    """Give the person who accepted the case, unless it is the actor or the actor stands above."""
    if case.taken_by in (None, actor.person) or case.holder is None or not case.open:
        return None
    higher = _RANK[org.posts[actor.post].kind] > _RANK[org.posts[case.holder].kind]
    return None if higher else case.taken_by


def _taken(case: Case, actor: _Actor) -> Case:
    return case.model_copy(update={"holder": actor.post, "taken_by": actor.person, "handed_at": None})


async def _done(work: Work, case: Case, actor: _Actor, action: Action, note: str, delta: int = 0) -> Done:
    await work.save(case)
    await cases.record(
        work.tx, case, work.at, action.value, post=actor.post, person=actor.person, note=note, delta=delta
    )
    return Done(action=action.value, case=await view(work, case))


async def _accept(work: Work, case: Case, actor: _Actor) -> Done | Denied:
    if case.taken_by == actor.person and case.status is Status.ACCEPTED:
        return Done(action=Action.ACCEPT.value, case=await view(work, case))
    target = case.status if case.status is Status.NEED_INFO else move(case, Action.ACCEPT).status
    case = _taken(case, actor).model_copy(update={"status": target})
    done = await _done(work, case, actor, Action.ACCEPT, "")
    await work.tell_officials(case, notices.taken(done.case), but=actor.person)
    await work.tell_reporter(case, updates.accepted(done.case))
    return done


async def _ask(work: Work, case: Case, actor: _Actor, text: str) -> Done:
    case = _taken(move(case, Action.ASK), actor).model_copy(update={"question": text})
    case = pause(case, work.world.timetable, work.at)
    done = await _done(work, case, actor, Action.ASK, text)
    await work.tell_reporter(case, updates.asked(done.case, text))
    return done


async def _answer(work: Work, case: Case, actor: _Actor, effect: AnswerCase) -> Done:
    case = resume(_taken(move(case, Action.ANSWER), actor), work.world.timetable, work.at).model_copy(
        update={"answer": effect.text, "answered_at": work.at, "question": ""}
    )
    for ref in effect.files:
        await files.want(work.tx, case.code, "official", ref, work.at)
    done = await _done(work, case, actor, Action.ANSWER, effect.text, delta=-1)
    await work.tell_reporter(case, updates.answered(done.case))
    await work.tell_officials(case, notices.taken(done.case), but=actor.person)
    return done


async def _transfer(work: Work, case: Case, actor: _Actor, effect: TransferCase, org: Organisation) -> Done | Denied:
    if effect.post == case.holder or not eligible(case, effect.post, org, work.at):
        return Denied(why="no_such_post", code=case.code)
    higher = tuple(post for post in case.reach if _RANK[org.posts[post].kind] >= 2 and post != effect.post)
    case = resume(move(case, Action.TRANSFER), work.world.timetable, work.at).model_copy(
        update={
            "holder": effect.post,
            "taken_by": None,
            "reach": (effect.post, *higher),
            "transfers": case.transfers + 1,
            "handed_at": work.at,
        }
    )
    done = await _done(work, case, actor, Action.TRANSFER, effect.reason)
    await work.tell_officials(
        case,
        notices.transferred(done.case, effect.reason),
        but=actor.person,
        only=(effect.post,),
        files_too=True,
    )
    await work.tell_reporter(case, updates.transferred(done.case, effect.reason))
    return done


async def _reject(work: Work, case: Case, actor: _Actor, effect: RejectCase) -> Done:
    case = resume(_taken(move(case, Action.REJECT), actor), work.world.timetable, work.at).model_copy(
        update={"answer": effect.words, "answered_at": work.at, "closed_at": work.at, "question": ""}
    )
    done = await _done(work, case, actor, Action.REJECT, f"{effect.reason}: {effect.words}", delta=-1)
    await work.tell_reporter(case, updates.rejected(done.case, effect.reason, effect.words))
    await work.tell_officials(case, notices.taken(done.case), but=actor.person)
    return done
