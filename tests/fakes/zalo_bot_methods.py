"""What each method of the local Zalo Bot server checks and does, as far as anybody has documented or measured it."""

import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp

USERS, MONTH, TEXT = 50, 3000, 2000
"""The free plan: users of a bot, messages a month; and the characters of one text."""


class ApiError(Exception):
    """A refusal; `field` is how its code is called, which testWebhook spells another way."""

    def __init__(self, code: int, description: str, field: str = "error_code") -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.field = field


@dataclass
class Sent:
    """A message as its reader sees it."""

    chat: str
    id: str
    kind: str
    text: str = ""
    url: str = ""
    file: bytes | None = None


@dataclass
class State:
    """All that one bot's server remembers; `month` names the present month and can be set by a test."""

    token: str
    chats: dict[str, str] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    protected: set[str] = field(default_factory=set)
    users: list[str] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    spent: dict[str, int] = field(default_factory=dict)
    quota: int = MONTH
    month: Callable[[], str] = lambda: datetime.now(UTC).strftime("%Y-%m")
    made: int = 0

    def to(self, chat: str) -> list[Sent]:
        """Give what one chat got, in order."""
        return [one for one in self.sent if one.chat == chat]

    def next_id(self) -> str:
        """Give a fresh id of a message: 20 hex digits."""
        self.made += 1
        return f"{self.made:020x}"


def get_me(state: State, params: dict[str, Any]) -> dict[str, Any]:
    """Say who the bot is."""
    return {
        "id": state.token.partition(":")[0],
        "account_name": "bot.VDKy",
        "account_type": "BASIC",
        "can_join_groups": False,
        "display_name": "Bot Lắng Nghe",
    }


async def send_message(state: State, params: dict[str, Any]) -> dict[str, Any]:
    """Send 1 to 2,000 characters."""
    text = params.get("text")
    if not isinstance(text, str) or not 1 <= len(text) <= TEXT:
        raise ApiError(400, "Bad Request: text must be 1 to 2000 characters")
    return keep(state, chat_of(state, params), "text", text=text)


async def send_photo(state: State, params: dict[str, Any]) -> dict[str, Any]:
    """Send the picture that lies at a public address, after fetching it."""
    chat, url, caption = chat_of(state, params), str(params.get("photo") or ""), str(params.get("caption") or "")
    if len(caption) > TEXT:
        raise ApiError(400, "Bad Request: caption must be at most 2000 characters")
    if not re.match(r"https?://", url):
        raise ApiError(400, "Bad Request: photo must be a public URL")
    content = await fetched(url)
    return keep(state, chat, "photo", text=caption, url=url, file=content)


async def send_sticker(state: State, params: dict[str, Any]) -> dict[str, Any]:
    """Send a sticker by its id."""
    chat = chat_of(state, params)
    if not params.get("sticker"):
        raise ApiError(400, "Bad Request: sticker is required")
    return keep(state, chat, "sticker", text=str(params["sticker"]))


async def send_voice(state: State, params: dict[str, Any]) -> dict[str, Any]:
    """Send a spoken message to one person; in a group it is silently lost."""
    chat, url = chat_of(state, params), str(params.get("voice_url") or "")
    if not url.startswith("http"):
        raise ApiError(400, "Bad Request: voice_url must be a public URL")
    if state.chats[chat] == "GROUP":
        return {"message_id": state.next_id(), "date": now_ms()}
    return keep(state, chat, "voice", url=url)


async def send_chat_action(state: State, params: dict[str, Any]) -> bool:
    """Show that the bot types."""
    chat_of(state, params)
    if params.get("action") != "typing":
        raise ApiError(400, "Bad Request: unknown action")
    return True


Method = Callable[[State, dict[str, Any]], Awaitable[Any]]
SENDING: dict[str, Method] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendSticker": send_sticker,
    "sendVoice": send_voice,
    "sendChatAction": send_chat_action,
}


def chat_of(state: State, params: dict[str, Any]) -> str:
    """Give the chat that a call names; only who has written to the bot can be written to."""
    chat = str(params.get("chat_id") or "")
    if chat not in state.chats:
        raise ApiError(400, "Bad Request: chat not found")
    if chat in state.blocked:
        raise ApiError(403, "Internal server error")
    return chat


def keep(
    state: State, chat: str, kind: str, *, text: str = "", url: str = "", file: bytes | None = None
) -> dict[str, Any]:
    """Deliver a message within the plan: so many a month, to so many users."""
    month = state.month()
    if state.spent.get(month, 0) >= state.quota:
        raise ApiError(429, "Quota exceeded")
    if chat not in state.users and state.chats[chat] == "PRIVATE":
        if len(state.users) >= USERS:
            raise ApiError(429, "Quota exceeded")
        state.users.append(chat)
    state.spent[month] = state.spent.get(month, 0) + 1
    state.sent.append(Sent(chat, state.next_id(), kind, text, url, file))
    return {"message_id": state.sent[-1].id, "date": now_ms()}


async def fetched(url: str) -> bytes:
    """Fetch a picture as Zalo does, which knows no name of this house."""
    try:
        async with aiohttp.ClientSession() as session, session.get(url, headers={"User-Agent": JAVA}) as answer:
            content = await answer.read()
            if answer.status == 200 and answer.content_type.startswith("image/"):
                return content
    except aiohttp.ClientError:
        pass
    raise ApiError(400, "Bad Request: failed to fetch photo")


JAVA = "Java/1.8.0_192"


def now_ms() -> int:
    """Give the epoch milliseconds."""
    return int(time.time() * 1000)
