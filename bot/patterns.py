"""Tells the standing body and the members of a locality, within minutes, that reports about one place pile up."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.work import Work
from bot.world import World
from handlers.casework.cases import Case
from handlers.casework.organisation import Organisation
from handlers.casework.patterns import Alarm, Rules, alarms
from handlers.casework.routing import CaseEvent, may_have
from handlers.digests import alarm as words
from handlers.digests.readers import Reader, addressed, readers
from handlers.talk.says import Say
from storage import alarms as kept
from storage import cases

_INSTANT: Final = timedelta(milliseconds=1)
log = structlog.get_logger()


async def watch(world: World) -> int:
    """Look once a minute at the units about which something was filed; give how many patterns are new.

    At the start all of the last window is looked at, so that what came before an outage is not missed; what is kept
    already is not told again.
    """
    now, rules = world.clock.now(), world.patterns
    minute = now.replace(second=0, microsecond=0)
    if world.watched is not None and world.watched[1] == minute:
        return 0
    after = world.watched[0] if world.watched else now - rules.window
    read, new = world.db.read, 0
    since = await kept.begun(read)
    for unit in await kept.busy(read, after - _INSTANT) if since else ():
        assert since is not None
        heard = await kept.voices(read, unit, now - rules.window * (rules.history + 2))
        known = await kept.of_unit(read, unit, now - rules.window - rules.silence)
        for alarm in alarms(unit, heard, known, since, after - _INSTANT, rules):
            new += await _tell(world, alarm)
    world.watched = now, minute
    return new


async def _tell(world: World, alarm: Alarm) -> int:
    """Keep an alarm and owe it to whoever reads that unit's digest, in one transaction."""
    async with world.db.write() as tx:
        if not await kept.keep(tx, alarm):
            return 0
        work = Work(tx, world, world.clock.now())
        org, found = await work.org(), await cases.several(tx, alarm.codes)
        told = 0
        for reader in _readers(org, alarm.unit, work):
            if say := _say(alarm, found, reader, org, work.world):
                key = f"pattern:{alarm.unit}:{alarm.counter}:{alarm.at.isoformat()}:{reader.person}"
                await work.tell(reader.person, "digest", addressed(say, reader), key=key)
                told += 1
        parcels = await work.keep_parcels()
    world.post(parcels)
    if not told:
        log.error("a pattern of reports that nobody can be told of", unit=alarm.unit)
    return 1


def _readers(org: Organisation, unit: str, work: Work) -> list[Reader]:
    return [
        one.model_copy(update={"units": (unit,)})
        for one in readers(org, work.at)
        if one.units is None or unit in one.units
    ]


def _say(alarm: Alarm, found: list[Case], reader: Reader, org: Organisation, world: World) -> Say | None:
    """Give the message for a reader; None if so few of the cases may be known to this one that they are no pattern."""
    seen = seen_by(found, reader.person, org, world.clock.now())
    if words.people(seen) < world.patterns.reporters:
        return None
    unit = org.directory.get(alarm.unit)
    return words.told(alarm, seen, unit.name if unit else alarm.unit, world.patterns.window)


def seen_by(found: list[Case], person: int, org: Organisation, now: datetime) -> list[Case]:
    """Give those cases of which a reader of digests may know at a moment."""
    return [case for case in found if may_have(person, case, CaseEvent.DIGEST, org, now)]


async def as_seen(
    world: World, say: Say, person: int, organisation: Callable[[], Awaitable[Organisation]]
) -> Say | None:
    """Give a message about a pattern with only those cases of which its reader may still know, any other as it is.

    None if those are no pattern any more.
    """
    codes = words.codes_of(say)
    if not codes:
        return say
    found = await cases.several(world.db.read, codes)
    seen = seen_by(found, person, await organisation(), world.clock.now())
    if words.people(seen) < world.patterns.reporters:
        return None
    return say if len(seen) == len(codes) else words.of_these(say, seen)


def rules_of(reporters: int, days: int) -> Rules:
    """Give the rules with what a deployment may set: how many people, within how many days."""
    return Rules(reporters=reporters, window=timedelta(days=days))
