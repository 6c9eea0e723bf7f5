"""The numbers of a digest: added up from the store's rows, by unit and by category, and checked."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from handlers.casework.cases import Action
from handlers.casework.categories import Category
from handlers.digests.rows import Counted
from handlers.value import Value

Figures = Mapping[str, int]
"""Numbers by the names of the fields of `Counts`."""


class Counts(Value):
    """Numbers of a week. opening + received − finished = closing.

    Received: filed, reopened or appealed. Finished: left the open cases (answered, rejected, withdrawn, thanked).
    Answers and rejections are judged by their due time, each one as exactly one of three: `on_time`, `extended`
    (in time, after more time had been granted) or late. `late` are those and the `overdue`, which were still
    open past due at the week's end: on_time + extended + late − overdue = answered + rejected, but for cases
    without a due time.
    """

    opening: int = 0
    received: int = 0
    finished: int = 0
    closing: int = 0
    answered: int = 0
    rejected: int = 0
    withdrawn: int = 0
    reopened: int = 0
    appealed: int = 0
    on_time: int = 0
    extended: int = 0
    late: int = 0
    overdue: int = 0
    praise: int = 0
    transfers: int = 0
    extensions: int = 0
    """How often more time was granted."""
    flagged: int = 0
    """Closings that somebody has to look at again (đóng việc cần xem lại)."""
    no_answer: int = 0
    """Answers that the reporter was asked to judge and did not: never counted as satisfied."""

    @property
    def rejection_rate(self) -> int:
        """How many of a hundred answers were rejections, rounded half up; 0 where nothing was answered."""
        decided = self.answered + self.rejected
        return (200 * self.rejected + decided) // (2 * decided) if decided else 0

    @property
    def quiet(self) -> bool:
        """Whether nothing was open and nothing came."""
        return not (self.opening or self.received or self.closing)


class UnitCounts(Counts):
    """The numbers of the cases about one unit, whoever holds them."""

    code: str
    name: str


class CategoryCounts(Counts):
    """The numbers of one category."""

    category: Category


class DigestDoesNotAddUp(Exception):
    """The history of a unit's cases contradicts the cases, so that its numbers cannot be trusted."""

    def __init__(self, unit: str, category: Category) -> None:
        super().__init__(f"{self.__doc__} Unit {unit}, category {category}.")
        self.unit = unit
        self.category = category


@dataclass(frozen=True)
class Tally:
    """The numbers of a week by unit, by category and in all."""

    by_unit: Mapping[str, Figures]
    by_category: Mapping[Category, Figures]
    total: Figures


def tally(rows: Iterable[Counted], units: Collection[str], *, check: bool) -> Tally:
    """Add up the rows of these units; with `check`, DigestDoesNotAddUp where numbers contradict."""
    cells: defaultdict[tuple[str, Category], Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.unit in units:
            _add(cells[row.unit, row.category], _figures(row))
    by_unit: defaultdict[str, Counter[str]] = defaultdict(Counter)
    by_category: defaultdict[Category, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for (unit, category), figures in cells.items():
        if check and not _adds_up(figures):
            raise DigestDoesNotAddUp(unit, category)
        for group in (by_unit[unit], by_category[category], total):
            _add(group, figures)
    return Tally(by_unit, by_category, total)


def _add(group: Counter[str], figures: Figures) -> None:
    for name, n in figures.items():
        if n:
            group[name] += n


def _figures(row: Counted) -> Figures:
    if row.part == "overdue":
        return {"overdue": row.n, "late": row.n}
    if row.part != "moved":
        return {row.part: row.n}
    changed = {"received": row.received, "finished": row.finished}
    judged = {"on_time": row.on_time, "extended": row.extended, "late": row.late}
    match row.action:
        case Action.ANSWER:
            return changed | judged | {"answered": row.n}
        case Action.REJECT:
            return changed | judged | {"rejected": row.n}
        case Action.WITHDRAW:
            return changed | {"withdrawn": row.n}
        case Action.REOPEN:
            return changed | {"reopened": row.n}
        case Action.APPEAL:
            return changed | {"appealed": row.n}
        case Action.TRANSFER:
            return changed | {"transfers": row.n}
        case Action.GRANT:
            return changed | {"extensions": row.n}
        case "flag":
            return changed | {"flagged": row.n}
        case "silence":
            return {"no_answer": row.n}
        case Action.THANK:
            return changed | {"praise": row.n}
        case _:
            return changed


def _adds_up(figures: Counter[str]) -> bool:
    closing = figures["opening"] + figures["received"] - figures["finished"]
    return closing == figures["closing"] and 0 <= figures["overdue"] <= closing and figures["opening"] >= 0
