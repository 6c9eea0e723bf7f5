"""Who acts on a case, why somebody may not, and how an act is kept."""

from dataclasses import dataclass

from bot.views import view
from bot.work import Work
from handlers.casework.absences import misses
from handlers.casework.cases import Action, Case, Role, allowed, may
from handlers.casework.organisation import Organisation
from handlers.casework.roles import acting_post, owner_of, role_of
from handlers.casework.routing import CaseEvent, eligible, may_have, recipients
from handlers.casework.views import CaseView
from handlers.talk.events import Denied, Done
from storage import cases


@dataclass(frozen=True)
class Actor:
    """A person, and the post for which the person acts."""

    person: int
    post: str


async def actor(work: Work, case: Case | None, code: str, person: int, action: Action) -> Actor | Denied:
    """Give as whom a person may do this now, or why not; what one may not see is answered like what is not there."""
    if case is None:
        return Denied(why="not_found", code=code)
    org = await work.org()
    role = role_of(case, person, action, org, work.at)
    if may(role, action, case.status):
        post = acting_post(case, person, org, work.at) or _approving_post(work, case, person, org)
        return Actor(person, post)
    return await _denied(work, case, person, action, role)


def _approving_post(work: Work, case: Case, person: int, org: Organisation) -> str:
    posts = (one.post for one in recipients(case, CaseEvent.APPROVE, org, work.at) if one.person == person)
    return next(posts, "")


async def _denied(work: Work, case: Case, person: int, action: Action, role: Role) -> Denied:
    org = await work.org()
    deciding = action in (Action.GRANT, Action.REFUSE)
    if role is Role.REPORTER:
        return Denied(why="own_case", code=case.code)
    if role is Role.STRANGER:
        if deciding and await _decided_there(work, case, person, org):
            return Denied(why="no_extension", code=case.code)
        if (away := misses(case, person, org, work.at)) is not None:
            return Denied(why="away", code=case.code, away=away)
        seen = may_have(person, case, CaseEvent.OPEN, org, work.at)
        return Denied(why="not_yours" if seen else "not_found", code=case.code)
    if not allowed(case.status, action):
        return Denied(why="moved_on", code=case.code)
    if deciding:
        return Denied(why="not_approver" if case.extension else "no_extension", code=case.code)
    owner = owner_of(case, org, work.at)
    holder = org.view(case.holder or "", owner, work.at)
    return Denied(why="taken", code=case.code, holder=holder, who=holder.holder if holder else "")


async def _decided_there(work: Work, case: Case, person: int, org: Organisation) -> bool:
    """Whether the person's post has decided on more time for this case before, so that an old button is explained."""
    rows = await cases.history(work.tx, case.code)
    posts = {row.post for row in rows if row.action in (Action.GRANT, Action.REFUSE) and row.post}
    return any(one.person == person for post in posts for one in eligible(case, post, org, work.at))


def taken(case: Case, by: Actor) -> Case:
    """Give the case as its new owner has it; more time that somebody else asked for is no longer asked for."""
    asked = case.extension if case.extension and case.extension.person == by.person else None
    return case.model_copy(
        update={"holder": by.post, "taken_by": by.person, "handed_at": None, "extension": asked},
    )


async def done(work: Work, case: Case, by: Actor, action: Action, note: str, delta: int = 0) -> Done:
    """Keep the case and a row of its history, and give the answer to the talk."""
    await work.save(case)
    await cases.record(work.tx, case, work.at, action.value, post=by.post, person=by.person, note=note, delta=delta)
    return Done(action=action.value, case=await view(work, case))


async def note_denial(work: Work, case: Case, person: int, action: Action, denied: Denied) -> None:
    """Keep in the history that an act came too late, for those who could see the case; nobody is told."""
    if denied.why not in ("not_found", "own_case", "not_yours", "away"):
        await cases.record(work.tx, case, work.at, "denied", person=person, note=f"{action.value}: {denied.why}")


async def seen_by(work: Work, case: Case, person: int) -> CaseView:
    """Give the case as one official may read it, with what that official may do."""
    org = await work.org()
    roles = {action: role_of(case, person, action, org, work.at) for action in (Action.ANSWER, Action.GRANT)}
    may_act = roles[Action.ANSWER] is not Role.STRANGER
    may_decide = may(roles[Action.GRANT], Action.GRANT, case.status)
    return (await view(work, case)).model_copy(update={"may_act": may_act, "may_decide": may_decide})
