"""What is remembered: opens the store that a URL names."""

from pathlib import Path

from storage.database import Connection, Database, NewerDatabase, StorageError
from storage.sqlite import open_sqlite

__all__ = ["Connection", "Database", "NewerDatabase", "StorageError", "open_store"]

_PREFIX = "sqlite:///"


def sqlite_path(url: str) -> Path:
    """Give the file that `sqlite:///var/langnghe.db` names; StorageError for any other kind of URL."""
    if not url.startswith(_PREFIX) or url == _PREFIX:
        raise StorageError(f"storage url {url!r} is not understood: write sqlite:///var/langnghe.db")
    return Path(url.removeprefix(_PREFIX))


async def open_store(url: str) -> Database:
    """Open the store at `sqlite:///PATH`, made and migrated if need be."""
    return await open_sqlite(sqlite_path(url))
