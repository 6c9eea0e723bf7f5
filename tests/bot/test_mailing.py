"""The weekly digest: Monday 07:30, once for each reader and week, made up after an outage, and never padded."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.channels.channel import Unreachable
from bot.mailing import send_due
from handlers.casework.categories import Category
from storage.times import ZONE
from tests.fakes.town_people import agree, got, leave, report, unsent
from tests.house_under_test import MONDAY, VOICE, Person, Town, open_town

TITLE = VOICE.text("vi", "digest.span.week") + " "


def on(day: int, hour: int = 7, minute: int = 30, month: int = 11) -> datetime:
    """Give a moment; without more, Monday's half past seven."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def digests(person: Person) -> list[str]:
    """Give the digests that a person got."""
    return [message.text for message in person.messages if message.text.startswith(TITLE)]


async def readers(town: Town) -> list[Person]:
    """Fill the committee: a member of Tân Yên, one of elsewhere, the standing body."""
    return [
        await town.post("member", "member-1", follows=["07339"]),
        await town.post("elsewhere", "member-2", follows=["07210"]),
        await town.post("standing", "standing"),
    ]


COMMITTEE = ("member", "elsewhere", "standing")


async def test_it_comes_at_half_past_seven_on_monday_and_not_a_minute_before(town: Town) -> None:
    committee = await readers(town)
    await town.until(on(23, 7, 29))
    assert [len(digests(one)) for one in committee] == [0, 0, 0]
    await town.until(on(23, 7, 30))

    assert [len(digests(one)) for one in committee] == [1, 1, 1]


async def test_nobody_else_gets_one(town: Town) -> None:
    others = [await town.post(post, post) for post in ("officer-07339", "mttq", "inspector", "department")]
    await agree(town.person("lan"))
    await town.until(on(23))

    assert [len(digests(one)) for one in (*others, town.person("lan"))] == [0] * 5


async def test_each_reader_gets_one_a_week_however_often_the_clock_ticks(town: Town) -> None:
    committee = await readers(town)
    for day in range(17, 31):
        for hour in (0, 8, 16):
            await town.until(on(day, hour))
            town.world.mailed.clear()
            await town.tick()

    assert [len(digests(one)) for one in committee] == [2, 2, 2]


async def test_after_a_crash_between_two_readers_the_rest_get_theirs_and_nobody_two(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        committee = await readers(town)
        async with town.world.db.write() as tx:
            last = (await tx.fetch("SELECT max(person) FROM holders"))[0][0]
            await tx.execute(
                f"CREATE TRIGGER crash BEFORE INSERT ON digests WHEN new.person = {last} "
                "BEGIN SELECT RAISE(ABORT, 'as if killed'); END"
            )
        await town.until(on(23))
        first = [len(digests(one)) for one in committee]
        async with town.world.db.write() as tx:
            await tx.execute("DROP TRIGGER crash")
    async with open_town(tmp_path, start=on(23, 7, 40)) as town:
        await town.tick()
        second = [len(digests(town.person(one.user))) for one in committee]

    assert first == [1, 1, 0]
    assert second == [0, 0, 1]


@pytest.mark.parametrize(
    ("back", "weeks"),
    [(on(24, 10), [47]), (on(29, 23), [47]), (on(30, 7, 29), []), (on(30), [48]), (on(3, 9, month=12), [48])],
)
async def test_after_an_outage_only_the_latest_complete_week_is_made_up(
    tmp_path: Path, back: datetime, weeks: list[int]
) -> None:
    async with open_town(tmp_path) as town:
        await readers(town)
    async with open_town(tmp_path, start=back) as town:
        for _ in range(3):
            await town.tick()

        got_weeks = [[int(text.removeprefix(TITLE)[:2]) for text in digests(town.person(user))] for user in COMMITTEE]
        assert got_weeks == [weeks] * 3


async def test_who_joined_after_half_past_seven_waits_for_the_next_week(town: Town) -> None:
    await town.until(on(23, 7, 31))
    late = await town.post("late", "standing")
    await town.tick()
    await town.until(on(29, 23))
    assert digests(late) == []
    await town.until(on(30))

    assert len(digests(late)) == 1


async def test_who_left_before_it_went_out_gets_none(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await readers(town)
    async with open_town(tmp_path, start=on(23, 9)) as town:
        await leave(town, town.person("standing"), "standing")
        await town.tick()

        assert digests(town.person("standing")) == []
        assert len(digests(town.person("member"))) == 1


async def test_a_member_of_two_posts_gets_one_digest(town: Town) -> None:
    both = await town.post("both", "member-1", follows=["07339"])
    await town.post("both", "standing")
    await town.until(on(23))

    assert len(digests(both)) == 1


async def test_a_reader_out_of_reach_finds_it_at_the_next_contact(town: Town) -> None:
    standing = await town.post("standing", "standing")
    standing.clear()
    town.line.trouble["standing"] = [Unreachable()]
    await town.until(on(23))
    assert await unsent(town) == {"unreachable": 1}
    await standing.command("help")

    assert standing.messages[0].text.startswith(TITLE)
    assert len(digests(standing)) == 1


async def test_a_case_about_a_reader_counts_but_has_no_line_for_that_reader(town: Town) -> None:
    await town.post("inspector", "inspector")
    member = await town.post("member", "member-1", follows=["07339"])
    await town.post("member", "head-07339")
    other = await town.post("other", "member-3", follows=["07339"])
    code = await report(town.person("lan"), category=Category.ATTITUDE, about="leader")
    await town.until(on(7, month=12))
    for one in (member, other):
        await one.taps("digest.overdue", "2026-W49")
        await one.taps("digest.units", "2026-W49")
    shown = f"{code[:3]}-{code[3:6]}-{code[6:]}"

    assert got(member, shown) == got(member, code) == 0
    assert "trễ 1" in digests(member)[-1]
    assert got(other, shown) >= 1


async def test_a_digest_whose_numbers_contradict_each_other_is_not_sent(town: Town) -> None:
    committee = await readers(town)
    await town.post("officer", "officer-07339")
    await report(town.person("lan"))
    async with town.world.db.write() as tx:
        await tx.execute("UPDATE history SET delta = 2 WHERE delta = 1")
    await town.until(on(23))

    assert [len(digests(one)) for one in committee] == [0, 1, 0]


async def test_a_quiet_first_monday_owes_nothing_before_its_hour(town: Town) -> None:
    await readers(town)

    assert town.world.clock.now() == MONDAY
    assert await send_due(town.world) == 0
