"""The embedded engine: one writer connection in WAL with full synchronisation, one reader beside it."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar, cast

import aiosqlite

from storage import migrate
from storage.database import Connection, Row, StorageError, Value

_PARAMETER = re.compile(r"\$(\d+)")
T = TypeVar("T")
_BUSY_MS = 10_000
_TURNS = 200

WRITER = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={_BUSY_MS}",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA journal_size_limit=67108864",
)
SCRATCH = ("PRAGMA synchronous=OFF", "PRAGMA foreign_keys=ON", "PRAGMA cache_size=-65536", "PRAGMA trusted_schema=OFF")
"""For a database that is thrown away: nothing of it has to outlive a crash."""
READER = (f"PRAGMA busy_timeout={_BUSY_MS}", "PRAGMA query_only=ON", "PRAGMA trusted_schema=OFF")


class SqliteConnection:
    """A connection that reads SQL in PostgreSQL's `$1` spelling, and crosses to SQLite's thread as seldom as it can."""

    def __init__(self, raw: aiosqlite.Connection) -> None:
        self._raw = raw
        self._read: dict[str, str] = {}
        self._waiting: list[tuple[str, Sequence[Sequence[Value]]]] = []

    def _native(self, sql: str) -> str:
        known = self._read.get(sql)
        if known is None:
            known = self._read[sql] = _PARAMETER.sub(r"?\1", sql)
        return known

    def put(self, sql: str, *args: Value) -> None:
        """Let one statement run before whatever is asked next, at the latest with the commit; an error comes then."""
        self._waiting.append((self._native(sql), (args,)))

    def put_many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """Let one statement run once for each row of arguments, like `put`."""
        if rows:
            self._waiting.append((self._native(sql), rows))

    async def execute(self, sql: str, *args: Value) -> int:
        """Run one statement and give the number of rows that it changed."""
        native = self._native(sql)
        return await self.cross(lambda conn: conn.execute(native, args).rowcount)

    async def execute_many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """Run one statement once for each row of arguments."""
        if rows:
            native = self._native(sql)
            await self.cross(lambda conn: conn.executemany(native, rows).close())

    async def fetch(self, sql: str, *args: Value) -> list[Row]:
        """Run one statement and give all its rows."""
        native = self._native(sql)
        return await self.cross(lambda conn: conn.execute(native, args).fetchall())

    async def fetch_all(self, *asked: tuple[str, Sequence[Value]]) -> list[list[Row]]:
        """Run several statements and give the rows of each."""
        native = [(self._native(sql), args) for sql, args in asked]
        return await self.cross(lambda conn: [conn.execute(sql, args).fetchall() for sql, args in native])

    async def cross(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run what waits, then this, in one visit to the thread of the connection."""
        waiting, self._waiting = self._waiting, []

        def visit() -> T:
            conn = self._raw._conn
            for sql, rows in waiting:
                conn.executemany(sql, rows)
            return work(conn)

        # aiosqlite has no public way to run several statements in one visit, which costs more than most of them.
        return cast(T, await self._raw._execute(visit))  # type: ignore[no-untyped-call]

    def forget(self) -> None:
        """Drop what waits: its transaction has failed."""
        self._waiting.clear()


class SqliteDatabase:
    """A SQLite file with one writer, guarded by a lock, and one read-only connection."""

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer = writer
        self._reader = reader
        self._lock = asyncio.Lock()
        self._tx = SqliteConnection(writer)
        self.read: Connection = SqliteConnection(reader)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        """One transaction on the only writer: committed at a clean exit, rolled back at any other.

        It begins with its first statement, and commits in the same visit to the thread as its last ones. A
        cancelled statement, also BEGIN or COMMIT, still runs in aiosqlite's thread; the rollback that waits
        behind it ends what it left open. Callers that must not be torn run in a shielded task of their own.
        """
        async with self._lock:
            self._tx.put("BEGIN IMMEDIATE")
            try:
                yield self._tx
                await self._tx.cross(sqlite3.Connection.commit)
            except BaseException:
                self._tx.forget()
                await self._writer.rollback()
                raise

    async def fold(self) -> None:
        """Fold the log into the database, so that what was deleted is left in neither."""
        async with self._lock:
            await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        """Finish the open transaction, if any, and let go of the files."""
        async with self._lock:
            await self._reader.close()
            await self._writer.close()


async def open_sqlite(path: Path, pragmas: Sequence[str] = WRITER) -> SqliteDatabase:
    """Open or make the file and bring it up to date; StorageError in words if that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(_try, path)
        writer = await aiosqlite.connect(path, isolation_level=None)
    except (OSError, aiosqlite.Error) as error:
        raise StorageError(f"cannot open the database {path}: {error}") from error
    try:
        await _keep_a_log(writer)
        for pragma in pragmas:
            await writer.execute(pragma)
        await migrate.up(writer)
        reader = await aiosqlite.connect(path, isolation_level=None)
        for pragma in READER:
            await reader.execute(pragma)
    except aiosqlite.Error as error:
        await writer.close()
        raise StorageError(f"cannot use the database {path}: {error}") from error
    except StorageError:
        await writer.close()
        raise
    return SqliteDatabase(writer, reader)


def _try(path: Path) -> None:
    """Open and close the file: where that fails, aiosqlite would leave a thread behind that outlives its loop."""
    sqlite3.connect(path).close()


async def _keep_a_log(writer: aiosqlite.Connection) -> None:
    """Turn to WAL; while another program does so with the same new file, SQLite gives up at once, so try again."""
    for left in reversed(range(_TURNS)):
        try:
            await writer.execute("PRAGMA journal_mode=WAL")
            return
        except aiosqlite.OperationalError as error:
            if not left or "locked" not in str(error):
                raise
            await asyncio.sleep(_BUSY_MS / 1000 / _TURNS)
