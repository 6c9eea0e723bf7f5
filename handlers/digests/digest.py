"""A period's digest (bản tin): composed from the store's rows for one reader, and given as JSON."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from pydantic import AwareDatetime, Field

from handlers.casework.categories import Category
from handlers.casework.organisation import Organisation
from handlers.casework.periods import Period
from handlers.casework.worktime import ZONE, Calendar
from handlers.digests.counts import CategoryCounts, Counts, UnitCounts, tally
from handlers.digests.lines import OverdueLine as OverdueLine
from handlers.digests.lines import lines
from handlers.digests.ratings import Rated, all_rated, rated
from handlers.digests.rows import Judged, Overdue, Rows, Spot
from handlers.digests.sight import Sight, sees, sight
from handlers.talk.says import Say
from handlers.value import Value


class Satisfaction(Value):
    """What reporters said of the handling: solved, partly, not; and the mean of `n` scores from 1 to 5."""

    yes: int = 0
    partly: int = 0
    no: int = 0
    score: float | None = None
    n: int = 0


REPEATED: Final = 3
"""So many persons about one counter in a period stand in its digest."""


class SpotLine(Value):
    """A counter about which several persons reported: `n` cases, by `persons` of them."""

    unit: str
    unit_name: str
    counter: str
    n: int
    persons: int


class Digest(Value):
    """A period as one reader sees it: all the reader's units by code, and the categories that occurred.

    `previous` are the totals of the period before. The `overdue` cases, and those `soon` due, are those that the
    reader may see, the latest first; the counts know them all. `follows` are the units that the reader wants first.
    `rated` is how people rated the units, and `service` all of them. `pending` are the notices that wait for their
    readers, by reason, and `first` what others put under "what needs action first".
    """

    week: Period
    units: tuple[UnitCounts, ...]
    categories: tuple[CategoryCounts, ...]
    totals: Counts
    previous: Counts
    satisfaction: Satisfaction
    overdue: tuple[OverdueLine, ...]
    pending: dict[str, int] = Field(default_factory=dict)
    soon: tuple[OverdueLine, ...] = ()
    spots: tuple[SpotLine, ...] = ()
    follows: tuple[str, ...] = ()
    rated: tuple[Rated, ...] = ()
    service: Rated = Rated()
    first: tuple[Say, ...] = ()

    @property
    def pressing(self) -> tuple[UnitCounts, ...]:
        """The units with overdue cases: those that the reader follows first, then those with the most."""
        return tuple(sorted((unit for unit in self.units if unit.overdue), key=self._first_followed))

    def _first_followed(self, unit: UnitCounts) -> tuple[bool, int, str]:
        return unit.code not in self.follows, -unit.overdue, unit.code

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
    follows: Collection[str] = (),
) -> Digest:
    """Give a period's digest for these units (None: all) from its rows.

    An overdue case counts for everybody, but has a line only if the reader may see it at `now` (None: an
    operator, who sees all lines). DigestDoesNotAddUp if a number of these units contradicts another.
    """
    names = {unit.code: unit.name for unit in org.directory.units}
    there = names.keys() - org.directory.ceased.keys()
    asked = there.union(row.unit for row in rows.counted) if units is None else set(units)
    eyes = None if reader is None else sight(reader, org, now)

    def shown(cases: Iterable[Overdue]) -> tuple[OverdueLine, ...]:
        seen = (
            row
            for row in cases
            if row.now.unit in asked and (eyes is None or sees(eyes, row.now.unit, row.reporter, row.case))
        )
        return lines(seen, rows.until, org, calendar, now)

    sums = tally(rows.counted, asked, check=True)
    pending = Counter[str]()
    for unit, reason, n in rows.waiting:
        pending[reason] += n if units is None or unit in asked else 0
    overdue = shown(rows.overdue)
    return Digest(
        week=rows.week,
        units=tuple(
            UnitCounts(code=code, name=names.get(code, code), **sums.by_unit.get(code, {})) for code in sorted(asked)
        ),
        categories=tuple(
            CategoryCounts(category=category, **sums.by_category[category])
            for category in Category
            if any(sums.by_category.get(category, {}).values())
        ),
        totals=Counts(**sums.total),
        previous=Counts(**tally(rows.before, asked, check=False).total),
        satisfaction=_satisfaction(row for row in rows.judged if row.unit in asked),
        overdue=tuple(sorted(overdue, key=lambda line: line.unit not in follows)),
        pending=dict(sorted((+pending).items())),
        soon=shown(rows.soon),
        spots=_spots((spot for spot in rows.spots if spot.line.unit in asked), eyes, names),
        follows=tuple(sorted(asked.intersection(follows))),
        rated=rated(rows.scored, asked, names),
        service=all_rated(rows.scored, asked),
        first=rows.first,
    )


def _spots(rows: Iterable[Spot], eyes: Sight | None, names: Mapping[str, str]) -> tuple[SpotLine, ...]:
    """Give the counters that several persons reported, by the cases that the reader may know of alone."""
    found: dict[tuple[str, str], list[int]] = {}
    for spot in rows:
        if eyes is None or sees(eyes, spot.line.unit, spot.line.reporter, spot.case):
            found.setdefault((spot.line.unit, spot.counter), []).append(spot.line.reporter)
    told = (
        SpotLine(unit=unit, unit_name=names.get(unit, unit), counter=counter, n=len(by), persons=len(set(by)))
        for (unit, counter), by in found.items()
        if len(set(by)) >= REPEATED
    )
    return tuple(sorted(told, key=lambda spot: (-spot.persons, -spot.n, spot.unit, spot.counter)))


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
        "soon": [
            {"code": line.code, "unit": line.unit, "due_at": line.due_at.astimezone(ZONE).isoformat()}
            for line in digest.soon
        ],
        "spots": [spot.model_dump(exclude={"unit_name"}) for spot in digest.spots],
        "service": digest.service.model_dump(exclude={"unit", "name"}),
        "rated": [one.model_dump(exclude={"name"}) | {"ranked": one.ranked} for one in digest.rated],
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
