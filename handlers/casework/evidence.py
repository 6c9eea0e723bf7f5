"""Holds what units claim for recognition against independent signals: discrepancies with evidence, no verdict."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Literal

from handlers.casework.criteria import Criteria, Threshold
from handlers.casework.recognition import Claim, Standing, standings
from handlers.casework.scorecard import Scorecard
from handlers.casework.survival import rounded
from handlers.value import Value

Signal = Literal[
    "few_votes", "satisfied", "mean", "founded", "overdue", "disclosure", "flagged", "anomalies", "wave"
]  # fmt: skip
YEAR: Final = timedelta(days=365)
"""So many days before the day of the check are looked at."""
AT_ONCE: Final = timedelta(days=31)
"""Registrations within so many days count as made at once."""


class Discrepancy(Value):
    """One signal that does not fit a claim: the figure, what it is out of, the threshold with its basis, the cases.

    Shares are in thousandths, means in tenths, others are counts.
    """

    signal: Signal
    value: int
    n: int
    threshold: Threshold
    codes: tuple[str, ...] = ()


class Checked(Value):
    """A unit that claims something, and what does not fit; () where nothing stands against it."""

    standing: Standing
    discrepancies: tuple[Discrepancy, ...]


def check(
    claims: Iterable[Claim],
    cards: Mapping[str, Scorecard],
    criteria: Criteria,
    day: date,
    odd: Mapping[str, int] = MappingProxyType({}),
) -> tuple[Checked, ...]:
    """Give every unit that was registered or recognised on a day, with its discrepancies, by code.

    `odd` tells how many anomalies surveys (khảo sát) have found at a unit; suspect votes are counted with them.
    """
    stand = standings(claims, day)
    return tuple(
        Checked(standing=one, discrepancies=against(cards[unit], criteria, odd.get(unit, 0)))
        for unit, one in sorted(stand.items())
        if one.claims and unit in cards
    )


def against(card: Scorecard, criteria: Criteria, odd: int = 0) -> tuple[Discrepancy, ...]:
    """Give what in a unit's scorecard does not fit a claim. Too few votes is one too: nobody could tell."""
    found: list[Discrepancy | None] = []
    pleased, mean, on_time, answered = card["satisfied"], card["mean"], card["on_time"], card["answered"]
    least = criteria["least_rated"]
    if pleased.n < least:
        found.append(_one("few_votes", pleased.n, pleased.n, criteria.threshold("least_rated"), below=True))
    else:
        value, level = pleased.value or 0, mean.value or 0
        found.append(
            _one("satisfied", value, pleased.n, criteria.threshold("satisfied_least"), pleased.against, below=True)
        )
        found.append(_one("mean", level, mean.n, criteria.threshold("mean_least"), pleased.against, below=True))
    true = tuple(sorted(card["founded"].codes + card["partly"].codes))
    found.append(_one("founded", len(true), card["founded"].n, criteria.threshold("founded_most"), true))
    if on_time.n:
        late = 1000 - (on_time.value or 0)
        found.append(_one("overdue", late, on_time.n, criteria.threshold("overdue_most"), on_time.against))
    shown = card["disclosure"]
    found.append(
        _one("disclosure", shown.value or 0, shown.n, criteria.threshold("disclosure_most"), shown.codes)
    )  # fmt: skip
    flagged, n = card["flagged"], answered.value or 0
    if n:
        part = rounded(1000 * (flagged.value or 0), n)
        found.append(_one("flagged", part, n, criteria.threshold("flagged_most"), flagged.codes))
    votes, most = card["suspect"], criteria.threshold("anomalies_most")
    found.append(_one("anomalies", (votes.value or 0) + odd, votes.n, most))
    return tuple(one for one in found if one is not None)


def wave(claims: Iterable[Claim], units: int, criteria: Criteria, day: date) -> Discrepancy | None:
    """Give the sign of registering in a wave (đăng ký tràn lan), nearly all units within a month; else None.

    It stands for no unit, but for how registering went, in the year before the day.
    """
    recent = [one for one in claims if one.step == "registered" and day - YEAR < one.day <= day]
    windows = ({two.unit for two in recent if one.day <= two.day < one.day + AT_ONCE} for one in recent)
    most = max(map(len, windows), default=0)
    threshold = criteria.threshold("wave_least")
    part = rounded(1000 * most, units) if units else 0
    return Discrepancy(signal="wave", value=part, n=units, threshold=threshold) if part >= threshold.value else None


def _one(
    signal: Signal, value: int, n: int, threshold: Threshold, codes: tuple[str, ...] = (), *, below: bool = False
) -> Discrepancy | None:
    odd = value < threshold.value if below else value > threshold.value
    return Discrepancy(signal=signal, value=value, n=n, threshold=threshold, codes=codes) if odd else None
