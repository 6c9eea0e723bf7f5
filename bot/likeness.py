"""Links a new case with similar ones of other people; a reader sees the links to cases that this reader may have."""

from collections.abc import Collection

from bot.work import Work
from handlers.casework.cases import Case
from handlers.casework.categories import Category
from handlers.casework.routing import CaseEvent, recipients
from handlers.casework.similar import RECENT, alike, folded, telling
from handlers.casework.views import CaseView
from handlers.talk.events import Answering, Done, Shown
from storage import cases, similar

MOST_LINKS = 20
"""Similar cases that a new one is linked with, the newest; a flood of the same words stays cheap."""


async def remember(work: Work, case: Case) -> None:
    """Keep the folded words of a new case and link it with similar ones; praise is like any other praise."""
    text = folded(case.text, work.world.directory.shown(case.unit))
    if not text or case.category is Category.PRAISE:
        return
    found = await similar.find(work.tx, case, telling(text), work.at - RECENT)
    like = [one.code for one in found if alike(text, one.folded)]
    await similar.link(work.tx, case.code, like[:MOST_LINKS], work.at)
    await similar.keep(work.tx, case, text)


async def visible(work: Work, case: Case, readers: Collection[int]) -> tuple[str, ...]:
    """Give the codes of the linked cases that every one of these persons may open, newest first."""
    wanted = set(readers)
    if not wanted:
        return ()
    org = await work.org()
    return tuple(
        one.code
        for one in await similar.linked(work.tx, case.code)
        if wanted <= {reader.person for reader in recipients(one, CaseEvent.DIGEST, org, work.at)}
    )


async def shown_to_all(work: Work, case: Case, view: CaseView) -> CaseView:
    """Give the view of a case with the similar ones that all of its recipients may open."""
    readers = {one.person for one in recipients(case, CaseEvent.NOTICE, await work.org(), work.at)}
    return view.model_copy(update={"similar": await visible(work, case, readers)})


async def shown_to(work: Work, answer: Answering | None, reader: int) -> Answering | None:
    """Give the store's answer to an official with the similar cases that this official may open."""
    if not isinstance(answer, Shown | Done) or (isinstance(answer, Shown) and not answer.desk):
        return answer
    case = await cases.get(work.tx, answer.case.code)
    if case is None:
        return answer
    seen = answer.case.model_copy(update={"similar": await visible(work, case, {reader})})
    return answer.model_copy(update={"case": seen})
