"""The digest's queries: what they count at the edges, what they read, and who is claimed."""

import re
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.digests import gather
from handlers.casework.cases import MOVES, OPEN, Action, Case, Status
from handlers.casework.categories import Category
from handlers.casework.directory import Directory
from handlers.casework.organisation import Organisation
from handlers.casework.periods import Month, Period, Week
from handlers.casework.worktime import Calendar
from handlers.digests.counts import DigestDoesNotAddUp
from handlers.digests.digest import Digest
from storage import cases
from storage.database import Connection, Row, Value
from storage.digests import claim
from storage.queries import load
from storage.sqlite import SqliteDatabase, open_sqlite

WEEK = Week(year=2026, number=46)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    opened = await open_sqlite(tmp_path / "town.db")
    async with opened.write() as tx:
        await tx.execute("INSERT INTO people (id, created_at) VALUES (1, 0)")
    yield opened
    await opened.close()


async def file(tx: Connection, code: str, at: datetime, due: datetime | None = None) -> Case:
    """Keep a new case."""
    case = Case(
        code=code,
        unit="07339",
        category=Category.DELAY,
        status=Status.FORWARDED,
        reporter=1,
        text="",
        filed_at=at,
        round_at=at,
        due_at=due,
    )
    await cases.save(tx, case, None)
    await cases.record(tx, case, at, "file", delta=1)
    return case


async def act(tx: Connection, case: Case, action: Action, at: datetime, note: str = "") -> Case:
    """Keep one move of a case."""
    after = case.model_copy(update={"status": MOVES[action].target})
    await cases.save(tx, after, None)
    await cases.record(tx, after, at, action, note=note, delta=(after.status in OPEN) - (case.status in OPEN))
    return after


async def read(connection: Connection, week: Week, now: datetime) -> Digest:
    org = Organisation(Directory(()), posts={}, holders=())
    return await gather(connection, week, None, org, Calendar(), now)


async def test_a_case_answered_before_the_digest_was_read_is_still_overdue_at_the_weeks_end(
    db: SqliteDatabase,
) -> None:
    async with db.write() as tx:
        case = await file(tx, "1", WEEK.start, WEEK.start + DAY)
        await act(tx, case, Action.ANSWER, WEEK.end + 7 * HOUR)

    totals = (await read(db.read, WEEK, WEEK.due_at)).totals

    assert (totals.overdue, totals.late, totals.closing, totals.answered) == (1, 1, 1, 0)


async def test_a_case_reopened_since_is_not_overdue_for_the_week_in_which_it_was_answered(
    db: SqliteDatabase,
) -> None:
    async with db.write() as tx:
        case = await file(tx, "1", WEEK.start, WEEK.start + 3 * HOUR)
        case = await act(tx, case, Action.ANSWER, WEEK.start + 2 * HOUR)
        await act(tx, case, Action.REOPEN, WEEK.end, "no")

    digest = await read(db.read, WEEK, WEEK.due_at)

    assert digest.overdue == ()
    assert (digest.totals.on_time, digest.totals.closing, digest.totals.reopened) == (1, 0, 0)


async def test_the_digest_of_a_week_is_the_same_however_late_it_is_read(db: SqliteDatabase) -> None:
    async with db.write() as tx:
        case = await file(tx, "1", WEEK.start, WEEK.start + DAY)
    on_monday = await read(db.read, WEEK, WEEK.due_at)
    async with db.write() as tx:
        await act(tx, case, Action.ANSWER, WEEK.end + DAY)
        await file(tx, "2", WEEK.end + DAY, WEEK.end + 2 * DAY)

    later = await read(db.read, WEEK, WEEK.end + 70 * DAY)
    assert later.model_copy(update={"overdue": ()}) == on_monday.model_copy(update={"overdue": ()})
    assert [(line.code, line.over) for line in on_monday.overdue] == [("1", False)]
    assert [(line.code, line.over) for line in later.overdue] == [("1", True)]


async def test_a_week_that_is_still_running_is_told_up_to_now(db: SqliteDatabase) -> None:
    now = WEEK.start + 3 * DAY
    async with db.write() as tx:
        await file(tx, "1", WEEK.start, now + HOUR)
        await file(tx, "2", WEEK.start, now - HOUR)

    digest = await read(db.read, WEEK, now)

    assert [line.code for line in digest.overdue] == ["2"]
    assert digest.totals.closing == 2


async def test_what_happens_at_midnight_on_monday_belongs_to_the_new_week(db: SqliteDatabase) -> None:
    async with db.write() as tx:
        await file(tx, "1", WEEK.start)
        await file(tx, "2", WEEK.end)

    assert (await read(db.read, WEEK, WEEK.due_at)).totals.received == 1


async def test_an_answer_at_the_due_time_is_on_time_and_one_just_after_it_is_late(db: SqliteDatabase) -> None:
    due = WEEK.start + DAY
    async with db.write() as tx:
        await act(tx, await file(tx, "1", WEEK.start, due), Action.ANSWER, due)
        await act(tx, await file(tx, "2", WEEK.start, due), Action.REJECT, due + timedelta(milliseconds=1))

    totals = (await read(db.read, WEEK, WEEK.due_at)).totals

    assert (totals.on_time, totals.late, totals.overdue) == (1, 1, 0)


async def test_an_answer_on_granted_time_is_counted_apart_from_those_on_time(db: SqliteDatabase) -> None:
    due = WEEK.start + DAY
    async with db.write() as tx:
        for code, days, at in (("1", 0, due), ("2", 2, due), ("3", 2, due + HOUR)):
            case = (await file(tx, code, WEEK.start, due)).model_copy(update={"extra_days": days})
            if days:
                await cases.record(tx, case, WEEK.start, Action.GRANT)
            await act(tx, case, Action.ANSWER, at)

    totals = (await read(db.read, WEEK, WEEK.due_at)).totals

    assert (totals.on_time, totals.extended, totals.late, totals.extensions) == (1, 1, 1, 2)


async def test_silence_flags_and_appeals_are_counted_and_silence_never_as_an_answer(db: SqliteDatabase) -> None:
    async with db.write() as tx:
        for code, note in (("1", "silence"), ("2", "no"), ("3", "silence")):
            case = await act(tx, await file(tx, code, WEEK.start), Action.ANSWER, WEEK.start)
            await cases.record(tx, case, WEEK.start, "flag", note="template")
            await act(tx, case, Action.LAPSE, WEEK.start + HOUR, note)
        refused = await act(tx, await file(tx, "4", WEEK.start), Action.REJECT, WEEK.start)
        await act(tx, refused, Action.APPEAL, WEEK.start + HOUR)

    totals = (await read(db.read, WEEK, WEEK.due_at)).totals

    assert (totals.no_answer, totals.flagged, totals.appealed, totals.answered) == (2, 3, 1, 3)
    assert (totals.received, totals.finished, totals.closing) == (5, 4, 1)


async def test_only_the_last_score_of_a_case_counts_and_silence_is_no_judgement(db: SqliteDatabase) -> None:
    async with db.write() as tx:
        case = await act(tx, await file(tx, "1", WEEK.start), Action.ANSWER, WEEK.start)
        case = await act(tx, case, Action.SOLVE, WEEK.start, "yes")
        for note in ("1", "4"):
            await cases.record(tx, case, WEEK.start + HOUR, "score", note=note)
        silent = await act(tx, await file(tx, "2", WEEK.start), Action.ANSWER, WEEK.start)
        await act(tx, silent, Action.LAPSE, WEEK.start + HOUR, "silence")

    said = (await read(db.read, WEEK, WEEK.due_at)).satisfaction

    assert (said.yes, said.partly, said.no, said.score, said.n) == (1, 0, 0, 4.0, 1)


async def test_a_history_that_lost_a_move_is_refused(db: SqliteDatabase) -> None:
    async with db.write() as tx:
        await act(tx, await file(tx, "1", WEEK.start), Action.WITHDRAW, WEEK.start + HOUR)
        await tx.execute("UPDATE history SET delta = 0 WHERE action = 'withdraw'")

    with pytest.raises(DigestDoesNotAddUp, match=r"Unit 07339, category delay\."):
        await read(db.read, WEEK, WEEK.due_at)


async def test_a_report_committed_between_two_statements_does_not_break_the_sum(db: SqliteDatabase) -> None:
    class Busy:
        """A reader beside whom another report of the same week is committed after each statement."""

        reads = 0

        def put(self, sql: str, *args: Value) -> None:
            raise AssertionError("a digest only reads")

        def put_many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
            raise AssertionError("a digest only reads")

        async def execute(self, sql: str, *args: Value) -> int:
            raise AssertionError("a digest only reads")

        async def execute_many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
            raise AssertionError("a digest only reads")

        async def fetch_all(self, *asked: tuple[str, Sequence[Value]]) -> list[list[Row]]:
            return [await self.fetch(sql, *args) for sql, args in asked]

        async def fetch(self, sql: str, *args: Value) -> list[Row]:
            found = await db.read.fetch(sql, *args)
            self.reads += 1
            async with db.write() as tx:
                await file(tx, str(self.reads), WEEK.end - HOUR)
            return found

    digest = await read(Busy(), WEEK, WEEK.due_at)

    totals = digest.totals
    assert totals.opening + totals.received - totals.finished == totals.closing


async def test_a_digest_is_claimed_once_for_a_person_and_a_week(db: SqliteDatabase) -> None:
    week, month = Week(year=2026, number=47), Month(year=2026, number=11)
    wishes: list[tuple[Period, int]] = [(week, 1), (week, 1), (week, 2), (month, 1)]
    async with db.write() as tx:
        took = [await claim(tx, period, person, post="standing", at=WEEK.due_at) for period, person in wishes]

    assert took == [True, False, True, True]


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled and analysed"])
@pytest.mark.parametrize("name", [name for name, sql in load("digests").items() if "history" in sql or "cases" in sql])
async def test_no_query_reads_all_history_or_all_cases(db: SqliteDatabase, name: str, filled: bool) -> None:
    sql = load("digests")[name]
    if filled:
        async with db.write() as tx:
            for n in range(200):
                case = await file(tx, str(n), WEEK.start + n * HOUR, WEEK.end)
                if n % 4:
                    await act(tx, case, Action.ANSWER, WEEK.end)
            await tx.execute("ANALYZE")

    marks = range(1, max(int(mark) for mark in re.findall(r"\$(\d)", sql)) + 1)
    asked: list[Value] = ["[]" if f"json_each(${mark})" in sql else 0 for mark in marks]
    plan = [row[3] for row in await db.read.fetch(f"EXPLAIN QUERY PLAN {sql}", *asked)]

    tables = [step for step in plan if re.match(r"(SCAN|SEARCH) (history|cases|h|c|l|o)\b", step)]
    assert tables
    for step in tables:
        assert step.startswith("SEARCH") or re.search("cases USING (COVERING )?INDEX cases_open_", step), plan
