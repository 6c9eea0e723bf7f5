"""A process killed in the middle of its batches: nothing acknowledged is lost, and a second copy is marked."""

import asyncio
import json
import random
import sqlite3
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot import app
from bot.config import Config, Storage
from bot.invitations import invite
from handlers.talk.events import Address, Arriving, Command, Incoming, Tap, Text

MARK = "(gửi lại, có thể anh/chị đã nhận)"
TALK: tuple[Arriving, ...] = (
    Command(name="start", argument="u-07339-3"),
    Tap(step="consent", value="yes"),
    Text(text="nop ho so tach thua tu 12/9 hen 3/10 tra ma den nay chua thay goi"),
    Tap(step="report.confirm", value="send"),
)
OPENINGS = (
    "Chào anh/chị. Đây là",
    "Anh/chị đang phản ánh về quầy 3",
    "Anh/chị xem lại",
    "Phản ánh của anh/chị đã được gửi",
)
"""How the four answers of the talk begin."""


class Crowd:
    """People who go on talking to whatever process is there, and send again what was not acknowledged."""

    def __init__(self, folder: Path, people: int, seed: int) -> None:
        self.folder, self.dice = folder, random.Random(seed)
        self.todo = {f"person-{n}": 0 for n in range(people)}
        self.process: asyncio.subprocess.Process | None = None

    @property
    def done(self) -> bool:
        """Whether everybody has said everything, and was acknowledged."""
        return all(at == len(TALK) for at in self.todo.values())

    async def start(self) -> None:
        """Start a process and wait until it is ready."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.fakes.killable",
            str(self.folder),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert self.process.stdout is not None
        assert await self.process.stdout.readline() == b"ready\n"

    def _say(self, user: str) -> None:
        at = self.todo[user]
        if at < len(TALK):
            sender = Address(channel="line", user=user)
            incoming = Incoming(id=f"{user}:{at}", sender=sender, body=TALK[at], hint="vi")
            assert self.process is not None
            assert self.process.stdin is not None
            self.process.stdin.write(incoming.model_dump_json().encode() + b"\n")

    async def talk(self, acknowledgements: int | None) -> None:
        """Talk until so many turns were acknowledged, then kill the process; None: until all is said."""
        assert self.process is not None
        assert self.process.stdout is not None
        for user in self.todo:
            self._say(user)
        heard = 0
        while not self.done:
            line = (await self.process.stdout.readline()).decode().strip()
            user, _, at = line.rpartition(":")
            if self.todo[user] == int(at):
                self.todo[user] += 1
            heard += 1
            if acknowledgements is not None and heard >= acknowledgements:
                await asyncio.sleep(self.dice.random() * 0.02)
                await self.kill()
                return
            self._say(user)

    async def kill(self) -> None:
        """SIGKILL: no farewell, no clean-up."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    async def finish(self) -> None:
        """Let the last process send all that is owed, then kill it too."""
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(b"quiet\n")
        while await self.process.stdout.readline() != b"quiet\n":
            pass
        await self.kill()

    def sent(self) -> list[tuple[str, str, str]]:
        """Give all that ever went out: user, first line, text."""
        lines = (self.folder / "sent.jsonl").read_text(encoding="utf-8").splitlines()
        return [(one[0], one[1], one[2]) for one in map(json.loads, lines)]


async def with_an_officer(folder: Path) -> None:
    """Put an officer of the unit into post before anything is killed."""
    config = Config().model_copy(update={"storage": Storage(url=f"sqlite:///{folder / 'town.db'}")})
    async with app.open_world(config) as world:
        made = await invite(world, "officer-07339", name="Lan", valid=timedelta(days=1))
        house = app.build(world, config, [])
        async with app.running(house, ticking=False):
            sender = Address(channel="line", user="officer")
            body = Command(name="join", argument=made.token)
            await house.conductor.receive([Incoming(id="join", sender=sender, body=body, hint="vi")])


async def killed(folder: Path, *, people: int, kills: int, seed: int) -> None:
    """Kill the house so many times in the middle of a crowd's talk, and check what came of it."""
    await with_an_officer(folder)
    crowd = Crowd(folder, people, seed)
    share = max(1, people * len(TALK) // (kills + 1))
    for _ in range(kills):
        await crowd.start()
        await crowd.talk(share)
    await crowd.start()
    await crowd.talk(None)
    await crowd.finish()

    with sqlite3.connect(folder / "town.db") as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        cases = [row[0] for row in db.execute("SELECT code FROM cases")]
        unsent = db.execute("SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')").fetchone()
    assert len(cases) == people
    assert unsent == (0,)
    sent = crowd.sent()
    for user in crowd.todo:
        own = [text for who, _, text in sent if who == user]
        for opening in OPENINGS:
            copies = [text for text in own if opening in text]
            assert copies, f"{user} never got {opening!r}"
            assert sum(not text.startswith(MARK) for text in copies) <= 1
        assert sum(text.startswith(MARK) for text in own) <= kills
    cards = [text for user, _, text in sent if user == "officer"]
    unmarked = Counter(code for text in cards if not text.startswith(MARK) for code in cases if _spaced(code) in text)
    assert {code for text in cards for code in cases if _spaced(code) in text} == set(cases)
    assert all(n == 1 for n in unmarked.values())


def _spaced(code: str) -> str:
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


async def test_six_kills_lose_nothing_and_double_nothing_unmarked(tmp_path: Path) -> None:
    await killed(tmp_path, people=40, kills=6, seed=1)


@pytest.mark.proof
async def test_two_hundred_kills_lose_nothing_and_double_nothing_unmarked(tmp_path: Path) -> None:
    await killed(tmp_path, people=1_000, kills=200, seed=2)
