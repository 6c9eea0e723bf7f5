"""The lines of a digest that name a case: overdue ones, and those soon due."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from pydantic import AwareDatetime

from handlers.casework.categories import Category, PostKind
from handlers.casework.organisation import UNIT_POSTS, Organisation
from handlers.casework.views import PostView
from handlers.casework.worktime import ZONE, Calendar, is_working
from handlers.digests.rows import Overdue, Stood
from handlers.value import Value

_UPWARDS: Final[tuple[PostKind, ...]] = (*UNIT_POSTS, "inspector", "department", "mttq", "member", "standing")
_DAY: Final = timedelta(days=1)
_INSTANT: Final = timedelta(milliseconds=1)
SOON: Final = 2
"""Working days within which an open case is about to be overdue."""


class OverdueLine(Value):
    """A case that was open and past due at the period's end; who held it and how far up it was when that was told.

    `days_late` are the working days from the due day up to the day of the digest, as the desk counts them; of a case
    that is `over`, answered or with another due time since, up to the period's end.
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


def lines(
    rows: Iterable[Overdue], until: AwareDatetime, org: Organisation, calendar: Calendar, now: AwareDatetime
) -> tuple[OverdueLine, ...]:
    """Give the lines of cases, the latest first. `until` is the first moment after the period, `now` the digest's."""
    shown = sorted(rows, key=lambda row: (row.due_at, row.now.code))
    dues = {row.due_at.astimezone(ZONE).date() for row in shown}
    ends = {True: until - _INSTANT, False: now}
    holders = {(row.now.holder, row.now.taken_by): _holder(row.now, org, now) for row in _one_each(shown)}
    days = {over: _working_days(dues, end.astimezone(ZONE).date(), calendar) for over, end in ends.items()}
    return tuple(_line(row, days[_is_over(row)][row.due_at.astimezone(ZONE).date()], org, holders) for row in shown)


def _one_each(rows: Iterable[Overdue]) -> Iterable[Overdue]:
    """Give one case of each holder, since many cases lie with few."""
    return {(row.now.holder, row.now.taken_by): row for row in rows}.values()


def soon_until(now: AwareDatetime, calendar: Calendar) -> AwareDatetime:
    """Give until when a case must be due to be about to be overdue: the end of the second working day after today."""
    day, left = now.astimezone(ZONE), SOON
    while left:
        day += _DAY
        left -= is_working(day.date(), calendar)
    return (day + _DAY).replace(hour=0, minute=0, second=0, microsecond=0)


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
    return not row.now.open or row.now.due_at != row.due_at


def _line(
    row: Overdue, days_late: int, org: Organisation, holders: Mapping[tuple[str | None, int | None], PostView | None]
) -> OverdueLine:
    case = row.now
    unit = org.directory.get(case.unit)
    kinds = [org.posts[post].kind for post in case.reach if post in org.posts]
    return OverdueLine(
        code=case.code,
        unit=case.unit,
        unit_name=unit.name if unit else case.unit,
        category=case.category,
        holder=holders[case.holder, case.taken_by],
        level=max(kinds, key=_UPWARDS.index, default=None),
        due_at=row.due_at.astimezone(ZONE),
        days_late=days_late,
        over=_is_over(row),
    )


def _holder(case: Stood, org: Organisation, now: AwareDatetime) -> PostView | None:
    """The post that owes the answer, with the name of who took the case, else of who holds the post."""
    if case.holder is None:
        return None
    person = case.taken_by
    if person is None:
        person = next((holder.person for holder in org.holding(case.holder, now)), None)
    return org.view(case.holder, person, now)
