"""The web chat as a channel: bubbles on a shelf, and a bell for the pages that are open."""

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from bot.channels.channel import Limits, Receive, Refused, TryLater
from handlers.talk.events import Incoming
from handlers.talk.says import Attachment, Message

UPLOAD: Final = 10_000_000
_CHAT: Final = re.compile(r"[0-9a-f]{32}")
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{22,64}")


class Bubble(NamedTuple):
    """One bubble: `seq` counts over all chats, `id` is the sender's own, `at` is in epoch milliseconds."""

    seq: int
    chat: str
    id: str | None
    who: str
    message: Message
    replaces: int | None
    at: int


@dataclass(frozen=True)
class Shelf:
    """Where the bubbles are kept.

    `add_own` gives None for an id that it has; `attachment` says who sent a file ("own", "bot") and its name.
    """

    add_own: Callable[[str, str, Message], Awaitable[int | None]]
    add_bot: Callable[[str, Message], Awaitable[int]]
    since: Callable[[Sequence[str], int, int], Awaitable[Sequence[Bubble]]]
    older: Callable[[str, int, int], Awaitable[Sequence[Bubble]]]
    newest: Callable[[], Awaitable[int]]
    known: Callable[[str], Awaitable[bool]]
    attachment: Callable[[str, str], Awaitable[tuple[str, Attachment] | None]]


@dataclass(frozen=True)
class Files:
    """Where files are kept: what a person sent, by reference, and what the bot sends, by hash.

    A reference is made of letters, digits, `.`, `_` and `-`, at most 128 of them. `take` and `open` raise
    SendError for a file that is not, or no longer, there.
    """

    keep: Callable[[bytes, str], Awaitable[str]]
    take: Callable[[str], Awaitable[bytes]]
    open: Callable[[str], Awaitable[bytes]]


class Hub:
    """Tells the open pages that something new is on the shelf."""

    def __init__(self) -> None:
        self.closed = False
        self._bells: dict[str, set[asyncio.Event]] = {}

    @contextmanager
    def listening(self, chats: Sequence[str]) -> Iterator[asyncio.Event]:
        """Give a bell that rings when something happens in one of these chats, or when all is over."""
        bell = asyncio.Event()
        for chat in chats:
            self._bells.setdefault(chat, set()).add(bell)
        try:
            yield bell
        finally:
            for chat in set(chats):
                self._bells[chat].discard(bell)
                if not self._bells[chat]:
                    del self._bells[chat]

    def wake(self, chat: str) -> None:
        """Ring the bells of a chat."""
        for bell in self._bells.get(chat, ()):
            bell.set()

    def close(self) -> None:
        """End all streams, so that the server can stop at once."""
        self.closed = True
        for bells in self._bells.values():
            for bell in bells:
                bell.set()


class Web:
    """The web chat. Its users are chats, named by `chat_of` their secret token."""

    name = "web"
    limits = Limits(text=10_000, buttons=60, label=400, data=1_000, upload=UPLOAD, edits=True)

    def __init__(self, shelf: Shelf, files: Files, now: Callable[[], datetime]) -> None:
        """`now` is the clock of the program, aware and in the zone of the province."""
        self.shelf = shelf
        self.files = files
        self.now = now
        self.hub = Hub()
        self._receive: Receive | None = None

    async def listen(self, receive: Receive) -> None:
        """Take what the pages send until cancelled; before and after that they are told to try again."""
        self._receive = receive
        try:
            await asyncio.Event().wait()
        finally:
            self._receive = None

    async def hear(self, incoming: Incoming, own: Message | None = None) -> None:
        """Show what a person said in that person's chat, and hand it over; TryLater while nobody listens.

        The bubble comes first, so that it stands above the answer; its id keeps a repeat from showing twice.
        """
        if self._receive is None:
            raise TryLater(1)
        if own is not None:
            await self.shelf.add_own(incoming.sender.user, incoming.id, own)
            self.hub.wake(incoming.sender.user)
        await self._receive([incoming])

    async def send(self, user: str, message: Message) -> str:
        """Put one message into a chat, wake its pages and give the number of its bubble."""
        if not _CHAT.fullmatch(user):
            raise Refused("no such web chat")
        seq = await self.shelf.add_bot(user, message)
        self.hub.wake(user)
        return str(seq)

    async def fetch(self, ref: str) -> bytes:
        """Give the bytes of a file that a person sent; SendError if it cannot be had."""
        return await self.files.take(ref)

    async def dress(self, user: str, role: str, language: str) -> None:
        """Do nothing: the page has one menu for everybody."""

    async def close(self) -> None:
        """End the streams of all open pages."""
        self.hub.close()


def chat_of(token: str) -> str:
    """Give the public id of a chat, from which its token cannot be had: the store never holds a token."""
    return hashlib.sha256(token.encode()).hexdigest()[:32]


def is_token(token: str) -> bool:
    """Tell whether this could be the token of a chat: at least 128 bits in the letters of a URL."""
    return _TOKEN.fullmatch(token) is not None
