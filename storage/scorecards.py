"""The histories of a unit's cases, the votes on its service, and what is objected to its scorecard."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from handlers.casework.categories import Category
from handlers.casework.histories import History, Rated, Step
from storage.database import Connection
from storage.queries import load
from storage.times import from_ms, to_ms

_SQL: Final = load("scorecards")


class Objection(NamedTuple):
    """What a unit objects to one figure of its scorecard ("" for all of it), and when."""

    figure: str
    at: datetime
    words: str


async def histories(read: Connection, unit: str, start: datetime, until: datetime) -> tuple[History, ...]:
    """Give the histories, up to a moment, of the cases of a unit that count from `start` on or were open then.

    A case counts for the unit that it is about now (decisions 15).
    """
    found = [row[0] for row in await read.fetch(_SQL["codes"], unit, to_ms(start), to_ms(until))]
    if not found:
        return ()
    asked = json.dumps(found)
    heads, rows = await read.fetch_all((_SQL["cases"], (asked,)), (_SQL["steps"], (asked, to_ms(until))))
    steps: defaultdict[str, list[Step]] = defaultdict(list)
    for code, at, action, delta, due_at, extended, note in rows:
        due = None if due_at is None else from_ms(due_at)
        steps[code].append(Step(from_ms(at), action, delta, due, bool(extended), note))
    return tuple(
        History(code, Category(category), about, finding, tuple(steps[code]))
        for code, category, about, finding in heads
    )


async def rated(read: Connection, unit: str, start: datetime, until: datetime) -> tuple[Rated, ...]:
    """Give the votes on the service of a unit, from `start` to before `until`, without who gave them."""
    rows = await read.fetch(_SQL["rated"], unit, to_ms(start), to_ms(until))
    return tuple(
        Rated(from_ms(at), score, attitude, result, code, bool(suspect))
        for at, score, attitude, result, code, suspect in rows
    )


async def guarded(read: Connection, codes: Sequence[str], accounts: Iterable[int]) -> list[str]:
    """Give those of these cases that a reader of these accounts may be barred from: each must be asked about."""
    asked = (json.dumps(list(codes)), json.dumps(sorted(accounts)))
    return [row[0] for row in await read.fetch(_SQL["guarded"], *asked)]


async def objected(tx: Connection, unit: str, period: str, figure: str, at: datetime, words: str) -> None:
    """Keep what a unit objects to a figure of its scorecard ("": to all of it)."""
    await tx.execute(_SQL["object"], unit, period, figure, to_ms(at), words)


async def objections(read: Connection, unit: str, period: str) -> tuple[Objection, ...]:
    """Give what a unit objects to its scorecard of a period, oldest first."""
    rows = await read.fetch(_SQL["objections"], unit, period)
    return tuple(Objection(figure, from_ms(at), words) for figure, at, words in rows)
