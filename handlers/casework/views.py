"""What a person may see of a case: lines, cards, timelines and posts, ready to be put into words."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from handlers.casework.cases import About, Finding, Flag, Solved, Status
from handlers.casework.categories import Category, PostKind
from handlers.value import Value

Purpose = Literal["show", "add", "withdraw", "ask", "answer", "transfer", "reject", "extend", "recuse"]
"""What somebody wants to open a case for."""


class PostView(Value):
    """A post as it is named to people: its kind and, where it has one, its unit's name."""

    id: str
    kind: PostKind
    unit: str = ""
    holder: str = ""


class CaseLine(Value):
    """A case in a list. `late` when its due time has passed without an answer."""

    code: str
    category: Category
    unit: str
    status: Status
    due: AwareDatetime | None
    late: bool
    days_left: int | None = None


class Happening(Value):
    """One line of a timeline: when, what, by which post (None: the reporter or the clock), with which words.

    `to` is the post that a transfer went to.
    """

    at: AwareDatetime
    action: str
    post: PostView | None = None
    note: str = ""
    to: PostView | None = None


class NextStep(Value):
    """What happens by itself if nobody acts: when, and to whom the case then goes, if to anybody."""

    at: AwareDatetime
    kind: Literal["reminder", "amber", "unaccepted", "escalate", "overdue", "judge", "close"]
    post: PostView | None = None


class ExtensionView(Value):
    """More time that was asked for: how many working days, why, and for which post."""

    days: int
    reason: str
    post: PostView | None = None


class CaseView(CaseLine):
    """A case as one reader may see it; `contact` only where the reporter agreed to be known.

    `may_act` is False for who may read the case, since it stands in that reader's digest, but has not got it;
    `handled_by_reader` is False in a notice to somebody who has the case while another handles it. `may_decide` is
    True for who decides on the `extension` that is asked for. `extend_most` is how many working days may be asked for
    now (0: none), `transfer_up` the post to which the next transfer goes whatever is chosen, since it is one too many.
    """

    text: str
    additions: tuple[str, ...] = ()
    counter: str = ""
    happened: date | None = None
    place: str = ""
    about: About | None = None
    holder: PostView | None = None
    taken_by: str = ""
    filed: AwareDatetime
    files: int = 0
    contact: str = ""
    may_act: bool = True
    handled_by_reader: bool = True
    question: str = ""
    answer: str = ""
    timeline: tuple[Happening, ...] = ()
    next: NextStep | None = None
    solved: Solved | None = None
    score: int | None = None
    reopened: int = 0
    similar: tuple[str, ...] = ()
    """Codes of similar cases, newest first: only such as all readers of this view may have; none for reporters."""
    not_for: tuple[str, ...] = ()
    """Who shall not see it; for its reporter alone."""
    may_decide: bool = False
    extension: ExtensionView | None = None
    extend_most: int = 0
    transfer_up: PostView | None = None
    appealed: bool = False
    done_on: date | None = None
    document: str = ""
    finding: Finding | None = None
    flags: tuple[Flag, ...] = ()
