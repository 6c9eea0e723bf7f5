"""Fixtures: `town`, a whole house with a fake channel and its own clock; `db`, a fresh store."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import app
from bot.config import Config, Storage
from storage.database import Database
from tests.fakes.template import copy_template
from tests.house_under_test import Town, open_town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """Give a whole house on a fresh database; its clock stands at Monday 16 November 2026, 09:00."""
    async with open_town(tmp_path) as house:
        yield house


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """Give a fresh, migrated store with the standard posts."""
    config = Config().model_copy(update={"storage": Storage(url=f"sqlite:///{tmp_path / 'test.db'}")})
    await copy_template(tmp_path / "test.db")
    opened = await app.open_database(config)
    yield opened
    await opened.close()


def pytest_configure(config: pytest.Config) -> None:
    """Keep what tests write in memory, where there is such a disk: nothing of it has to outlive a loss of power."""
    memory = Path("/dev/shm")
    if "PYTEST_DEBUG_TEMPROOT" not in os.environ and os.access(memory, os.W_OK):
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(memory)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --update, which writes transcripts anew from what really happens."""
    parser.addoption("--update", action="store_true", help="Write the transcripts' answers anew.")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how often the right category is among the first two suggestions."""
    from tests.handlers.test_understanding import score

    for source, which in ((None, "all samples"), ("unseen", "those never used for tuning")):
        right, of = score(source)
        terminalreporter.write_line(f"category in the top two: {right} of {of} ({100 * right / of:.0f} %), {which}")
