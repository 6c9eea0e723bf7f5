"""A migrated store with the standard posts, made once by each process and copied for each test."""

import tempfile
from pathlib import Path

from bot import app
from bot.config import Config, Storage

_MADE: list[bytes] = []


async def copy_template(path: Path) -> None:
    """Put a fresh store where a test wants one; a store that is there already stays as it is."""
    if not _MADE:
        _MADE.append(await _make())
    _put(path)


def _put(path: Path) -> None:
    if not path.exists():
        path.write_bytes(_MADE[0])


async def _make() -> bytes:
    """Give the bytes of a store just as the program makes it; its log is folded in when it is closed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        url = f"sqlite:///{path}"
        db = await app.open_database(Config().model_copy(update={"storage": Storage(url=url)}))
        await db.close()
        assert not path.with_name("template.db-wal").exists()
        return path.read_bytes()
