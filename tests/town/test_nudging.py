"""A committee member reminds the holder of a case, and has units first in the digest: what that does and does not."""

import re

import pytest

from handlers.casework.categories import Category
from handlers.casework.periods import Week
from storage.times import ZONE
from tests.fakes.town_people import answer, report, story
from tests.house_under_test import VOICE, Person, Town

WEEK = Week(year=2026, number=47)


def told(person: Person, key: str) -> list[str]:
    """Give what a person got that has the longest piece of this text in it."""
    piece = max(re.split(r"\{\w+\}", VOICE.text("vi", key)), key=len)
    return [message.text for message in person.messages if piece in message.text]


@pytest.fixture
async def people(town: Town) -> dict[str, Person]:
    """Fill an officer's post, a head's, two members' of different places, and the standing body's."""
    return {
        "officer": await town.post("officer", "officer-07339", name="Trần Văn Sáu"),
        "head": await town.post("head", "head-07339"),
        "member": await town.post("member", "member-1", name="Nguyễn Văn Bảy", follows=["07339"]),
        "elsewhere": await town.post("elsewhere", "member-2", follows=["07210"]),
        "standing": await town.post("standing", "standing"),
    }


async def test_the_holder_is_told_once_a_day_by_which_post_and_not_by_whom(
    town: Town, people: dict[str, Person]
) -> None:
    code = await report(town.person("lan"))
    await people["officer"].taps("desk.accept", code)
    for _ in range(2):
        await people["member"].taps("digest.nudge", code)
    first = told(people["officer"], "nudge.notice")
    await town.advance(days=1)
    await people["member"].types(f"đôn đốc {code[:3]}-{code[3:6]}-{code[6:]}")

    (one,) = first
    assert "Nguyễn Văn Bảy" not in one
    assert "thành viên" in one
    assert len(told(people["officer"], "nudge.notice")) == 2
    assert told(people["head"], "nudge.notice") == []
    assert len(told(people["member"], "nudge.again")) == 1
    rows = [row for row in await story(town, code) if row.action == "nudge"]
    assert [row.post for row in rows] == ["member-1", "member-1"]


async def test_a_case_one_may_not_see_is_answered_just_like_one_that_is_not_there(
    town: Town, people: dict[str, Person]
) -> None:
    code = await report(town.person("lan"))
    people["elsewhere"].clear()
    answers = []
    for asked in (code, "999999999"):
        await people["elsewhere"].taps("digest.nudge", asked)
        answers.append(
            people["elsewhere"].last.text.replace(asked[:3], "").replace(asked[3:6], "").replace(asked[6:], "")
        )

    assert answers[0] == answers[1]
    assert not any(row.action == "nudge" for row in await story(town, code))


async def test_a_case_about_the_member_who_asks_is_not_there_for_that_member(
    town: Town, people: dict[str, Person]
) -> None:
    await town.post("inspector", "inspector")
    await town.post("member", "head-07339")
    code = await report(town.person("lan"), category=Category.ATTITUDE, about="leader")
    await people["member"].taps("digest.nudge", code)

    assert not any(row.action == "nudge" for row in await story(town, code))


async def test_an_answered_case_needs_no_nudge_and_officials_cannot_nudge(
    town: Town, people: dict[str, Person]
) -> None:
    code = await report(town.person("lan"))
    await people["head"].taps("digest.nudge", code)
    await answer(people["officer"], code)
    await people["member"].taps("digest.nudge", code)

    assert not any(row.action == "nudge" for row in await story(town, code))


async def test_what_lies_with_the_reader_or_with_nobody_is_said_so(town: Town) -> None:
    standing = await town.post("standing", "standing")
    code = await report(town.person("lan"))
    await standing.taps("digest.nudge", code)

    assert len(told(standing, "nudge.own") + told(standing, "nudge.nobody")) == 1


async def test_a_followed_unit_comes_first_and_gives_no_case_away(town: Town, people: dict[str, Person]) -> None:
    await town.post("officer-2", "officer-07210")
    for user, unit in (("lan", "07339"), ("mai", "07339"), ("hoa", "07210")):
        await report(town.person(user), unit=unit)
    for unit in ("07210", "07210", "07210"):
        await people["standing"].taps("digest.follow", unit)
    await people["elsewhere"].taps("digest.follow", "07339")
    await town.until(WEEK.due_at.astimezone(ZONE))

    pushed = next(m.text for m in people["standing"].messages if m.text.startswith("Tuần 47"))
    assert pushed.index("Bắc Giang (1)") < pushed.index("Tân Yên (2)")
    rows = await town.world.db.read.fetch("SELECT unit FROM follows")
    assert rows == [("07210",)], "a unit outside of the own digest cannot be followed"


async def test_a_counter_that_three_people_report_is_named_to_those_who_may_know_of_three_of_them(
    town: Town, people: dict[str, Person]
) -> None:
    await town.post("inspector", "inspector")
    await town.post("elsewhere", "member-1", follows=["07339"])
    for n, about in enumerate((None, None, "leader")):
        category = Category.ATTITUDE if about else Category.DELAY
        await report(town.person(f"citizen-{n}"), category=category, about=about, counter="3")  # type: ignore[arg-type]
    await town.post("member", "head-07339")
    await town.until(WEEK.due_at)
    counter = "Quầy 3, xã Tân Yên: 3 phản ánh, từ 3 người"

    assert any(counter in message.text for message in people["standing"].messages)
    await people["standing"].taps("digest.list", "2026-W47/all/spots")
    assert len(people["standing"].last.text.splitlines()) == 1 + 3
    assert not any("Quầy 3" in message.text for message in people["member"].messages if "Tuần 47" in message.text)
    await people["member"].taps("digest.list", "2026-W47/all/spots")
    assert len(people["member"].last.text.splitlines()) == 1 + 2
    assert "không được xem" not in people["member"].last.text
