"""What of a period may be published: numbers by unit and by category, no cases, and none that tells of few people."""

from collections.abc import Mapping
from typing import Any, Final

from handlers.casework.periods import Period
from handlers.digests.committee import service
from handlers.digests.digest import Digest
from handlers.digests.ratings import Rated
from handlers.digests.suppression import TOTAL, suppressed
from handlers.digests.wording import named
from handlers.talk.says import Arg, Say, Word
from handlers.value import Value

COLUMNS: Final = ("received", "answered", "late", "praise")
"""No sum or difference of these numbers is another one of them."""
Numbers = Mapping[str, int | None]
"""Numbers by the names of `COLUMNS`; None: not published."""


class Press(Value):
    """A period for the press (danh sách công bố): totals, units by code, categories with what was received."""

    period: Period
    totals: dict[str, int | None]
    units: dict[str, dict[str, int | None]]
    names: dict[str, str]
    categories: dict[str, int | None]
    service: Rated


def press(digest: Digest) -> Press:
    """Give what of a digest of all units may be published."""
    by_unit = {unit.code: {one: int(getattr(unit, one)) for one in COLUMNS} for unit in digest.units}
    by_category = {row.category.value: {"received": row.received} for row in digest.categories}
    units = _published(by_unit, COLUMNS)
    kinds = _published(by_category, COLUMNS[:1])
    totals = dict(units.pop(TOTAL))
    if kinds.pop(TOTAL)["received"] is None:  # else the sum of one table would tell what the other leaves out
        totals["received"] = None
    if totals["received"] is None:
        units = {code: {**row, "received": None if row["received"] else row["received"]} for code, row in units.items()}
        kinds = {kind: {"received": None if row["received"] else row["received"]} for kind, row in kinds.items()}
    return Press(
        period=digest.week,
        totals=totals,
        units=units,
        names={unit.code: unit.name for unit in digest.units},
        categories={kind: row["received"] for kind, row in kinds.items()},
        service=digest.service,
    )


def _published(table: Mapping[str, Mapping[str, int]], columns: tuple[str, ...]) -> dict[str, dict[str, int | None]]:
    if table:
        return suppressed(table, over_columns=False)
    return {TOTAL: dict.fromkeys(columns, 0)}


def says(found: Press) -> Say:
    """Give the sheet in words; what is not published is a dash, and a last line says why."""
    lines = [Say(key="digest.press.totals", args=_spoken(found.totals))]
    if found.service.mean is not None:
        lines.append(service("digest.line.service", found.service))
    lines += [
        Say(key="digest.press.unit", args={"unit": found.names[code], **_spoken(row)})
        for code, row in found.units.items()
        if any(n != 0 for n in row.values())
    ]
    lines += [
        Say(key="digest.press.category", args={"category": Word(key=f"category.{kind}"), "n": _number(n)})
        for kind, n in found.categories.items()
        if n != 0
    ]
    return Say(key="digest.press.title", args=named(found.period), lines=(*lines, Say(key="digest.press.why")))


def to_json(found: Press) -> dict[str, Any]:
    """Give the sheet for other programs; null is a number that is not published."""
    return {
        "period": found.period.period,
        "totals": found.totals,
        "service": found.service.model_dump(exclude={"unit", "name"}),
        "units": [{"code": code, "name": found.names[code], **row} for code, row in found.units.items()],
        "categories": [{"category": kind, "received": n} for kind, n in found.categories.items()],
    }


def _spoken(row: Numbers) -> dict[str, Arg]:
    return {name: _number(n) for name, n in row.items()}


def _number(n: int | None) -> str:
    return "–" if n is None else str(n)
