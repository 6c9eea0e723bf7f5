"""A process killed while people rate and the clock tells of tasks, digests and patterns: nothing is lost."""

import contextlib
import sqlite3
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot import app
from bot.config import Config, Storage
from bot.tasks import keep_new
from handlers.casework.tasks import Task
from handlers.talk.events import Arriving, Command, Tap, Text
from tests.fakes.crowd import Crowd, check_messages
from tests.town.test_kills import SPEED, crowd

STEPS = ("hand", "remind", "today", "overdue")


def rating(number: int) -> list[Arriving]:
    """Give what one person says to rate a counter, with two answers, and to report of it."""
    words = f"nop ho so tach thua tu 12/9 hen 3/10 tra ma den nay chua thay goi, so bien nhan {number:06}"
    return [
        Command(name="start", argument="u-07339-3"),
        Tap(step="consent", value="yes"),
        Text(text=words),
        Tap(step="report.confirm", value="send"),
        Tap(step="rate.vote", value=f"07339-3/{number % 5 + 1}"),
        Tap(step="service.field.07339", value="land"),
        Text(text="3"),
    ]


async def busy(folder: Path, people: int, seed: int) -> Crowd:
    """Give a crowd that is about to rate, in a town whose head owes tasks that come due within days."""
    here = await crowd(folder, 0, seed)
    here.speed = SPEED / 2
    config = Config().model_copy(update={"storage": Storage(url=f"sqlite:///{folder / 'town.db'}")})
    async with app.open_world(config, speed=SPEED) as world:
        now = world.clock.now()
        async with world.db.write() as tx:
            for n in range(6):
                day = now.date() + timedelta(days=2 + n)
                told = {"code": f"11122233{n}", "conclusion": "12/TB-UBND", "words": f"Việc {n}", "unit": "07339"}
                await keep_new(
                    world, tx, Task.model_validate({**told, "first": day, "due": day, "given_at": now}), None
                )
    here.scripts |= {f"person-{n}": rating(n) for n in range(people)}
    here.at |= dict.fromkeys(here.scripts, 0)
    return here


def check(folder: Path, people: int, kills: int) -> None:
    """Compare what was acknowledged with what is kept, and what went out with what was owed."""
    with contextlib.closing(sqlite3.connect(folder / "town.db")) as db:
        votes = db.execute("SELECT score, field, waiting FROM ratings WHERE kind = 'open'").fetchall()
        told = Counter(db.execute("SELECT task, action, due_at FROM task_moves").fetchall())
        patterns = db.execute("SELECT count(*) FROM alarms WHERE counter = '3'").fetchone()[0]
        keys = [row[0] for row in db.execute("SELECT unique_key FROM outbox WHERE unique_key LIKE 'pattern:%'")]
        assert db.execute("SELECT state, count(*) FROM outbox WHERE state <> 'sent' GROUP BY state").fetchall() == []
    assert Counter(votes) == Counter((n % 5 + 1, "land", 3) for n in range(people)), "what was acknowledged is kept"
    assert [move for move, n in told.items() if n > 1] == [], "nobody was told of a step twice"
    assert {action for _, action, _ in told} <= {"give", *STEPS}
    assert {(task, "hand") for task, *_ in told} <= {(task, action) for task, action, _ in told}
    assert len(keys) >= patterns, "the standing body was told of each"
    check_messages(folder, kills)


async def killed(folder: Path, *, people: int, kills: int, seed: int) -> None:
    """Kill the house so many times while people rate, and check what came of it."""
    here = await busy(folder, people, seed)
    share = max(1, people * 9 // (kills + 1))
    for _ in range(kills):
        assert await here.start()
        here.go_on()
        await here.talk(here.dice.choice([0, share, share, 2 * share]))
    await here.finish()
    check(folder, people, here.kills)


async def test_a_score_that_was_acknowledged_is_kept_and_no_task_digest_or_alarm_is_doubled(tmp_path: Path) -> None:
    await killed(tmp_path, people=8, kills=5, seed=1)


@pytest.mark.proof
async def test_a_hundred_kills_lose_no_score_and_double_no_task_digest_or_alarm(tmp_path: Path) -> None:
    await killed(tmp_path, people=120, kills=100, seed=2)
