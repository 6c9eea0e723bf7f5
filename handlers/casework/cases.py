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
Finding = Literal["founded", "partly", "unfounded", "cannot_verify"]
FINDINGS: tuple[Finding, ...] = ("founded", "partly", "unfounded", "cannot_verify")
Flag = Literal["no_day", "no_proof", "template", "repeated"]
"""Why a closing counts as flagged (đóng việc cần xem lại)."""
Solved = Literal["yes", "partly", "no"]
RejectCode = Literal["out_of_scope", "other_authority", "duplicate", "no_content", "abuse"]
REJECT_CODES: tuple[RejectCode, ...] = ("out_of_scope", "other_authority", "duplicate", "no_content", "abuse")


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
    EXTEND = "extend"
    GRANT = "grant"
    REFUSE = "refuse"
    RECUSE = "recuse"
    ADD = "add"
    WITHDRAW = "withdraw"
    SOLVE = "solve"
    REOPEN = "reopen"
    APPEAL = "appeal"
    LAPSE = "lapse"
    REMIND = "remind"
    ESCALATE = "escalate"
    THANK = "thank"


class Role(StrEnum):
    """As whom somebody touches a case: a person is one of these to a case at a moment."""

    REPORTER = "reporter"
    OWNER = "owner"
    """Accepted the case; or it lies on this person's desk and nobody accepted it."""
    COLLEAGUE = "colleague"
    """Has the case on the desk while somebody of the same height or higher accepted it."""
    SUPERIOR = "superior"
    """Has the case on the desk and stands above whoever accepted it."""
    APPROVER = "approver"
    """Decides on the extension that was asked for."""
    CLOCK = "clock"
    STRANGER = "stranger"


class Move(NamedTuple):
    """From which statuses an action is allowed, where it leads (None: the status stays), and to whom."""

    sources: frozenset[Status]
    target: Status | None
    roles: frozenset[Role]


_DESK = frozenset({Role.OWNER, Role.SUPERIOR})
_ANY_DESK = _DESK | {Role.COLLEAGUE}
_REPORTER = frozenset({Role.REPORTER})
_APPROVER = frozenset({Role.APPROVER})
_CLOCK = frozenset({Role.CLOCK})
_OWNER = frozenset({Role.OWNER})
_ANSWERED = frozenset({Status.ANSWERED})

MOVES: Mapping[Action, Move] = MappingProxyType(
    {
        Action.FORWARD: Move(frozenset({Status.NEW}), Status.FORWARDED, _CLOCK),
        Action.ACCEPT: Move(_HANDLED, Status.ACCEPTED, _DESK),
        Action.ASK: Move(_HANDLED, Status.NEED_INFO, _DESK),
        Action.REPLY: Move(frozenset({Status.NEED_INFO}), Status.ACCEPTED, _REPORTER),
        Action.ANSWER: Move(_HANDLED, Status.ANSWERED, _DESK),
        Action.TRANSFER: Move(_HANDLED, Status.FORWARDED, _DESK),
        Action.REJECT: Move(_HANDLED, Status.REJECTED, _DESK),
        Action.EXTEND: Move(frozenset({Status.ACCEPTED, Status.NEED_INFO}), None, _OWNER),
        Action.GRANT: Move(_HANDLED, None, _APPROVER),
        Action.REFUSE: Move(_HANDLED, None, _APPROVER),
        Action.RECUSE: Move(_HANDLED, None, _ANY_DESK),
        Action.ADD: Move(OPEN | _ANSWERED, None, _REPORTER),
        Action.WITHDRAW: Move(OPEN, Status.WITHDRAWN, _REPORTER),
        Action.SOLVE: Move(_ANSWERED, Status.CLOSED, _REPORTER),
        Action.REOPEN: Move(_ANSWERED, Status.FORWARDED, _REPORTER),
        Action.APPEAL: Move(frozenset({Status.REJECTED}), Status.FORWARDED, _REPORTER),
        Action.LAPSE: Move(_ANSWERED, Status.CLOSED, _CLOCK | _REPORTER),
        Action.REMIND: Move(OPEN | _ANSWERED, None, _CLOCK),
        Action.ESCALATE: Move(OPEN, None, _CLOCK),
        Action.THANK: Move(frozenset({Status.NEW}), Status.CLOSED, _CLOCK),
    }
)


class NotAllowed(Exception):
    """The case does not allow this action where it stands."""


class Extension(Value):
    """More time that was asked for (xin gia hạn): how many working days, why, by whom, and who decides."""

    days: int
    reason: str
    person: int
    post: str
    level: tuple[str, ...]
    """The posts of the next level, whose holders may grant or refuse it."""


class Case(Value):
    """One report (phản ánh) and all that its handling has come to.

    `holder` is the post that owes the answer, `taken_by` the person of that post who accepted it; `reach` are
    the posts that have the case on their desk. `round_at` starts the running clock (filing, reopening, appeal);
    `stage` counts the escalation steps already taken in this round, `reminded` and `ambered` tell which of the
    earlier notices were. All spans are working minutes of the unit, unless a name says days.
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
    not_for: tuple[str, ...] = ()
    """Who must not see the case by the reporter's wish: kinds of posts, ids of posts, or names as typed."""
    recused: tuple[int, ...] = ()
    """Persons who said that the case concerns them (xin không xử lý)."""
    holder: str | None = None
    taken_by: int | None = None
    reach: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    """Posts that had the case before it was reopened above them: they may read it, and do nothing with it."""
    due_at: AwareDatetime | None = None
    own_due_at: AwareDatetime | None = None
    """When the answer would have been due without the days that were granted; None where none were."""
    answered_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    reminded: bool = False
    ambered: bool = False
    stage: int = 0
    reopened: int = 0
    appealed: bool = False
    refused_by: tuple[str, ...] = ()
    """The posts of the unit that refused it before an appeal: it is handed back to none of them."""
    paused: int = 0
    """Minutes for which the clock of this round stood still while the reporter was asked."""
    paused_since: AwareDatetime | None = None
    extension: Extension | None = None
    extensions: int = 0
    extra_days: int = 0
    """Working days that were granted in this round."""
    transfers: int = 0
    handed_at: AwareDatetime | None = None
    """When a transfer came that nobody has accepted yet."""
    solved: Solved | None = None
    score: int | None = None
    comment: str = ""
    judging_at: AwareDatetime | None = None
    """When the reporter was reminded to judge the answer."""
    question: str = ""
    answer: str = ""
    done_on: date | None = None
    document: str = ""
    finding: Finding | None = None
    flags: tuple[Flag, ...] = ()

    @property
    def open(self) -> bool:
        """Whether somebody still owes an answer."""
        return self.status in OPEN


def allowed(status: Status, action: Action) -> bool:
    """Whether the table lets this action happen in this status, by somebody."""
    return status in MOVES[action].sources


def may(role: Role, action: Action, status: Status) -> bool:
    """Whether somebody in this role may do this in this status: one cell of the table."""
    found = MOVES[action]
    return status in found.sources and role in found.roles


def move(case: Case, action: Action) -> Case:
    """Give the case after the action's change of status; NotAllowed if the table forbids it."""
    if not allowed(case.status, action):
        raise NotAllowed(f"{action} in {case.status}")
    return case.model_copy(update={"status": MOVES[action].target or case.status})
