"""Recognition as rows of a file: a row for each step of a unit, with its day, criteria, points and decision."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from handlers.casework.day_cells import day_cell, read_day
from handlers.casework.directory import Directory
from handlers.casework.plan import Change, change
from handlers.casework.recognition import STEPS, Claim
from handlers.casework.tables import MOST_TROUBLES, Broken, Columns, Row, Trouble
from handlers.casework.units_file import unit_code

RECORD: Final = "recognition"
RECORDS: Final = {
    RECORD: Columns(required=("unit", "step", "day", "criteria"), optional=("score", "decision", "name")),
}
_SCORE: Final = re.compile(r"(\d{1,3})(?:[.,](\d))?")
_LONGEST: Final = 120
_FORMULA: Final = ("=", "+", "-", "@")
"""What a spreadsheet would take for a formula, once this is exported."""


@dataclass(frozen=True)
class ClaimsPlan:
    """What a file would change: the changes in words, the rows to keep, and what deserves a look."""

    changes: tuple[Change, ...]
    claims: tuple[Claim, ...]
    warnings: tuple[Trouble, ...]


def read_claims(rows: Iterable[Row], directory: Directory, today: date) -> tuple[tuple[Claim, int], ...]:
    """Give the claims of a file, each with its line; Broken, with at most 20 troubles, if a row is not sound."""
    troubles: list[Trouble] = []
    found: dict[tuple[str, str, date], tuple[Claim, int]] = {}
    for row in rows:
        claim = _claim(row, directory, today, troubles)
        if claim is None:
            continue
        if claim.key in found:
            what = f"{claim.unit} is {claim.step} on {claim.day} already on line {found[claim.key][1]}"
            troubles.append(Trouble(line=row.line, what=what, remedy="take one of the two rows out"))
        found.setdefault(claim.key, (claim, row.line))
    if troubles:
        raise Broken(sorted(troubles, key=lambda one: one.line)[:MOST_TROUBLES])
    return tuple(found.values())


def plan_claims(found: Sequence[tuple[Claim, int]], known: Iterable[Claim], directory: Directory) -> ClaimsPlan:
    """Give what these rows would change of what is known; what they do not name stays as it is."""
    before = {claim.key: claim for claim in known}
    changes, kept = [], []
    for claim, _ in found:
        old = before.get(claim.key)
        if old != claim:
            what = f"{directory.shown(claim.unit)} ({claim.unit}) {claim.step} on {claim.day}"
            changes.append(change(what, _fields(old) if old else None, _fields(claim)))
            kept.append(claim)
    every = [*before.values(), *kept]
    warnings = [
        Trouble(
            line=line,
            what=f"{claim.unit} is recognised, and nothing says that it had registered before",
            remedy="add the row of its registration, if there was one",
            warning=True,
        )
        for claim, line in found
        if claim.step == "recognised"
        and not any(one.unit == claim.unit and one.step == "registered" and one.day <= claim.day for one in every)
    ]
    return ClaimsPlan(tuple(changes), tuple(kept), tuple(warnings))


def claim_rows(claims: Iterable[Claim], directory: Directory) -> Iterable[Row]:
    """Give the rows of claims, for a file; the name is for whoever reads it."""
    for one in sorted(claims, key=lambda claim: (claim.unit, claim.day, STEPS.index(claim.step))):
        cells = {"unit": one.unit, "step": one.step, "day": day_cell(one.day), **_fields(one)}
        yield Row(0, RECORD, cells | {"name": directory.name_on(one.unit, one.day)})


def _fields(claim: Claim) -> Mapping[str, str]:
    score = "" if claim.tenths is None else f"{claim.tenths // 10}.{claim.tenths % 10}"
    return {"criteria": claim.criteria, "score": score, "decision": claim.decision}


def _claim(row: Row, directory: Directory, today: date, troubles: list[Trouble]) -> Claim | None:
    before = len(troubles)

    def wrong(what: str, remedy: str) -> None:
        troubles.append(Trouble(line=row.line, what=what, remedy=remedy))

    step = next((one for one in STEPS if one == row["step"]), None)
    if step is None:
        wrong(f"{row['step']} is no step", f"write one of {', '.join(STEPS)}")
    day = _day(row, today, troubles)
    unit = _unit(row, directory, day or today, troubles)
    score = _SCORE.fullmatch(row["score"]) if row["score"] else None
    tenths = 10 * int(score[1]) + int(score[2] or 0) if score else None
    if row["score"] and (tenths is None or tenths > 1000):
        wrong(f"{row['score']} is no score", "write points from 0 to 100, such as 86.5")
    if step in ("self_scored", "appraised") and not row["score"]:
        wrong(f"{step} has no score", "write the points, such as 86.5")
    if step == "recognised" and not row["decision"]:
        wrong("decision is empty", "write number and day of the decision, such as 12/QĐ-UBND 05/11/2026")
    for column in ("criteria", "decision"):
        if len(row[column]) > _LONGEST:
            wrong(f"{column} is longer than {_LONGEST} characters", "write its number alone")
        if row[column].startswith(_FORMULA):
            wrong(f"{column} begins like a formula of a spreadsheet", "write its number as text")
    if len(troubles) > before or step is None or day is None:
        return None
    return Claim(
        unit=unit, step=step, day=day, criteria=row["criteria"], tenths=tenths, decision=row["decision"]
    )  # fmt: skip


def _day(row: Row, today: date, troubles: list[Trouble]) -> date | None:
    try:
        day = read_day(row["day"])
    except ValueError as error:
        what, _, remedy = str(error).partition(": ")
        troubles.append(Trouble(line=row.line, what=what, remedy=remedy))
        return None
    if day > today:
        remedy = "write the day on which it took place; what is still to come is no row"
        troubles.append(Trouble(line=row.line, what=f"{day} has not come yet", remedy=remedy))
    return day


def _unit(row: Row, directory: Directory, day: date, troubles: list[Trouble]) -> str:
    code = unit_code(row["unit"])
    unit = directory.get(code)
    if unit is None:
        remedy = "write the five digits of the Statistics Office; `langnghe units find NAME` gives them"
        troubles.append(Trouble(line=row.line, what=f"there is no unit {row['unit']}", remedy=remedy))
    elif not unit.on(day):
        heirs = [f"{one.code} ({one.name})" for one in directory.current(code, day)]
        remedy = f"write {' or '.join(heirs)}, which took it over" if heirs else "write a unit that was there then"
        troubles.append(Trouble(line=row.line, what=f"{unit.name} ({code}) was not there on {day}", remedy=remedy))
    return code
