"""Migrations: all or nothing, once, and never backwards."""

import asyncio
import re
import sqlite3
from pathlib import Path

import aiosqlite
import pytest

from storage import migrate
from storage.database import NewerDatabase
from storage.sqlite import SqliteDatabase, open_sqlite


async def tables(path: Path) -> set[str]:
    """Give the names of a file's tables."""
    async with aiosqlite.connect(path) as raw:
        return {row[0] for row in await raw.execute_fetchall("SELECT name FROM sqlite_master WHERE type = 'table'")}


async def test_an_empty_file_gets_every_table_and_a_note_of_what_ran(tmp_path: Path) -> None:
    db = await open_sqlite(tmp_path / "a.db")

    ran = [row[0] for row in await db.read.fetch("SELECT number FROM migrations")]
    await db.close()

    assert ran == [number for number, _ in migrate.steps()]
    assert {"people", "cases", "history", "outbox", "claims"} <= await tables(tmp_path / "a.db")


async def test_opening_again_runs_nothing_and_keeps_everything(tmp_path: Path) -> None:
    db = await open_sqlite(tmp_path / "a.db")
    async with db.write() as tx:
        await tx.execute("INSERT INTO counts (what, day, n) VALUES ('kept', 'd', 1)")
    noted = await db.read.fetch("SELECT * FROM migrations")
    await db.close()

    again = await open_sqlite(tmp_path / "a.db")

    assert await again.read.fetch("SELECT * FROM migrations") == noted
    assert await again.read.fetch("SELECT what FROM counts") == [("kept",)]
    await again.close()


async def test_programs_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    for round_ in range(20):
        path = tmp_path / f"{round_}.db"
        opened = await asyncio.gather(*(open_sqlite(path) for _ in range(4)), return_exceptions=True)
        dbs = [db for db in opened if isinstance(db, SqliteDatabase)]
        ran = [row[0] for row in await dbs[0].read.fetch("SELECT number FROM migrations")]
        for db in dbs:
            await db.close()

        assert [db for db in opened if isinstance(db, BaseException)] == []
        assert ran == [number for number, _ in migrate.steps()]


async def test_a_database_of_a_newer_release_is_refused_with_what_to_do(tmp_path: Path) -> None:
    await (await open_sqlite(tmp_path / "a.db")).close()
    async with aiosqlite.connect(tmp_path / "a.db") as raw:
        await raw.execute("INSERT INTO migrations (number, at) VALUES (9999, 0)")
        await raw.commit()

    with pytest.raises(NewerDatabase, match="newer release"):
        await open_sqlite(tmp_path / "a.db")


async def test_a_migration_that_breaks_in_the_middle_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    todo = [(1, "CREATE TABLE first (a INTEGER);"), (2, "CREATE TABLE second (a INTEGER);\nCREATE TABLE first (b);")]
    async with aiosqlite.connect(tmp_path / "a.db", isolation_level=None) as raw:
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            await migrate.up(raw, todo)
        broken = await tables(tmp_path / "a.db")

        await migrate.up(raw, [todo[0], (2, "CREATE TABLE second (a INTEGER);")])

    assert broken == {"migrations", "first"}
    assert await tables(tmp_path / "a.db") == {"migrations", "first", "second"}


def test_a_script_is_split_at_its_statements_and_nowhere_else() -> None:
    script = "-- a; comment\nCREATE TABLE a (\n  b TEXT DEFAULT ';'\n);\nINSERT INTO a VALUES ('x;\ny');\n"

    assert [re.sub(r"\s+", " ", one) for one in migrate.statements(script)] == [
        "-- a; comment CREATE TABLE a ( b TEXT DEFAULT ';' );",
        "INSERT INTO a VALUES ('x; y');",
    ]


def test_a_script_that_stops_in_the_middle_is_refused() -> None:
    with pytest.raises(ValueError, match="middle of a statement"):
        migrate.statements("CREATE TABLE a (b TEXT")
