"""Fills a fresh demo with made-up cases of two weeks, all of them over, for its first digest to tell of."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import cast

from bot.world import World
from handlers.casework import worktime
from handlers.casework.cases import Action, Case, Solved, Status, move
from handlers.casework.categories import Category
from handlers.casework.escalation import start_clock
from storage import bulk, people
from storage.bulk import Happened
from storage.times import ZONE, to_ms

_ANSWERED_AT, _FIRST_CODE = time(10, 40), 107_000_000
_JUDGED_AFTER = timedelta(hours=3)


async def fill(world: World) -> None:
    """Keep the packaged cases, each filed so many working days ago and over by now."""
    async with world.db.write() as tx:
        for at, row in enumerate(_rows()):
            filed = datetime.combine(_back(world, int(row["ago"])), time.fromisoformat(row["at"]), ZONE)
            reporter = await people.add_person(tx, to_ms(filed))
            case = Case(
                code=f"{_FIRST_CODE + 7_919 * at:09d}",
                unit=row["unit"],
                category=Category(row["category"]),
                status=Status.NEW,
                reporter=reporter,
                text=row["words"],
                counter=row["counter"],
                filed_at=filed,
                round_at=filed,
            )
            told = list(_praised(case) if case.category is Category.PRAISE else _answered(world, case, row))
            await bulk.save(tx, [(told[-1].case, None)])
            await bulk.record(tx, told)


def _rows() -> list[dict[str, str]]:
    text = (files("bot") / "data" / "demo_cases.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _back(world: World, days: int) -> date:
    day = world.clock.now().date()
    while days:
        day -= timedelta(days=1)
        days -= worktime.is_working(day, world.calendar)
    return day


def _praised(case: Case) -> Iterator[Happened]:
    yield Happened(case, case.filed_at, "file", person=case.reporter, delta=1)
    thanked = move(case, Action.THANK).model_copy(update={"closed_at": case.filed_at})
    yield Happened(thanked, case.filed_at, Action.THANK, delta=-1)


def _answered(world: World, case: Case, row: dict[str, str]) -> Iterator[Happened]:
    case = start_clock(case, world.timetable, case.filed_at)
    yield Happened(case, case.filed_at, "file", person=case.reporter, delta=1)
    holder = f"officer-{case.unit}"
    case = move(case, Action.FORWARD).model_copy(update={"holder": holder, "reach": (holder,)})
    yield Happened(case, case.filed_at, Action.FORWARD, post=holder)
    day = worktime.add_days(case.filed_at.date(), int(row["took"]), world.calendar)
    at = datetime.combine(day, _ANSWERED_AT, ZONE)
    case = move(case, Action.ANSWER).model_copy(update={"answer": row["answer"], "answered_at": at})
    yield Happened(case, at, Action.ANSWER, post=holder, note=row["answer"], delta=-1)
    solved, at = cast(Solved, row["solved"]), at + _JUDGED_AFTER
    over = Action.SOLVE if solved == "yes" else Action.LAPSE
    case = move(case, over).model_copy(update={"solved": solved, "score": int(row["score"]), "closed_at": at})
    yield Happened(case, at, over, person=case.reporter, note=solved)
    yield Happened(case, at, "score", person=case.reporter, note=row["score"])
