"""All that belongs to a case beside its row, read at once: its files, what was added to it, what happened to it."""

from dataclasses import dataclass
from typing import Final

from storage.cases import Entry
from storage.database import Connection
from storage.files import CaseFile
from storage.queries import load
from storage.times import from_ms

_CASES: Final = load("cases")
_FILES: Final = load("files")


@dataclass(frozen=True)
class Dossier:
    """The files of a case, the words added after its filing, and its history, each in order."""

    files: tuple[CaseFile, ...]
    additions: tuple[str, ...]
    history: tuple[Entry, ...]


async def read(conn: Connection, code: str) -> Dossier:
    """Give the dossier of a case; an empty one if there is no such case."""
    kept, added, happened = await conn.fetch_all(
        (_FILES["of_case"], (code,)), (_CASES["additions"], (code,)), (_CASES["history"], (code,))
    )
    return Dossier(
        files=tuple(CaseFile(*row) for row in kept),
        additions=tuple(row[0] for row in added),
        history=tuple(Entry(from_ms(at), *rest) for at, *rest in happened),
    )
