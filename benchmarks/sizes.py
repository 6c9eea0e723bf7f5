"""Measures the same things over more and more cases, each in a fresh database, and gives the figures as a table."""

import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

Figures = dict[str, dict[str, float]]
"""Median milliseconds of each thing, by the number of cases."""


async def over_sizes(
    measure: Callable[[Path, int], Awaitable[dict[str, float]]],
    sizes: tuple[int, ...],
    folder: Path | None,
    tell: Callable[[str], None],
) -> Figures:
    """Measure over so many cases each time; `measure` gets where the database may be and their number."""
    found: Figures = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=folder, prefix="bench-") as place:
            found[f"{size:,}"] = one = await measure(Path(place) / "cases.db", size)
        tell(f"{size:,}: {', '.join(f'{name} {ms:.2f} ms' for name, ms in one.items())}")
    return found


def table(title: str, found: Figures, digits: int) -> str:
    """Give the figures as a table, a column for each number of cases."""
    names = list(next(iter(found.values())))
    wide = max(map(len, names)) + 6
    lines = [title, f"{'cases':{wide}}{''.join(f'{n:>12}' for n in found)}"]
    lines += [f"{name:{wide}}{''.join(f'{one[name]:12.{digits}f}' for one in found.values())}" for name in names]
    return "\n".join(lines)
