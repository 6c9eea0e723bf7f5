"""One stream of server-sent events for a page, whatever number of chats the page shows."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bot.channels.web import Bubble, Web, chat_of, is_token
from bot.web.door import door_of
from bot.web.guard import Trouble

BEAT: Final = 15
_PAGE: Final = 100
_CHATS: Final = 8
_AGAIN: Final = "retry: 2000\n\n"


async def events(request: Request) -> Response:
    """Answer `/events?c=TOKEN,…` with the last hundred bubbles of each chat, and then live.

    `Last-Event-ID` (or `after`) resumes behind a bubble. The event `ready` marks the end of what was there;
    `reset` says that the page remembers a bubble of another store.
    """
    web = door_of(request).web
    tokens = request.query_params.get("c", "").split(",")
    if not len(set(tokens)) == len(tokens) <= _CHATS or not all(map(is_token, tokens)):
        raise Trouble(404, "not_found")
    after = request.headers.get("last-event-id") or request.query_params.get("after", "")
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    stream = _stream(web, tokens, int(after) if after.isdecimal() and len(after) < 16 else None)
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def earlier(request: Request) -> Response:
    """Answer `/c/TOKEN/older?before=SEQ` with up to a hundred bubbles before that one."""
    web = door_of(request).web
    token = request.path_params["token"]
    before = request.query_params.get("before", "")
    if not is_token(token) or not before.isdecimal() or len(before) > 15:
        raise Trouble(404, "not_found")
    bubbles = await web.shelf.older(chat_of(token), int(before), _PAGE)
    return JSONResponse(
        {"events": [shape(bubble, [token], web.now()) for bubble in bubbles], "more": len(bubbles) == _PAGE},
        headers={"Cache-Control": "no-store"},
    )


async def _stream(web: Web, tokens: Sequence[str], after: int | None) -> AsyncIterator[str]:
    chats = [chat_of(token) for token in tokens]
    yield _AGAIN
    with web.hub.listening(chats) as bell:
        more: list[bool] = []
        newest = await web.shelf.newest()
        if after is not None and after > newest:
            yield "event: reset\ndata: {}\n\n"
            after = None
        if after is None:
            after = newest
            pages = [await web.shelf.older(chat, after + 1, _PAGE) for chat in chats]
            more = [len(page) == _PAGE for page in pages]
            for bubble in sorted(bubble for page in pages for bubble in page):
                yield _line(bubble, tokens, web.now())
        ready = False
        while not web.hub.closed:
            bell.clear()
            bubbles = await web.shelf.since(chats, after, _PAGE)
            for bubble in bubbles:
                after = bubble.seq
                yield _line(bubble, tokens, web.now())
            if len(bubbles) == _PAGE:
                continue
            if not ready:
                ready = True
                yield f"event: ready\ndata: {json.dumps({'more': more})}\n\n"
            try:
                async with asyncio.timeout(BEAT):
                    await bell.wait()
            except TimeoutError:
                yield ": still here\n\n"


def _line(bubble: Bubble, tokens: Sequence[str], now: datetime) -> str:
    return f"id: {bubble.seq}\ndata: {json.dumps(shape(bubble, tokens, now), ensure_ascii=False)}\n\n"


def shape(bubble: Bubble, tokens: Sequence[str], now: datetime) -> dict[str, Any]:
    """Give a bubble as a page reads it: `chat` counts the page's chats from 0, `at` is local, with offset."""
    index = [chat_of(token) for token in tokens].index(bubble.chat)
    message = bubble.message
    file = message.file
    path = f"/c/{tokens[index]}/file"
    return {
        "seq": bubble.seq,
        "chat": index,
        "id": bubble.id.partition(":")[2] if bubble.id else None,
        "who": bubble.who,
        "text": message.text,
        "buttons": [button.model_dump() for button in message.buttons],
        "want": message.want,
        "file": {"url": f"{path}/{file.hash}", "mime": file.mime, "name": file.name} if file else None,
        "replaces": bubble.replaces,
        "forget": message.forget,
        "at": datetime.fromtimestamp(bubble.at / 1000, now.tzinfo).isoformat(timespec="seconds"),
    }
