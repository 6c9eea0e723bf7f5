"""Where a case goes when somebody steps back from it (xin rút, từ chối tiến hành công vụ vì có liên quan)."""

from pydantic import AwareDatetime

from handlers.casework.cases import Case, Status
from handlers.casework.organisation import Organisation
from handlers.casework.routing import eligible, fallback, one_higher


def without(case: Case, person: int, org: Organisation, now: AwareDatetime) -> Case:
    """Give the case without this person, whom it concerns.

    Whoever else acts for the holder's post goes on; if nobody may, the nearest level above holds it, else whoever
    has it already, else the independent post. If nobody is left it is held as a new case, which waits for
    somebody to come.
    """
    own = case.extension is not None and case.extension.person == person
    case = case.model_copy(
        update={
            "recused": tuple(dict.fromkeys((*case.recused, person))),
            "extension": None if own else case.extension,
        }
    )
    if case.taken_by == person:
        given_back = Status.FORWARDED if case.status is Status.ACCEPTED else case.status
        case = case.model_copy(update={"taken_by": None, "status": given_back})
    if case.holder is not None and eligible(case, case.holder, org, now):
        return case
    level = one_higher(case, org, now) or tuple(post for post in case.reach if eligible(case, post, org, now))
    level = level or fallback(case, org, now)
    if not level:
        return case.model_copy(
            update={"holder": None, "reach": (), "status": Status.NEW, "taken_by": None, "question": ""}
        )
    reach = (*level, *(post for post in case.reach if post not in level))
    return case.model_copy(update={"holder": level[0], "reach": reach, "taken_by": None})
