"""The protocols of a store: a connection that runs SQL, and a database that hands out reads and one writer.

StorageError
└── NewerDatabase      the database was made by a newer release
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]
Value = str | int | float | bytes | None


class StorageError(Exception):
    """The store cannot be used."""


class NewerDatabase(StorageError):
    """The database was made by a newer release of Lắng Nghe: install that release, or restore an older copy."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class Connection(Protocol):
    """One connection, inside a transaction when it came from `write`."""

    def put(self, sql: str, *args: Value) -> None:
        """Let one statement run before whatever is asked next, at the latest with the commit; an error comes then."""
        ...

    def put_many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """Let one statement run once for each row of arguments, like `put`."""
        ...

    async def execute(self, sql: str, *args: Value) -> int:
        """Run one statement and give the number of rows that it changed."""
        ...

    async def execute_many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """Run one statement once for each row of arguments."""
        ...

    async def fetch(self, sql: str, *args: Value) -> list[Row]:
        """Run one statement and give all its rows."""
        ...

    async def fetch_all(self, *asked: tuple[str, Sequence[Value]]) -> list[list[Row]]:
        """Run several statements and give the rows of each."""
        ...


class Database(Protocol):
    """A store with many readers and one writer."""

    @property
    def read(self) -> Connection:
        """A read-only connection beside the writer; it sees what has been committed."""
        ...

    def write(self) -> AbstractAsyncContextManager[Connection]:
        """One transaction on the only writer: committed at a clean exit, rolled back at any other."""
        ...

    async def fold(self) -> None:
        """Fold the log into the database, so that what was deleted is left in neither."""
        ...

    async def close(self) -> None:
        """Finish the open transaction, if any, and let go of the files."""
        ...
