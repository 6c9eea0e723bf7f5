"""Has a page drawn by a process of its own: one at a time, within limits of time and memory, and gone afterwards."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Final

from bot.drawing.page import Form, Page

PATIENCE: Final = 30.0
"""Real seconds that one drawing may take; it takes one or two."""
MOST: Final = 20_000_000
"""Bytes of a file that is still passed on."""


_ROOT: Final = Path(__file__).parents[1]
_KNOWN: Final = ("HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "XDG_CACHE_HOME")
"""What the process is told of its surroundings: no token, no setting of ours."""


class NotDrawn(Exception):
    """The drawing process failed, was killed, or took too long."""


def surroundings() -> dict[str, str]:
    """Give the environment of a drawing process: where things are, and nothing that must stay here."""
    return {name: os.environ[name] for name in _KNOWN if name in os.environ} | {"PYTHONPATH": str(_ROOT)}


async def drawn(page: Page, form: Form, patience: float = PATIENCE) -> bytes:
    """Give the file; NotDrawn if the process does not bring it. A cancelled wait ends the process too."""
    try:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bot.drawing", form),
            env=surroundings(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError as error:
        raise NotDrawn(f"not started: {error.strerror}") from error
    try:
        async with asyncio.timeout(patience):
            raw, _ = await child.communicate(page.model_dump_json().encode())
    except TimeoutError:
        raise NotDrawn(f"not done within {patience:g} s") from None
    except OSError as error:
        raise NotDrawn(f"broken off: {error.strerror}") from error
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode or not raw or len(raw) > MOST:
        raise NotDrawn(f"exit code {child.returncode}, {len(raw)} bytes")
    return raw
