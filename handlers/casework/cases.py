"""A case, its statuses, and the one table of moves that it allows."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, NamedTuple

from pydantic import AwareDatetime

from handlers.casework.categories import Category
from handlers.value import Value

About = Literal["staff", "leader", "unsure"]
Solved = Literal["yes", "partly", "no"]
RejectCode = Literal["out_of_scope", "other_authority", "duplicate", "no_content", "abuse"]
REJECT_CODES: tuple[RejectCode, ...] = ("out_of_scope", "other_authority", "duplicate", "no_content", "abuse")
MOST_REOPENINGS = 2


class Status(StrEnum):
    """Where a case stands."""

    NEW = "new"
    FORWARDED = "forwarded"
    ACCEPTED = "accepted"
    NEED_INFO = "need_info"
    ANSWERED = "answered"
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({Status.NEW, Status.FORWARDED, Status.ACCEPTED, Status.NEED_INFO})
"""The statuses in which somebody still owes an answer."""

_HANDLED = OPEN - {Status.NEW}


class Action(StrEnum):
    """What can be done to a case."""

    FORWARD = "forward"
    ACCEPT = "accept"
    ASK = "ask"
    REPLY = "reply"
    ANSWER = "answer"
    TRANSFER = "transfer"
    REJECT = "reject"
    ADD = "add"
    WITHDRAW = "withdraw"
    SOLVE = "solve"
    REOPEN = "reopen"
    LAPSE = "lapse"
    REMIND = "remind"
    ESCALATE = "escalate"
    THANK = "thank"


class Move(NamedTuple):
    """From which statuses an action is allowed, and where it leads (None: the status stays)."""

    sources: frozenset[Status]
    target: Status | None


MOVES: Mapping[Action, Move] = MappingProxyType(
    {
        Action.FORWARD: Move(frozenset({Status.NEW}), Status.FORWARDED),
        Action.ACCEPT: Move(frozenset({Status.FORWARDED, Status.ACCEPTED, Status.NEED_INFO}), Status.ACCEPTED),
        Action.ASK: Move(_HANDLED, Status.NEED_INFO),
        Action.REPLY: Move(frozenset({Status.NEED_INFO}), Status.ACCEPTED),
        Action.ANSWER: Move(_HANDLED, Status.ANSWERED),
        Action.TRANSFER: Move(_HANDLED, Status.FORWARDED),
        Action.REJECT: Move(_HANDLED, Status.REJECTED),
        Action.ADD: Move(OPEN | {Status.ANSWERED}, None),
        Action.WITHDRAW: Move(OPEN, Status.WITHDRAWN),
        Action.SOLVE: Move(frozenset({Status.ANSWERED}), Status.CLOSED),
        Action.REOPEN: Move(frozenset({Status.ANSWERED}), Status.FORWARDED),
        Action.LAPSE: Move(frozenset({Status.ANSWERED}), Status.CLOSED),
        Action.REMIND: Move(OPEN, None),
        Action.ESCALATE: Move(OPEN, None),
        Action.THANK: Move(frozenset({Status.NEW}), Status.CLOSED),
    }
)


class NotAllowed(Exception):
    """The case does not allow this action where it stands."""


class Case(Value):
    """One report (phản ánh) and all that its handling has come to.

    `holder` is the post that owes the answer, `taken_by` the person of that post who accepted it; `reach` are
    the posts that have the case on their desk. `round_at` starts the running clock (filing or reopening),
    `stage` counts the escalation steps already taken in this round.
    """

    code: str
    unit: str
    category: Category
    status: Status
    reporter: int
    text: str
    filed_at: AwareDatetime
    round_at: AwareDatetime
    about: About | None = None
    counter: str = ""
    happened: date | None = None
    place: str = ""
    contact: str = ""
    holder: str | None = None
    taken_by: int | None = None
    reach: tuple[str, ...] = ()
    due_at: AwareDatetime | None = None
    answered_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    reminded: bool = False
    stage: int = 0
    reopened: int = 0
    solved: Solved | None = None
    score: int | None = None
    comment: str = ""
    question: str = ""
    answer: str = ""

    @property
    def open(self) -> bool:
        """Whether somebody still owes an answer."""
        return self.status in OPEN


def allowed(status: Status, action: Action) -> bool:
    """Whether the table lets this action happen in this status."""
    return status in MOVES[action].sources


def move(case: Case, action: Action) -> Case:
    """Give the case after the action's change of status; NotAllowed if the table forbids it."""
    if not allowed(case.status, action):
        raise NotAllowed(f"{action} in {case.status}")
    return case.model_copy(update={"status": MOVES[action].target or case.status})
