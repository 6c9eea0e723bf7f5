"""What every channel can do, what it cannot, and the errors that sending may end in.

SendError
├── TryLater(after)    rate limits, time-outs, 5xx: the postman waits; only this address is held back
├── Unreachable(reason) blocked, window shut, quota spent, token gone: kept, and shown at the next contact
├── Moved(user)        a group has a new address: sent there
└── Refused(reason)    the platform says no, and why: set aside, an operator is told
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from handlers.talk.events import Incoming
from handlers.talk.says import Message


@dataclass(frozen=True)
class Limits:
    """What one message of a channel may hold; `label` and `data` in UTF-8 bytes, `text` in UTF-16 units."""

    text: int
    buttons: int
    label: int
    data: int = 64
    taps: bool = True
    upload: int = 10_000_000
    edits: bool = False
    per_second: float = 0
    """Messages a second over all users that the platform bears; 0: as many as go."""
    group_minute: int = 0
    """Messages a minute that the platform bears in one group; 0: as many as go."""
    blind: bool = True
    """Whether a message whose answer was lost is sent, marked, until an answer comes; else once more and no oftener."""
    files: tuple[str, ...] = ("",)
    """The beginnings of the media types that it carries to people: "" any, none at all: ()."""

    def carries(self, mime: str) -> bool:
        """Whether a file of this media type can be sent."""
        return any(mime.startswith(one) for one in self.files)


class SendError(Exception):
    """Sending did not succeed."""


class TryLater(SendError):
    """The platform is busy or silent: try again after so many seconds.

    `ambiguous` when the message may have arrived all the same (a lost answer), so that a second copy must be
    marked as sent again.
    """

    def __init__(self, after: float, *, ambiguous: bool = False) -> None:
        super().__init__(f"try again in {after:g} s")
        self.after = after
        self.ambiguous = ambiguous


Reason = Literal["blocked", "window", "quota", "token"]
"""Why a person cannot be reached: blocked, deactivated or never there · too long after the last contact · the
channel may send no more this month · the channel has no valid token. The last two concern everybody on the channel."""
CHANNEL_WIDE: frozenset[Reason] = frozenset({"quota", "token"})
"""What says nothing about the person: it is tried again as soon as the channel has sent anything."""


class Unreachable(SendError):
    """The person cannot be reached here now, and why; the message waits until the person is here again."""

    def __init__(self, message: str = "", *, reason: Reason = "blocked") -> None:
        super().__init__(message or reason)
        self.reason: Reason = reason


class Moved(SendError):
    """A group has moved to another address of its channel."""

    def __init__(self, user: str) -> None:
        super().__init__("the group has moved")
        self.user = user


class Refused(SendError):
    """The platform refuses this message for good, and says why."""


Receive = Callable[[Sequence[Incoming]], Awaitable[None]]
"""Hands events over; returns when they are durably handled, so that the channel may confirm them."""


class Channel(Protocol):
    """One messenger: it listens, it sends, it fetches files; it knows nothing of cases or of the store."""

    name: str
    limits: Limits

    async def listen(self, receive: Receive) -> None:
        """Hand over what arrives until cancelled. A platform that is away is tried again, never raised."""
        ...

    async def send(self, user: str, message: Message) -> str:
        """Send one message and give the platform's id of it; SendError if it did not go."""
        ...

    async def fetch(self, ref: str) -> bytes:
        """Give the bytes of a file that a person sent; SendError if it cannot be had."""
        ...

    async def dress(self, user: str, role: str, language: str) -> None:
        """Show this user the commands of a role ("citizen", "official", "committee"); SendError if refused."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


@runtime_checkable
class Gathering(Channel, Protocol):
    """A messenger that also has groups."""

    async def member(self, group: str, user: str) -> str | None:
        """Give the name of a user who is a member of a group now, None for who is not; SendError if it is not known."""
        ...

    async def leave(self, group: str) -> None:
        """Take the bot out of a group; SendError if it did not go."""
        ...


OfferKind = Literal["answered", "question"]
"""What waits for a reporter: an answer, or an official's question."""


@runtime_checkable
class Offering(Channel, Protocol):
    """A messenger that may tell of a waiting notice by an approved template after its window has shut."""

    async def offer(self, user: str, kind: OfferKind, data: Mapping[str, str]) -> bool:
        """Tell a user by template that something waits here; False where no template is configured for its kind.

        `data` has the case's `code`, as people write it. SendError if it did not go: it is not tried again, since a
        template costs money and the notice itself waits all the same.
        """
        ...


@runtime_checkable
class Ailing(Protocol):
    """A messenger that can tell that only an operator can mend it."""

    @property
    def trouble(self) -> str:
        """What has to be mended, in a word, "" for nothing."""
        ...
