"""A whole house in a process that may be killed at any moment: events by standard input, messages into a file.

    python -m tests.fakes.killable FOLDER

Each line of input is an `Incoming` as JSON; its id is printed when it is durably handled. Each message that goes out
is one JSON line of FOLDER/sent.jsonl: [user, first line, whole text]. The line `quiet` is answered by `quiet` when
nothing is left to send.
"""

import asyncio
import json
import os
import sys
from pathlib import Path

from bot import app, logs
from bot.app import House
from bot.channels.channel import Limits, Receive
from bot.config import Config, Storage
from handlers.talk.events import Incoming
from handlers.talk.says import Message

LIMITS = Limits(text=100_000, buttons=100, label=400, data=200)


class Paper:
    """A channel that writes what it sends on paper, as a platform would show it to people."""

    name = "line"
    limits = LIMITS

    def __init__(self, folder: Path) -> None:
        self._file = os.open(folder / "sent.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._count = 0

    async def listen(self, receive: Receive) -> None:
        """Hear nothing: events come by standard input."""
        await asyncio.Event().wait()

    async def send(self, user: str, message: Message) -> str:
        """Write one message; it may be the last thing that this process does."""
        line = json.dumps([user, message.text.partition("\n")[0], message.text], ensure_ascii=False) + "\n"
        os.write(self._file, line.encode())
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


async def serve(folder: Path) -> None:
    """Run until the input ends, or the process is killed."""
    config = Config().model_copy(
        update={"storage": Storage(url=f"sqlite:///{folder / 'town.db'}", files=folder / "files")}
    )
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with app.open_world(config) as world:
        house = app.build(world, config, [Paper(folder)])
        async with app.running(house):
            print("ready", flush=True)
            tasks = set()
            while line := await reader.readline():
                task = asyncio.create_task(_answer(house, line.decode().strip()))
                tasks.add(task)
                task.add_done_callback(tasks.discard)


async def _answer(house: House, line: str) -> None:
    if line == "quiet":
        await house.postman.quiet()
        print("quiet", flush=True)
        return
    incoming = Incoming.model_validate_json(line)
    await house.conductor.receive([incoming])
    print(incoming.id, flush=True)


if __name__ == "__main__":
    logs.set_up(quiet=True)
    asyncio.run(serve(Path(sys.argv[1])))
