"""The moves of some periods: counted by one query as by hand, up to now, by the index."""

from datetime import timedelta
from pathlib import Path
from random import Random

from handlers.casework.cases import Case, Status
from handlers.casework.categories import Category
from handlers.casework.periods import Week
from handlers.digests.sheet import Turnover, periods
from storage import cases
from storage.digests import turnover
from storage.queries import load
from storage.sqlite import open_sqlite

WEEK = Week(year=2026, number=47)


async def test_what_came_and_went_in_each_period_is_counted_as_by_hand(tmp_path: Path) -> None:
    dice, weeks = Random(47), periods(WEEK)
    start, now = weeks[0].start - timedelta(days=9), WEEK.end - timedelta(days=2)
    by_hand: dict[tuple[int, str], list[int]] = {}
    db = await open_sqlite(tmp_path / "town.db")
    async with db.write() as tx:
        await tx.execute("INSERT INTO people (id, created_at) VALUES (1, 0)")
        for at in range(300):
            unit, delta = dice.choice(["07339", "07210"]), dice.choice([1, -1, 0])
            moment = start + timedelta(milliseconds=dice.randrange(75 * 86_400_000))
            if at < 16:  # the very edges
                moment = weeks[at // 2].start if at % 2 else weeks[at // 2].end
            fields = {"code": str(at), "unit": unit, "category": Category.DELAY, "status": Status.FORWARDED}
            case = Case(**fields, reporter=1, text="", filed_at=moment, round_at=moment)  # type: ignore[arg-type]
            await cases.save(tx, case, None)
            await cases.record(tx, case, moment, "file", delta=delta)
            for nth, week in enumerate(weeks):
                if delta and week.start <= moment < min(week.end, now):
                    by_hand.setdefault((nth, unit), [0, 0])[delta < 0] += 1
    found = await turnover(db.read, weeks, now)
    [plan] = [
        row[3]
        for row in await db.read.fetch("EXPLAIN QUERY PLAN " + load("digests")["turnover"], "[]")
        if "history" in row[3]
    ]
    await db.close()

    assert sorted(found) == sorted(Turnover(nth, unit, *counts) for (nth, unit), counts in by_hand.items())
    assert "SEARCH history USING INDEX" in plan or "SEARCH history USING COVERING INDEX" in plan
