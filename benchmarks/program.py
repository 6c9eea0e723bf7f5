"""The program as it is installed: how soon it answers after its start, and how much memory it holds."""

import asyncio
import math
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from benchmarks import people
from benchmarks.answers import TOKEN, answer
from benchmarks.server import parameters

IDLE_SECONDS = 3.0
CHAT = 5001


@dataclass(frozen=True)
class Start:
    """One start: seconds until the first reply; resident MiB when nobody has written yet, and after a report."""

    seconds: float
    idle: float
    used: float


class Telegram:
    """A Bot API server that people can write to, one after the other."""

    def __init__(self) -> None:
        self.url = ""
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue()
        self._replied: asyncio.Queue[float] = asyncio.Queue()

    async def ask(self, update: bytes) -> float:
        """Send one update and give the moment of its reply."""
        self._waiting.put_nowait(update)
        return await asyncio.wait_for(self._replied.get(), 60)

    async def serve(self, request: web.BaseRequest) -> web.Response:
        """Answer one call; who asks for updates waits for one."""
        method, params = request.path.rpartition("/")[2], await parameters(request)
        if method == "getUpdates":
            update = await self._waiting.get()
            return web.Response(body=b'{"ok":true,"result":[%s]}' % update, content_type="application/json")
        if method == "sendMessage":
            self._replied.put_nowait(time.perf_counter())
        return web.Response(body=answer(method, params), content_type="application/json")


@asynccontextmanager
async def telegram() -> AsyncIterator[Telegram]:
    """Give such a server, listening on this machine."""
    server = Telegram()
    runner = web.ServerRunner(
        web.Server(server.serve, handler_cancellation=True, access_log=None), shutdown_timeout=0.2
    )
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = "http://{}:{}".format(*runner.addresses[0][:2])
    try:
        yield server
    finally:
        await runner.cleanup()


@asynccontextmanager
async def program(folder: Path, api: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `langnghe run` on a folder, with the web chat on a free port and Telegram at `api`."""
    settings = {
        "STORAGE__URL": f"sqlite:///{folder / 'langnghe.db'}",
        "STORAGE__FILES": str(folder / "files"),
        "WEB__PORT": "0",
        "TELEGRAM__TOKEN": TOKEN,
        "TELEGRAM__API_BASE": api,
        "TELEGRAM__FILE_BASE": api,
    }
    process = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("langnghe"),
        "run",
        env={**os.environ, **{f"LANGNGHE_{name}": value for name, value in settings.items()}},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


async def start(folder: Path) -> Start:
    """Start twice on a folder: once to see how soon the first message is answered, once to see the memory."""
    async with telegram() as server:
        asking = asyncio.create_task(server.ask(people.typed(CHAT, "/start")))
        begun = time.perf_counter()
        async with program(folder, server.url):
            seconds = await asking - begun
    async with telegram() as server, program(folder, server.url) as process:
        await asyncio.sleep(IDLE_SECONDS)
        idle = resident(process.pid)
        for update in people.report(CHAT + 1, "07339"):
            await server.ask(update)
        return Start(seconds, idle, resident(process.pid))


def resident(process: int) -> float:
    """Give the resident memory of a process in MiB, as Linux tells it; NaN elsewhere."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return math.nan
    lines = status.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024
