"""What a reader may see of a case, gathered from its rows."""

from datetime import datetime

from bot.work import Work
from handlers.casework import worktime
from handlers.casework.cases import Case
from handlers.casework.escalation import following
from handlers.casework.organisation import Organisation
from handlers.casework.views import CaseLine, CaseView, Happening, NextStep, PostView
from storage import cases, files


def line(work: Work, case: Case) -> CaseLine:
    """Give the case as one line of a list."""
    unit = work.world.directory.get(case.unit)
    owed = case.open and case.due_at is not None
    return CaseLine(
        code=case.code,
        category=case.category,
        unit=unit.name if unit else case.unit,
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
    kept = await files.of_case(work.tx, case.code)
    head = line(work, case).model_dump()
    return CaseView(
        **head,
        text=case.text,
        additions=tuple(await cases.additions(work.tx, case.code)),
        counter=case.counter,
        happened=case.happened,
        place=case.place,
        about=case.about,
        holder=org.view(case.holder) if case.holder else None,
        taken_by=_taken_by(org, case, work.at),
        filed=case.filed_at,
        files=sum(1 for one in kept if one.side == "reporter" and one.state != "lost"),
        contact=case.contact,
        question=case.question,
        answer=case.answer,
        timeline=await _timeline(work, case, org),
        next=_next(work, case, org),
        solved=case.solved,
        score=case.score,
        reopened=case.reopened,
    )


def _taken_by(org: Organisation, case: Case, now: datetime) -> str:
    if case.taken_by is None or case.holder is None:
        return ""
    named = org.view(case.holder, case.taken_by, now)
    return named.holder if named else ""


async def _timeline(work: Work, case: Case, org: Organisation) -> tuple[Happening, ...]:
    rows = await cases.history(work.tx, case.code)
    return tuple(
        Happening(
            at=row.at,
            action=row.action,
            post=org.view(row.post) if row.post else None,
            note=row.note,
            to=org.view(row.went_to) if row.went_to else None,
        )
        for row in rows
        if row.action not in ("score", "forward_blocked")
    )


def _next(work: Work, case: Case, org: Organisation) -> NextStep | None:
    step = following(case, org, work.world.timetable, work.at)
    if step is None:
        return None
    post: PostView | None = org.view(step.level[0]) if step.level else None
    return NextStep(at=step.at, kind=step.kind, post=post)
