"""Whatever the clock has to tell a person at once is told in one message, and only what that person may still have."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from bot import telling
from bot.channels.channel import Unreachable
from bot.views import line
from bot.work import Work
from handlers.casework.cases import Case
from handlers.casework.views import CaseLine
from handlers.flows.gathered import Told, together
from handlers.talk.says import Say
from storage import cases, due_notices
from storage.times import ZONE
from tests.fakes.town_people import answer, case_of, got, leave, person_id, report
from tests.house_under_test import Person, Town, open_town


def on(day: int, hour: int = 9, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZONE)


CHAIN = (("officer", "officer-07339"), ("head", "head-07339"), ("standing", "standing"))


async def filed(town: Town, count: int) -> list[str]:
    """Fill the chain and let so many citizens file a case each; nothing is read yet."""
    for user, post in CHAIN:
        await town.post(user, post)
    codes = [await report(town.person(f"citizen-{n}")) for n in range(count)]
    for user, _ in CHAIN:
        town.person(user).clear()
    return codes


def spoken(person: Person) -> str:
    return "\n".join(message.text for message in person.messages)


def shown(code: str) -> str:
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


async def test_five_cases_that_fall_due_at_the_same_hour_are_one_message_to_each(town: Town) -> None:
    codes = await filed(town, 5)
    await town.until(on(18, 10))
    officer, head = town.person("officer"), town.person("head")

    assert len(officer.messages) == 1
    assert "Có 5 việc cần anh/chị xem" in officer.last.text
    assert "Đã qua nửa thời hạn" in officer.last.text
    assert all(shown(code) in officer.last.text for code in codes)
    officer.clear()
    await town.until(on(19, 17))
    assert (len(officer.messages), len(head.messages)) == (1, 1)
    assert "Quá hạn, nay chuyển thêm tới anh/chị (5)" in head.last.text
    assert {button.value for button in head.last.buttons if button.step == "desk.open"} == set(codes)


async def test_after_weeks_off_each_person_gets_one_message_and_nothing_is_missing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        codes = await filed(town, 12)
    async with open_town(tmp_path, start=on(21, 8, 12)) as town:
        for _ in range(3):
            await town.tick()

        for user in ("officer", "head", "standing"):
            person = town.person(user)
            told = [message.text for message in person.messages if not message.text.startswith(("Tuần", "Tháng"))]
            assert len(told) == 1, user
            assert all(shown(code) in told[0] for code in codes), user
        for n in range(12):
            assert len(town.person(f"citizen-{n}").messages) == 1


async def test_one_case_alone_comes_as_its_whole_card(town: Town) -> None:
    (code,) = await filed(town, 1)
    await town.until(on(18, 10))

    officer = town.person("officer")
    assert len(officer.messages) == 1
    assert officer.last.text.startswith("Nhắc việc")
    assert {button.step for button in officer.last.buttons} >= {"desk.accept", "desk.answer"}
    assert shown(code) in officer.last.text


async def test_a_citizen_with_three_cases_reads_of_them_in_one_message(town: Town) -> None:
    for user, post in CHAIN:
        await town.post(user, post)
    citizen = town.person("citizen")
    codes = [await report(citizen) for _ in range(3)]
    citizen.clear()
    await town.until(on(19, 17))

    assert len(citizen.messages) == 1
    assert "Có tin mới về 3 phản ánh" in citizen.last.text
    assert all(shown(code) in citizen.last.text for code in codes)


async def test_what_a_crash_left_noted_is_told_at_the_next_tick_once(town: Town) -> None:
    (code,) = await filed(town, 1)
    officer = town.person("officer")
    person = await person_id(officer)
    async with town.world.db.write() as tx:
        await due_notices.note(tx, person, code, "reminder", post=None, at=town.world.clock.now())
    for _ in range(3):
        await town.tick()

    assert got(officer, "Nhắc việc") == 1


async def test_a_notice_of_a_case_that_was_answered_meanwhile_is_not_told(town: Town) -> None:
    (code,) = await filed(town, 1)
    officer, head = town.person("officer"), town.person("head")
    person = await person_id(head)
    await answer(officer, code)
    async with town.world.db.write() as tx:
        await due_notices.note(tx, person, code, "escalated", post="officer-07339", at=town.world.clock.now())
    await telling.tell(town.world)
    await town.settle()

    assert got(head, shown(code)) == 0
    assert await due_notices.persons(town.world.db.read, town.world.clock.now(), 9) == []


async def test_a_case_that_its_reader_may_no_longer_have_is_left_out_at_sending(town: Town) -> None:
    first, second, third = await filed(town, 3)
    head = town.person("head")
    town.line.trouble["head"] = [Unreachable("blocked")]
    await town.until(on(19, 17))
    assert head.messages == []
    case = await case_of(town, second)
    async with town.world.db.write() as tx:
        await cases.save(tx, case.model_copy(update={"recused": (await person_id(head),)}), case.due_at)
    await head.types("Tôi đây")

    gathered = next(message for message in head.messages if "Có 2 việc cần anh/chị xem" in message.text)
    assert shown(first) in gathered.text
    assert shown(third) in gathered.text
    assert second not in "".join(message.model_dump_json() for message in head.messages)
    assert shown(second) not in spoken(head)


@pytest.mark.parametrize("who", ["officer", "head"])
async def test_whoever_left_the_post_is_told_nothing(town: Town, who: str) -> None:
    codes = await filed(town, 2)
    person = town.person(who)
    await leave(town, person, f"{who}-07339")
    await town.until(on(19, 17))

    assert not any(shown(code) in spoken(person) for code in codes)


async def test_a_shut_door_for_many_cases_lets_each_of_them_go_on(town: Town) -> None:
    codes = await filed(town, 3)
    town.line.trouble["officer"] = [Unreachable("blocked")]
    await town.until(on(18, 10))

    for code in codes:
        assert (await case_of(town, code)).reach == ("officer-07339", "head-07339")
        assert got(town.person("head"), shown(code)) == 1


async def test_a_hundred_cases_are_one_message_of_some_twenty_lines_and_a_number(town: Town) -> None:
    codes = await filed(town, 40)
    head = town.person("head")
    await town.until(on(19, 17))

    assert len(head.messages) == 1
    assert len(head.last.text.splitlines()) <= 22
    assert len(head.last.text) <= 4_000
    assert "… và 21 việc nữa" in head.last.text
    assert any(button.step == "desk.inbox" for button in head.last.buttons)
    assert sum(shown(code) in head.last.text for code in codes) == 19


async def test_a_shut_door_lets_also_the_cases_go_on_that_a_long_message_only_counts(town: Town) -> None:
    codes = await filed(town, 30)
    town.line.trouble["officer"] = [Unreachable() for _ in range(30)]
    await town.until(on(18, 10))

    for code in codes:
        assert "head-07339" in (await case_of(town, code)).reach


async def test_a_case_that_cannot_be_told_silences_no_other_and_is_tried_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes, shown_line = await filed(town, 3), line

    def failing(work: Work, case: Case) -> CaseLine:
        if case.code == codes[0]:
            raise ValueError("poison")
        return shown_line(work, case)

    monkeypatch.setattr(telling, "line", failing)
    officer = town.person("officer")
    await town.until(on(18, 10))
    assert "Có 2 việc cần anh/chị xem" in officer.last.text
    monkeypatch.undo()
    await town.advance(hours=1)
    assert shown(codes[0]) in officer.last.text
    assert len(officer.messages) == 2


async def test_a_person_who_cannot_be_told_silences_nobody_else(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await filed(town, 2)
    head, officer = town.person("head"), town.person("officer")

    def failing(told: Sequence[Told]) -> Say:
        if any(one.kind == "overdue" for one in told):
            raise ValueError("poison")
        return together(told)

    monkeypatch.setattr(telling, "together", failing)
    await town.until(on(19, 17))
    assert "Quá hạn, nay chuyển thêm" in head.last.text
    assert officer.messages == []
    monkeypatch.undo()
    await town.advance(hours=1)
    assert "Đã quá hạn" in officer.last.text
