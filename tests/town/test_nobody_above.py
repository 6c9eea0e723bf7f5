"""Whoever comes, comes back or goes: no case stands still for it, and no request and no waiting one is in the way."""

from datetime import datetime, timedelta

import pytest
from pydantic import ValidationError

from bot import moving_on
from handlers.casework.cases import Status
from storage import cases
from storage.times import ZONE, to_ms
from tests.fakes.seats import seat
from tests.fakes.town_people import case_of, extend, got, leave, person_id, report, steps
from tests.house_under_test import Person, Town


def december(day: int) -> datetime:
    """Give an afternoon of December."""
    return datetime(2026, 12, day, 18, tzinfo=ZONE)


async def gone_until_december(town: Town, official: Person, how: str) -> None:
    """Let an official be away, or not yet in post, until the first of December."""
    async with town.world.db.write() as tx:
        if how == "away":
            away = (await person_id(official), town.world.clock.ms(), to_ms(december(1)))
            await tx.execute("INSERT INTO absences (person, since, until) VALUES ($1, $2, $3)", *away)
        else:
            await tx.execute("UPDATE holders SET since = $1 WHERE post = 'standing'", to_ms(december(1)))


@pytest.mark.parametrize("how", ["away", "later"])
async def test_an_overdue_case_goes_up_when_the_level_above_comes_by_its_day(town: Town, how: str) -> None:
    await town.post("head", "head-07339")
    standing = await town.post("standing", "standing")
    code = await report(town.person("lan"))
    await gone_until_december(town, standing, how)
    await town.advance(days=14)
    assert (await case_of(town, code)).reach == ("head-07339",)

    await town.until(december(2))
    await town.advance(minutes=1)

    assert "standing" in (await case_of(town, code)).reach
    assert got(standing, "Quá hạn") or got(standing, "quá hạn")


async def test_a_thousand_waiting_cases_keep_none_from_being_placed(town: Town) -> None:
    code = await report(town.person("lan"))
    last = await case_of(town, code)
    async with town.world.db.write() as tx:
        for at in range(1_000):
            await cases.save(tx, last.model_copy(update={"code": f"{at:09}", "unit": "07340"}), None)
        later = last.filed_at + timedelta(minutes=5)
        await tx.execute("UPDATE cases SET filed_at = $1 WHERE code = $2", to_ms(later), code)
    head = await town.post("head", "head-07339")
    await town.tick()

    assert (await case_of(town, code)).status is Status.FORWARDED
    assert got(head, "Mời anh/chị nhận xử lý") == 1


async def test_waiting_cases_are_not_read_again_before_the_organisation_or_the_minute_changes(town: Town) -> None:
    code = await report(town.person("lan"))
    await town.tick()
    async with town.world.db.write() as tx:
        await tx.execute("UPDATE cases SET body = '{}' WHERE code = $1", code)  # whoever reads it fails

    assert await moving_on.place_waiting(town.world) == 0
    town.world.clock.move(timedelta(minutes=1))
    with pytest.raises(ValidationError):
        await moving_on.place_waiting(town.world)


async def test_a_waiting_case_past_its_due_time_is_one_message_to_who_comes(town: Town) -> None:
    code = await report(town.person("lan"))
    await town.advance(days=20)
    head = await town.post("head", "head-07339")
    head.clear()
    await town.tick()
    await town.advance(minutes=2)

    assert len(head.messages) == 1
    assert "quá hạn" in head.last.text
    assert [action for action, _ in await steps(town, code)] == ["file", "forward", "escalate"]


async def test_a_request_whose_approver_left_goes_to_the_next_level(town: Town) -> None:
    officer, head = await town.post("officer", "officer-07339"), await town.post("head", "head-07339")
    standing = await town.post("standing", "standing")
    code = await report(town.person("lan"))
    await officer.taps("desk.accept", code)
    await extend(officer, code)
    await leave(town, head, "head-07339")
    standing.clear()
    await town.advance(minutes=1)

    asked = (await case_of(town, code)).extension
    assert asked is not None
    assert asked.level == ("standing",)
    await standing.taps("desk.grant", code)
    assert (await case_of(town, code)).extra_days == 3


async def test_a_request_that_nobody_may_decide_on_is_dropped_and_its_asker_told(town: Town) -> None:
    officer, head = await town.post("officer", "officer-07339"), await town.post("head", "head-07339")
    code = await report(town.person("lan"))
    await officer.taps("desk.accept", code)
    await extend(officer, code)
    await leave(town, head, "head-07339")
    await officer.taps("desk.extend", code)
    assert not got(officer, "đang chờ duyệt")
    await town.advance(minutes=1)

    assert (await case_of(town, code)).extension is None
    assert got(officer, "Không còn ai duyệt được yêu cầu gia hạn") == 1


async def test_a_case_left_with_its_approver_alone_is_the_approvers_to_act_on(town: Town) -> None:
    officer, head = await town.post("officer", "officer-07339"), await town.post("head", "head-07339")
    code = await report(town.person("lan"))
    await officer.taps("desk.accept", code)
    await extend(officer, code)
    await leave(town, officer, "officer-07339")
    await town.advance(minutes=1)
    await head.taps("desk.accept", code)

    case = await case_of(town, code)
    assert (case.holder, case.status, case.extension) == ("head-07339", Status.ACCEPTED, None)


async def test_nobody_decides_on_more_time_from_a_second_account(town: Town) -> None:
    officer = await town.post("officer", "officer-07339", name="Nguyễn Văn An")
    second = await town.post("second", "head-07339", name="Nguyễn Văn An")
    other = await seat(town, town.person("other"), "head-07339", name="Lê Thị Bình")
    code = await report(town.person("lan"))
    await officer.taps("desk.accept", code)
    second.clear()
    await extend(officer, code)
    await second.taps("desk.grant", code)
    assert (await case_of(town, code)).extra_days == 0
    assert not got(second, "xin gia hạn")

    await other.taps("desk.grant", code)
    assert (await case_of(town, code)).extra_days == 3
