"""The files of a case: wanted (a job row), kept under their hash, or given up."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from handlers.casework.effects import FileRef
from storage.database import Connection
from storage.queries import load
from storage.times import to_ms

_SQL = load("files")
Side = Literal["reporter", "official"]


@dataclass(frozen=True)
class Wanted:
    """A file that is still with its channel."""

    code: str
    seq: int
    side: Side
    file: FileRef
    tries: int
    of: Literal["case", "task"] = "case"


@dataclass(frozen=True)
class CaseFile:
    """A file of a case as it is kept; `hash` is None until it is."""

    seq: int
    side: Side
    state: str
    hash: str | None
    name: str
    mime: str


async def want(tx: Connection, code: str, side: Side, file: FileRef, at: datetime) -> None:
    """Ask for a file to be fetched after the commit."""
    await tx.execute(_SQL["add"], code, side, file.channel, file.ref, file.name, file.mime, to_ms(at))


async def wanted(conn: Connection, channels: Sequence[str], limit: int = 500) -> list[Wanted]:
    """Give files that are still to be fetched from these channels, the longest waiting first."""
    rows = await conn.fetch(_SQL["wanted"], json.dumps(list(channels)), limit)
    return [
        Wanted(code, seq, side, FileRef(channel=channel, ref=ref, name=name, mime=mime), tries)
        for code, seq, side, channel, ref, name, mime, tries in rows
    ]


async def keep(tx: Connection, one: Wanted, hash: str, mime: str, name: str) -> bool:
    """Note under which hash a file is kept; False if it was brought in or given up meanwhile."""
    return await tx.execute(_SQL["kept"], one.code, one.seq, hash, mime, name) == 1


async def tried(tx: Connection, one: Wanted, *, give_up: bool) -> bool:
    """Note that a file could not be fetched this time, or will not be; False if it is not wanted any more."""
    return await tx.execute(_SQL["tried"], one.code, one.seq, "lost" if give_up else "wanted") == 1


async def of_case(conn: Connection, code: str) -> list[CaseFile]:
    """Give the files of a case, in order."""
    return [CaseFile(*row) for row in await conn.fetch(_SQL["of_case"], code)]


async def still_wanted(conn: Connection, code: str, side: Side) -> int:
    """Count the files of one side of a case that are still to be fetched."""
    return int((await conn.fetch(_SQL["still_wanted"], code, side))[0][0])


async def hand_on(tx: Connection, code: str, side: Side) -> list[CaseFile]:
    """Take the kept files of one side that were not handed on yet, in order."""
    return sorted((CaseFile(*row) for row in await tx.fetch(_SQL["hand_on"], code, side)), key=lambda one: one.seq)
