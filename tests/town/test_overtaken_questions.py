"""A question to the reporter that somebody's act has overtaken: what the reporter sends is kept all the same."""

import pytest

from handlers.casework.cases import Status
from tests.fakes.town_people import answer, case_of, got, recuse, report, steps, transfer
from tests.house_under_test import Person, Town

QUESTION = "Số giấy hẹn là gì?"
DROPPED = "Câu hỏi trước không cần trả lời nữa"


async def asked(official: Person, code: str) -> None:
    """Let an official ask the reporter something."""
    await official.taps("desk.ask", code)
    await official.types(QUESTION)


async def test_an_answer_that_a_transfer_overtook_reaches_the_new_holder_as_an_addition(town: Town) -> None:
    officer, head = await town.post("officer", "officer-07339"), await town.post("head", "head-07339")
    lan = town.person("lan")
    code = await report(lan)
    await asked(officer, code)
    await lan.taps("case.reply", code)
    await transfer(officer, code, "head-07339")
    assert got(lan, DROPPED) == 1
    assert (await case_of(town, code)).question == ""
    await lan.types("Số 15 ạ, ngày 2/11")

    assert got(head, "Số 15 ạ") == 1
    assert (await steps(town, code))[-1][0] == "add"
    assert (await case_of(town, code)).status is Status.FORWARDED
    await lan.types("Chào anh chị")
    assert (await steps(town, code))[-1][0] == "add"


async def test_an_answer_that_the_officials_answer_overtook_is_kept(town: Town) -> None:
    officer, lan = await town.post("officer", "officer-07339"), town.person("lan")
    code = await report(lan)
    await asked(officer, code)
    await lan.taps("case.reply", code)
    await answer(officer, code)
    await lan.types("Số 15 ạ, ngày 2/11")

    assert got(officer, "Số 15 ạ") == 1


async def test_a_transfer_without_a_question_says_nothing_of_one(town: Town) -> None:
    officer, _ = await town.post("officer", "officer-07339"), await town.post("head", "head-07339")
    lan = town.person("lan")
    code = await report(lan)
    await transfer(officer, code, "head-07339")

    assert not got(lan, DROPPED)


@pytest.mark.parametrize("colleague", [True, False])
async def test_a_reply_to_a_case_that_nobody_took_leaves_it_to_be_taken(town: Town, colleague: bool) -> None:
    officer, lan = await town.post("officer", "officer-07339"), town.person("lan")
    if colleague:
        await town.post("colleague", "officer-07339")
    code = await report(lan)
    await asked(officer, code)
    await recuse(officer, code)
    case = await case_of(town, code)
    assert case.question == (QUESTION if colleague else "")
    await lan.taps("case.reply", code)
    await lan.types("Số 15 ạ, ngày 2/11")

    case = await case_of(town, code)
    assert (case.status, case.taken_by) == (Status.FORWARDED if colleague else Status.NEW, None)
