"""Peer (a): a bare python-telegram-bot echo bot, which keeps nothing."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest

from benchmarks import people
from benchmarks.answers import TOKEN
from benchmarks.wire import Replies, Watched

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


@dataclass(frozen=True)
class Echo:
    """The echo bot with its updates processed side by side."""

    application: AnyApplication
    replies: Replies

    def talk(self, person: int) -> Sequence[bytes]:
        """Give five messages."""
        return people.chatter(person)

    async def take(self, update: bytes) -> None:
        """Parse and process one update, as python-telegram-bot does."""
        await self.application.process_update(Update.de_json(json.loads(update), self.application.bot))

    async def settle(self) -> None:
        """Nothing is left over."""


@asynccontextmanager
async def open_echo(network: BaseRequest, api: str) -> AsyncIterator[Echo]:
    """Give the echo bot on a network."""
    replies = Replies()
    watched = Watched(network, replies)
    building = ApplicationBuilder().token(TOKEN).base_url(f"{api}/bot").request(watched).get_updates_request(watched)
    application = building.concurrent_updates(True).job_queue(None).updater(None).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    async with application:
        yield Echo(application, replies)
