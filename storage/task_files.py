"""The proof that goes with reports on tasks: wanted, kept under its hash, or given up."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from handlers.casework.parts import FileRef
from storage.database import Connection
from storage.files import Wanted
from storage.queries import load
from storage.times import to_ms

_SQL: Final = load("task_files")


class TaskFile(NamedTuple):
    """A file of a task; `hash` is None until it is kept."""

    seq: int
    state: str
    hash: str | None
    name: str
    mime: str


async def want(tx: Connection, code: str, file: FileRef, at: datetime) -> None:
    """Ask for a file to be fetched after the commit."""
    await tx.execute(_SQL["want"], code, file.channel, file.ref, file.name, file.mime, to_ms(at))


async def wanted(conn: Connection, channels: Sequence[str], limit: int = 500) -> list[Wanted]:
    """Give files that are still to be fetched from these channels, the longest waiting first."""
    rows = await conn.fetch(_SQL["wanted"], json.dumps(list(channels)), limit)
    return [
        Wanted(code, seq, "official", FileRef(channel=channel, ref=ref, name=name, mime=mime), tries, of="task")
        for code, seq, channel, ref, name, mime, tries in rows
    ]


async def keep(tx: Connection, one: Wanted, hash: str, mime: str, name: str) -> None:
    """Note under which hash a file is kept."""
    await tx.execute(_SQL["kept"], one.code, one.seq, hash, mime, name)


async def tried(tx: Connection, one: Wanted, *, give_up: bool) -> None:
    """Note that a file could not be fetched this time, or will not be."""
    await tx.execute(_SQL["tried"], one.code, one.seq, "lost" if give_up else "wanted")


async def of_task(conn: Connection, code: str) -> list[TaskFile]:
    """Give the files of a task, in order; without those that were given up."""
    return [TaskFile(*row) for row in await conn.fetch(_SQL["of_task"], code)]
