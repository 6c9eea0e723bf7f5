"""Cases, on whose desks they lie, what happened to them and what was written in them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.casework.cases import Case
from storage.database import Connection
from storage.queries import load
from storage.times import from_ms, to_ms

_SQL = load("cases")
NEVER = 1 << 62
"""Stands for "no due time" where a number is needed to sort by."""


@dataclass(frozen=True)
class Entry:
    """One row of a case's history."""

    at: datetime
    action: str
    post: str | None
    person: int | None
    note: str
    went_to: str | None
    """The post that a transfer went to."""


async def save(tx: Connection, case: Case, next_at: datetime | None) -> None:
    """Keep a case, the moment when something next happens to it by itself, and on whose desks it lies."""
    due = to_ms(case.due_at) if case.due_at else None
    await tx.execute(
        _SQL["save"],
        case.code,
        case.unit,
        case.category.value,
        case.status.value,
        case.holder,
        case.reporter,
        to_ms(case.filed_at),
        due,
        to_ms(next_at) if next_at else None,
        int(case.open),
        case.model_dump_json(),
    )
    await tx.execute(_SQL["clear_desks"], case.code)
    if case.open:
        rows = [(post, case.code, NEVER if due is None else due) for post in case.reach]
        await tx.execute_many(_SQL["put_on_desk"], rows)


def _cases(rows: Sequence[Sequence[str]]) -> list[Case]:
    return [Case.model_validate_json(row[0]) for row in rows]


async def get(conn: Connection, code: str) -> Case | None:
    """Give the case of a code, or None."""
    found = _cases(await conn.fetch(_SQL["get"], code))
    return found[0] if found else None


async def mine(conn: Connection, reporter: int, limit: int = 50) -> list[Case]:
    """Give a reporter's cases, newest first."""
    return _cases(await conn.fetch(_SQL["mine"], reporter, limit))


async def due_codes(conn: Connection, now: datetime, limit: int = 200) -> list[str]:
    """Give the codes of the cases to which something happens by itself by now, the longest waiting first."""
    return [row[0] for row in await conn.fetch(_SQL["due_codes"], to_ms(now), limit)]


async def put_off(tx: Connection, code: str, until: datetime) -> None:
    """Let nothing happen to a case by itself before a moment."""
    await tx.execute(_SQL["put_off"], code, to_ms(until))


async def unplaced(conn: Connection) -> list[Case]:
    """Give the cases that nobody holds yet."""
    return _cases(await conn.fetch(_SQL["unplaced"]))


async def deserted(conn: Connection) -> list[str]:
    """Give the codes of the open cases that lie only with posts that nobody holds any more."""
    return [row[0] for row in await conn.fetch(_SQL["deserted"])]


async def stuck(conn: Connection) -> list[Case]:
    """Give the open cases to which nothing happens by itself any more, since nobody stands above."""
    return _cases(await conn.fetch(_SQL["stuck"]))


async def newest(conn: Connection, limit: int) -> list[Case]:
    """Give cases, newest first."""
    return _cases(await conn.fetch(_SQL["list"], limit))


async def on_desks(conn: Connection, posts: Sequence[str], before: datetime | None, limit: int = 500) -> list[Case]:
    """Give the open cases on these desks, the soonest due first; only those due before a moment, if one is given."""
    edge = to_ms(before) if before else NEVER + 1
    found = _cases(await conn.fetch(_SQL["on_desks"], json.dumps(list(posts)), edge, limit))
    return list({case.code: case for case in found}.values())


async def overdue(conn: Connection, units: Sequence[str] | None, now: datetime) -> list[Case]:
    """Give the open cases of these units (None: of all) that were due before a moment, the longest overdue first."""
    if units is None:
        return _cases(await conn.fetch(_SQL["overdue_all"], to_ms(now)))
    return _cases(await conn.fetch(_SQL["overdue_in"], to_ms(now), json.dumps(list(units))))


async def record(
    tx: Connection,
    case: Case,
    at: datetime,
    action: str,
    *,
    post: str | None = None,
    person: int | None = None,
    note: str = "",
    delta: int = 0,
) -> None:
    """Write one row of a case's history; of a transfer also the new holder, to whom it went.

    `delta` is +1 where the case became open, -1 where it ceased to be.
    """
    due_at = to_ms(case.due_at) if case.due_at else None
    await tx.execute(
        _SQL["record"],
        case.code,
        to_ms(at),
        case.unit,
        case.category.value,
        action,
        post,
        person,
        note,
        delta,
        due_at,
        int(case.extra_days > 0),
        case.holder if action == "transfer" else None,
    )


async def history(conn: Connection, code: str) -> list[Entry]:
    """Give all that happened to a case, in order."""
    rows = await conn.fetch(_SQL["history"], code)
    return [Entry(from_ms(at), *rest) for at, *rest in rows]


async def add_words(tx: Connection, code: str, at: datetime, channel: str, message: str | None, text: str) -> None:
    """Keep words that belong to a case, and the channel's id of their message."""
    await tx.execute(_SQL["add_words"], code, to_ms(at), channel, message, text)


async def additions(conn: Connection, code: str) -> list[str]:
    """Give the words that were added to a case after its filing, in order."""
    return [row[0] for row in await conn.fetch(_SQL["additions"], code)]


async def code_of_message(conn: Connection, channel: str, message: str, reporter: int) -> str | None:
    """Give the reporter's case to which a message belongs, if any."""
    rows = await conn.fetch(_SQL["by_message"], channel, message, reporter)
    return str(rows[0][0]) if rows else None
