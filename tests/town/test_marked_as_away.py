"""Who stands in reads when; who is marked as away reads why nothing comes, who acts, and how to end it."""

from datetime import timedelta

from bot.invitations import invite
from handlers.casework.categories import Category
from tests.fakes.seats import absent, seat
from tests.fakes.spells import HEAD, OFFICER, away, filed, hear_nothing, shown, staff
from tests.fakes.town_people import got, report
from tests.house_under_test import Town


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
