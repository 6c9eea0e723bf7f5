"""The benchmark stays runnable: every bot that it measures talks to the end, with few people and no figures."""

from pathlib import Path

import pytest

from benchmarks import due
from benchmarks.__main__ import one, openers
from benchmarks.figures import Runs, table
from benchmarks.people import delay


@pytest.mark.parametrize("name", ["echo", "form", "ours", "long"])
async def test_every_bot_answers_every_step(name: str, tmp_path: Path) -> None:
    found = await one(openers(None)[name](tmp_path), people=2, rounds=1)

    assert found.steps == {"echo": 10, "form": 10, "ours": 8, "long": 20}[name]
    assert found.messages >= found.steps


async def test_ratios_are_of_the_same_repetition(tmp_path: Path) -> None:
    run = await one(openers(None)["echo"](tmp_path), people=2, rounds=1)
    runs: Runs = {"echo": [run], "form": [run], "ours": [run]}

    assert "ours / (a): 1.00" in table("in_process", runs)


def test_no_two_people_tell_the_same() -> None:
    assert len({delay(person) for person in range(1000)}) == 1000


def test_the_clock_is_measured_and_told() -> None:
    assert "due times: " in due.told(due.measure(1))
