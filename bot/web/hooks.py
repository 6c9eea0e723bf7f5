"""The routes on which platforms call their channels."""

from typing import Protocol, runtime_checkable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

MOST = 1_000_000
"""Bytes of one call of a platform that are read."""


@runtime_checkable
class Hooked(Protocol):
    """A channel that its platform calls: it gets the body as it came and the proof, and gives the status."""

    async def webhook(self, body: bytes, proof: str | None, /) -> int:
        """Take one call; return when all that it told is kept."""


def hook(channel: Hooked, path: str, proof: str) -> Route:
    """Give the route on which a platform calls a channel; `proof` is the header in which it shows who it is."""

    async def receive(request: Request) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST:
                return Response(status_code=413)
        status = await channel.webhook(bytes(body), request.headers.get(proof))
        return Response(status_code=status)

    return Route(path, receive, methods=["POST"])
