"""While a holder is away whoever acts knows it, once and in one message; what was taken comes back to the post."""

from datetime import datetime, time, timedelta
from pathlib import Path

from bot.channels.channel import Unreachable
from bot.importing import apply, propose_posts
from bot.invitations import invite
from handlers.casework.cases import Status
from handlers.casework.categories import Category
from storage.times import ZONE
from tests.fakes import spells
from tests.fakes.seats import absent, change, seat
from tests.fakes.town_people import address, answer, case_of, got, leave, person_id, report, steps
from tests.house_under_test import MONDAY, Person, Town, open_town

OFFICER, HEAD = "officer-07339", "head-07339"


def midnight(days: int) -> datetime:
    """Give the beginning of a day so many days after the Monday."""
    return datetime.combine((MONDAY + timedelta(days=days)).date(), time(), ZONE)


async def away(town: Town, official: Person, first: int, last: int) -> None:
    """Note that a person is away from one day to another, both included, counted from the Monday."""
    await spells.away(town, address(official), midnight(first), midnight(last + 1))


async def staff(town: Town) -> tuple[Person, Person]:
    """Seat an officer and a deputy."""
    officer = await seat(town, town.person("officer"), OFFICER, name="Bà An")
    return officer, await seat(town, town.person("dung"), OFFICER, name="Ông Dũng", deputy=True)


async def filed(town: Town, count: int) -> list[str]:
    """Let so many citizens file a case each."""
    return [await report(town.person(f"citizen-{n}")) for n in range(count)]


def shown(code: str) -> str:
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


def hear_nothing(*persons: Person) -> None:
    for one in persons:
        one.clear()


async def test_the_deputy_is_told_once_of_all_that_lies_there_and_the_overdue_come_first(town: Town) -> None:
    officer, deputy = await staff(town)
    late = await report(town.person("lan"), category=Category.DELAY)
    await town.advance(days=6)
    (soon,) = await filed(town, 1)
    hear_nothing(officer, deputy)
    await away(town, officer, 7, 9)
    await town.until(midnight(7) + timedelta(hours=8))
    await town.advance(minutes=5)

    told = [one.text for one in deputy.messages if "Có người vắng mặt" in one.text]
    assert len(told) == 1
    assert told[0].startswith("Có người vắng mặt, nên 2 việc đang chờ anh/chị:")
    assert "đến hết thứ Tư 25/11" in told[0]
    assert (await case_of(town, late)).due_at < (await case_of(town, soon)).due_at  # type: ignore[operator]
    assert told[0].index(shown(late)) < told[0].index(shown(soon))
    buttons = [one.value for one in deputy.messages[0].buttons if one.step == "desk.open"]
    assert buttons == [late, soon]
    assert got(officer, "Có người vắng mặt") == 0


async def test_who_is_back_is_told_once_of_what_waits_and_the_deputy_that_it_is_over(town: Town) -> None:
    officer, deputy = await staff(town)
    codes = await filed(town, 4)
    await away(town, officer, 1, 1)
    await town.advance(days=1)
    hear_nothing(officer, deputy)
    for _ in range(3):
        await town.until(max(midnight(2), town.world.clock.now() + timedelta(minutes=2)))

    assert [one.text.splitlines()[0] for one in officer.messages] == ["Anh/chị đã trở lại: 4 việc đang chờ."]
    assert all(shown(code) in officer.last.text for code in codes)
    assert got(deputy, "anh/chị không còn xử lý thay") == 1


async def test_a_restart_tells_nothing_again_and_forgets_nothing_that_came_meanwhile(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        officer, deputy = await staff(town)
        await away(town, officer, 1, 3)
        await filed(town, 2)
        hear_nothing(officer, deputy)
        assert deputy.messages == []
    async with open_town(tmp_path, start=midnight(2)) as town:
        await town.tick()
        assert got(town.person("dung"), "2 việc đang chờ") == 1
    async with open_town(tmp_path, start=midnight(2) + timedelta(minutes=1)) as town:
        await town.tick()
        assert town.person("dung").messages == []
    async with open_town(tmp_path, start=midnight(6)) as town:
        await town.tick()
        await town.tick()
        assert got(town.person("officer"), "Anh/chị đã trở lại: 2 việc đang chờ") == 1


async def test_who_was_away_only_while_the_program_stood_still_is_told_when_it_runs_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        officer, _ = await staff(town)
        await away(town, officer, 1, 2)
        await filed(town, 1)
    async with open_town(tmp_path, start=midnight(4)) as town:
        await town.tick()
        await town.tick()

        assert got(town.person("officer"), "Anh/chị đã trở lại: 1 việc") == 1
        assert town.person("dung").messages == []


async def test_without_a_deputy_the_level_above_gets_all_of_it_in_one_message(town: Town) -> None:
    officer = await seat(town, town.person("officer"), OFFICER)
    head = await seat(town, town.person("head"), HEAD)
    codes = await filed(town, 3)
    hear_nothing(officer, head)
    await absent(town, officer)
    for _ in range(3):
        await town.advance(minutes=1)

    assert len(head.messages) == 1
    assert head.last.text.startswith("Có người vắng mặt, nên 3 việc đang chờ anh/chị:")
    assert "không có người thay" in head.last.text
    assert all(shown(code) in head.last.text for code in codes)
    assert (await case_of(town, codes[0])).holder == HEAD


async def test_with_a_deputy_the_post_still_owes_the_answer(town: Town) -> None:
    officer, _ = await staff(town)
    head = await seat(town, town.person("head"), HEAD)
    (code,) = await filed(town, 1)
    await absent(town, officer)
    await town.advance(minutes=61)

    case = await case_of(town, code)
    assert (case.holder, case.reach) == (OFFICER, (OFFICER,))
    assert head.messages == head.messages[:1]
    assert got(head, shown(code)) == 0


async def test_two_absences_that_follow_one_another_are_one(town: Town) -> None:
    officer, deputy = await staff(town)
    await filed(town, 1)
    await away(town, officer, 1, 1)
    await away(town, officer, 2, 3)
    hear_nothing(officer, deputy)
    await town.until(midnight(1))
    await town.until(midnight(2))
    await town.advance(minutes=1)

    assert [got(deputy, words) for words in ("Có người vắng mặt", "đến hết thứ Năm 19/11")] == [1, 1]
    assert officer.messages == []


async def test_when_the_deputy_goes_away_too_the_level_above_is_told(town: Town) -> None:
    officer, deputy = await staff(town)
    head = await seat(town, town.person("head"), HEAD)
    (code,) = await filed(town, 1)
    await absent(town, officer)
    await town.advance(minutes=1)
    hear_nothing(deputy, head)
    await absent(town, deputy)
    await town.advance(minutes=1)

    assert (got(head, shown(code)), len(head.messages), deputy.messages) == (1, 1, [])


async def test_a_colleague_who_is_there_anyway_is_told_nothing(town: Town) -> None:
    officer, _ = await staff(town)
    other = await seat(town, town.person("other"), OFFICER)
    await filed(town, 1)
    hear_nothing(other)
    await absent(town, officer)
    await town.advance(minutes=1)

    assert other.messages == []


async def test_the_message_names_no_case_that_its_reader_must_not_have(town: Town) -> None:
    inspector = await seat(town, town.person("inspector"), "inspector")
    head = await seat(town, town.person("head"), HEAD)
    await seat(town, head, "inspector", deputy=True)
    standing = await seat(town, town.person("standing"), "standing")
    code = await report(town.person("lan"), category=Category.ATTITUDE, about="leader")
    await absent(town, inspector)
    await town.advance(minutes=1)

    assert not any(shown(code) in one.text for one in head.messages)
    assert got(standing, "không có người thay") == 1
    assert got(standing, shown(code)) == 1


async def test_a_case_that_came_in_the_very_second_is_not_told_twice(town: Town) -> None:
    officer, deputy = await staff(town)
    await absent(town, officer)
    (code,) = await filed(town, 1)
    await town.advance(minutes=1)

    assert got(deputy, shown(code)) == 1


async def test_when_a_deputy_cannot_be_reached_the_cases_go_on_to_the_level_above(town: Town) -> None:
    officer, deputy = await staff(town)
    head = await seat(town, town.person("head"), HEAD)
    codes = await filed(town, 2)
    town.line.trouble[deputy.user] = [Unreachable()] * 5
    await absent(town, officer)
    await town.advance(minutes=1)

    assert all(got(head, shown(code)) for code in codes)


async def test_an_absence_of_the_past_that_is_noted_now_is_told_to_nobody(town: Town) -> None:
    officer, deputy = await staff(town)
    hear_nothing(officer, deputy)
    file = "record,post,name,from,to\nabsence,officer-07339,Bà An,2026-11-02,2026-11-04\n"
    async with town.world.db.write() as tx:
        await apply(town.world, tx, await propose_posts(town.world, tx, file, "csv"))
    await town.advance(minutes=1)

    assert (officer.messages, deputy.messages) == ([], [])


async def test_a_deputy_is_welcomed_as_one_who_stands_in_and_reads_when(town: Town) -> None:
    officer = await seat(town, town.person("officer"), OFFICER)

    async def joins(user: str) -> str:
        made = await invite(town.world, OFFICER, name=user, deputy=True, valid=timedelta(days=30))
        await town.person(user).command("join", made.token)
        return town.person(user).messages[0].text

    there = await joins("dung")
    await away(town, officer, 2, 4)
    planned = await joins("binh")
    await town.advance(days=2)
    now = await joins("hoa")

    for text in (there, planned, now):
        assert text.startswith("Chào anh/chị. Anh/chị xử lý thay bộ phận một cửa xã Tân Yên khi")
        assert "vai trò" not in text
    assert "Hiện người phụ trách đang có mặt" in there
    assert "sẽ vắng từ thứ Tư 18/11 đến hết thứ Sáu 20/11" in planned
    assert "Hiện người phụ trách vắng đến hết thứ Sáu 20/11" in now


async def test_who_is_marked_as_away_reads_why_the_desk_is_empty_and_who_acts(town: Town) -> None:
    officer, _ = await staff(town)
    (code,) = await filed(town, 1)
    await away(town, officer, 0, 3)
    await officer.command("desk")

    assert "Anh/chị đang được ghi là vắng mặt đến hết thứ Năm 19/11." in officer.last.text
    assert "Ông Dũng đang xử lý thay" in officer.last.text
    assert "tôi đã trở lại" in officer.last.text
    for act in ("desk.open", "desk.accept", "desk.answer"):
        await officer.taps(act, code)
        assert officer.last.text.startswith("Anh/chị đang được ghi là vắng mặt, nên tạm thời không mở được phản ánh")
        assert "Ông Dũng đang xử lý thay" in officer.last.text


async def test_who_is_marked_as_away_learns_nothing_of_cases_that_are_not_his(town: Town) -> None:
    officer, _ = await staff(town)
    await seat(town, town.person("inspector"), "inspector")
    code = await report(town.person("lan"), category=Category.ATTITUDE, about="leader")
    await absent(town, officer)
    await officer.taps("desk.open", code)
    other = officer.last.text
    await officer.taps("desk.open", "123123123")

    assert other == officer.last.text
    assert other.startswith("Không tìm thấy")


async def test_without_a_deputy_who_is_away_reads_who_is_above(town: Town) -> None:
    officer = await seat(town, town.person("officer"), OFFICER)
    await seat(town, town.person("head"), HEAD)
    await absent(town, officer)
    await officer.command("desk")

    assert "chưa rõ ngày trở lại" in officer.last.text
    assert "không có người thay, nên việc chuyển lên" in officer.last.text


async def test_i_am_back_ends_the_own_absence_at_once_and_is_answered_once(town: Town) -> None:
    officer, deputy = await staff(town)
    codes = await filed(town, 2)
    await away(town, officer, 0, 3)
    await town.tick()
    hear_nothing(officer, deputy)
    await officer.types("tôi đã trở lại")
    await town.advance(minutes=2)

    assert len(officer.messages) == 1
    assert officer.last.text.startswith("Đã ghi nhận anh/chị trở lại")
    assert all(shown(code) in officer.last.text for code in codes)
    assert got(deputy, "không còn xử lý thay") == 1
    hear_nothing(officer, deputy)
    (code,) = await filed(town, 1)
    assert (got(officer, shown(code)), got(deputy, shown(code))) == (1, 0)
    await officer.types("toi da tro lai")
    assert officer.last.text.startswith("Anh/chị không bị ghi là vắng mặt.")


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


async def test_the_card_in_the_chat_does_not_go_on_saying_that_the_deputy_has_it_in_hand(town: Town) -> None:
    officer, deputy = await staff(town)
    other = await seat(town, town.person("other"), HEAD)
    (code,) = await filed(town, 1)
    await officer.taps("desk.open", code)
    await away(town, officer, 0, 0)
    await town.tick()
    await deputy.taps("desk.open", code)
    await deputy.taps("desk.accept", code)
    await town.until(midnight(1))

    changed = [one for one in deputy.messages if one.replaces]
    assert "không còn ở bàn của anh/chị" in changed[-1].text
    assert not any("Ông Dũng" in one.text for one in officer.messages[-2:])
    assert got(other, "Ông Dũng") == 0


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
