"""Patterns in the reports about a unit: the reports they are looked for in, and those that were found."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from handlers.casework.categories import Category
from handlers.casework.patterns import Alarm, Voice
from storage.database import Connection, Row
from storage.queries import load
from storage.times import from_ms, to_ms

_SQL: Final = load("alarms")


async def busy(conn: Connection, after: datetime) -> list[str]:
    """Give the units about which something was filed after a moment."""
    return [str(row[0]) for row in await conn.fetch(_SQL["busy"], to_ms(after))]


async def begun(conn: Connection) -> datetime | None:
    """Give when the first report was filed; None before there is one."""
    found = (await conn.fetch(_SQL["first"]))[0][0]
    return None if found is None else from_ms(int(found))


async def voices(conn: Connection, unit: str, after: datetime) -> list[Voice]:
    """Give the reports about a unit that were filed after a moment and not withdrawn, in the order of filing."""
    rows = await conn.fetch(_SQL["voices"], unit, to_ms(after))
    return [
        Voice(code, person, counter, Category(category), from_ms(at)) for code, person, counter, category, at in rows
    ]


async def keep(tx: Connection, alarm: Alarm) -> bool:
    """Keep an alarm; False if it is kept already."""
    row = (alarm.unit, alarm.counter, to_ms(alarm.at), alarm.people, alarm.usual, json.dumps(alarm.codes))
    return await tx.execute(_SQL["keep"], *row) == 1


async def of_unit(conn: Connection, unit: str, after: datetime) -> list[Alarm]:
    """Give a unit's alarms after a moment, in order."""
    return _alarms(await conn.fetch(_SQL["of_unit"], unit, to_ms(after)))


async def between(conn: Connection, start: datetime, until: datetime) -> list[Alarm]:
    """Give all alarms from one moment until before another, in order."""
    return _alarms(await conn.fetch(_SQL["between"], to_ms(start), to_ms(until)))


def _alarms(rows: Sequence[Row]) -> list[Alarm]:
    return [
        Alarm(unit=unit, counter=counter, at=from_ms(at), people=people, usual=usual, codes=tuple(json.loads(codes)))
        for unit, counter, at, people, usual, codes in rows
    ]
