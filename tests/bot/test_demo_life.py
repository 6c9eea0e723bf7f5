"""What goes on in a demo by itself: cases that are over, and scores that come in while the clock goes on."""

from datetime import datetime, timedelta

from bot import demo_cases, demo_ratings
from handlers.casework.cases import OPEN, Status
from storage import cases
from storage.times import ZONE
from tests.house_under_test import Town

MONDAY = datetime(2026, 11, 16, 7, 30, tzinfo=ZONE)


async def scores(town: Town) -> list[tuple[str, int, int]]:
    rows = await town.world.db.read.fetch("SELECT unit, at, score FROM ratings ORDER BY at, unit, score")
    return [(unit, at, score) for unit, at, score in rows]


async def test_scores_come_in_once_however_the_clock_goes_on(town: Town) -> None:
    start = town.world.clock.now()
    at_once, by_hours = demo_ratings.flow(town.world), demo_ratings.flow(town.world)
    await at_once(start + timedelta(days=3))
    some = await scores(town)
    await at_once(start + timedelta(days=3))
    assert some
    assert await scores(town) == some

    for hours in range(73):
        await by_hours(start + timedelta(hours=hours))
    assert sorted([*some, *some]) == sorted(await scores(town))


async def test_no_score_comes_in_on_a_sunday_or_before_its_time(town: Town) -> None:
    flow = demo_ratings.flow(town.world)
    until = town.world.clock.now() + timedelta(days=14)
    await flow(until)

    days = [datetime.fromtimestamp(at / 1000, ZONE) for _, at, _ in await scores(town)]
    assert days
    assert all(day.weekday() < 5 and 7 <= day.hour < 17 and day <= until for day in days)


async def test_the_cases_of_a_fresh_demo_are_over_and_ask_nobody_for_anything(town: Town) -> None:
    await demo_cases.fill(town.world)
    found = await cases.newest(town.world.db.read, 50)

    assert len(found) > 8
    assert all(case.status is Status.CLOSED and case.status not in OPEN for case in found)
    assert all(case.closed_at is not None and case.closed_at < town.world.clock.now() for case in found)

    standing = await town.post("standing", "standing")
    standing.clear()
    await town.until(MONDAY if town.world.clock.now() < MONDAY else town.world.clock.now() + timedelta(days=7))
    assert all("Đầu kỳ" in message.text for message in standing.messages)
