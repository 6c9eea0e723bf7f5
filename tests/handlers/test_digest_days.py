"""How late a case of the digest is: the same number as on the desk, at the same moment."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.casework.worktime import Calendar, working_days_between
from handlers.digests.digest import compose
from tests.handlers.test_digest import NOW, ORG, overdue, week


@given(st.integers(0, 40), st.integers(0, 40 * 24))
def test_the_days_are_those_that_the_desk_counts_at_the_same_moment(days_ago: int, hours: int) -> None:
    row, now = overdue("111111111", days_ago), NOW + timedelta(hours=hours)

    found = compose(week(overdue=(row,)), units=None, reader=None, org=ORG, calendar=Calendar(), now=now)

    assert found.overdue[0].days_late == -working_days_between(now, row.due_at, Calendar())


def test_a_case_that_was_answered_since_or_got_another_due_time_is_said_to_be_so_and_grows_no_older() -> None:
    answered = overdue("111111111", 3)
    answered = answered._replace(now=answered.now._replace(open=False))
    extended = overdue("222222222", 3)
    extended = extended._replace(now=extended.now._replace(due_at=NOW + timedelta(days=5)))

    found = compose(
        week(overdue=(answered, extended)),
        units=None,
        reader=None,
        org=ORG,
        calendar=Calendar(),
        now=NOW + timedelta(days=30),
    )

    assert [(line.over, line.days_late) for line in found.overdue] == [(True, 1), (True, 1)]
