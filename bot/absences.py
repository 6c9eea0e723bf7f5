"""What changes when somebody goes away or comes back: whoever acts from then on is told once, of all cases at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot import desks, old_cards
from bot.stranded import settle as settle_case
from bot.views import line
from bot.work import Work
from bot.world import World
from handlers.casework.absences import held_again, last_day, with_absent
from handlers.casework.cases import Case
from handlers.casework.official_effects import FindInbox
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, above, eligible, recipients
from handlers.casework.views import CaseLine, PostView
from handlers.flows import away
from handlers.talk.events import Inbox
from handlers.talk.says import Say
from storage import absences, cases, outbox


@dataclass
class Tidings:
    """What each person is to be told at the end: desks to act for, own cases after the return, posts given up."""

    desks: dict[int, list[away.Desk]] = field(default_factory=dict)
    back: dict[int, dict[str, CaseLine]] = field(default_factory=dict)
    over: dict[int, list[PostView]] = field(default_factory=dict)


async def notice(world: World) -> int:
    """Tell of all absences that began or ended since the last look, however long ago; give of how many persons."""
    now = world.clock.now()
    if not await absences.unsettled(world.db.read, now):
        return 0
    async with world.db.write() as tx:
        work = Work(tx, world, now)
        persons = await absences.unsettled(tx, now)
        await settle(work, persons)
        parcels = await work.keep_parcels()
    world.post(parcels)
    return len(persons)


async def come_back(work: Work, person: int) -> Inbox:
    """Let a person be away no longer, and give what lies on the desk; whoever stood in is told that it is over."""
    ended = await absences.end(work.tx, person, work.at)
    work.org_changed()
    if ended:
        await settle(work, [person], but=person)
    found = await desks.inbox(work, FindInbox(), person)
    return found.model_copy(update={"returned": "now" if ended else "never"})


async def settle(work: Work, persons: Sequence[int], but: int | None = None) -> None:
    """Do all that follows from these persons' going away or coming back, and note that it is done.

    What was told before is compared with what is so now; `but` is somebody who is answered already.
    """
    noted = await absences.noted(work.tx, persons, work.at)
    await absences.settle(work.tx, persons, work.at)
    work.org_changed()
    org = await work.org()
    were_away = {one.person for one in noted if one.told or one.over}
    before = with_absent(org, [one for one in persons if one not in were_away], were_away, work.at)
    returned = {one for one in were_away if not org.away(one, work.at)}
    known = {one.person for one in noted if one.told}
    since = min((one.since for one in noted), default=work.at)
    tidings = Tidings()
    for post in dict.fromkeys(seat.post for one in persons for seat in org.seats_of(one, work.at, work.at)):
        old = {one.person for one in before.acting(post, work.at)}
        new = {one.person for one in org.acting(post, work.at)}
        if org.exists(post, work.at) and old != new:
            lying = await _settled(work, post)
            await _gained(work, org, tidings, post, new - old, returned, lying, since)
            shut = [case for case in lying if _deserted(case, post, before, org, work.at)]
            _above(work, org, tidings, post, shut)
            if returned & known:
                await _lost(work, org, tidings, post, old - new - set(persons), lying)
    await _tell(work, tidings, but)


async def _settled(work: Work, post: str) -> list[Case]:
    """Give the open cases of a desk after each that nobody has went on, or was given back."""
    found = await cases.on_desks(work.tx, [post], None)
    for case in found:
        await settle_case(work, case, quietly=True)
    return await cases.several(work.tx, [case.code for case in found])


async def _gained(
    work: Work,
    org: Organisation,
    tidings: Tidings,
    post: str,
    gained: Collection[int],
    returned: Collection[int],
    lying: Sequence[Case],
    since: datetime,
) -> None:
    """Note for whoever acts for a post from now on what lies on its desk."""
    seen = org.view(post)
    assert seen is not None
    for person in sorted(gained):
        mine = [case for case in lying if await _new_to(work, case, person, post, since)]
        if person in returned:
            tidings.back.setdefault(person, {}).update({case.code: line(work, case) for case in mine})
        else:
            _add(work, tidings, person, seen, mine, last_day(held_again(post, org, work.at)))


async def _new_to(work: Work, case: Case, person: int, post: str, since: datetime) -> bool:
    """Whether a person has the case by this post, and was not told of it already when it came in meanwhile."""
    readers = recipients(case, CaseEvent.ACT, await work.org(), work.at)
    if not any((one.person, one.post) == (person, post) for one in readers):
        return False
    return case.filed_at < since or person not in await outbox.told(work.tx, case.code)


def _deserted(case: Case, post: str, before: Organisation, org: Organisation, now: datetime) -> bool:
    """Whether nobody who acts for a post may have a case any more that somebody there had: no deputy, or none fit."""
    return bool(eligible(case, post, before, now)) and not eligible(case, post, org, now)


def _above(work: Work, org: Organisation, tidings: Tidings, post: str, lying: Sequence[Case]) -> None:
    """Note for the level above, where nobody may stand in, what lies on the desk of a post."""
    seen = org.view(post)
    assert seen is not None
    found: dict[int, list[Case]] = {}
    for case in lying:
        readers = recipients(case, CaseEvent.ACT, org, work.at)
        way = above(case.model_copy(update={"holder": post}), org, work.at)
        next_one = (tuple(one for one in readers if one.post in level) for level in way)
        nearest = next((some for some in next_one if some), readers)
        for person in dict.fromkeys(one.person for one in nearest):
            found.setdefault(person, []).append(case)
    for person, cases_ in found.items():
        _add(work, tidings, person, seen, cases_, last_day(held_again(post, org, work.at)), above=True)


async def _lost(
    work: Work, org: Organisation, tidings: Tidings, post: str, lost: Collection[int], lying: Sequence[Case]
) -> None:
    """Note for whoever stood in for a post that it is over; cards from which nothing can be done are changed."""
    seen = org.view(post)
    for person in sorted(lost):
        tidings.over.setdefault(person, []).extend([seen] if seen else [])
    for case in lying if lost else ():
        await old_cards.fold(work, case)


def _add(
    work: Work,
    tidings: Tidings,
    person: int,
    post: PostView,
    lying: Sequence[Case],
    until: date | None,
    above: bool = False,
) -> None:
    told = tidings.desks.setdefault(person, [])
    named = {one.code for desk in told for one in desk.cases}
    lines = tuple(line(work, case) for case in lying if case.code not in named)
    told.append(away.Desk(post=post, until=until, cases=lines, above=above))


async def _tell(work: Work, tidings: Tidings, but: int | None) -> None:
    """Owe each person one message."""
    for person, told in tidings.desks.items():
        await _owe(work, person, away.begun(told), [one for desk in told for one in desk.cases])
    for person, lying in tidings.back.items():
        if person != but:
            found = sorted(lying.values(), key=lambda one: (one.due is None, one.due))
            await _owe(work, person, away.back(found), found)
    for person, posts in tidings.over.items():
        await work.tell(person, "official", away.over(posts))


async def _owe(work: Work, person: int, told: Say, named: Collection[CaseLine]) -> None:
    """Owe a message; one that names cases is asked about once more when it is sent."""
    await work.tell(person, "due" if named else "official", told)
