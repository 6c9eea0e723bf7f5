"""The demo page: the chats of its whole cast side by side, and a clock that can be moved."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.web import chat_of
from bot.web.door import LANGUAGES, DemoDoor, door_of
from bot.web.guard import Trouble, check_origin, read_body
from bot.web.pages import page
from handlers.value import Value

_MONDAY: Final = timedelta(hours=7, minutes=30)


class Turned(Value):
    """How the clock is to be moved."""

    go: Literal["hour", "day", "monday"] | None = None
    speed: Literal[1, 60, 600] | None = None


async def show(request: Request) -> Response:
    """Show the demo page."""
    door, demo = door_of(request), _demo(request)
    speaks = await demo.speaks()
    cast = [
        {
            "role": role,
            "token": token,
            "chat": chat_of(token),
            "known": await door.web.shelf.known(chat_of(token)),
            "speaks": spoken,
        }
        for (role, token), spoken in zip(demo.cast, speaks, strict=True)
    ]
    language = None if request.query_params.get("lang") in LANGUAGES else common(speaks)
    return page(request, "demo", language=language, cast=json.dumps(cast), clock=json.dumps(_clock(demo)))


def common(speaks: Sequence[str | None]) -> str | None:
    """Give the language that most of the talks are in, so that the page around them is too; None if none leads."""
    found = {language: speaks.count(language) for language in LANGUAGES}
    best = max(found, key=lambda language: found[language])
    return best if found[best] > sum(found.values()) - found[best] else None


async def clock(request: Request) -> Response:
    """Answer what the clock says and how fast it runs."""
    return JSONResponse(_clock(_demo(request)), headers={"Cache-Control": "no-store"})


async def turn(request: Request) -> Response:
    """Move the clock forward, or change its speed, and answer what it says then."""
    door = door_of(request)
    check_origin(request, door.public_url)
    demo = _demo(request)
    try:
        turned = Turned.model_validate_json(await read_body(request, "application/json", 1_000))
    except ValidationError:
        raise Trouble(400, "unreadable") from None
    if turned.speed is not None:
        await demo.set_speed(float(turned.speed))
    if turned.go is not None:
        await demo.jump(leap(turned.go, demo.now()))
    return JSONResponse(_clock(demo), headers={"Cache-Control": "no-store"})


def leap(go: Literal["hour", "day", "monday"], now: datetime) -> timedelta:
    """Give how far ahead something is: an hour, a day, or the next Monday 07:30."""
    match go:
        case "hour":
            return timedelta(hours=1)
        case "day":
            return timedelta(days=1)
        case "monday":
            midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
            monday = midnight - timedelta(days=now.weekday()) + _MONDAY
            return (monday if monday > now else monday + timedelta(days=7)) - now


def _clock(demo: DemoDoor) -> dict[str, str | float]:
    return {"at": demo.now().isoformat(timespec="milliseconds"), "speed": demo.speed()}


def _demo(request: Request) -> DemoDoor:
    demo = door_of(request).demo
    if demo is None:
        raise Trouble(404, "not_found")
    return demo
