"""The Zalo channel joined to the local server, with everything that it hands over and keeps in lists."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

import pytest
from aiohttp import web
from PIL import Image

from bot.channels.channel import SendError
from bot.channels.zalo_oa import Pair, Settings, Shelf, ZaloOa
from handlers.talk.events import Arriving, Incoming
from handlers.talk.says import Message
from tests.fakes.zalo_oa_methods import APP, KEY, OA, SECRET, Sent
from tests.fakes.zalo_oa_server import ZaloOaServer

LAN = "8309000000000000001"
HELLO = Message(text="Chào anh/chị")


def noisy() -> bytes:
    """Give a picture of more than a megabyte."""
    out, side = BytesIO(), 1200
    noise = bytes((at * 2654435761 >> 13) & 255 for at in range(side * side * 3))
    Image.frombytes("RGB", (side, side), noise).save(out, "JPEG", quality=95)
    assert out.tell() > 1_000_000
    return out.getvalue()


FILES = {
    "pic": b"\xff\xd8\xff\xe0" + bytes(60) + b"\xff\xd9",
    "pdf": b"%PDF-1.7",
    "empty": b"",
    "odd": b"not a picture" * 100_000,
    "huge": bytes(5_000_001),
}


@dataclass
class Memory:
    """What the channel has had kept; `full` is how many times keeping still fails, a shut `gate` lets it take long."""

    pairs: list[Pair] = field(default_factory=list)
    pinned: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    uploads: dict[tuple[str, str], str] = field(default_factory=dict)
    full: int = 0
    keeping: bool = False
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def shelf(self) -> Shelf:
        """Give the functions that a channel is handed."""

        async def pair() -> Pair | None:
            await asyncio.sleep(0)
            return self.pairs[-1] if self.pairs else None

        async def keep_pair(made: Pair) -> None:
            self.keeping = True
            await self.gate.wait()
            if self.full:
                self.full -= 1
                raise OSError("the disk is full")
            self.pairs.append(made)

        async def version() -> Any:
            return self.pinned[-1] if self.pinned else "v3"

        async def pin(right: str) -> None:
            self.pinned.append(right)

        async def trouble(what: str) -> None:
            self.troubles.append(what)

        async def media(hash: str, kind: str) -> str | None:
            return self.uploads.get((hash, kind))

        async def keep_media(hash: str, kind: str, id: str) -> None:
            self.uploads[hash, kind] = id

        return Shelf(pair, keep_pair, version, pin, trouble, media, keep_media)


@dataclass
class House:
    """A server and a channel; `fails` is how many times the taking of events still fails."""

    server: ZaloOaServer
    channel: ZaloOa
    memory: Memory
    events: list[Incoming] = field(default_factory=list)
    offered: list[tuple[str, ...]] = field(default_factory=list)
    fails: int = 0
    slow: asyncio.Event | None = None

    @property
    def bodies(self) -> list[Arriving]:
        """What was handed over, in order."""
        return [event.body for event in self.events]  # type: ignore[misc]

    async def receive(self, events: Sequence[Incoming]) -> None:
        """Take events durably, or fail; while `slow` is set up and not set, take long."""
        self.offered.append(tuple(event.id for event in events))
        if self.slow is not None:
            await self.slow.wait()
        if self.fails:
            self.fails -= 1
            raise OSError("the disk is full")
        self.events += events


def settings(server: ZaloOaServer, **changed: Any) -> Settings:
    """Give the settings that fit the local server."""
    own = Settings(app_id=APP, app_secret=SECRET, oa_id=OA, oa_secret_key=KEY)
    return replace(own, api_base=server.url, oauth_base=server.url, **changed)


@asynccontextmanager
async def house(
    oa_type: int = 2, *, tokens: bool = True, patience: float = 5.0, **changed: Any
) -> AsyncIterator[House]:
    """Give a channel that can send, over a running server, with a first pair of tokens."""
    async with ZaloOaServer(oa_type) as server:
        memory = Memory()
        if tokens:
            made = server.tokens()
            memory.pairs.append(Pair(made["access_token"], made["refresh_token"], server.now()))

        async def pause(seconds: float) -> None:
            await asyncio.sleep(min(seconds, 0.02))

        async def left(user: str, name: str) -> str:
            return f"Kèm tệp {name}"

        within = changed.pop("within", 1.8)
        channel = ZaloOa(
            settings(server, **changed),
            memory.shelf(),
            FILES.__getitem__,
            server.now,
            left,
            pause=pause,
            patience=patience,
            within=within,
        )
        try:
            yield House(server, channel, memory)
        finally:
            await channel.close()


@asynccontextmanager
async def listening(oa_type: int = 2, **changed: Any) -> AsyncIterator[House]:
    """Give a channel that listens at a webhook to which the server delivers."""
    async with house(oa_type, **changed) as home:

        async def arrive(request: web.Request) -> web.Response:
            signature = request.headers.get("X-ZEvent-Signature")
            return web.Response(status=await home.channel.webhook(await request.read(), signature))

        app = web.Application()
        app.router.add_post("/zalo", arrive)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        home.server.hook = f"http://{host}:{port}/zalo"
        task = asyncio.create_task(home.channel.listen(home.receive))
        await asyncio.sleep(0)
        try:
            yield home
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await runner.cleanup()


def known(home: House) -> House:
    """Let Lan have written just now."""
    home.server.heard[LAN] = home.server.now()
    return home


async def error(home: House, message: Message = HELLO) -> SendError:
    """Give the error in which sending ends."""
    with pytest.raises(SendError) as caught:
        await home.channel.send(LAN, message)
    return caught.value


def shown(home: House) -> list[Sent]:
    """Give what Lan has got."""
    return home.server.to(LAN)
