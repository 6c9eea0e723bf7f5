"""A process killed in the middle of its batches: nothing acknowledged is lost, and a second copy is marked."""

import contextlib
import sqlite3
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot import app
from bot.config import Config, Storage
from bot.invitations import invite
from handlers.talk.events import Address, Arriving, Command, Incoming, Tap, Text
from tests.fakes.crowd import ANSWER, OFFICER, Crowd, check_messages, sent, unmarked

SPEED = 300_000.0
"""Simulated seconds in a real second, three days and a half: reminders, steps up and digests fall in between."""


def talk(number: int) -> list[Arriving]:
    """Give what one person says to file a report in words of that person's own."""
    story = f"nop ho so tach thua tu 12/9 hen 3/10 tra ma den nay chua thay goi, so bien nhan {number:06}"
    return [
        Command(name="start", argument="u-07339-3"),
        Tap(step="consent", value="yes"),
        Text(text=story),
        Tap(step="report.confirm", value="send"),
    ]


async def crowd(folder: Path, people: int, seed: int) -> Crowd:
    """Put officials into post before anything is killed, and give a crowd that is about to report to them."""
    config = Config().model_copy(update={"storage": Storage(url=f"sqlite:///{folder / 'town.db'}")})
    async with app.open_world(config, speed=SPEED) as world:
        house = app.build(world, config, [])
        async with app.running(house, ticking=False):
            for post, user in (("officer-07339", OFFICER), ("head-07339", "head"), ("standing", "standing")):
                made = await invite(world, post, name=user, valid=timedelta(days=1))
                sender = Address(channel="line", user=user)
                body = Command(name="join", argument=made.token)
                await house.conductor.receive([Incoming(id=f"join-{user}", sender=sender, body=body, hint="vi")])
    scripts = {f"person-{n}": talk(n) for n in range(people)}
    return Crowd(folder, {OFFICER: [], **scripts}, seed=seed, speed=SPEED)


def check(folder: Path, people: int, kills: int) -> None:
    """Compare what was said with what was kept and with what went out: total-queue, as Jepsen calls it."""
    with contextlib.closing(sqlite3.connect(folder / "town.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("SELECT state, count(*) FROM outbox WHERE state <> 'sent' GROUP BY state").fetchall() == []
        assert db.execute("SELECT * FROM aside").fetchall() == []
        words = Counter(row[0][-6:] for row in db.execute("SELECT text FROM words"))
        codes = [row[0] for row in db.execute("SELECT code FROM cases")]
        acts = db.execute("SELECT code, action, post, iif(action = 'remind', note, '') FROM history")
        history = Counter(acts.fetchall())
        closed = db.execute("SELECT count(*) FROM cases WHERE status = 'closed'").fetchone()[0]
    assert words == Counter(f"{n:06}" for n in range(people)), "each report was filed once"
    assert [act for act, n in history.items() if n > 1] == [], "nothing happened twice to a case"
    assert {note for _, action, _, note in history if action == "remind"} <= {"reminder", "amber", "judge"}
    done = Counter(action for _, action, _, _ in history)
    assert [done[action] for action in ("file", "forward", "accept", "answer")] == [people] * 4
    assert done["solve"] + done["lapse"] == people, "judged, or closed by itself if nobody judged in time"
    assert closed == people
    check_messages(folder, kills)
    went = sent(folder)
    for code in codes:
        cards = [text for text in went[OFFICER] if f"{code[:3]}-{code[3:6]}-{code[6:]}" in text]
        assert cards, "the officer got every case"
    for n in range(people):
        answers = {unmarked(text) for text in went[f"person-{n}"] if ANSWER in text}
        assert len(answers) == 1, "every answer came back"


async def killed_at_random(folder: Path, *, people: int, kills: int, seed: int) -> None:
    """Kill the house so many times in the middle of a crowd's talk, and check what came of it."""
    here = await crowd(folder, people, seed)
    share = max(1, people * 9 // (kills + 1))
    for _ in range(kills):
        assert await here.start()
        here.go_on()
        await here.talk(here.dice.choice([0, share, share, 2 * share]))
    await here.finish()
    check(folder, people, here.kills)


async def killed_at_steps(folder: Path, steps: range) -> int:
    """Let a small town's process die at each of these steps, each time in a fresh town; give how many died."""
    died = 0
    for step in steps:
        place = folder / str(step)
        place.mkdir()
        here = await crowd(place, people=2, seed=step)
        if await here.start(die_at=step):
            await here.talk()
            while not here.kills and here.go_on():
                await here.talk()
        died += here.kills
        if not here.kills:
            await here.kill()
        await here.finish()
        check(place, 2, here.kills)
    return died


async def test_six_kills_lose_nothing_and_double_nothing_unmarked(tmp_path: Path) -> None:
    await killed_at_random(tmp_path, people=16, kills=6, seed=1)


async def test_a_kill_at_any_statement_loses_nothing_and_doubles_nothing_unmarked(tmp_path: Path) -> None:
    assert await killed_at_steps(tmp_path, range(40, 140, 50)) == 2


@pytest.mark.proof
async def test_two_hundred_kills_lose_nothing_and_double_nothing_unmarked(tmp_path: Path) -> None:
    await killed_at_random(tmp_path, people=300, kills=200, seed=2)


@pytest.mark.proof
async def test_a_kill_at_each_statement_of_a_day_loses_nothing_and_doubles_nothing_unmarked(tmp_path: Path) -> None:
    assert await killed_at_steps(tmp_path, range(1, 300, 3)) > 60
