"""One person's end of a channel: straight to the conductor, Telegram, a terminal."""

import asyncio
import json
import queue
from typing import Any

from bot.channels.channel import Receive
from bot.channels.console import Console
from handlers.talk.events import (
    Address,
    Arriving,
    Command,
    Contact,
    Edited,
    File,
    Incoming,
    Photo,
    Place,
    Tap,
    Text,
    Unsupported,
    Voice,
)
from handlers.talk.facts import Language
from handlers.talk.says import Button
from tests.fakes.deeds import content
from tests.fakes.telegram_server import TelegramServer
from tests.house_under_test import Town

Arrived = list[tuple[str, list[str]]]
"""Messages as their reader sees them: the words, and the words on the buttons."""


class Direct:
    """Hands events to the conductor without a channel between; its way back is the town's fake line."""

    taps = True

    def __init__(self, town: Town, user: str, language: Language = "vi") -> None:
        self.town, self.language = town, language
        self.address = ("line", user)
        self._last = 0

    async def send(self, body: Arriving) -> str | None:
        """Hand over one event; words and pictures get an id, as on a channel."""
        self._last += 1
        id_ = f"m{self._last}"
        if isinstance(body, Text | Photo | File):
            body = body.model_copy(update={"message": id_})
        if isinstance(body, Photo | File | Voice):
            self.town.line.files[body.ref] = content(body.ref)
        sender = Address(channel="line", user=self.address[1])
        await self.town.receive(Incoming(id=self.town.next_id(), sender=sender, body=body, hint=self.language))
        return id_

    async def press(self, button: Button, label: str) -> None:
        """Hand over a tap."""
        await self.send(Tap(step=button.step, value=button.value))

    async def join(self, token: str) -> None:
        """Take up an invitation."""
        await self.send(Command(name="start", argument=f"i-{token}"))

    async def arrived(self) -> Arrived:
        """Give what the line got for this person."""
        return [(one.text, [b.text for b in one.buttons]) for one in self.town.line.sent.get(self.address[1], [])]


class OnTelegram:
    """A person with Telegram on the phone, by the local server."""

    taps = True

    def __init__(self, town: Town, server: TelegramServer, number: int, name: str, language: Language) -> None:
        self.town, self.server = town, server
        self.phone = server.person(number, name, language)
        self.address = ("telegram", str(number))

    async def send(self, body: Arriving) -> str | None:
        """Do it on the phone."""
        phone, made = self.phone, 0
        match body:
            case Text(text=text):
                made = phone.say(text)
            case Command(name=name, argument=argument):
                phone.say(f"/{name} {argument}".strip())
            case Photo(ref=ref, album=album, caption=caption):
                made = phone.photo(content(ref), caption, album)
            case File(ref=ref, name=name, caption=caption):
                made = phone.document(content(ref), name, caption=caption)
            case Voice(ref=ref):
                phone.voice(content(ref))
            case Place(latitude=latitude, longitude=longitude):
                phone.place(latitude, longitude)
            case Contact(phone=number, own=own):
                phone.contact(number, None if own else 1)
            case Edited(of=of, text=text):
                phone.edit(int(of), text)
            case Tap(step=step, value=value):
                phone.press(f"{step}|{value}")
            case Unsupported():
                phone.sticker()
        await self._taken()
        return str(made) if made else None

    async def press(self, button: Button, label: str) -> None:
        """Press the newest inline button that really arrived with these words."""
        wanted = {"text": label, "callback_data": f"{button.step}|{button.value}"}
        there = [sent.id for sent in self.phone.seen if any(wanted in row for row in sent.rows)]
        if not there and label not in {one for _, labels in await self.arrived() for one in labels}:
            raise AssertionError(f"no such button has arrived: {wanted}")
        # A card that has changed meanwhile may still be pressed as it was, by whoever was just about to.
        self.phone.press(wanted["callback_data"], there[-1] if there else self.phone.seen[-1].id)
        await self._taken()

    async def join(self, token: str) -> None:
        """Open the invitation's deep link."""
        self.phone.say(f"/start i-{token}")
        await self._taken()

    async def arrived(self) -> Arrived:
        """Give what the server was asked to show to this person, changes of a message too."""
        found: Arrived = []
        for method, params in self.server.calls:
            if str(params.get("chat_id")) == self.address[1] and method.startswith(("send", "editMessage")):
                markup = params.get("reply_markup") or "{}"
                rows = (json.loads(markup) if isinstance(markup, str) else markup).get("inline_keyboard", [])
                words = params.get("text") or params.get("caption") or ""
                found.append((words, [button["text"] for row in rows for button in row]))
        return found

    async def _taken(self) -> None:
        await self.server.until(lambda: not self.server.queue)
        await self.town.settle()


class Terminal(Console):
    """The terminal channel with its lines fed by a test, and what it shows kept in a list."""

    def __init__(self, user: str) -> None:
        self.lines: queue.Queue[str] = queue.Queue()
        self.shown: list[str] = []
        self.taken = 0
        super().__init__(user, "run", self.shown.append, self.lines.get)

    async def listen(self, receive: Receive) -> None:
        """Listen, counting what was taken."""

        async def counted(events: Any) -> None:
            await receive(events)
            self.taken += 1

        await super().listen(counted)


class OnTerminal:
    """A person at a terminal."""

    taps = False

    def __init__(self, town: Town, terminal: Terminal, user: str) -> None:
        self.town, self.terminal = town, terminal
        self.address = (terminal.name, user)
        self._typed = 0

    async def send(self, body: Arriving) -> str | None:
        """Type a line."""
        match body:
            case Text(text=text) if "\n" not in text:
                line = text
            case Command(name=name, argument=argument):
                line = f"/{name} {argument}".strip()
            case _:
                raise AssertionError(f"a terminal cannot send {body.kind}")
        self._typed += 1
        self.terminal.lines.put(f"{line}\n")
        async with asyncio.timeout(5):
            while self.terminal.taken < self._typed:  # noqa: ASYNC110
                await asyncio.sleep(0.001)
        await self.town.settle()
        return None

    async def press(self, button: Button, label: str) -> None:
        """A terminal has no buttons."""
        raise AssertionError(f"no button can be pressed at a terminal: {label}")

    async def join(self, token: str) -> None:
        """Take up an invitation."""
        await self.send(Command(name="join", argument=token))

    async def arrived(self) -> Arrived:
        """Give what the terminal showed."""
        return [(text, []) for text in self.terminal.shown]
