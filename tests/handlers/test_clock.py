"""The whole clock, with pauses and granted days, against one that walks minute by minute."""

import random
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from typing import TextIO

import pytest

from handlers.casework.cases import Case, Status
from handlers.casework.categories import RULES, Category
from handlers.casework.escalation import pause, resume, start_clock, timed
from handlers.casework.limits import TABLE, Limit, Limits
from handlers.casework.timetable import Timetable
from handlers.casework.worktime import ORDINARY, SATURDAYS, ZONE, Calendar, Hours, Span
from tests.handlers.minute_clock import Walker, wall

UNIT = "07339"
REACH = 900
"""Days that an office is walked through: enough for thirty working days however many are taken away."""
CATEGORIES = tuple(category for category, rule in RULES.items() if rule.answer_days is not None)
ZONES = (ZONE, UTC, timezone(timedelta(hours=-5)), timezone(timedelta(hours=9, minutes=30)))


def some_hours(dice: random.Random) -> Hours:
    """Give the ordinary week, one with Saturdays, or one made up by chance."""
    kind = dice.random()
    if kind < 0.4:
        return dice.choice((ORDINARY, SATURDAYS))

    def day(chance: float) -> tuple[Span, ...]:
        if dice.random() > chance:
            return ()
        ends = sorted(dice.sample(range(1440) if kind > 0.9 else range(360, 1200), dice.choice((2, 2, 4, 4, 6))))
        return tuple(zip(ends[::2], ends[1::2], strict=True))

    one = day(1)
    if kind < 0.7:
        return Hours(week=(*(one,) * 5, day(0.6), day(0.2)))
    return Hours(week=(one, *(day(0.8) for _ in range(4)), day(0.5), day(0.2)))


def some_days(dice: random.Random, first: date) -> Calendar:
    """Give holidays, single ones and rows like Tết, on weekdays and weekends, and weekend days worked in exchange."""
    off: set[date] = set()
    for _ in range(dice.randrange(12)):
        start = first + timedelta(days=dice.randrange(200))
        off |= {start + timedelta(days=number) for number in range(dice.choice((1, 1, 2, 3, 9)))}
    weekend = [day for number in range(200) if (day := first + timedelta(days=number)).weekday() > 4]
    return Calendar(off=frozenset(off), on=frozenset(dice.sample(weekend, dice.randrange(6))))


def an_office(dice: random.Random) -> tuple[Timetable, Walker]:
    """Give one and the same office twice: as the program knows it, and as somebody who walks through its minutes."""
    first = date(dice.randrange(2025, 2031), dice.randrange(1, 13), dice.randrange(1, 29))
    calendar, hours = some_days(dice, first), some_hours(dice)
    hour, most = dice.choice((8, 12, 15, 15, 17, 23)), dice.choice((0, 1, 3, 3, 10))
    rows = (
        *TABLE,
        Limit(name="receipt_until_hour", value=hour, basis="-"),
        Limit(name="pause_most", value=most, basis="-"),
    )
    table = Timetable(calendar, {UNIT: hours}, Limits(rows))
    return table, Walker(calendar.off, calendar.on, hours.week, time(hour), first, REACH)


def a_moment(dice: random.Random, walker: Walker, days: int) -> datetime:
    """Give any moment of the first days of an office; often one at which something strikes."""
    day = walker.first + timedelta(days=dice.randrange(days))
    edges = (*(end for spans in walker.week for span in spans for end in span), walker.until.hour * 60, 0, 1439)
    minute = dice.choice((dice.randrange(1440), dice.choice(edges)))
    second, micro = dice.choice(((0, 0), (0, 0), (0, 1), (59, 999_999), (30, 0)))
    made = datetime(day.year, day.month, day.day, minute // 60, minute % 60, second, micro, tzinfo=ZONE)
    return made.astimezone(dice.choice(ZONES))


def filed(at: datetime, category: Category) -> Case:
    """Give a case that has just come."""
    made = {"code": "123456789", "unit": UNIT, "category": category, "status": Status.FORWARDED, "reporter": 1}
    return Case.model_validate({**made, "text": "", "filed_at": at, "round_at": at})


def try_office(dice: random.Random, table: Timetable, walker: Walker) -> None:
    """Compare due time, part, minutes after and between at one office, for one moment."""
    at, days = a_moment(dice, walker, 120), dice.randrange(21)
    office = table.office(UNIT, at)
    more, minutes = (
        dice.choice((0, 0, dice.randrange(4 * walker.day))),
        dice.choice((0, 1, walker.day, dice.randrange(10 * walker.day))),
    )
    then = at + timedelta(days=dice.randrange(-20, 40), minutes=dice.randrange(1440))
    then = max(then, datetime.combine(walker.first, time(), ZONE))

    assert office.hours.day == walker.day
    assert office.day_zero(at) == walker.received(wall(at))
    assert wall(office.due(at, days, more)) == walker.due(wall(at), days * walker.day + more)
    assert wall(office.part(at, minutes)) == walker.part(wall(at), minutes)
    assert wall(office.after(at, minutes)) == walker.after(wall(at), minutes)
    assert office.minutes_between(at, then) == walker.between(wall(at), wall(then))
    assert office.due(at, days, more).tzinfo is ZONE


def try_life(dice: random.Random, table: Timetable, walker: Walker) -> None:
    """Compare the due time of one case through questions, replies and granted days."""
    at = a_moment(dice, walker, 100)
    case = start_clock(filed(at, dice.choice(CATEGORIES)), table, at)
    limit, most = RULES[case.category].answer_days, table.terms(at)["pause_most"] * walker.day
    assert limit is not None
    pauses: list[tuple[datetime, datetime | None]] = []
    now = at
    for _ in range(dice.randrange(6)):
        now += timedelta(days=dice.choice((0, 0, 1, 1, 2, 5)), minutes=dice.randrange(1440))
        if pauses and pauses[-1][1] is None:
            pauses[-1] = (pauses[-1][0], _minute(now))
            case = resume(case, table, now)
        elif dice.random() < 0.3:
            case = timed(case.model_copy(update={"extra_days": case.extra_days + dice.randrange(1, 6)}), table)
        elif wall(now) < _due(walker, at, limit, case.extra_days, pauses, most):
            pauses.append((_minute(now), None))
            case = pause(case, table, now)
        else:
            assert pause(case, table, now) == case, "a clock that has run out was stopped"
        assert case.due_at is not None
        assert wall(case.due_at) == _due(walker, at, limit, case.extra_days, pauses, most)


def _due(
    walker: Walker, at: datetime, days: int, more: int, pauses: Sequence[tuple[datetime, datetime | None]], most: int
) -> datetime:
    return walker.due(wall(at), (days + more) * walker.day, pauses, most)


def _minute(at: datetime) -> datetime:
    return wall(at).replace(second=0, microsecond=0)


def walk(offices: int, cases: int, seed: int, out: TextIO | None = None) -> None:
    """Try so many cases at each of so many offices."""
    for number in range(offices):
        dice = random.Random(f"{seed}/{number}")
        table, walker = an_office(dice)
        for _ in range(cases):
            try_office(dice, table, walker)
            try_life(dice, table, walker)
        if out is not None and (number + 1) % 50 == 0:
            print(f"  {(number + 1) * cases:,} of {offices * cases:,} cases", file=out, flush=True)


@pytest.mark.parametrize("seed", range(5))
def test_the_clock_agrees_with_one_that_walks_minute_by_minute(seed: int) -> None:
    walk(offices=10, cases=8, seed=seed)


@pytest.mark.proof
def test_the_clock_agrees_with_one_that_walks_minute_by_minute_in_a_hundred_thousand_cases(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with capsys.disabled():
        walk(offices=1_000, cases=100, seed=2026, out=sys.stderr)


def test_what_comes_first_is_never_due_last_and_a_longer_limit_never_ends_sooner() -> None:
    dice = random.Random(0)
    for _ in range(60):
        table, walker = an_office(dice)
        office = table.office(UNIT, a_moment(dice, walker, 1))
        moments = sorted(a_moment(dice, walker, 120) for _ in range(8))
        days = dice.randrange(15)

        assert all(office.due(a, days) <= office.due(b, days) for a, b in pairwise(moments))
        assert all(office.due(at, days) < office.due(at, days + 1) for at in moments)
        assert all(office.part(at, office.hours.day) >= office.due(at, 1) for at in moments)


def test_minutes_add_up_over_any_moment_between() -> None:
    dice = random.Random(1)
    for _ in range(60):
        table, walker = an_office(dice)
        a, b, c = (a_moment(dice, walker, 400) for _ in range(3))
        office = table.office(UNIT, a)

        assert office.minutes_between(a, b) + office.minutes_between(b, c) == office.minutes_between(a, c)
        assert office.minutes_between(a, office.after(a, 777)) == 777
