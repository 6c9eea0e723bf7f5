"""A digest in the words of one language, ready to be drawn; it needs neither catalogues nor store."""

from typing import Final, Literal

from pydantic import AwareDatetime

from handlers.value import Value

Form = Literal["png", "xlsx", "docx"]
Number = int | None
"""A number that may be shown, or None for one that is kept back."""
COLUMNS: Final = (
    "opening",
    "received",
    "finished",
    "closing",
    "on_time",
    "extended",
    "late",
    "overdue",
    "answered",
    "rejected",
    "reopened",
    "flagged",
    "praise",
)
"""The numbers of a row, in the order of the columns; the first four add up."""
KEPT_BACK: Final = "<5"


class Row(Value):
    """The numbers of one unit or category, by the names of `COLUMNS`; a category has no code."""

    name: str
    code: str = ""
    numbers: dict[str, Number]
    votes: int = 0
    mean: float | None = None
    """How many people rated the unit's service from 1 to 5, and the mean, None where too few did."""


class Late(Value):
    """One overdue case: its code as people write it, and who holds it; `days` are working days, None for over."""

    code: str
    category: str
    unit: str
    holder: str
    due: str
    days: int | None
    note: str = ""


class Dot(Value):
    """One period of the trend, with a label that fits below a bar."""

    label: str
    received: Number
    closing: Number


class Page(Value):
    """All that a drawing shows. `words` are the fixed texts by name, `due_at` the moment that files are dated by."""

    language: str
    period: str
    title: str
    dates: str
    place: str
    sentence: str
    due_at: AwareDatetime
    totals: dict[str, Number]
    previous: dict[str, Number]
    units: tuple[Row, ...]
    quiet: str
    """How many units had nothing, in words; "" if none."""
    pressing: tuple[Row, ...]
    more: tuple[str, ...]
    """How many pressing units are left, in words, below so many of them; "" if none is."""
    praised: tuple[Row, ...]
    categories: tuple[Row, ...]
    overdue: tuple[Late, ...]
    trend: tuple[Dot, ...]
    share: str
    """How many of a hundred reporters were satisfied, "" if too few said."""
    satisfied: tuple[str, ...]
    """What stands below that: the interval, how many said it, the mean of the scores."""
    asked: tuple[str, ...]
    """The units that need a push, one line each, for the report."""
    ahead: tuple[str, ...]
    """What else needs action, one line each."""
    mean: float | None
    """The mean of all ratings of the service, None where too few rated it."""
    meanings: tuple[tuple[str, str], ...]
    """How it was counted: a word and what it means."""
    words: dict[str, str]

    def word(self, name: str) -> str:
        """Give a fixed text; KeyError for one that was not brought."""
        return self.words[name]

    def figure(self, number: Number) -> str:
        """Give a number as this language writes it: 1.234 or 1,234; one that is kept back as "<5"."""
        if number is None:
            return KEPT_BACK
        return f"{number:,}".replace(",", "." if self.language == "vi" else ",")
