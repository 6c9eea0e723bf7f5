"""Gathers a unit's scorecard from the store, on a connection that only reads, for the machine or for one reader."""

from collections.abc import Iterable
from datetime import datetime

from handlers.casework.barring import barred
from handlers.casework.criteria import Criteria
from handlers.casework.histories import in_steps
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, may_have
from handlers.casework.scorecard import Scorecard, scorecard
from handlers.casework.spans import Span
from handlers.casework.worktime import Calendar
from storage import cases, scorecards
from storage.database import Connection


async def gather(
    read: Connection, unit: str, span: Span, criteria: Criteria, calendar: Calendar, now: datetime
) -> Scorecard:
    """Give the scorecard of a unit with all its cases, by the criteria that hold at the end of the span."""
    until = min(span.end, now)
    told = await scorecards.histories(read, unit, span.start, until)
    votes = await scorecards.rated(read, unit, span.start, until)
    return scorecard(unit, span, now, told, votes, criteria.on(span.last), calendar)


async def gather_for(
    read: Connection,
    unit: str,
    span: Span,
    criteria: Criteria,
    calendar: Calendar,
    now: datetime,
    reader: tuple[int, str],
    org: Organisation,
) -> Scorecard:
    """Give the scorecard as a person may know it who asks from a post: of a case that the person must never have, or
    the post, not even the number tells that there is one. Votes of visits are told in steps, so that none is alone."""
    until = min(span.end, now)
    told = await scorecards.histories(read, unit, span.start, until)
    votes = await scorecards.rated(read, unit, span.start, until)
    hidden = await _hidden(read, {*(one.code for one in told), *(one.code for one in votes)}, reader, org, now)
    kept = [one for one in told if one.code not in hidden]
    votes = in_steps([one for one in votes if one.code not in hidden])
    return scorecard(unit, span, now, kept, votes, criteria.on(span.last), calendar)


async def _hidden(
    read: Connection, codes: Iterable[str], reader: tuple[int, str], org: Organisation, now: datetime
) -> set[str]:
    """Give the codes of the cases from which the person or the post is barred."""
    found: set[str] = set()
    accounts = {reader[0], *org.names.sharers((reader[0],))}
    for case in await cases.several(read, await scorecards.guarded(read, sorted(codes), accounts)):
        shut = barred(case, org, now)
        if reader[0] in shut.persons or reader[1] in shut.posts:
            found.add(case.code)
    return found


async def openable(
    read: Connection, codes: Iterable[str], person: int, org: Organisation, now: datetime
) -> tuple[str, ...]:
    """Give those of these cases that a person may have in a digest, in order: `recipients` decides."""
    found = await cases.several(read, list(codes))
    return tuple(case.code for case in found if may_have(person, case, CaseEvent.DIGEST, org, now))
