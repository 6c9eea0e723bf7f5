"""The terminal as a channel of its own: one person who types, with choices as a numbered list."""

import asyncio
import sys
import threading
from collections.abc import Callable
from itertools import count

from bot.channels.channel import Limits, Receive, Refused
from handlers.talk.events import Address, Command, Incoming, Tap, Text
from handlers.talk.says import Message

LIMITS = Limits(text=100_000, buttons=100, label=200, data=200, taps=False, files=())
Write = Callable[[str], None]


def read(line: str, user: str, number: str) -> Incoming | None:
    """Give what a typed line stands for: a command, or words; nothing for an empty line."""
    text = line.strip("\r\n")
    if not text.strip():
        return None
    body: Text | Command | Tap = Text(text=text, message=number)
    if text.startswith("/"):
        name, _, argument = text[1:].partition(" ")
        body = Command(name=name, argument=argument.strip())
    return Incoming(id=f"{user}:{number}", sender=Address(channel=named(user), user=user), body=body)


def named(user: str) -> str:
    """Give the channel of a terminal: what is for another one waits in the store until that one is opened."""
    return f"console-{user}"


def write(message: Message) -> str:
    """Give a message as it stands in the terminal; its choices are numbered already."""
    file = f"\n[{message.file.name}]" if message.file else ""
    return f"\n{message.text}{file}\n"


class Console:
    """One terminal. `stop` is called when the input ends."""

    limits = LIMITS

    def __init__(self, user: str, run: str, put: Write, lines: Callable[[], str] | None = None) -> None:
        """`user` names the talk, `run` this run of it, so that ids of two runs differ."""
        self.name = named(user)
        self._user, self._run, self._put = user, run, put
        self._lines = lines or sys.stdin.readline
        self.ended = asyncio.Event()

    async def listen(self, receive: Receive) -> None:
        """Read lines until the input ends. A thread reads, since a terminal cannot be awaited."""
        loop, queue = asyncio.get_running_loop(), asyncio.Queue[str]()

        def pump() -> None:
            line = "\n"
            while line:
                line = self._lines()
                try:
                    loop.call_soon_threadsafe(queue.put_nowait, line)
                except RuntimeError:  # The loop is closed: the talk was over when this line came.
                    return

        threading.Thread(target=pump, daemon=True, name="terminal").start()
        for number in count():
            line = await queue.get()
            if not line:
                self.ended.set()
                return
            incoming = read(line, self._user, f"{self._run}-{number}")
            if incoming:
                await receive([incoming])

    async def send(self, user: str, message: Message) -> str:
        """Write a message for this terminal's person; Refused for anybody else."""
        if user != self._user:
            raise Refused("another terminal")
        self._put(write(message))
        return "shown"

    async def fetch(self, ref: str) -> bytes:
        """Refused: a terminal sends no files."""
        raise Refused("a terminal sends no files")

    async def dress(self, user: str, role: str, language: str) -> None:
        """Do nothing: a terminal shows no menu of commands."""

    async def close(self) -> None:
        """Do nothing: the terminal stays open."""
