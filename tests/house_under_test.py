"""A whole house with a fake channel, its own clock, and a person's end of the line."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot import app, catalogues, clock, packaged
from bot.app import House
from bot.channels.channel import Channel, Limits, Receive, Refused
from bot.config import Config, Storage
from bot.invitations import invite
from bot.voice import Voice
from bot.world import World
from handlers.casework.timetable import Timetable
from handlers.talk.events import Address, Arriving, Command, Incoming, Tap, Text
from handlers.talk.says import Message
from storage.times import ZONE, to_ms
from tests.fakes.template import copy_template

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)
"""Where every town's clock starts: a plain working Monday."""
VOICE = Voice(catalogues.load())
LIMITS = Limits(text=100_000, buttons=100, label=400, data=200, edits=True)


@dataclass
class Line:
    """A fake channel: what was sent to whom, what shall go wrong, which files people have."""

    name: str = "line"
    limits: Limits = LIMITS
    sent: dict[str, list[Message]] = field(default_factory=dict)
    trouble: dict[str, list[Exception]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    watchers: list[Callable[[str, Message], None]] = field(default_factory=list)

    async def listen(self, receive: Receive) -> None:
        """Hear nothing: events are handed to the conductor by the test."""
        await asyncio.Event().wait()

    async def send(self, user: str, message: Message) -> str:
        """Keep a message, or fail as the test wants."""
        if self.trouble.get(user):
            raise self.trouble[user].pop(0)
        for watch in self.watchers:
            watch(user, message)
        box = self.sent.setdefault(user, [])
        box.append(message)
        return f"{user}-{len(box)}"

    async def fetch(self, ref: str) -> bytes:
        """Give a file that a person has."""
        if ref not in self.files:
            raise Refused("no such file")
        return self.files[ref]

    async def dress(self, user: str, role: str, language: str) -> None:
        """Keep the role that a user's commands show."""
        self.roles[user] = role

    async def close(self) -> None:
        """Nothing to let go of."""


@dataclass(repr=False)
class Town:
    """A house under test. Time stands still until it is moved.

    Without a repr: asyncio writes out what a fixture gave, which is thousands of posts.
    """

    world: World
    house: House
    line: Line
    real: list[int]
    _ids: "itertools.count[int]" = field(default_factory=itertools.count)

    def person(self, user: str) -> "Person":
        """Give a person's end of the line."""
        return Person(self, user)

    async def post(self, user: str, post: str, *, name: str = "", follows: Sequence[str] | None = None) -> "Person":
        """Give a person who has taken up an invitation to a post."""
        made = await invite(self.world, post, name=name or user, follows=follows, valid=timedelta(days=30))
        person = self.person(user)
        await person.command("join", made.token)
        return person

    async def receive(self, *incoming: Incoming) -> None:
        """Hand events over and wait until everything that follows at once is sent."""
        await self.house.conductor.receive(incoming)
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is being sent."""
        await self.house.postman.quiet()

    async def advance(self, **span: float) -> None:
        """Move the clock on and do what is due."""
        self.world.clock.move(timedelta(**span))
        await self.tick()

    async def until(self, moment: datetime) -> None:
        """Move the clock to a moment and do what is due."""
        await self.advance(seconds=(moment - self.world.clock.now()).total_seconds())

    async def tick(self) -> None:
        """Do what is due now."""
        await self.house.scheduler.tick()
        await self.settle()

    async def fetch(self) -> None:
        """Bring in the files that are wanted, and wait until what follows is sent."""
        await self.house.scheduler.fetch()
        await self.settle()

    def next_id(self) -> str:
        """Give a fresh id of an update."""
        return f"update-{next(self._ids)}"


@dataclass
class Person:
    """One person at one address of the line."""

    town: Town
    user: str
    channel: str = "line"

    @property
    def messages(self) -> list[Message]:
        """All that this person got."""
        return self.town.line.sent.setdefault(self.user, [])

    @property
    def last(self) -> Message:
        """The last message that this person got."""
        return self.messages[-1]

    def clear(self) -> None:
        """Forget what this person got so far."""
        self.messages.clear()

    async def sends(self, body: Arriving, *, id: str | None = None, hint: str | None = "vi") -> None:
        """Let this person send something."""
        address = Address(channel=self.channel, user=self.user)
        await self.town.receive(Incoming(id=id or self.town.next_id(), sender=address, body=body, hint=hint))

    async def types(self, text: str, *, message: str | None = None) -> None:
        """Let this person type words."""
        await self.sends(Text(text=text, message=message))

    async def command(self, name: str, argument: str = "") -> None:
        """Let this person give a command."""
        await self.sends(Command(name=name, argument=argument))

    async def taps(self, step: str, value: str = "") -> None:
        """Let this person press a button, forged or not."""
        await self.sends(Tap(step=step, value=value))

    async def presses(self, label: str) -> None:
        """Let this person press the newest button whose label begins so."""
        for message in reversed(self.messages):
            for button in message.buttons:
                if button.text.startswith(label):
                    await self.taps(button.step, button.value)
                    return
        raise AssertionError(f"{self.user} has no button {label!r} in {[m.text[:60] for m in self.messages[-3:]]}")


@asynccontextmanager
async def open_town(
    folder: Path,
    *,
    start: datetime = MONDAY,
    config: Config | None = None,
    channels: Callable[[World, Config], Sequence[Channel]] = lambda world, config: (),
) -> AsyncIterator[Town]:
    """Give a running house on a fresh database in a folder, without ticking; with more channels than the line."""
    config = (config or Config()).model_copy(
        update={"storage": Storage(url=f"sqlite:///{folder / 'town.db'}", files=folder / "files")}
    )
    await copy_template(folder / "town.db")
    db = await app.open_database(config)
    real = [to_ms(start)]
    world = World(
        db=db,
        clock=clock.Clock(real[0], real[0], 1.0, real=lambda: real[0]),
        directory=packaged.units(),
        timetable=Timetable(packaged.calendar()),
        voice=VOICE,
    )
    world.marks.idle = 0.001
    line = Line()
    house = app.build(world, config, [line, *channels(world, config)])
    try:
        async with app.running(house, ticking=False):
            yield Town(world, house, line, real)
    finally:
        await db.close()
