"""Faults of the local Bot API server: refusals, pages of HTML, answers that never come."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.fakes.telegram_methods import ApiError


@dataclass
class Fault:
    """What happens to a call whose method begins so: refused, answered with a page, lost or left hanging."""

    methods: tuple[str, ...]
    kind: str
    code: int = 200
    description: str = ""
    parameters: dict[str, Any] | None = None


USUAL = {
    400: "Bad Request: something is wrong",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request",
    413: "Request Entity Too Large",
    429: "Too Many Requests: retry later",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


def refusal(error: ApiError) -> web.Response:
    """Give the documented body of an error."""
    body = {"ok": False, "error_code": error.code, "description": error.description}
    return web.json_response(
        {**body, **({"parameters": error.parameters} if error.parameters else {})}, status=error.code
    )


def drop(request: web.Request) -> web.Response:
    """Break the connection without an answer."""
    if request.transport:
        request.transport.abort()
    return web.Response()
