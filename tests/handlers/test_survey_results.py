"""What came of a survey: figures with intervals, groups never mixed, and nothing that gives few people away."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Literal

import pytest

from bot import packaged, surveys
from handlers.casework.survey_results import (
    ALL,
    Answered,
    Asked,
    Figures,
    Results,
    mean_interval,
    results_of,
    wilson,
)
from handlers.casework.surveys import SCORES, Answer, Group, Survey
from tests.handlers.test_surveys_file import DAY

UNITS = ("07333", "07339", "07351", "07366")
FORM: Survey = surveys.form("pks07", packaged.units(), DAY)[0]


def sheets(
    of: Mapping[str, Sequence[str]], question: str = "overall", group: Group = "citizen", *, drawn: bool = True
) -> list[Answered]:
    return [(group, unit, drawn, (Answer(question=question, values=(value,)),)) for unit in of for value in of[unit]]


def asked(found: Results, question: str = "overall", group: str = "citizen", drawn: str = "sample") -> Asked:
    block = next(one for one in found.blocks if (one.group, one.drawn) == (group, drawn))
    return next(one for one in block.asked if one.question == question)


def by_unit(one: Asked) -> dict[str, Figures]:
    return {figures.unit: figures for figures in one.figures}


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962), (9, 12, 0.4677, 0.9111)],
)
def test_a_share_has_wilsons_interval(k: int, n: int, low: float, high: float) -> None:
    """Each end solves the equation |k/n − p| = z √(p (1 − p) / n) by which the interval is defined."""
    found = wilson(k, n)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    for p in (found.low, found.high):
        if 0 < p < 1:
            assert math.isclose(
                abs(k / n - p), 1.959963984540054 * math.sqrt(p * (1 - p) / n), rel_tol=1e-9, abs_tol=1e-7
            )


def test_a_mean_has_a_normal_interval_within_one_to_five() -> None:
    mean, interval = mean_interval([5, 5, 5, 4, 5, 1])

    assert interval is not None
    assert round(mean, 3) == 4.167
    assert (round(interval.low, 2), interval.high) == (2.88, 5.0)
    assert mean_interval([3]) == (3.0, None)


def test_figures_are_shown_by_question_and_unit_with_n() -> None:
    said = {"07339": ["5"] * 12 + ["4"] * 8 + ["2"] * 5, "07351": ["4"] * 10 + ["3"] * 5}
    found = by_unit(asked(results_of(FORM, sheets(said), {})))

    assert {unit: (one.n, one.hidden) for unit, one in found.items()} == {
        ALL: (40, False),
        "07339": (25, False),
        "07351": (15, False),
    }
    own = found["07339"]
    assert own.satisfied is not None
    assert (own.mean, own.satisfied.n, own.satisfied.share) == (4.1, 20, 0.8)
    assert {part.value: part.n for part in own.parts} == {"1": 0, "2": 5, "3": 0, "4": 8, "5": 12}


def test_groups_are_never_mixed_and_who_came_by_oneself_is_counted_apart() -> None:
    said = [
        *sheets({"07339": ["5"] * 12}, group="official"),
        *sheets({"07339": ["2"] * 11}),
        *sheets({"07339": ["1"] * 30}, drawn=False),
    ]
    found = results_of(FORM, said, {})

    assert [(one.group, one.drawn, one.n) for one in found.blocks] == [
        ("official", "sample", {"07339": 12}),
        ("citizen", "sample", {"07339": 11}),
        ("citizen", "open", {"07339": 30}),
    ]
    assert [
        by_unit(asked(found, group=g, drawn=d))[ALL].mean for g, d in (("official", "sample"), ("citizen", "open"))
    ] == [
        5.0,
        1.0,
    ]
    assert "tools" not in {one.question for one in found.blocks[1].asked}, "what only officials are asked"


def test_silence_stands_beside_the_answers_and_who_could_not_be_asked_is_not_counted_as_asked() -> None:
    fates = {"07339": {"asked": 30, "answered": 10, "no_contact": 3, "same_contact": 2, "opted_out": 1}, "07351": {}}
    one, none = results_of(FORM, [], fates).responses

    assert (one.asked, one.answered, one.silent, one.rate) == (40, 10, 30, 0.25)
    assert (one.no_contact, one.same_contact, one.opted_out) == (3, 2, 1)
    assert (none.asked, none.rate) == (0, None)


def test_words_are_shown_only_where_ten_people_wrote_some_and_never_by_unit() -> None:
    few = results_of(FORM, sheets({"07339": ["lời lẽ"] * 9}, "more"), {})
    enough = results_of(FORM, sheets({"07339": ["b", "a", *"cdefghij"]}, "more"), {})

    assert (asked(few, "more").texts, asked(few, "more").figures[0].n) == ((), 9)
    assert asked(enough, "more").texts == tuple("abcdefghij")
    assert asked(enough.of_unit("07339"), "more").texts == ()


def test_a_question_that_an_answer_makes_needless_is_not_counted() -> None:
    form = surveys.form("pks05", packaged.units(), DAY)[0]
    answers = (Answer(question="waiting", values=("short",)), Answer(question="why_long", values=("crowd",)))
    found = results_of(form, [("citizen", "07339", True, answers)] * 12, {})

    assert asked(found, "waiting").figures[0].n == 12
    assert asked(found, "why_long").figures == ()


def test_how_many_were_asked_because_of_an_answer_gives_that_answers_number_no_more_away_than_it_is_shown() -> None:
    form = surveys.form("pks05", packaged.units(), DAY)[0]
    crowd, long = Answer(question="why_long", values=("crowd",)), Answer(question="waiting", values=("long",))
    short = Answer(question="waiting", values=("short",))

    def sheet(unit: str, asked: int, others: int) -> list[Answered]:
        answers: list[tuple[Answer, ...]] = [*[(long, crowd)] * asked, *[(short,)] * others]
        return [("citizen", unit, True, one) for one in answers]

    said = [*sheet("07333", 12, 20), *sheet("07339", 3, 20), *sheet("07351", 12, 3), *sheet("07366", 14, 8)]
    found = results_of(form, said, {})
    assert {figures.unit for figures in asked(found, "waiting").figures if figures.parts} == {ALL, "07333", "07366"}
    assert {unit: one.n for unit, one in by_unit(asked(found, "why_long")).items()} == {ALL: 41, "07366": 14}

    few = results_of(form, sheet("07333", 3, 20), {})
    assert asked(few, "why_long").figures == ()


def test_few_people_are_hidden_also_against_subtraction() -> None:
    """07333 has nine: shown the total and the two others, its nine would be known."""
    said = {"07333": ["1"] * 9, "07339": ["4"] * 30, "07351": ["4"] * 12}
    found = by_unit(asked(results_of(FORM, sheets(said), {})))

    assert {unit: one.hidden for unit, one in found.items()} == {
        ALL: False,
        "07333": True,
        "07339": False,
        "07351": True,
    }
    lone = by_unit(asked(results_of(FORM, sheets({"07333": ["1"] * 9}), {})))
    assert all(one.hidden for one in lone.values())


def determined(known: list[tuple[list[Fraction], Fraction]], size: int) -> dict[int, Fraction]:
    """Give the unknowns that equations fix, with their values: by plain Gaussian elimination."""
    rows = [[*left, right] for left, right in known]
    at = 0
    for column in range(size):
        pivot = next((n for n in range(at, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [cell / rows[at][column] for cell in rows[at]]
        for n, row in enumerate(rows):
            if n != at and row[column]:
                rows[n] = [a - row[column] * b for a, b in zip(row, rows[at], strict=True)]
        at += 1
    fixed = {}
    for row in rows[:at]:
        leading = [n for n in range(size) if row[n]]
        if len(leading) == 1:
            fixed[leading[0]] = row[size]
    return fixed


def equations(one: Asked) -> list[tuple[list[Fraction], Fraction]]:
    """Give what a reader can write down of the cells (unit by answer) from all that is shown."""
    size = len(UNITS) * len(SCORES)

    def over(units: Sequence[str], values: Sequence[str], total: int) -> tuple[list[Fraction], Fraction]:
        left = [Fraction(0)] * size
        for unit in units:
            for value in values:
                left[UNITS.index(unit) * len(SCORES) + SCORES.index(value)] = Fraction(1)
        return left, Fraction(total)

    found = []
    for figures in one.figures:
        units = UNITS if figures.unit == ALL else (figures.unit,)
        found.append(over(units, SCORES, figures.n))
        if figures.n == 0:
            found += [over(units, (value,), 0) for value in SCORES]
        found += [over(units, (part.value,), part.n) for part in figures.parts]
        if figures.satisfied is not None:
            found.append(over(units, ("4", "5"), figures.satisfied.n))
    silent = set(UNITS) - {figures.unit for figures in one.figures}
    found += [over((unit,), (value,), 0) for unit in silent for value in SCORES]
    return found


def _nothing_of_few_can_be_worked_out(seed: int) -> Literal["shown", "nothing"]:
    dice = Random(seed)
    sizes = [dice.choice((0, 3, 9, 10, 14, 25, 60)) for _ in UNITS]
    liked = dice.choice(("12345", "45", "44445", "135"))
    said = {unit: [dice.choice(liked) for _ in range(n)] for unit, n in zip(UNITS, sizes, strict=True)}
    one = asked(results_of(FORM, [*sheets(said), *sheets({UNITS[0]: ["5"]}, "answer")], {}))

    for at, value in determined(equations(one), len(UNITS) * len(SCORES)).items():
        unit, score = UNITS[at // len(SCORES)], SCORES[at % len(SCORES)]
        assert value == Counter(said[unit])[score], "what is shown is true"
        assert not 0 < value < 5, (unit, score)
    for figures in one.figures:
        assert figures.hidden or figures.n >= 10
        assert not figures.hidden or not (figures.parts or figures.mean or figures.satisfied)
    return "shown" if any(figures.parts for figures in one.figures) else "nothing"


def test_no_number_of_one_to_four_people_can_be_worked_out_from_what_is_shown() -> None:
    came = Counter(_nothing_of_few_can_be_worked_out(seed) for seed in range(150))

    assert came["shown"] > 20


@pytest.mark.proof
@pytest.mark.parametrize("part", range(10))
def test_no_number_of_few_people_can_be_worked_out_in_many_surveys(part: int) -> None:
    for seed in range(1_000 + part * 1_000, 2_000 + part * 1_000):
        _nothing_of_few_can_be_worked_out(seed)
