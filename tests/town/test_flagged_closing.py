"""A closing without day or proof, or with words used before, counts as flagged; the citizen reads what was done."""

import pytest

from handlers.casework.cases import Finding, Status
from handlers.casework.categories import Category
from tests.fakes.town_people import ANSWER, answer, case_of, finish, got, report, story
from tests.house_under_test import VOICE, Town

OTHER = "Đã sửa xong hàng ghế ở phòng chờ, thêm hai quạt trần."


async def test_an_answer_in_order_tells_the_citizen_day_and_document_and_is_not_flagged(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("citizen")
    code = await report(citizen)
    await answer(officer, code)

    case = await case_of(town, code)
    assert (case.flags, case.document, str(case.done_on)) == ((), "12/TB-UBND", "2026-11-16")
    assert got(citizen, "Ngày làm xong: thứ Hai 16/11") == 1
    assert got(citizen, "12/TB-UBND") == 1
    assert [row.action for row in await story(town, code)][-1] == "answer"


async def test_without_day_and_proof_it_goes_all_the_same_but_flagged_and_the_official_knew(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("citizen")
    code = await report(citizen)
    await answer(officer, code, day="no", proof="no")

    case = await case_of(town, code)
    assert (case.status, case.flags) == (Status.ANSWERED, ("no_day", "no_proof"))
    assert got(officer, "được ghi là đóng cần xem lại") == 1
    assert [(row.action, row.note) for row in await story(town, code)][-1] == ("flag", "no_day no_proof")
    assert not any("cần xem lại" in message.text for message in citizen.messages)


async def test_nearly_the_same_answer_as_before_in_that_unit_is_flagged(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    other = await town.post("other", "officer-07228")
    first, second = await report(town.person("a")), await report(town.person("b"))
    elsewhere = await report(town.person("c"), unit="07228")
    await answer(officer, first)
    await answer(officer, second, ANSWER.replace("quầy 1", "quầy 2").upper())
    await answer(other, elsewhere)

    assert [(await case_of(town, code)).flags for code in (first, second, elsewhere)] == [(), ("repeated",), ()]


async def test_only_the_last_twenty_answers_of_the_unit_are_compared(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    first = await report(town.person("a"))
    await answer(officer, first)
    async with town.world.db.write() as tx:
        for n in range(20):
            await tx.execute(
                "INSERT INTO history (code, seq, at, unit, category, action, note, delta)"
                " VALUES (?, ?, ?, '07339', 'delay', 'answer', ?, 0)",
                *(first, 100 + n, town.world.clock.ms() + 1, f"{n} {chr(97 + n) * 60}"),
            )
    code = await report(town.person("b"))
    await answer(officer, code)

    assert (await case_of(town, code)).flags == ()


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_a_boilerplate_is_flagged(town: Town, language: str) -> None:
    officer = await town.post("officer", "officer-07339")
    code = await report(town.person("a"))
    await answer(officer, code, VOICE.text(language, "template.2"))

    assert (await case_of(town, code)).flags == ("template",)


@pytest.mark.parametrize(
    ("finding", "told"),
    [("founded", "phản ánh đúng."), ("unfounded", "không đúng như phản ánh"), ("cannot_verify", "chưa xác minh được")],
)
async def test_a_case_about_behaviour_ends_with_what_was_found_out(town: Town, finding: Finding, told: str) -> None:
    head, citizen = await town.post("head", "head-07339"), town.person("citizen")
    code = await report(citizen, "Nhân viên quầy 3 to tiếng với tôi", category=Category.ATTITUDE, about="staff")
    await answer(head, code, OTHER, finding=finding)

    assert (await case_of(town, code)).finding == finding
    assert got(citizen, told) == 1


async def test_a_case_about_behaviour_is_not_closed_without_a_finding(town: Town) -> None:
    head, citizen = await town.post("head", "head-07339"), town.person("citizen")
    code = await report(citizen, "Nhân viên quầy 3 to tiếng với tôi", category=Category.ATTITUDE, about="staff")
    await head.taps("desk.answer", code)
    async with town.world.db.write() as tx:
        await tx.execute("UPDATE conversations SET state = json_set(state, '$.findings', json('false'))")
    await head.types(OTHER)
    await finish(head, code)

    assert (await case_of(town, code)).status is Status.FORWARDED
    assert got(head, "cần chọn kết quả xác minh") == 1


async def test_flags_and_acts_that_came_too_late_are_not_in_the_citizens_timeline(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("citizen")
    code = await report(citizen)
    await answer(officer, code, day="no", proof="no")
    await officer.taps("desk.grant", code)
    assert [row.action for row in await story(town, code)][-2:] == ["flag", "denied"]
    await citizen.taps("case.show", code)

    assert "trả lời" in citizen.last.text
    assert "cập nhật" not in citizen.last.text
