"""A database of the release before ratings, surveys, tasks and digests of months: it opens, and goes on."""

import json
from pathlib import Path

import aiosqlite

from storage import migrate
from storage.sqlite import open_sqlite

BEFORE = 5
"""The last migration of that release; it never had one of the number 3."""
CASES = {"111222333": {"counter": "3"}, "111222334": {"counter": ""}, "111222335": {}}


async def old(path: Path) -> None:
    """Make a database of that release with cases on a desk, one answered."""
    async with aiosqlite.connect(path, isolation_level=None) as raw:
        await migrate.up(raw, [step for step in migrate.steps() if step[0] <= BEFORE])
        await raw.execute("INSERT INTO people (id, created_at) VALUES (1, 0)")
        await raw.execute("INSERT INTO posts (id, kind, unit) VALUES ('head-07339', 'head', '07339')")
        for at, (code, body) in enumerate(CASES.items()):
            status = "answered" if at else "forwarded"
            row = (code, status, int(not at), json.dumps(body))
            await raw.execute(
                "INSERT INTO cases (code, unit, category, status, holder, reporter, filed_at, due_at, next_at, is_open,"
                " body) VALUES (?, '07339', 'delay', ?, 'head-07339', 1, 0, 9, 8, ?, ?)",
                row,
            )
            await raw.execute(
                "INSERT INTO history (code, seq, at, unit, category, action, delta) "
                "VALUES (?, 1, 0, '07339', 'delay', 'file', 1)",
                (code,),
            )


async def test_it_gets_all_that_came_since_and_keeps_what_it_had(tmp_path: Path) -> None:
    await old(tmp_path / "a.db")

    db = await open_sqlite(tmp_path / "a.db")

    ran = [row[0] for row in await db.read.fetch("SELECT number FROM migrations ORDER BY number")]
    kept = await db.read.fetch("SELECT code, counter, next_at FROM cases ORDER BY code")
    untold = await db.read.fetch("SELECT DISTINCT holder, taken_by, reach FROM history")
    whole = await db.read.fetch("PRAGMA integrity_check")
    keys = await db.read.fetch("PRAGMA foreign_key_check")
    await db.close()
    assert ran == [number for number, _ in migrate.steps()]
    assert kept == [("111222333", "3", 0), ("111222334", "", 0), ("111222335", "", 0)], "all are looked at afresh"
    assert untold == [(None, None, None)]
    assert (whole, keys) == ([("ok",)], [])
