"""Whoever is joined with whom: no case is lost, nobody sees one that he must not see, and none is told twice."""

from pathlib import Path
from random import Random

import pytest

from bot import linking
from bot.shut_doors import unread
from bot.work import Work
from handlers.casework.cases import About, Case
from handlers.casework.categories import Category
from handlers.casework.routing import CaseEvent, excluded, recipients
from storage import cases
from storage import linking as codes
from tests.fakes.town_people import address, agree, person_id, recuse, report
from tests.house_under_test import Person, Town, open_town

POSTS = ("officer-07339", "head-07339", "officer-07228", "head-07228", "inspector", "standing")
KINDS: tuple[tuple[Category, About | None], ...] = (
    (Category.DELAY, None),
    (Category.ATTITUDE, "staff"),
    (Category.ATTITUDE, "leader"),
)


async def everybody(town: Town) -> dict[str, int]:
    """Give who is behind each address."""
    rows = await town.world.db.read.fetch("SELECT user, person FROM addresses ORDER BY user")
    return dict(rows)


async def check(town: Town, barred: dict[str, set[str]], owners: dict[str, str]) -> None:
    """Every case is its human's in every chat, and nobody barred, by whatever chat, is a recipient or may open it."""
    behind = await everybody(town)
    org, now = await town.world.organisation(town.world.db.read), town.world.clock.now()
    found: dict[str, Case] = {case.code: case for case in await cases.newest(town.world.db.read, 500)}
    assert set(found) == set(owners), "a case was lost or made"
    for code, case in found.items():
        assert case.reporter == behind[owners[code]]
        shut = excluded(case, org, now)
        for user in barred[code]:
            assert behind[user] in shut, f"{user} may see {code}"
        readers = {one.person for event in CaseEvent for one in recipients(case, event, org, now)}
        assert not readers & shut
        assert case.reporter not in readers
        if case.open:
            assert case.taken_by != case.reporter
    for person in set(behind.values()):
        mine = {case.code for case in await cases.mine(town.world.db.read, person)}
        assert mine == {code for code, user in owners.items() if behind[user] == person}
    dangling = await town.world.db.read.fetch(
        "SELECT person FROM outbox WHERE person <> 0 AND person NOT IN (SELECT id FROM people) "
        "UNION SELECT person FROM history WHERE person IS NOT NULL AND person NOT IN (SELECT id FROM people) "
        "UNION SELECT reporter FROM desks WHERE reporter NOT IN (SELECT id FROM people) "
        "UNION SELECT body ->> '$.taken_by' FROM cases WHERE body ->> '$.taken_by' NOT IN (SELECT id FROM people)"
    )
    assert dangling == []


@pytest.mark.parametrize("seed", range(12))
async def test_no_joining_shows_a_case_to_whom_it_is_shut_or_loses_one(tmp_path: Path, seed: int) -> None:
    dice = Random(seed)
    owners: dict[str, str] = {}
    barred: dict[str, set[str]] = {}
    async with open_town(tmp_path) as town:
        officials = {post: await town.post(post, post) for post in POSTS}
        citizens = [town.person(f"citizen-{n}") for n in range(4)]
        for one in citizens:
            await agree(one)
        chats: list[Person] = [*citizens, *officials.values()]

        async def note(code: str, reporter: str) -> None:
            """Whoever is barred now is so for ever, and the reporter too."""
            org, now = await town.world.organisation(town.world.db.read), town.world.clock.now()
            case = await cases.get(town.world.db.read, code)
            assert case is not None
            shut = excluded(case, org, now)
            barred[code] = barred.get(code, set()) | {
                user for user, person in (await everybody(town)).items() if person in shut
            }
            owners[code] = reporter

        for step in range(16):
            await town.advance(minutes=1)
            what = dice.choice(("file", "file", "act", "recuse", "join", "join"))
            if what == "file":
                who = dice.choice(citizens)
                category, about = dice.choice(KINDS)
                unit = dice.choice(("07339", "07228"))
                words = f"Việc thứ {step} ở đây chậm quá rồi."
                code = await report(who, words, category=category, about=about, unit=unit)
                await note(code, who.user)
            elif what in ("act", "recuse") and owners:
                official, code = dice.choice(list(officials.values())), dice.choice(sorted(owners))
                await (official.taps("desk.accept", code) if what == "act" else recuse(official, code))
                await note(code, owners[code])
            elif what == "join":
                one, other = dice.sample(chats, 2)
                async with town.world.db.write() as tx:
                    await codes.give(tx, f"CODE{step:04}", address(one), 0, town.world.clock.ms() + 60_000)
                await other.command("link", f"CODE{step:04}")
                await other.taps("link.join", "yes")
                assert await person_id(one) == await person_id(other)
            await check(town, barred, owners)
        alarms, now = await unread(town.world), town.world.clock.now()
        org = await town.world.organisation(town.world.db.read)
        for case in await cases.newest(town.world.db.read, 500):
            readers = recipients(case, CaseEvent.NOTICE, org, now)
            assert not case.open or readers or case.holder is None or case.code in alarms, "with nobody, and no alarm"
        assert owners
        assert len(set((await everybody(town)).values())) < len(chats), "nobody was joined"


async def test_two_officials_who_are_one_keep_what_each_has_taken_asked_and_stepped_back_from(town: Town) -> None:
    officer, head = await town.post("officer", "officer-07339"), await town.post("other", "officer-07228")
    first = await report(town.person("lan"))
    await town.advance(minutes=1)
    second = await report(town.person("mai"), "Việc ở Đa Mai chậm quá.", unit="07228")
    third = await report(town.person("nam"), "Việc khác ở Đa Mai cũng chậm.", unit="07228")
    await officer.taps("desk.accept", first)
    await head.taps("desk.accept", second)
    await recuse(head, third)
    async with town.world.db.write() as tx:
        work = Work(tx, town.world, town.world.clock.now())
        kept = await linking.unite(work, await person_id(officer), await person_id(head))
        await work.keep_parcels()

    for code in (first, second):
        case = await cases.get(town.world.db.read, code)
        assert case is not None
        assert case.taken_by == kept
    refused = await cases.get(town.world.db.read, third)
    assert refused is not None
    assert refused.recused == (kept,)
    await officer.command("desk")
    listed = {button.value for button in officer.last.buttons}
    assert {first, second} <= listed
    assert third not in listed
