"""What must be done after a turn, named in the imperative; `bot` does it in the turn's own transaction."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from handlers.casework.cases import About, Solved
from handlers.casework.categories import Category
from handlers.casework.digest_effects import Overseeing
from handlers.casework.group_effects import Grouping
from handlers.casework.link_effects import Linking
from handlers.casework.official_effects import OfficialEffect
from handlers.casework.parts import FileRef as FileRef
from handlers.casework.parts import Part as Part
from handlers.casework.rating_effects import RatingEffect
from handlers.casework.score_effects import ShowScorecard
from handlers.casework.sheet_effects import SendSheet
from handlers.casework.survey_effects import Surveying
from handlers.casework.task_effects import Tasking
from handlers.casework.views import Purpose
from handlers.value import Value


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


class AppealCase(Value):
    """Ask for an own refused case to be looked at by another unit, once. Answered with `Done` or `Denied`."""

    kind: Literal["appeal_case"] = "appeal_case"
    code: str


class ShowDigest(Value):
    """Open a page of a period's digest, "2026-W47" or "2026-W47/1", or "" for the last complete week.

    Answered with `DigestPage` or `Denied`.
    """

    kind: Literal["show_digest"] = "show_digest"
    section: Literal["overdue", "bright", "units", "categories"]
    page: str


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
    | AppealCase
    | ShowDigest
    | SendSheet
    | Join
    | Grouping
    | Linking
    | Overseeing
    | OfficialEffect
    | RatingEffect
    | ShowScorecard
    | Surveying
    | Tasking,
    Field(discriminator="kind"),
]
