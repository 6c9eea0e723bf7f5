"""Fixtures: `here`, a town with a local Telegram; Lan and Bình, officials with Telegram on the phone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.telegram_people import Person
from tests.fakes.telegram_town import TelegramTown, telegram_town


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[TelegramTown]:
    """Give a running town that listens to a local Telegram."""
    async with telegram_town(tmp_path) as town:
        yield town


@pytest.fixture
def lan(here: TelegramTown) -> Person:
    """Give Lan."""
    return here.server.person(5001, "Lan")


@pytest.fixture
def binh(here: TelegramTown) -> Person:
    """Give Bình."""
    return here.server.person(5002, "Bình")
