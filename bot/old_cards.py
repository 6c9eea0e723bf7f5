"""Changes the cards of a case from which nothing can be done any more, in place, so that no dead button stays."""

from bot.views import view
from bot.work import Work
from handlers.casework.cases import Case
from handlers.casework.routing import CaseEvent, recipients
from handlers.flows import notices
from storage import outbox


async def fold(work: Work, case: Case, *, anew: bool = False) -> None:
    """Owe a change of each official's card of a case who can do no more with it; nothing where no card can be changed.

    With `anew` also the cards of an open case that whoever has it may go on with, since its owner is another one.
    Whoever may still read the case finds it as it now is; whoever may not, only that it has left the desk.
    """
    changed = {parcel.person for parcel in work.parcels if parcel.say.replaces == case.code}
    readers = {one.person for one in recipients(case, CaseEvent.OPEN, await work.org(), work.at)}
    for person, address in await outbox.cards(work.tx, case.code):
        if person in changed or person == case.reporter or (case.open and person in readers and not anew):
            continue
        seen = notices.taken(await view(work, case)) if person in readers else notices.left(case.code)
        work.owe(address, person, "fold", seen, code=case.code)
