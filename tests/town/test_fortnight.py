"""After a lively random fortnight the digest's figures add up, and agree with a second count of the history."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from bot.digests import gather
from handlers.casework.cases import Status
from handlers.casework.periods import Week
from handlers.digests.counts import Counts
from handlers.digests.digest import Digest
from storage import cases
from storage.times import ZONE
from tests.fakes.lively import UNITS, Lively, recount
from tests.fakes.town_people import story, unsent
from tests.house_under_test import Town

WEEKS = [Week(year=2026, number=number) for number in (47, 48, 49)]
FIGURES = (
    *("opening", "received", "finished", "closing", "answered", "rejected", "withdrawn", "reopened"),
    *("on_time", "late", "overdue", "praise"),
)


async def digest(town: Town, week: Week, units: tuple[str, ...] | None = None) -> Digest:
    """Give a week's digest, for an operator, as it is computed now."""
    org = await town.world.organisation(town.world.db.read)
    return await gather(town.world.db.read, week, units, org, town.world.calendar, town.world.clock.now())


def figures(counts: Counts) -> dict[str, int]:
    """Give the numbers by their names."""
    return {figure: getattr(counts, figure) for figure in FIGURES}


async def check_week(town: Town, week: Week) -> None:
    """Compare a week's figures with the second count, for all, for each unit, and among one another."""
    whole = await digest(town, week)
    second = {code: await recount(town, week, code) for code in UNITS}
    for unit in whole.units:
        assert figures(unit) == dict.fromkeys(FIGURES, 0) | second.get(unit.code, {}), (week.period, unit.code)
        assert unit.opening + unit.received - unit.finished == unit.closing
    assert figures(whole.totals) == dict.fromkeys(FIGURES, 0) | await recount(town, week, None)
    assert len(whole.overdue) == whole.totals.overdue
    own = await digest(town, week, UNITS[:2])
    assert {unit.code for unit in own.units} == set(UNITS[:2])
    assert own.totals.received == sum(unit.received for unit in whole.units if unit.code in UNITS[:2])


@pytest.mark.parametrize("seed", [1, 2])
async def test_the_figures_add_up_and_agree_with_a_second_count(town: Town, seed: int) -> None:
    lively = Lively(town, seed)
    await lively.settle_in()
    for week in WEEKS[:2]:
        await lively.live(week.end - timedelta(minutes=1))
        await town.until(week.end + timedelta(hours=8))
        await check_week(town, week)
        assert f"Tuần {week.number}" in town.person("standing").last.text
    await lively.live(datetime(2026, 12, 4, 12, tzinfo=ZONE))
    for week in WEEKS[:2]:
        await check_week(town, week)  # the past stays as it was

    first, second = [(await digest(town, week)).totals for week in WEEKS[:2]]
    assert first.closing == second.opening
    assert first.received + second.received > 30, "it was lively"


@pytest.mark.parametrize("seed", [3])
async def test_whatever_people_do_each_case_keeps_its_promises(town: Town, seed: int) -> None:
    lively = Lively(town, seed)
    await lively.settle_in()
    await lively.live(datetime(2026, 12, 4, 12, tzinfo=ZONE))

    assert await unsent(town) == {}
    assert await town.world.db.read.fetch("SELECT error FROM aside") == []
    for case in await cases.newest(town.world.db.read, 500):
        owner, rows = lively.owners[case.code], await story(town, case.code)
        assert rows[0].action == "file"
        assert [row.at for row in rows] == sorted(row.at for row in rows)
        assert case.reopened == sum(row.action == "reopen" for row in rows) <= 2
        assert case.open == (await _open_by_history(town, case.code))
        assert owner.user not in case.reach
        assert owner.user != case.holder
        if case.open:
            assert case.holder in case.reach or case.status is Status.NEW
        if case.about in ("leader", "unsure"):
            assert not {f"officer-{case.unit}", f"head-{case.unit}"} & set(case.reach)
        rounds, levels = 0, Counter[tuple[int, str | None]]()
        for row in rows:
            rounds += row.action in ("reopen", "transfer")
            levels[rounds, row.post] += row.action == "escalate"
        assert set(levels.values()) <= {0, 1}, "each level got it once in each round"


async def _open_by_history(town: Town, code: str) -> bool:
    rows = await town.world.db.read.fetch("SELECT sum(delta) FROM history WHERE code = $1", code)
    assert rows[0][0] in (0, 1)
    return bool(rows[0][0])
