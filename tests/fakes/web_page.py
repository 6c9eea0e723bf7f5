"""What the script of a chat page does, without a browser: it sends, uploads and listens over real HTTP."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
from starlette.routing import BaseRoute
from yarl import URL

from bot.web.guard import Pace
from tests.fakes.web_house import WebHouse, token_of, web_house

Answer = tuple[int, Any]


@dataclass(frozen=True)
class Reply:
    """A response that has been read."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Give the body as JSON."""
        return json.loads(self.body)


class Page:
    """A page of a house; chats go by names, from which their tokens are made."""

    def __init__(self, house: WebHouse, session: aiohttp.ClientSession) -> None:
        self.house = house
        self.session = session

    async def get(self, path: str, verb: str = "GET", **headers: str) -> Reply:
        """Give the response to a GET, or to another verb, without following where it leads."""
        async with self.session.request(
            verb, URL(path, encoded=True), allow_redirects=False, headers=headers
        ) as response:
            return Reply(response.status, response.headers, await response.read())

    async def post(
        self, path: str, data: Any, kind: str | None = None, headers: Mapping[str, str | None] | None = None
    ) -> Reply:
        """Give the response to a POST from a page of this house; a header of None is left out."""
        sent = {"Origin": self.house.url, "Content-Type": kind, **(headers or {})}
        given = {name: value for name, value in sent.items() if value is not None}
        async with self.session.post(path, data=data, headers=given, allow_redirects=False) as response:
            return Reply(response.status, response.headers, await response.read())

    async def send(
        self, chat: str = "citizen", headers: Mapping[str, str | None] | None = None, **content: Any
    ) -> Answer:
        """Send one message, with a fresh id unless one is given."""
        body = json.dumps({"id": str(uuid4()), **content}).encode()
        return await self.send_raw(body, chat, headers)

    async def send_raw(
        self, body: bytes, chat: str = "citizen", headers: Mapping[str, str | None] | None = None
    ) -> Answer:
        """Send these very bytes as JSON."""
        response = await self.post(f"/c/{token_of(chat)}/send", body, "application/json", headers)
        return response.status, response.json()

    async def upload(
        self, *files: tuple[str, str, bytes], chat: str = "citizen", id: str = "", **fields: str
    ) -> Answer:
        """Upload files, each with its name, its type as the browser says it, and its content."""
        form = aiohttp.FormData({"id": id or str(uuid4()), **fields}, quote_fields=False)
        for name, kind, content in files:
            form.add_field("file", BytesIO(content), filename=name, content_type=kind)
        response = await self.post(f"/c/{token_of(chat)}/upload", form)
        return response.status, response.json()

    @asynccontextmanager
    async def stream(self, *chats: str, last: int | None = None) -> AsyncIterator["Stream"]:
        """Open the stream of these chats, behind the bubble numbered `last`."""
        headers = {} if last is None else {"Last-Event-ID": str(last)}
        tokens = ",".join(map(token_of, chats or ("citizen",)))
        async with self.session.get(f"/events?c={tokens}", headers=headers) as response:
            assert response.status == 200
            yield Stream(response)


class Stream:
    """An open stream of events."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response

    async def next(self) -> tuple[str, Any]:
        """Give the name and the data of the next event, passing over heartbeats; ("", None) at the end."""
        name, data = "message", None
        async for raw in self.response.content:
            line = raw.decode().rstrip("\n")
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                data = json.loads(line[6:])
            elif not line and data is not None:
                return name, data
        return "", None

    async def bubbles(self, number: int) -> list[dict[str, Any]]:
        """Give so many of the next bubbles."""
        found: list[dict[str, Any]] = []
        while len(found) < number:
            name, data = await self.next()
            assert name, "the stream ended"
            if name == "message":
                found.append(data)
        return found

    async def until_ready(self) -> list[dict[str, Any]]:
        """Give the bubbles that come before the stream is ready."""
        found: list[dict[str, Any]] = []
        while (event := await self.next())[0] != "ready":
            assert event[0], "the stream ended"
            found.append(event[1])
        return found


@asynccontextmanager
async def web_page(
    folder: Path, *, demo: bool = False, pace: Pace | None = None, routes: Sequence[BaseRoute] = ()
) -> AsyncIterator[Page]:
    """Open a house and give a page of it."""
    async with (
        web_house(folder, demo=demo, pace=pace, routes=routes) as house,
        # A connection for each request: after an error the server closes the one that it came by.
        aiohttp.TCPConnector(force_close=True) as connector,
        aiohttp.ClientSession(house.url, connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        yield Page(house, session)
