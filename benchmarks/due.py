"""How many due times the clock gives in a second: offices with hours of their own, moments all over a year."""

import time
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import NamedTuple

from bot.packaged import calendar
from handlers.casework.timetable import Timetable
from handlers.casework.worktime import ORDINARY, SATURDAYS, Hours

UNITS = 99
MOMENTS = 20_000
AIM = 50_000
_SHORT = ((480, 660), (810, 990))


class Rate(NamedTuple):
    """Due times a second: by the clock on the wall, and by processor time, which others disturb less."""

    wall: float
    processor: float


def measure(repetitions: int) -> Rate:
    """Give the due times a second, medians of several repetitions."""
    kinds = (ORDINARY, SATURDAYS, Hours(week=(*(_SHORT,) * 5, ((480, 690),), ())))
    table = Timetable(calendar(), {f"{unit:05}": kinds[unit % len(kinds)] for unit in range(UNITS)})
    start = datetime(2026, 1, 1, tzinfo=UTC)
    asked = [
        (f"{number % UNITS:05}", start + timedelta(minutes=number * 26), 3 + number % 8, number % 7 * 60)
        for number in range(MOMENTS)
    ]
    walls, processors = [], []
    for _ in range(repetitions):
        begun, used = time.perf_counter(), time.process_time()
        for unit, at, days, more in asked:
            table.office(unit, at).due(at, days, more)
        walls.append(MOMENTS / (time.perf_counter() - begun))
        processors.append(MOMENTS / (time.process_time() - used))
    return Rate(median(walls), median(processors))


def told(rate: Rate) -> str:
    """Give the lines about the clock."""
    return f"The clock\ndue times: {rate.wall:,.0f} a second (aim {AIM:,}), {rate.processor:,.0f} by processor time"
