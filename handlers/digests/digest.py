"""A week's digest (bản tin tuần): composed from the store's rows for one reader, and given as JSON."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, Final

from pydantic import AwareDatetime, Field

from handlers.casework.cases import Case
from handlers.casework.categories import Category, PostKind
from handlers.casework.organisation import UNIT_POSTS, Organisation
from handlers.casework.routing import CaseEvent, recipients
from handlers.casework.views import PostView
from handlers.casework.worktime import ZONE, Calendar, is_working
from handlers.digests.counts import CategoryCounts, Counts, UnitCounts, tally
from handlers.digests.rows import Judged, Overdue, Rows
from handlers.digests.week import Week
from handlers.value import Value

_UPWARDS: Final[tuple[PostKind, ...]] = (*UNIT_POSTS, "inspector", "department", "mttq", "member", "standing")
_INSTANT: Final = timedelta(milliseconds=1)
_DAY: Final = timedelta(days=1)


class OverdueLine(Value):
    """A case that was open and past due at the week's end; who holds it and how far up it is are today's.

    `days_late` are the working days from the due day up to today, as the desk counts them; of a case that is `over`,
    answered or with another due time since, up to the week's end.
    """

    code: str
    unit: str
    unit_name: str
    category: Category
    holder: PostView | None
    level: PostKind | None
    due_at: AwareDatetime
    days_late: int
    over: bool = False


class Satisfaction(Value):
    """What reporters said of the handling: solved, partly, not; and the mean of `n` scores from 1 to 5."""

    yes: int = 0
    partly: int = 0
    no: int = 0
    score: float | None = None
    n: int = 0


class Digest(Value):
    """A week as one reader sees it: all the reader's units by code, and the categories that occurred.

    `previous` are the totals of the week before. The `overdue` cases are those that the reader may see, the
    latest first; the counts know them all. `pending` are the notices that wait for their readers, by reason.
    """

    week: Week
    units: tuple[UnitCounts, ...]
    categories: tuple[CategoryCounts, ...]
    totals: Counts
    previous: Counts
    satisfaction: Satisfaction
    overdue: tuple[OverdueLine, ...]
    pending: dict[str, int] = Field(default_factory=dict)

    @property
    def pressing(self) -> tuple[UnitCounts, ...]:
        """The units with overdue cases, those with the most first."""
        return tuple(sorted((unit for unit in self.units if unit.overdue), key=lambda u: (-u.overdue, u.code)))

    @property
    def praised(self) -> tuple[UnitCounts, ...]:
        """The units that were praised, the most praised first."""
        return tuple(sorted((unit for unit in self.units if unit.praise), key=lambda u: (-u.praise, u.code)))


def compose(
    rows: Rows,
    *,
    units: Collection[str] | None,
    reader: int | None,
    org: Organisation,
    calendar: Calendar,
    now: AwareDatetime,
) -> Digest:
    """Give a week's digest for these units (None: all) from its rows.

    An overdue case counts for everybody, but has a line only if the reader may see it at `now` (None: an
    operator, who sees all lines). DigestDoesNotAddUp if a number of these units contradicts another.
    """
    names = {unit.code: unit.name for unit in org.directory.units}
    there = names.keys() - org.directory.ceased.keys()
    asked = there.union(row.unit for row in rows.counted) if units is None else set(units)
    shown = [
        row
        for row in rows.overdue
        if row.case.unit in asked and (reader is None or _may_see(row.case, reader, org, now))
    ]
    last = rows.until - _INSTANT
    dues = {row.due_at.astimezone(ZONE).date() for row in shown}
    ends = {True: last, False: now}
    days = {over: _working_days(dues, end.astimezone(ZONE).date(), calendar) for over, end in ends.items()}
    sums = tally(rows.counted, asked, check=True)
    pending = Counter[str]()
    for unit, reason, n in rows.waiting:
        pending[reason] += n if units is None or unit in asked else 0
    return Digest(
        week=rows.week,
        units=tuple(
            UnitCounts(code=code, name=names.get(code, code), **sums.by_unit.get(code, {})) for code in sorted(asked)
        ),
        categories=tuple(
            CategoryCounts(category=category, **sums.by_category[category])
            for category in Category
            if category in sums.by_category
        ),
        totals=Counts(**sums.total),
        previous=Counts(**tally(rows.before, asked, check=False).total),
        satisfaction=_satisfaction(row for row in rows.judged if row.unit in asked),
        overdue=tuple(
            _line(row, days[_is_over(row)][row.due_at.astimezone(ZONE).date()], org, now)
            for row in sorted(shown, key=lambda row: (row.due_at, row.case.code))
        ),
        pending=dict(sorted((+pending).items())),
    )


def to_json(digest: Digest) -> dict[str, Any]:
    """Give the digest for other programs: period, totals, parts; times in ISO 8601 with offset."""
    return {
        "period": digest.week.period,
        **digest.totals.model_dump(),
        "rejection_rate": digest.totals.rejection_rate,
        "satisfaction": digest.satisfaction.model_dump(),
        "previous": digest.previous.model_dump(),
        "pending": digest.pending,
        "units": [_named_first(unit, "code", "name") for unit in digest.units],
        "categories": [_named_first(category, "category") for category in digest.categories],
        "overdue": [
            {
                "code": line.code,
                "unit": line.unit,
                "category": line.category.value,
                "holder": line.holder and {"post": line.holder.id, "name": line.holder.holder},
                "level": line.level,
                "due_at": line.due_at.astimezone(ZONE).isoformat(),
                "days_late": line.days_late,
            }
            for line in digest.overdue
        ],
    }


def _named_first(counts: Counts, *names: str) -> dict[str, Any]:
    fields = counts.model_dump(mode="json")
    return {name: fields.pop(name) for name in names} | fields | {"rejection_rate": counts.rejection_rate}


def _satisfaction(rows: Iterable[Judged]) -> Satisfaction:
    solved = {"yes": 0, "partly": 0, "no": 0}
    total = n = 0
    for row in rows:
        if row.kind == "solved":
            solved[row.note] += row.n
        else:
            total += int(row.note) * row.n
            n += row.n
    return Satisfaction(**solved, score=round(total / n, 2) if n else None, n=n)


def _may_see(case: Case, reader: int, org: Organisation, now: AwareDatetime) -> bool:
    return any(holder.person == reader for holder in recipients(case, CaseEvent.DIGEST, org, now))


def _working_days(dues: Collection[date], last: date, calendar: Calendar) -> dict[date, int]:
    """The working days after each of these days up to and with the last one, counted in one walk back."""
    found, n, day = {}, 0, last
    for due in sorted(dues, reverse=True):
        while day > due:
            n += is_working(day, calendar)
            day -= _DAY
        found[due] = n
    return found


def _is_over(row: Overdue) -> bool:
    return not row.case.open or row.case.due_at != row.due_at


def _line(row: Overdue, days_late: int, org: Organisation, now: AwareDatetime) -> OverdueLine:
    case = row.case
    unit = org.directory.get(case.unit)
    kinds = [org.posts[post].kind for post in case.reach if post in org.posts]
    return OverdueLine(
        code=case.code,
        unit=case.unit,
        unit_name=unit.name if unit else case.unit,
        category=case.category,
        holder=_holder(case, org, now),
        level=max(kinds, key=_UPWARDS.index, default=None),
        due_at=row.due_at.astimezone(ZONE),
        days_late=days_late,
        over=_is_over(row),
    )


def _holder(case: Case, org: Organisation, now: AwareDatetime) -> PostView | None:
    """The post that owes the answer, with the name of who took the case, else of who holds the post."""
    if case.holder is None:
        return None
    person = case.taken_by
    if person is None:
        person = next((holder.person for holder in org.holding(case.holder, now)), None)
    return org.view(case.holder, person)
