"""What the messages about digests have in common: how a period is named, numbers by name, categories."""

from handlers.casework.categories import Category
from handlers.casework.periods import Period, Week
from handlers.digests.counts import Counts
from handlers.digests.figures import Figure
from handlers.talk.says import Arg, Word


def named(period: Period) -> dict[str, Arg]:
    """Give what a text says of a period: "Tuần 47", "Tháng 11/2026", "Quý 4/2026"."""
    number = str(period.number) if isinstance(period, Week) else f"{period.number}/{period.year}"
    return {"span": Word(key=f"digest.span.{period.kind}"), "number": number}


def numbers(counts: Counts, *names: str) -> dict[str, Arg]:
    """Give numbers under their names."""
    return {name: getattr(counts, name) for name in names}


def category(kind: Category) -> Word:
    """Give the name of a category."""
    return Word(key=f"category.{kind}")


def figure(name: Figure) -> Word:
    """Give the name of a figure."""
    return Word(key=f"digest.figure.{name}")
