"""What every page and endpoint of the web needs, in one value; and the language of a request."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web import Web
from bot.web.assets import Assets
from bot.web.guard import Pace

LANGUAGES: Final = ("vi", "en")
YEAR: Final = 365 * 24 * 3600

Texts = Callable[[str, str], str]
"""Gives the words of a page: language, key."""


@dataclass(frozen=True)
class DemoDoor:
    """The demo's cast, role and token of each, and its clock: what it says, and how it is moved."""

    cast: tuple[tuple[str, str], ...]
    now: Callable[[], datetime]
    speed: Callable[[], float]
    jump: Callable[[timedelta], Awaitable[None]]
    set_speed: Callable[[float], Awaitable[None]]
    speaks: Callable[[], Awaitable[tuple[str | None, ...]]]
    """Gives the language of each of the cast's talks; None for one that has not begun."""


@dataclass(frozen=True)
class Door:
    """The web's own wiring, put into the state of the app."""

    web: Web
    public_url: str
    texts: Texts
    health: Callable[[], Awaitable[Mapping[str, Any]]]
    assets: Assets
    pace: Pace
    demo: DemoDoor | None = None

    @property
    def secure(self) -> bool:
        """Tell whether people come by https, so that cookies must too."""
        return self.public_url.startswith("https://")


def door_of(request: Request) -> Door:
    """Give the wiring of the app that got this request."""
    return cast(Door, request.app.state.door)


def language_of(request: Request) -> str:
    """Give a page's language: asked for in the address, else chosen before, else what the browser prefers."""
    asked = (request.query_params.get("lang"), request.cookies.get("lang"))
    for language in asked:
        if language in LANGUAGES:
            return language
    for part in request.headers.get("accept-language", "").split(","):
        language = part.partition(";")[0].strip().lower()[:2]
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


def remember(response: Response, door: Door, name: str, value: str) -> None:
    """Set a cookie for a year that no script reads and no other site sends along."""
    response.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="lax", secure=door.secure)
