"""Keeps and gives many cases at once, for whoever replays or moves a whole office."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from handlers.casework.cases import Case
from storage import cases
from storage.database import Connection
from storage.queries import load
from storage.times import to_ms

_SQL, _CASES = load("bulk"), load("cases")


class Happened(NamedTuple):
    """One row of a case's history: what `cases.record` takes, with the case as it then was."""

    case: Case
    at: datetime
    action: str
    post: str | None = None
    person: int | None = None
    note: str = ""
    delta: int = 0


async def add_persons(tx: Connection, persons: Iterable[int], at: datetime) -> None:
    """Make persons of these numbers, without addresses."""
    await tx.execute_many(_SQL["add_person"], [(person, to_ms(at)) for person in persons])


async def save(tx: Connection, found: Sequence[tuple[Case, datetime | None]]) -> None:
    """Keep cases as `cases.save` does, each with the moment when something next happens to it by itself."""
    await tx.execute_many(_CASES["save"], [cases.row(case, next_at) for case, next_at in found])
    await tx.execute_many(_CASES["clear_desks"], [(case.code,) for case, _ in found])
    await tx.execute_many(_CASES["put_on_desk"], [row for case, _ in found for row in cases.desk_rows(case)])


async def record(tx: Connection, happened: Sequence[Happened]) -> None:
    """Write rows of history as `cases.record` does, those of one case in their order."""
    await tx.execute_many(_CASES["record"], [cases.history_row(*one) for one in happened])
