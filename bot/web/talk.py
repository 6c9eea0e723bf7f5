"""What a chat's page calls: it sends words and files, and fetches the files of its own chat."""

import re
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.channel import SendError
from bot.channels.web import chat_of, is_token
from bot.web import uploads
from bot.web.door import door_of, language_of
from bot.web.guard import Trouble, check_origin, read_body
from bot.web.inputs import read

BODY: Final = 64 * 1024
_HASH: Final = re.compile(r"[A-Za-z0-9._-]{1,128}")
_SHOWN: Final = ("image/jpeg", "image/png", "image/webp")
_MIME: Final = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,60}", re.ASCII)


async def send(request: Request) -> Response:
    """Take one message of a chat: durably handled when the answer comes; a repeat of its id is harmless."""
    door = door_of(request)
    chat = _chat(request)
    check_origin(request, door.public_url)
    door.pace.check(chat)
    incoming, own = read(chat, await read_body(request, "application/json", BODY), language_of(request))
    await door.web.hear(incoming, own)
    return JSONResponse({"ok": True})


async def upload(request: Request) -> Response:
    """Take one or more files of a chat; what is too big or of another type is answered in the chat too."""
    door = door_of(request)
    chat = _chat(request)
    check_origin(request, door.public_url)
    door.pace.check(chat)
    async with uploads.form_of(request) as form:
        why = await uploads.take(door.web, chat, form, language_of(request))
        if len(why) < len(form.files):
            return JSONResponse({"ok": True, "refused": why})
    raise Trouble(413, "too_big") if "too_big" in why else Trouble(415, "file_type")


async def file(request: Request) -> Response:
    """Give a file that a bubble of this very chat carries: pictures to be seen, anything else to be saved."""
    web = door_of(request).web
    chat = _chat(request)
    hash = request.path_params["hash"]
    found = await web.shelf.attachment(chat, hash) if _HASH.fullmatch(hash) else None
    if found is None:
        raise Trouble(404, "not_found")
    who, attachment = found
    try:
        content = await (web.files.take(hash) if who == "own" else web.files.open(hash))
    except SendError:
        raise Trouble(404, "not_found") from None
    mime = attachment.mime if _MIME.fullmatch(attachment.mime) else "application/octet-stream"
    shown = "inline" if mime in _SHOWN else f"attachment; filename*=UTF-8''{quote(attachment.name, safe='')}"
    headers = {
        "Content-Type": mime,
        "Content-Disposition": shown,
        "Cache-Control": "private, max-age=86400, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(content, headers=headers)


def _chat(request: Request) -> str:
    token = request.path_params["token"]
    if not is_token(token):
        raise Trouble(404, "not_found")
    return chat_of(token)
