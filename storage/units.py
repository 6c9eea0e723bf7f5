"""Units that were imported, and the number by which a running program notices an import."""

from collections.abc import Iterable

from handlers.casework.unit import Unit
from storage.database import Connection
from storage.queries import load

_SQL = load("units")


async def imported(conn: Connection) -> list[Unit]:
    """Give the units that were imported: each replaces the packaged one of its code, or is new."""
    return [Unit.model_validate_json(row[0]) for row in await conn.fetch(_SQL["all"])]


async def put(tx: Connection, units: Iterable[Unit]) -> None:
    """Keep units, in place of those of the same code."""
    await tx.execute_many(_SQL["put"], [(unit.code, unit.model_dump_json()) for unit in units])


async def version(conn: Connection) -> int:
    """Give how often the organisation was imported."""
    rows = await conn.fetch(_SQL["version"])
    return int(rows[0][0]) if rows else 0


async def bump(tx: Connection) -> None:
    """Let running programs notice that the organisation was imported."""
    await tx.execute(_SQL["bump"])
