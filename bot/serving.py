"""Opens the channels that are configured, and the web server under the web chat and the webhooks."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import uvicorn
from starlette.routing import BaseRoute

from bot import app, zalo_bot
from bot.app import House
from bot.channels import telegram, zalo_oa
from bot.channels.channel import Channel, Refused
from bot.channels.web import Files, Web, chat_of
from bot.clock import real_ms
from bot.config import Config
from bot.files import Store
from bot.sheets import Drawer
from bot.voice import Voice, spoken
from bot.web.app import build
from bot.web.door import DemoDoor
from bot.web.health import remembered
from bot.web.hooks import Hooked, hook
from bot.web.shelf import shelf
from bot.world import World
from bot.zalo_shelf import shelf as zalo_shelf
from handlers.talk.events import Address
from storage import clock as anchors
from storage import people

Meanwhile = Callable[[datetime], Awaitable[None]]
COMMANDS = {
    "citizen": ("report", "rate", "status", "help", "privacy", "language", "cancel"),
    "official": ("desk", "viec", "report", "status", "help", "language", "cancel"),
    "committee": ("desk", "viec", "report", "status", "help", "language", "cancel"),
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
    """Give every channel that is configured: the web chat always, Telegram and Zalo if they are set up."""
    store = Store(config.storage.files)
    found: list[Channel] = [Web(shelf(world.db, world.clock.now), web_files(store), world.clock.now)]
    if config.telegram.token:
        settings = telegram.Settings(**config.telegram.model_dump(), public_url=config.web.public_url)
        found.append(telegram.open(settings, store.read, commands(world.voice)))
    if config.zalo_oa.app_id:
        found.append(open_zalo_oa(world, config, store))
    if config.zalo_bot.token:
        found.append(zalo_bot.channel(world, config))
    return found


def open_zalo_oa(world: World, config: Config, store: Store) -> Channel:
    """Give the channel of the Zalo Official Account."""
    app = zalo_oa.Settings(**config.zalo_oa.model_dump())

    async def left(user: str, name: str) -> str:
        chosen, hint = await people.language_of(world.db.read, Address(channel="zalo_oa", user=user))
        return world.voice.text(spoken(chosen, hint), "zalo.file_left", {"name": name})

    return zalo_oa.ZaloOa(app, zalo_shelf(world.db, app.app_id, real_ms), store.read, real_ms, left)


def webhooks(house: House, config: Config) -> list[BaseRoute]:
    """Give the routes on which platforms call us."""
    found: list[BaseRoute] = []
    if config.telegram.mode == "webhook" and isinstance(channel := house.channels.get("telegram"), Hooked):
        found.append(hook(channel, config.telegram.webhook_path, "X-Telegram-Bot-Api-Secret-Token"))
    if isinstance(channel := house.channels.get("zalo_oa"), Hooked):
        found.append(hook(channel, config.zalo_oa.webhook_path, "X-ZEvent-Signature"))
    return [*found, *zalo_bot.routes(house, config)]


def demo_door(house: House, cast: tuple[tuple[str, str], ...], meanwhile: Meanwhile) -> DemoDoor:
    """Give the demo page its cast and the hands of the clock; a jump makes what is due happen at once.

    Before a jump `meanwhile` lets people do what they would have done until then.
    """
    world = house.world

    async def move(by: timedelta = timedelta(), speed: float | None = None) -> None:
        await meanwhile(world.clock.now() + by)
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
    meanwhile: Meanwhile | None = None,
) -> AsyncIterator[tuple[House, int]]:
    """Run everything; give the house and the port on which the web chat listens."""
    house = app.build(world, config, [*open_channels(world, config), *extra])
    world.draw_page = Drawer(house.store)
    web = house.channels["web"]
    assert isinstance(web, Web)
    page = build(
        web,
        public_url=config.web.public_url,
        texts=lambda language, key: world.voice.text(language, key),
        health=remembered(house.health),
        extra_routes=webhooks(house, config),
        demo=demo_door(house, cast, meanwhile) if cast is not None and meanwhile is not None else None,
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
