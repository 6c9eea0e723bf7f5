"""A whole house in a process that may be killed at any moment: events by standard input, messages into a file.

    python -m tests.fakes.killable FOLDER [SPEED] [DIE_AT]

Each line of input is an `Incoming` as JSON; its id is printed when it is durably handled. Each message that goes out
is one JSON line of FOLDER/sent.jsonl: [user, whole text]. The line `settle` is answered by `settled` when nothing is
due and nothing is left to send. With DIE_AT the process kills itself at that step: each statement that its writer
is about to run, each message that it is about to send, and each that has just been sent, is one.
"""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from bot import app, logs
from bot.app import House
from bot.channels.channel import Limits, Receive
from bot.config import Config, Storage
from handlers.talk.events import Incoming
from handlers.talk.says import Message
from storage.sqlite import SqliteDatabase

LIMITS = Limits(text=100_000, buttons=100, label=400, data=200)


class Fate:
    """Counts steps and kills the process at one of them; 0: never."""

    def __init__(self, die_at: int) -> None:
        self._left = die_at

    def step(self, _: object = None) -> None:
        """Take one step, perhaps the last."""
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Paper:
    """A channel that writes what it sends on paper, as a platform would show it to people."""

    name = "line"
    limits = LIMITS

    def __init__(self, folder: Path, fate: Fate) -> None:
        self._file = os.open(folder / "sent.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._fate, self._count = fate, 0

    async def listen(self, receive: Receive) -> None:
        """Hear nothing: events come by standard input."""
        await asyncio.Event().wait()

    async def send(self, user: str, message: Message) -> str:
        """Write one message; it may be the last thing that this process does."""
        self._fate.step()
        os.write(self._file, (json.dumps([user, message.text], ensure_ascii=False) + "\n").encode())
        os.fsync(self._file)
        self._fate.step()
        await asyncio.sleep(0.001)
        self._count += 1
        return str(self._count)

    async def fetch(self, ref: str) -> bytes:
        """Give no file."""
        return b""

    async def dress(self, user: str, role: str, language: str) -> None:
        """Show nothing."""

    async def close(self) -> None:
        """Let go of nothing."""


async def serve(folder: Path, speed: float, die_at: int) -> None:
    """Run until the input ends, or the process is killed."""
    config = Config().model_copy(
        update={"storage": Storage(url=f"sqlite:///{folder / 'town.db'}", files=folder / "files")}
    )
    fate = Fate(die_at)
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with app.open_world(config, speed=speed) as world:
        assert isinstance(world.db, SqliteDatabase)
        await world.db._writer.set_trace_callback(fate.step)
        world.marks.idle = 0.01
        house = app.build(world, config, [Paper(folder, fate)])
        house.scheduler._timer.remove_job("retention")  # so that all that was ever owed can be counted
        async with app.running(house):
            print("ready", flush=True)
            tasks = set()
            while line := await reader.readline():
                task = asyncio.create_task(_answer(house, line.decode().strip()))
                tasks.add(task)
                task.add_done_callback(tasks.discard)


async def _answer(house: House, line: str) -> None:
    if line == "settle":
        await house.scheduler.tick()
        await house.postman.quiet()
        print("settled", flush=True)
        return
    incoming = Incoming.model_validate_json(line)
    await house.conductor.receive([incoming])
    print(incoming.id, flush=True)


if __name__ == "__main__":
    logs.set_up(quiet=True)
    _folder, _speed, _die_at, *_ = [*sys.argv[1:], "1", "0"]
    asyncio.run(serve(Path(_folder), float(_speed), int(_die_at)))
