"""What the store tells of a period: counts by unit and category, judgements, and the cases that ask for action."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from handlers.casework.cases import Case
from handlers.casework.categories import Category
from handlers.casework.periods import Period
from handlers.casework.worktime import ZONE
from handlers.talk.says import Say


class Counted(NamedTuple):
    """A number for one unit and one category.

    `opening`, `closing`, `overdue`: `n` more cases stood so then; the rows of one part add up. `moved`: an
    action happened `n` times, which made so many cases open (`received`) or no longer open (`finished`), on
    time, late, or in time after more time had been granted (`extended`). The action `silence` counts again
    those lapses that came because the reporter did not judge.
    """

    part: Literal["opening", "closing", "overdue", "moved"]
    unit: str
    category: Category
    action: str = ""
    n: int = 0
    received: int = 0
    finished: int = 0
    on_time: int = 0
    late: int = 0
    extended: int = 0


class Judged(NamedTuple):
    """How often the reporters of a unit's cases said one thing: yes, partly, no, or a score 1 to 5."""

    unit: str
    kind: Literal["solved", "score"]
    note: str
    n: int


class Scored(NamedTuple):
    """How often one score was given for the service of a unit.

    `kind` is where it came from: after a case, with the slip of a visit, or by anybody ("open"); "suspect" are those
    that came in a burst or with many slips of one person: shown apart, never dropped.
    """

    unit: str
    kind: Literal["case", "visit", "open", "suspect"]
    score: int
    n: int


class Line(NamedTuple):
    """A case of a list before it is opened: when what it is listed for happened, and who may be shut out of it.

    `guarded` where somebody besides the reporter may be, so that `recipients` must be asked about every reader.
    """

    code: str
    unit: str
    ms: int
    guarded: int
    reporter: int

    @property
    def at(self) -> datetime:
        """The moment of `ms`, in UTC epoch milliseconds; made when asked for, since most lines of a list are not."""
        return datetime.fromtimestamp(self.ms / 1000, ZONE)


class Happened(NamedTuple):
    """One thing that happened to a case, as its history has it; `note` only where it was asked for."""

    line: Line
    action: str
    delta: int
    due_at: datetime | None
    extended: bool
    note: str = ""


class Stood(NamedTuple):
    """How a case stood just before a moment: who owed the answer, who had taken it, and which posts had it."""

    code: str
    unit: str
    category: Category
    due_at: datetime | None
    holder: str | None
    taken_by: int | None
    reach: tuple[str, ...]
    open: bool


class Overdue(NamedTuple):
    """A case that was open and past due at the end, or is soon due: the due time of then, and how it stands now.

    `case` is there only where somebody besides the reporter may be shut out of it.
    """

    now: Stood
    due_at: datetime
    reporter: int
    case: Case | None = None


class Spot(NamedTuple):
    """One case about a counter that several persons reported in the period; the case as in `Overdue`."""

    line: Line
    counter: str
    case: Case | None = None


@dataclass(frozen=True)
class Rows:
    """A period of all units, and the counts of the one before. `until` is its end, or now if it still runs.

    The opening numbers come from the sums of all moves since the start, the closing ones from the cases one
    by one, so that the one can be checked against the other.
    """

    week: Period
    until: datetime
    counted: tuple[Counted, ...] = ()
    before: tuple[Counted, ...] = ()
    judged: tuple[Judged, ...] = ()
    overdue: tuple[Overdue, ...] = ()
    waiting: tuple[tuple[str, str, int], ...] = ()
    """The notices that may not be sent now: unit of the case or "", reason, how many; as it is now."""
    soon: tuple[Overdue, ...] = ()
    """What is open at the moment of the digest and due within the next two working days."""
    spots: tuple[Spot, ...] = ()
    scored: tuple[Scored, ...] = ()
    first: tuple[Say, ...] = ()
    """Lines that others put under "what needs action first": tasks, alarms."""
