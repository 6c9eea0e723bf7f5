"""The Telegram channel joined to the local server, with everything that it hands over kept in a list."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from bot.channels.telegram.adapter import Telegram
from bot.channels.telegram.settings import Settings
from handlers.talk.events import Arriving, Incoming
from tests.fakes.telegram_people import JPEG
from tests.fakes.telegram_server import TelegramServer

FILES = {
    "pic": JPEG,
    "pdf": b"%PDF-1.7",
    "ogg": b"OggS",
    "empty": b"",
    "odd": b"not a picture",
    "heavy": JPEG + bytes(10_000_000),
    "huge": bytes(50_000_001),
}
WORDS = {"vi": "Gửi phản ánh", "en": "Send a report"}


def commands(role: str, language: str) -> list[tuple[str, str]]:
    """Give a short list of commands for any role."""
    extra = [("desk", "Hộp việc")] if role == "official" else []
    return [("start", WORDS[language]), *extra]


@dataclass(repr=False)
class House:
    """A server and a channel; `fails` is how many times the taking of events still fails."""

    server: TelegramServer
    channel: Telegram
    events: list[Incoming] = field(default_factory=list)
    offered: list[tuple[str, ...]] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    fails: int = 0

    @property
    def bodies(self) -> list[Arriving]:
        """What was handed over, in order."""
        return [event.body for event in self.events]  # type: ignore[misc]

    async def receive(self, events: Sequence[Incoming]) -> None:
        """Take events durably, or fail."""
        self.offered.append(tuple(event.id for event in events))
        if self.fails:
            self.fails -= 1
            raise OSError("the disk is full")
        self.events += events


@asynccontextmanager
async def house(settings: Settings | None = None, *, patience: float = 5.0) -> AsyncIterator[House]:
    """Give a channel that can send, over a running server; waits between tries are noted, not waited."""
    async with TelegramServer() as server:
        wanted = settings or Settings(token=server.token)
        wanted = replace(wanted, api_base=server.url, file_base=server.url)
        pauses: list[float] = []

        async def pause(seconds: float) -> None:
            pauses.append(seconds)
            await asyncio.sleep(0.001)

        channel = Telegram(wanted, FILES.__getitem__, commands, pause=pause, patience=patience)
        try:
            yield House(server, channel, pauses=pauses)
        finally:
            await channel.close()


@asynccontextmanager
async def listening(settings: Settings | None = None) -> AsyncIterator[House]:
    """Give a channel that listens."""
    async with house(settings) as home:
        task = asyncio.create_task(home.channel.listen(home.receive))
        try:
            yield home
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
