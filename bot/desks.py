"""An official's list of cases: what lies on the desks and, of overdue ones, what a committee oversees."""

from collections.abc import Sequence

from bot.views import line
from bot.work import Work
from handlers.casework.absences import absent
from handlers.casework.cases import Case
from handlers.casework.official_effects import FindInbox
from handlers.casework.routing import CaseEvent, may_have
from handlers.flows.desk import PAGE
from handlers.talk.events import Inbox
from storage import cases
from storage.cases import DeskLine


async def may_open(work: Work, case: Case, person: int) -> bool:
    """Whether a person may read the case as an official: asked of `recipients`, like every forward."""
    return may_have(person, case, CaseEvent.DIGEST, await work.org(), work.at)


async def inbox(work: Work, effect: FindInbox, person: int) -> Inbox:
    """Give a page of the cases that the person may read.

    A list of hundreds is cheap: cases are opened only for the lines shown, and where somebody may be shut out.
    Whatever is shown is asked of `recipients`.
    """
    found = await _readable(work, await _listed(work, effect, person), person)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(0, effect.page), pages - 1)
    shown = await cases.several(work.tx, found[page * PAGE : (page + 1) * PAGE])
    lines = tuple([line(work, case) for case in shown if await may_open(work, case, person)])
    away = absent(person, await work.org(), work.at)
    return Inbox(lines=lines, total=len(found), page=page, overdue_only=effect.overdue_only, away=away)


async def _listed(work: Work, effect: FindInbox, person: int) -> list[DeskLine]:
    """The cases on the person's desks, then those overdue that the person oversees, each once."""
    org = await work.org()
    held = org.posts_of(person, work.at)
    found = await cases.desk_lines(work.tx, [post.id for post in held], work.at if effect.overdue_only else None)
    if effect.overdue_only:
        units = {unit for post in held for unit in org.follows(post.id, work.at)}
        everything = any(post.kind == "standing" for post in held)
        more = await cases.overdue_lines(work.tx, None if everything else sorted(units), work.at)
        own = {one.code for one in found}
        found += [one for one in more if one.code not in own]
    return found


async def _readable(work: Work, found: Sequence[DeskLine], person: int) -> list[str]:
    """The codes of those cases that the person may read, in their order."""
    asked, names = await cases.several(work.tx, [one.code for one in found if one.guarded]), (await work.org()).names
    open_to = {case.code for case in asked if await may_open(work, case, person)}
    own = {person, *names.sharers((person,))}
    return [one.code for one in found if (one.code in open_to if one.guarded else one.reporter not in own)]
