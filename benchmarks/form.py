"""Peer (b): python-telegram-bot's ConversationHandler, its PicklePersistence flushed after every step."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import (
    ApplicationBuilder,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PersistenceInput,
    PicklePersistence,
    filters,
)
from telegram.request import BaseRequest

from benchmarks import people
from benchmarks.answers import TOKEN
from benchmarks.echo import AnyApplication
from benchmarks.wire import Replies, Watched

KNOWN = 1000
QUESTIONS = (
    ("what", "Anh/chị kể giúp chuyện gì đã xảy ra?"),
    ("where", "Ở phường, xã nào?"),
    ("when", "Ngày nào?"),
    ("counter", "Ở quầy số mấy?"),
)
THANKS = "Đã ghi nhận. Cảm ơn anh/chị."
Handler = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, int]]


async def begin(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Ask the first question."""
    assert update.message is not None
    await update.message.reply_text(QUESTIONS[0][1])
    return 0


def take(at: int) -> Handler:
    """Give the step that takes the answer to one question and asks the next."""

    async def step(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        assert update.message is not None
        assert context.user_data is not None
        context.user_data[QUESTIONS[at][0]] = update.message.text
        if at + 1 < len(QUESTIONS):
            await update.message.reply_text(QUESTIONS[at + 1][1])
            return at + 1
        answers = {name: context.user_data.pop(name) for name, _ in QUESTIONS}
        context.user_data.setdefault("reports", []).append({**answers, "at": update.message.date})
        await update.message.reply_text(THANKS)
        return ConversationHandler.END

    return step


def earlier(person: int) -> dict[str, Any]:
    """Give what somebody who is known filled in before; no two of them the same words."""
    answers = {name: f"{people.delay(person)} ({name})" for name, _ in QUESTIONS}
    return {"reports": [{**answers, "at": datetime(2026, 1, 5, tzinfo=UTC)}]}


def conversation() -> ConversationHandler[ContextTypes.DEFAULT_TYPE]:
    """Give the form as python-telegram-bot's users write it."""
    return ConversationHandler(
        entry_points=[CommandHandler("report", begin)],
        states={at: [MessageHandler(filters.TEXT, take(at))] for at in range(len(QUESTIONS))},
        fallbacks=[],
        name="report",
        persistent=True,
    )


@dataclass(frozen=True)
class Form:
    """The form, one update after the other, as ConversationHandler demands."""

    application: AnyApplication
    replies: Replies
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def talk(self, person: int) -> Sequence[bytes]:
        """Give the five steps, from one of the people who are known already."""
        return people.answers(person)

    async def take(self, update: bytes) -> None:
        """Process one update and flush what it changed."""
        async with self.turn:
            await self.application.process_update(Update.de_json(json.loads(update), self.application.bot))
            await self.application.update_persistence()

    async def settle(self) -> None:
        """Nothing is left over."""


@asynccontextmanager
async def open_form(network: BaseRequest, api: str, folder: Path) -> AsyncIterator[Form]:
    """Give the form on a network, with a thousand people who filled it in before."""
    replies = Replies()
    watched = Watched(network, replies)
    store = PicklePersistence(
        folder / "form.pickle",
        store_data=PersistenceInput(bot_data=False, chat_data=False, callback_data=False),
        update_interval=3600,
    )
    store.user_data = {person: earlier(person) for person in range(1, KNOWN + 1)}
    store.chat_data, store.conversations = {}, {}
    building = ApplicationBuilder().token(TOKEN).base_url(f"{api}/bot").request(watched).get_updates_request(watched)
    application = building.persistence(store).job_queue(None).updater(None).build()
    application.add_handler(conversation())
    async with application:
        yield Form(application, replies)
