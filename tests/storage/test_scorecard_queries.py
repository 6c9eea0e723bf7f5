"""A scorecard's queries: which cases they give, by which index, and what nobody may learn from them."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.criteria import shipped
from bot.packaged import calendar
from bot.scorecards import gather
from handlers.casework.cases import Case, Status
from handlers.casework.categories import Category
from handlers.casework.spans import read_span
from storage import cases, scorecards
from storage.database import Connection
from storage.queries import load
from storage.sqlite import SqliteDatabase, open_sqlite
from storage.times import to_ms

QUARTER = read_span("2026-Q4")
DAY = timedelta(days=1)
UNIT = "07339"


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    opened = await open_sqlite(tmp_path / "town.db")
    async with opened.write() as tx:
        await tx.execute("INSERT INTO people (id, created_at) VALUES (1, 0)")
    yield opened
    await opened.close()


async def live(tx: Connection, code: str, at: datetime, *acts: tuple[float, str], unit: str = UNIT) -> None:
    """Keep a case that was filed and to which these things happened, each so many days later."""
    case = Case(
        code=code, unit=unit, category=Category.DELAY, status=Status.FORWARDED, reporter=1, text="",
        filed_at=at, round_at=at, due_at=at + 5 * DAY,
    )  # fmt: skip
    await cases.save(tx, case, None)
    await cases.record(tx, case, at, "file", delta=1)
    for days, act in acts:
        action, _, note = act.partition(":")
        delta = {"answer": -1, "reject": -1, "withdraw": -1, "reopen": 1}.get(action, 0)
        if delta:
            status = Status.ANSWERED if delta < 0 else Status.FORWARDED
            case = case.model_copy(update={"status": status})
            await cases.save(tx, case, None)
        await cases.record(tx, case, at + days * DAY, action, note=note, delta=delta)


async def test_a_quarter_has_what_moved_in_it_and_what_was_open_at_its_end(db: SqliteDatabase) -> None:
    start, end = QUARTER.start, QUARTER.end
    async with db.write() as tx:
        await live(tx, "000000001", start + DAY, (1, "answer"))
        await live(tx, "000000002", start - 90 * DAY, (2, "answer"))
        await live(tx, "000000003", start - 90 * DAY)
        await live(tx, "000000004", start - 90 * DAY, (300, "answer"))
        await live(tx, "000000005", end + DAY)
        await live(tx, "000000006", start - 9 * DAY, (1, "answer"), (20, "lapse:silence"))
        await live(tx, "000000007", start + DAY, unit="07210")
        await live(tx, "000000008", end + DAY, (1, "answer"))
    told = await gather(db.read, UNIT, QUARTER, shipped(), calendar(), end + 400 * DAY)

    assert told["open"].codes == ("000000003", "000000004")
    assert told["overdue"].codes == ("000000003", "000000004")
    assert told["answered"].codes == ("000000001",)
    assert told["no_answer"].codes == ("000000006",)
    assert told["handling_median"].codes == ("000000001",)


async def test_the_words_of_an_answer_are_not_read(db: SqliteDatabase) -> None:
    async with db.write() as tx:
        await live(tx, "000000001", QUARTER.start + DAY, (1, "answer:Đã xong"), (2, "flag:no_day"), (3, "lapse:no"))
    (told,) = await scorecards.histories(db.read, UNIT, QUARTER.start, QUARTER.end)

    assert [(one.action, one.note) for one in told.steps] == [
        ("file", ""), ("answer", ""), ("flag", ""), ("lapse", "no"),
    ]  # fmt: skip


async def test_votes_come_with_the_case_and_without_the_person(db: SqliteDatabase) -> None:
    at = to_ms(QUARTER.start + DAY)
    async with db.write() as tx:
        votes = (("case:123456789", "case"), ("case:123456789:2", "case"), ("day:1:07339:2026-10-02", "open"))
        for vote, kind in votes:
            await tx.execute(
                "INSERT INTO ratings (vote, person, unit, kind, at, score) VALUES ($1, 1, $2, $3, $4, 5)",
                vote, UNIT, kind, at,
            )  # fmt: skip
    told = await scorecards.rated(db.read, UNIT, QUARTER.start, QUARTER.end)

    assert [one.code for one in told] == ["123456789", "123456789", ""]
    assert not any("person" in field for field in told[0]._fields)


async def test_a_units_cases_are_found_by_the_index_of_units_alone(db: SqliteDatabase) -> None:
    plan = await db.read.fetch(f"EXPLAIN QUERY PLAN {load('scorecards')['codes'].rstrip(';')}", UNIT, 0, 1)
    reads = [row[3] for row in plan if row[3].startswith(("SEARCH", "SCAN"))]

    assert all("unit=?" in one for one in reads), reads
    assert sum("history_of_unit (unit=? AND at>" in one for one in reads) == 2
