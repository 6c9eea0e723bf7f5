"""Cases, on whose desks they lie, what happened to them and what was written in them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from handlers.casework.barring import guarded
from handlers.casework.cases import Case
from storage.database import Connection, Row, Value
from storage.queries import load
from storage.times import from_ms, to_ms

_SQL = load("cases")
AT_MOST = 500
"""So many whole cases of a list at most."""
ALL = 1 << 40
"""Stands for "however many" where a limit is needed."""
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


class DeskLine(NamedTuple):
    """A case of a list before it is opened: whether somebody besides its reporter may be shut out of it."""

    code: str
    guarded: int
    reporter: int


async def save(tx: Connection, case: Case, next_at: datetime | None) -> None:
    """Keep a case, the moment when something next happens to it by itself, and on whose desks it lies."""
    tx.put(_SQL["save"], *row(case, next_at))
    tx.put(_SQL["clear_desks"], case.code)
    tx.put_many(_SQL["put_on_desk"], desk_rows(case))


def row(case: Case, next_at: datetime | None) -> tuple[Value, ...]:
    """Give the row of a case as the query `save` keeps it."""
    return (
        case.code,
        case.unit,
        case.category.value,
        case.status.value,
        case.holder,
        case.reporter,
        to_ms(case.filed_at),
        to_ms(case.due_at) if case.due_at else None,
        to_ms(next_at) if next_at else None,
        int(case.open),
        case.model_dump_json(),
        int(guarded(case)),
        case.counter,
    )


def desk_rows(case: Case) -> list[tuple[Value, ...]]:
    """Give the desks on which a case lies as the query `put_on_desk` keeps them; a closed one lies on none."""
    due = NEVER if case.due_at is None else to_ms(case.due_at)
    rest = (to_ms(case.filed_at), int(guarded(case)), case.reporter)
    deciding = case.extension.level if case.extension else ()
    return [(post, case.code, due, *rest) for post in dict.fromkeys((*case.reach, *deciding))] if case.open else []


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
    tx.put(_SQL["put_off"], code, to_ms(until))


async def unplaced(conn: Connection, after: tuple[datetime, str] | None, limit: int) -> list[Case]:
    """Give the cases that nobody holds yet and that were filed after a moment and code, the longest waiting first."""
    since = (to_ms(after[0]), after[1]) if after else (0, "")
    return _cases(await conn.fetch(_SQL["unplaced"], *since, limit))


async def unplaced_count(conn: Connection) -> int:
    """Count the cases that nobody holds yet."""
    return int((await conn.fetch(_SQL["unplaced_count"]))[0][0])


async def on_any_desk(conn: Connection, after: str, limit: int) -> list[Case]:
    """Give the open cases that lie on a desk and whose codes come after this one, in the order of their codes."""
    return _cases(await conn.fetch(_SQL["on_any_desk"], after, limit))


async def stuck(conn: Connection, after: str, limit: int) -> list[Case]:
    """Give the open cases to which nothing happens by itself any more and whose codes come after this one, in order.

    Nobody stands above them, or nobody did when they were kept.
    """
    return _cases(await conn.fetch(_SQL["stuck"], after, limit))


async def newest(conn: Connection, limit: int) -> list[Case]:
    """Give cases, newest first."""
    return _cases(await conn.fetch(_SQL["list"], limit))


async def filed_since(conn: Connection, moment: datetime) -> list[Case]:
    """Give the cases that were filed from a moment on, oldest first."""
    return _cases(await conn.fetch(_SQL["filed_since"], to_ms(moment)))


async def on_desks(conn: Connection, posts: Sequence[str], before: datetime | None, limit: int = AT_MOST) -> list[Case]:
    """Give the open cases on these desks, the soonest due first; only those due before a moment, if one is given."""
    edge = to_ms(before) if before else NEVER + 1
    found = _cases(await conn.fetch(_SQL["on_desks"], json.dumps(list(posts)), edge, limit))
    return list({case.code: case for case in found}.values())


async def several(conn: Connection, codes: Sequence[str]) -> list[Case]:
    """Give the cases of these codes in their order; unknown ones are left out."""
    return _cases(await conn.fetch(_SQL["bodies"], json.dumps(list(codes))))


async def desk_lines(
    conn: Connection, posts: Sequence[str], before: datetime | None, limit: int = ALL
) -> list[DeskLine]:
    """Give what `on_desks` gives as lines without the cases: each open case on these desks, the soonest due first."""
    edge = to_ms(before) if before else NEVER + 1
    return _lines(await conn.fetch(_SQL["desk_lines"], json.dumps(list(posts)), edge, limit))


async def overdue_lines(
    conn: Connection, units: Sequence[str] | None, now: datetime, limit: int = ALL
) -> list[DeskLine]:
    """Give the open cases of these units (None: of all) that were due before a moment, the longest overdue first."""
    if units is None:
        rows = await conn.fetch(_SQL["overdue_lines_all"], to_ms(now), limit)
    else:
        rows = await conn.fetch(_SQL["overdue_lines_in"], to_ms(now), json.dumps(list(units)), limit)
    return list(map(DeskLine._make, rows))


def _lines(rows: Sequence[Row]) -> list[DeskLine]:
    return list(map(DeskLine._make, {row[0]: row for row in rows}.values()))


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
    tx.put(_SQL["record"], *history_row(case, at, action, post, person, note, delta))


def history_row(
    case: Case, at: datetime, action: str, post: str | None, person: int | None, note: str, delta: int
) -> tuple[Value, ...]:
    """Give a row of a case's history as the query `record` keeps it.

    `extended` is what was done after the time that held without the granted days. Who has the case is kept with each
    row, so that a digest of that moment can be made again.
    """
    due_at = to_ms(case.due_at) if case.due_at else None
    extended = int(case.extra_days > 0 and (case.own_due_at is None or at > case.own_due_at))
    went_to = case.holder if action == "transfer" else None
    what = (case.code, to_ms(at), case.unit, case.category.value, action, post, person, note)
    return (*what, delta, due_at, extended, went_to, case.holder, case.taken_by, " ".join(case.reach))


async def history(conn: Connection, code: str) -> list[Entry]:
    """Give all that happened to a case, in order."""
    rows = await conn.fetch(_SQL["history"], code)
    return [Entry(from_ms(at), *rest) for at, *rest in rows]


async def last_answers(conn: Connection, unit: str, limit: int) -> list[str]:
    """Give the last answers to cases about a unit, newest first."""
    return [row[0] for row in await conn.fetch(_SQL["last_answers"], unit, limit)]


async def add_words(tx: Connection, code: str, at: datetime, channel: str, message: str | None, text: str) -> None:
    """Keep words that belong to a case, and the channel's id of their message."""
    tx.put(_SQL["add_words"], code, to_ms(at), channel, message, text)


async def additions(conn: Connection, code: str) -> list[str]:
    """Give the words that were added to a case after its filing, in order."""
    return [row[0] for row in await conn.fetch(_SQL["additions"], code)]


async def code_of_message(conn: Connection, channel: str, message: str, reporter: int) -> str | None:
    """Give the reporter's case to which a message belongs, if any."""
    rows = await conn.fetch(_SQL["by_message"], channel, message, reporter)
    return str(rows[0][0]) if rows else None
