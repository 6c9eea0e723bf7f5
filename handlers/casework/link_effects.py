"""What must be done where a person joins or parts the chats of several channels."""

from typing import Literal

from handlers.value import Value


class GiveLink(Value):
    """Give this chat a one-time code. Answered with `LinkGiven`."""

    kind: Literal["give_link"] = "give_link"


class FindLink(Value):
    """Find the chat whose code was typed. Answered with `LinkFound` or `LinkRefused`."""

    kind: Literal["find_link"] = "find_link"
    code: str


class JoinChats(Value):
    """Let this chat and the one whose code was typed be one person's. Answered with `Linked` or `LinkRefused`."""

    kind: Literal["join_chats"] = "join_chats"


class DropLink(Value):
    """Forget the code that was typed in this chat."""

    kind: Literal["drop_link"] = "drop_link"


class FindChats(Value):
    """Find all chats of the person. Answered with `Chats`."""

    kind: Literal["find_chats"] = "find_chats"


class PartChat(Value):
    """Take a chat of the person out of what is joined. Answered with `Parted`."""

    kind: Literal["part_chat"] = "part_chat"
    mark: str


Linking = GiveLink | FindLink | JoinChats | DropLink | FindChats | PartChat
