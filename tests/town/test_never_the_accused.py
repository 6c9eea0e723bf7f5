"""No case reaches whom it is about, whatever happens to posts between owing and sending; and none is ever dropped."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.channels.channel import TryLater
from storage import cases
from storage.times import to_ms
from tests.fakes.seats import WORDS, absent, change, complain, held_back, saw, seat
from tests.fakes.town_people import agree, case_of, eventually, got, leave, person_id, report, shown_code, steps
from tests.house_under_test import MONDAY, Person, Town

NOBODY = "000000001"
"""A code that no case has."""


async def everything(official: Person, code: str) -> list[str]:
    """Let an official try all ways to a case; give what was answered, without the code."""
    official.clear()
    for step in ("open", "accept", "ask", "answer", "transfer", "reject"):
        await official.taps(f"desk.{step}", code)
    for verb in ("", "xem ", "nhận ", "trả lời ", "hỏi ", "chuyển ", "từ chối "):
        await official.types(f"{verb}{code}")
    for step in ("case.show", "case.add", "case.withdraw", "rate.yes", "rate.no", "score.1", "transfer.post"):
        await official.taps(step, code)
    await official.command("status", code)
    await official.command("start", f"c-{code}")
    await official.command("desk")
    await official.taps("desk.overdue")
    spaced = f"{code[:3]}-{code[3:6]}-{code[6:]}"
    return [re.sub(f"{code}|{spaced}", "CODE", message.model_dump_json()) for message in official.messages]


async def the_head(town: Town) -> Person:
    """Give the head whom the case is about."""
    return town.person("head")


async def the_officer(town: Town) -> Person:
    """Give the officer at the counter."""
    return await seat(town, town.person("officer"), "officer-07339")


async def deputy(town: Town) -> Person:
    """Give the deputy of the head, who stands in for him."""
    return await seat(town, town.person("deputy"), "head-07339", deputy=True)


async def elsewhere_deputy(town: Town) -> Person:
    """Give the deputy of another post that the head holds too."""
    await seat(town, town.person("head"), "department")
    return await seat(town, town.person("elsewhere"), "department", deputy=True)


async def subordinate(town: Town) -> Person:
    """Give somebody who sits two posts below one of the head's."""
    await seat(town, town.person("head"), "department")
    async with town.world.db.write() as tx:
        for post, under in (("bureau", "department"), ("clerk", "bureau")):
            await tx.execute("INSERT INTO posts (id, kind, under) VALUES ($1, 'department', $2)", post, under)
    return await seat(town, town.person("clerk"), "clerk")


async def moved_up(town: Town) -> Person:
    """Give somebody who was the head until yesterday and now sits in the inspectorate."""
    official = await seat(town, town.person("moved"), "head-07339")
    async with town.world.db.write() as tx:
        await tx.execute(
            "UPDATE holders SET until = $1 WHERE person = $2",
            *(to_ms(MONDAY - timedelta(days=1)), await person_id(official)),
        )
    return await seat(town, official, "inspector")


async def second_account(town: Town) -> Person:
    """Give the head's other account, which holds the standing body."""
    await seat(town, town.person("one"), "head-07339", name="Nguyễn Thị Lan")
    return await seat(town, town.person("two"), "standing", name="nguyen thi Lan")


@pytest.mark.parametrize(
    "who",
    [the_head, the_officer, deputy, elsewhere_deputy, subordinate, moved_up, second_account],
    ids=lambda who: str(who.__name__),
)
async def test_for_the_accuseds_people_a_case_is_answered_exactly_like_one_that_does_not_exist(
    town: Town, who: Callable[[Town], Awaitable[Person]]
) -> None:
    await seat(town, town.person("head"), "head-07339")
    await seat(town, town.person("inspector"), "inspector")
    official = await who(town)
    code = await complain(town)
    below = ("clerk",) if who is subordinate else ()
    await change(town, code, reach=("inspector", "standing", "department", "head-07339", *below))
    await town.advance(days=30)

    assert not saw(official, code)
    asked = await everything(official, code)
    assert asked == await everything(official, NOBODY)
    assert len(asked) > 15
    assert saw(town.person("inspector"), code)
    assert (await case_of(town, code)).taken_by is None


@pytest.mark.parametrize("reason", ["recused", "not_for", "reporter"])
async def test_who_recused_himself_or_is_unwanted_finds_no_case_at_all(town: Town, reason: str) -> None:
    official = await seat(town, town.person("officer"), "officer-07339", name="Trần Văn Hùng")
    colleague = await seat(town, town.person("colleague"), "officer-07339")
    town.line.trouble["officer"] = [TryLater(0.2)] if reason != "reporter" else []
    await agree(town.person("lan"))
    reporter = official if reason == "reporter" else town.person("lan")
    filing = asyncio.create_task(report(reporter, WORDS))
    if reason != "reporter":
        await eventually(lambda: town.house.postman._resting)
        waiting = (await cases.newest(town.world.db.read, 1))[0].code
        changes = {"recused": (await person_id(official),), "not_for": ("anh Hùng",)}
        await change(town, waiting, **{reason: changes[reason]})
    code = await filing

    assert saw(colleague, code)
    if reason != "reporter":
        assert not saw(official, code)
        assert await everything(official, code) == await everything(official, NOBODY)
        assert not saw(official, code)
    official.clear()
    await official.command("desk")
    assert not saw(official, code)


async def test_who_stands_in_for_the_accused_by_the_time_of_sending_gets_nothing_and_the_case_goes_on(
    town: Town,
) -> None:
    inspector = await seat(town, town.person("inspector"), "inspector")
    standing = await seat(town, town.person("standing"), "standing")
    await seat(town, town.person("head"), "head-07339")
    async with held_back(town, "inspector") as code:
        await seat(town, inspector, "head-07339", deputy=True)

    assert not saw(inspector, code[0])
    assert saw(standing, code[0])
    assert await steps(town, code[0]) == [("file", None), ("forward", "inspector"), ("pass_on", "standing")]


async def test_an_accused_who_is_promoted_meanwhile_gets_nothing_and_the_case_goes_on(town: Town) -> None:
    inspector, head = town.person("inspector"), await seat(town, town.person("head"), "head-07339")
    await seat(town, inspector, "inspector")
    standing = await seat(town, town.person("standing"), "standing")
    async with held_back(town, "inspector") as code:
        await leave(town, inspector, "inspector")
        await leave(town, head, "head-07339")
        await seat(town, head, "inspector")

    assert not saw(head, code[0])
    assert not saw(inspector, code[0])
    assert saw(standing, code[0])


async def test_the_accused_in_an_absent_holders_place_does_not_get_the_case_but_another_deputy_does(town: Town) -> None:
    inspector = await seat(town, town.person("inspector"), "inspector")
    await absent(town, inspector)
    stand_in = await seat(town, town.person("stand-in"), "inspector", deputy=True)
    head = await seat(town, town.person("head"), "head-07339")
    await seat(town, head, "inspector", deputy=True)
    code = await complain(town)

    assert saw(stand_in, code)
    assert not saw(head, code)
    assert not saw(inspector, code)
    assert (await case_of(town, code)).holder == "inspector"


async def test_a_case_is_handed_to_no_accused_however_it_is_tried(town: Town) -> None:
    inspector = await seat(town, town.person("inspector"), "inspector")
    head = await seat(town, town.person("head"), "head-07339")
    await seat(town, head, "mttq")
    await seat(town, town.person("officer"), "officer-07339")
    await seat(town, town.person("department"), "department")
    code = await complain(town)
    await inspector.taps("desk.transfer", code)
    await inspector.taps("transfer.unit", "07339")
    offered = {button.value for button in inspector.last.buttons if button.step == "transfer.post"}
    await inspector.taps("desk.transfer", code)
    await inspector.taps("transfer.province")
    offered |= {button.value for button in inspector.last.buttons if button.step == "transfer.post"}
    for post in ("head-07339", "officer-07339", "mttq"):
        await inspector.taps("transfer.post", post)
        await inspector.types("Việc này thuộc đơn vị khác xử lý")
        for button in inspector.last.buttons:
            if button.step == "transfer.send":
                await inspector.taps(button.step, button.value)

    assert offered == {"department"}
    assert (await case_of(town, code)).holder == "inspector"
    for user in ("head", "officer"):
        assert not saw(town.person(user), code)


@pytest.mark.parametrize("role", ["deputy", "subordinate", "recused", "unwanted"])
async def test_no_line_of_a_digest_names_a_case_to_whom_it_must_not_reach(town: Town, role: str) -> None:
    member = await town.post("member", "member-1", follows=["07339"])
    other = await town.post("other", "member-2", follows=["07339"])
    await seat(town, town.person("inspector"), "inspector")
    head = await seat(town, town.person("head"), "head-07339")
    if role == "deputy":
        await seat(town, member, "head-07339", deputy=True)
    if role == "subordinate":
        await seat(town, head, "department")
        async with town.world.db.write() as tx:
            await tx.execute("INSERT INTO posts (id, kind, under) VALUES ('clerk', 'department', 'department')")
        await seat(town, member, "clerk")
    code = await complain(town)
    if role in ("recused", "unwanted"):
        case = await case_of(town, code)
        more = {"recused": (await person_id(member),)} if role == "recused" else {"not_for": ("member-1",)}
        await change(town, code, holder=case.holder, **more)
    await town.until(MONDAY + timedelta(days=21))
    for one in (member, other):
        for step in ("digest.overdue", "digest.units", "digest.categories"):
            await one.taps(step, "2026-W49")

    assert not saw(member, code)
    assert saw(other, code)


async def test_the_card_that_answers_a_tap_is_withheld_if_the_reader_became_unfit_before_it_left(town: Town) -> None:
    inspector = await seat(town, town.person("inspector"), "inspector")
    await seat(town, town.person("head"), "head-07339")
    await seat(town, town.person("standing"), "standing")
    code = await complain(town)
    inspector.clear()
    town.line.trouble["inspector"] = [TryLater(0.2)]
    opening = asyncio.create_task(inspector.taps("desk.open", code))
    await eventually(lambda: town.house.postman._resting)
    await seat(town, inspector, "head-07339", deputy=True)
    await opening
    assert not saw(inspector, code)

    standing = town.person("standing")
    await town.advance(minutes=1)
    standing.clear()
    await standing.taps("desk.open", code)
    assert got(standing, WORDS) == 1
    assert shown_code(standing) == code
