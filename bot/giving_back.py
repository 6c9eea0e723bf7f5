"""A case taken by somebody who acts for none of its posts any more goes back to its post, where anybody may take it."""

from datetime import datetime

from bot import old_cards
from bot.work import Work
from handlers.casework.cases import Case, Status
from handlers.casework.organisation import Organisation
from handlers.casework.roles import owner_of
from storage import cases


def abandoned(case: Case, org: Organisation, now: datetime) -> bool:
    """Whether an open case is in the hands of somebody who is away, or has left the post for which it was taken."""
    return case.open and case.taken_by is not None and owner_of(case, org, now) is None


async def give_back(work: Work, case: Case) -> Case:
    """Give the case as it lies on its post's desk again, if it was abandoned; its reporter is not bothered."""
    if not abandoned(case, await work.org(), work.at):
        return case
    status = Status.FORWARDED if case.status is Status.ACCEPTED else case.status
    case = case.model_copy(update={"taken_by": None, "status": status})
    await work.save(case)
    await cases.record(work.tx, case, work.at, "give_back", post=case.holder)
    await old_cards.fold(work, case, anew=True)
    return case
