"""What the scores of a time come to for each unit: how many, their mean, how many are satisfied, what is suspect."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from handlers.digests.rows import Scored

SATISFIED = 4
"""From this level on somebody is satisfied: the index of SIPAS is the share of "hài lòng" and "rất hài lòng"."""


@dataclass
class ScoreSums:
    """The scores of one unit; `counts` has how often each score from 1 to 5 was given, without the suspect ones."""

    unit: str
    counts: dict[int, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    """How many scores came after a case, with a slip, or from anybody; how many are suspect."""
    made: int = 0
    rated: int = 0
    """How many slips were handed out, and with how many of them the visit was rated."""

    @property
    def n(self) -> int:
        """How many scores count."""
        return sum(self.counts.values())

    @property
    def mean(self) -> float | None:
        """The mean score, rounded to two places; None without any."""
        total = sum(score * n for score, n in self.counts.items())
        return round(total / self.n, 2) if self.n else None

    @property
    def satisfied(self) -> float | None:
        """The share of levels 4 and 5, from 0 to 1, rounded to three places; None without any score."""
        good = sum(n for score, n in self.counts.items() if score >= SATISFIED)
        return round(good / self.n, 3) if self.n else None

    @property
    def response(self) -> float | None:
        """The share of slips that were used, from 0 to 1, rounded to three places; None where none was made."""
        return round(self.rated / self.made, 3) if self.made else None


def summed(scored: Iterable[Scored], slips: Mapping[str, tuple[int, int]]) -> tuple[ScoreSums, ...]:
    """Give the scores of every unit that has any, or slips (made, rated), by its code."""
    found: dict[str, ScoreSums] = {}
    for one in scored:
        unit = found.setdefault(one.unit, ScoreSums(one.unit))
        unit.kinds[one.kind] = unit.kinds.get(one.kind, 0) + one.n
        if one.kind != "suspect":
            unit.counts[one.score] = unit.counts.get(one.score, 0) + one.n
    for code, (made, rated) in slips.items():
        unit = found.setdefault(code, ScoreSums(code))
        unit.made, unit.rated = made, rated
    return tuple(found[code] for code in sorted(found))
