"""What happens to a case by itself: random times off and holidays against a clock that walks hour by hour."""

import random
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from handlers.casework.cases import Case, Status
from handlers.casework.categories import Category
from handlers.casework.escalation import Due, apply, catch_up, following, start_clock
from handlers.casework.organisation import Holder, Organisation
from handlers.casework.worktime import ZONE, Calendar
from tests.handlers.oracles import (
    DAYS,
    PERSONS,
    Rules,
    alarms,
    days_for,
    some_calendar,
    some_case,
    some_organisation,
)
from tests.house_under_test import Town

Told = list[tuple[datetime, Due]]
Wanted = list[tuple[datetime, str, list[str]]]
PLAIN = Calendar()
HORIZON = 100
"""Days after which nothing more can happen: ten working days and five, a rowed holiday, sixty days off."""


def begun(dice: random.Random, org: Organisation, calendar: Calendar) -> Case:
    """Give a case that has just come to a desk, at any hour of any day."""
    at = DAYS[0] + timedelta(days=dice.randrange(30), minutes=dice.randrange(24 * 60))
    case = some_case(dice, org).model_copy(update={"filed_at": at, "happened": None, "holder": None, "reach": ()})
    rung = Rules(case, org, at).first_rung()
    more = [post for post in dice.sample(sorted(org.posts), dice.choice((0, 0, 1))) if post not in rung]
    placed = case.model_copy(update={"holder": rung[0] if rung else None, "reach": (*rung, *more)})
    return start_clock(placed, calendar, at)


def lived(case: Case, org: Organisation, calendar: Calendar, ups: list[datetime]) -> tuple[Case, Told]:
    """Give what the program does that looks at the case only at these moments."""
    took: Told = []
    for now in ups:
        case, now_taken = catch_up(case, org, calendar, now)
        took += [(now, due) for due in now_taken]
    return case, took


def expected(case: Case, org: Organisation, calendar: Calendar, ups: list[datetime]) -> Wanted:
    """Give when which level ought to get the case: at the first look at or after its hour, in order, each once."""
    out: Wanted = []
    times = alarms(case, calendar, ups[-1])

    def first_look(at: datetime) -> datetime | None:
        return next((now for now in ups if now >= at), None)

    seen = first_look(times["remind"]) if "remind" in times else None
    if seen and seen < times.get("due", seen + timedelta(1)):
        out.append((seen, "reminder", []))
    for step in ("due", "member", "standing"):
        now = first_look(times[step]) if step in times else None
        if now is None:
            break
        level = Rules(case, org, now).rung_above(even_if_reached=False)
        if level:
            out.append((now, "escalate", level))
            case = case.model_copy(update={"reach": (*case.reach, *level)})
        elif step == "due":
            out.append((now, "overdue", []))
        else:
            break
    return out


def some_looks(dice: random.Random, case: Case, calendar: Calendar) -> list[datetime]:
    """Give when the program runs: for hours on end, then off for up to sixty days, or just when an hour strikes."""
    now, end, looks = case.round_at, case.round_at + timedelta(days=HORIZON), []
    while now < end:
        for _ in range(dice.randrange(1, 40)):
            now += timedelta(minutes=dice.choice((1, 7, 60, 240)))
            looks.append(now)
        now += timedelta(days=dice.choice((0, 1, 3, 10, 60)), minutes=dice.randrange(600))
    for alarm in alarms(case, calendar, end).values():
        looks += dice.choice(([], [alarm], [alarm - timedelta(minutes=1), alarm]))
    return [*sorted({look for look in looks if look < end}), end]


def settled(org: Organisation) -> Organisation:
    """Give the organisation with everybody in post for good, so that only the clock matters."""
    early = DAYS[0] - timedelta(days=99)
    seats = tuple(Holder(post=seat.post, person=seat.person, since=early) for seat in org.holders)
    return Organisation(directory=org.directory, posts=org.posts, holders=seats)


def try_out(seed: int) -> None:
    """Compare one case's life with the hour-by-hour one, and with its life caught up in one go."""
    dice = random.Random(seed)
    org = some_organisation(dice)
    org = settled(org) if dice.random() < 0.5 else org
    calendar = some_calendar(dice, DAYS[0].date(), 50)
    case = begun(dice, org, calendar)
    looks = some_looks(dice, case, calendar)

    after, took = lived(case, org, calendar, looks)

    if case.holder is not None:
        assert [(now, due.kind, list(due.level)) for now, due in took] == expected(case, org, calendar, looks)
    levels = [post for _, due in took for post in due.level]
    assert len(levels) == len(set(levels))
    assert not set(levels) & set(case.reach)
    assert set(after.reach) == {*case.reach, *levels}
    assert all(due.at <= now for now, due in took)
    assert all(before.at <= later.at for (_, before), (_, later) in pairwise(took))
    assert catch_up(after, org, calendar, looks[-1]) == (after, ())
    for (_, due), name in zip(
        [one for one in took if one[1].kind != "reminder"], ("due", "member", "standing"), strict=False
    ):
        assert due.at == alarms(case, calendar, looks[-1])[name]


@pytest.mark.parametrize("part", range(6))
def test_each_level_gets_a_case_once_in_order_and_at_its_hour_however_long_the_program_was_off(part: int) -> None:
    for seed in range(part * 50, part * 50 + 50):
        try_out(seed)


@pytest.mark.proof
@pytest.mark.parametrize("part", range(10))
def test_each_level_gets_a_case_once_through_twenty_thousand_lives(part: int) -> None:
    for seed in range(part * 2_000, part * 2_000 + 2_000):
        try_out(seed)


@pytest.mark.parametrize("seed", range(0, 200, 10))
def test_catching_up_in_one_go_comes_to_the_same_as_in_small_steps(seed: int) -> None:
    for at in range(seed, seed + 10):
        dice = random.Random(at)
        org, calendar = settled(some_organisation(dice)), some_calendar(dice, DAYS[0].date(), 50)
        case = begun(dice, org, calendar)
        looks = some_looks(dice, case, calendar)
        step_by_step, took = lived(case, org, calendar, looks)

        at_once, told = catch_up(case, org, calendar, looks[-1])

        assert at_once == step_by_step
        assert list(told) == [due for _, due in took if due.kind != "reminder"]


def one(dice: random.Random, *seats: str) -> tuple[Case, Organisation]:
    """Give a delay of the first unit, filed on a Monday at nine, and an organisation with these posts held."""
    made = some_organisation(dice)
    early = DAYS[0] - timedelta(days=99)
    holders = tuple(Holder(post=post, person=person, since=early) for post, person in zip(seats, PERSONS, strict=False))
    org = Organisation(directory=made.directory, posts=made.posts, holders=holders)
    case = some_case(dice, org).model_copy(
        update={
            "unit": "00001",
            "category": Category.DELAY,
            "about": None,
            "reporter": 99,
            "filed_at": DAYS[0],
            "holder": seats[0],
            "reach": seats[:1],
        }
    )
    return start_clock(case, PLAIN, DAYS[0]), org


def test_reminder_due_time_head_and_standing_body_on_plain_days() -> None:
    """Monday 2 November, three working days: a reminder on Wednesday, then Thursday 17:00 and five days later."""
    case, org = one(random.Random(0), "officer-00001", "head-00001", "standing")

    told = []
    while (step := following(case, org, PLAIN, DAYS[0])) is not None:
        told.append((step.at.strftime("%d/%m %H:%M"), step.kind, step.level))
        case = apply(case, step)

    assert told == [
        ("04/11 09:00", "reminder", ()),
        ("05/11 17:00", "escalate", ("head-00001",)),
        ("10/11 17:00", "escalate", ("standing",)),
    ]


def test_a_level_that_has_the_case_is_skipped_and_the_next_moves_up_to_its_time() -> None:
    case, org = one(random.Random(0), "officer-00001", "head-00001", "standing")
    case = case.model_copy(update={"reach": ("officer-00001", "head-00001"), "reminded": True})

    step = following(case, org, PLAIN, DAYS[0])

    assert step == Due(at=datetime(2026, 11, 5, 17, 0, tzinfo=ZONE), kind="escalate", level=("standing",))


def test_at_the_top_the_holder_alone_is_told_once_that_time_is_over() -> None:
    case, org = one(random.Random(0), "standing")
    late = DAYS[0] + timedelta(days=60)

    after, took = catch_up(case, org, PLAIN, late)

    assert [due.kind for due in took] == ["overdue"]
    assert catch_up(after, org, PLAIN, late + timedelta(days=60))[1] == ()


def test_a_reminder_that_the_due_time_has_overtaken_is_left_out() -> None:
    case, org = one(random.Random(0), "officer-00001", "head-00001")

    assert [due.kind for due in catch_up(case, org, PLAIN, DAYS[0] + timedelta(days=60))[1]] == ["escalate"]


@pytest.mark.parametrize("status", [Status.NEW, Status.CLOSED, Status.REJECTED, Status.WITHDRAWN])
def test_nothing_happens_by_itself_to_a_case_that_nobody_has_or_that_is_over(status: Status) -> None:
    case, org = one(random.Random(0), "officer-00001", "head-00001")

    assert following(case.model_copy(update={"status": status}), org, PLAIN, DAYS[0]) is None


def test_silence_closes_an_answered_case_ten_working_days_later_at_the_same_hour() -> None:
    case, org = one(random.Random(0), "officer-00001", "head-00001")
    answered = datetime(2026, 11, 4, 10, 20, tzinfo=ZONE)
    tet = Calendar(off=frozenset({datetime(2026, 11, day).date() for day in (9, 10)}))
    case = case.model_copy(update={"status": Status.ANSWERED, "answered_at": answered, "due_at": None})

    assert following(case, org, PLAIN, answered) == Due(at=datetime(2026, 11, 18, 10, 20, tzinfo=ZONE), kind="close")
    assert following(case, org, tet, answered) == Due(at=datetime(2026, 11, 20, 10, 20, tzinfo=ZONE), kind="close")
    assert catch_up(case, org, PLAIN, answered + timedelta(days=90))[1] == ()


def test_praise_has_no_clock() -> None:
    case, org = one(random.Random(0), "head-00001")
    praise = start_clock(case.model_copy(update={"category": Category.PRAISE}), PLAIN, DAYS[0])

    assert days_for("praise") is None
    assert praise.due_at is None
    assert following(praise, org, PLAIN, DAYS[0]) is None


async def test_a_case_that_all_levels_know_goes_to_the_head_when_its_late_answer_solves_nothing(town: Town) -> None:
    """Reopening leads one level above the holder, also to one that was told when the case was overdue."""
    officer = await town.post("officer", "officer-07339")
    await town.post("head", "head-07339")
    await town.post("standing", "standing")
    citizen = town.person("citizen")
    await citizen.command("start", "u-07339")
    await citizen.taps("consent", "yes")
    await citizen.types("Nộp hồ sơ tách thửa từ 12/9, hẹn 3/10 trả mà đến nay chưa thấy gọi, ở quầy 3")
    await citizen.taps("report.category", "delay")
    await citizen.taps("report.when", "today")
    await citizen.taps("report.confirm", "send")
    (code,) = {button.value for button in citizen.last.buttons if button.step == "case.show"}
    await town.advance(days=30)
    await officer.taps("desk.answer", code)
    await officer.types("Hồ sơ đã có kết quả, mời anh chị đến nhận")
    await officer.taps("desk.send", code)
    await citizen.taps("rate.no", code)

    (row,) = await town.world.db.read.fetch("SELECT holder, status FROM cases")

    assert tuple(row) == ("head-07339", "forwarded")
