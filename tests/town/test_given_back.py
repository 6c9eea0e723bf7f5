"""What somebody took who acts no more comes back to the post, so that another may take it."""

from bot import shut_doors
from bot.work import Work
from handlers.casework.cases import Status
from tests.fakes.seats import absent, change, seat
from tests.fakes.spells import HEAD, OFFICER, away, filed, hear_nothing, midnight, staff
from tests.fakes.town_people import answer, case_of, leave, person_id, steps
from tests.house_under_test import Town


async def test_what_a_deputy_took_comes_back_to_the_post_when_the_holder_is_back(town: Town) -> None:
    officer, deputy = await staff(town)
    (code,) = await filed(town, 1)
    await away(town, officer, 0, 0)
    await town.tick()
    await deputy.taps("desk.open", code)
    await deputy.taps("desk.accept", code)
    citizen = town.person("citizen-0")
    hear_nothing(citizen)
    await town.until(midnight(1))

    case = await case_of(town, code)
    assert (case.status, case.taken_by, case.holder) == (Status.FORWARDED, None, OFFICER)
    assert (await steps(town, code))[-1] == ("give_back", OFFICER)
    assert citizen.messages == []
    await officer.taps("desk.open", code)
    assert "Đang xử lý" not in officer.last.text
    await officer.taps("desk.accept", code)
    assert (await case_of(town, code)).taken_by == await person_id(officer)
    await deputy.taps("desk.open", code)
    assert deputy.last.text.startswith("Không tìm thấy")


async def test_no_card_in_any_chat_goes_on_saying_that_the_deputy_has_it_in_hand(town: Town) -> None:
    officer, deputy = await staff(town)
    head = await seat(town, town.person("head"), HEAD)
    (code,) = await filed(town, 1)
    await change(town, code, reach=(OFFICER, HEAD))
    await head.taps("desk.open", code)
    await away(town, officer, 0, 0)
    await town.tick()
    await deputy.taps("desk.open", code)
    await deputy.taps("desk.accept", code)
    assert "Ông Dũng" in head.last.text
    await town.until(midnight(1))

    assert head.last.replaces is not None
    assert "Ông Dũng" not in head.last.text
    assert "không còn ở bàn của anh/chị" in [one for one in deputy.messages if one.replaces][-1].text


async def test_what_a_holder_took_is_free_for_the_deputy_when_he_goes_away(town: Town) -> None:
    officer, deputy = await staff(town)
    (code,) = await filed(town, 1)
    await officer.taps("desk.accept", code)
    await absent(town, officer)
    await town.advance(minutes=1)

    assert (await case_of(town, code)).taken_by is None
    await deputy.taps("desk.accept", code)
    await answer(deputy, code)
    assert (await case_of(town, code)).status is Status.ANSWERED


async def test_an_open_question_stays_open_when_who_asked_it_is_gone(town: Town) -> None:
    officer, _ = await staff(town)
    (code,) = await filed(town, 1)
    await officer.taps("desk.ask", code)
    await officer.types("Anh chị cho biết số biên nhận của hồ sơ ạ")
    await absent(town, officer)
    await town.advance(minutes=1)

    case = await case_of(town, code)
    assert (case.status, case.taken_by) == (Status.NEED_INFO, None)


async def test_when_a_deputys_own_spell_ends_the_case_is_given_back(town: Town) -> None:
    officer, deputy = await staff(town)
    second = await seat(town, town.person("second"), OFFICER, deputy=True)
    (code,) = await filed(town, 1)
    await absent(town, officer)
    await town.advance(minutes=1)
    await deputy.taps("desk.accept", code)
    await leave(town, deputy, OFFICER)
    await town.advance(minutes=1)

    assert (await case_of(town, code)).taken_by is None
    assert (await steps(town, code))[-1] == ("give_back", OFFICER)
    await second.taps("desk.accept", code)
    assert (await case_of(town, code)).taken_by == await person_id(second)


async def test_when_a_holder_leaves_the_post_what_he_took_is_free_for_a_colleague(town: Town) -> None:
    officer, _ = await staff(town)
    await seat(town, town.person("other"), OFFICER)
    (code,) = await filed(town, 1)
    await officer.taps("desk.accept", code)
    await leave(town, officer, OFFICER)
    await town.advance(minutes=1)

    case = await case_of(town, code)
    assert (case.status, case.taken_by) == (Status.FORWARDED, None)


async def test_a_case_stays_with_whoever_took_it_and_still_acts_for_another_of_its_posts(town: Town) -> None:
    officer = await seat(town, town.person("officer"), OFFICER)
    await seat(town, town.person("other"), OFFICER)
    await seat(town, officer, HEAD)
    (code,) = await filed(town, 1)
    await change(town, code, reach=(OFFICER, HEAD))
    await officer.taps("desk.accept", code)
    await leave(town, officer, OFFICER)
    await town.advance(minutes=1)

    assert (await case_of(town, code)).taken_by == await person_id(officer)


async def test_what_was_taken_is_free_at_once_when_the_post_is_ended(town: Town) -> None:
    officer, _ = await staff(town)
    await seat(town, town.person("other"), OFFICER)
    (code,) = await filed(town, 1)
    await officer.taps("desk.accept", code)
    await leave(town, officer, OFFICER)
    async with town.world.db.write() as tx:
        work = Work(tx, town.world, town.world.clock.now())
        await shut_doors.deserted(work, OFFICER)
        await work.keep_parcels()

    assert (await case_of(town, code)).taken_by is None
