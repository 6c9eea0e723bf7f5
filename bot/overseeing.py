"""What readers of a digest do with it in the chat: open its pages and lists, nudge a holder, follow a unit."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

from bot.desks import may_open
from bot.digests import Hidden
from bot.work import Work
from handlers.casework.cases import Case
from handlers.casework.digest_effects import FollowUnit, ListCases, NudgeCase, Overseeing, ShowUnit
from handlers.casework.effects import ShowDigest
from handlers.casework.organisation import Organisation
from handlers.casework.periods import Period, last_complete, read_period
from handlers.casework.routing import CaseEvent, recipients
from handlers.casework.worktime import ZONE
from handlers.digests import lines, listing, nudges, pages
from handlers.digests.digest import Digest, compose
from handlers.digests.figures import EXTRA, Figure
from handlers.digests.listing import Asked, Listed
from handlers.digests.pages import ALL, PAGE, Section
from handlers.digests.readers import Reader, reader_of
from handlers.digests.rows import Line, Rows
from handlers.digests.sight import sees, sight
from handlers.talk.events import Answering, Denied, DigestPage
from handlers.talk.says import Say
from storage import cases, digests, ratings

_INSTANT: Final = timedelta(milliseconds=1)
_BLOCK: Final = 100


async def act(work: Work, effect: Overseeing, person: int) -> Answering:
    """Do what a reader of digests asks for; what is not for this person is answered like what does not exist."""
    reader = reader_of(person, await work.org(), work.at)
    if reader is None:
        return Denied(why="not_found")
    try:
        match effect:
            case ShowUnit():
                return await _unit(work, effect.asked, reader)
            case ListCases():
                return await _list(work, listing.read_asked(effect.asked), reader)
            case FollowUnit():
                return await _follow(work, effect.unit, reader)
            case NudgeCase():
                return await _nudge(work, effect.code, reader)
    except ValueError:
        return Denied(why="not_found")


async def open_page(work: Work, effect: ShowDigest, person: int) -> Answering:
    """Give a page of a reader's own digest, with only those cases that the reader may know of."""
    reader = reader_of(person, await work.org(), work.at)
    try:
        period, page = pages.read_value(effect.page) if effect.page else (last_complete("week", work.at), 0)
    except ValueError:
        reader = None
    if reader is None:
        return Denied(why="not_found")
    section = Section(effect.section)
    if section is Section.OVERDUE:
        return DigestPage(says=(await _overdue(work, period, page, reader),))
    return DigestPage(says=(pages.opened(await _figures(work, period, reader), section, page),))


async def _overdue(work: Work, period: Period, page: int, reader: Reader) -> Say:
    """Give a page of the overdue cases: only those that it shows are opened, and asked about once more."""
    found = await digests.overdue_lines(work.tx, period, _now(work), reader.units)
    followed = await digests.follows(work.tx, reader.person)
    window = await _window(work, sorted(found, key=lambda one: one.unit not in followed), reader, page)
    allowed = {case.code for case in await _whole(work, window.shown, reader)}
    rows = await digests.opened(work.tx, [one for one in window.shown if one.code in allowed], _now(work))
    told = lines.lines(rows, min(period.end, work.at), await work.org(), work.world.calendar, work.at)
    told = tuple(sorted(told, key=lambda one: one.unit not in followed))
    return pages.overdue(period, told, len(found), window.page, more=window.more, hidden=window.hidden)


async def _figures(work: Work, period: Period, reader: Reader, units: Sequence[str] | None = None) -> Digest:
    """Give a digest of nothing but figures."""
    now, org = _now(work), await work.org()
    until = min(period.end, now)
    rows = Rows(
        week=period,
        until=until,
        counted=await digests.read_counts(work.tx, period, now),
        judged=await digests.judged(work.tx, period, now),
        scored=await ratings.scored(work.tx, period.start, until),
    )
    if reader.head:
        rows = (await Hidden.read(work.tx, period, now, reader.units)).out_of(rows, reader, org, work.at)
    followed = await digests.follows(work.tx, reader.person)
    mine = reader.units if units is None else units
    return compose(rows, units=mine, reader=None, org=org, calendar=work.world.calendar, now=work.at, follows=followed)


async def _unit(work: Work, asked: str, reader: Reader) -> DigestPage:
    period, _, unit = asked.partition("/")
    own = _own(reader, listing.read_unit(unit), await work.org())
    digest = await _figures(work, read_period(period), reader, own)
    follows = None if unit == ALL or reader.head else unit in digest.follows
    return DigestPage(says=(pages.figures(digest, unit, follows=follows),))


async def _list(work: Work, asked: Asked, reader: Reader) -> DigestPage:
    """Give a page of the cases behind a number; all of them are counted, only those shown are opened."""
    org, units = await work.org(), _own(reader, asked.unit, await work.org())
    found = await behind(work, asked.figure, asked.period, units)
    if reader.head:
        hidden = await Hidden.read(work.tx, asked.period, _now(work), units)
        out = hidden.codes(reader, org, work.at)
        found = [one for one in found if one.code not in out]
    if asked.figure in EXTRA:  # no number of the digest, but that of the cases which the reader may see
        found = await _seen(work, found, reader)
    name = org.directory.shown(asked.unit) if asked.unit != ALL else ""
    if len(found) > listing.LONGEST:
        return DigestPage(says=(listing.too_long(asked, name, len(found)),))
    window = await _window(work, found, reader, asked.page)
    whole = {case.code: case for case in await _whole(work, window.shown, reader)}
    shown = [
        Listed(code=one.code, unit=org.directory.shown(one.unit), category=whole[one.code].category, at=one.at)
        for one in window.shown
        if one.code in whole
    ]
    asked = asked._replace(page=window.page)
    return DigestPage(says=(listing.listed(asked, name, shown, len(found), more=window.more, hidden=window.hidden),))


async def behind(work: Work, figure: Figure, period: Period, units: Sequence[str] | None) -> list[Line]:
    """Give a line for everything that a figure counts."""
    now = _now(work)
    if figure == "soon":
        until = lines.soon_until(work.at, work.world.calendar)
        return await digests.due_at(work.tx, now, units, since=work.at, until=until)
    if figure == "spots":
        found = await digests.spots(work.tx, period, now)
        return [one.line for one in found if units is None or one.line.unit in units]
    return await digests.behind(work.tx, figure, period, now, units)


class _Window(NamedTuple):
    """The lines of a page, its number, whether more follow, and on the last page how many are not for the reader."""

    shown: list[Line]
    page: int
    more: bool
    hidden: int


async def _seen(work: Work, found: Sequence[Line], reader: Reader) -> list[Line]:
    """Give those lines whose cases the reader may know of.

    Only guarded cases are opened for it, and all of a head, who oversees nothing but has what lies with the unit.
    """
    eyes = sight(reader.person, await work.org(), work.at)
    asked = dict.fromkeys(one.code for one in found if one.guarded or reader.head)
    whole = {case.code: case for case in await cases.several(work.tx, list(asked))}
    return [one for one in found if sees(eyes, one.unit, one.reporter, whole.get(one.code))]


async def _window(work: Work, found: Sequence[Line], reader: Reader, page: int) -> _Window:
    """Give a page of those lines whose cases the reader may know of, in their order; the last if there is no such page.

    They are looked at only as far as the page goes.
    """
    readable: list[Line] = []
    for first in range(0, len(found), _BLOCK):
        readable += await _seen(work, found[first : first + _BLOCK], reader)
        if len(readable) > (page + 1) * PAGE:
            return _Window(readable[page * PAGE : (page + 1) * PAGE], page, more=True, hidden=0)
    page = min(page, pages.last_page(len(readable)))
    more = len(readable) > (page + 1) * PAGE
    shown = readable[page * PAGE : (page + 1) * PAGE]
    return _Window(shown, page, more, 0 if more else len(found) - len(readable))


async def _whole(work: Work, shown: Sequence[Line], reader: Reader) -> list[Case]:
    """Open the cases that a page shows, each asked of `recipients`."""
    found = await cases.several(work.tx, list(dict.fromkeys(one.code for one in shown)))
    return [case for case in found if await may_open(work, case, reader.person)]


async def _follow(work: Work, unit: str, reader: Reader) -> Answering:
    """Have a unit first in the digest, or no longer; it must be one that the reader reads."""
    org = await work.org()
    found = org.directory.get(unit)
    if found is None or reader.head or (reader.units is not None and unit not in reader.units):
        return Denied(why="not_found")
    now = await digests.follow(work.tx, reader.person, unit, work.at)
    return DigestPage(says=(nudges.followed(unit, found.name, now=now),))


async def _nudge(work: Work, code: str, reader: Reader) -> Answering:
    """Remind whoever holds a case, once a day for each person who asks; the history keeps that it was done."""
    case, org = await cases.get(work.tx, code), await work.org()
    if reader.head or case is None or not await may_open(work, case, reader.person):
        return Denied(why="not_found", code=code)
    if not case.open:
        return Denied(why="moved_on", code=code)
    holders = _holders(case, org, work.at)
    if case.holder is None or not holders:
        return DigestPage(says=(nudges.nobody(code),))
    if reader.person in holders:
        return DigestPage(says=(nudges.own(code),))
    holder = org.view(case.holder)
    if await digests.nudged(work.tx, code, reader.person, _midnight(work.at)):
        return DigestPage(says=(nudges.again(code, holder),))
    by = org.view(reader.post)
    for person in holders:
        told = nudges.notice(case, by, org.directory.shown(case.unit))
        await work.tell(person, "official", told, code=code)
    await cases.record(work.tx, case, work.at, "nudge", post=reader.post, person=reader.person)
    return DigestPage(says=(nudges.done(code, holder),))


def _holders(case: Case, org: Organisation, now: datetime) -> list[int]:
    """Give who is to act: the person who took the case, if still there, else all who act for its holder."""
    acting = [one.person for one in recipients(case, CaseEvent.ACT, org, now) if one.post == case.holder]
    return [case.taken_by] if case.taken_by in acting else list(dict.fromkeys(acting))


def _own(reader: Reader, unit: str, org: Organisation) -> Sequence[str] | None:
    """Give the units meant by one, or by "all", of those that a reader reads; ValueError if it is not one of these."""
    if unit == ALL:
        return reader.units
    known = org.directory.get(unit) is not None or unit in org.directory.ceased
    if not known or (reader.units is not None and unit not in reader.units):
        raise ValueError(f"{unit!r} is none of the reader's units")
    return (unit,)


def _now(work: Work) -> datetime:
    """Give the moment just after the turn's, so that what was done at the very same time is told."""
    return work.at + _INSTANT


def _midnight(at: datetime) -> datetime:
    return datetime.combine(at.astimezone(ZONE).date(), time.min, ZONE)
