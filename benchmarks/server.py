"""A loopback Bot API server in a process of its own, so that its work is not counted as the bots'."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from benchmarks.answers import answer


async def parameters(request: web.BaseRequest) -> dict[str, Any]:
    """Give the arguments of a call, which come as JSON or as a form."""
    body = await request.read()
    if request.content_type == "application/json":
        return dict(json.loads(body))
    return dict(parse_qsl(body.decode()))


async def serve(request: web.BaseRequest) -> web.Response:
    """Answer one call at once."""
    method = request.path.rpartition("/")[2]
    return web.Response(body=answer(method, await parameters(request)), content_type="application/json")


async def listen() -> None:
    """Listen on a free port of this machine, say where, and serve until killed."""
    runner = web.ServerRunner(web.Server(serve, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print("http://{}:{}".format(*runner.addresses[0][:2]), flush=True)
    await asyncio.Event().wait()


@asynccontextmanager
async def loopback() -> AsyncIterator[str]:
    """Run the server beside us and give its address."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", __name__, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()


if __name__ == "__main__":
    asyncio.run(listen())
