"""What else needs action first in a digest: units reported far more than usual, overdue tasks, recognition."""

from collections.abc import Sequence
from datetime import datetime

from bot.patterns import seen_by
from bot.world import World
from handlers.casework.organisation import Organisation
from handlers.casework.periods import Period
from handlers.casework.recognition import series
from handlers.digests import alarm, duties, progress
from handlers.talk.says import Say
from storage import alarms, cases, recognitions, tasks


async def lines(
    world: World, period: Period, org: Organisation, now: datetime, units: Sequence[str] | None, person: int | None
) -> tuple[Say, ...]:
    """Give the lines of a period for a reader of these units (None: all); each may bring the button to what is behind.

    Without a person, an operator, all cases count. Counters that several people reported have lines of their own.
    """
    read, until = world.db.read, min(period.end, now)
    told: list[Say] = []
    for one in await alarms.between(read, period.start, until):
        if one.counter or (units is not None and one.unit not in units):
            continue
        found = await cases.several(read, one.codes)
        known = found if person is None else seen_by(found, person, org, now)
        unit = org.directory.get(one.unit)
        if (people := alarm.people(known)) >= world.patterns.reporters:
            told.append(alarm.in_digest(unit.name if unit else one.unit, people))
    late = await tasks.overdue(read, until, units)
    if late:
        first, *rest = duties.lines(late, org.directory)
        told += [first.model_copy(update={"buttons": (duties.button(period.period, len(late)),)}), *rest]
    if period.kind == "quarter" and units is None:
        known_claims = await recognitions.known(read)
        told += progress.lines(series(known_claims, org.directory, until.date(), world.criteria["target"]))
    return tuple(told)
