"""Changes the messages of a case from which nothing can be done any more, in place, so that no dead button stays."""

from bot.views import view
from bot.work import Work
from handlers.casework.cases import Case
from handlers.casework.routing import CaseEvent, recipients
from handlers.casework.views import CaseView
from handlers.flows import notices
from storage import outbox


async def fold(work: Work, case: Case, *, anew: bool = False) -> None:
    """Owe a change of each message to an official who can do no more with the case, where a channel can do that.

    Whoever may still read the case finds the newest as the case now is and the others as one line; whoever may not,
    only that it has left the desk. With `anew` the newest card of an open case is changed for those too who may go on
    with it, since its owner is another one.
    """
    changed = {parcel.person for parcel in work.parcels if parcel.say.replaces == case.code}
    standing = await outbox.standing(work.tx, case.code)
    if not standing:
        return
    org, whole = await work.org(), set[int]()
    readers = {one.person for one in recipients(case, CaseEvent.OPEN, org, work.at)}
    able = {one.person for one in recipients(case, CaseEvent.ACT, org, work.at)} if case.open else set()
    shown: CaseView | None = None
    for one in standing:
        newest, first = one.card and one.person not in whole, one.person in changed
        whole |= {one.person} if one.card else set()
        if one.person == case.reporter or (one.person in able and not (anew and newest)):
            continue
        if newest and first:
            continue  # replaced in this very turn
        if one.person not in readers:
            seen = notices.left(case.code)
        else:
            shown = shown or await view(work, case)
            seen = notices.taken(shown) if newest else notices.over(shown)
        now = seen.model_copy(update={"in_place": one.sent_as, "card": None, "replaces": None})
        work.owe(one.address, one.person, "fold", now, code=case.code)
