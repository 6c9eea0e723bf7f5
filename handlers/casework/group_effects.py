"""What must be done after a turn about a group chat, named in the imperative, like `effects`."""

from typing import Literal

from handlers.value import Value


class JoinGroup(Value):
    """Make the group of this turn the inbox of the post of an invitation, and who brought it a holder of the post.

    Answered with `GroupSeen`.
    """

    kind: Literal["join_group"] = "join_group"
    token: str
    by: str
    name: str = ""


class LookAtGroup(Value):
    """See whose inbox the group of this turn is; one that is nobody's is left in a while. Answered with `GroupSeen`."""

    kind: Literal["look_at_group"] = "look_at_group"


class CloseGroup(Value):
    """Send nothing to the group of this turn any more: the bot was taken out of it."""

    kind: Literal["close_group"] = "close_group"


class MoveGroup(Value):
    """Keep the new address of the group of this turn."""

    kind: Literal["move_group"] = "move_group"
    to: str


class EndMembership(Value):
    """End the posts that somebody held as a member of the group of this turn, since the person has left it."""

    kind: Literal["end_membership"] = "end_membership"
    by: str


class Knock(Value):
    """Open the case, or else ask the channel whether the person may come in as a member of a group; "" for not named.

    Answered with `Shown`, or later with a `Vouched` event.
    """

    kind: Literal["knock"] = "knock"
    code: str = ""
    group: str = ""


class LetIn(Value):
    """Make a member of a group a holder of the group's post; nobody where `group` is "".

    Answered with `Joined`, `JoinRefused` or `Denied`.
    """

    kind: Literal["let_in"] = "let_in"
    group: str
    name: str = ""
    code: str = ""


Grouping = JoinGroup | LookAtGroup | CloseGroup | MoveGroup | EndMembership | Knock | LetIn
