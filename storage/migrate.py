"""Brings a database up to date: numbered SQL files, each in one transaction, and a table of what ran."""

import sqlite3
from collections.abc import Sequence
from importlib.resources import files

import aiosqlite

from storage.database import NewerDatabase


def steps() -> list[tuple[int, str]]:
    """Give the packaged migrations in order: number and SQL."""
    found = (entry for entry in files("storage").joinpath("migrations").iterdir() if entry.name.endswith(".sql"))
    return sorted((int(entry.name[:4]), entry.read_text(encoding="utf-8")) for entry in found)


def statements(script: str) -> list[str]:
    """Split a script into its statements, without sqlite3's executescript, which would commit on its own."""
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    if pending.strip():
        raise ValueError("a migration ends in the middle of a statement")
    return found


async def up(raw: aiosqlite.Connection, todo: Sequence[tuple[int, str]] | None = None) -> None:
    """Run what has not run yet of the packaged migrations, or of these.

    NewerDatabase if the file knows a later migration than this release.
    """
    await raw.execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, at INTEGER NOT NULL)")
    todo = steps() if todo is None else todo
    rows = list(await raw.execute_fetchall("SELECT coalesce(max(number), 0) FROM migrations"))
    done = int(rows[0][0])
    if done > todo[-1][0]:
        raise NewerDatabase()
    for number, script in todo:
        if number <= done:
            continue
        await raw.execute("BEGIN IMMEDIATE")
        try:
            ran = list(await raw.execute_fetchall("SELECT 1 FROM migrations WHERE number = ?", (number,)))
            if not ran:
                for statement in statements(script):
                    await raw.execute(statement)
                await raw.execute(
                    "INSERT INTO migrations (number, at) VALUES (?, CAST(strftime('%s', 'now') AS INTEGER) * 1000)",
                    (number,),
                )
        except BaseException:
            await raw.rollback()
            raise
        await raw.commit()
