"""Writes a file whole or not at all: aside first, so that a full disk or a crash leaves what was there."""

import os
import secrets
from pathlib import Path


def write_whole(file: Path, raw: bytes) -> None:
    """Write a file aside, sync it and put it in its place; OSError if it cannot be, with nothing left behind."""
    aside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with aside.open("xb") as new:
            new.write(raw)
            new.flush()
            os.fsync(new.fileno())
        aside.replace(file)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
