"""Which units may be compared by how satisfied people are, and in what order."""

from collections.abc import Iterable

from handlers.casework.criteria import Criteria
from handlers.casework.scorecard import Scorecard


def ranking(cards: Iterable[Scorecard], criteria: Criteria) -> tuple[tuple[int | None, Scorecard], ...]:
    """Give the scorecards by the share of satisfied votes, each with its place; equal shares have the same place.

    Units with too few votes are not ranked (None) and stand behind, by their codes.
    """
    told = sorted(cards, key=lambda one: one.unit)
    enough = [one for one in told if one["satisfied"].n >= criteria["least_rated"]]
    values = [one["satisfied"].value or 0 for one in enough]
    placed = sorted(
        ((1 + sum(value > own for value in values), one) for own, one in zip(values, enough, strict=True)),
        key=lambda pair: (pair[0], pair[1].unit),
    )
    return (*placed, *((None, one) for one in told if one["satisfied"].n < criteria["least_rated"]))
