"""The embedded engine: durable settings, one writer, and an end to every transaction whatever happens in it."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from storage import StorageError, open_store, sqlite_path
from storage.database import Connection, Database
from storage.sqlite import open_sqlite


async def count(db: Database) -> int:
    """Count the rows by which these tests see what was committed."""
    return int((await db.read.fetch("SELECT count(*) FROM counts"))[0][0])


async def add(tx: Connection, what: str) -> None:
    """Write one such row."""
    await tx.execute("INSERT INTO counts (what, day, n) VALUES ($1, '2026-11-16', 1)", what)


async def test_a_commit_survives_a_power_cut_since_every_one_is_synchronised(db: Database) -> None:
    async with db.write() as tx:
        asked = {name: (await tx.fetch(f"PRAGMA {name}"))[0][0] for name in ("journal_mode", "synchronous")}

    assert asked == {"journal_mode": "wal", "synchronous": 2}


async def test_deleted_words_are_overwritten_and_foreign_keys_hold(db: Database) -> None:
    async with db.write() as tx:
        names = ("secure_delete", "foreign_keys", "trusted_schema", "cell_size_check")
        asked = {name: (await tx.fetch(f"PRAGMA {name}"))[0][0] for name in names}

    assert asked == {"secure_delete": 1, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1}


async def test_the_reader_cannot_write(db: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await db.read.execute("DELETE FROM counts")


async def test_an_error_inside_a_transaction_undoes_all_of_it(db: Database) -> None:
    async def work() -> None:
        async with db.write() as tx:
            await add(tx, "a")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        await work()

    assert await count(db) == 0


async def test_a_commit_that_fails_leaves_no_transaction_open(db: Database) -> None:
    async def work() -> None:
        async with db.write() as tx:
            await tx.execute("PRAGMA defer_foreign_keys = ON")
            await tx.execute("INSERT INTO holders (post, person, name, since) VALUES ('nowhere', 999, '', 0)")

    with pytest.raises(sqlite3.IntegrityError):
        await work()

    async with db.write() as tx:
        await add(tx, "after")
    assert await count(db) == 1


async def test_a_writer_cancelled_at_any_await_leaves_no_transaction_open(db: Database) -> None:
    async def work() -> None:
        async with db.write() as tx:
            await add(tx, "torn")
            await add(tx, "again")

    for steps in range(12):
        task = asyncio.create_task(work())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

        async with db.write() as tx:
            kept = {row[0] for row in await tx.fetch("SELECT what FROM counts")}
            await tx.execute("DELETE FROM counts")
        assert kept in (set(), {"torn", "again"})


async def test_a_cancelled_statement_is_not_committed_with_the_next_transaction(db: Database) -> None:
    started = asyncio.Event()

    async def work() -> None:
        async with db.write() as tx:
            started.set()
            await add(tx, "cancelled")

    task = asyncio.create_task(work())
    await started.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with db.write() as tx:
        await add(tx, "next")

    assert [row[0] for row in await db.read.fetch("SELECT what FROM counts")] == ["next"]


async def test_two_writers_take_turns(db: Database) -> None:
    async def work(name: str) -> None:
        async with db.write() as tx:
            before = await tx.fetch("SELECT count(*) FROM counts")
            await asyncio.sleep(0)
            await add(tx, f"{name}-{before[0][0]}")

    await asyncio.gather(*(work(name) for name in "abc"))

    assert {row[0][-1] for row in await db.read.fetch("SELECT what FROM counts")} == {"0", "1", "2"}


async def test_a_locked_database_is_an_error_and_heals_when_the_lock_is_gone(tmp_path: Path) -> None:
    db = await open_sqlite(tmp_path / "a.db")
    async with db.write() as tx:
        await tx.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        async with db.write() as tx:
            await add(tx, "never")
    other.execute("ROLLBACK")
    other.close()
    async with db.write() as tx:
        await add(tx, "after")

    assert await count(db) == 1
    await db.close()


async def test_a_full_disk_is_an_error_and_heals_when_there_is_room(db: Database) -> None:
    async with db.write() as tx:
        pages = (await tx.fetch("PRAGMA page_count"))[0][0]
        await tx.fetch(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(sqlite3.OperationalError, match="full"):
        async with db.write() as tx:
            await add(tx, "x" * 100_000)
    async with db.write() as tx:
        await tx.fetch(f"PRAGMA max_page_count = {pages + 100}")
        await add(tx, "x" * 100_000)

    assert await count(db) == 1


async def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is not a database " * 100)

    with pytest.raises(StorageError, match=r"cannot use the database .*broken\.db"):
        await open_sqlite(broken)


async def test_a_folder_that_cannot_be_made_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StorageError, match="cannot open the database"):
        await open_sqlite(tmp_path / "file" / "a.db")


@pytest.mark.parametrize("url", ["postgresql://here/db", "sqlite:///", "var/town.db", ""])
async def test_a_url_of_another_kind_is_refused_with_what_to_write(url: str) -> None:
    with pytest.raises(StorageError, match=r"write sqlite:///var/langnghe\.db"):
        await open_store(url)


def test_a_url_names_a_file_beside_or_anywhere() -> None:
    assert sqlite_path("sqlite:///var/langnghe.db") == Path("var/langnghe.db")
    assert sqlite_path("sqlite:////srv/langnghe.db") == Path("/srv/langnghe.db")


async def test_what_was_put_runs_in_order_before_what_is_asked_next(db: Database) -> None:
    async with db.write() as tx:
        tx.put("INSERT INTO counts (what, day, n) VALUES ('a', '2026-11-16', 1)")
        tx.put_many("UPDATE counts SET n = n + $1", [(2,), (3,)])
        assert await tx.fetch("SELECT n FROM counts") == [(6,)]
        tx.put("UPDATE counts SET n = 10 * n")

    assert await db.read.fetch("SELECT n FROM counts") == [(60,)]


async def test_what_was_put_and_fails_undoes_the_transaction_and_leaves_nothing_for_the_next(db: Database) -> None:
    async def work() -> None:
        async with db.write() as tx:
            await add(tx, "first")
            tx.put("INSERT INTO holders (post, person, name, since) VALUES ('nowhere', 999, '', 0)")
            tx.put("INSERT INTO counts (what, day, n) VALUES ('behind', '2026-11-16', 1)")

    with pytest.raises(sqlite3.IntegrityError):
        await work()
    async with db.write() as tx:
        await add(tx, "next")

    assert await db.read.fetch("SELECT what FROM counts") == [("next",)]


async def test_what_was_put_before_an_error_of_the_caller_is_not_kept_for_the_next(db: Database) -> None:
    async def work() -> None:
        async with db.write() as tx:
            tx.put("INSERT INTO counts (what, day, n) VALUES ('torn', '2026-11-16', 1)")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        await work()
    async with db.write() as tx:
        await add(tx, "next")

    assert await db.read.fetch("SELECT what FROM counts") == [("next",)]


async def test_several_questions_are_answered_in_one_visit(db: Database) -> None:
    async with db.write() as tx:
        await add(tx, "a")
        one, other = await tx.fetch_all(
            ("SELECT what FROM counts", ()), ("SELECT n FROM counts WHERE what = $1", ("a",))
        )

    assert (one, other) == ([("a",)], [(1,)])
