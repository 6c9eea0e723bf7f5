"""People who go on talking to whatever process is there, and say again what was not acknowledged; and the count."""

import asyncio
import contextlib
import json
import random
import sqlite3
import sys
from collections import Counter
from pathlib import Path

from handlers.talk.events import Address, Arriving, Incoming, Tap, Text
from handlers.talk.says import Say
from tests.house_under_test import VOICE

MARK = VOICE.text("vi", "sent.again")
OFFICER = "officer"
ANSWER = "Hồ sơ đã xong, mời anh chị đến nhận kết quả tại quầy 1."


class Crowd:
    """A script for each person, and how far each has come with an acknowledgement."""

    def __init__(self, folder: Path, scripts: dict[str, list[Arriving]], *, seed: int, speed: float) -> None:
        self.folder, self.scripts, self.speed = folder, scripts, speed
        self.dice = random.Random(seed)
        self.at = dict.fromkeys(scripts, 0)
        self.kills = 0
        self._handled: set[str] = set()
        self._process: asyncio.subprocess.Process | None = None

    @property
    def done(self) -> bool:
        """Whether everybody has said everything, and was acknowledged."""
        return all(self.at[user] == len(script) for user, script in self.scripts.items())

    async def start(self, *, die_at: int = 0, frozen: bool = False) -> bool:
        """Start a process; False if it dies before it is ready."""
        speed = "0.001" if frozen else str(self.speed)
        arguments = ("-m", "tests.fakes.killable", str(self.folder), speed, str(die_at))
        pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, stdin=pipe, stdout=pipe, stderr=nothing
        )
        return await self._hear() == "ready"

    async def _hear(self) -> str | None:
        """Give the next line of the process; None when it is dead."""
        assert self._process is not None
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if line:
            return line.decode().strip()
        await self._process.wait()
        self.kills += 1
        return None

    def _write(self, line: str) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        with contextlib.suppress(ConnectionError):
            self._process.stdin.write(line.encode() + b"\n")

    def _say(self, user: str) -> None:
        at, script = self.at[user], self.scripts[user]
        if at < len(script):
            sender = Address(channel="line", user=user)
            self._write(Incoming(id=f"{user}:{at}", sender=sender, body=script[at], hint="vi").model_dump_json())

    async def talk(self, acknowledgements: int | None = None) -> None:
        """Talk until so many turns were acknowledged, then kill the process; or until all is said, or it dies."""
        for user in self.scripts:
            self._say(user)
        heard = 0
        while not self.done and (acknowledgements is None or heard < acknowledgements):
            line = await self._hear()
            if line is None:
                return
            user, _, at = line.rpartition(":")
            heard += 1
            if self.at[user] == int(at):
                self.at[user] += 1
                self._say(user)
        if acknowledgements is not None:
            await asyncio.sleep(self.dice.random() * 0.03)
            await self.kill()

    async def kill(self) -> None:
        """SIGKILL: no farewell, no clean-up."""
        assert self._process is not None
        self._process.kill()
        while await self._hear() is not None:
            pass

    def go_on(self, *, every: bool = False) -> bool:
        """Let the officer handle half of the cases that are there by now, or all, and their reporters judge.

        False: all is said.
        """
        with contextlib.closing(sqlite3.connect(self.folder / "town.db")) as db:
            rows = db.execute(
                "SELECT c.code, c.status, a.user FROM cases AS c JOIN addresses AS a ON a.person = c.reporter"
            ).fetchall()
        before = sum(map(len, self.scripts.values()))
        for code, status, user in rows:
            if code not in self._handled and (every or int(code) % 2):
                self._handled.add(code)
                taps = (Tap(step=f"desk.{step}", value=code) for step in ("accept", "answer", "send"))
                accept, begin, send = taps
                day, proof = Tap(step="desk.day", value="today"), Text(text="12/TB-UBND")
                self.scripts[OFFICER] += [accept, begin, Text(text=ANSWER), day, proof, send]
            if status == "answered" and f"{code}:judged" not in self._handled:
                self._handled.add(f"{code}:judged")
                self.scripts[user].append(Tap(step="rate.yes", value=code))
        return sum(map(len, self.scripts.values())) > before

    async def finish(self) -> None:
        """Say all that is left to a process that is not killed, and let it send all that is owed."""
        assert await self.start(frozen=True)
        await self.talk()
        while self.go_on(every=True):
            await self.talk()
        for _ in range(2):
            self._write("settle")
            while await self._hear() != "settled":
                pass
        kills = self.kills
        await self.kill()
        self.kills = kills


def sent(folder: Path) -> dict[str, list[str]]:
    """Give all that ever went out, by user, in order."""
    found: dict[str, list[str]] = {}
    for line in (folder / "sent.jsonl").read_text(encoding="utf-8").splitlines():
        user, text = json.loads(line)
        found.setdefault(user, []).append(text)
    return found


def owed(folder: Path) -> dict[str, list[str]]:
    """Give all that was ever owed, by user, in order, as it reads without a mark."""
    with contextlib.closing(sqlite3.connect(folder / "town.db")) as db:
        rows = db.execute("SELECT user, say FROM outbox WHERE kind NOT IN ('commands', 'fold') ORDER BY id").fetchall()
    found: dict[str, list[str]] = {}
    for user, say in rows:
        found.setdefault(user, []).append(VOICE.message(Say.model_validate_json(say), "vi").text)
    return found


def unmarked(text: str) -> str:
    """Give a message without its mark of a second copy."""
    return text.removeprefix(MARK).lstrip("\n")


def check_messages(folder: Path, kills: int) -> None:
    """Everything owed arrived; a second copy is marked, and there is at most one for each address and kill."""
    went, due = sent(folder), owed(folder)
    assert set(went) == set(due)
    for user, texts in due.items():
        wanted = Counter(texts)
        copies = Counter(unmarked(text) for text in went[user])
        plain = Counter(text for text in went[user] if not text.startswith(MARK))
        assert set(copies) == set(wanted), user
        for text, times in wanted.items():
            assert copies[text] >= times, f"{user} never got {text!r}"
            assert plain[text] <= times, f"{user} got an unmarked second copy of {text!r}"
        assert sum((copies - wanted).values()) <= kills, user
        single = [text for text in texts if wanted[text] == 1]
        first = [[unmarked(one) for one in went[user]].index(text) for text in single]
        assert first == sorted(first), f"{user} got messages out of order"
