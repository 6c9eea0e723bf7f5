"""A web chat in a house of its own: a real store, a real server on a free port, and a core that echoes."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.channels.channel import Refused
from bot.channels.web import Files, Web, chat_of
from bot.web.app import build
from bot.web.door import DemoDoor, Texts
from bot.web.guard import Pace
from bot.web.shelf import shelf
from handlers.talk.events import Command, File, Incoming, Photo, Tap, Text, Unsupported
from handlers.talk.says import Attachment, Label, Message
from storage.sqlite import open_sqlite

ROLES = ("citizen", "officer", "head", "inspector", "member", "standing")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c636060600000000400015c72a8e60000000049454e44ae426082"
)


def token_of(name: str) -> str:
    """Give a token that is long enough, the same for the same name."""
    return sha256(name.encode()).hexdigest()[:40]


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 19, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
        self.speed = 1.0

    def now(self) -> datetime:
        return self.at

    async def jump(self, by: timedelta) -> None:
        self.at += by

    async def set_speed(self, speed: float) -> None:
        self.speed = speed


@dataclass(repr=False)
class WebHouse:
    """The house while it is open."""

    web: Web
    app: Starlette
    url: str
    clock: Clock
    heard: list[Incoming] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)
    broken: bool = False
    answered: set[str] = field(default_factory=set)
    ears: asyncio.Task[None] | None = None

    def language_of(self, chat: str) -> str | None:
        """Give the language that a chat was told to use, else that of the page where it began; None before that."""
        heard = [one for one in self.heard if one.sender.user == chat]
        chosen = [one.body.argument for one in heard if isinstance(one.body, Command) and one.body.name == "language"]
        if chosen:
            return chosen[-1]
        return heard[0].hint if heard else None

    async def listen(self) -> None:
        """Let the channel listen."""
        self.ears = asyncio.create_task(self.web.listen(self.receive))
        await asyncio.sleep(0)

    async def stop_listening(self) -> None:
        """Cancel the channel's listening, as at the end of the program."""
        if self.ears is not None:
            self.ears.cancel()
            await asyncio.wait([self.ears])

    async def receive(self, incoming: Sequence[Incoming]) -> None:
        """Write down what arrives and answer it, each id once; raise while broken."""
        for one in incoming:
            again = one.id in self.answered
            self.heard.append(one)
            if self.broken:
                raise RuntimeError("the core is broken, as told")
            self.answered.add(one.id)
            if not again and (answer := echo(one)):
                await self.web.send(one.sender.user, answer)


def echo(incoming: Incoming) -> Message | None:
    """Give the answer of a core that can do a little of everything."""
    match incoming.body:
        case Command(name="start", argument=""):
            return Message(text="hello", buttons=(Label(text="One", step="first", value="1"),), want="choice")
        case Command(name=name, argument=argument):
            return Message(text=f"command {name} {argument}")
        case Text(text="card"):
            return Message(text="case 123", buttons=(Label(text="Accept", step="case.accept", value="123"),))
        case Text(text="where"):
            return Message(text="where was it?", want="place")
        case Text(text="picture"):
            return Message(text="look", file=Attachment(hash="bot-pixel", mime="image/png", name="week.png"))
        case Text(text="silence"):
            return None
        case Text(text=text):
            buttons = (Label(text="Yes, send it", step="sure", value="yes"), Label(text="No", step="sure"))
            return Message(text=f"heard {text[:50]}", buttons=buttons)
        case Tap(step="case.accept", value=value):
            return Message(text=f"case {value} is yours", replaces=value if value.isdecimal() else None)
        case Tap(step=step, value=value):
            return Message(text=f"tapped {step} {value}")
        case Photo() | File():
            return Message(text="got it")
        case Unsupported(what=what, limit=limit):
            return Message(text=f"refused {what} {limit}")
        case _:
            return Message(text="something else")


@asynccontextmanager
async def web_house(
    folder: Path,
    *,
    texts: Texts = lambda language, key: f"{key} {language}",
    demo: bool = False,
    pace: Pace | None = None,
    routes: Sequence[BaseRoute] = (),
) -> AsyncIterator[WebHouse]:
    """Open a house that serves on a port of this machine; closed, it leaves nothing running."""
    db = await open_sqlite(folder / "web.sqlite3")
    clock = Clock()
    kept: dict[str, bytes] = {"bot-pixel": PIXEL}

    async def keep(content: bytes, mime: str) -> str:
        ref = sha256(content).hexdigest()
        kept[ref] = content
        return ref

    async def take(ref: str) -> bytes:
        if ref not in kept:
            raise Refused("no such file")
        return kept[ref]

    async def health() -> dict[str, object]:
        return {"ok": not house.broken}

    web = Web(shelf(db, clock.now), Files(keep, take, take), clock.now)
    cast = tuple((role, token_of(role)) for role in ROLES)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"

        async def speaks() -> tuple[str | None, ...]:
            return tuple(house.language_of(chat_of(token)) for _, token in cast)

        door = DemoDoor(cast, clock.now, lambda: clock.speed, clock.jump, clock.set_speed, speaks) if demo else None
        app = build(
            web,
            public_url="https://lang-nghe.example",
            texts=texts,
            health=health,
            demo=door,
            pace=pace,
            extra_routes=routes,
        )
        house = WebHouse(web, app, url, clock, kept=kept)
        server = uvicorn.Server(
            uvicorn.Config(app, log_config=None, lifespan="off", ws="none", timeout_graceful_shutdown=2)
        )
        await house.listen()
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield house
        finally:
            await web.close()
            server.should_exit = True
            await serving
            await house.stop_listening()
            await db.close()
