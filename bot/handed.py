"""Kept files under an address that nobody can guess and that ends: for platforms that fetch pictures themselves."""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import Callable
from mimetypes import guess_type
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handlers.talk.says import Attachment

PATH = "/tep"


class Links:
    """Makes such addresses and opens what lies behind them; nothing is kept for it."""

    def __init__(self, secret: str, public_url: str, seconds: int, now: Callable[[], int]) -> None:
        """`secret` is never shown; the key of all addresses comes from it. `now` gives epoch milliseconds."""
        self._key = hashlib.sha256(b"langnghe files\0" + secret.encode()).digest()
        self._public_url, self._seconds, self._now = public_url.rstrip("/"), seconds, now

    def to(self, file: Attachment) -> str:
        """Give the public address of a file; "" where this server has none."""
        if not self._public_url:
            return ""
        until = self._now() // 1000 + self._seconds
        signed = self._signature(until, file.hash, file.name)
        return f"{self._public_url}{PATH}/{until}/{signed}/{file.hash}/{quote(file.name, safe='')}"

    def opens(self, until: str, signed: str, hash: str, name: str) -> bool:
        """Tell whether this is an address of ours whose time has not run out."""
        if not (until.isascii() and until.isdecimal()) or int(until) * 1000 <= self._now():
            return False
        return hmac.compare_digest(signed.encode("utf-8", "replace"), self._signature(int(until), hash, name).encode())

    def _signature(self, until: int, hash: str, name: str) -> str:
        made = hmac.digest(self._key, f"{until}/{hash}/{name}".encode("utf-8", "replace"), "sha256")
        return base64.urlsafe_b64encode(made[:18]).decode()


def route(links: Links, open_file: Callable[[str], bytes]) -> Route:
    """Give the route behind the addresses; one that is not ours, or is too old, is not found."""

    async def give(request: Request) -> Response:
        asked = request.path_params
        if not links.opens(asked["until"], asked["signed"], asked["hash"], asked["name"]):
            return Response(status_code=404)
        try:
            content = await asyncio.to_thread(open_file, asked["hash"])
        except (OSError, ValueError):
            return Response(status_code=404)
        mime = guess_type(asked["name"])[0] or "application/octet-stream"
        shown = "inline" if mime in ("image/jpeg", "image/png") else "attachment"
        headers = {"Cache-Control": "private, no-store", "Content-Disposition": shown, "X-Robots-Tag": "noindex"}
        return Response(content, media_type=mime, headers=headers)

    return Route(f"{PATH}/{{until}}/{{signed}}/{{hash}}/{{name}}", give)
