"""More time (xin gia hạn): before the due time, with a reason, decided by somebody else above, at most twice."""

from datetime import datetime, timedelta

import pytest

from bot.invitations import invite
from handlers.casework.cases import Status
from storage import cases
from storage.times import ZONE
from tests.fakes.town_people import answer, case_of, extend, got, recuse, report, steps, story
from tests.house_under_test import Person, Town

REASON = "Đang chờ kết quả đo đạc của chi nhánh"


def on(day: int, hour: int = 9, month: int = 11) -> datetime:
    """Give a moment of autumn 2026."""
    return datetime(2026, month, day, hour, tzinfo=ZONE)


async def accepted(town: Town, *kinds: str) -> tuple[Person, list[Person], str]:
    """Fill these posts, let a citizen report and the first of them accept; give citizen, officials and code."""
    officials = [await town.post(kind, f"{kind}-07339" if kind in ("officer", "head") else kind) for kind in kinds]
    citizen = town.person("citizen")
    code = await report(citizen)
    await officials[0].taps("desk.accept", code)
    for one in (citizen, *officials):
        one.clear()
    return citizen, officials, code


async def test_time_that_is_granted_moves_the_due_time_and_everybody_reads_why(town: Town) -> None:
    citizen, [officer, head], code = await accepted(town, "officer", "head")
    assert (await case_of(town, code)).due_at == on(19, 17)
    await extend(officer, code, 3, REASON)
    assert (await case_of(town, code)).due_at == on(19, 17), "not before somebody agrees"
    assert (got(citizen, REASON), got(head, REASON)) == (0, 1)

    await head.taps("desk.grant", code)

    case = await case_of(town, code)  # 24 November is a holiday
    assert (case.due_at, case.extra_days, case.extensions, case.extension) == (on(25, 17), 3, 1, None), (
        "24 November is a holiday"
    )
    assert (got(citizen, REASON), got(citizen, "17:00 thứ Tư 25/11")) == (1, 1)
    assert got(officer, "Cấp trên đã đồng ý gia hạn") == 1
    assert [action for action, _ in await steps(town, code)][-2:] == ["extend", "grant"]


async def test_time_that_is_refused_leaves_the_due_time_and_the_citizen_alone(town: Town) -> None:
    citizen, [officer, head], code = await accepted(town, "officer", "head")
    await extend(officer, code)
    await head.types(f"không duyệt {code}")

    case = await case_of(town, code)
    assert (case.due_at, case.extensions, case.extension) == (on(19, 17), 0, None)
    assert got(officer, "không đồng ý gia hạn") == 1
    assert citizen.messages == []
    assert [action for action, _ in await steps(town, code)][-1] == "refuse"


@pytest.mark.parametrize(("day", "extended"), [(19, 0), (20, 1)])
async def test_only_what_needed_the_granted_time_is_counted_apart(town: Town, day: int, extended: int) -> None:
    _, [officer, head], code = await accepted(town, "officer", "head")
    await extend(officer, code)
    await head.taps("desk.grant", code)
    await town.until(on(day, 16))
    await answer(officer, code)

    rows = await town.world.db.read.fetch("SELECT action, extended FROM history WHERE code = ? ORDER BY seq", code)
    assert {action: flag for action, flag in rows if action != "remind"} == {
        "file": 0,
        "forward": 0,
        "accept": 0,
        "extend": 0,
        "grant": 0,
        "answer": extended,
    }


async def test_whoever_asks_never_decides_even_if_he_holds_the_level_above_too(town: Town) -> None:
    _, [officer, head], code = await accepted(town, "officer", "head")
    made = await town.post("other", "head-07339")
    await officer.command("join", await invitation(town, "head-07339"))
    await extend(officer, code)
    officer.clear()
    await officer.taps("desk.grant", code)

    assert got(officer, "do cấp trên quyết định") == 1
    assert (await case_of(town, code)).extension is not None
    await made.taps("desk.grant", code)
    assert (await case_of(town, code)).extensions == 1
    await head.taps("desk.grant", code)
    assert got(head, "không có đề nghị gia hạn nào đang chờ") == 1
    assert (await case_of(town, code)).extensions == 1


async def invitation(town: Town, post: str) -> str:
    """Give the token of a fresh invitation."""
    return (await invite(town.world, post, name="Bà Mẫu", valid=timedelta(days=3))).token


async def test_a_case_without_a_due_time_is_not_called_late(town: Town) -> None:
    _, [officer, _], code = await accepted(town, "officer", "head")
    undated = (await case_of(town, code)).model_copy(update={"due_at": None})
    async with town.world.db.write() as tx:
        await cases.save(tx, undated, None)
    await officer.taps("desk.extend", code)

    assert (got(officer, "không đặt hạn, nên không cần gia hạn"), got(officer, "đã đến hạn")) == (1, 0)


async def test_after_the_due_time_nothing_is_asked_for_or_granted(town: Town) -> None:
    citizen, [officer, head], code = await accepted(town, "officer", "head")
    await extend(officer, code)
    await town.until(on(19, 17))
    citizen.clear()
    await head.taps("desk.grant", code)

    case = await case_of(town, code)
    assert (case.due_at, case.extensions) == (on(19, 17), 0)
    assert got(head, "không gia hạn được nữa") == 1
    assert citizen.messages == []
    assert (await story(town, code))[-1].note == "grant: extend_late"
    await officer.taps("desk.extend", code)
    assert got(officer, "không gia hạn được nữa") == 1


async def test_time_is_granted_twice_at_most_and_asked_for_one_at_a_time(town: Town) -> None:
    _, [officer, head], code = await accepted(town, "officer", "head")
    for time in (1, 2):
        await extend(officer, code, 1)
        await officer.taps("desk.extend", code)
        assert got(officer, "đang chờ cấp trên quyết định") == time
        await head.taps("desk.grant", code)
    await officer.taps("desk.extend", code)

    assert got(officer, "đã được gia hạn đủ số lần") == 1
    assert (await case_of(town, code)).extra_days == 2


async def test_where_nobody_is_above_it_is_said_and_nothing_changes(town: Town) -> None:
    _, [officer], code = await accepted(town, "officer")
    await officer.taps("desk.extend", code)

    assert got(officer, "Chưa có ai ở cấp trên") == 1
    assert (await case_of(town, code)).extension is None


async def test_more_days_than_the_limit_are_refused_by_the_store_too(town: Town) -> None:
    _, [officer, _head], code = await accepted(town, "officer", "head")
    await officer.taps("desk.extend", code)
    async with town.world.db.write() as tx:
        await tx.execute("UPDATE conversations SET state = json_set(state, '$.most', 99)")
    await officer.types("40")
    await officer.types(REASON)
    await officer.taps("extend.send", code)

    assert got(officer, "chưa hợp lệ") == 1
    assert (await case_of(town, code)).extension is None


async def test_somebody_who_does_not_have_the_case_learns_nothing_from_asking(town: Town) -> None:
    _, [officer, _head], code = await accepted(town, "officer", "head")
    stranger = await town.post("stranger", "head-07228")
    await extend(officer, code)
    for one in (code, "000000000"):
        stranger.clear()
        for step in ("desk.extend", "desk.grant", "desk.refuse", "desk.recuse", "desk.answer"):
            await stranger.taps(step, one)
        assert got(stranger, "Không tìm thấy phản ánh nào như vậy") == 5
    assert (await case_of(town, code)).extension is not None


async def test_whoever_decides_may_open_the_case_until_it_is_decided(town: Town) -> None:
    _, [officer, head], code = await accepted(town, "officer", "head")
    await head.taps("desk.open", code)
    assert got(head, "Không tìm thấy") == 1
    await extend(officer, code)
    await head.taps("desk.open", code)
    assert [button.step for button in head.last.buttons] == ["desk.grant", "desk.refuse"]
    await head.taps("desk.answer", code)
    assert got(head, "không nằm trong phần anh/chị xử lý") == 1
    await head.taps("desk.inbox")
    assert code in {button.value for button in head.last.buttons}
    await head.taps("desk.refuse", code)
    await head.taps("desk.open", code)
    assert got(head, "Không tìm thấy") == 2


async def test_the_request_of_an_owner_who_hands_the_case_on_or_steps_back_is_gone(town: Town) -> None:
    _, [officer, head], code = await accepted(town, "officer", "head")
    await extend(officer, code)
    await recuse(officer, code)

    case = await case_of(town, code)
    assert (case.extension, case.holder, case.status) == (None, "head-07339", Status.FORWARDED)
    await head.taps("desk.grant", code)
    assert got(head, "không có đề nghị gia hạn nào đang chờ") == 1


async def test_the_pause_and_the_granted_days_add_up(town: Town) -> None:
    citizen, [officer, head], code = await accepted(town, "officer", "head")
    await officer.taps("desk.ask", code)
    await officer.types("Anh chị cho biết số biên nhận trên phiếu hẹn ạ")
    await extend(officer, code, 1)
    await head.taps("desk.grant", code)
    await town.until(on(17, 9))
    await citizen.taps("case.reply", code)
    await citizen.types("Số biên nhận là 1234")

    assert (await case_of(town, code)).due_at == on(23, 9), "four days, and 7:30 to 9:00 of the first one"


async def test_whoever_takes_the_case_over_does_not_inherit_the_request(town: Town) -> None:
    citizen, [officer, head, standing], code = await accepted(town, "officer", "head", "standing")
    await town.until(on(30))
    await answer(officer, code)
    await citizen.taps("rate.no", code)
    await head.taps("desk.accept", code)
    await extend(head, code, 1)
    assert (await case_of(town, code)).extension is not None
    await standing.taps("desk.accept", code)

    case = await case_of(town, code)
    assert (case.holder, case.extension) == ("standing", None)
