"""What must be done after an official's turn, named in the imperative; part of `effects.Effect`."""

from datetime import date
from typing import Literal

from handlers.casework.cases import Finding, RejectCode
from handlers.casework.parts import FileRef
from handlers.casework.views import Purpose
from handlers.value import Value


class FindInbox(Value):
    """Find a page of the cases on the person's desks. Answered with `Inbox`."""

    kind: Literal["find_inbox"] = "find_inbox"
    page: int = 0
    overdue_only: bool = False


class OpenCase(Value):
    """Open a case as an official, perhaps to do something that it must allow. Answered with `Shown` or `Denied`."""

    kind: Literal["open_case"] = "open_case"
    code: str
    to: Purpose = "show"


class AcceptCase(Value):
    """Take a case on. Answered with `Done` or `Denied`."""

    kind: Literal["accept_case"] = "accept_case"
    code: str


class AskCitizen(Value):
    """Ask the reporter something. Answered with `Done` or `Denied`."""

    kind: Literal["ask_citizen"] = "ask_citizen"
    code: str
    text: str


class AnswerCase(Value):
    """Answer a case: words, the day it was done, proof, and in cases about people what was found out.

    Answered with `Done` or `Denied`.
    """

    kind: Literal["answer_case"] = "answer_case"
    code: str
    text: str
    files: tuple[FileRef, ...] = ()
    done_on: date | None = None
    document: str = ""
    finding: Finding | None = None


class WeighAnswer(Value):
    """Find out whether an answer would be flagged, before it is sent. Answered with `Weighed` or `Denied`."""

    kind: Literal["weigh_answer"] = "weigh_answer"
    code: str
    text: str
    files: tuple[FileRef, ...] = ()
    done_on: date | None = None
    document: str = ""


class TransferCase(Value):
    """Hand a case to another held post, with a reason that the reporter reads. Answered with `Done` or `Denied`."""

    kind: Literal["transfer_case"] = "transfer_case"
    code: str
    post: str
    reason: str


class RejectCase(Value):
    """Refuse a case with a code and words. Answered with `Done` or `Denied`."""

    kind: Literal["reject_case"] = "reject_case"
    code: str
    reason: RejectCode
    words: str


class ExtendCase(Value):
    """Ask the level above for more working days, with a reason. Answered with `Done` or `Denied`."""

    kind: Literal["extend_case"] = "extend_case"
    code: str
    days: int
    reason: str


class GrantExtension(Value):
    """Grant the time that was asked for. Answered with `Done` or `Denied`."""

    kind: Literal["grant_extension"] = "grant_extension"
    code: str


class RefuseExtension(Value):
    """Refuse the time that was asked for. Answered with `Done` or `Denied`."""

    kind: Literal["refuse_extension"] = "refuse_extension"
    code: str


class RecuseCase(Value):
    """Step back from a case that concerns oneself; it is lost from sight at once. Answered with `Done` or `Denied`."""

    kind: Literal["recuse_case"] = "recuse_case"
    code: str


class FindTargets(Value):
    """Find the held posts of a unit ("": of the province) for a transfer. Answered with `Targets`."""

    kind: Literal["find_targets"] = "find_targets"
    code: str
    unit: str = ""


class EndAbsence(Value):
    """Let the person be marked as away no longer. Answered with `Inbox`."""

    kind: Literal["end_absence"] = "end_absence"


OfficialEffect = (
    FindInbox
    | OpenCase
    | AcceptCase
    | AskCitizen
    | AnswerCase
    | TransferCase
    | RejectCase
    | FindTargets
    | WeighAnswer
    | ExtendCase
    | GrantExtension
    | RefuseExtension
    | RecuseCase
    | EndAbsence
)
