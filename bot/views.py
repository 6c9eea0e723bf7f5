"""What a reader may see of a case, gathered from its rows."""

from datetime import datetime

from bot.work import Work
from handlers.casework import worktime
from handlers.casework.cases import Action, Case, allowed
from handlers.casework.escalation import following
from handlers.casework.extensions import deciders, most_days, obstacle
from handlers.casework.organisation import Organisation
from handlers.casework.transfers import passed_up
from handlers.casework.views import CaseLine, CaseView, ExtensionView, Happening, NextStep, PostView
from storage import dossier
from storage.dossier import Dossier

_UNTOLD = frozenset({"score", "forward_blocked", "flag", "denied"})
"""What stands in the history for committees and operators, not in the reporter's timeline."""


def line(work: Work, case: Case) -> CaseLine:
    """Give the case as one line of a list."""
    owed = case.open and case.due_at is not None
    return CaseLine(
        code=case.code,
        category=case.category,
        unit=work.world.directory.shown(case.unit),
        status=case.status,
        due=case.due_at,
        late=bool(owed and case.due_at and case.due_at < work.at),
        days_left=_days_left(work, case) if owed else None,
    )


def _days_left(work: Work, case: Case) -> int | None:
    return worktime.working_days_between(work.at, case.due_at, work.world.calendar) if case.due_at else None


async def view(work: Work, case: Case) -> CaseView:
    """Give all that a rightful reader may see of a case; its reporter only where the reporter agreed to that."""
    org = await work.org()
    known = await dossier.read(work.tx, case.code)
    head = line(work, case).model_dump()
    return CaseView(
        **head,
        text=case.text,
        additions=known.additions,
        counter=case.counter,
        happened=case.happened,
        place=case.place,
        about=case.about,
        holder=org.view(case.holder) if case.holder else None,
        taken_by=_taken_by(org, case, work.at),
        filed=case.filed_at,
        files=sum(1 for one in known.files if one.side == "reporter" and one.state != "lost"),
        contact=case.contact,
        question=case.question,
        answer=case.answer,
        timeline=_timeline(known, org),
        next=_next(work, case, org),
        solved=case.solved,
        score=case.score,
        reopened=case.reopened,
        extension=_extension(org, case),
        extend_most=_extend_most(work, case, org),
        transfer_up=_transfer_up(work, case, org),
        appealed=case.appealed,
        done_on=case.done_on,
        document=case.document,
        finding=case.finding,
        flags=case.flags,
    )


async def own_view(work: Work, case: Case) -> CaseView:
    """Give all that its reporter may see of a case: also who shall not see it, which officials never learn."""
    return (await view(work, case)).model_copy(update={"not_for": case.not_for})


def _extension(org: Organisation, case: Case) -> ExtensionView | None:
    asked = case.extension
    return ExtensionView(days=asked.days, reason=asked.reason, post=org.view(asked.post)) if asked else None


def _extend_most(work: Work, case: Case, org: Organisation) -> int:
    """Give how many working days its owner may ask for now; 0 where nobody could grant them."""
    if not allowed(case.status, Action.EXTEND) or obstacle(case, work.world.timetable, org, work.at):
        return 0
    if case.taken_by is None or not deciders(case, case.taken_by, org, work.at):
        return 0
    return most_days(case, work.world.timetable)


def _transfer_up(work: Work, case: Case, org: Organisation) -> PostView | None:
    level = passed_up(case, work.world.timetable, org, work.at) if allowed(case.status, Action.TRANSFER) else ()
    return org.view(level[0]) if level else None


def _taken_by(org: Organisation, case: Case, now: datetime) -> str:
    if case.taken_by is None or case.holder is None:
        return ""
    named = org.view(case.holder, case.taken_by, now)
    return named.holder if named else ""


def _timeline(known: Dossier, org: Organisation) -> tuple[Happening, ...]:
    return tuple(
        Happening(
            at=row.at,
            action=row.action,
            post=org.view(row.post) if row.post else None,
            note=row.note,
            to=org.view(row.went_to) if row.went_to else None,
        )
        for row in known.history
        if row.action not in _UNTOLD
    )


def _next(work: Work, case: Case, org: Organisation) -> NextStep | None:
    step = following(case, org, work.world.timetable, work.at)
    if step is None:
        return None
    post: PostView | None = org.view(step.level[0]) if step.level else None
    return NextStep(at=step.at, kind=step.kind, post=post)
