"""How a score from 1 to 5 is offered, and how a place to be rated is written on a button."""

import re
from typing import NamedTuple

from handlers.talk.says import Button

SCORES = ("1", "2", "3", "4", "5")
"""From "rất không hài lòng" to "rất hài lòng", the five levels of the state's own satisfaction surveys (SIPAS)."""
LOW = 2
"""A score up to this one is followed by the offer to open a case."""
_PLACE = re.compile(r"([0-9]{5})(?:-([0-9]{1,2}))?")
_VOTE = re.compile(r"([0-9]{5}(?:-[0-9]{1,2})?)/([1-5])")


class Place(NamedTuple):
    """A counter of a unit, or a unit as a whole."""

    unit: str
    counter: str

    def __str__(self) -> str:
        return f"{self.unit}-{self.counter}" if self.counter else self.unit


def place_in(value: str) -> Place | None:
    """Give the place that a value names, "07339-3" or "07339"; None for anything else."""
    found = _PLACE.fullmatch(value.strip())
    return Place(found[1], (found[2] or "").lstrip("0")) if found else None


def vote_in(value: str) -> tuple[Place, int] | None:
    """Give place and score of a button's value, "07339-3/5"; None for anything else."""
    found = _VOTE.fullmatch(value)
    place = place_in(found[1]) if found else None
    return (place, int(found[2])) if found and place else None


def scores(unit: str, counter: str = "") -> tuple[Button, ...]:
    """Give the five buttons that score a place; each may be pressed at any time."""
    place = Place(unit, counter if counter.isascii() and counter.isdecimal() and len(counter) <= 2 else "")
    return tuple(Button(step="rate.vote", value=f"{place}/{one}", key=f"score.{one}") for one in SCORES)
