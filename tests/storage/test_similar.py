"""Words by which similar cases are found: the newest of the same unit first, and gone when they are dropped."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from handlers.casework.cases import Case, Status
from handlers.casework.categories import Category
from handlers.casework.similar import folded, telling
from handlers.casework.worktime import ZONE
from storage import cases, queries, similar
from storage.database import Database

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZONE)
WORDS = "Ghế ngồi chờ hỏng hết, người già phải đứng cả buổi"


async def put(db: Database, code: int, *, text: str = WORDS, **changes: object) -> Case:
    """Keep a case and its folded words; the higher the code, the later it was filed."""
    plain = {"unit": "07339", "reporter": code, "status": Status.FORWARDED, "filed_at": NOW + timedelta(minutes=code)}
    base = {"category": Category.FACILITY, "text": text, "round_at": NOW}
    case = Case.model_validate({"code": f"{code:09d}", **base, **plain, **changes})
    async with db.write() as tx:
        await tx.execute("INSERT OR IGNORE INTO people (id, created_at) VALUES ($1, 0)", case.reporter)
        await cases.save(tx, case, None)
        await similar.keep(tx, case, folded(text))
    return case


async def found(db: Database, case: Case, since: datetime = NOW, limit: int = 100) -> list[int]:
    """Give the codes of what is found for a case, as numbers."""
    rows = await similar.find(db.read, case, telling(folded(case.text)), since, limit)
    return [int(one.code) for one in rows]


def stored(folder: Path, words: bytes) -> bool:
    """Whether the database's files hold these words, in whatever corner."""
    return any(words in path.read_bytes() for path in folder.glob("test.db*"))


async def test_the_newest_come_first_and_no_more_than_asked_for(db: Database) -> None:
    for code in (3, 1, 2):
        await put(db, code)
    new = await put(db, 4)

    assert await found(db, new) == [3, 2, 1]
    assert await found(db, new, limit=2) == [3, 2]


async def test_only_other_people_the_same_unit_and_the_time_asked_for_count(db: Database) -> None:
    new = await put(db, 9)
    await put(db, 1, reporter=9)
    await put(db, 2, unit="07228")
    await put(db, 3, filed_at=NOW - timedelta(days=31))
    await put(db, 4, text="Máy lấy số không chạy")
    await put(db, 5)

    assert await found(db, new, NOW - timedelta(days=30)) == [5]


@pytest.mark.parametrize("status", Status)
async def test_open_and_answered_cases_are_found_and_no_others(db: Database, status: Status) -> None:
    await put(db, 1, status=status)
    new = await put(db, 2)

    over = status in (Status.CLOSED, Status.REJECTED, Status.WITHDRAWN)
    assert await found(db, new) == ([] if over else [1])


@pytest.mark.parametrize("text", ['"', 'ghe" OR unit : "07228', "NEAR(ghe ngoi)", "hong* -ghe ^x", "hỏng'); --", ""])
async def test_no_words_of_a_report_are_read_as_a_search_command(db: Database, text: str) -> None:
    await put(db, 1, unit="07228")
    new = await put(db, 2, text=text)

    assert await found(db, new) == []
    assert await similar.find(db.read, new, text.split(), NOW) == []


async def test_marks_and_the_letter_d_make_no_difference(db: Database) -> None:
    await put(db, 1, text="Đường hỏng, đèn đỏ")
    new = await put(db, 2, text="duong hong den do")

    assert await found(db, new) == [1]


async def test_a_pair_is_linked_once_and_seen_from_both_sides(db: Database) -> None:
    one, other = await put(db, 1), await put(db, 2)
    async with db.write() as tx:
        await similar.link(tx, other.code, [one.code], NOW)
        await similar.link(tx, one.code, [other.code], NOW)

    assert [case.code for case in await similar.linked(db.read, one.code)] == [other.code]
    assert [case.code for case in await similar.linked(db.read, other.code)] == [one.code]
    assert await db.read.fetch("SELECT count(*) FROM links") == [(1,)]


async def test_a_dropped_case_leaves_neither_link_nor_word_in_the_file(db: Database, tmp_path: Path) -> None:
    one, other = await put(db, 1, text=f"{WORDS} zymurgy"), await put(db, 2)
    async with db.write() as tx:
        await tx.execute("UPDATE cases SET body = replace(body, 'zymurgy', 'gone')")
        await similar.link(tx, one.code, [other.code], NOW)
        await similar.forget(tx, one)
        await similar.prune(tx, NOW, NOW)
    await db.fold()

    assert await similar.linked(db.read, other.code) == []
    assert await found(db, await put(db, 3)) == [2]
    assert not stored(tmp_path, b"zymurgy")


async def test_old_words_and_old_links_go_and_the_others_stay(db: Database) -> None:
    one, other = await put(db, 1, filed_at=NOW - timedelta(days=31)), await put(db, 2)
    async with db.write() as tx:
        await similar.link(tx, one.code, [other.code], NOW)
        await similar.prune(tx, NOW - timedelta(days=30), NOW)
    new = await put(db, 3)

    assert await found(db, new, NOW - timedelta(days=99)) == [2]
    assert len(await similar.linked(db.read, one.code)) == 1
    async with db.write() as tx:
        await similar.prune(tx, NOW, NOW + timedelta(seconds=1))
    assert await similar.linked(db.read, one.code) == []


async def test_own_cases_are_the_open_ones_of_a_unit_since_a_moment(db: Database) -> None:
    await put(db, 1, reporter=5)
    await put(db, 2, reporter=5)
    await put(db, 3, reporter=5, status=Status.ANSWERED)
    await put(db, 4, reporter=5, unit="07228")
    await put(db, 6, reporter=5, filed_at=NOW - timedelta(days=2))
    await put(db, 7)

    assert [int(case.code) for case in await similar.own(db.read, 5, "07339", NOW)] == [2, 1]


@pytest.mark.parametrize("name", ["find", "linked", "own"])
async def test_what_is_asked_at_every_filing_or_opening_sorts_no_table(db: Database, name: str) -> None:
    """The full-text index is entered by its words (M) and rowid, the cases by their key; nothing is sorted."""
    sql = queries.load("similar")[name].rstrip(";")
    arguments = ("x", 1, 1, 1)[: max(int(one) for one in re.findall(r"\$(\d)", sql))]
    plan = [str(row[3]) for row in await db.read.fetch(f"EXPLAIN QUERY PLAN {sql}", *arguments)]

    assert all("SCAN" not in step or "VIRTUAL TABLE INDEX" in step or step == "SCAN l" for step in plan), plan
    if name != "linked":  # at most a few dozen links
        assert not any("TEMP B-TREE" in step for step in plan), plan
    if name == "find":
        assert any("M" in step.rpartition(":")[2] and ">" in step for step in plan), plan
