"""The Telegram channel: listens by polling or webhook, sends, fetches, dresses; knows nothing of cases."""

import asyncio
import hmac
import json
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, assert_never

import structlog
from telegram import BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.channels.channel import Gathering, Receive, Refused, SendError, TryLater
from bot.channels.telegram.group import addressed
from bot.channels.telegram.keyboard import PRIVATELY
from bot.channels.telegram.polling import Pause, insist, number, poll
from bot.channels.telegram.read import ALLOWED, MALFORMED, read
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.settings import LIMITS, Settings
from bot.channels.telegram.write import Call, acknowledge, leave, write
from bot.http import Http
from handlers.talk.events import Incoming
from handlers.talk.says import Message

Commands = Callable[[str, str], Sequence[tuple[str, str]]]
"""Gives the commands of a role in a language, each with its description."""

LANGUAGES = {"vi": None, "en": "en"}
"""A language of ours → Telegram's code; None stands for everybody whose language has no list of its own."""

log = structlog.get_logger(__name__)


class Telegram(Gathering):
    """One bot on Telegram."""

    name = "telegram"
    limits = LIMITS

    def __init__(
        self,
        settings: Settings,
        open_file: Callable[[str], bytes],
        commands: Commands,
        *,
        pause: Pause = asyncio.sleep,
        poll_seconds: int = 30,
        patience: float = 20.0,
        request: BaseRequest | None = None,
    ) -> None:
        """Open nothing yet. `open_file` gives a kept file by its hash; `pause` waits between two tries; `request`
        carries the calls in place of our own way out.
        """
        for noisy in ("telegram", "httpx", "httpcore"):
            logging.getLogger(noisy).setLevel(logging.WARNING)
        self._settings = settings
        self._commands = commands
        self._pause = pause
        self._poll_seconds = poll_seconds
        self._http = Http(patience)
        self._sender = Sender(settings, open_file, self._http, request)
        self._receive: Receive | None = None
        self._name = ""
        self._chores: set[asyncio.Task[None]] = set()

    async def listen(self, receive: Receive) -> None:
        """Hand over what arrives until cancelled. A Telegram that is away is tried again, never raised."""
        bot, settings = self._sender.bot, self._settings
        self._receive = receive
        match settings.mode:
            case "polling":
                await insist(lambda: bot.delete_webhook(drop_pending_updates=False), self._pause)
                self._later(self._announce())
                await poll(self._sender.request, settings.api, self._take, self._pause, seconds=self._poll_seconds)
            case "webhook":
                await insist(self._hook, self._pause)
                self._later(self._announce())
                await asyncio.Event().wait()
            case _:
                assert_never(settings.mode)

    async def webhook(self, body: bytes, secret: str | None) -> int:
        """Give the HTTP status for a posted update: 200 only once it is durably handled, or can never be.

        403 without the right secret, 400 for what is no JSON, 503 while it cannot be taken (it comes again).
        """
        ours = self._settings.secret_token.encode()
        if not ours or not hmac.compare_digest((secret or "").encode("utf-8", "replace"), ours):
            return 403
        try:
            update = json.loads(body.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            return 400
        if self._receive is None:
            return 503
        try:
            await self._take([update])
        except Exception as error:
            why = type(error).__name__
            log.error("an update was not taken and comes again", update=number(update), error=why)
            return 503
        return 200

    async def send(self, user: str, message: Message) -> str:
        """Send one message, in parts if it must be, and give the id of the last; SendError if it did not go."""
        if not self._name and any(button.step == PRIVATELY for button in message.buttons):
            await self._learn_name()
        sent = ""
        for call in write(user, message, self._name):
            try:
                sent = await self._sender.deliver(call)
            except TryLater as error:
                raise TryLater(error.after, ambiguous=error.ambiguous or bool(sent)) from None
        return sent

    async def member(self, group: str, user: str) -> str | None:
        """Give the name of a user who is a member of a group now, None for who is not; SendError if it is not known."""
        if not user.isdecimal():
            return None
        return await self._sender.member(addressed(group)["chat_id"], int(user))

    async def leave(self, group: str) -> None:
        """Take the bot out of a group; SendError if it did not go."""
        await self._sender.deliver(leave(addressed(group)["chat_id"]))

    async def fetch(self, ref: str) -> bytes:
        """Give the bytes of a file that a person sent, at most 20 MB; SendError if it cannot be had."""
        return await self._sender.fetch(ref)

    async def dress(self, user: str, role: str, language: str) -> None:
        """Show this user the commands of a role; SendError if refused."""
        if not user.isdecimal():
            raise Refused("commands are shown in private chats only")
        commands = self._commands(role, language)
        await self._sender.ask(self._sender.bot.set_my_commands(commands, BotCommandScopeChat(int(user))))

    async def close(self) -> None:
        """Let go of connections; what is still being acknowledged is dropped."""
        chores = list(self._chores)
        for chore in chores:
            chore.cancel()
        await asyncio.gather(*chores, return_exceptions=True)
        await self._http.close()

    async def _take(self, updates: Sequence[Any]) -> None:
        events: list[Incoming] = []
        owed: list[Call] = []
        for update in updates:
            try:
                event = read(update, self._settings.bot_id, self._name)
                owed += acknowledge(update)
            except MALFORMED as error:
                why = type(error).__name__
                log.error("a malformed update is set aside", update=number(update), error=why)
            else:
                events += [event] if event else []
        if events and self._receive:
            await self._receive(events)
        for call in owed:
            self._later(self._quietly(call))

    async def _hook(self) -> bool:
        return await self._sender.bot.set_webhook(
            self._settings.hook,
            secret_token=self._settings.secret_token,
            allowed_updates=ALLOWED,
            drop_pending_updates=False,
        )

    async def _learn_name(self) -> None:
        try:
            self._name = (await self._sender.bot.get_me()).username or ""
        except TelegramError as error:
            log.warning("the bot does not know its own name yet", why=type(error).__name__)

    async def _announce(self) -> None:
        await self._learn_name()
        scope = BotCommandScopeAllPrivateChats()
        for language, code in LANGUAGES.items():
            commands = self._commands("citizen", language)
            try:
                await self._sender.bot.set_my_commands(commands, scope, language_code=code)
            except TelegramError as error:
                log.warning("the list of commands was not set", language=language, why=type(error).__name__)

    async def _quietly(self, call: Call) -> None:
        try:
            await self._sender.deliver(call)
        except SendError as error:
            log.debug("a courtesy to Telegram failed", method=call.method, error=type(error).__name__)

    def _later(self, chore: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(chore)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)
