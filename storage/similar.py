"""The folded words of recent cases, found by the words they share, and the links between similar cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handlers.casework.cases import Case
from storage.database import Connection
from storage.queries import load
from storage.times import to_ms

_SQL = load("similar")
_ROOM = 20
"""Bits below the milliseconds, for cases of the same moment."""
MOST_CANDIDATES = 60
MOST_LINKED = 20
MOST_OWN = 20


@dataclass(frozen=True)
class Candidate:
    """A case that shares words with another, and its folded words."""

    code: str
    folded: str


def _row(filed_at: datetime, code: str = "0") -> int:
    """Give the row of a case: it grows with the time of filing, and can be found again without a look."""
    return (to_ms(filed_at) << _ROOM) | (int(code) & ((1 << _ROOM) - 1))


def _term(unit: str, word: str) -> str:
    """Give a word of a unit as a term of a search: letters and digits only, so that it cannot be a command."""
    return f'"{"".join(filter(str.isalnum, unit + word))}"'


async def keep(tx: Connection, case: Case, folded: str) -> None:
    """Keep the folded words of a case, to be found by them."""
    own = " ".join(f"{case.unit}{word}" for word in folded.split())
    await tx.execute(_SQL["keep"], _row(case.filed_at, case.code), own, case.code)


async def find(
    conn: Connection, case: Case, words: Iterable[str], since: datetime, limit: int = MOST_CANDIDATES
) -> list[Candidate]:
    """Give cases of the same unit and of other people, open or answered, that share one of the words, newest first."""
    either = " OR ".join(_term(case.unit, word) for word in words)
    if not either:
        return []
    rows = await conn.fetch(_SQL["find"], either, _row(since), case.reporter, limit)
    return [Candidate(code, " ".join(word[len(case.unit) :] for word in own.split())) for code, own in rows]


async def link(tx: Connection, code: str, others: Iterable[str], at: datetime) -> None:
    """Link a case with similar ones, each pair once."""
    await tx.execute_many(_SQL["link"], [(code, other, to_ms(at)) for other in others])


async def linked(conn: Connection, code: str, limit: int = MOST_LINKED) -> list[Case]:
    """Give the cases that are linked with one, newest first."""
    return [Case.model_validate_json(row[0]) for row in await conn.fetch(_SQL["linked"], code, limit)]


async def own(conn: Connection, reporter: int, unit: str, since: datetime) -> list[Case]:
    """Give a reporter's open cases about a unit that were filed since a moment, newest first."""
    rows = await conn.fetch(_SQL["own"], reporter, unit, to_ms(since), MOST_OWN)
    return [Case.model_validate_json(row[0]) for row in rows]


async def forget(tx: Connection, case: Case) -> None:
    """Drop the folded words of a case and its links; `prune` wipes what the index keeps of them."""
    await tx.execute(_SQL["drop"], _row(case.filed_at, case.code))
    await tx.execute(_SQL["unlink"], case.code)
    await tx.execute(_SQL["unlink_other"], case.code)


async def prune(tx: Connection, words_before: datetime, links_before: datetime) -> None:
    """Drop old words and links, and fold the index together, so that no word is left in it that was dropped."""
    await tx.execute(_SQL["prune"], _row(words_before))
    await tx.execute(_SQL["prune_links"], to_ms(links_before))
    await tx.execute(_SQL["settle"])
