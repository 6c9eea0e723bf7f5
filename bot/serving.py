"""Opens the channels that are configured, and the web server under the web chat and the webhooks."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot import app
from bot.app import House
from bot.channels import telegram
from bot.channels.channel import Channel, Refused
from bot.channels.web import Files, Web, chat_of
from bot.config import Config
from bot.files import Store
from bot.voice import Voice, spoken
from bot.web.app import build
from bot.web.door import DemoDoor
from bot.web.health import remembered
from bot.web.shelf import shelf
from bot.world import World
from handlers.talk.events import Address
from storage import clock as anchors
from storage import people

MOST_WEBHOOK = 1_000_000
"""Bytes of one call of a platform that are read."""
COMMANDS = {
    "citizen": ("report", "status", "help", "privacy", "language", "cancel"),
    "official": ("desk", "report", "status", "help", "language", "cancel"),
    "committee": ("desk", "report", "status", "help", "language", "cancel"),
}


def commands(voice: Voice) -> Callable[[str, str], Sequence[tuple[str, str]]]:
    """Give, for a role and a language, the commands of a chat with what they do."""
    return lambda role, language: [(name, voice.text(language, f"command.{name}")) for name in COMMANDS[role]]


def web_files(store: Store) -> Files:
    """Give the web chat its files: uploads and pictures to show lie in the same store."""

    async def keep(raw: bytes, _: str) -> str:
        return await asyncio.to_thread(store.keep, raw)

    async def take(ref: str) -> bytes:
        try:
            return await asyncio.to_thread(store.read, ref)
        except (OSError, ValueError) as error:
            raise Refused("no such file") from error

    return Files(keep, take, take)


def open_channels(world: World, config: Config) -> list[Channel]:
    """Give every channel that is configured: the web chat always, Telegram with a token."""
    store = Store(config.storage.files)
    found: list[Channel] = [Web(shelf(world.db, world.clock.now), web_files(store), world.clock.now)]
    if config.telegram.token:
        settings = telegram.Settings(**config.telegram.model_dump(), public_url=config.web.public_url)
        found.append(telegram.open(settings, store.read, commands(world.voice)))
    return found


def webhooks(house: House, config: Config) -> list[BaseRoute]:
    """Give the routes on which platforms call us."""
    channel = house.channels.get("telegram")
    if channel is None or config.telegram.mode != "webhook":
        return []

    async def receive(request: Request) -> Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_WEBHOOK:
                return Response(status_code=413)
        status = await channel.webhook(bytes(body), secret)  # type: ignore[attr-defined]
        return Response(status_code=status)

    return [Route(config.telegram.webhook_path, receive, methods=["POST"])]


def demo_door(house: House, cast: tuple[tuple[str, str], ...]) -> DemoDoor:
    """Give the demo page its cast and the hands of the clock; a jump makes what is due happen at once."""
    world = house.world

    async def move(by: timedelta = timedelta(), speed: float | None = None) -> None:
        async with world.db.write() as tx:
            await anchors.put(tx, *world.clock.move(by, speed))
        await house.scheduler.tick()

    async def speaks() -> tuple[str | None, ...]:
        addresses = [Address(channel="web", user=chat_of(token)) for _, token in cast]
        known = await people.known(world.db.read, addresses)
        if addresses[0] not in known:  # nobody has opened the page yet: the first to come chooses
            return (None,) * len(cast)
        return tuple(spoken(known[one].language, known[one].hint) if one in known else None for one in addresses)

    return DemoDoor(
        cast=cast,
        now=world.clock.now,
        speed=lambda: world.clock.speed,
        jump=move,
        set_speed=lambda speed: move(speed=speed),
        speaks=speaks,
    )


class Server(uvicorn.Server):
    """A web server that leaves signals to us."""

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        """Leave the signals as they are."""
        yield


def doorstep(config: Config) -> socket.socket:
    """Give the open port on which the web chat is reached; OSError in words if it cannot be had."""
    host, port = config.web.host, config.web.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        other = "Choose another port: --port with demo, [web] port with run"
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            other = "Write an address of this machine in [web] host, such as 127.0.0.1"
        why = f"cannot listen on {host}:{port}: {error.strerror or error}. {other}"
        raise OSError(error.errno, why) from error


@asynccontextmanager
async def serving(
    world: World,
    config: Config,
    *,
    extra: Sequence[Channel] = (),
    cast: tuple[tuple[str, str], ...] | None = None,
) -> AsyncIterator[tuple[House, int]]:
    """Run everything; give the house and the port on which the web chat listens."""
    house = app.build(world, config, [*open_channels(world, config), *extra])
    web = house.channels["web"]
    assert isinstance(web, Web)
    page = build(
        web,
        public_url=config.web.public_url,
        texts=lambda language, key: world.voice.text(language, key),
        health=remembered(house.health),
        extra_routes=webhooks(house, config),
        demo=demo_door(house, cast) if cast is not None else None,
    )
    settings = uvicorn.Config(
        page,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=2,
        lifespan="off",
    )
    server = Server(settings)
    door = doorstep(config)
    async with app.running(house):
        task = asyncio.create_task(server.serve(sockets=[door]))
        try:
            while not server.started and not task.done():  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            yield house, door.getsockname()[1]
        finally:
            web.hub.close()
            server.should_exit = True
            await task
