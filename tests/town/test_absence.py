"""While a holder is away whoever acts knows it, once and in one message, and so does who is back."""

from datetime import timedelta
from pathlib import Path

from bot.channels.channel import Unreachable
from bot.importing import apply, propose_posts
from handlers.casework.categories import Category
from tests.fakes.seats import absent, seat
from tests.fakes.spells import HEAD, OFFICER, away, filed, hear_nothing, midnight, shown, staff
from tests.fakes.town_people import case_of, got, report
from tests.house_under_test import Town, open_town


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


async def test_an_absence_that_is_noted_today_is_told_in_one_message_too(town: Town) -> None:
    await seat(town, town.person("officer"), OFFICER, name="Bà An")
    head = await seat(town, town.person("head"), HEAD)
    await filed(town, 3)
    hear_nothing(head)
    file = "record,post,name,from,to\nabsence,officer-07339,Bà An,2026-11-16,2026-11-17\n"
    here, town.world.here = town.world.here, frozenset()  # as the command line, which sends nothing itself
    async with town.world.db.write() as tx:
        await apply(town.world, tx, await propose_posts(town.world, tx, file, "csv"))
    town.world.here = here
    await town.house.postman._sweep()
    await town.advance(minutes=1)

    assert [one.text.splitlines()[0] for one in head.messages] == ["Có người vắng mặt, nên 3 việc đang chờ anh/chị:"]
