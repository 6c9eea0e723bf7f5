"""The numbers that casework goes by, each with its legal basis and the days on which it holds, in one table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from handlers.casework.categories import RULES, Category
from handlers.value import Value

PROPOSAL: Final = "đề xuất"
"""Stands as the basis of a number that no law sets."""


class Limit(Value):
    """One number of the table: what it limits, how much, on which basis, from which day until which (None: open)."""

    name: str
    value: int | None
    """None: no clock runs."""
    basis: str
    valid_from: date | None = None
    valid_to: date | None = None

    def on(self, day: date) -> bool:
        """Whether the number holds on a day; the last day of validity is one of them."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


_GENERAL: Final[tuple[tuple[str, int, str], ...]] = (
    # Unless the name says otherwise, in working days.
    ("receipt_until_hour", 15, "theo NĐ 61/2018/NĐ-CP Đ.18(2) (nay NĐ 118/2025), áp dụng tương tự; đề xuất"),
    ("reminder_percent", 50, PROPOSAL),
    ("amber_percent", 80, PROPOSAL),
    ("overdue_head", 0, PROPOSAL),
    ("overdue_member", 3, PROPOSAL),
    ("overdue_standing", 5, PROPOSAL),
    ("transfer_unaccepted", 1, "NĐ 20/2008/NĐ-CP Đ.9 (chuyển trong 5 ngày làm việc); đề xuất"),
    ("transfers_most", 3, PROPOSAL),
    ("pause_most", 3, PROPOSAL),
    ("extension_most_days", 5, "theo NĐ 61/2018/NĐ-CP Đ.19(9) (hẹn lại có lý do); đề xuất"),
    ("extensions_most", 2, PROPOSAL),
    ("judge_reminder", 5, PROPOSAL),
    ("judge_lapse", 10, PROPOSAL),
    ("reopenings_most", 2, PROPOSAL),
)


def _table() -> Iterable[Limit]:
    for category, rule in RULES.items():
        yield Limit(name=f"answer.{category}", value=rule.answer_days, basis=rule.basis)
        yield Limit(name=f"forward.{category}", value=rule.forward_days, basis=rule.basis)
        yield Limit(name=f"close.{category}", value=rule.close_days, basis=rule.basis)
    for name, value, basis in _GENERAL:
        yield Limit(name=name, value=value, basis=basis)


TABLE: Final[tuple[Limit, ...]] = tuple(_table())
"""Every number as it ships."""

NAMES: Final = tuple(dict.fromkeys(row.name for row in TABLE))
"""The names of all numbers, in the order of the table."""
_LEAST_ONE: Final = frozenset({"reminder_percent", "amber_percent", "transfers_most", "judge_reminder", "judge_lapse"})
_IN_ORDER: Final = (
    ("reminder_percent", "amber_percent", True),
    ("overdue_head", "overdue_member", True),
    ("overdue_member", "overdue_standing", True),
    ("judge_reminder", "judge_lapse", False),
)
"""Numbers of which the first must not be greater than the second; whether they may be equal."""


def bounds(name: str) -> tuple[int, int, bool]:
    """Give the least and the greatest value that a number may have, and whether it may be none."""
    clockless = any(row.name == name and row.value is None for row in TABLE)
    if name.endswith("_percent"):
        return 1, 100, False
    if name.endswith("_hour"):
        return 0, 23, False
    return int(name in _LEAST_ONE or name.startswith("answer.")), 366, clockless


def gaps(rows: Iterable[Limit]) -> tuple[tuple[str, str], ...]:
    """Give the names of which no row holds on some day, each with the first such days in words."""
    spans: dict[str, list[tuple[int, int]]] = {name: [] for name in NAMES}
    for row in rows:
        spans[row.name].append(((row.valid_from or date.min).toordinal(), (row.valid_to or date.max).toordinal()))
    found = []
    for name, held in spans.items():
        free = date.min.toordinal()
        for first, last in sorted(held):
            if first > free:
                found.append((name, _days(free, first - 1)))
                break
            free = max(free, last + 1)
        else:
            if free <= date.max.toordinal():
                found.append((name, _days(free, date.max.toordinal())))
    return tuple(found)


def _days(first: int, last: int) -> str:
    since = "" if first == date.min.toordinal() else f"from {date.fromordinal(first)}"
    until = "" if last == date.max.toordinal() else f"until {date.fromordinal(last)}"
    return f"{since} {until}".strip() or "on any day"


def clashes(rows: Iterable[Limit]) -> tuple[str, ...]:
    """Give in words which numbers are out of order on some day: a later notice must not come before an earlier one."""
    table = Limits(tuple(rows))
    days = sorted({date.min, *(row.valid_from for row in table.rows if row.valid_from)})
    found: dict[tuple[str, str], str] = {}
    for day in days:
        terms = table.on(day)
        for first, second, equal in _IN_ORDER:
            if terms[first] > terms[second] or (terms[first] == terms[second] and not equal):
                when = "" if day == date.min else f" from {day}"
                said = f"{first} is {terms[first]} and {second} is {terms[second]}{when}: write {first} as the smaller"
                found.setdefault((first, second), said)
    return tuple(found.values())


class UnknownLimit(KeyError):
    """There is no such number in the table."""


@dataclass(frozen=True)
class Terms:
    """The numbers that hold on one day, by name."""

    _values: Mapping[str, int | None]

    def __getitem__(self, name: str) -> int:
        """Give a number that must be there; UnknownLimit if it is none."""
        value = self._values.get(name)
        if value is None:
            raise UnknownLimit(name)
        return value

    def answer_days(self, category: Category) -> int | None:
        """Give the working days for the first answer; None where no clock runs."""
        return self._values[f"answer.{category}"]


@dataclass(frozen=True)
class Limits:
    """The table: of several rows of one name that hold on a day, the last one counts."""

    rows: tuple[Limit, ...] = TABLE
    _by_day: dict[date, Terms] = field(default_factory=dict, init=False, repr=False, compare=False)

    def on(self, day: date) -> Terms:
        """Give the numbers that hold on a day."""
        found = self._by_day.get(day)
        if found is None:
            found = self._by_day[day] = Terms({row.name: row.value for row in self.holding(day)})
        return found

    def holding(self, day: date) -> tuple[Limit, ...]:
        """Give the rows that hold on a day, one for each name."""
        return tuple({row.name: row for row in self.rows if row.on(day)}.values())
