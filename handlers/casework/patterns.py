"""When independent reports about one counter, or about one unit, are more than chance makes of its own history."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from pydantic import AwareDatetime, Field

from handlers.casework.categories import Category
from handlers.value import Value

QUIET: Final = frozenset({Category.PRAISE, Category.SUGGESTION, Category.REGULATION_PROPOSAL})
"""What tells of nothing that goes wrong at a counter."""

_SHAPE: Final = 0.5
_WEEKS: Final = 12.0
"""What is thought of a place before anything is known of it: half a person in twelve windows."""


class Rules(Value):
    """What an alarm needs. The chances are those that a place as quiet as ever gets one at a look.

    They are set so that quiet units have at most one false alarm a year, which a test measures.
    """

    reporters: int = Field(default=3, ge=2, le=50)
    """So many people about one counter at least; about a unit one more."""
    window: timedelta = timedelta(days=7)
    history: int = Field(default=26, ge=4, le=104)
    """So many windows before it are the place's own history."""
    silence: timedelta = timedelta(days=14)
    """So long nothing more is said of a place, unless twice as many people came forward."""
    counter_chance: float = 0.0002
    unit_chance: float = 0.0001


RULES: Final = Rules()


class Voice(NamedTuple):
    """One report (phản ánh): whose, about which counter ("" if none was named), of what kind, and when it was filed."""

    code: str
    person: int
    counter: str
    category: Category
    at: datetime


class Alarm(Value):
    """A pattern (dấu hiệu lặp lại) at a counter of a unit, or with counter "" in the unit as a whole.

    `people` came forward in the window that ends at `at`; `usual` is how many do so in a window of its history.
    """

    unit: str
    counter: str
    at: AwareDatetime
    people: int
    usual: float
    codes: tuple[str, ...]


def alarms(
    unit: str, voices: Sequence[Voice], known: Collection[Alarm], since: datetime, after: datetime, rules: Rules = RULES
) -> tuple[Alarm, ...]:
    """Give the alarms that reports filed after a moment raise, in order, besides those already `known`.

    `voices` are the unit's reports in the order of filing, as far back as the history goes; `since` is when the
    service began, so that weeks in which nobody could report are not taken for quiet ones. Each report is looked at
    as it came, so that an outage changes nothing.
    """
    found: list[Alarm] = []
    told = list(known)
    heard = [one for one in voices if one.category not in QUIET]
    for voice in heard:
        if voice.at <= after:
            continue
        until = [one for one in heard if one.at <= voice.at]
        for counter in dict.fromkeys((voice.counter, "")):
            alarm = _look(unit, counter, until, told, since, rules)
            if alarm is not None:
                found.append(alarm)
                told.append(alarm)
    return tuple(found)


def needed(before: int, windows: int, least: int, chance: float) -> int:
    """Give how many people in one window are an alarm, after `before` people in so many windows of history.

    The smallest number, at least `least`, that a place with this history reaches with at most this chance. Its rate is
    gamma distributed given the history, so that the number is negative binomial.
    """
    shape, share = before + _SHAPE, 1 / (windows + _WEEKS + 1)
    mass = (1 - share) ** shape
    tail, n = 1 - mass, 1
    while n < least or tail > chance:
        mass *= (shape + n - 1) / n * share
        tail -= mass
        n += 1
    return n


def _look(
    unit: str, counter: str, heard: Sequence[Voice], told: Iterable[Alarm], since: datetime, rules: Rules
) -> Alarm | None:
    now = heard[-1].at
    lately = [one for one in told if one.unit == unit and now - rules.silence < one.at <= now]
    spoken_of = {code for one in lately if one.counter and not counter for code in one.codes}
    here = [one for one in heard if not counter or one.counter == counter]
    window = [one for one in here if one.at > now - rules.window and one.code not in spoken_of]
    people = len({one.person for one in window})
    least = rules.reporters if counter else rules.reporters + 1
    if people < least:
        return None
    if any(one.counter == counter and people < 2 * one.people for one in lately):
        return None
    windows = min(rules.history, int((now - since) / rules.window) - 1) if now - since > rules.window else 0
    before = len({(one.person, back) for one in here if 1 <= (back := int((now - one.at) / rules.window)) <= windows})
    if people < needed(before, windows, least, rules.counter_chance if counter else rules.unit_chance):
        return None
    return Alarm(
        unit=unit,
        counter=counter,
        at=now,
        people=people,
        usual=round(before / windows, 2) if windows else 0.0,
        codes=tuple(one.code for one in window),
    )
