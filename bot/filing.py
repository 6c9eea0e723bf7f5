"""Files a report and takes what its reporter sends after it: words, files, answers, withdrawal."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from bot import likeness, old_cards
from bot.clock import real_ms
from bot.views import own_view, view
from bot.work import FILES_WAIT_MS, Work
from handlers.casework.cases import Action, Case, NotAllowed, Status, allowed, move
from handlers.casework.categories import Category
from handlers.casework.effects import (
    AddToCase,
    AmendByMessage,
    FileCase,
    FileRef,
    Part,
    ReplyToQuestion,
    WithdrawCase,
)
from handlers.casework.escalation import catch_up, resume, start_clock
from handlers.casework.routing import place
from handlers.casework.views import CaseView
from handlers.flows import notices
from handlers.talk.events import Denied, Done, Event, Filed
from handlers.talk.says import Say
from storage import cases, files, similar

log = structlog.get_logger()
_AFTER = timedelta(milliseconds=1)
"""What comes in one batch with the filing is an addition all the same: it counts as later by this."""


def drafted(effect: FileCase, code: str, reporter: int, at: datetime) -> Case:
    """Give a report as the case that it would be, filed at a moment; without a clock yet."""
    return Case(
        code=code,
        unit=effect.unit,
        category=effect.category,
        status=Status.NEW,
        reporter=reporter,
        text="\n".join(part.text for part in effect.parts),
        filed_at=at,
        round_at=at,
        about=effect.about,
        counter=effect.counter,
        happened=effect.happened,
        place=effect.place,
        contact=effect.contact,
        not_for=effect.not_for,
    )


async def file_case(work: Work, effect: FileCase, reporter: int, event: Event) -> Filed:
    """File a report: case, clock, recipients, forward and history in this transaction; give the receipt."""
    code = event.code
    while await cases.get(work.tx, code) is not None:
        code = work.world.draw()
    case = start_clock(drafted(effect, code, reporter, work.at), work.world.timetable, work.at)
    await work.save(case)
    await cases.record(work.tx, case, work.at, "file", person=reporter, delta=1)
    for part in effect.parts:
        await cases.add_words(work.tx, code, work.at, event.sender.channel, part.message, part.text)
    await _want(work, case, effect.files)
    await likeness.remember(work, case)
    return Filed(case=await own_view(work, await bring(work, case, files_follow=bool(effect.files))))


async def _want(work: Work, case: Case, refs: Sequence[FileRef]) -> None:
    for ref in refs:
        await files.want(work.tx, case.code, "reporter", ref, work.at)


async def bring(work: Work, case: Case, *, files_follow: bool = False) -> Case:
    """Bring a new case to the first post that is held by somebody who may have it; give the case as it then is.

    Praise is passed on and closed at once. One that waited past its due time goes to each level that should have it by
    now in the same message, whose card says how late it is. When nobody is left the case waits, and an alarm without
    content is raised at each start and by `langnghe check`.
    """
    placement = place(case, await work.org(), work.at)
    case = case.model_copy(update={"holder": placement.holder, "reach": placement.reach})
    not_before = real_ms() + FILES_WAIT_MS if files_follow else 0
    if case.category is Category.PRAISE:
        case = move(case, Action.THANK).model_copy(update={"closed_at": work.at})
        await work.save(case)
        await cases.record(work.tx, case, work.at, "thank", post=case.holder, delta=-1)
        await work.tell_officials(case, notices.praised(await view(work, case)), not_before=not_before)
        return case
    if placement.holder is None:
        log.error("a case has nobody to go to", code=case.code)
        return case
    case, took = catch_up(move(case, Action.FORWARD), await work.org(), work.world.timetable, work.at)
    await work.save(case)
    await cases.record(work.tx, case, work.at, "forward", post=placement.holder)
    for due in took:
        action = Action.ESCALATE if due.level or due.kind == "overdue" else Action.REMIND
        await cases.record(work.tx, case, work.at, action.value, post=due.level[0] if due.level else None)
    seen = await likeness.shown_to_all(work, case, await view(work, case))
    await work.tell_officials(case, notices.forwarded(seen), not_before=not_before)
    return case


async def follow_up(
    work: Work,
    effect: AddToCase | AmendByMessage | ReplyToQuestion | WithdrawCase,
    reporter: int,
    event: Event,
) -> Done | Denied | None:
    """Do what a reporter asks of an own case; a case of somebody else is answered like one that does not exist.

    An answer to a question that somebody's act has overtaken is kept as an addition.
    A further part of an album, and an edited message that belongs to no case, get no answer.
    """
    silent = isinstance(effect, AmendByMessage) or (isinstance(effect, AddToCase) and effect.quiet)
    code: str | None
    if isinstance(effect, AmendByMessage):
        code = await cases.code_of_message(work.tx, event.sender.channel, effect.of, reporter)
    else:
        code = effect.code
    case = await cases.get(work.tx, code) if code else None
    if case is None or case.reporter != reporter:
        return None if silent else Denied(why="not_found", code=code or "")
    try:
        match effect:
            case WithdrawCase():
                return await _withdraw(work, case)
            case ReplyToQuestion() if allowed(case.status, Action.REPLY):
                return await _reply(work, effect, case, event)
            case ReplyToQuestion():
                return await _add(work, case, effect.parts, effect.files, event)
            case AddToCase():
                added = await _add(work, case, effect.parts, effect.files, event)
                return None if silent else added
            case AmendByMessage():
                parts = (Part(text=effect.text, message=None),)
                return await _add(work, case, parts, (), event, action="amend")
    except NotAllowed:
        return None if silent else Denied(why="moved_on", code=case.code)


async def _keep(work: Work, case: Case, parts: Sequence[Part], refs: Sequence[FileRef], event: Event) -> None:
    at = max(work.at, case.filed_at + _AFTER)
    for part in parts:
        await cases.add_words(work.tx, case.code, at, event.sender.channel, part.message, part.text)
    await _want(work, case, refs)


async def _add(
    work: Work, case: Case, parts: Sequence[Part], refs: Sequence[FileRef], event: Event, action: str = "add"
) -> Done:
    if not allowed(case.status, Action.ADD) and not (parts == () and case.status is Status.CLOSED):
        raise NotAllowed(case.status)
    await _keep(work, case, parts, refs, event)
    text = "\n".join(part.text for part in parts)
    await cases.record(work.tx, case, work.at, action, person=case.reporter, note=text)
    if parts:
        notice = notices.amended if action == "amend" else notices.added
        await _tell(work, case, notice, text)
    return Done(action=action, case=await view(work, case))


async def _reply(work: Work, effect: ReplyToQuestion, case: Case, event: Event) -> Done:
    case = resume(move(case, Action.REPLY), work.world.timetable, work.at)
    if case.taken_by is None:
        case = case.model_copy(update={"status": Status.FORWARDED})
    await _keep(work, case, effect.parts, effect.files, event)
    text = "\n".join(part.text for part in effect.parts)
    await work.save(case)
    await cases.record(work.tx, case, work.at, "reply", person=case.reporter, note=text)
    await _tell(work, case, notices.replied, text)
    return Done(action="reply", case=await view(work, case))


async def _tell(work: Work, case: Case, notice: Callable[[CaseView, str], Say], text: str) -> None:
    """Owe the officials the reporter's new words; only who handles the case is offered every move."""
    seen = await view(work, case)
    aside = seen.model_copy(update={"handled_by_reader": False})
    await work.tell_officials(case, notice(seen, text), others=notice(aside, text))


async def _withdraw(work: Work, case: Case) -> Done:
    reach = case
    case = move(case, Action.WITHDRAW).model_copy(update={"closed_at": work.at})
    await work.save(case)
    await cases.record(work.tx, case, work.at, "withdraw", person=case.reporter, delta=-1)
    await similar.forget(work.tx, case)
    if reach.status is not Status.NEW:
        await work.tell_officials(case, notices.withdrawn(await view(work, case)))
        await old_cards.fold(work, case)
    return Done(action="withdraw", case=await view(work, case))
