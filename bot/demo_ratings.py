"""Makes scores up for the demo: two weeks of them when it begins, and those that come in while its clock goes on."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
from random import Random

from bot import slips
from bot.world import World
from handlers.casework import worktime
from handlers.flows.scores import LOW
from storage import people, ratings
from storage.database import Connection
from storage.times import ZONE, to_ms

_OPEN, _AFTERNOON, _MINUTES = time(7, 30), time(13, 30), 90
_WORKING_DAYS = 10
_HANDS_OUT, _VISITS = "07339", 60
_LIKELY = {"07339": (1, 1, 2, 5, 4), "07330": (4, 3, 2, 2, 1)}
"""How likely each score from 1 to 5 is at a unit; at the others as at most offices."""
_USUAL = (1, 1, 3, 8, 6)


async def fill(world: World) -> None:
    """Give the units around Tân Yên scores on each of the last working days and this morning, always the same."""
    dice, now = Random(2026), world.clock.now()
    passed = (now.date() - timedelta(days=back) for back in range(2 * _WORKING_DAYS))
    days = [day for day in passed if worktime.is_working(day, world.calendar)][:_WORKING_DAYS]
    units = [unit.code for unit in world.directory.district("Tân Yên")]
    async with world.db.write() as tx:
        for day in days:
            for unit in units:
                for _ in range(dice.randrange(4)):
                    await _vote(tx, dice, unit, _soon_after(dice, day))
        tokens = [slips.draw() for _ in range(_VISITS)]
        begun = datetime.combine(days[-1], _OPEN, ZONE)
        await ratings.make_visits(tx, tokens, _HANDS_OUT, "3", begun, now + timedelta(days=60))
        for token in tokens[: _VISITS * 3 // 5]:
            at = _soon_after(dice, dice.choice(days))
            await _vote(tx, dice, _HANDS_OUT, at, visit=ratings.hashed(token))


def flow(world: World) -> Callable[[datetime], Awaitable[None]]:
    """Give what lets the scores come in that are given until a moment; each comes once, however the clock went on."""
    last, turn = world.clock.now(), asyncio.Lock()

    async def until(at: datetime) -> None:
        nonlocal last
        async with turn:
            since, last = last, max(last, at)
            days = (since.date() + timedelta(days=n) for n in range((last.date() - since.date()).days + 1))
            found = [one for day in days for one in _given(world, day) if since < one[0] <= last]
            if found:
                async with world.db.write() as tx:
                    for given, unit in found:
                        await _vote(tx, Random(f"{given}{unit}"), unit, given)

    return until


def _given(world: World, day: date) -> list[tuple[datetime, str]]:
    """Give when on a day somebody gives which unit a score: in office hours, the same whenever it is asked."""
    if not worktime.is_working(day, world.calendar):
        return []
    units, dice = [unit.code for unit in world.directory.district("Tân Yên")], Random(str(day))
    opens = [datetime.combine(day, hour, ZONE) for hour in (_OPEN, _AFTERNOON)]
    return [(dice.choice(opens) + timedelta(minutes=dice.randrange(3 * _MINUTES // 2)), unit)
            for unit in units for _ in range(dice.randrange(1, 4))]  # fmt: skip


def _soon_after(dice: Random, day: date) -> datetime:
    opened = datetime.combine(day, _OPEN, ZONE)
    return opened + timedelta(minutes=dice.randrange(_MINUTES), seconds=dice.randrange(60))


async def _vote(tx: Connection, dice: Random, unit: str, at: datetime, visit: str = "") -> None:
    person = await people.add_person(tx, to_ms(at))
    score = dice.choices(range(1, 6), _LIKELY.get(unit, _USUAL))[0]
    vote = f"visit:{visit}" if visit else f"day:{person}:{unit}:{at.date()}"
    counter = "3" if visit else str(dice.randrange(1, 6))
    await ratings.give(tx, vote, person, unit, counter, "visit" if visit else "open", at, score)
    if visit:
        await ratings.use_visit(tx, visit, at)
    level = [min(5, max(1, score + dice.randrange(-1, 2))) for _ in range(3)]
    result = dice.choice(("late", "not_yet") if score <= LOW else ("early", "on_time", "on_time", "late"))
    await ratings.answer(tx, vote, person, waiting=level[0], attitude=level[1], guidance=level[2], result=result)
