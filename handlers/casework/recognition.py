"""Which units registered for recognition (công nhận đạt chuẩn), what came of it, and the progress to the target."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, Literal, get_args

from handlers.casework.directory import Directory
from handlers.casework.spans import quarter_of
from handlers.value import Value

ClaimStep = Literal["registered", "self_scored", "appraised", "recognised", "withdrawn"]
STEPS: Final[tuple[ClaimStep, ...]] = get_args(ClaimStep)


class Claim(Value):
    """One step of a unit on the way to recognition: on which day, by which criteria, with which points and decision."""

    unit: str
    step: ClaimStep
    day: date
    criteria: str
    tenths: int | None = None
    """The points, in tenths, of a self-score (tự chấm) or an appraisal (thẩm định)."""
    decision: str = ""

    @property
    def key(self) -> tuple[str, str, date]:
        """What there is only one of."""
        return self.unit, self.step, self.day


class Standing(Value):
    """Where a unit stands on a day: the claims of before that still hold, each the latest of its step."""

    unit: str
    registered: Claim | None = None
    self_scored: Claim | None = None
    appraised: Claim | None = None
    recognised: Claim | None = None

    @property
    def claims(self) -> bool:
        """Whether the unit is registered or recognised."""
        return self.registered is not None or self.recognised is not None


def standings(claims: Iterable[Claim], day: date) -> Mapping[str, Standing]:
    """Give where each unit stands on a day. What was withdrawn (thu hồi, rút đăng ký) takes all before it away."""
    found: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
    for one in sorted(claims, key=lambda claim: (claim.day, STEPS.index(claim.step))):
        if one.day > day:
            continue
        if one.step == "withdrawn":
            found[one.unit].clear()
        else:
            found[one.unit][one.step] = one
    return {unit: Standing(unit=unit, **held) for unit, held in found.items() if held}


class Progress(Value):
    """How far the units that existed on a day were towards the target."""

    day: date
    units: int
    registered: int
    recognised: int
    target: int
    """The share to reach, in thousandths."""

    @property
    def needed(self) -> int:
        """How many units the target means: 60 % of 99 are 60, since 59 are fewer."""
        return -(-self.units * self.target // 1000)

    @property
    def missing(self) -> int:
        """How many are missing to the target; 0 where it is reached."""
        return max(0, self.needed - self.recognised)


def progress(claims: Iterable[Claim], directory: Directory, day: date, target: int) -> Progress:
    """Give the progress on a day. A unit that had ceased by then counts no more, nor does its recognition: those that
    took its land over have to be recognised themselves."""
    there = {unit.code for unit in directory.on(day)}
    stand = [one for one in standings(claims, day).values() if one.unit in there]
    return Progress(
        day=day,
        units=len(there),
        registered=sum(one.registered is not None for one in stand),
        recognised=sum(one.recognised is not None for one in stand),
        target=target,
    )


def series(
    claims: Sequence[Claim], directory: Directory, day: date, target: int, most: int = 8
) -> tuple[Progress, ...]:
    """Give the progress at the end of each quarter since the first claim, at most so many, and on the day itself."""
    if not claims:
        return (progress(claims, directory, day, target),)
    first, days = min(one.day for one in claims), [day]
    while len(days) <= most and (before := date.fromordinal(quarter_of(days[-1]).first.toordinal() - 1)) >= first:
        days.append(before)
    return tuple(progress(claims, directory, one, target) for one in reversed(days))
