"""What every channel can do, what it cannot, and the errors that sending may end in.

SendError
├── TryLater(after)    rate limits, time-outs, 5xx: the postman waits; only this address is held back
├── Unreachable        blocked, deactivated, window shut: kept as a pending notice, shown at the next contact
├── Moved(user)        a group has a new address: sent there
└── Refused(reason)    the platform says no, and why: set aside, an operator is told
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

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


class Unreachable(SendError):
    """The person cannot be reached here: blocked, deactivated, or never started the bot."""


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
