"""Who would have received cases under another organisation."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from handlers.casework.cases import Case
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, place, recipients
from handlers.casework.worktime import ZONE
from handlers.value import Value


class Rerouted(Value):
    """Cases that would go to others: the posts with their holders' names before and after, and the cases' codes."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    codes: tuple[str, ...]


def rerouted(cases: Iterable[Case], before: Organisation, after: Organisation, on: datetime) -> tuple[Rerouted, ...]:
    """Give the cases that others would receive, were they filed anew at one moment, with the change and without it.

    What comes by the calendar alone is no difference. The most frequent difference comes first.
    """
    day = on.astimezone(ZONE).date()
    before, after = (replace(one, directory=one.directory.at(day)) for one in (before, after))
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for case in cases:
        one, other = receivers(case, before, on), receivers(case, after, on)
        if one != other:
            found.setdefault((tuple(one.values()), tuple(other.values())), []).append(case.code)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Rerouted(before=one, after=other, codes=tuple(codes)) for (one, other), codes in ranked)


def receivers(case: Case, org: Organisation, at: datetime) -> dict[tuple[str, int], str]:
    """Give who would receive a case filed at a moment, by post and person, as it is written: "head-07339 (Lan)"."""
    heirs = org.directory.current(case.unit, at.astimezone(ZONE).date())
    fresh = case.model_copy(
        update={
            "unit": heirs[0].code if heirs else case.unit,
            "filed_at": at,
            "happened": None,
            "extension": None,
            "reach": (),
            "holder": None,
        }
    )
    reach = place(fresh, org, at).reach
    there = recipients(fresh.model_copy(update={"reach": reach}), CaseEvent.ACT, org, at)
    return {(one.post, one.person): f"{one.post} ({one.name})" if one.name else one.post for one in there}
