"""What an answer must hold so that a case counts as closed in order, and why it is flagged (cần xem lại) if not."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from rapidfuzz import fuzz

from handlers.casework.cases import About, Flag
from handlers.casework.categories import RULES, Category
from handlers.folding import words

ALIKE: Final = 90
"""From how many per cent of likeness two answers count as the same one."""
LAST: Final = 20
"""With how many earlier answers of the unit a new one is compared."""
TEMPLATES: Final = ("1", "2", "3", "4", "5", "6")
"""The boilerplate answers in the catalogues, `template.1` and so on: whoever sends one untouched says nothing."""


def wants_finding(category: Category, about: About | None) -> bool:
    """Whether the answer must say what was found out: where the case is about how people behaved."""
    return RULES[category].behaviour or about is not None


def alike(one: str, other: str) -> bool:
    """Whether two answers are nearly the same, whatever their marks, case and punctuation."""
    return fuzz.ratio(words(one), words(other), score_cutoff=ALIKE) >= ALIKE


def flags(
    answer: str,
    *,
    done_on: date | None,
    proven: bool,
    templates: Iterable[str],
    before: Iterable[str],
) -> tuple[Flag, ...]:
    """Give why an answer is flagged; () if it is in order.

    `done_on` is the day on which it was done, `proven` whether a picture, a file or the number of a document goes
    with it, `templates` the boilerplate answers, `before` the unit's last answers.
    """
    found: list[Flag] = []
    if done_on is None:
        found.append("no_day")
    if not proven:
        found.append("no_proof")
    if any(alike(answer, one) for one in templates):
        found.append("template")
    if any(alike(answer, one) for one in before):
        found.append("repeated")
    return tuple(found)
