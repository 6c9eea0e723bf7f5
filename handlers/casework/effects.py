"""What must be done after a turn, named in the imperative; `bot` does it in the turn's own transaction."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from handlers.casework.cases import About, RejectCode, Solved
from handlers.casework.categories import Category
from handlers.casework.group_effects import Grouping
from handlers.casework.views import Purpose
from handlers.value import Value


class FileRef(Value):
    """A file that a person sent, by its channel's reference; fetched after the commit."""

    channel: str
    ref: str
    name: str
    mime: str


class Part(Value):
    """Words as they were sent, and the channel's id of that message, to which an edit refers."""

    text: str
    message: str | None = None


class GiveConsent(Value):
    """Keep that the person agrees to their words being kept and passed on."""

    kind: Literal["give_consent"] = "give_consent"


class ForgetWords(Value):
    """Delete what the person typed outside of filed cases: consent was refused or a draft thrown away."""

    kind: Literal["forget_words"] = "forget_words"
    quoted: bool = False
    """Whether answers may quote the words, so that these go too."""


class SetLanguage(Value):
    """Keep the language that the person chose."""

    kind: Literal["set_language"] = "set_language"
    language: Literal["vi", "en"]


class Count(Value):
    """Count a piece of guidance that was given, without its words."""

    kind: Literal["count"] = "count"
    what: str


class FileCase(Value):
    """File a report: the case, its due time, its recipients and the forward. Answered with `Filed`."""

    kind: Literal["file_case"] = "file_case"
    unit: str
    category: Category
    parts: tuple[Part, ...]
    about: About | None = None
    counter: str = ""
    happened: date | None = None
    place: str = ""
    contact: str = ""
    not_for: tuple[str, ...] = ()
    files: tuple[FileRef, ...] = ()


class FindTwin(Value):
    """Find an own open case of the last day that a report repeats. Answered with `Twin`."""

    kind: Literal["find_twin"] = "find_twin"
    report: FileCase


class AddReport(Value):
    """Add a whole report to the own case that it repeats. Answered with `Done` (action `add`) or `Denied`."""

    kind: Literal["add_report"] = "add_report"
    code: str
    report: FileCase


class FindMine(Value):
    """Find the person's own cases. Answered with `Mine`."""

    kind: Literal["find_mine"] = "find_mine"


class ShowMine(Value):
    """Show one of the person's own cases, perhaps to add to it or take it back. Answered with `Shown` or `Denied`."""

    kind: Literal["show_mine"] = "show_mine"
    code: str
    to: Purpose = "show"


class AddToCase(Value):
    """Add words or files to an own case. Answered with `Done` or `Denied`."""

    kind: Literal["add_to_case"] = "add_to_case"
    code: str
    parts: tuple[Part, ...] = ()
    files: tuple[FileRef, ...] = ()
    quiet: bool = False


class AmendByMessage(Value):
    """Add the edited words of an earlier message to the case that it belongs to. Answered with `Done` or `Denied`."""

    kind: Literal["amend_by_message"] = "amend_by_message"
    of: str
    text: str


class ReplyToQuestion(Value):
    """Answer the question that an official asked about an own case. Answered with `Done` or `Denied`."""

    kind: Literal["reply_to_question"] = "reply_to_question"
    code: str
    parts: tuple[Part, ...] = ()
    files: tuple[FileRef, ...] = ()


class WithdrawCase(Value):
    """Take an own case back. Answered with `Done` or `Denied`."""

    kind: Literal["withdraw_case"] = "withdraw_case"
    code: str


class JudgeAnswer(Value):
    """Keep whether the answer solved the matter; "partly" and "no" reopen it one level higher.

    Answered with `Done` (action `solve`, `reopen` or `lapse`) or `Denied`.
    """

    kind: Literal["judge_answer"] = "judge_answer"
    code: str
    solved: Solved


class ScoreCase(Value):
    """Keep 1–5 for the handling, and optional words, beside what was judged before."""

    kind: Literal["score_case"] = "score_case"
    code: str
    score: int | None = None
    comment: str = ""


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
    """Answer a case, with words and files. Answered with `Done` or `Denied`."""

    kind: Literal["answer_case"] = "answer_case"
    code: str
    text: str
    files: tuple[FileRef, ...] = ()


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


class ShowDigest(Value):
    """Open a page of a week's digest, "2026-W47" or "2026-W47/1", or "" for the last complete week.

    Answered with `DigestPage` or `Denied`.
    """

    kind: Literal["show_digest"] = "show_digest"
    section: Literal["overdue", "bright", "units", "categories"]
    page: str


class FindTargets(Value):
    """Find the held posts of a unit ("": of the province) for a transfer. Answered with `Targets`."""

    kind: Literal["find_targets"] = "find_targets"
    code: str
    unit: str = ""


class Join(Value):
    """Take up an invitation to a post. Answered with `Joined` or `JoinRefused`."""

    kind: Literal["join"] = "join"
    token: str


Effect = Annotated[
    GiveConsent
    | ForgetWords
    | SetLanguage
    | Count
    | FileCase
    | FindTwin
    | AddReport
    | FindMine
    | ShowMine
    | AddToCase
    | AmendByMessage
    | ReplyToQuestion
    | WithdrawCase
    | JudgeAnswer
    | ScoreCase
    | FindInbox
    | OpenCase
    | AcceptCase
    | AskCitizen
    | AnswerCase
    | TransferCase
    | RejectCase
    | FindTargets
    | ShowDigest
    | Join
    | Grouping,
    Field(discriminator="kind"),
]
