"""The web: chat pages and their endpoints, invitations, health, the demo, and webhooks that are handed in."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.channel import SendError
from bot.channels.web import Web
from bot.web import assets, demo, pages, stream, talk
from bot.web.door import DemoDoor, Door, Texts, door_of
from bot.web.guard import Pace, Trouble

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def build(
    web: Web,
    *,
    public_url: str,
    texts: Texts,
    health: Callable[[], Awaitable[Mapping[str, Any]]],
    extra_routes: Sequence[BaseRoute] = (),
    demo: DemoDoor | None = None,
    pace: Pace | None = None,
) -> Starlette:
    """Give the web app. `health` answers /healthz, with 503 when its `ok` is False; `demo` opens /demo."""
    app = Starlette(
        routes=[*_routes(demo is not None), *extra_routes],
        middleware=[Middleware(Headers)],
        exception_handlers={
            Trouble: pages.trouble,
            SendError: pages.trouble,
            HTTPException: pages.trouble,
            Exception: failed,
        },
    )
    app.state.door = Door(web, public_url, texts, health, assets.load(), pace or Pace(), demo)
    return app


def _routes(with_demo: bool) -> list[BaseRoute]:
    found = [
        Route("/", pages.enter),
        Route("/u/{unit}", pages.enter),
        Route("/s/{survey}", pages.enter),
        Route("/q/{survey}", pages.enter),
        Route("/c/{token}", pages.chat),
        Route("/c/{token}/send", talk.send, methods=["POST"]),
        Route("/c/{token}/upload", talk.upload, methods=["POST"]),
        Route("/c/{token}/older", stream.earlier),
        Route("/c/{token}/file/{hash}", talk.file),
        Route("/events", stream.events),
        Route("/i/{token}", pages.invitation),
        Route("/i/{token}", pages.accept, methods=["POST"]),
        Route("/healthz", healthz),
        Route("/static/{version}/{name}", static),
        Route("/favicon.ico", favicon),
    ]
    if with_demo:
        found += [
            Route("/demo", demo.show),
            Route("/demo/clock", demo.clock),
            Route("/demo/clock", demo.turn, methods=["POST"]),
        ]
    return [*found]


async def healthz(request: Request) -> Response:
    """Answer how the program is."""
    found = dict(await door_of(request).health())
    return JSONResponse(found, 503 if found.get("ok") is False else 200, {"Cache-Control": "no-store"})


async def static(request: Request) -> Response:
    """Give a file of the pages; under its own version it never changes."""
    known = door_of(request).assets
    asset = known.served.get(request.path_params["name"])
    if asset is None:
        raise Trouble(404, "not_found")
    fresh = request.path_params["version"] == known.version
    headers = {
        "Content-Type": asset.mime,
        "Cache-Control": "public, max-age=31536000, immutable" if fresh else "no-store",
        "Vary": "Accept-Encoding",
    }
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(asset.packed, headers={**headers, "Content-Encoding": "gzip"})
    return Response(asset.body, headers=headers)


async def favicon(request: Request) -> Response:
    """Lead browsers that ask for the old name to the emblem."""
    return RedirectResponse(f"/static/{door_of(request).assets.version}/emblem.svg", 307)


async def failed(request: Request, error: Exception) -> Response:
    """Say that something went wrong, without what; the error itself goes on to the log."""
    response = await pages.trouble(request, error)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


class Headers:
    """Adds to every answer what keeps browsers from doing more with it than was meant."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and its answer back with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)
