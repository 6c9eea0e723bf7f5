"""What the store tells of a week: counts by unit and category, judgements, and overdue cases."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from handlers.casework.cases import Case
from handlers.casework.categories import Category
from handlers.digests.week import Week


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


class Overdue(NamedTuple):
    """A case that was open and past due at the end, with the due time of then and all else as it is now."""

    case: Case
    due_at: datetime


@dataclass(frozen=True)
class Rows:
    """A week of all units, and the counts of the week before. `until` is its end, or now if it still runs.

    The opening numbers come from the sums of all moves since the start, the closing ones from the cases one
    by one, so that the one can be checked against the other.
    """

    week: Week
    until: datetime
    counted: tuple[Counted, ...] = ()
    before: tuple[Counted, ...] = ()
    judged: tuple[Judged, ...] = ()
    overdue: tuple[Overdue, ...] = ()
    waiting: tuple[tuple[str, str, int], ...] = ()
    """The notices that may not be sent now: unit of the case or "", reason, how many; as it is now."""


class Scored(NamedTuple):
    """How often one score was given for the service of a unit.

    `kind` is where it came from: after a case, with the slip of a visit, or by anybody ("open"); "suspect" are those
    that came in a burst or with many slips of one person: shown apart, never dropped.
    """

    unit: str
    kind: Literal["case", "visit", "open", "suspect"]
    score: int
    n: int
