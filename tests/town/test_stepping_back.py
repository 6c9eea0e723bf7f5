"""Whoever says that a case concerns him loses it at once; the case goes on, and the citizen reads no reason."""

from handlers.casework.cases import Status
from tests.fakes.town_people import answer, case_of, got, leave, person_id, recuse, report, steps
from tests.house_under_test import Town

GONE = "Không tìm thấy phản ánh nào như vậy"


async def test_a_colleague_goes_on_where_there_is_one(town: Town) -> None:
    first, second = await town.post("first", "officer-07339"), await town.post("second", "officer-07339")
    citizen = town.person("citizen")
    code = await report(citizen)
    await first.taps("desk.accept", code)
    await recuse(first, code)

    case = await case_of(town, code)
    assert (case.holder, case.taken_by, case.status) == ("officer-07339", None, Status.FORWARDED)
    assert case.recused == (await person_id(first),)
    await second.taps("desk.accept", code)
    assert (await case_of(town, code)).taken_by == await person_id(second)


async def test_whoever_steps_back_sees_acts_and_learns_nothing_more(town: Town) -> None:
    officer, head = await town.post("officer", "officer-07339"), await town.post("head", "head-07339")
    code = await report(town.person("citizen"))
    await officer.taps("desk.accept", code)
    await recuse(officer, code)
    officer.clear()
    for step in ("desk.open", "desk.accept", "desk.answer", "desk.transfer", "desk.reject", "desk.recuse"):
        await officer.taps(step, code)
    assert got(officer, GONE) == 6
    await officer.taps("desk.inbox")
    assert code not in {button.value for button in officer.last.buttons}
    officer.clear()
    await head.taps("desk.accept", code)
    await answer(head, code)
    assert all(one.replaces and "không còn ở bàn của anh/chị" in one.text for one in officer.messages)


async def test_with_nobody_left_at_the_post_it_goes_up_and_the_citizen_is_told_in_neutral_words(town: Town) -> None:
    officer, head = await town.post("officer", "officer-07339"), await town.post("head", "head-07339")
    citizen = town.person("citizen")
    code = await report(citizen)
    due = (await case_of(town, code)).due_at
    await recuse(officer, code)

    case = await case_of(town, code)
    assert (case.holder, case.status, case.due_at) == ("head-07339", Status.FORWARDED, due)
    assert got(head, "xin không xử lý") == 1
    assert got(citizen, "giao cho người khác xử lý, để việc xem xét được khách quan") == 1
    assert not any("liên quan" in message.text for message in citizen.messages)
    assert ("recuse", "officer-07339") in await steps(town, code)


async def test_with_nobody_left_at_all_it_waits_and_goes_to_whoever_comes(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("citizen")
    code = await report(citizen)
    await recuse(officer, code)
    case = await case_of(town, code)
    assert (case.holder, case.status) == (None, Status.NEW)
    citizen.clear()

    await town.post("head", "head-07339")
    await town.tick()
    case = await case_of(town, code)
    assert (case.holder, case.status) == ("head-07339", Status.FORWARDED)
    assert got(citizen, "Chủ tịch UBND xã Tân Yên") == 1


async def test_whoever_stepped_back_does_not_get_it_by_coming_to_the_post_anew(
    town: Town,
) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("citizen")
    code = await report(citizen)
    await recuse(officer, code)
    officer.clear()
    await leave(town, officer, "officer-07339")
    again = await town.post("officer", "officer-07339")
    await town.tick()

    assert (await case_of(town, code)).holder is None
    assert got(again, "ngày làm việc, trước") == 0


async def test_stepping_back_from_what_somebody_else_handles_changes_nothing_for_the_case(town: Town) -> None:
    first, second = await town.post("first", "officer-07339"), await town.post("second", "officer-07339")
    citizen = town.person("citizen")
    code = await report(citizen)
    await first.taps("desk.accept", code)
    citizen.clear()
    await recuse(second, code)

    case = await case_of(town, code)
    assert (case.taken_by, case.status) == (await person_id(first), Status.ACCEPTED)
    assert citizen.messages == []
