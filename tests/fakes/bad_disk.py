"""A store on a disk that fails now and then."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.database import Connection, Database


class Failing:
    """A store whose next transactions fail as on a bad disk."""

    def __init__(self, db: Database, times: int) -> None:
        self.db, self.times = db, times
        self.read, self.fold, self.close = db.read, db.fold, db.close

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        """Fail, or give a transaction."""
        if self.times:
            self.times -= 1
            raise sqlite3.OperationalError("disk I/O error")
        async with self.db.write() as tx:
            yield tx
