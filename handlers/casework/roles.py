"""As whom a person touches a case at a moment, and for which post: the one place that tells it."""

from pydantic import AwareDatetime

from handlers.casework.cases import Action, Case, Role
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, recipients

_HEIGHT = {"officer": 0, "head": 1, "department": 1, "inspector": 1, "mttq": 1, "member": 2, "standing": 3}
_DECISIONS = frozenset({Action.GRANT, Action.REFUSE})


def height(post: str, org: Organisation) -> int:
    """Give how high a post stands: 0 a counter, 1 a head or one of the province's, 2 a member, 3 the standing body."""
    return _HEIGHT[org.posts[post].kind]


def role_of(case: Case, person: int, action: Action, org: Organisation, now: AwareDatetime) -> Role:
    """Give as whom a person would do this to the case.

    A decision on more time is asked of the approvers, who may have the case for another reason too; whoever
    asked for the time never decides on it.
    """
    if case.reporter == person:
        return Role.REPORTER
    if action in _DECISIONS and _decides(case, person, org, now):
        return Role.APPROVER
    post = acting_post(case, person, org, now)
    if post is None:
        return Role.STRANGER
    if owner_of(case, org, now) in (None, person) or case.holder is None:
        return Role.OWNER
    return Role.SUPERIOR if height(post, org) > height(case.holder, org) else Role.COLLEAGUE


def acting_post(case: Case, person: int, org: Organisation, now: AwareDatetime) -> str | None:
    """Give the post for which a person acts on a case: its holder's, else the highest; None if it is not there."""
    posts = [one.post for one in recipients(case, CaseEvent.ACT, org, now) if one.person == person]
    if not posts:
        return None
    return case.holder if case.holder in posts else max(posts, key=lambda post: height(post, org))


def owner_of(case: Case, org: Organisation, now: AwareDatetime) -> int | None:
    """Give who accepted the open case, as long as that person acts for a post that has it; None: nobody."""
    if case.taken_by is None or not case.open:
        return None
    there = {one.person for one in recipients(case, CaseEvent.ACT, org, now)}
    return case.taken_by if case.taken_by in there else None


def _decides(case: Case, person: int, org: Organisation, now: AwareDatetime) -> bool:
    return case.extension is not None and any(
        one.person == person for one in recipients(case, CaseEvent.APPROVE, org, now)
    )
