"""The clock's anchors: what the simulated time was at a real moment, and how fast it runs."""

from storage.database import Connection
from storage.queries import load

_SQL = load("clock")


async def get(conn: Connection) -> tuple[int, int, float] | None:
    """Give (real ms, simulated ms, speed), or None before the first start."""
    rows = await conn.fetch(_SQL["get"])
    return (rows[0][0], rows[0][1], rows[0][2]) if rows else None


async def put(tx: Connection, real_at: int, simulated_at: int, speed: float) -> None:
    """Keep new anchors."""
    await tx.execute(_SQL["set"], real_at, simulated_at, speed)
