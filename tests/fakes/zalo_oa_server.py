"""A local Zalo: the token server, the Official Account's API with its windows and limits, and the signed webhook.

Run it alone with `python -m tests.fakes.zalo_oa_server --port 9003 --oa-type 4`. Errors travel with HTTP 200, as the
real one's do; the waits between two deliveries of an event are a thousandth of Zalo's.
"""

import argparse
import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.fakes.zalo_oa_methods import (
    APP,
    JSON_CALLS,
    KEY,
    OA,
    Sent,
    State,
    ZaloError,
    check_token,
    get_oa,
    grant,
    upload,
    user_detail,
)
from tests.fakes.zalo_oa_people import Person

LADDER = (30, 300, 900, 1800, 3600)
"""Seconds after which Zalo delivers an event again that got no 200."""
AFTER = ("lose", "lie", "falter")
"""Faults that come after the call was carried out."""
SENDING = ("/v3.0/oa/message", "/v2.0/oa/message")


@dataclass
class Fault:
    """What happens to the next call whose path begins so: see the methods of the server."""

    paths: tuple[str, ...]
    kind: str
    code: int = 0


class ZaloOaServer(State):
    """The server; `async with ZaloOaServer() as server` listens on a free port, `server.url` says where."""

    def __init__(self, oa_type: int = 2) -> None:
        super().__init__(oa_type=oa_type)
        self.faults: list[Fault] = []
        self.calls: list[str] = []
        self.people: dict[str, Person] = {}
        self.media: dict[str, bytes] = {}
        self.hook, self.hook_answers = "", list[int]()
        self.retries: list[int] = []
        self.first, self.bare, self.scale, self.copies, self.left = APP, False, 0.001, 1, self.limit
        self.echoes = False
        self._deliveries: set[asyncio.Task[None]] = set()
        self._stopped = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1."""
        app = web.Application(client_max_size=20_000_000)
        app.router.add_post("/v4/oa/access_token", self._oauth)
        app.router.add_get("/media/{id}/{name}", self._media)
        app.router.add_route("*", "/{path:v[23].0/.+}", self._api)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self._session = aiohttp.ClientSession()

    async def stop(self) -> None:
        """Stop listening; whoever hangs is let go."""
        self._stopped.set()
        for task in self._deliveries:
            task.cancel()
        await asyncio.gather(*self._deliveries, return_exceptions=True)
        if self._session:
            await self._session.close()
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def person(self, id: str = "8309000000000000001") -> Person:
        """Give a person with Zalo on the phone, who has not written yet."""
        return self.people.setdefault(id, Person(self, id))

    def refuse(self, code: int, times: int = 1, *, paths: tuple[str, ...] = SENDING) -> None:
        """Answer the next calls with an error number, in HTTP 200."""
        self.faults += [Fault(paths, "refuse", code) for _ in range(times)]

    def lie(self, code: int, times: int = 1, *, paths: tuple[str, ...] = SENDING) -> None:
        """Carry the next calls out, and answer with an error number all the same."""
        self.faults += [Fault(paths, "lie", code) for _ in range(times)]

    def garble(self, status: int = 502, times: int = 1, *, paths: tuple[str, ...] = SENDING) -> None:
        """Answer the next calls with a page of HTML."""
        self.faults += [Fault(paths, "html", status) for _ in range(times)]

    def falter(self, status: int = 502, times: int = 1, *, paths: tuple[str, ...] = SENDING) -> None:
        """Carry the next calls out, and answer with a page of HTML all the same."""
        self.faults += [Fault(paths, "falter", status) for _ in range(times)]

    def lose(self, times: int = 1, *, delivered: bool = True, paths: tuple[str, ...] = SENDING) -> None:
        """Close the connection of the next calls instead of answering, after carrying them out or before."""
        self.faults += [Fault(paths, "lose" if delivered else "drop") for _ in range(times)]

    def spare(self, times: int = 1, *, paths: tuple[str, ...] = SENDING) -> None:
        """Let the next calls go well, before what is asked for after them."""
        self.faults += [Fault(paths, "spare") for _ in range(times)]

    def hang(self, times: int = 1, *, paths: tuple[str, ...] = SENDING) -> None:
        """Never answer the next calls."""
        self.faults += [Fault(paths, "hang") for _ in range(times)]

    async def until(self, true: Callable[[], object], seconds: float = 5.0) -> None:
        """Wait until something holds; TimeoutError if it never does."""
        async with asyncio.timeout(seconds):
            while not true():  # noqa: ASYNC110
                await asyncio.sleep(0.002)

    def push(self, event: dict[str, Any]) -> None:
        """Deliver an event to the webhook, as often as `copies` says, until it is taken."""
        body = json.dumps(event, ensure_ascii=False).encode()
        for _ in range(self.copies):
            task = asyncio.create_task(self._deliver(body, str(event.get("timestamp", ""))))
            self._deliveries.add(task)
            task.add_done_callback(self._deliveries.discard)

    async def quiet(self) -> None:
        """Return when every event is taken or given up."""
        while self._deliveries:
            await asyncio.gather(*self._deliveries)

    def signature(self, body: bytes, timestamp: str) -> str:
        """Give the header that signs a body."""
        made = hashlib.sha256(self.first.encode() + body + timestamp.encode() + KEY.encode()).hexdigest()
        return made if self.bare else f"mac={made}"

    async def _deliver(self, body: bytes, timestamp: str) -> None:
        assert self._session is not None
        headers = {"X-ZEvent-Signature": self.signature(body, timestamp), "Content-Type": "application/json"}
        for again, wait in enumerate((*LADDER, 0)):
            if again:
                headers["num_retry"] = str(again)
                self.retries.append(again)
            try:
                timeout = aiohttp.ClientTimeout(total=2)
                async with self._session.post(self.hook, data=body, headers=headers, timeout=timeout) as answer:
                    status = answer.status
            except (aiohttp.ClientError, TimeoutError):
                status = 0
            self.hook_answers.append(status)
            if status == 200:
                return
            await asyncio.sleep(wait * self.scale)

    async def _oauth(self, request: web.Request) -> web.StreamResponse:
        fault = self._fault(request.path)
        if fault and fault.kind not in AFTER:
            return await self._spoil(request, fault)
        form = {name: str(value) for name, value in (await request.post()).items()}
        found = grant(self, form, request.headers.get("secret_key", ""))
        return drop(request) if fault else web.json_response(found)

    async def _api(self, request: web.Request) -> web.StreamResponse:
        self.calls.append(request.path)
        fault = None
        try:
            check_token(self, request.headers.get("access_token", ""))
            if self.left <= 0:
                raise ZaloError(-32, "Rate limit")
            self.left -= 1
            fault = self._fault(request.path)
            if fault and fault.kind not in AFTER:
                return await self._spoil(request, fault)
            data = await self._carry_out(request)
        except ZaloError as error:
            return self._answer({"error": error.code, "message": str(error)})
        if fault and fault.kind != "lie":
            return await self._spoil(request, fault)
        if fault:
            return self._answer({"error": fault.code, "message": "error, or so it says"})
        return self._answer({"data": data, "error": 0, "message": "Success"})

    def _answer(self, body: dict[str, Any]) -> web.Response:
        headers = {"X-RateLimit-Limit": str(self.limit), "X-RateLimit-Remain": str(self.left)}
        return web.json_response(body, headers=headers)

    def _fault(self, path: str) -> Fault | None:
        fault = next((one for one in self.faults if path.startswith(one.paths)), None)
        if fault:
            self.faults.remove(fault)
        return fault if fault and fault.kind != "spare" else None

    async def _spoil(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.kind == "refuse":
            return self._answer({"error": fault.code, "message": "refused"})
        if fault.kind in ("html", "falter"):
            page = f"<html><h1>{fault.code}</h1></html>"
            return web.Response(status=fault.code, text=page, content_type="text/html")
        if fault.kind == "hang":
            await self._stopped.wait()
        return drop(request)

    async def _carry_out(self, request: web.Request) -> dict[str, Any]:
        if request.path == "/v2.0/oa/getoa":
            return get_oa(self)
        if request.path == "/v3.0/oa/user/detail":
            return user_detail(self, json.loads(request.query["data"]))
        if request.path.startswith("/v2.0/oa/upload/"):
            part = (await request.post()).get("file")
            if not isinstance(part, web.FileField):
                raise ZaloError(-201, "file is missing")
            return upload(self, request.path.rpartition("/")[2], part.filename, part.file.read())
        if request.path not in JSON_CALLS or request.method != "POST":
            raise ZaloError(-201, "no such call")
        before = len(self.sent)
        found = JSON_CALLS[request.path](self, await request.json())
        for sent in self.sent[before:]:
            self._echo(sent)
        return found

    def _echo(self, sent: Sent) -> None:
        """Let the webhook hear what the account itself has sent, as Zalo does."""
        if self.hook and self.echoes:
            frame = {"event_name": "oa_send_text", "app_id": APP, "timestamp": str(self.now())}
            sides = {"sender": {"id": OA}, "recipient": {"id": sent.user}}
            self.push({**frame, **sides, "message": {"msg_id": sent.id, "text": sent.text}})

    async def _media(self, request: web.Request) -> web.Response:
        content = self.media.get(request.match_info["id"])
        return web.Response(status=404) if content is None else web.Response(body=content)


def drop(request: web.Request) -> web.Response:
    """Break the connection without an answer."""
    if request.transport:
        request.transport.abort()
    return web.Response()


async def serve(port: int, oa_type: int) -> None:
    """Run alone until killed; a first pair of tokens is printed."""
    server = ZaloOaServer(oa_type)
    await server.start(port)
    print(json.dumps({"url": server.url, **server.tokens()}), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--port", type=int, default=9003)
    asked.add_argument("--oa-type", type=int, default=2)
    given = asked.parse_args()
    asyncio.run(serve(given.port, given.oa_type))
