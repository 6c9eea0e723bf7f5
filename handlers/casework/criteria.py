"""What a scorecard measures by, as dated data with its legal basis: indices, groups of points, classes, thresholds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeVar, get_args

from handlers.value import Value

Rule = Literal["none", "total_time", "attitude", "pakn"]
"""How an index is computed from what this system knows; `none`: it knows nothing of it."""
RULES: Final[tuple[Rule, ...]] = get_args(Rule)

THRESHOLDS: Final = (
    "least_rated",
    "least_indices",
    "prolonged_days",
    "pakn_half",
    "attitude_full",
    "attitude_half",
    "satisfied_least",
    "mean_least",
    "overdue_most",
    "founded_most",
    "disclosure_most",
    "flagged_most",
    "anomalies_most",
    "wave_least",
    "target",
    "objection_days",
)
"""The names of all thresholds. Shares are in thousandths, means in tenths, days in working days, others are counts."""


class Dated(Value):
    """A row of the criteria: on which basis, from which day until which (None: open; both are included)."""

    legal_basis: str
    valid_from: date | None = None
    valid_to: date | None = None

    def on(self, day: date) -> bool:
        """Whether the row holds on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Index(Dated):
    """One of the indices (chỉ số) of a one-stop unit, worth 0, 1 or 2 points."""

    number: int
    name: str
    name_en: str
    rule: Rule


class Group(Dated):
    """A group of points of "chính quyền thân thiện": its most points, and the figures that are evidence for it."""

    number: int
    name: str
    name_en: str
    most: int
    evidence: tuple[str, ...]


class Class(Dated):
    """A class (xếp loại) and the least sum of points for it."""

    least: int
    name: str
    name_en: str


class Threshold(Dated):
    """A number that a figure is held against."""

    name: str
    value: int


R = TypeVar("R", bound=Dated)


def _holding(rows: Iterable[R], day: date) -> tuple[R, ...]:
    return tuple(row for row in rows if row.on(day))


@dataclass(frozen=True)
class Criteria:
    """A set of criteria (bộ tiêu chí) under its name; `on` gives what holds on a day."""

    name: str
    indices: tuple[Index, ...] = ()
    groups: tuple[Group, ...] = ()
    classes: tuple[Class, ...] = ()
    thresholds: tuple[Threshold, ...] = ()

    def on(self, day: date) -> "Criteria":
        """Give the criteria that hold on a day."""
        return Criteria(
            self.name,
            _holding(self.indices, day),
            _holding(self.groups, day),
            _holding(self.classes, day),
            _holding(self.thresholds, day),
        )

    def threshold(self, name: str) -> Threshold:
        """Give a threshold, of several the last one; KeyError if none of that name holds."""
        found = [one for one in self.thresholds if one.name == name]
        if not found:
            raise KeyError(name)
        return found[-1]

    def __getitem__(self, name: str) -> int:
        """Give the number of a threshold; KeyError if none of that name holds."""
        return self.threshold(name).value
