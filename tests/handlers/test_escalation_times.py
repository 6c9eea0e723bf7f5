"""Reminder, amber, steps up and the end of waiting, in cases that a town hall can check by hand."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from handlers.casework.cases import Case, Status
from handlers.casework.directory import Directory, Unit
from handlers.casework.escalation import Due, apply, catch_up, following, pause, resume, start_clock, timed
from handlers.casework.limits import TABLE, Limit, Limits
from handlers.casework.organisation import Holder, Organisation, standard_posts
from handlers.casework.routing import one_higher
from handlers.casework.timetable import Timetable
from handlers.casework.worktime import ZONE, Calendar, Hours

UNIT = "07339"
DIRECTORY = Directory((Unit(code=UNIT, name="Xã Tân Yên", kind="xa"),))
PLAIN = Timetable()
OFFICER, HEAD, STANDING = f"officer-{UNIT}", f"head-{UNIT}", "standing"


def nov(text: str) -> datetime:
    """Read "16 09:00" as a moment of November 2026; that is a Monday. Days past 30 are December's."""
    day, hour = text.split()
    return datetime.fromisoformat(f"2026-11-01 {hour}").replace(tzinfo=ZONE) + timedelta(days=int(day) - 1)


def held(*posts: str) -> Organisation:
    """Give an organisation in which these posts have a holder each."""
    rows = tuple(
        Holder(post=post, person=at, since=nov("1 00:00") - timedelta(days=99)) for at, post in enumerate(posts)
    )
    return Organisation(directory=DIRECTORY, posts={one.id: one for one in standard_posts(DIRECTORY)}, holders=rows)


def filed(table: Timetable = PLAIN, category: str = "delay", **changes: object) -> Case:
    """Give a delay of three working days, filed on Monday the 16th at nine, on the officer's desk."""
    plain = {"code": "123456789", "unit": UNIT, "category": category, "status": "forwarded", "reporter": 99, "text": ""}
    plain |= {"filed_at": nov("16 09:00"), "round_at": nov("16 09:00"), "holder": OFFICER, "reach": (OFFICER,)}
    return start_clock(Case.model_validate(plain), table, nov("16 09:00")).model_copy(update=changes)


def story(case: Case, org: Organisation, table: Timetable = PLAIN) -> Sequence[tuple[str, str, tuple[str, ...]]]:
    """Give all that happens by itself, each at its own moment."""
    told = []
    while (step := following(case, org, table, nov("16 09:00"))) is not None and step.kind != "close":
        told.append((step.at.strftime("%d/%m %H:%M"), step.kind, step.level))
        case = apply(case, step, step.at)
    return told


def test_reminder_amber_due_time_head_and_standing_body_on_plain_days() -> None:
    """Two of three days is half, rounded up; 80 % of 1,440 minutes are 1,152: Thursday after 12 of its 480 · 40 %."""
    assert story(filed(), held(OFFICER, HEAD, STANDING)) == [
        ("18/11 09:00", "reminder", ()),
        ("19/11 10:42", "amber", ()),
        ("19/11 17:00", "escalate", (HEAD,)),
        ("24/11 17:00", "escalate", (STANDING,)),
    ]


def test_a_unit_with_saturdays_and_a_holiday_goes_by_its_own_days() -> None:
    morning = ((450, 690),)
    table = Timetable(
        Calendar(off=frozenset({date(2026, 11, 18)})),
        {UNIT: Hours(week=(*(((450, 690), (780, 1020)),) * 5, morning, ()))},
    )

    assert story(filed(table), held(OFFICER, HEAD, STANDING), table) == [
        ("19/11 09:00", "reminder", ()),
        ("20/11 10:42", "amber", ()),
        ("20/11 17:00", "escalate", (HEAD,)),
        ("25/11 17:00", "escalate", (STANDING,)),
    ]


def test_a_notice_that_would_come_when_the_time_is_over_is_not_sent() -> None:
    early = ((360, 480),)
    table = Timetable(hours={UNIT: Hours(week=(*(early,) * 5, (), ()))})
    case = filed(table, "delay", extra_days=-2)

    assert [kind for _, kind, _ in story(timed(case, table), held(OFFICER, HEAD), table)] == ["amber", "escalate"]


def test_an_amber_notice_at_the_very_end_of_the_time_is_not_sent() -> None:
    table = Timetable(limits=Limits((*TABLE, Limit(name="amber_percent", value=100, basis="-"))))

    assert [kind for _, kind, _ in story(filed(table), held(OFFICER, HEAD), table)] == ["reminder", "escalate"]


def test_a_level_that_has_the_case_is_skipped_and_the_next_moves_up_to_its_time() -> None:
    case = filed(reach=(OFFICER, HEAD), reminded=True, ambered=True)

    step = following(case, held(OFFICER, HEAD, STANDING), PLAIN, nov("16 09:00"))

    assert step == Due(at=nov("19 17:00"), kind="escalate", level=(STANDING,))


def test_at_the_top_the_holder_alone_is_told_once_that_time_is_over() -> None:
    org, case = held(STANDING), filed(holder=STANDING, reach=(STANDING,))

    after, took = catch_up(case, org, PLAIN, nov("16 09:00") + timedelta(days=60))

    assert [due.kind for due in took] == ["overdue"]
    assert catch_up(after, org, PLAIN, nov("16 09:00") + timedelta(days=120))[1] == ()


@pytest.mark.parametrize(
    ("back", "kinds"),
    [
        ("18 08:59", []),
        ("18 09:00", ["reminder"]),
        ("19 10:42", ["amber"]),
        ("19 16:59", ["amber"]),
        ("19 17:00", ["escalate"]),
        ("77 09:00", ["escalate", "escalate"]),
    ],
)
def test_after_time_off_a_notice_that_a_later_one_has_overtaken_is_left_out(back: str, kinds: list[str]) -> None:
    took = catch_up(filed(), held(OFFICER, HEAD, STANDING), PLAIN, nov(back))[1]

    assert [due.kind for due in took] == kinds


def test_a_transfer_that_nobody_accepts_within_a_working_day_goes_up() -> None:
    handed = filed(category="facility", handed_at=nov("16 15:30"), reminded=True)

    step = following(handed, held(OFFICER, HEAD), PLAIN, nov("16 15:30"))

    assert step == Due(at=nov("18 17:00"), kind="unaccepted", level=(HEAD,))
    after, took = catch_up(handed, held(OFFICER, HEAD), PLAIN, nov("18 17:00"))
    assert took == (step,)
    assert after.reach == (OFFICER, HEAD)
    assert "unaccepted" not in {kind for _, kind, _ in story(after, held(OFFICER, HEAD))}


def test_nobody_waits_for_the_acceptance_of_what_was_accepted_or_never_transferred() -> None:
    org = held(OFFICER, HEAD)

    assert "unaccepted" not in {kind for _, kind, _ in story(filed(), org)}
    accepted = filed(handed_at=nov("16 09:00"), status=Status.ACCEPTED)
    assert "unaccepted" not in {kind for _, kind, _ in story(accepted, org)}


def test_while_the_reporter_is_asked_the_clock_stands_still_for_three_days_at_the_most() -> None:
    asked = pause(filed(), PLAIN, nov("17 09:30"))

    assert asked.due_at == nov("24 17:00")
    assert resume(asked, PLAIN, nov("17 14:00")).due_at == nov("20 10:30")
    assert resume(asked, PLAIN, nov("18 09:30")).due_at == nov("20 17:00")
    assert resume(asked, PLAIN, nov("40 09:00")).due_at == nov("24 17:00")


def test_questions_share_one_bound() -> None:
    case = resume(pause(filed(), PLAIN, nov("17 09:30")), PLAIN, nov("19 09:30"))
    asked_again = pause(case, PLAIN, nov("19 10:00"))

    assert case.due_at == nov("23 17:00")
    assert asked_again.due_at == resume(asked_again, PLAIN, nov("40 09:00")).due_at == nov("24 17:00")


def test_a_question_on_the_day_of_receipt_takes_nothing_from_a_clock_that_does_not_run_yet() -> None:
    assert resume(pause(filed(), PLAIN, nov("16 09:30")), PLAIN, nov("16 16:30")).due_at == nov("19 17:00")


def test_what_is_late_stays_late_when_the_reporter_is_asked() -> None:
    late = pause(filed(), PLAIN, nov("19 17:00"))

    assert late == filed()
    assert resume(late, PLAIN, nov("23 09:00")).due_at == nov("19 17:00")


def test_granted_days_move_all_that_is_still_to_come() -> None:
    granted = timed(filed(extra_days=2), PLAIN)

    assert story(granted, held(OFFICER, HEAD)) == [
        ("19/11 09:00", "reminder", ()),
        ("23/11 07:30", "amber", ()),
        ("23/11 17:00", "escalate", (HEAD,)),
    ]


def test_a_fresh_clock_forgets_what_the_last_round_came_to() -> None:
    tired = filed(stage=2, reminded=True, ambered=True, paused=99, extra_days=3, handed_at=nov("16 09:00"))

    assert start_clock(tired, PLAIN, nov("16 09:00")) == filed()


@pytest.mark.parametrize("status", [Status.NEW, Status.CLOSED, Status.REJECTED, Status.WITHDRAWN])
def test_nothing_happens_by_itself_to_a_case_that_nobody_has_or_that_is_over(status: Status) -> None:
    assert following(filed(status=status), held(OFFICER, HEAD), PLAIN, nov("16 09:00")) is None


def test_praise_has_no_clock() -> None:
    assert filed(category="praise").due_at is None
    assert following(filed(category="praise"), held(OFFICER, HEAD), PLAIN, nov("16 09:00")) is None


def test_an_answer_waits_for_its_judgement_is_reminded_of_once_and_then_counts_as_no_answer() -> None:
    answered, org = filed(status=Status.ANSWERED, answered_at=nov("17 10:15")), held(OFFICER)

    assert following(answered, org, PLAIN, nov("17 10:15")) == Due(at=nov("24 10:15"), kind="judge")
    reminded, took = catch_up(answered, org, PLAIN, nov("24 10:15"))
    assert [due.kind for due in took] == ["judge"]
    assert following(reminded, org, PLAIN, nov("24 10:15")) == Due(at=nov("31 10:15"), kind="close")


def test_a_reminder_that_came_late_leaves_the_reporter_the_same_time_after_it() -> None:
    answered, org = filed(status=Status.ANSWERED, answered_at=nov("17 10:15")), held(OFFICER)

    reminded, took = catch_up(answered, org, PLAIN, nov("47 08:00"))

    assert [due.kind for due in took] == ["judge"]
    assert following(reminded, org, PLAIN, nov("47 08:00")) == Due(at=nov("54 08:00"), kind="close")


def test_a_case_that_all_levels_know_is_reopened_at_the_level_above_its_holder() -> None:
    """Reopening leads one level above the holder, also to one that was told when the case was overdue."""
    known = filed(reach=(OFFICER, HEAD, STANDING), stage=3)

    assert one_higher(known, held(OFFICER, HEAD, STANDING), nov("40 09:00")) == (HEAD,)
