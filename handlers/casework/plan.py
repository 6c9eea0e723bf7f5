"""The plan of an import: what it changes in words, the rows to keep, and the days on which that must hold together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from handlers.casework.day_cells import since_cell, until_cell
from handlers.casework.organisation import (
    Absence,
    Following,
    Holder,
    Jurisdiction,
    Organisation,
    Post,
    Spell,
)
from handlers.casework.posts_file import Seat
from handlers.casework.tables import Trouble
from handlers.casework.unit import Unit
from handlers.casework.worktime import ZONE
from handlers.value import Value

Lines = Mapping[tuple[str, ...], int]


class Change(Value):
    """One thing that becomes another: what it is, and each field with its text before and after."""

    kind: Literal["added", "changed", "ended"]
    what: str
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Plan:
    """What an import would do: the changes in words, the rows to keep, whom to invite, and what it leads to."""

    after: Organisation
    changes: list[Change] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    followings: list[Following] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    jurisdictions: list[Jurisdiction] = field(default_factory=list)
    invited: list[Seat] = field(default_factory=list)
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)
    """The line of each row that the file names, by what it is and what it is known by."""


def change(what: str, before: Mapping[str, str] | None, after: Mapping[str, str]) -> Change:
    """Say what changed, field by field; what gets a last day and nothing else has ended."""
    if before is None:
        return Change(kind="added", what=what, fields=tuple((key, "", text) for key, text in after.items() if text))
    fields = tuple((key, before[key], after[key]) for key in after if before[key] != after[key])
    ended = bool(after.get("to")) and not before.get("to")
    return Change(kind="ended" if ended else "changed", what=what, fields=fields)


def held_then(plan: Plan, post: str) -> Iterable[Trouble]:
    """Say of each absence that a plan adds whether the person held the post, as a holder or a deputy, on its days."""
    for away in plan.absences:
        held = [one for one in plan.after.holders if one.post == post and one.person == away.person]
        if not [one for one in held if one.within(away.since, away.until or max(away.since, one.since))]:
            ends = [(since_cell(one.since), until_cell(one.until, one.since)) for one in held]
            spans = " and ".join(f"from {since} {f'to {until}' if until else 'on'}" for since, until in ends)
            what = f"{held[-1].name or away.person} did not hold {post} on these days, but {spans}"
            yield Trouble(line=0, what=what, remedy="correct from and to, or the post")


def days_of(plan: Plan, today: date) -> tuple[date, ...]:
    """Give the days on which what the plan changes must hold together: today and every later day of change."""
    edges: set[date] = {today}
    lives: tuple[Unit | Post, ...] = (*plan.units, *plan.posts)
    for dated in lives:
        edges |= {day for day in (dated.valid_from, dated.valid_to and dated.valid_to + timedelta(days=1)) if day}
    spells: tuple[Spell, ...] = (*plan.followings, *plan.holders, *plan.absences, *plan.jurisdictions)
    for spell in spells:
        edges |= {at.astimezone(ZONE).date() for at in (spell.since, spell.until) if at}
    for seat in plan.invited:
        edges |= {at.astimezone(ZONE).date() for at in (seat.since, seat.until) if at}
    return tuple(sorted(day for day in edges if day >= today))
