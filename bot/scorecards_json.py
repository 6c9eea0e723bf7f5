"""A scorecard as JSON for a machine, and its figures as a person at a terminal reads them."""

from collections.abc import Sequence
from typing import Any

from bot.world import World
from handlers.casework.figures import Figure
from handlers.casework.indices import IndexResult
from handlers.casework.scorecard import Scorecard
from storage.scorecards import Objection


def shown(figure: Figure) -> tuple[str, str]:
    """Give the value of a figure in words, and its interval, "" where it has none."""
    low, high, value = figure.low, figure.high, figure.value
    interval = "" if low is None or high is None else f"{low / 10:.1f}–{high / 10:.1f}"
    if value is None:
        return ("not reached" if figure.measure == "days" and figure.n else "-"), interval
    match figure.measure:
        case "share":
            return f"{value / 10:.1f} %", interval
        case "mean":
            return f"{value / 10:.1f}", interval
        case "days":
            return f"{value} days", interval
        case _:
            return str(value), interval


def card_json(
    world: World,
    card: Scorecard,
    ranks: Sequence[tuple[int | None, Scorecard]],
    objections: Sequence[Objection],
) -> dict[str, Any]:
    """Give a scorecard as JSON: shares in thousandths, means and points in tenths, lengths in working days."""
    ranked = card.ranked
    return {
        "unit": card.unit,
        "name": world.directory.shown(card.unit),
        "period": card.span.name,
        "from": card.span.first.isoformat(),
        "to": card.span.last.isoformat(),
        "until": card.until.isoformat(),
        "criteria": card.criteria,
        "rank": next((place for place, one in ranks if one.unit == card.unit), None),
        "figures": {one.name: one.model_dump(mode="json", exclude={"name"}) for one in card.figures},
        "indices": [_index(one) for one in card.indices],
        "average_tenths": ranked.average,
        "indices_with_data": ranked.of,
        "class": ranked.class_.name if ranked.class_ else None,
        "groups": [one.model_dump(mode="json", exclude={"valid_from", "valid_to"}) for one in card.groups],
        "objections": [{"figure": one.figure, "at": one.at.isoformat(), "words": one.words} for one in objections],
    }


def _index(one: IndexResult) -> dict[str, Any]:
    return {
        "number": one.index.number,
        "name": one.index.name,
        "points_tenths": one.tenths,
        "why": one.why,
        "n": one.n,
        "legal_basis": one.index.legal_basis,
        "codes": list(one.codes),
    }
