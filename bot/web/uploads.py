"""Files that a page sends: read within limits, told apart by their first bytes, kept before handed over."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, Literal, NamedTuple
from uuid import UUID

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from bot.channels.web import UPLOAD, Web
from bot.web.guard import Trouble, limited, media_type
from bot.web.inputs import refused
from handlers.talk.events import Address, Arriving, File, Incoming, Photo
from handlers.talk.says import Attachment, Message

MANY: Final = 10
_FORM: Final = MANY * UPLOAD + 1_000_000
_PATIENCE: Final = 300
_ALBUM: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
_STILL: Final = {b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"heif", b"avif", b"avis"}

Refusal = Literal["too_big", "file_type"]


class Form(NamedTuple):
    """What an upload holds: the page's id of it, the album that its parts belong to, words, and the files."""

    id: str
    album: str | None
    caption: str
    files: list[UploadFile]


@asynccontextmanager
async def form_of(request: Request) -> AsyncIterator[Form]:
    """Give the form of an upload while its files are open; Trouble for anything that is not one."""
    if media_type(request) != "multipart/form-data":
        raise Trouble(415, "unreadable")
    try:
        async with asyncio.timeout(_PATIENCE):
            form = await limited(request, _FORM).form(max_files=MANY, max_fields=8, max_part_size=64_000)
    except TimeoutError:
        raise Trouble(408, "too_slow") from None
    except (HTTPException, ClientDisconnect, UnicodeError):
        raise Trouble(400, "unreadable") from None
    try:
        yield _form(form)
    finally:
        await form.close()


def _form(form: FormData) -> Form:
    files = [part for part in form.getlist("file") if isinstance(part, UploadFile)]
    words = {name: value for name, value in form.items() if isinstance(value, str)}
    album = words.get("album") or None
    try:
        id = str(UUID(words.get("id", "")))
    except ValueError:
        raise Trouble(400, "unreadable") from None
    if not files or (album and not _ALBUM.fullmatch(album)):
        raise Trouble(400, "unreadable")
    return Form(id, album, words.get("caption", "").replace("\0", ""), files)


async def take(web: Web, chat: str, form: Form, hint: str) -> list[Refusal]:
    """Keep and hand over each file, refused ones too so that the bot answers; give why any was refused."""
    why: list[Refusal] = []
    for number, file in enumerate(form.files):
        caption = "" if number else form.caption
        name = plain(file.filename or "")
        body, shown = await _read(web, file, name, form.album, caption)
        if not isinstance(body, Photo | File):
            why.append("too_big" if (file.size or 0) > UPLOAD else "file_type")
        incoming = Incoming(
            id=f"{chat}:{form.id}{f'.{number}' if number else ''}",
            sender=Address(channel="web", user=chat),
            body=body,
            hint=hint,
        )
        await web.hear(incoming, Message(text=caption or ("" if shown else name), file=shown))
    return why


async def _read(
    web: Web, file: UploadFile, name: str, album: str | None, caption: str
) -> tuple[Arriving, Attachment | None]:
    size = file.size or 0
    if size > UPLOAD:
        return refused("too_big"), None
    content = await file.read()
    mime = kind_of(content[:32], file.content_type or "")
    if mime is None:
        return refused("file_type"), None
    ref = await web.files.keep(content, mime)
    shown = Attachment(hash=ref, mime=mime, name=name)
    if mime.startswith("image/"):
        return Photo(ref=ref, size=size, album=album, caption=caption), shown
    return File(ref=ref, name=name, mime=mime, size=size, album=album, caption=caption), shown


def kind_of(head: bytes, said: str) -> str | None:
    """Give the media type that the first bytes show, None for one that is not taken.

    What the browser said only tells sound from film in a container that may hold either.
    """
    sound = said.startswith("audio/")
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"OggS"):
        return "audio/ogg"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "audio/webm" if sound else "video/webm"
    if head[4:8] == b"ftyp" and head[8:12] not in _STILL:
        return "audio/mp4" if sound else "video/mp4"
    return None


def plain(name: str) -> str:
    """Give the last part of a file's name without control characters, at most 100 of its characters."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(letter for letter in last if letter.isprintable())[-100:] or "file"
