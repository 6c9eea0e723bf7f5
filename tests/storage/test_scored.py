"""The sums of votes are what adding them up one by one gives."""

from datetime import datetime, timedelta
from itertools import product
from random import Random

from handlers.digests.rows import Scored
from storage import ratings
from storage.database import Database
from tests.house_under_test import MONDAY


def plodding(rows: list[tuple[str, str, str, datetime, int, bool]], start: datetime, until: datetime) -> list[Scored]:
    """Add up votes one by one: (vote, unit, kind, at, score, suspect)."""
    inside = [row for row in rows if start <= row[3] < until]
    found: dict[tuple[str, str, int], int] = {}
    for vote, unit, kind, at, score, suspect in inside:
        later = [one for one in inside if kind == "case" and one[0][:14] == vote[:14] and one[3] > at]
        if not later:
            key = (unit, "suspect" if suspect else kind, score)
            found[key] = found.get(key, 0) + 1
    return [Scored(unit, kind, score, n) for (unit, kind, score), n in sorted(found.items())]  # type: ignore[arg-type]


async def test_any_votes_add_up_as_they_do_one_by_one(db: Database) -> None:
    dice = Random(8)
    async with db.write() as tx:
        await tx.execute("INSERT INTO people (id, created_at) VALUES (1, 0)")
    for _ in range(20):
        rows: list[tuple[str, str, str, datetime, int, bool]] = []
        for at in range(dice.randrange(40)):
            kind = dice.choice(("case", "visit", "open"))
            vote = f"case:{100_000_000 + dice.randrange(5)}" if kind == "case" else f"{kind}:{at}"
            again = sum(row[0][:14] == vote for row in rows)
            moment = MONDAY + timedelta(hours=at if kind == "case" else dice.randrange(40))
            suffix = f":{again + 1}" if again else ""
            unit = "07339" if kind == "case" else dice.choice(("07339", "07333"))
            rows.append((f"{vote}{suffix}", unit, kind, moment, dice.randrange(1, 6), dice.random() < 0.2))
        async with db.write() as tx:
            await tx.execute("DELETE FROM ratings")
            for vote, unit, kind, moment, score, suspect in rows:
                await ratings.give(tx, vote, 1, unit, "", kind, moment, score)  # type: ignore[arg-type]
                if suspect:
                    await tx.execute("UPDATE ratings SET suspect = 1 WHERE vote = $1", vote)
        for first, last in product((0, 7, 20), (15, 30, 50)):
            span = (MONDAY + timedelta(hours=first), MONDAY + timedelta(hours=last))
            assert list(await ratings.scored(db.read, *span)) == plodding(rows, *span)
