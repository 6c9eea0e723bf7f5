"""Named SQL: `-- name` above each query in storage/sql/<module>.sql."""

import re
from functools import cache
from importlib.resources import files

_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


@cache
def load(module: str) -> dict[str, str]:
    """Give the queries of one file by name, in PostgreSQL's `$1` spelling."""
    text = files("storage").joinpath("sql", f"{module}.sql").read_text(encoding="utf-8")
    parts = _NAME.split(text)
    return {name: body.strip() for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def modules() -> list[str]:
    """Give the names of all query files."""
    folder = files("storage").joinpath("sql")
    return sorted(entry.name.removesuffix(".sql") for entry in folder.iterdir() if entry.name.endswith(".sql"))
