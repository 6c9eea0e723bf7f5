"""An official's list: what is shown is what `recipients` gives for every case, and no case is opened in vain."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.desks import inbox
from bot.work import Work
from handlers.casework.cases import Case, Status
from handlers.casework.categories import Category
from handlers.casework.official_effects import FindInbox
from handlers.casework.routing import CaseEvent, recipients
from handlers.flows.desk import PAGE
from storage import cases, posts
from storage.sqlite import open_sqlite
from tests.house_under_test import MONDAY, Town, open_town

UNIT = "07339"
OFFICER, HEAD, STANDING = 101, 102, 103


async def fill(town: Town) -> list[Case]:
    """Put forty cases on the desks of one unit: about people, unwanted by name, filed by officials, plain."""
    found = []
    async with town.world.db.write() as tx:
        for person in range(1, 104):
            await tx.execute("INSERT INTO people (id, created_at) VALUES ($1, 0) ON CONFLICT DO NOTHING", person)
        for post, person in ((f"officer-{UNIT}", OFFICER), (f"head-{UNIT}", HEAD), ("standing", STANDING)):
            await posts.hold(tx, post, person, f"official {person}", MONDAY - timedelta(days=30))
        for number in range(40):
            filed = MONDAY - timedelta(hours=number)
            case = Case(
                code=f"{number:09}",
                unit=UNIT,
                category=Category.DELAY,
                status=Status.FORWARDED,
                reporter=(OFFICER, HEAD, 1, 2)[number % 4],
                text="words",
                filed_at=filed,
                round_at=filed,
                about=("staff", "leader", None, None, None)[number % 5],
                not_for=((), ("head",), (f"official {OFFICER}",))[number % 3],
                recused=((), (STANDING,))[number % 2],
                holder=f"officer-{UNIT}",
                reach=(f"officer-{UNIT}", f"head-{UNIT}"),
                due_at=filed + timedelta(hours=20),
            )
            await cases.save(tx, case, None)
            found.append(case)
    return found


async def test_each_page_holds_what_recipients_gives_for_every_single_case(town: Town) -> None:
    filed = await fill(town)
    org = await town.world.organisation(town.world.db.read)
    work = Work(town.world.db.read, town.world, MONDAY)

    for person in (OFFICER, HEAD, STANDING):
        for overdue in (False, True):
            expected = [
                case.code
                for case in sorted(filed, key=lambda one: (one.due_at or MONDAY, one.filed_at))
                if any(one.person == person for one in recipients(case, CaseEvent.DIGEST, org, MONDAY))
                and (person != STANDING or overdue)
                and (not overdue or (case.due_at is not None and case.due_at < MONDAY))
            ]
            pages = [
                await inbox(work, FindInbox(page=page, overdue_only=overdue), person)
                for page in range(max(1, -(-len(expected) // PAGE)))
            ]
            assert [one.code for page in pages for one in page.lines] == expected
            assert {page.total for page in pages} == {len(expected)}


async def test_a_case_that_recipients_does_not_give_is_not_shown_even_if_its_line_says_that_all_may_read_it(
    town: Town,
) -> None:
    await fill(town)
    async with town.world.db.write() as tx:
        await tx.execute("UPDATE desks SET guarded = 0")
    org = await town.world.organisation(town.world.db.read)
    work = Work(town.world.db.read, town.world, MONDAY)

    for page in range(5):
        for one in (await inbox(work, FindInbox(page=page), OFFICER)).lines:
            case = await cases.get(town.world.db.read, one.code)
            assert case is not None
            assert any(to.person == OFFICER for to in recipients(case, CaseEvent.DIGEST, org, MONDAY))


async def test_the_organisation_is_read_again_as_soon_as_anything_of_it_has_changed(town: Town) -> None:
    world = town.world
    read = world.db.read
    await fill(town)
    first = await world.organisation(read)
    assert await world.organisation(read) is first

    async with world.db.write() as tx:
        await posts.end(tx, "standing", "", MONDAY)
        within = await world.organisation(tx)
        assert within.holding("standing", MONDAY) == ()
    assert (await world.organisation(read)).holding("standing", MONDAY) == ()
    async with world.db.write() as tx:
        await posts.hold(tx, "standing", OFFICER, "", MONDAY)
    assert [one.person for one in (await world.organisation(read)).holding("standing", MONDAY)] == [OFFICER]
    async with world.db.write() as tx:
        await posts.set_follows(tx, "standing", [UNIT])
    assert (await world.organisation(read)).posts["standing"].follows == (UNIT,)


async def test_what_was_rolled_back_is_not_remembered_as_the_organisation(town: Town) -> None:
    world = town.world
    await fill(town)
    numbers = {await posts.version(world.db.read)}

    async def in_vain(person: int) -> None:
        async with world.db.write() as tx:
            await posts.hold(tx, "inspector", person, "", MONDAY)
            numbers.add(await posts.version(tx))
            assert [one.person for one in (await world.organisation(tx)).holding("inspector", MONDAY)] == [person]
            raise ZeroDivisionError

    for person in (OFFICER, HEAD):
        with pytest.raises(ZeroDivisionError):
            await in_vain(person)
        assert (await world.organisation(world.db.read)).holding("inspector", MONDAY) == ()

    assert len(numbers) == 3


async def test_a_change_by_another_program_is_seen(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        world = town.world
        await world.organisation(world.db.read)
        other = await open_sqlite(tmp_path / "town.db")
        async with other.write() as tx:
            await tx.execute("INSERT INTO people (id, created_at) VALUES (900, 0)")
            await posts.hold(tx, "mttq", 900, "", MONDAY)
        await other.close()

        assert [one.person for one in (await world.organisation(world.db.read)).holding("mttq", MONDAY)] == [900]
