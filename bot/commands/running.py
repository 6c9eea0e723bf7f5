"""`run`, `demo` and `chat`: the program itself."""

import asyncio
import secrets
import signal
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot import demo_cases, demo_ratings, survey_seeds
from bot.app import Occupied, build, open_world, running, sole
from bot.channels.console import Console
from bot.commands.shell import WRONG_USE, ConfigFile, configured, err, fail, go, out
from bot.config import Config, Storage
from bot.invitations import invite
from bot.world import World
from bot.writable import files_trouble, store_trouble
from handlers.casework import worktime
from handlers.talk.events import Address, Command, Incoming
from storage import clock as anchors
from storage import people
from storage.times import ZONE

Speed = Annotated[
    float | None, typer.Option("--speed", min=0.001, help="Simulated seconds in a real second; for trials.")
]

CAST = (
    ("citizen", None, ""),
    ("officer", "officer-07339", "Nguyễn Thị Mẫu"),
    ("head", "head-07339", "Trần Văn Mẫu"),
    ("inspector", "inspector", "Lê Thị Thử"),
    ("member", "member-demo", "Phạm Văn Thử"),
    ("standing", "standing", "Hoàng Thị Mẫu"),
)
"""The demo's people, all made up: role, post, name."""


def run(config: ConfigFile = None, speed: Speed = None) -> None:
    """Run every channel that is configured; without a configuration the web chat on 127.0.0.1:8080."""
    settings = configured(config)
    from bot.serving import serving  # a web server is nothing that the other commands need

    async def work() -> None:
        with sole(settings):
            async with AsyncExitStack() as stack:
                world = await stack.enter_async_context(open_world(settings, speed=speed or settings.clock.speed))
                if trouble := await store_trouble(world.db):
                    fail(f"{trouble}.")
                if trouble := await files_trouble(settings.storage.files):
                    fail(f"{trouble}. Write another folder there, or give it to this user.", WRONG_USE)
                house, port = await stack.enter_async_context(serving(world, settings))
                out.print(f"Lắng Nghe: http://{settings.web.host}:{port}  ({', '.join(sorted(house.channels))})")
                out.print("Ctrl+C để dừng. Press Ctrl+C to stop.")
                await stopped()

    go(work, quiet=False)


async def stopped() -> None:
    """Return when somebody asks the program to end, by Ctrl+C or by SIGTERM."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stop.set)
    await stop.wait()


def demo(
    port: Annotated[int, typer.Option(help="Port of the demo page; 0 takes a free one.", min=0, max=65535)] = 8080,
    speed: Annotated[float, typer.Option(help="Simulated seconds in a real second.", min=0.001)] = 60.0,
    keep: Annotated[Path | None, typer.Option(help="Keep the demo's data in this folder.")] = None,
) -> None:
    """Show a case's whole life in two minutes: citizen, official and committee side by side."""

    async def work() -> None:
        with tempfile.TemporaryDirectory(prefix="langnghe-demo-") as fresh:
            folder = keep or Path(fresh)
            settings = demo_settings(folder, port)
            with sole(settings):
                async with open_world(settings, speed=speed) as world, staged(world, settings) as at:
                    out.print(f"\n  Lắng Nghe demo: http://127.0.0.1:{at}/demo\n")
                    out.print("  Mở địa chỉ trên trong trình duyệt. Open this address in a browser. Ctrl+C ends.")
                    await stopped()

    go(work, quiet=True)


def demo_settings(folder: Path, port: int) -> Config:
    """Give the demo's settings: its own folder, the web chat only."""
    base = Config()
    storage = Storage(url=f"sqlite:///{folder / 'demo.db'}", files=folder / "files")
    return base.model_copy(
        update={"storage": storage, "web": base.web.model_copy(update={"host": "127.0.0.1", "port": port})}
    )


@asynccontextmanager
async def staged(world: World, settings: Config) -> AsyncIterator[int]:
    """Run the demo with its cast in post; give the port."""
    from bot.channels.web import chat_of
    from bot.serving import serving

    tokens = {role: secrets.token_urlsafe(24) for role, _, _ in CAST}
    await _open_in_the_morning(world)
    await survey_seeds.sow(world)
    flow = demo_ratings.flow(world)
    async with serving(world, settings, cast=tuple(tokens.items()), meanwhile=flow) as (house, port):
        for role, post, name in CAST:
            if post is None:
                continue
            follows = tuple(unit.code for unit in world.directory.district("Tân Yên")) if role == "member" else None
            made = await invite(world, post, name=name, follows=follows, valid=timedelta(days=1))
            sender = Address(channel="web", user=chat_of(tokens[role]))
            body = Command(name="start", argument=f"i-{made.token}")
            await house.conductor.receive([Incoming(id=f"cast:{secrets.token_hex(8)}", sender=sender, body=body)])
        ticking = asyncio.create_task(_going_on(world, flow))
        try:
            yield port
        finally:
            ticking.cancel()
            await asyncio.gather(ticking, return_exceptions=True)


async def _going_on(world: World, flow: Callable[[datetime], Awaitable[None]]) -> None:
    """Let people go on rating while the demo's clock runs."""
    while True:
        await asyncio.sleep(1)
        await flow(world.clock.now())


async def _open_in_the_morning(world: World) -> None:
    """Move a fresh demo's clock on to nine o'clock of the next working day, with two weeks behind it."""
    if await people.anybody(world.db.read):
        return
    now = world.clock.now()
    day = worktime.add_days(now.date(), 1, world.calendar)
    async with world.db.write() as tx:
        await anchors.put(tx, *world.clock.move(datetime.combine(day, time(9), ZONE) - now))
    await demo_ratings.fill(world)
    await demo_cases.fill(world)


def chat(
    config: ConfigFile = None,
    user: Annotated[str, typer.Option("--as", help="Name of this talk; each name is another person.")] = "me",
) -> None:
    """Talk to Lắng Nghe in this terminal."""
    settings = configured(config)

    async def work() -> None:
        async with open_world(settings) as world:
            console = Console(user, secrets.token_hex(6), lambda text: print(text, flush=True))
            house = build(world, settings, [console])
            try:
                with sole(settings):
                    await _talk(house, console, ticking=True)
            except Occupied:
                err.print("(Lắng Nghe đang chạy trên cùng dữ liệu. Lắng Nghe runs on the same data; talking to it.)")
                await _talk(house, console, ticking=False)

    go(work)


async def _talk(house: object, console: Console, *, ticking: bool) -> None:
    from bot.app import House

    assert isinstance(house, House)
    print("Lắng Nghe. /start để bắt đầu · to begin. Ctrl+D để thoát · to leave.", flush=True)
    async with running(house, ticking=ticking):
        await console.ended.wait()
        await house.postman.quiet()


__all__ = ["chat", "demo", "fail", "run"]
