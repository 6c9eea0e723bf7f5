"""The reporter's last word: solved, partly, not; who gets it then, how often, and what silence means."""

from datetime import datetime

import pytest

from bot.digests import gather
from handlers.casework.cases import Status
from handlers.casework.categories import Category
from handlers.casework.periods import Week
from handlers.digests.digest import Satisfaction
from storage.times import ZONE
from tests.fakes.town_people import answer, case_of, got, leave, report, steps
from tests.house_under_test import Person, Town

REOPENED = "Việc này mở lại và chuyển tới anh/chị"
ASKED = "Việc của anh/chị đã được giải quyết chưa?"


def on(day: int, hour: int = 9, month: int = 11) -> datetime:
    """Give a moment of autumn 2026."""
    return datetime(2026, month, day, hour, tzinfo=ZONE)


async def answered(town: Town, *kinds: str) -> tuple[Person, str]:
    """Fill these posts, let a citizen report and the officer answer; give the citizen and the case's code."""
    officials = [await town.post(kind, f"{kind}-07339" if kind in ("officer", "head") else kind) for kind in kinds]
    citizen = town.person("citizen")
    code = await report(citizen)
    await answer(officials[0], code)
    for one in (citizen, *officials):
        one.clear()
    return citizen, code


async def test_solved_closes_the_case_and_the_scores_are_kept(town: Town) -> None:
    citizen, code = await answered(town, "officer", "head")
    await citizen.taps("rate.yes", code)
    await citizen.taps(f"score.{code}", "4")
    await citizen.types("Cảm ơn chị đã giúp")

    case = await case_of(town, code)
    assert (case.status, case.solved, case.score, case.comment) == (Status.CLOSED, "yes", 4, "Cảm ơn chị đã giúp")
    assert got(town.person("head"), REOPENED) == 0


@pytest.mark.parametrize("verdict", ["partly", "no"])
async def test_anything_less_reopens_it_one_level_higher_with_a_fresh_clock(town: Town, verdict: str) -> None:
    citizen, code = await answered(town, "officer", "head", "standing")
    await town.until(on(18, 10))
    await citizen.taps(f"rate.{verdict}", code)

    case = await case_of(town, code)
    assert (case.status, case.holder, case.reach) == (
        Status.FORWARDED,
        "head-07339",
        ("head-07339",),
    )
    assert case.due_at == on(23, 17), "three working days from the reopening"
    assert (case.solved, case.reopened, case.reminded, case.stage) == (verdict, 1, False, 0)
    assert got(town.person("head"), REOPENED) == 1
    assert got(town.person("officer"), REOPENED) == 0
    assert case.past == ("officer-07339",)


async def test_whoever_answered_before_a_reopening_may_read_it_and_cannot_take_it_back(town: Town) -> None:
    citizen, code = await answered(town, "officer", "head", "standing")
    await citizen.taps("rate.no", code)
    officer = town.person("officer")
    for step in ("desk.accept", "desk.answer", "desk.transfer", "desk.reject", "desk.ask"):
        await officer.taps(step, code)

    case = await case_of(town, code)
    assert (case.holder, case.taken_by, case.status) == ("head-07339", None, Status.FORWARDED)
    await officer.taps("desk.open", code)
    assert "desk.accept" not in {button.step for button in officer.last.buttons}
    assert case.text in officer.last.text
    await officer.command("desk")
    assert code not in {button.value for button in officer.last.buttons}


async def test_a_reopened_case_climbs_from_its_new_level_by_its_new_clock(town: Town) -> None:
    citizen, code = await answered(town, "officer", "head", "standing")
    await citizen.taps("rate.no", code)
    await town.until(on(30))

    ways = [post for action, post in await steps(town, code) if action == "escalate"]
    assert ways == ["standing"]
    assert got(town.person("head"), "Nhắc việc") == 0, "the reminder was overtaken while the clock jumped"


async def test_it_reopens_twice_and_then_closes_as_not_solved(town: Town) -> None:
    citizen, code = await answered(town, "officer", "head", "standing")
    await citizen.taps("rate.no", code)
    await answer(town.person("head"), code)
    await citizen.taps("rate.partly", code)
    assert (await case_of(town, code)).holder == "standing"
    await answer(town.person("standing"), code)
    await citizen.taps("rate.no", code)

    case = await case_of(town, code)
    assert (case.status, case.solved, case.reopened) == (Status.CLOSED, "no", 2)
    assert [action for action, _ in await steps(town, code)].count("reopen") == 2
    assert (await steps(town, code))[-1][0] == "lapse"


async def test_at_the_top_it_stays_where_it_is_with_a_fresh_clock(town: Town) -> None:
    citizen, code = await answered(town, "officer")
    await citizen.taps("rate.no", code)

    case = await case_of(town, code)
    assert (case.status, case.holder) == (Status.FORWARDED, "officer-07339")
    assert got(town.person("officer"), "Việc này mở lại, mời anh/chị xem xét lại từ đầu") == 1
    assert got(town.person("officer"), REOPENED) == got(citizen, "cấp trên") == 0
    assert got(citizen, "xem xét lại từ đầu") == 1


async def test_the_answer_may_be_judged_in_words_without_its_code(town: Town) -> None:
    citizen, code = await answered(town, "officer", "head")
    await citizen.types("chua giai quyet a")

    assert ((await case_of(town, code)).solved, (await case_of(town, code)).reopened) == ("no", 1)
    await citizen.types("bốn")
    assert (await case_of(town, code)).score == 4
    assert await town.world.db.read.fetch("SELECT count(*) FROM cases") == [(1,)]


async def test_where_two_answers_wait_it_is_asked_which_one_is_judged(town: Town) -> None:
    citizen, code = await answered(town, "officer", "head")
    other = await report(citizen, "Ghế hỏng hết", category=Category.FACILITY)
    await answer(town.person("officer"), other)
    await citizen.types("đã giải quyết rồi ạ")

    assert sorted(button.value for button in citizen.last.buttons) == sorted([code, other])
    await citizen.taps("rate.yes", other)
    assert ((await case_of(town, code)).solved, (await case_of(town, other)).solved) == (None, "yes")
    await citizen.types("không")
    await citizen.types("bỏ qua")
    await citizen.types("chưa")
    assert (await case_of(town, code)).solved == "no", "only one is left to be judged"


async def test_a_level_that_nobody_holds_any_more_is_passed_over(town: Town) -> None:
    citizen, code = await answered(town, "officer", "head", "standing")
    await leave(town, town.person("head"), "head-07339")
    await citizen.taps("rate.no", code)

    assert (await case_of(town, code)).holder == "standing"


async def test_the_accused_never_gets_it_by_a_reopening_either(town: Town) -> None:
    for kind in ("officer", "head"):
        await town.post(kind, f"{kind}-07339")
    inspector = await town.post("inspector", "inspector")
    citizen = town.person("citizen")
    code = await report(citizen, category=Category.INFORMAL_PAYMENT, about="leader")
    await answer(inspector, code)
    await citizen.taps("rate.no", code)

    assert (await case_of(town, code)).holder == "inspector"
    assert not any(code in message.model_dump_json() for message in town.person("head").messages)


async def test_one_verdict_counts_however_often_its_button_is_pressed(town: Town) -> None:
    citizen, code = await answered(town, "officer", "head", "standing")
    for _ in range(3):
        await citizen.taps("rate.no", code)
    await citizen.taps("rate.yes", code)

    assert (await case_of(town, code)).reopened == 1
    assert (await case_of(town, code)).status is Status.FORWARDED


async def test_nobody_else_can_judge_it(town: Town) -> None:
    _, code = await answered(town, "officer", "head")
    stranger = town.person("stranger")
    await report(stranger)
    await stranger.taps("rate.yes", code)
    await town.person("officer").taps("rate.yes", code)

    assert (await case_of(town, code)).status is Status.ANSWERED


async def test_silence_closes_it_after_ten_working_days_and_never_counts_as_satisfied(town: Town) -> None:
    citizen, code = await answered(town, "officer", "standing")
    await town.until(on(23, 9))
    assert got(citizen, "đang chờ anh/chị đánh giá") == 1
    await town.until(on(1, 8, 12))
    assert got(citizen, "đang chờ anh/chị đánh giá") == 1
    assert (await case_of(town, code)).status is Status.ANSWERED
    await town.until(on(1, 9, 12))
    await town.tick()

    case = await case_of(town, code)
    assert (case.status, case.solved, case.score) == (Status.CLOSED, None, None)
    assert (await steps(town, code))[-1][0] == "lapse"
    assert got(citizen, code[:3]) >= 1
    told = len(citizen.messages)
    await town.until(on(8, 8, 12))
    assert len(citizen.messages) == told
    for number in (47, 48, 49):
        week, org = Week(year=2026, number=number), await town.world.organisation(town.world.db.read)
        digest = await gather(town.world.db.read, week, None, org, town.world.calendar, town.world.clock.now())
        assert digest.satisfaction == Satisfaction()


async def test_a_verdict_after_the_silence_comes_too_late(town: Town) -> None:
    citizen, code = await answered(town, "officer", "head")
    await town.until(on(23, 9))
    await town.until(on(2, 9, 12))
    await citizen.taps("rate.no", code)

    assert (await case_of(town, code)).status is Status.CLOSED
    assert (await case_of(town, code)).reopened == 0


async def test_a_second_answer_asks_again_and_has_ten_days_of_its_own(town: Town) -> None:
    citizen, code = await answered(town, "officer", "head")
    await town.until(on(20, 9))
    await citizen.taps("rate.no", code)
    citizen.clear()
    await answer(town.person("head"), code)

    assert got(citizen, ASKED) == 1
    await town.until(on(30, 9))
    await town.until(on(4, 9, 12))
    assert (await case_of(town, code)).status is Status.ANSWERED
    await town.until(on(7, 9, 12))
    assert (await case_of(town, code)).status is Status.CLOSED


async def test_silence_closes_nothing_before_the_reporter_was_reminded_and_had_time_after_it(town: Town) -> None:
    citizen, code = await answered(town, "officer", "standing")
    await town.until(on(14, 9, 12))  # the program was off for four weeks
    await town.tick()

    assert (await case_of(town, code)).status is Status.ANSWERED
    assert got(citizen, "đang chờ anh/chị đánh giá") == 1
    await town.until(on(18, 9, 12))
    assert (await case_of(town, code)).status is Status.ANSWERED
    await town.until(on(21, 9, 12))
    assert (await case_of(town, code)).status is Status.CLOSED
