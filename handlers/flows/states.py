"""Where a person stands in the talk: one frozen class for each place, told apart by `kind`."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from handlers.casework.cases import Finding, Flag, RejectCode, Solved
from handlers.casework.effects import Effect, FileRef, Part
from handlers.casework.surveys import Paper
from handlers.casework.task_effects import TaskWords
from handlers.casework.tasks import Rhythm
from handlers.casework.views import PostView
from handlers.flows.draft import Draft as Draft
from handlers.flows.draft import Earlier as Earlier
from handlers.talk.events import Arriving
from handlers.talk.says import Button, Say
from handlers.value import Value


class Place(Value):
    """What every place keeps: the choices last offered, a report and a survey put aside, album and case last seen."""

    offered: tuple[Button, ...] = ()
    parked: Draft | None = None
    paper: Paper | None = None
    album: str | None = None
    last_case: str | None = None


class Idle(Place):
    """Nothing is going on. `told_at` is when a group was last answered."""

    kind: Literal["idle"] = "idle"
    told_at: AwareDatetime | None = None


class Guided(Place):
    """Was given guidance instead of a case; words and files wait only for "this is an ordinary report".

    `unit` and `counter` are those of the poster that was scanned before.
    """

    kind: Literal["guided"] = "guided"
    intent: str
    parts: tuple[Part, ...] = ()
    files: tuple[FileRef, ...] = ()
    unit: str | None = None
    counter: str = ""


class Consenting(Place):
    """Asked for consent; what the person already sent is kept until then.

    `guided` is the guidance whose words the person wants to send as an ordinary report.
    """

    kind: Literal["consenting"] = "consenting"
    kept: tuple[Annotated[Arriving, Field(discriminator="kind")], ...] = ()
    guided: Guided | None = None


class Reporting(Place):
    """Writing a report."""

    kind: Literal["reporting"] = "reporting"
    draft: Draft = Draft()


class Sorting(Place):
    """Wrote something while a question is open: an answer to it, or a new report?"""

    kind: Literal["sorting"] = "sorting"
    parts: tuple[Part, ...] = ()
    files: tuple[FileRef, ...] = ()


class Adding(Place):
    """Adding words or files to an own case, each kept at once."""

    kind: Literal["adding"] = "adding"
    code: str


class Replying(Place):
    """Answering an official's question about an own case."""

    kind: Literal["replying"] = "replying"
    code: str


class Withdrawing(Place):
    """Asked whether to take an own case back."""

    kind: Literal["withdrawing"] = "withdrawing"
    code: str


class Rating(Place):
    """Judged the answer; asked for 1–5, then for words. `over`: the case is closed, nobody goes on with it."""

    kind: Literal["rating"] = "rating"
    code: str
    solved: Solved
    score: int | None = None
    over: bool = False


class Scoring(Place):
    """Rates the service of a counter. Without `unit` that is asked for, without `vote` the score; then `asked` is open.

    `visit` is the hash of the slip that was scanned; `words` are those typed so far.
    """

    kind: Literal["scoring"] = "scoring"
    search: Draft = Draft()
    unit: str | None = None
    counter: str = ""
    visit: str = ""
    vote: str = ""
    score: int = 0
    asked: str = ""
    words: str = ""


class Answering(Place):
    """An official writes the answer to a case; sent only after a look at it.

    `asked` are the questions that were answered with "not yet" or "none"; `findings`: what was found out is asked
    too; `flags` why it would be flagged, None while that is not known.
    """

    kind: Literal["answering"] = "answering"
    code: str
    text: str = ""
    files: tuple[FileRef, ...] = ()
    done_on: date | None = None
    document: str = ""
    finding: Finding | None = None
    findings: bool = False
    asked: tuple[Literal["day", "proof"], ...] = ()
    flags: tuple[Flag, ...] | None = None


class Asking(Place):
    """An official writes a question to the reporter."""

    kind: Literal["asking"] = "asking"
    code: str


class Transferring(Place):
    """An official hands a case on: unit, then post, then reason. `up`: it goes to the level above, without choice."""

    kind: Literal["transferring"] = "transferring"
    code: str
    targets: tuple[PostView, ...] = ()
    post: PostView | None = None
    up: bool = False


class Rejecting(Place):
    """An official refuses a case: reason code, then words."""

    kind: Literal["rejecting"] = "rejecting"
    code: str
    reason: RejectCode | None = None


class Extending(Place):
    """An official asks for more time: how many days, at most `most`, then the reason."""

    kind: Literal["extending"] = "extending"
    code: str
    most: int
    days: int | None = None


class Recusing(Place):
    """An official is asked whether to step back from a case."""

    kind: Literal["recusing"] = "recusing"
    code: str


class TaskGiving(Place):
    """The standing body gives a task of a conclusion: what is known of it so far; sent only after a look at it."""

    kind: Literal["task_giving"] = "task_giving"
    words: str = ""
    units: tuple[str, ...] = ()
    due: date | None = None
    conclusion: str = ""
    rhythm: Rhythm = "none"


class TaskWriting(Place):
    """Writing about a task: a report, its end, why it is sent or taken back; sent only after a look at it."""

    kind: Literal["task_writing"] = "task_writing"
    code: str
    to: TaskWords
    due: AwareDatetime | None = None
    """When what is written about was due, since somebody else may report the end of it meanwhile."""
    words: str = ""
    document: str = ""
    files: tuple[FileRef, ...] = ()


class Surveying(Place):
    """Answering a survey."""

    kind: Literal["surveying"] = "surveying"
    survey: Paper


AnyState = (
    Idle
    | Consenting
    | Reporting
    | Guided
    | Sorting
    | Adding
    | Replying
    | Withdrawing
    | Rating
    | Scoring
    | Answering
    | Asking
    | Transferring
    | Rejecting
    | Extending
    | Recusing
    | TaskGiving
    | TaskWriting
    | Surveying
)
State = Annotated[AnyState, Field(discriminator="kind")]
STATE: TypeAdapter[AnyState] = TypeAdapter(State)


@dataclass(frozen=True)
class Turn:
    """What a step comes to: the next state, what to say, what must happen."""

    state: AnyState
    says: tuple[Say, ...] = ()
    effects: tuple[Effect, ...] = ()


def kept(state: AnyState) -> dict[str, Any]:
    """Give what a new place takes over from the old one: a report in the making is put aside, not lost.

    Late parts of an official's album must not reach a case of the official's own.
    """
    parked = state.parked
    if isinstance(state, Reporting) and not state.draft.empty:
        parked = state.draft.model_copy(update={"twin": None})  # asked anew when it is sent
    album = None if isinstance(state, Answering) else state.album
    paper = state.survey if isinstance(state, Surveying) else state.paper
    return {"parked": parked, "paper": paper, "album": album, "last_case": state.last_case}


def idle(state: AnyState) -> Idle:
    """Give the quiet place after `state`, with whatever was put aside."""
    return Idle(**kept(state))
