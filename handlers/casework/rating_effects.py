"""What must be done where a person rates the service of a counter."""

from typing import Literal

from handlers.value import Value

Field = Literal["land", "certification", "civil_status", "merit", "social_support", "other"]
"""What the visit was about: đất đai, chứng thực, hộ tịch, người có công, bảo trợ xã hội, or something else."""
Result = Literal["early", "on_time", "late", "not_yet"]
"""When the result came, against the date on the slip (phiếu hẹn)."""


class RateService(Value):
    """Count a score from 1 to 5 for a unit's counter; `visit` is the hash of a slip's token. Answered with `Rated`."""

    kind: Literal["rate_service"] = "rate_service"
    unit: str
    counter: str = ""
    score: int
    visit: str = ""
    words: str = ""


class AnswerRating(Value):
    """Keep answers beside an own vote; what is None stays as it is."""

    kind: Literal["answer_rating"] = "answer_rating"
    vote: str
    field: Field | None = None
    waiting: int | None = None
    attitude: int | None = None
    guidance: int | None = None
    result: Result | None = None
    apology: Literal["yes", "no"] | None = None
    comment: str | None = None


class FindVisit(Value):
    """Find the slip with this token. Answered with `VisitFound`."""

    kind: Literal["find_visit"] = "find_visit"
    token: str


RatingEffect = RateService | AnswerRating | FindVisit
