"""The pages that people open: the way in, the chat, an invitation, and what is said when one is not there."""

import re
from typing import Final, get_args
from urllib.parse import parse_qs
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.channels.channel import SendError, TryLater
from bot.channels.web import chat_of, is_token
from bot.web.assets import load
from bot.web.door import LANGUAGES, door_of, language_of, remember
from bot.web.guard import Trouble, TroubleName, check_origin, read_body
from bot.web.tokens import fresh
from handlers.talk.events import Address, Command, Incoming
from handlers.talk.says import Message

_UNIT: Final = re.compile(r"[0-9A-Za-z]{1,16}(-[0-9A-Za-z]{1,8})?")
_SURVEY: Final = re.compile(r"s-[A-Za-z0-9_-]{16}|q-[a-zA-Z0-9_]{2,20}(-[0-9]{5})?")
_INVITATION: Final = re.compile(r"[A-Za-z0-9_-]{8,128}")
_NAMES: Final[dict[int, TroubleName]] = {404: "not_found", 405: "not_allowed"}


def text_keys() -> frozenset[str]:
    """Give the keys of all the texts that the pages use."""
    said = {f"web.{name}" for name in (*get_args(TroubleName), "home", "invite_accept", "language")}
    return load().keys | said


def page(request: Request, name: str, *, status: int = 200, language: str | None = None, **values: str) -> HTMLResponse:
    """Give a page from its template, in a language, or else in that of the request."""
    door = door_of(request)
    language = language or language_of(request)

    def word(key: str) -> str:
        return door.texts(language, key)

    other = LANGUAGES[1 - LANGUAGES.index(language)]
    known = {
        "version": door.assets.version,
        "language": language,
        "other": other,
        "other_code": other.upper(),
        "other_name": door.texts(other, "web.language"),
        "words": door.assets.words(word),
        **values,
    }
    response = HTMLResponse(door.assets.fill(f"{name}.html", word, known), status)
    response.headers["Cache-Control"] = "no-store"
    if request.query_params.get("lang") in LANGUAGES:
        remember(response, door, "lang", language)
    return response


async def enter(request: Request) -> Response:
    """Lead to the chat that the browser remembers, or to a new one; a unit's code or a survey's link goes along."""
    door = door_of(request)
    unit = request.path_params.get("unit") or request.query_params.get("u", "")
    if survey := request.path_params.get("survey"):
        unit = f"{request.url.path[1]}-{survey}"
    remembered = request.cookies.get("chat", "")
    token = remembered if is_token(remembered) else fresh()
    query = f"?u={unit}" if _UNIT.fullmatch(unit) or _SURVEY.fullmatch(unit) else ""
    response = RedirectResponse(f"/c/{token}{query}", 303, headers={"Cache-Control": "no-store"})
    remember(response, door, "chat", token)
    return response


async def chat(request: Request) -> Response:
    """Show a chat. A token that nobody used yet is a new, empty chat."""
    token = request.path_params["token"]
    if not is_token(token):
        raise Trouble(404, "not_found")
    known = await door_of(request).web.shelf.known(chat_of(token))
    return page(request, "chat", token=token, chat=chat_of(token), known="yes" if known else "")


async def invitation(request: Request) -> Response:
    """Show an invitation, which only its button accepts: previews of links open addresses too."""
    token = request.path_params["token"]
    if not _INVITATION.fullmatch(token):
        raise Trouble(404, "not_found")
    response = page(request, "invite", token=token, chat=fresh())
    # With no-referrer a browser sends the form without its Origin.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


async def accept(request: Request) -> Response:
    """Hand over an accepted invitation in the chat that its page prepared: once, however often pressed."""
    door = door_of(request)
    check_origin(request, door.public_url)
    token = request.path_params["token"]
    if not _INVITATION.fullmatch(token):
        raise Trouble(404, "not_found")
    form = await read_body(request, "application/x-www-form-urlencoded", 4_000)
    given = parse_qs(form.decode("ascii", "replace")).get("chat", [""])[0]
    own = given if is_token(given) else fresh()
    language = language_of(request)
    incoming = Incoming(
        id=f"{chat_of(own)}:invitation" if own == given else f"{chat_of(own)}:{uuid4()}",
        sender=Address(channel="web", user=chat_of(own)),
        body=Command(name="start", argument=f"i-{token}"),
        hint=language,
    )
    door.pace.check(incoming.sender.user)
    await door.web.hear(incoming, Message(text=door.texts(language, "web.invite_accept")))
    response = RedirectResponse(f"/c/{own}", 303, headers={"Cache-Control": "no-store"})
    remember(response, door, "chat", own)
    return response


async def trouble(request: Request, error: Exception) -> Response:
    """Say in few words what is the matter: as a page to a person, as JSON to a script."""
    headers: dict[str, str] = {}
    name: TroubleName
    match error:
        case Trouble(status=status, name=name):
            if error.wait:
                headers["Retry-After"] = str(int(error.wait) + 1)
        case HTTPException(status_code=status):
            name = _NAMES.get(status, "unreadable")
            headers = dict(error.headers or {})
        case TryLater():
            status, name, headers = 503, "not_ready", {"Retry-After": "1"}
        case SendError():
            status, name = 404, "not_found"
        case _:
            status, name = 500, "went_wrong"
    if "text/html" in request.headers.get("accept", ""):
        texts = door_of(request).texts
        said = {f"said_{language}": texts(language, f"web.{name}") for language in LANGUAGES}
        homes = {f"home_{language}": texts(language, "web.home") for language in LANGUAGES}
        response: Response = page(request, "trouble", status=status, **said, **homes)
    else:
        text = door_of(request).texts(language_of(request), f"web.{name}")
        response = JSONResponse({"error": name, "text": text}, status)
        response.headers["Cache-Control"] = "no-store"
    response.headers.update(headers)
    return response
