"""Scorecards: equal to a plodding reference on random histories, fair at the edges, and never more than evidence."""

from datetime import datetime, timedelta

import pytest

from bot.criteria import shipped
from bot.packaged import calendar
from handlers.casework.cases import Finding
from handlers.casework.categories import Category
from handlers.casework.histories import History, Rated, Step
from handlers.casework.ranking import ranking
from handlers.casework.scorecard import Scorecard, scorecard
from handlers.casework.spans import read_span
from handlers.casework.survival import within
from tests.handlers.reference_scorecard import reference
from tests.handlers.some_histories import END, START, some_town

QUARTER = read_span("2026-Q4")
LATER = END + timedelta(days=30)
DAY = timedelta(days=1)


def card(histories: list[History], votes: list[Rated] | None = None, now: datetime = LATER) -> Scorecard:
    """Give the scorecard of a unit's quarter."""
    return scorecard("07339", QUARTER, now, histories, votes or [], shipped().on(QUARTER.last), calendar())


def agree(seed: int) -> None:
    """Compare the scorecard of one random unit with the reference's, figure by figure."""
    histories, votes, now = some_town(seed)
    made = card(histories, votes, now)
    until = min(now, END)
    told = reference(histories, votes, START, until, calendar(), 5)
    for name in ("satisfied", "mean", "on_time", "handling_median", "handling_p90"):
        assert (made[name].value, made[name].n) == told[name], (seed, name)
    for name, exact in told["intervals"].items():
        got = (made[name].low, made[name].high)
        if exact is None:
            assert got == (None, None)
        else:
            off = [abs(float(one) * 1000 - (two or 0)) for one, two in zip(exact, got, strict=True)]
            assert max(off) < 0.500001, seed
    codes = told["codes"]
    counted = ("open", "overdue", "prolonged", "founded", "partly", "unfounded", "cannot_verify", "unverified")
    for name in (*counted, "flagged", "extensions", "rejected", "appealed", "reopened", "no_answer", "answered",
                 "disclosure"):  # fmt: skip
        assert made[name].value == len(codes[name]), (seed, name)
        assert made[name].codes == tuple(sorted(set(codes[name]))), (seed, name)
    assert made["on_time"].codes == tuple(sorted(set(codes["judged"])))
    assert made["on_time"].against == tuple(sorted(set(codes["late"])))
    assert made["handling_median"].codes == tuple(sorted(set(codes["began"])))
    assert made["rejected"].n == told["decided"]


def test_a_scorecard_equals_the_reference_on_200_random_units() -> None:
    for seed in range(200):
        agree(seed)


@pytest.mark.proof
@pytest.mark.parametrize("part", range(20))
def test_a_scorecard_equals_the_reference_on_10000_random_units(part: int) -> None:
    for seed in range(1_000 + part * 500, 1_500 + part * 500):
        agree(seed)


def case(nth: int, days: int | None, *, category: Category = Category.DELAY, finding: Finding | None = None) -> History:
    """Give a case filed on Monday 5 October and due a week later, answered after so many days or never."""
    filed = datetime(2026, 10, 5, 9, tzinfo=START.tzinfo)
    due = filed + 7 * DAY
    steps: tuple[Step, ...] = (Step(filed, "file", 1, due),)
    if days is not None:
        steps += (Step(filed + days * DAY, "answer", -1, due),)
    return History(f"{nth:09d}", category, None, finding, steps)


def votes(*scores: int) -> list[Rated]:
    """Give votes of these levels in the quarter."""
    return [Rated(START + DAY, score) for score in scores]


def test_cases_that_are_still_open_lengthen_the_median_and_count_as_late() -> None:
    only_answered = card([case(1, 1), case(2, 2), case(3, 3)])
    with_open = card([case(1, 1), case(2, 2), case(3, 3), *(case(nth, None) for nth in range(4, 8))])

    assert (only_answered["handling_median"].value, only_answered["on_time"].value) == (2, 1000)
    assert (with_open["handling_median"].value, with_open["on_time"].value) == (None, 429)
    assert with_open["on_time"].against == tuple(f"{nth:09d}" for nth in range(4, 8))


def test_a_length_that_too_few_have_reached_is_undetermined_and_not_the_longest_seen() -> None:
    assert within([(1, True), (9, False), (9, False)], 50) is None
    assert within([(1, True), (2, True), (9, False)], 50) == 2


def test_what_happens_after_the_span_changes_nothing_in_it() -> None:
    filed = END - 2 * DAY
    after = History("1", Category.DELAY, None, None, (Step(filed, "file", 1, END + DAY), Step(END, "answer", -1)))
    told = card([after])

    assert (told["open"].value, told["answered"].value, told["overdue"].value) == (1, 0, 0)


@pytest.mark.parametrize(
    ("finding", "tenths", "why"),
    [
        ("founded", 0, "measured"),
        ("partly", 0, "measured"),
        ("unfounded", 20, "measured"),
        ("cannot_verify", 20, "measured"),
        (None, None, "unverified"),
    ],
)
def test_the_attitude_index_is_0_if_harassment_was_found_and_waits_while_it_is_not_verified(
    finding: Finding | None, tenths: int | None, why: str
) -> None:
    rated = [one._replace(attitude=5) for one in votes(*[5] * 10)]
    told = card([case(1, 1, category=Category.ATTITUDE, finding=finding)], rated)
    index = next(one for one in told.indices if one.index.number == 7)

    assert (index.tenths, index.why) == (tenths, why)
    assert index.codes == (("000000001",) if finding in ("founded", "partly", None) else ())


@pytest.mark.parametrize(
    ("days", "tenths"),
    [([], 20), ([1] * 10, 20), ([1] * 9 + [9], 10), ([1] * 8 + [9], 0), ([1] * 99 + [16], 0)],
)
def test_the_index_of_reports_is_2_if_all_were_on_time_1_from_90_percent_and_0_if_one_was_prolonged(
    days: list[int], tenths: int
) -> None:
    told = card([case(nth, late) for nth, late in enumerate(days, start=1)])

    assert next(one for one in told.indices if one.index.number == 8).tenths == tenths


def test_an_index_without_data_is_left_out_of_the_average_and_no_class_is_given_for_a_few() -> None:
    rated = [one._replace(result="early", attitude=3) for one in votes(*[4] * 10)]
    told = card([case(1, 1)], rated)

    assert [one.tenths for one in told.indices] == [20, *[None] * 5, 10, 20, None]
    assert (told.ranked.average, told.ranked.of, told.ranked.class_) == (17, 3, None)


def test_a_class_goes_by_what_the_average_makes_of_all_nine() -> None:
    rows = shipped().on(QUARTER.last)
    some = tuple(one.model_copy(update={"value": 3}) if one.name == "least_indices" else one for one in rows.thresholds)
    measured = type(rows)(rows.name, rows.indices, rows.groups, rows.classes, some)
    rated = [one._replace(result="early", attitude=3) for one in votes(*[4] * 10)]
    told = scorecard("07339", QUARTER, LATER, [], rated, measured, calendar())

    assert told.ranked.class_ is not None
    assert told.ranked.class_.name == "Xuất sắc"


def test_units_with_fewer_than_ten_votes_are_not_ranked_and_equal_ones_share_a_place() -> None:
    def unit(code: str, scores: list[int]) -> Scorecard:
        return card([], votes(*scores)).model_copy(update={"unit": code})

    few, best = unit("1", [5] * 9), unit("2", [5] * 10)
    same, worse = unit("3", [4] * 20), unit("4", [5] * 9 + [1])
    placed = ranking([few, worse, same, best], shipped().on(QUARTER.last))

    assert [(place, one.unit) for place, one in placed] == [(1, "2"), (1, "3"), (3, "4"), (None, "1")]


def test_suspect_votes_are_counted_apart() -> None:
    told = card([], [*votes(5, 5), *(one._replace(suspect=True) for one in votes(1, 1, 1))])

    assert (told["satisfied"].value, told["satisfied"].n, told["suspect"].value) == (1000, 2, 3)


@pytest.mark.parametrize("text", ["2026-W54", "2026-13", "2026-Q5", "2026", "", "2026-Q4 ", "x" * 400])
def test_a_period_that_does_not_exist_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match=r"period|week"):
        read_span(text)


def test_periods_begin_and_end_where_they_should() -> None:
    found = map(read_span, ("2026-W53", "2028-02", "2026-Q4"))

    assert [(one.first.isoformat(), one.last.isoformat()) for one in found] == [
        ("2026-12-28", "2027-01-03"),
        ("2028-02-01", "2028-02-29"),
        ("2026-10-01", "2026-12-31"),
    ]
