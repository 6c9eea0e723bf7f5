"""A refusal can be looked at by another unit: at one tap, once, with a fresh clock, by nobody who refused it."""

from datetime import datetime

from handlers.casework.cases import Status
from storage.times import ZONE
from tests.fakes.town_people import case_of, got, person_id, reject, report, steps
from tests.house_under_test import Person, Town

ONCE = "đã được một đơn vị khác xem lại một lần"


async def refused(town: Town, *others: str) -> tuple[Person, Person, str]:
    """Let an officer refuse a case; give citizen, officer and code."""
    officer = await town.post("officer", "officer-07339")
    for post in others:
        await town.post(post.partition("-")[0], post)
    citizen = town.person("citizen")
    code = await report(citizen)
    await reject(officer, code)
    return citizen, officer, code


async def test_an_appeal_skips_the_unit_that_refused_and_starts_the_clock_anew(town: Town) -> None:
    citizen, officer, code = await refused(town, "head-07339", "standing")
    await town.until(datetime(2026, 11, 18, 10, tzinfo=ZONE))
    await citizen.taps("case.appeal", code)

    case = await case_of(town, code)
    assert (case.status, case.holder, case.reach) == (Status.FORWARDED, "standing", ("standing",))
    assert (case.due_at, case.appealed) == (datetime(2026, 11, 23, 17, tzinfo=ZONE), True)
    assert await person_id(officer) in case.recused
    assert got(town.person("standing"), "đề nghị xem lại việc đã bị từ chối") == 1
    assert got(town.person("standing"), "Lần trước đã từ chối, lý do:") == 1
    assert got(town.person("standing"), "đã trả lời:") == 0
    assert got(town.person("head"), "đề nghị xem lại") == 0
    assert got(citizen, "Người đã từ chối không xử lý việc này nữa") == 1
    assert (await steps(town, code))[-1] == ("appeal", "standing")


async def test_whoever_refused_it_cannot_take_it_again_in_another_post(town: Town) -> None:
    citizen, officer, code = await refused(town, "standing")
    await citizen.taps("case.appeal", code)
    await town.post("officer", "standing")
    officer.clear()
    await officer.taps("desk.accept", code)

    assert got(officer, "Không tìm thấy") == 1
    assert (await case_of(town, code)).taken_by is None


async def test_there_is_one_appeal_and_a_second_refusal_stands(town: Town) -> None:
    citizen, _, code = await refused(town, "standing")
    await citizen.taps("case.appeal", code)
    await citizen.taps("case.appeal", code)
    assert got(citizen, ONCE) == 1
    await reject(town.person("standing"), code, "Đã kiểm tra lại, việc này đúng là của cơ quan khác.")
    assert "case.appeal" not in {button.step for button in citizen.last.buttons}
    await citizen.taps("case.appeal", code)

    assert got(citizen, ONCE) == 2
    assert (await case_of(town, code)).status is Status.REJECTED


async def test_with_nobody_else_there_the_refusal_stays_and_the_appeal_is_not_used_up(town: Town) -> None:
    citizen, _, code = await refused(town, "head-07339")
    await citizen.taps("case.appeal", code)
    assert got(citizen, "chưa có đơn vị nào khác nhận xem lại") == 1
    assert (await case_of(town, code)).appealed is False

    await town.post("standing", "standing")
    await citizen.types(f"đề nghị xem lại {code}")
    assert (await case_of(town, code)).holder == "standing"


async def test_only_its_reporter_can_ask_for_it_and_only_after_a_refusal(town: Town) -> None:
    citizen, officer, code = await refused(town, "standing")
    stranger = town.person("stranger")
    await report(stranger)
    await stranger.taps("case.appeal", code)
    await officer.taps("case.appeal", code)
    assert got(stranger, "Không tìm thấy") == got(officer, "Không tìm thấy") == 1
    other = await report(citizen)
    await citizen.taps("case.appeal", other)

    assert got(citizen, "đã chuyển sang bước khác") == 1
    assert (await case_of(town, code)).status is Status.REJECTED


async def test_a_case_that_was_appealed_is_open_again_and_counted_once(town: Town) -> None:
    citizen, _, code = await refused(town, "standing")
    await citizen.taps("case.appeal", code)
    rows = await town.world.db.read.fetch("SELECT action, delta FROM history WHERE code = ? AND delta <> 0", code)

    assert [tuple(row) for row in rows] == [("file", 1), ("reject", -1), ("appeal", 1)]
