"""A local Zalo Bot server: methods, limits and refusals of one bot as documented or measured, and faults on demand.

Unlike the real one it takes a webhook at a plain http address, so that tests need no certificate. What nobody knows
(how a webhook is tried again, which words refuse) is a guess, and our channel must not depend on it.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.fakes.zalo_bot_methods import JAVA, SENDING, ApiError, State, get_me, now_ms
from tests.fakes.zalo_bot_people import Person

TOKEN = "123456789:abc-xyz_local-test-token"
HEADER = "X-Bot-Api-Secret-Token"
TESTS_A_DAY = 5
AAC = "audio/aac"


@dataclass
class Fault:
    """What happens to a call of these methods: `refuse`, `soft` (HTTP 200), `html`, `lose`, `drop`, `hang`, `spare`."""

    methods: tuple[str, ...]
    kind: str
    code: int = 200
    description: str = ""


class ZaloBotServer(State):
    """The server; `async with ZaloBotServer() as server` listens on a free port, `server.url` says where.

    `wrapped` is the shape of posted events, `photo` the name of a picture's address, `replay` how often a polled
    event comes again, `posts` how often a webhook's event is posted in all, `tries` how often it is tried; `weather`
    gives the fault of a call for which none was asked.
    """

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__(token)
        self.wrapped = False
        self.photo = "photo_url"
        self.replay = 0
        self.posts = 1
        self.tries = 8
        self.hook = self.secret = ""
        self.hooked_at = 0
        self.queue: list[dict[str, Any]] = []
        self.again: dict[str, int] = {}
        self.media: dict[str, bytes] = {}
        self.faults: list[Fault] = []
        self.weather: Callable[[str], Fault | None] = lambda method: None
        self.people: dict[str, Person] = {}
        self.hook_answers: list[int] = []
        self.probes: list[int] = []
        self.tests = 0
        self._waiting: asyncio.Future[None] | None = None
        self._stopped = asyncio.Event()
        self._pusher: asyncio.Task[None] | None = None
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1."""
        app = web.Application()
        app.router.add_get("/media/{name}", self._media)
        app.router.add_route("*", "/bot{token}/{method}", self._api)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"

    async def stop(self) -> None:
        """Stop listening; whoever hangs is let go."""
        self._stopped.set()
        self._wake()
        if self._pusher:
            self._pusher.cancel()
            await asyncio.gather(self._pusher, return_exceptions=True)
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def person(self, name: str = "An") -> Person:
        """Give a person with a phone in hand; the chat begins with the first thing that he or she sends."""
        return self.people.setdefault(name, Person(self, name))

    def kept(self, content: bytes, ending: str) -> str:
        """Keep a file and give its public address."""
        name = f"{len(self.media) + 1}.{ending}"
        self.media[name] = content
        return f"{self.url}/media/{name}"

    def push(self, event: Any) -> None:
        """Queue an event, or anything, just as it is."""
        self.queue.append(event)
        self._wake()

    def fail(self, times: int, kind: str, code: int = 200, said: str = "", methods: tuple[str, ...] = ()) -> None:
        """Let something happen to the next calls of these methods, all that send if none is named."""
        self.faults += [Fault(methods or tuple(SENDING), kind, code, said) for _ in range(times)]

    async def until(self, true: Callable[[], object], seconds: float = 5.0) -> None:
        """Wait until something holds; TimeoutError if it never does."""
        async with asyncio.timeout(seconds):
            while not true():  # noqa: ASYNC110
                await asyncio.sleep(0.002)

    @property
    def polled(self) -> bool:
        """Tell whether a bot is waiting for events at this moment."""
        return self._waiting is not None and not self._waiting.done()

    def _wake(self) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)

    async def _media(self, request: web.Request) -> web.Response:
        content = self.media.get(request.match_info["name"])
        if content is None:
            return web.Response(status=404)
        return web.Response(body=content, content_type="image/jpeg" if content.startswith(b"\xff\xd8") else AAC)

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method, params = request.match_info["method"], await parameters(request)
        if request.match_info["token"] != self.token:
            return refusal(ApiError(401, "Unauthorized"))
        self.calls.append((method, params))
        fault = next((fault for fault in self.faults if method in fault.methods), None)
        if fault:
            self.faults.remove(fault)
        else:
            fault = self.weather(method)
        try:
            if fault and fault.kind not in ("lose", "spare"):
                return await self._spoil(request, fault)
            result = await self._carry_out(request.method, method, params)
        except ApiError as error:
            return refusal(error)
        if fault and fault.kind == "lose":
            return drop(request)
        return web.json_response({"ok": True} if method == "sendChatAction" else {"ok": True, "result": result})

    async def _spoil(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        error = ApiError(fault.code, fault.description or "something is wrong")
        if fault.kind == "refuse":
            raise error
        if fault.kind == "soft":
            return refusal(error, 200)
        if fault.kind == "html":
            page = f"<html><h1>{fault.code}</h1>{request.path}</html>"
            return web.Response(status=fault.code, text=page, content_type="text/html")
        if fault.kind == "hang":
            await self._stopped.wait()
        return drop(request)

    async def _carry_out(self, verb: str, method: str, params: dict[str, Any]) -> Any:
        if verb not in ("GET", "POST"):
            raise ApiError(404, "Not Found")
        if method in SENDING:
            return await SENDING[method](self, params)
        match method:
            case "getMe":
                return get_me(self, params)
            case "getUpdates":
                return await self._update(float(params.get("timeout") or 0))
            case "setWebhook":
                return await self._set_hook(params)
            case "deleteWebhook":
                self.hook = self.secret = ""
                self._push(False)
                return {"url": "", "updated_at": now_ms()}
            case "getWebhookInfo" if self.hook:
                return {"url": self.hook, "updated_at": self.hooked_at}
            case "testWebhook" if self.hook:
                self.tests += 1
                if self.tests > TESTS_A_DAY:
                    raise ApiError(426, "Daily limit exceeded", "errorCode")
                return {"url": self.hook, "verification": await self._verify()}
        raise ApiError(404, "Not Found")

    async def _update(self, seconds: float) -> dict[str, Any]:
        if self.hook:
            raise ApiError(400, "Bad Request: can't use getUpdates while webhook is active")
        if not self.queue and seconds and not self._stopped.is_set():
            mine = self._waiting = asyncio.get_running_loop().create_future()
            await asyncio.wait([mine], timeout=seconds)
        if not self.queue:
            raise ApiError(408, "Request timeout")
        event = self.queue.pop(0)
        id = event["message"].get("message_id", "") if isinstance(event, dict) and "message" in event else ""
        if self.again.setdefault(id, 0) < self.replay:
            self.again[id] += 1
            self.queue.append(event)
        return event

    async def _set_hook(self, params: dict[str, Any]) -> dict[str, Any]:
        url, secret = str(params.get("url") or ""), params.get("secret_token")
        if not url.startswith(("https://", "http://127.0.0.1")):
            raise ApiError(400, "Bad Request: url must be https")
        if not isinstance(secret, str) or not 8 <= len(secret) <= 256:
            raise ApiError(400, "Bad Request: secret_token must be 8 to 256 characters")
        self.hook, self.secret, self.hooked_at = url, secret, now_ms()
        verification = await self._verify()
        self._push(True)
        return {"url": url, "updated_at": self.hooked_at, "verification": verification}

    async def _verify(self) -> dict[str, Any]:
        """Post nothing at all to the webhook, as the real service does now and then."""
        outcome = "err.conn"
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.post(self.hook, skip_auto_headers=["Content-Type"], headers={"User-Agent": JAVA}) as answer,
            ):
                self.probes.append(answer.status)
                named = {403: "http.403", 404: "http.404"}.get(answer.status)
                other = "http.5xx" if answer.status >= 500 else "http.other"
                outcome = "webhook.ok" if answer.status // 100 == 2 else named or other
        except aiohttp.ClientError:
            pass
        return {"ok": outcome == "webhook.ok", "url": self.hook, "outcome": outcome, "hint": ""}

    def _push(self, on: bool) -> None:
        if self._pusher:
            self._pusher.cancel()
        self._pusher = asyncio.create_task(self._push_out()) if on else None

    async def _push_out(self) -> None:
        async with aiohttp.ClientSession(headers={"User-Agent": JAVA}) as session:
            while True:
                while not self.queue:  # noqa: ASYNC110
                    await asyncio.sleep(0.005)
                event = self.queue[0]
                for _ in range(self.posts):
                    await self._post(session, event)
                self.queue.remove(event)

    async def _post(self, session: aiohttp.ClientSession, event: Any) -> None:
        body = {"ok": True, "result": event} if self.wrapped else event
        for attempt in range(self.tries):
            try:
                async with session.post(self.hook, json=body, headers={HEADER: self.secret}) as answer:
                    status = answer.status
            except aiohttp.ClientError:
                status = 0
            self.hook_answers.append(status)
            if status // 100 == 2:
                return
            await asyncio.sleep(min(0.01 * 2**attempt, 0.5))


async def parameters(request: web.Request) -> dict[str, Any]:
    """Give the arguments, which may come as query, JSON, form or multipart."""
    params: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json" and request.can_read_body:
        sent = await request.json()
        return params | (sent if isinstance(sent, dict) else {})
    return params | dict(await request.post())


def refusal(error: ApiError, status: int = 0) -> web.Response:
    """Give the body of an error; it may come with HTTP 200."""
    body = {"ok": False, error.field: error.code, "description": error.description}
    return web.json_response(body, status=status or error.code)


def drop(request: web.Request) -> web.Response:
    """Break the connection without an answer."""
    if request.transport:
        request.transport.abort()
    return web.Response()
