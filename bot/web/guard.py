"""What a request must pass before anything is done for it: its origin, its size, its pace."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Literal
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive

TroubleName = Literal[
    "file_type",
    "forbidden",
    "not_allowed",
    "not_found",
    "not_ready",
    "slow_down",
    "too_big",
    "too_large",
    "too_slow",
    "unreadable",
    "went_wrong",
]
"""Each has a text, `web.` and its name."""


class Trouble(Exception):
    """A request that is not carried out: its HTTP status, and the name of what is the matter."""

    def __init__(self, status: int, name: TroubleName, wait: float = 0) -> None:
        super().__init__(name)
        self.status = status
        self.name = name
        self.wait = wait


def check_origin(request: Request, public_url: str) -> None:
    """Let through what a page of ours sent; Trouble 403 for what another site made a browser send.

    A request without Origin comes from a program, or from a browser that says `same-origin` beside it; it
    must be JSON, which no form of another site can send.
    """
    origin = request.headers.get("origin")
    if origin is None:
        alone = request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
        if not (alone and media_type(request) == "application/json"):
            raise Trouble(403, "forbidden")
        return
    parts = urlsplit(origin)
    ours = parts.scheme in ("http", "https") and parts.netloc == request.headers.get("host")
    if not ours and origin != origin_of(public_url):
        raise Trouble(403, "forbidden")


def origin_of(url: str) -> str:
    """Give scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def media_type(request: Request) -> str:
    """Give the media type of a request's body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def read_body(request: Request, media: str, cap: int, patience: float = 20) -> bytes:
    """Give the body of a request of this media type: at most `cap` bytes, within `patience` seconds."""
    if media_type(request) != media:
        raise Trouble(415, "unreadable")
    body = bytearray()
    try:
        async with asyncio.timeout(patience):
            async for piece in limited(request, cap).stream():
                body += piece
    except TimeoutError:
        raise Trouble(408, "too_slow") from None
    except ClientDisconnect:
        raise Trouble(400, "unreadable") from None
    return bytes(body)


def limited(request: Request, cap: int) -> Request:
    """Give the same request with a body that ends in Trouble 413 after `cap` bytes."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > cap:
        raise Trouble(413, "too_large")
    return Request(request.scope, _counting(request.receive, cap))


def _counting(receive: Receive, cap: int) -> Receive:
    seen = 0

    async def inner() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > cap:
            raise Trouble(413, "too_large")
        return message

    return inner


class Pace:
    """So many messages of one chat in so many real seconds."""

    def __init__(self, limit: int = 30, window: float = 60, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._window = window
        self._clock = clock
        self._seen: dict[str, deque[float]] = {}

    def check(self, chat: str) -> None:
        """Count one message; Trouble 429, with the seconds to wait, when it is one too many."""
        now = self._clock()
        if len(self._seen) > 10_000:
            self._seen = {name: times for name, times in self._seen.items() if times[-1] > now - self._window}
        times = self._seen.setdefault(chat, deque())
        while times and times[0] <= now - self._window:
            times.popleft()
        if len(times) >= self._limit:
            raise Trouble(429, "slow_down", times[0] + self._window - now)
        times.append(now)
