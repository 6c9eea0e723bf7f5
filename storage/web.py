"""The bubbles of the web chat: what each side said in a chat, in the order in which it was said."""

import json
from collections.abc import Sequence
from typing import Literal, NamedTuple

from handlers.talk.says import Attachment, Message
from storage.database import Connection, Row
from storage.queries import load

Who = Literal["own", "bot"]


class Bubble(NamedTuple):
    """One bubble: `seq` counts over all chats, `id` is the sender's own, `at` is in epoch milliseconds."""

    seq: int
    chat: str
    id: str | None
    who: Who
    message: Message
    replaces: int | None
    at: int


async def add_own(tx: Connection, chat: str, id: str, message: Message, at: int) -> int | None:
    """Keep what the person said and give its number; None when this id was kept before."""
    rows = await tx.fetch(load("web")["add"], chat, id, "own", _body(message), None, at)
    return int(rows[0][0]) if rows else None


async def add_bot(tx: Connection, chat: str, message: Message, at: int) -> int:
    """Keep what the bot said, give its number; `message.replaces` numbers the bubble that it changes."""
    replaces = int(message.replaces) if message.replaces else None
    rows = await tx.fetch(load("web")["add"], chat, None, "bot", _body(message), replaces, at)
    return int(rows[0][0])


async def since(db: Connection, chats: Sequence[str], after: int, limit: int) -> list[Bubble]:
    """Give at most `limit` bubbles of these chats after the one numbered `after`, the oldest first."""
    return [_bubble(row) for row in await db.fetch(load("web")["since"], json.dumps(chats), after, limit)]


async def older(db: Connection, chat: str, before: int, limit: int) -> list[Bubble]:
    """Give the last `limit` bubbles of a chat before the one numbered `before`, the oldest first."""
    rows = await db.fetch(load("web")["older"], chat, before, limit)
    return [_bubble(row) for row in reversed(rows)]


async def newest(db: Connection) -> int:
    """Give the number of the newest bubble of all, 0 when there is none."""
    return int((await db.fetch(load("web")["newest"]))[0][0])


async def known(db: Connection, chat: str) -> bool:
    """Tell whether anything was said in this chat."""
    return bool(await db.fetch(load("web")["known"], chat))


async def attachment(db: Connection, chat: str, hash: str) -> tuple[Who, Attachment] | None:
    """Give who sent the file of this hash in this chat, and what it is; None when no bubble carries it."""
    for who, body in await db.fetch(load("web")["naming"], chat, hash):
        file = Message.model_validate_json(body).file
        if file is not None and file.hash == hash:
            return who, file
    return None


async def forget(tx: Connection, chat: str) -> int:
    """Delete all the bubbles of a chat and give how many they were."""
    return await tx.execute(load("web")["forget"], chat)


async def prune(tx: Connection, before: int) -> int:
    """Delete the bubbles older than `before`, epoch milliseconds, and give how many they were."""
    return await tx.execute(load("web")["prune"], before)


def _body(message: Message) -> str:
    return message.model_dump_json(exclude={"replaces"}, exclude_none=True)


def _bubble(row: Row) -> Bubble:
    seq, chat, id, who, body, replaces, at = row
    return Bubble(seq, chat, id, who, Message.model_validate_json(body), replaces, at)
