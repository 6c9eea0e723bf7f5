"""Tasks of conclusions: days of a rhythm, what is due when, who may do what, equal to plodding ways of finding out."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import packaged
from handlers.casework.organisation import Absence, Holder, Organisation, standard_posts
from handlers.casework.tasks import (
    STEPS,
    Action,
    Rhythm,
    Task,
    acting,
    allowed,
    catch_up,
    choices,
    due_at,
    following,
    moved,
    next_due,
    overdue,
    roles,
    steps,
)
from handlers.casework.worktime import ZONE

CALENDAR = packaged.calendar()
DIRECTORY = packaged.units()
GIVEN = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)
MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}


def task(due: date = date(2026, 11, 25), **more: object) -> Task:
    """Give a task for Xã Tân Yên."""
    told = {"code": "123456789", "conclusion": "12/TB-UBND", "words": "Báo cáo", "unit": "07339", "given_at": GIVEN}
    return Task.model_validate({**told, "first": due, "due": due, **more})


def at(day: str, hour: str = "09:00") -> datetime:
    """Give a moment."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), ZONE)


def plodding_next(first: date, months: int, after: date) -> date:
    """Walk from day to day until one is of the rhythm."""
    day = max(first, after + timedelta(days=1))
    while True:
        apart = (day.year - first.year) * 12 + day.month - first.month
        last = monthrange(day.year, day.month)[1]
        if apart % months == 0 and day.day == min(first.day, last):
            return day
        day += timedelta(days=1)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(
    first=st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    rhythm=st.sampled_from(sorted(MONTHS)),
    days=st.integers(-200, 900),
)
def test_the_next_day_of_a_rhythm_is_the_one_that_walking_day_by_day_finds(
    first: date, rhythm: Rhythm, days: int
) -> None:
    after = first + timedelta(days=days)

    assert next_due(first, rhythm, after) == plodding_next(first, MONTHS[rhythm], after)


def test_a_rhythm_that_began_on_the_31st_keeps_it_after_a_shorter_month() -> None:
    first = date(2026, 12, 31)

    assert next_due(first, "monthly", date(2027, 1, 31)) == date(2027, 2, 28)
    assert next_due(first, "monthly", date(2027, 2, 28)) == date(2027, 3, 31)
    assert next_due(first, "none", first) is None


def test_what_is_due_on_a_day_off_is_due_at_the_end_of_the_next_working_day() -> None:
    assert due_at(date(2026, 11, 25), CALENDAR) == at("2026-11-25", "17:00")
    assert due_at(date(2026, 11, 28), CALENDAR) == at("2026-11-30", "17:00")  # a Saturday


def test_the_reminder_comes_three_working_days_before_at_nine() -> None:
    days = {one.step: one.at for one in steps(task(date(2026, 11, 30)), CALENDAR)}

    assert days["remind"] == at("2026-11-25")  # Wednesday; Saturday and Sunday do not count
    assert days["today"] == at("2026-11-30")
    assert days["overdue"] == at("2026-11-30", "17:00")
    assert "remind" not in {one.step for one in steps(task(), CALENDAR, 0)}


def test_after_an_outage_only_the_last_step_is_told_and_each_is_told_once() -> None:
    handed, step = catch_up(task(), CALENDAR, GIVEN)
    assert step == "hand"

    late, step = catch_up(handed, CALENDAR, at("2026-11-27"))
    assert step == "overdue"
    assert catch_up(late, CALENDAR, at("2026-12-27")) == (late, None)
    assert following(late, CALENDAR) is None


def test_a_task_that_nobody_was_told_of_is_told_as_a_new_one_however_late() -> None:
    after, step = catch_up(task(), CALENDAR, at("2026-12-01"))

    assert (step, after.told) == ("hand", "overdue")


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    due=st.dates(date(2026, 1, 5), date(2027, 12, 20)),
    looks=st.lists(st.integers(0, 60 * 24), max_size=12),
    days=st.integers(0, 6),
)
def test_however_often_the_clock_looks_each_step_is_told_at_most_once_and_in_order(
    due: date, looks: list[int], days: int
) -> None:
    start = datetime.combine(due - timedelta(days=30), time(9), ZONE)
    one, told, now = task(due, given_at=start), [], start
    for hours in sorted(looks):
        now = start + timedelta(hours=hours)
        one, step = catch_up(one, CALENDAR, now, days)
        told += [step] if step else []
        waiting = following(one, CALENDAR, days)
        assert waiting is None or waiting.at > now

    assert told == sorted(set(told), key=STEPS.index)
    passed = [step.step for step in steps(one, CALENDAR, days) if step.at <= now] if looks else []
    assert one.told == (passed[-1] if passed else None)


def test_done_ends_a_task_but_brings_one_with_a_rhythm_to_its_next_day() -> None:
    assert moved(task(), "done", GIVEN, CALENDAR).status == "done"

    again = moved(task(rhythm="quarterly", told="overdue"), "done", at("2026-12-01"), CALENDAR)
    assert (again.status, again.due, again.ended) == ("open", date(2027, 2, 25), date(2026, 11, 25))
    assert following(again, CALENDAR) is not None


def test_occurrences_that_passed_unreported_are_not_asked_for_one_by_one() -> None:
    long_after = moved(task(rhythm="monthly"), "done", at("2027-03-10"), CALENDAR)

    assert long_after.due == date(2027, 3, 25)


def test_sent_back_a_task_is_owed_again_for_its_own_day_and_the_past_is_not_told_again() -> None:
    for rhythm in ("none", "monthly"):
        done = moved(task(rhythm=rhythm), "done", at("2026-11-26"), CALENDAR)
        back = moved(done, "return", at("2026-11-27"), CALENDAR)

        assert (back.status, back.due) == ("open", date(2026, 11, 25))
        assert overdue(back, CALENDAR, at("2026-11-27"))
        assert following(back, CALENDAR) is None
        assert not allowed(back, "return")


def test_what_is_over_can_only_be_sent_back_and_what_was_taken_back_nothing_at_all() -> None:
    done = moved(task(), "done", GIVEN, CALENDAR)
    gone = moved(task(), "withdraw", GIVEN, CALENDAR)

    assert [one for one in get_args(Action) if allowed(done, one)] == ["return"]
    assert [one for one in get_args(Action) if allowed(gone, one)] == []
    assert steps(done, CALENDAR) == steps(gone, CALENDAR) == ()


def organisation(*holders: Holder, away: int | None = None) -> Organisation:
    """Give the standard posts, a member for Tân Yên and these holders."""
    posts = {one.id: one for one in standard_posts(DIRECTORY)}
    posts["member-1"] = posts["standing"].model_copy(update={"id": "member-1", "kind": "member", "follows": ("07339",)})
    absences = (Absence(person=away, since=GIVEN - timedelta(days=1)),) if away else ()
    return Organisation(DIRECTORY, posts, holders, absences)


def holder(post: str, person: int, **more: object) -> Holder:
    """Give somebody who has held a post for a day."""
    return Holder.model_validate({"post": post, "person": person, "since": GIVEN - timedelta(days=1), **more})


def test_the_head_and_the_deputy_report_the_member_reads_the_standing_body_decides() -> None:
    org = organisation(
        holder("head-07339", 1),
        holder("head-07339", 2, deputy=True),
        holder("member-1", 3),
        holder("standing", 4),
        holder("officer-07339", 5),
        holder("head-07306", 6),
    )
    seen = {person: roles(task(), person, org, GIVEN) for person in range(1, 8)}

    assert [sorted(seen[person]) for person in range(1, 8)] == [
        ["owner"], ["owner"], ["reader"], ["standing"], [], [], []
    ]  # fmt: skip
    assert choices(task(), seen[1]) == ("accept", "progress", "done")
    assert choices(task(), seen[3]) == ()
    assert choices(task(), seen[4]) == ("withdraw",)
    assert acting(task(), org, GIVEN) == (1,)


def test_while_the_head_is_away_the_deputy_is_told_and_the_head_cannot_report() -> None:
    org = organisation(holder("head-07339", 1), holder("head-07339", 2, deputy=True), away=1)

    assert acting(task(), org, GIVEN) == (2,)
    assert roles(task(), 1, org, GIVEN) == frozenset()


def test_a_task_of_a_unit_that_has_ceased_is_owed_by_what_took_it_over() -> None:
    gone = DIRECTORY.get("07339")
    assert gone is not None
    heir = DIRECTORY.units[0].code
    units = [
        one.model_copy(update={"valid_to": date(2026, 11, 1), "successors": (heir,)}) if one == gone else one
        for one in DIRECTORY.units
    ]
    today = type(DIRECTORY)(tuple(units)).at(GIVEN.date())
    org = organisation(holder(f"head-{heir}", 9))
    org = Organisation(today, org.posts, org.holders)

    assert acting(task(), org, GIVEN) == (9,)


@pytest.mark.parametrize("rhythm", ["none", *sorted(MONTHS)])
def test_a_task_is_the_same_after_being_kept_and_read_again(rhythm: Rhythm) -> None:
    one = task(rhythm=rhythm, dated=date(2026, 11, 10), told="hand", ended=date(2026, 8, 25))

    assert Task.model_validate_json(one.model_dump_json()) == one
