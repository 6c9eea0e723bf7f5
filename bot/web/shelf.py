"""Binds the shelf of the web chat to the store."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.channels.web import Bubble, Shelf
from handlers.talk.says import Attachment, Message
from storage import web
from storage.database import Database


def shelf(db: Database, now: Callable[[], datetime]) -> Shelf:
    """Give the shelf that keeps its bubbles in this store, under the time of `now`."""

    async def add_own(chat: str, id: str, message: Message) -> int | None:
        async with db.write() as tx:
            return await web.add_own(tx, chat, id, message, _milliseconds(now()))

    async def add_bot(chat: str, message: Message) -> int:
        async with db.write() as tx:
            return await web.add_bot(tx, chat, message, _milliseconds(now()))

    async def since(chats: Sequence[str], after: int, limit: int) -> list[Bubble]:
        return [Bubble(*row) for row in await web.since(db.read, chats, after, limit)]

    async def older(chat: str, before: int, limit: int) -> list[Bubble]:
        return [Bubble(*row) for row in await web.older(db.read, chat, before, limit)]

    async def newest() -> int:
        return await web.newest(db.read)

    async def known(chat: str) -> bool:
        return await web.known(db.read, chat)

    async def attachment(chat: str, hash: str) -> tuple[str, Attachment] | None:
        return await web.attachment(db.read, chat, hash)

    return Shelf(add_own, add_bot, since, older, newest, known, attachment)


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)
