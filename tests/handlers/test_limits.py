"""The one table of numbers: each with a basis, valid on every day, in an order that makes sense."""

from datetime import date, timedelta

import pytest

from handlers.casework.categories import RULES, Category
from handlers.casework.limits import NAMES, TABLE, Limit, Limits, UnknownLimit, bounds, clashes, gaps

NEW_YEAR = date(2027, 1, 1)


def row(name: str, value: int, since: date | None = None, until: date | None = None) -> Limit:
    return Limit(name=name, value=value, basis="-", valid_from=since, valid_to=until)


def test_every_number_has_a_basis_and_is_allowed() -> None:
    for one in TABLE:
        low, high, clockless = bounds(one.name)
        assert one.basis.strip(), one.name
        assert clockless if one.value is None else low <= one.value <= high, one.name


def test_the_shipped_table_leaves_no_day_out_and_stands_in_order() -> None:
    assert gaps(TABLE) == ()
    assert clashes(TABLE) == ()
    assert len(NAMES) == len(TABLE)


def test_no_shipped_answer_is_later_than_the_ten_working_days_of_the_law() -> None:
    """Luật Tiếp công dân, Art. 28(1)."""
    assert all((Limits().on(NEW_YEAR).answer_days(category) or 0) <= 10 for category in Category)


def test_a_number_holds_from_its_first_day_to_its_last() -> None:
    table = Limits((row("answer.delay", 3, until=date(2026, 12, 31)), row("answer.delay", 2, NEW_YEAR)))

    assert table.on(date(2026, 12, 31)).answer_days(Category.DELAY) == 3
    assert table.on(NEW_YEAR).answer_days(Category.DELAY) == 2


def test_of_two_rows_that_hold_the_later_one_counts() -> None:
    table = Limits((*TABLE, row("answer.delay", 1, NEW_YEAR)))

    assert table.on(NEW_YEAR)["answer.delay"] == 1
    assert table.on(NEW_YEAR - timedelta(days=1))["answer.delay"] == RULES[Category.DELAY].answer_days
    assert [one.value for one in table.holding(NEW_YEAR) if one.name == "answer.delay"] == [1]
    assert len(table.holding(NEW_YEAR)) == len(NAMES)


def test_a_number_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UnknownLimit):
        Limits().on(NEW_YEAR)["answer.praise"]
    with pytest.raises(UnknownLimit):
        Limits().on(NEW_YEAR)["answer.nothing"]


@pytest.mark.parametrize(
    ("spans", "when"),
    [
        ([], "on any day"),
        ([(NEW_YEAR, None)], "until 2026-12-31"),
        ([(None, NEW_YEAR)], "from 2027-01-02"),
        ([(None, date(2026, 12, 30)), (NEW_YEAR, None)], "from 2026-12-31 until 2026-12-31"),
        ([(NEW_YEAR, None), (None, date(2026, 12, 1))], "from 2026-12-02 until 2026-12-31"),
        ([(None, date(2026, 12, 31)), (NEW_YEAR, None)], None),
        ([(None, None), (NEW_YEAR, NEW_YEAR)], None),
        ([(None, NEW_YEAR), (date(2026, 1, 1), date(2026, 2, 1)), (date(2027, 1, 2), None)], None),
    ],
)
def test_days_on_which_nothing_holds_are_found(spans: list[tuple[date | None, date | None]], when: str | None) -> None:
    others = [one for one in TABLE if one.name != "pause_most"]

    assert gaps([*others, *(row("pause_most", 3, *span) for span in spans)]) == (
        (("pause_most", when),) if when else ()
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (row("amber_percent", 40), "reminder_percent is 50 and amber_percent is 40"),
        (row("overdue_member", 6, NEW_YEAR), "overdue_member is 6 and overdue_standing is 5 from 2027-01-01"),
        (row("overdue_head", 4), "overdue_head is 4 and overdue_member is 3"),
        (row("judge_lapse", 5), "judge_reminder is 5 and judge_lapse is 5"),
    ],
)
def test_a_later_notice_must_not_come_before_an_earlier_one(changed: Limit, said: str) -> None:
    (found,) = clashes((*TABLE, changed))

    assert found.startswith(said)


def test_what_is_equal_may_come_together() -> None:
    assert clashes((*TABLE, row("amber_percent", 50), row("overdue_member", 0))) == ()
