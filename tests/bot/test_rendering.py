"""The process that draws: it brings the file or fails in words, knows no secret, and is gone afterwards."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import rendering
from bot.rendering import NotDrawn, drawn
from tests.fakes.drawn_digests import page
from tests.fakes.town_people import eventually


@pytest.fixture(autouse=True)
def left() -> Iterator[None]:
    """Demand that no process is left that was not there before."""
    before = children()
    yield
    assert children() - before == set()


def children() -> set[str]:
    """Give the processes that this one has started and not yet buried."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


async def test_it_draws_every_form_in_a_process_of_its_own() -> None:
    made = {form: await drawn(page("one"), form) for form in ("png", "xlsx", "docx")}

    assert {form: raw[:4] for form, raw in made.items()} == {
        "png": b"\x89PNG",
        "xlsx": b"PK\x03\x04",
        "docx": b"PK\x03\x04",
    }


async def test_one_that_takes_too_long_is_killed() -> None:
    with pytest.raises(NotDrawn, match="not done within 0 s"):
        await drawn(page("one"), "png", patience=0)


async def test_one_that_fails_says_so() -> None:
    with pytest.raises(NotDrawn, match="exit code"):
        await drawn(page("one").model_copy(update={"words": {}}), "png")


async def test_one_that_nobody_waits_for_any_more_is_killed() -> None:
    before = children()
    waiting = asyncio.create_task(drawn(page("one"), "png"))
    await eventually(lambda: children() - before)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


def test_it_is_told_no_token_and_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGNGHE_TELEGRAM__TOKEN", "1:secret")
    monkeypatch.setenv("SOME_PASSWORD", "secret")

    assert "secret" not in str(rendering.surroundings())
