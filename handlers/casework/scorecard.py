"""The scorecard of a unit (phiếu điểm): its figures over some days, from plain rows; evidence, and never a verdict."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from handlers.casework.categories import Category
from handlers.casework.criteria import Criteria, Group
from handlers.casework.figures import Figure, Name, count, days, mean, share
from handlers.casework.histories import History, Rated, Round, Step, rounds
from handlers.casework.indices import IndexResult, Ranked, computed, ranked
from handlers.casework.spans import Span
from handlers.casework.survival import within
from handlers.casework.worktime import Calendar, working_days_between
from handlers.value import Value

SATISFIED: Final = 4
"""From this level on somebody counts as satisfied: SIPAS counts levels 4 and 5 (Bộ Nội vụ)."""


class Scorecard(Value):
    """What is known of a unit over a span of days, up to `until`, by one version of the criteria."""

    unit: str
    span: Span
    until: datetime
    criteria: str
    figures: tuple[Figure, ...]
    indices: tuple[IndexResult, ...]
    ranked: Ranked
    groups: tuple[Group, ...]

    def __getitem__(self, name: str) -> Figure:
        return next(one for one in self.figures if one.name == name)


def scorecard(
    unit: str,
    span: Span,
    now: datetime,
    histories: Iterable[History],
    rated: Iterable[Rated],
    criteria: Criteria,
    calendar: Calendar,
) -> Scorecard:
    """Give the scorecard of a unit from the histories of its cases and the votes on its service.

    Up to now, if the span still runs. How long things take is told of the rounds that began in the span, in working
    days as their reporters lived them, with pauses; on time and late is told of the answers that were given in it, and
    what is open past due at its end is late (decisions 16). What was found out of behaviour is told as it is known now.
    """
    until = min(span.end, now)
    told = tuple(histories)
    looked = _Looked(span.start, until, told, calendar, criteria["prolonged_days"])
    given = [one for one in rated if span.start <= one.at < until]
    votes = [one for one in given if not one.suspect]
    suspect = Figure(name="suspect", measure="count", value=len(given) - len(votes), n=len(given))
    figures = (*_satisfaction(votes), suspect, *looked.handling(), *looked.behaviour(), *looked.discipline())
    by_name = {figure.name: figure for figure in figures}
    indices = computed(criteria, by_name, votes)
    return Scorecard(
        unit=unit,
        span=span,
        until=until,
        criteria=criteria.name,
        figures=figures,
        indices=indices,
        ranked=ranked(indices, criteria),
        groups=criteria.groups,
    )


def _satisfaction(votes: Sequence[Rated]) -> tuple[Figure, ...]:
    levels = [one.score for one in votes]
    pleased = sum(level >= SATISFIED for level in levels)
    codes, against = [one.code for one in votes], [one.code for one in votes if one.score < SATISFIED]
    return share("satisfied", pleased, len(levels), codes, against), mean("mean", levels, codes)


class _Looked:
    """The rounds and steps of a unit's cases in a span of days."""

    def __init__(
        self, start: datetime, until: datetime, told: Sequence[History], calendar: Calendar, prolonged: int
    ) -> None:
        self.until, self.calendar, self.prolonged = until, calendar, prolonged
        every = [(one, rounds(one, until)) for one in told]
        self.rounds = [one for _, found in every for one in found]
        self.begun = [one for one in self.rounds if one.began >= start]
        self.open = [one for one in self.rounds if one.ended is None]
        self.decided = [one for one in self.rounds if one.decided and one.ended and one.ended >= start]
        self.answered = [one for one in self.decided if one.by == "answer"]
        self.told = [one for one, found in every if found]
        self.steps = [(one.code, step) for one in told for step in one.steps if start <= step.at < until]

    def handling(self) -> tuple[Figure, ...]:
        """How long it takes, what was on time, what is still owed."""
        judged = [one for one in self.decided if one.due_at is not None]
        overdue = [one for one in self.open if one.late(self.until)]
        late = [*(one for one in judged if one.late(self.until)), *overdue]
        n = len(judged) + len(overdue)
        prolonged = [one for one in late if self._over(one) > self.prolonged]
        waits = [(self._length(one), one.decided) for one in self.begun]
        codes = [one.code for one in self.begun]
        return (
            share("on_time", n - len(late), n, _codes([*judged, *overdue]), _codes(late)),
            days("handling_median", within(waits, 50), len(waits), codes),
            days("handling_p90", within(waits, 90), len(waits), codes),
            count("answered", _codes(self.answered), len(self.decided)),
            count("open", _codes(self.open), len(self.open)),
            count("overdue", _codes(overdue), len(self.open)),
            count("prolonged", _codes(prolonged), n),
        )

    def behaviour(self) -> tuple[Figure, ...]:
        """What was found out where a case of behaviour was answered in the span, and what nobody has found out yet."""
        about = {one.code: one.finding for one in self.told if one.behaviour}
        found = {one.code: about[one.code] for one in self.answered if one.code in about}
        waiting = {one.code for one in self.open if one.code in about}
        unverified = {code for code in waiting if code not in found} | {c for c, f in found.items() if f is None}
        n = len(found.keys() | waiting)
        names: tuple[Name, ...] = ("founded", "partly", "unfounded", "cannot_verify")
        told = tuple(count(name, (code for code, finding in found.items() if finding == name), n) for name in names)
        return (*told, count("unverified", unverified, n))

    def discipline(self) -> tuple[Figure, ...]:
        """What the steps tell beside the answers themselves."""
        answered, decided = len(self.answered), len(self.decided)
        disclosure = {one.code for one in self.told if one.category is Category.DISCLOSURE}
        return (
            count("flagged", self._acts("flag"), answered),
            count("extensions", self._acts("grant"), decided),
            count("rejected", (one.code for one in self.decided if one.by == "reject"), decided),
            count("appealed", self._acts("appeal"), decided),
            count("reopened", self._acts("reopen"), answered),
            count("no_answer", self._acts("lapse", "silence"), answered),
            count("disclosure", (one.code for one in self.answered if one.code in disclosure), answered),
        )

    def _acts(self, action: str, note: str | None = None) -> list[str]:
        def fits(step: Step) -> bool:
            return step.action == action and note in (None, step.note)

        return [code for code, step in self.steps if fits(step)]

    def _length(self, one: Round) -> int:
        return working_days_between(one.began, one.ended or self.until, self.calendar)

    def _over(self, one: Round) -> int:
        due = one.due_at
        return working_days_between(due, one.ended or self.until, self.calendar) if due else 0


def _codes(found: Iterable[Round]) -> list[str]:
    return [one.code for one in found]
