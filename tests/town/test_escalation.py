"""What happens by itself when nobody answers: on time, and once each after any time off."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from handlers.casework.categories import Category
from storage import cases
from storage.times import ZONE
from tests.fakes.town_people import answer, case_of, got, leave, report, steps, transfer
from tests.house_under_test import MONDAY, VOICE, Person, Town, open_town

REMINDED = VOICE.text("vi", "notice.reminder")
AMBER = VOICE.text("vi", "notice.amber")
OVERDUE = "đã quá hạn và được báo thêm"
HANDED_UP = "Việc này quá hạn ở"
TOLD = "quá hạn trả lời nên đã chuyển thêm"


def on(day: int, hour: int = 9, month: int = 11, year: int = 2026) -> datetime:
    """Give a moment, in November 2026 if not said otherwise."""
    return datetime(year, month, day, hour, tzinfo=ZONE)


class Chain:
    """An officer, a head, a member and the standing body of one commune, and a citizen with an open case."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.officer, self.head, self.member, self.standing, self.citizen = map(
            town.person, ("officer", "head", "member", "standing", "citizen")
        )
        self.code = ""

    @property
    def officials(self) -> tuple[Person, ...]:
        """All officials, from below."""
        return self.officer, self.head, self.member, self.standing

    def count(self, words: str) -> list[int]:
        """Count the messages with these words that each official got, from below."""
        return [got(official, words) for official in self.officials]

    def total(self) -> int:
        """Count all messages that anybody got."""
        return sum(len(one.messages) for one in (*self.officials, self.citizen))

    async def posts(self, *kinds: str) -> None:
        """Fill these posts."""
        for kind in kinds:
            post = f"{kind}-07339" if kind in ("officer", "head") else "member-1" if kind == "member" else kind
            await self.town.post(kind, post, follows=["07339", "07340"] if kind == "member" else None)

    async def accept(self, user: str) -> None:
        """Let somebody accept the case."""
        await self.town.person(user).taps("desk.accept", self.code)

    async def escalations(self) -> list[str | None]:
        """Give the posts to which the case was handed up, in order."""
        return [post for action, post in await steps(self.town, self.code) if action == "escalate"]


async def settled(town: Town, *kinds: str, category: Category = Category.DELAY) -> Chain:
    """Fill these posts and let a citizen file a case; give them, with nothing read yet."""
    chain = Chain(town)
    await chain.posts(*kinds)
    chain.code = await report(chain.citizen, category=category)
    for one in (*chain.officials, chain.citizen):
        one.clear()
    return chain


EVERYBODY = ("officer", "head", "member", "standing")


@asynccontextmanager
async def after_time_off(folder: Path, off: datetime, back: datetime) -> AsyncIterator[Chain]:
    """Give a town whose program ended at one moment and started again at another."""
    async with open_town(folder) as town:
        chain = await settled(town, *EVERYBODY)
        await town.until(off)
        code = chain.code
    async with open_town(folder, start=back) as town:
        chain = Chain(town)
        chain.code = code
        await asyncio.gather(town.tick(), town.tick(), town.tick())
        yield chain


async def test_with_the_program_on_each_step_is_taken_in_its_hour(town: Town) -> None:
    chain = await settled(town, *EVERYBODY)
    taken: list[tuple[datetime, list[str | None]]] = []
    now = MONDAY
    while now < on(30):
        now += timedelta(hours=1)
        before = await steps(town, chain.code)
        await town.until(now)
        new = [post for _, post in (await steps(town, chain.code))[len(before) :]]
        if new:
            taken.append((now, new))

    assert taken == [
        (on(18, 9), [None]),
        (on(19, 11), [None]),  # 80 % of the time were over at 10:42
        (on(19, 17), ["head-07339"]),
        (on(25, 17), ["member-1"]),  # Tuesday 24 November is a holiday
        (on(27, 17), ["standing"]),
    ]
    assert chain.count(REMINDED) == chain.count(AMBER) == [1, 0, 0, 0]
    assert chain.count(HANDED_UP) == [0, 1, 1, 1]
    assert got(chain.citizen, TOLD) == 3


@pytest.mark.parametrize(
    ("back", "reminders", "handed_up", "told"),
    [
        (on(19, 8), [1, 0, 0, 0], [], 0),  # one day off: the reminder, late
        (on(21, 8), [0, 0, 0, 0], ["head-07339"], 1),  # three days: overdue, the reminder is left out
        (on(28, 8), [0, 0, 0, 0], ["head-07339", "member-1", "standing"], 1),  # ten days: all the way up at once
        (on(1, 8, 3, 2027), [0, 0, 0, 0], ["head-07339", "member-1", "standing"], 1),  # the whole winter
    ],
    ids=["1 day", "3 days", "10 days", "a winter"],
)
async def test_after_time_off_the_right_messages_go_out_once(
    tmp_path: Path, back: datetime, reminders: list[int], handed_up: list[str], told: int
) -> None:
    async with after_time_off(tmp_path, on(18, 8), back) as chain:
        first = chain.total()
        for _ in range(3):
            await chain.town.tick()

        assert await chain.escalations() == handed_up
        assert [action for action, _ in await steps(chain.town, chain.code)].count("remind") == sum(reminders)
        assert chain.count(REMINDED) == reminders
        assert chain.count(HANDED_UP) == [0, *(int(up < len(handed_up)) for up in range(3))]
        assert chain.count(OVERDUE) == [int(bool(handed_up)), 0, 0, 0]
        assert got(chain.citizen, TOLD) == told
        assert chain.total() == first


async def test_a_level_reached_before_the_time_off_is_told_it_went_further_and_gets_it_no_second_time(
    tmp_path: Path,
) -> None:
    async with after_time_off(tmp_path, on(20, 8), on(28, 8)) as chain:
        assert await chain.escalations() == ["head-07339", "member-1", "standing"]
        assert chain.count(HANDED_UP) == [0, 0, 1, 1]
        assert chain.count(OVERDUE) == [1, 1, 0, 0]
        assert got(chain.citizen, TOLD) == 1


async def test_no_step_is_taken_while_the_country_keeps_tet(tmp_path: Path) -> None:
    async with open_town(tmp_path, start=on(1, 9, 2, 2027)) as town:
        chain = await settled(town, *EVERYBODY)
        assert (await case_of(town, chain.code)).due_at == on(11, 17, 2, 2027)
        await town.until(on(3, 9, 2, 2027))
        assert chain.count(REMINDED) == [1, 0, 0, 0]
        before = await steps(town, chain.code)
        for day in range(4, 11):
            await town.until(on(day, 23, 2, 2027))
        assert await steps(town, chain.code) == before
        await town.until(on(11, 17, 2, 2027))
        assert await chain.escalations() == ["head-07339"]
        await town.until(on(16, 17, 2, 2027))
        await town.until(on(18, 16, 2, 2027))
        assert await chain.escalations() == ["head-07339", "member-1"]
        await town.until(on(18, 17, 2, 2027))
        assert await chain.escalations() == ["head-07339", "member-1", "standing"]


async def test_off_from_before_tet_until_after_it(tmp_path: Path) -> None:
    async with open_town(tmp_path, start=on(1, 9, 2, 2027)) as town:
        chain = await settled(town, *EVERYBODY)
        code = chain.code
    async with open_town(tmp_path, start=on(12, 8, 2, 2027)) as town:
        chain = Chain(town)
        chain.code = code
        await town.tick()
        await town.tick()

        assert await chain.escalations() == ["head-07339"]
        assert chain.count(REMINDED) == [0, 0, 0, 0]
        assert chain.count(HANDED_UP) == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("held", "way"),
    [
        (("officer",), []),
        (("officer", "head"), ["head-07339"]),
        (("officer", "member"), ["member-1"]),
        (("officer", "standing"), ["standing"]),
        (("officer", "member", "standing"), ["member-1", "standing"]),
        (("head", "standing"), ["standing"]),
        (("member",), []),
    ],
)
async def test_levels_that_nobody_holds_are_skipped(town: Town, held: Sequence[str], way: list[str]) -> None:
    chain = await settled(town, *held)
    await town.until(on(30))
    await town.tick()

    assert [post for post in await chain.escalations() if post] == way
    assert sum(chain.count(HANDED_UP)) == len(way)
    assert await cases.due_codes(town.world.db.read, on(30, 0, 12)) == []


async def test_a_member_gets_only_what_happens_in_the_units_followed(town: Town) -> None:
    await town.post("stranger", "member-2", follows=["07210"])
    chain = await settled(town, *EVERYBODY)
    await town.until(on(30))

    assert [got(town.person("stranger"), words) for words in (HANDED_UP, chain.code)] == [0, 0]


async def test_a_level_that_is_filled_meanwhile_gets_the_case_at_its_time(town: Town) -> None:
    chain = await settled(town, "officer")
    await town.until(on(23))
    await chain.posts("standing")
    await town.until(on(25, 16))
    assert chain.count(HANDED_UP)[-1] == 0
    await town.until(on(25, 17))

    assert (await chain.escalations())[-1] == "standing"
    assert chain.count(HANDED_UP)[-1] == 1


async def test_a_level_that_is_left_meanwhile_is_skipped(town: Town) -> None:
    chain = await settled(town, *EVERYBODY)
    await leave(town, chain.head, "head-07339")
    await town.until(on(19, 17))

    assert await chain.escalations() == ["member-1"]
    assert chain.count(HANDED_UP) == [0, 0, 1, 0]


async def test_an_answer_in_time_stops_it_all(town: Town) -> None:
    chain = await settled(town, *EVERYBODY)
    await answer(chain.officer, chain.code)
    await town.until(on(27))

    assert chain.count(REMINDED) + chain.count(HANDED_UP) == [0] * 8
    assert await chain.escalations() == []


async def test_accepting_does_not_stop_the_clock(town: Town) -> None:
    chain = await settled(town, *EVERYBODY)
    await chain.officer.taps("desk.accept", chain.code)
    await town.until(on(19, 17))

    assert await chain.escalations() == ["head-07339"]


async def test_a_transfer_does_not_give_more_time(town: Town) -> None:
    department = await town.post("department", "department")
    chain = await settled(town, *EVERYBODY)
    due = (await case_of(town, chain.code)).due_at
    await transfer(chain.officer, chain.code, "department")
    await department.taps("desk.accept", chain.code)

    assert (await case_of(town, chain.code)).holder == "department"
    assert (await case_of(town, chain.code)).due_at == due
    await chain.accept("department")
    await town.until(on(19, 17))
    assert await chain.escalations() == ["member-1"]


async def test_a_transfer_that_nobody_takes_on_goes_a_level_up_after_one_working_day(town: Town) -> None:
    await town.post("department", "department")
    chain = await settled(town, *EVERYBODY)
    await transfer(chain.officer, chain.code, "department")
    await town.until(on(17, 16))
    assert await chain.escalations() == []
    await town.until(on(17, 17))
    await town.tick()

    assert await chain.escalations() == ["member-1"]
    assert (await case_of(town, chain.code)).holder == "department"
    assert got(chain.member, "chưa ai nhận xử lý") == got(chain.citizen, "nơi mới chưa nhận xử lý, nên đã") == 1


async def test_a_transfer_that_nobody_takes_on_with_nobody_above_is_reminded_of_and_not_called_overdue(
    town: Town,
) -> None:
    officer, department = await town.post("officer", "officer-07339"), await town.post("department", "department")
    code = await report(town.person("citizen"))
    await transfer(officer, code, "department")
    department.clear()
    await town.advance(hours=33)

    assert got(department, "mà chưa nhận. Mời anh/chị nhận.") == 1
    assert not got(department, "uá hạn")
