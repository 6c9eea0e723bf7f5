"""The Zalo Bot channel joined to the local server, with everything that it hands over kept in a list."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from aiohttp import web

from bot.channels.zalo_bot import Handed, Settings, ZaloBot
from handlers.talk.events import Arriving, Incoming
from handlers.talk.says import Attachment
from tests.fakes.zalo_bot_server import HEADER, TOKEN, ZaloBotServer

SECRET = "a_secret-only_we_know"
NOTE = "Mời anh/chị xem tệp trên trang web."


@dataclass
class House:
    """A server and a channel; `fails` is how many times the taking of events still fails."""

    server: ZaloBotServer
    channel: ZaloBot
    links: dict[str, str] = field(default_factory=dict)
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
    """Give a channel that can send, over a running server; waits are noted, not waited, and time stands still."""
    async with ZaloBotServer() as server:
        wanted = replace(settings or Settings(token=server.token), api_base=server.url)
        links: dict[str, str] = {}
        pauses: list[float] = []

        async def pause(seconds: float) -> None:
            pauses.append(seconds)
            await asyncio.sleep(0.001)

        async def note(user: str, file: Attachment) -> str:
            return NOTE

        handed = Handed(lambda file: links.get(file.hash, ""), note)
        channel = ZaloBot(
            wanted, handed, pause=pause, now=lambda: 0.0, patience=patience, fetching=patience, poll_seconds=5
        )
        try:
            yield House(server, channel, links, pauses=pauses)
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


@asynccontextmanager
async def hooked() -> AsyncIterator[House]:
    """Give a channel whose webhook is served on a port of this machine and known to the server."""
    homes: list[House] = []

    async def arrive(request: web.Request) -> web.Response:
        return web.Response(status=await homes[0].channel.webhook(await request.read(), request.headers.get(HEADER)))

    app = web.Application()
    app.router.add_post("/zalo-bot", arrive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    settings = Settings(token=TOKEN, mode="webhook", secret_token=SECRET, public_url=f"http://{host}:{port}/")
    async with house(settings) as home:
        homes.append(home)
        task = asyncio.create_task(home.channel.listen(home.receive))
        await home.server.until(lambda: home.server.probes)
        yield home
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await runner.cleanup()
