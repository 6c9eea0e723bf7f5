"""What a scorecard is made of: plain rows of what happened to cases, and the rounds in which each was open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from handlers.casework.cases import About, Finding
from handlers.casework.categories import RULES, Category

STEP: Final = 5
"""Votes of visits are told to readers in the chat by so many at once."""


class Step(NamedTuple):
    """One row of a case's history. `delta` is +1 where the case became open, -1 where it ceased to be."""

    at: datetime
    action: str
    delta: int = 0
    due_at: datetime | None = None
    extended: bool = False
    note: str = ""


class History(NamedTuple):
    """All that happened to one case of a unit, in order, and what was found out, as far as it is known now."""

    code: str
    category: Category
    about: About | None
    finding: Finding | None
    steps: tuple[Step, ...]

    @property
    def behaviour(self) -> bool:
        """Whether it is about how people behaved, so that its answer says what was found out."""
        return RULES[self.category].behaviour or self.about is not None


class Rated(NamedTuple):
    """One vote on the service of a unit: levels 1 to 5, and how the result came against the day on the slip.

    `code` is the case that the vote was given for, "" for a visit; a `suspect` one is counted apart.
    """

    at: datetime
    score: int
    attitude: int | None = None
    result: str | None = None
    code: str = ""
    suspect: bool = False


def in_steps(votes: Sequence[Rated], step: int = STEP) -> tuple[Rated, ...]:
    """Give votes in the order of time, without the newest of visits that do not fill a step yet.

    Whoever looks each day else learns from two looks what the one who came between them said.
    """
    rows = sorted(votes, key=lambda one: one.at)
    visits = [at for at, one in enumerate(rows) if not one.code and not one.suspect]
    left = frozenset(visits[len(visits) // step * step :])
    return tuple(one for at, one in enumerate(rows) if at not in left)


class Round(NamedTuple):
    """One time during which somebody owed an answer: from filing, reopening or appeal until an answer or the like.

    `ended` is None where the case was still open at the end of what is looked at; `by` is what ended it.
    """

    code: str
    began: datetime
    due_at: datetime | None
    ended: datetime | None = None
    by: str = ""
    extended: bool = False

    @property
    def decided(self) -> bool:
        """Whether it ended with an answer or a rejection, and not because its reporter took it back."""
        return self.by in ("answer", "reject")

    def late(self, until: datetime) -> bool:
        """Whether the answer came after its due time, or is still owed past it at `until`."""
        return self.due_at is not None and (self.ended or until) > self.due_at


def rounds(history: History, until: datetime) -> tuple[Round, ...]:
    """Give the rounds of a case as they stood at `until`, the last one perhaps still open.

    The due time is the last one that was known in the round: pauses and granted days have moved it. What ends with
    thanks (khen ngợi) was never owed an answer and is no round.
    """
    found: list[Round] = []
    now: Round | None = None
    for step in history.steps:
        if step.at >= until:
            break
        if step.delta > 0:
            now = Round(history.code, step.at, step.due_at)
        elif now is not None and step.due_at is not None:
            now = now._replace(due_at=step.due_at)
        if step.delta < 0 and now is not None:
            if step.action != "thank":
                found.append(now._replace(ended=step.at, by=step.action, extended=step.extended))
            now = None
    return tuple(found if now is None else (*found, now))
