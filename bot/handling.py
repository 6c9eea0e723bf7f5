"""What officials do to a case: accept, ask, transfer, reject, and the way to the other acts; one owner at a time."""

from datetime import datetime
from typing import assert_never

from bot import answering, extending, old_cards, recusing
from bot.acting import Actor, actor, done, note_denial, taken
from bot.views import view
from bot.work import Work
from handlers.casework.cases import Action, Case, Status, move
from handlers.casework.escalation import pause, resume
from handlers.casework.official_effects import (
    AcceptCase,
    AnswerCase,
    AskCitizen,
    ExtendCase,
    GrantExtension,
    RecuseCase,
    RefuseExtension,
    RejectCase,
    TransferCase,
    WeighAnswer,
)
from handlers.casework.organisation import Organisation
from handlers.casework.roles import height
from handlers.casework.routing import eligible
from handlers.casework.transfers import passed_up
from handlers.flows import notices, updates
from handlers.talk.events import Denied, Done, Weighed
from storage import cases

Handling = (
    AcceptCase
    | AskCitizen
    | AnswerCase
    | TransferCase
    | RejectCase
    | ExtendCase
    | GrantExtension
    | RefuseExtension
    | RecuseCase
)
_NOTED = frozenset({Action.ANSWER, Action.TRANSFER, Action.REJECT, Action.EXTEND, Action.GRANT})
"""Acts that are worth a line in the history when they come too late."""
_MEMBER = 2


async def hindrance(work: Work, code: str, case: Case | None, person: int, action: Action) -> Denied | None:
    """Give why a person may not do this to a case now; None if the person may."""
    found = await actor(work, case, code, person, action)
    if isinstance(found, Denied) or case is None:
        return found if isinstance(found, Denied) else Denied(why="not_found", code=code)
    return await extending.hindrance(work, case, person) if action is Action.EXTEND else None


async def act(work: Work, effect: Handling, person: int) -> Done | Denied:
    """Do what an official asks, or say why not and change nothing."""
    case, action = await cases.get(work.tx, effect.code), _action(effect)
    by = await actor(work, case, effect.code, person, action)
    if case is None or isinstance(by, Denied):
        outcome: Done | Denied = by if isinstance(by, Denied) else Denied(why="not_found", code=effect.code)
    else:
        outcome = await _do(work, effect, case, by)
        await _fold(work, outcome)
    if isinstance(outcome, Denied) and case is not None and action in _NOTED:
        await note_denial(work, case, person, action, outcome)
    return outcome


async def _fold(work: Work, outcome: Done | Denied) -> None:
    """Change the cards of whoever has the case no more, and of all where it is over."""
    after = await cases.get(work.tx, outcome.case.code) if isinstance(outcome, Done) else None
    if after is not None:
        await old_cards.fold(work, after)


async def weigh(work: Work, effect: WeighAnswer, person: int) -> Weighed | Denied:
    """Say whether an answer would be flagged, if the person may send it at all."""
    case = await cases.get(work.tx, effect.code)
    denied = await hindrance(work, effect.code, case, person, Action.ANSWER)
    if denied is not None or case is None:
        return denied or Denied(why="not_found", code=effect.code)
    return await answering.weigh(work, effect, case)


def _action(effect: Handling) -> Action:
    match effect:
        case AcceptCase():
            return Action.ACCEPT
        case AskCitizen():
            return Action.ASK
        case AnswerCase():
            return Action.ANSWER
        case TransferCase():
            return Action.TRANSFER
        case RejectCase():
            return Action.REJECT
        case ExtendCase():
            return Action.EXTEND
        case GrantExtension():
            return Action.GRANT
        case RefuseExtension():
            return Action.REFUSE
        case RecuseCase():
            return Action.RECUSE
        case _:
            assert_never(effect)


async def _do(work: Work, effect: Handling, case: Case, by: Actor) -> Done | Denied:
    match effect:
        case AcceptCase():
            return await _accept(work, case, by)
        case AskCitizen():
            return await _ask(work, case, by, effect.text)
        case AnswerCase():
            return await answering.answer(work, case, by, effect)
        case TransferCase():
            return await _transfer(work, case, by, effect)
        case RejectCase():
            return await _reject(work, case, by, effect)
        case ExtendCase():
            return await extending.ask(work, case, by, effect)
        case GrantExtension():
            return await extending.grant(work, case, by)
        case RefuseExtension():
            return await extending.refuse(work, case, by)
        case RecuseCase():
            return await recusing.recuse(work, case, by)
        case _:
            assert_never(effect)


async def _accept(work: Work, case: Case, by: Actor) -> Done | Denied:
    if case.taken_by == by.person and case.status is Status.ACCEPTED:
        return Done(action=Action.ACCEPT.value, case=await view(work, case))
    target = case.status if case.status is Status.NEED_INFO else move(case, Action.ACCEPT).status
    case = taken(case, by).model_copy(update={"status": target})
    told = await done(work, case, by, Action.ACCEPT, "")
    await work.tell_officials(case, notices.taken(told.case), but=by.person)
    await work.tell_reporter(case, updates.accepted(told.case))
    return told


async def _ask(work: Work, case: Case, by: Actor, text: str) -> Done:
    case = taken(move(case, Action.ASK), by).model_copy(update={"question": text})
    case = pause(case, work.world.timetable, work.at)
    told = await done(work, case, by, Action.ASK, text)
    await work.tell_reporter(case, updates.asked(told.case, text))
    return told


async def _transfer(work: Work, case: Case, by: Actor, effect: TransferCase) -> Done | Denied:
    """Hand the case to the chosen post; from the third time on to the level above, whatever was chosen."""
    org = await work.org()
    level = passed_up(case, work.world.timetable, org, work.at)
    upwards = bool(level)
    target = level or (effect.post,)
    if not upwards and (effect.post == case.holder or not _takes(case, effect.post, org, work.at)):
        return Denied(why="no_such_post", code=case.code)
    asked = bool(case.question and case.status is Status.NEED_INFO)
    case = resume(move(case, Action.TRANSFER), work.world.timetable, work.at).model_copy(
        update={
            "holder": target[0],
            "taken_by": None,
            "reach": (*target, *_overseers(case, target, org)),
            "transfers": case.transfers + 1,
            "handed_at": work.at,
            "question": "",
            "extension": None,
        }
    )
    told = await done(work, case, by, Action.TRANSFER, effect.reason)
    await work.tell_officials(
        case,
        notices.transferred(told.case, effect.reason),
        but=by.person,
        only=target,
        files_too=True,
    )
    await work.tell_reporter(case, updates.transferred(told.case, effect.reason, upwards=upwards, unasked=asked))
    return told


def _takes(case: Case, post: str, org: Organisation, at: datetime) -> bool:
    """Whether somebody acts for the post who may have the case, at a unit that has not ceased nor refused it."""
    found = org.posts.get(post)
    there = found is not None and (not found.unit or org.directory.in_force(found.unit))
    return there and post not in case.refused_by and bool(eligible(case, post, org, at))


def _overseers(case: Case, target: tuple[str, ...], org: Organisation) -> tuple[str, ...]:
    return tuple(post for post in case.reach if height(post, org) >= _MEMBER and post not in target)


async def _reject(work: Work, case: Case, by: Actor, effect: RejectCase) -> Done:
    case = resume(taken(move(case, Action.REJECT), by), work.world.timetable, work.at).model_copy(
        update={
            "answer": effect.words,
            "answered_at": work.at,
            "closed_at": work.at,
            "question": "",
            "extension": None,
            **answering.NOTHING_DONE,
        }
    )
    told = await done(work, case, by, Action.REJECT, f"{effect.reason}: {effect.words}", delta=-1)
    await work.tell_reporter(case, updates.rejected(told.case, effect.reason, effect.words))
    await work.tell_officials(case, notices.taken(told.case), but=by.person)
    return told
