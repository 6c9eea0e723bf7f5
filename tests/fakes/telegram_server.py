"""A local Bot API server: the documented methods, limits and refusals of one bot, and faults on demand.

Run it alone with `python -m tests.fakes.telegram_server --port 9002`; then `/control/…` drives it over HTTP.
Unlike the real one it takes a webhook at a plain http address, so that tests need no certificate.
"""

import argparse
import asyncio
import json
import math
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.fakes.telegram_faults import USUAL, Fault, drop, refusal
from tests.fakes.telegram_groups import Group, get_chat_member
from tests.fakes.telegram_methods import METHODS, ApiError, Sent, State, decoded, number
from tests.fakes.telegram_people import Person

TOKEN = "123456789:AAE-local_test_token"
SENDING = ("send", "edit")


class TelegramServer(State):
    """The server; `async with TelegramServer() as server` listens on a free port, `server.url` says where."""

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__(token)
        self.faults: list[Fault] = []
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.hook_answers: list[int] = []
        self._poller: asyncio.Future[bool] | None = None
        self._stopped = asyncio.Event()
        self._pusher: asyncio.Task[None] | None = None
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1."""
        app = web.Application(client_max_size=60_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._api)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        app.router.add_route("*", "/control/{what}", self._control)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"

    async def stop(self) -> None:
        """Stop listening; whoever hangs is let go."""
        self._stopped.set()
        self._wake(True)
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

    def person(self, id: int = 5001, name: str = "An", language: str = "vi") -> Person:
        """Give a person with a phone in hand; the chat begins with the first thing that he or she sends."""
        return self.people.setdefault(id, Person(self, id, name, language))

    def group(self, id: int = -1001, title: str = "Khu phố", type: str = "supergroup") -> Group:
        """Give a group, a supergroup or a channel in which the bot is not yet."""
        return self.groups.setdefault(id, Group(self, id, title, type))

    def push(self, update: dict[str, Any]) -> int:
        """Queue an update for the bot, unless it did not ask for that kind, and give its number."""
        self.last_update += 1
        numbered = {"update_id": self.last_update, **update}
        if self.allowed is None or self.allowed & update.keys():
            self.queue.append(numbered)
            self._wake(True)
        return int(numbered["update_id"])

    def push_raw(self, *updates: Any) -> None:
        """Queue anything, just as it is."""
        self.queue += updates
        self._wake(True)

    def fail(
        self,
        times: int,
        code: int,
        description: str = "",
        *,
        retry_after: int = 0,
        methods: tuple[str, ...] = SENDING,
    ) -> None:
        """Refuse the next calls with a documented error body."""
        parameters = {"retry_after": retry_after} if retry_after else None
        self.faults += [Fault(methods, "refuse", code, description, parameters) for _ in range(times)]

    def spare(self, times: int = 1, *, methods: tuple[str, ...] = SENDING) -> None:
        """Let the next calls through, before the faults that are asked for after this."""
        self.faults += [Fault(methods, "spare") for _ in range(times)]

    def lose(self, times: int = 1, *, delivered: bool = True, methods: tuple[str, ...] = SENDING) -> None:
        """Close the connection of the next calls instead of answering, after carrying them out or before."""
        self.faults += [Fault(methods, "lose" if delivered else "drop") for _ in range(times)]

    def hang(self, times: int = 1, *, methods: tuple[str, ...] = SENDING) -> None:
        """Never answer the next calls."""
        self.faults += [Fault(methods, "hang") for _ in range(times)]

    def garble(self, times: int = 1, code: int = 502, *, methods: tuple[str, ...] = SENDING) -> None:
        """Answer the next calls with a page of HTML."""
        self.faults += [Fault(methods, "html", code) for _ in range(times)]

    async def until(self, true: Callable[[], object], seconds: float = 5.0) -> None:
        """Wait until something holds; TimeoutError if it never does."""
        async with asyncio.timeout(seconds):
            while not true():  # noqa: ASYNC110
                await asyncio.sleep(0.002)

    def _wake(self, alone: bool) -> None:
        if self._poller and not self._poller.done():
            self._poller.set_result(alone)

    async def _api(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            known = ":" in request.match_info["token"]
            return refusal(ApiError(401, "Unauthorized") if known else ApiError(404, "Not Found"))
        method = request.match_info["method"].lower()
        params, files = await parameters(request)
        self.calls.append((request.match_info["method"], params))
        fault = next((fault for fault in self.faults if method.startswith(fault.methods)), None)
        if fault:
            self.faults.remove(fault)
        try:
            if fault and fault.kind not in ("lose", "spare"):
                return await self._spoil(request, fault)
            result = await self._carry_out(method, params, files)
        except ApiError as error:
            return refusal(error)
        return drop(request) if fault and fault.kind == "lose" else web.json_response({"ok": True, "result": result})

    async def _spoil(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.kind == "refuse":
            raise ApiError(fault.code, fault.description or USUAL[fault.code], fault.parameters)
        if fault.kind == "html":
            page = f"<html><h1>{fault.code}</h1>{request.path}</html>"
            away = {"Location": "/control/sent"} if 300 <= fault.code < 400 else None
            return web.Response(status=fault.code, text=page, content_type="text/html", headers=away)
        if fault.kind == "hang":
            await self._stopped.wait()
        return drop(request)

    async def _carry_out(self, method: str, params: dict[str, Any], files: dict[str, Any]) -> Any:
        if method == "getupdates":
            return await self._updates(params)
        if method in ("setwebhook", "deletewebhook"):
            return self._set_hook(params if method == "setwebhook" else {**params, "url": ""})
        if method == "getchatmember":
            return get_chat_member(self, params, files)
        if method not in METHODS:
            raise ApiError(404, "Not Found")
        return METHODS[method](self, params, files)

    async def _updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        if self.hook:
            raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active")
        if "allowed_updates" in params:
            self.allowed = set(decoded(params["allowed_updates"])) or None
        self._wake(False)
        offset = number(params.get("offset", 0))
        self.queue = self.queue[offset:] if offset < 0 else [u for u in self.queue if id_of(u) >= offset]
        limit, seconds = number(params.get("limit", 100)), number(params.get("timeout", 0))
        if not self.queue and seconds > 0 and not self._stopped.is_set():
            mine = self._poller = asyncio.get_running_loop().create_future()
            await asyncio.wait([mine], timeout=seconds)
            if mine.done() and not mine.result():
                raise ApiError(409, "Conflict: terminated by other getUpdates request")
        return self.queue[: max(1, min(limit, 100))]

    @property
    def polled(self) -> bool:
        """Tell whether a bot is waiting for updates at this moment."""
        return self._poller is not None and not self._poller.done()

    def _set_hook(self, params: dict[str, Any]) -> bool:
        url = str(params.get("url", ""))
        if url and not url.startswith(("https://", "http://127.0.0.1")):
            raise ApiError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if "allowed_updates" in params:
            self.allowed = set(decoded(params["allowed_updates"])) or None
        if params.get("drop_pending_updates") in (True, "true", "True"):
            self.queue.clear()
        self.hook, self.secret = url, str(params.get("secret_token", ""))
        if self._pusher:
            self._pusher.cancel()
        self._pusher = asyncio.create_task(self._push_out()) if url else None
        return True

    async def _push_out(self) -> None:
        async with aiohttp.ClientSession() as session:
            failures = 0
            while True:
                if not self.queue:
                    await asyncio.sleep(0.01)
                    continue
                update, headers = self.queue[0], {"X-Telegram-Bot-Api-Secret-Token": self.secret}
                try:
                    async with session.post(self.hook, json=update, headers=headers) as answer:
                        status = answer.status
                except aiohttp.ClientError:
                    status = 0
                self.hook_answers.append(status)
                if 200 <= status < 300:
                    self.queue.remove(update)
                    failures = 0
                else:
                    failures += 1
                    await asyncio.sleep(min(0.02 * 2**failures, 1.0))

    async def _file(self, request: web.Request) -> web.Response:
        content = self.paths.get(request.match_info["path"])
        if request.match_info["token"] != self.token or content is None:
            return refusal(ApiError(404, "Not Found"))
        return web.Response(body=content)

    async def _control(self, request: web.Request) -> web.Response:
        """Drive the server from another process: person, push, fail, lose, hang, garble; sent, calls."""
        what = request.match_info["what"]
        if what == "sent":
            after = number(request.query.get("after", 0))
            return web.json_response([shown(sent) for sent in self.sent[after:]])
        if what == "calls":
            return web.json_response([method for method, _ in self.calls])
        orders = await request.json()
        if what == "person":
            person = self.person(orders["id"])
            return web.json_response({"result": getattr(person, orders["do"])(*orders.get("args", []))})
        if what not in ("push", "fail", "spare", "lose", "hang", "garble"):
            raise web.HTTPNotFound
        return web.json_response({"result": getattr(self, what)(*orders)})


async def parameters(request: web.Request) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the arguments, which may come as query, JSON, form or multipart, and the files among them."""
    params: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json" and request.can_read_body:
        return params | json.loads(await request.read()), {}
    fields = await request.post()
    files = {name: field for name, field in fields.items() if isinstance(field, web.FileField)}
    return params | {name: field for name, field in fields.items() if name not in files}, files


def id_of(update: Any) -> float:
    """Give an update's number; one that has none stays for ever."""
    return update.get("update_id", math.inf) if isinstance(update, dict) else math.inf


def shown(sent: Sent) -> dict[str, Any]:
    """Give a message as JSON; of a file only its length."""
    return {**asdict(sent), "file": None if sent.file is None else len(sent.file)}


async def serve(port: int) -> None:
    """Run alone until killed."""
    server = TelegramServer()
    await server.start(port)
    print(server.url, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--port", type=int, default=9002)
    asyncio.run(serve(asked.parse_args().port))
