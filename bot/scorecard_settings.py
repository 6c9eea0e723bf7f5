"""The settings of scorecards."""

from handlers.value import Value


class Scorecard(Value):
    """What scorecards and the evidence check measure by: the shipped criteria, or a file like them."""

    file: str = ""
