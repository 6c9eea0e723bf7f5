"""What the store answers where a person rates the service of a counter."""

from typing import Literal

from handlers.value import Value


class Rated(Value):
    """The store's answer to `RateService`: the vote and the score that counts.

    `again`: it was given before, and that score stays. `own`: an official's own unit. `used` and `expired`: the slip
    does not hold any more.
    """

    kind: Literal["rated"] = "rated"
    outcome: Literal["counted", "again", "own", "used", "expired"]
    unit: str
    counter: str = ""
    score: int = 0
    vote: str = ""
    words: str = ""


class VisitFound(Value):
    """The store's answer to `FindVisit`: whose counter the slip is of, and its hash; or why it does not hold."""

    kind: Literal["visit_found"] = "visit_found"
    unit: str = ""
    counter: str = ""
    visit: str = ""
    why: Literal["unknown", "used", "expired"] | None = None


RatingAnswer = Rated | VisitFound
