"""The settings of [ratings]: how long slips hold, and when votes look as if somebody had arranged them."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import Field

from handlers.value import Value


class Ratings(Value):
    """Slips for a visit hold so many days; so many open votes within so many minutes are suspect."""

    visit_days: int = Field(default=60, ge=1, le=366)
    burst_votes: int = Field(default=20, ge=2, le=100_000)
    burst_minutes: int = Field(default=10, ge=1, le=1440)


WRITE: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("ratings", "visit_days"): "write a whole number of days from 1 to 366",
        ("ratings", "burst_votes"): "write a whole number from 2 to 100000",
        ("ratings", "burst_minutes"): "write a whole number of minutes from 1 to 1440",
    }
)
