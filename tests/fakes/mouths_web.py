"""A person with a chat page: what its script does, and what its stream brings."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aiohttp

from bot.channels.web import chat_of
from handlers.talk.events import Arriving, Command, File, Photo, Place, Tap, Text, Voice
from handlers.talk.facts import Language
from handlers.talk.says import Button
from tests.fakes.deeds import content
from tests.fakes.mouths import Arrived
from tests.fakes.web_house import token_of
from tests.house_under_test import Town


@dataclass
class OnWeb:
    """A person with a chat page: sends by HTTP, reads the stream of events."""

    town: Town
    session: aiohttp.ClientSession
    name: str
    language: Language
    taps: bool = True
    bubbles: list[dict[str, Any]] = field(default_factory=list)
    reading: asyncio.Task[None] | None = None

    @property
    def address(self) -> tuple[str, str]:
        """The chat's public id."""
        return ("web", chat_of(token_of(self.name)))

    async def send(self, body: Arriving) -> str | None:
        """Do what the page does."""
        match body:
            case Text(text=text):
                await self._post({"text": text})
            case Command(name=name, argument=argument):
                await self._post({"text": f"/{name} {argument}".strip()})
            case Photo(ref=ref, album=album, caption=caption):
                await self._upload(ref, "image/jpeg", album, caption)
            case File(ref=ref, album=album, caption=caption, mime=mime):
                await self._upload(ref, mime, album, caption)
            case Voice(ref=ref, mime=mime):
                await self._upload(ref, mime, None, "")
            case Place(latitude=latitude, longitude=longitude):
                await self._post({"place": {"lat": latitude, "lon": longitude}})
            case Tap(step=step, value=value):
                await self._post({"tap": {"step": step, "value": value}})
            case _:
                raise AssertionError(f"a page cannot send {body.kind}")
        await self.town.settle()
        return None

    async def press(self, button: Button, label: str) -> None:
        """Press the button of the newest bubble that shows it."""
        await self.arrived()
        wanted = {"text": label, "step": button.step, "value": button.value}
        if not any(wanted in bubble["buttons"] for bubble in self.bubbles):
            raise AssertionError(f"no such button has arrived: {wanted}")
        await self._post({"tap": {"step": button.step, "value": button.value, "label": label}})
        await self.town.settle()

    async def join(self, token: str) -> None:
        """Press the button on the invitation's page, which opens a chat; later ones are typed."""
        if self.bubbles or await self.arrived():
            await self.send(Command(name="join", argument=token))
            return
        form = {"chat": token_of(self.name)}
        how = {"headers": self._headers(), "allow_redirects": False}
        async with self.session.post(f"/i/{token}", data=form, **how) as answer:  # type: ignore[arg-type]
            assert answer.status == 303, await answer.text()
        await self.town.settle()

    async def arrived(self) -> Arrived:
        """Give the bot's bubbles that came by the stream, once all that is on the shelf has come."""
        if self.reading is None:
            self.reading = asyncio.create_task(self._read())
        query = "SELECT coalesce(max(seq), 0) FROM web_messages WHERE chat = ?"
        newest = (await self.town.world.db.read.fetch(query, self.address[1]))[0][0]
        async with asyncio.timeout(5):
            while newest and not any(one["seq"] == newest for one in self.bubbles):  # noqa: ASYNC110
                await asyncio.sleep(0.001)
        said = [one for one in self.bubbles if one["who"] == "bot"]
        return [(one["text"], [button["text"] for button in one["buttons"]]) for one in said]

    async def _read(self) -> None:
        async with self.session.get(f"/events?c={token_of(self.name)}") as response:
            async for raw in response.content:
                line = raw.decode()
                if line.startswith("data: ") and "seq" in (bubble := json.loads(line[6:])):
                    self.bubbles.append(bubble)

    async def _post(self, sent: dict[str, Any]) -> None:
        body = {"id": str(uuid4()), **sent}
        path = f"/c/{token_of(self.name)}/send"
        async with self.session.post(path, json=body, headers=self._headers()) as answer:
            assert answer.status == 200, await answer.text()

    async def _upload(self, name: str, mime: str, album: str | None, caption: str) -> None:
        form = aiohttp.FormData({"id": str(uuid4()), "album": album or "", "caption": caption})
        form.add_field("file", content(name), filename=name, content_type=mime)
        path = f"/c/{token_of(self.name)}/upload"
        async with self.session.post(path, data=form, headers=self._headers()) as answer:
            assert answer.status == 200, await answer.text()

    def _headers(self) -> dict[str, str]:
        return {"Origin": str(self.session._base_url).rstrip("/"), "Accept-Language": self.language}


@asynccontextmanager
async def pages(town: Town, url: str) -> AsyncIterator[Callable[[str, Language], OnWeb]]:
    """Give what opens a page for a person; all are closed at the end."""
    opened: list[OnWeb] = []
    async with aiohttp.ClientSession(url, cookie_jar=aiohttp.DummyCookieJar()) as session:

        def page(who: str, language: Language) -> OnWeb:
            opened.append(OnWeb(town, session, who, language))
            return opened[-1]

        yield page
        for one in opened:
            if one.reading is not None:
                one.reading.cancel()
                with suppress(asyncio.CancelledError):
                    await one.reading
