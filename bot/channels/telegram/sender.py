"""Calls carried out by python-telegram-bot's typed `Bot` on our own way out; errors are SendErrors."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

import structlog
from telegram import Bot, InputFile, Message
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.channels.channel import Refused, TryLater
from bot.channels.telegram.errors import SOON, send_error
from bot.channels.telegram.group import called, inside
from bot.channels.telegram.request import Request
from bot.channels.telegram.settings import DOWNLOAD, Settings
from bot.channels.telegram.write import Call, Upload
from bot.http import Http, NoAnswer, TooLarge

PHOTO = 10_000_000
UPLOAD = 50_000_000
NO_MEMBER = ("user not found", "member not found", "participant_id_invalid", "user_not_participant")
"""What Telegram says of somebody who is in no such chat."""
NO_TOPIC = ("topic_closed", "topic_deleted", "message thread not found")
"""What Telegram says of a topic in which nobody can write."""
Gift = TypeVar("Gift")
log = structlog.get_logger(__name__)


class Sender:
    """The bot's outgoing half."""

    def __init__(
        self, settings: Settings, open_file: Callable[[str], bytes], http: Http, request: BaseRequest | None = None
    ) -> None:
        self._settings = settings
        self._open_file = open_file
        self._http = http
        self.request = request or Request(http)
        self.bot = Bot(
            settings.token,
            base_url=settings.api.removesuffix(settings.token),
            base_file_url=settings.files.removesuffix(settings.token),
            request=self.request,
            get_updates_request=self.request,
        )

    async def deliver(self, call: Call) -> str:
        """Carry out a call and give the id of the message that it made, "" where it makes none; SendError."""
        return await self.ask(self._carry(await self._filled(call)))

    async def ask(self, asking: Awaitable[Gift]) -> Gift:
        """Give what one of the bot's methods gives; SendError in place of any TelegramError."""
        try:
            return await asking
        except TelegramError as error:
            if isinstance(error, InvalidToken):
                log.error("Telegram does not know the bot: is [telegram] token right?", said=error.message)
            raise send_error(error) from None

    async def fetch(self, ref: str) -> bytes:
        """Give the bytes of a file, read in pieces up to 20 MB; SendError if it cannot be had."""
        file = await self.ask(self.bot.get_file(ref))
        if not file.file_path:
            raise Refused("the file cannot be fetched")
        try:
            status, body = await self._http.ask("GET", file.file_path, cap=DOWNLOAD)
        except NoAnswer:
            raise TryLater(SOON) from None
        except TooLarge:
            raise Refused("the file is too large to fetch") from None
        if status == 200:
            return body
        raise Refused("the file is gone") if status in (400, 404, 410) else TryLater(SOON)

    async def member(self, chat: int, user: int) -> str | None:
        """Give the name of a user who is in a chat now, None for one who is not; SendError if Telegram cannot say.

        Read as it came: the library's `ChatMember` fails on one that lacks any field that it knows.
        """
        try:
            wanted = urlencode({"chat_id": chat, "user_id": user})
            found: Any = await self.request.post(f"{self._settings.api}/getChatMember?{wanted}")
        except BadRequest as error:
            if any(words in error.message.lower() for words in NO_MEMBER):
                return None
            raise send_error(error) from None
        except TelegramError as error:
            raise send_error(error) from None
        return called(found["user"]) if inside(found) else None

    async def _carry(self, call: Call) -> str:
        try:
            result = await getattr(self.bot, call.method)(**call.params)
        except BadRequest as error:
            if call.method == "edit_message_text" and "not modified" in error.message.lower():
                return str(call.params["message_id"])
            other = above(call, error.message) or instead(call)
            if other is None:
                raise
            return await self._carry(other)
        return str(result.message_id) if isinstance(result, Message) else ""

    async def _filled(self, call: Call) -> Call:
        params = dict(call.params)
        for slot, value in call.params.items():
            if isinstance(value, Upload):
                content = await self._content(value)
                params[slot] = InputFile(content, filename=value.name)
                if slot == "photo" and len(content) > PHOTO:
                    return document(Call(call.method, params))
        return Call(call.method, params)

    async def _content(self, file: Upload) -> bytes:
        try:
            content = await asyncio.to_thread(self._open_file, file.hash)
        except (OSError, LookupError):
            raise Refused("the kept file is gone") from None
        if not 0 < len(content) <= UPLOAD:
            raise Refused(f"a file of {len(content)} bytes cannot be sent")
        return content


def above(call: Call, said: str) -> Call | None:
    """Give the call for the General topic when the topic that it was for is closed or gone."""
    if "message_thread_id" in call.params and any(words in said.lower() for words in NO_TOPIC):
        return Call(call.method, without(call.params, "message_thread_id"))
    return None


def instead(call: Call) -> Call | None:
    """Give what to try when Telegram refuses: a card that cannot change is sent anew, a picture as a file."""
    match call.method:
        case "edit_message_text":
            return Call("send_message", without(call.params, "message_id"))
        case "send_photo":
            return document(call)
        case _:
            return None


def document(call: Call) -> Call:
    """Give the call that sends a photo as a file, as it is."""
    return Call("send_document", {**without(call.params, "photo"), "document": call.params["photo"]})


def without(params: dict[str, Any], name: str) -> dict[str, Any]:
    """Give the arguments but one."""
    return {key: value for key, value in params.items() if key != name}
