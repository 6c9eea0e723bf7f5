"""Months, quarters and heads of units: which digests come when, and what a head is told of the own unit."""

from datetime import datetime
from pathlib import Path

from bot.mailing import send_due
from handlers.casework.categories import Category
from handlers.digests.readers import Mailed
from storage.times import ZONE
from tests.fakes.town_people import answer, report
from tests.house_under_test import Person, Town, open_town


def on(year: int, month: int, day: int, hour: int = 7, minute: int = 30) -> datetime:
    """Give a moment; without more, half past seven."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def digests(person: Person, span: str) -> list[str]:
    """Give the first lines of the digests of weeks, months or quarters that a person got."""
    return [one.text.splitlines()[0] for one in person.messages if one.text.startswith(f"{span} ")]


async def test_a_month_and_a_quarter_come_once_on_the_first_working_day_after_them(town: Town) -> None:
    standing = await town.post("standing", "standing")
    await town.until(on(2026, 11, 30, 23))
    assert digests(standing, "Tháng") == []
    await town.until(on(2026, 12, 1))
    for moment in (on(2026, 12, 15), on(2026, 12, 31, 23), on(2027, 1, 1, 12)):
        await town.until(moment)
        town.world.mailed.clear()
        await town.tick()

    assert [one.split(":")[0] for one in digests(standing, "Tháng")] == ["Tháng 11/2026"]
    await town.until(on(2027, 1, 4))
    assert [one.split(":")[0] for one in digests(standing, "Tháng")] == ["Tháng 11/2026", "Tháng 12/2026"]
    assert [one.split(":")[0] for one in digests(standing, "Quý")] == ["Quý 4/2026"]


async def test_after_an_outage_only_the_latest_month_and_quarter_are_made_up(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.post("standing", "standing")
    async with open_town(tmp_path, start=on(2027, 4, 20)) as town:
        for _ in range(2):
            await town.tick()
        spans = {span: digests(town.person("standing"), span) for span in ("Tuần", "Tháng", "Quý")}

    assert {span: [one.split(":")[0] for one in found] for span, found in spans.items()} == {
        "Tuần": ["Tuần 15"],
        "Tháng": ["Tháng 3/2027"],
        "Quý": ["Quý 1/2027"],
    }


async def test_what_is_switched_off_is_not_sent(town: Town) -> None:
    town.world.digests = Mailed(months=False, quarters=False, heads=False)
    standing, head = await town.post("standing", "standing"), await town.post("head", "head-07339")
    await town.until(on(2027, 1, 4))
    assert await send_due(town.world) == 0

    assert (len(digests(standing, "Tuần")), digests(standing, "Tháng"), digests(standing, "Quý")) == (1, [], [])
    assert digests(head, "Tuần") == []


async def test_a_head_reads_of_the_own_unit_alone_and_never_of_reports_about_people(town: Town) -> None:
    """Neither as a case nor as a number, nor as the difference of two numbers, on the message or on its pages."""
    await town.post("inspector", "inspector")
    head, other = await town.post("head", "head-07339"), await town.post("other", "head-07210")
    officer = await town.post("officer", "officer-07339")
    await report(town.person("lan"), category=Category.ATTITUDE, about="leader")
    await town.until(on(2026, 11, 17))
    await town.until(on(2026, 11, 23))
    assert digests(head, "Tuần") == [], "as in a week in which nothing happened"
    await answer(officer, await report(town.person("mai")))
    await report(town.person("hoa"), category=Category.ATTITUDE, about="leader")
    await town.until(on(2026, 11, 30))

    assert digests(head, "Tuần")[0].startswith("Tuần 48 ở xã Tân Yên: không có phản ánh nào quá hạn")
    assert "Nhận 1, đã trả lời 1" in head.messages[-1].text
    for step, value in (
        ("digest.units", "2026-W48"),
        ("digest.categories", "2026-W48"),
        ("digest.unit", "2026-W48/07339"),
        ("digest.list", "2026-W48/07339/closing"),
        ("digest.list", "2026-W48/all/received"),
    ):
        head.clear()
        await head.taps(step, value)
        assert not any(word in head.last.text for word in ("Thái độ", "nhận 2", "Nhận: 2", "còn mở 2", ": 2"))
    assert digests(other, "Tuần") == []
    await other.taps("digest.unit", "2026-W48/07339")
    assert "Tân Yên" not in other.last.text
