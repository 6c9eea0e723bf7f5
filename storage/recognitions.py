"""Which units registered, were appraised or were recognised, by day."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from handlers.casework.recognition import Claim
from storage.database import Connection
from storage.queries import load

_SQL: Final = load("recognitions")


async def known(read: Connection) -> tuple[Claim, ...]:
    """Give all steps of all units."""
    return tuple(
        Claim(unit=unit, step=step, day=date.fromisoformat(day), criteria=criteria, tenths=tenths, decision=decision)
        for unit, step, day, criteria, tenths, decision in await read.fetch(_SQL["all"])
    )


async def put(tx: Connection, claims: Iterable[Claim]) -> None:
    """Keep steps, in place of those of the same unit, step and day."""
    rows = [(one.unit, one.step, one.day.isoformat(), one.criteria, one.tenths, one.decision) for one in claims]
    await tx.execute_many(_SQL["put"], rows)
