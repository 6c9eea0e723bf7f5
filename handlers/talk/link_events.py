"""What the store answers where a person joins or parts the chats of several channels."""

from typing import Literal

from handlers.value import Value


class Chat(Value):
    """One of a person's chats: its channel, a mark to name it by, and whether it is the one where this is asked."""

    channel: str
    mark: str
    here: bool = False


class LinkGiven(Value):
    """The store's answer to `GiveLink`: the code as it is shown, and for how many minutes it holds."""

    kind: Literal["link_given"] = "link_given"
    code: str
    minutes: int


class LinkFound(Value):
    """The store's answer to `FindLink`: the channel of the chat whose code was typed."""

    kind: Literal["link_found"] = "link_found"
    channel: str


class LinkRefused(Value):
    """A code was not taken: it does not hold (whatever the reason), the chats are joined already, or too many tries."""

    kind: Literal["link_refused"] = "link_refused"
    why: Literal["unknown", "already", "too_many"]


class Linked(Value):
    """Two chats belong to one person now: the channel of the other one, and how many cases the person has in all."""

    kind: Literal["linked"] = "linked"
    channel: str
    cases: int


class Chats(Value):
    """All chats of a person."""

    kind: Literal["chats"] = "chats"
    chats: tuple[Chat, ...]


class Parted(Value):
    """A chat was taken out; None if there was none of that mark."""

    kind: Literal["parted"] = "parted"
    chat: Chat | None = None


LinkAnswer = LinkGiven | LinkFound | LinkRefused | Linked | Chats | Parted
