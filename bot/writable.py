"""Whether what people send can be kept: a write to the store and one to the folder of files is tried."""

import asyncio
import os
import sqlite3
import tempfile
from pathlib import Path

from storage import StorageError, posts
from storage.database import Database


async def store_trouble(db: Database) -> str:
    """Say in words why the store cannot be written to; "" if it can."""
    try:
        async with db.write() as tx:
            await posts.touch(tx)
    except (StorageError, sqlite3.Error, OSError) as error:
        return f"the database cannot be written to: {error}"
    return ""


async def files_trouble(folder: Path) -> str:
    """Say in words why the folder of files cannot be written to; "" if it can, or can be made."""
    try:
        await asyncio.to_thread(_try, folder)
    except OSError as error:
        return f"the folder of [storage] files, {folder}, cannot be written to: {error.strerror or error}"
    return ""


def _try(folder: Path) -> None:
    if folder.exists():
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
            os.fsync(file.fileno())
        return
    above = next(one for one in folder.absolute().parents if one.exists())
    if not above.is_dir():
        raise NotADirectoryError(20, f"{above} is no folder")
    if not os.access(above, os.W_OK | os.X_OK):
        raise PermissionError(13, f"no permission to make it in {above}")
