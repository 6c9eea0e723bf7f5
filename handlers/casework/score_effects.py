"""What must be done where an official asks for the scorecard of a unit."""

from typing import Literal

from handlers.value import Value


class ShowScorecard(Value):
    """Open the scorecard of a unit ("": the person's own) over a period ("": this quarter), or the cases of a figure.

    Answered with `DigestPage`.
    """

    kind: Literal["show_scorecard"] = "show_scorecard"
    unit: str = ""
    period: str = ""
    figure: str = ""
    page: int = 0
