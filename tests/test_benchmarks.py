"""The benchmark stays runnable: every bot that it measures talks to the end, with few people and no figures."""

from pathlib import Path

import pytest

from benchmarks import cases, digests, due
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


async def test_the_sweep_and_the_inboxes_find_what_they_are_measured_by(tmp_path: Path) -> None:
    found = await cases.measure(tmp_path, lambda _: None, sizes=(cases.OPEN + 100,), rounds=1)

    assert list(found) == ["5,100"]
    assert {"sweep, nothing due", "sweep, 200 due", "inbox of 45", "inbox of 500"} <= set(found["5,100"])
    assert cases.table(found).splitlines()[1].endswith("5,100")


def test_the_clock_is_measured_and_told() -> None:
    assert "due times: " in due.told(due.measure(1))


async def test_a_digest_and_its_pages_find_what_they_are_measured_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, n in (("OVERDUE", 60), ("A_WEEK", 100), ("NEGLECTED", 80)):
        monkeypatch.setattr(digests, name, n)

    found = await digests.measure(tmp_path, lambda _: None, sizes=(300,), rounds=1)

    assert {"the digest, 60 overdue", "page of the overdue, 80 overdue"} <= set(found["300"])
    assert digests.table(found).splitlines()[1].endswith("300")
