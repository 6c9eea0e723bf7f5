"""An alarm about one place: when enough different people report, and never because a place is as it always was."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import comb

import pytest

from handlers.casework.categories import Category
from handlers.casework.patterns import RULES, Alarm, Voice, alarms, needed
from handlers.casework.worktime import ZONE

START = datetime(2026, 1, 5, 8, tzinfo=ZONE)
NOW = START + timedelta(days=200)
EVER = START - timedelta(days=1)


def voice(person: int, hours: float, counter: str = "3", category: Category = Category.DELAY) -> Voice:
    """Give a report that somebody filed so many hours from now."""
    return Voice(f"{person}-{hours}", person, counter, category, NOW + timedelta(hours=hours))


def raised(heard: Sequence[Voice], known: Sequence[Alarm] = ()) -> list[tuple[str, int]]:
    """Give the counter and the number of people of each alarm about these reports."""
    found = alarms("07339", sorted(heard, key=lambda one: one.at), known, START, EVER)
    return [(one.counter, one.people) for one in found]


def test_three_different_people_about_one_counter_within_a_week_are_an_alarm() -> None:
    assert raised([voice(1, 0), voice(2, 24), voice(3, 7 * 24 - 1)]) == [("3", 3)]


def test_two_people_are_none_however_often_they_write() -> None:
    assert raised([voice(1, at) for at in range(9)] + [voice(2, 10)]) == []


def test_what_came_a_week_and_an_hour_earlier_does_not_count() -> None:
    assert raised([voice(1, 0), voice(2, 24), voice(3, 7 * 24 + 1)]) == []


def test_praise_and_suggestions_are_not_counted() -> None:
    kinds = (Category.PRAISE, Category.SUGGESTION, Category.REGULATION_PROPOSAL)
    assert raised([voice(at, at, category=kind) for at, kind in enumerate(kinds * 2)]) == []


def test_three_people_at_three_counters_are_no_alarm_and_four_are_one_about_the_unit() -> None:
    heard = [voice(at, at, counter=str(at)) for at in range(4)]
    assert raised(heard[:3]) == []
    assert raised(heard) == [("", 4)]


def test_an_alarm_about_a_counter_is_not_repeated_about_its_unit() -> None:
    assert raised([voice(at, at) for at in range(4)]) == [("3", 3)]


def test_it_is_told_once_and_again_only_when_twice_as_many_came_or_a_fortnight_later() -> None:
    heard = [voice(at, at) for at in range(7)]
    assert raised(heard[:5]) == [("3", 3)]
    assert raised(heard) == [("3", 3), ("3", 6)]
    later = [voice(10 + at, 15 * 24 + at) for at in range(5)]
    assert raised(heard[:3] + later) == [("3", 3), ("3", 4)]


def test_what_is_known_already_is_not_found_again_after_a_restart() -> None:
    heard = [voice(at, at) for at in range(3)]
    known = alarms("07339", heard, (), START, EVER)
    assert alarms("07339", heard, known, START, EVER) == ()


def test_an_outage_changes_nothing() -> None:
    heard = [voice(at % 5, 7 * at, counter=str(at % 2)) for at in range(40)]
    at_once = alarms("07339", heard, (), START, EVER)
    one_by_one: list[Alarm] = []
    for at, one in enumerate(heard):
        one_by_one += alarms("07339", heard[: at + 1], one_by_one, START, one.at - timedelta(seconds=1))
    assert tuple(one_by_one) == at_once


def test_a_counter_that_always_has_two_a_week_needs_more_than_three() -> None:
    always = [voice(100 + at, -84 * at) for at in range(51, 0, -1)]
    more = [voice(at, at) for at in range(9)]
    found = alarms("07339", [*always, *more], (), START - timedelta(days=30), NOW - timedelta(hours=1))
    assert [(one.counter, one.people, round(one.usual)) for one in found] == [("3", 8, 2)]


def test_weeks_before_the_service_began_are_not_taken_for_quiet_ones() -> None:
    busy = [voice(at, 24 * at) for at in range(40)]
    began, late = NOW, NOW + timedelta(days=30)
    assert alarms("07339", busy, (), began, late) == ()
    assert alarms("07339", busy, (), began - timedelta(days=200), late) != ()


@pytest.mark.parametrize(("before", "windows", "least"), [(0, 0, 3), (0, 26, 3), (5, 3, 3), (30, 26, 3), (200, 26, 4)])
def test_how_many_are_needed_is_the_quantile_of_the_negative_binomial(before: int, windows: int, least: int) -> None:
    """Whole prior counts let the mass be added up from binomial coefficients, between which half ones must lie."""

    def quantile(shape: int) -> int:
        share, n = 1 / (windows + 13), 0
        left = 1.0
        while n < least or left > 0.0002:
            left -= comb(n + shape - 1, n) * (1 - share) ** shape * share**n if shape else float(n == 0)
            n += 1
        return n

    assert quantile(before) <= needed(before, windows, least, 0.0002) <= quantile(before + 1)


def year(rng: random.Random, a_week: float, counters: int) -> Iterator[Voice]:
    """Give a year and a half of a unit as quiet as ever: people come by chance, each once."""
    day, person = 0.0, 0
    while (day := day + rng.expovariate(a_week / 7)) < 365 * 1.5:
        person += 1
        yield Voice(str(person), person, str(rng.randrange(counters)), Category.DELAY, START + timedelta(days=day))


def false_alarms(units: int, a_week: float, counters: int) -> float:
    """Give how many alarms a quiet unit has in a year, after half a year of history."""
    rng, found = random.Random(26), 0
    for _ in range(units):
        heard, known = list(year(rng, a_week, counters)), list[Alarm]()
        first = 0
        for at, one in enumerate(heard):
            while heard[first].at < one.at - RULES.window * (RULES.history + 2):
                first += 1
            after = one.at - timedelta(microseconds=1)
            known += alarms("07339", heard[first : at + 1], known[-8:], START, after)
        found += sum(one.at >= START + timedelta(days=182) for one in known)
    return found / units


@pytest.mark.parametrize(("a_week", "counters"), [(0.2, 2), (2, 4), (4, 4)])
def test_a_quiet_unit_has_at_most_one_false_alarm_a_year(a_week: float, counters: int) -> None:
    assert false_alarms(12, a_week, counters) <= 1


@pytest.mark.proof
@pytest.mark.parametrize("a_week", [0.05, 0.2, 0.5, 1, 2, 3, 4, 5])
@pytest.mark.parametrize("counters", [1, 3, 6])
def test_over_many_years_too(a_week: float, counters: int) -> None:
    rate = false_alarms(300, a_week, counters)
    print(f"{counters} counters, {a_week} people a week: {rate:.2f} false alarms a unit and year")
    assert rate <= 1


def test_a_rate_that_rises_fivefold_is_seen_within_two_weeks() -> None:
    rng, seen = random.Random(7), 0
    for _ in range(40):
        quiet = [one for one in year(rng, 1, 3) if one.at < START + timedelta(days=300)]
        day, more = 300.0, list[Voice]()
        while (day := day + rng.expovariate(5 / 7)) < 314:
            more.append(Voice(f"n{day}", 10_000 + len(more), "1", Category.ATTITUDE, START + timedelta(days=day)))
        seen += bool(alarms("07339", [*quiet, *more], (), START, START + timedelta(days=300)))
    assert seen >= 36, seen
