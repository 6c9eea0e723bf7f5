"""Groups that must not have a stub, cannot get one, move, close their topics, or get more than they bear."""

import pytest

from bot import membership
from bot.groups import tell_groups
from bot.work import Work
from handlers.casework.categories import Category
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_town import (
    HEAD,
    OFFICE,
    OFFICER,
    WORDS,
    TelegramTown,
    filed,
    heard,
    shown,
    stubs,
)
from tests.fakes.town_people import case_of, report


async def test_a_case_about_the_office_brings_its_group_nothing(here: TelegramTown, lan: Person, binh: Person) -> None:
    await here.group(OFFICER, lan)
    await here.group(HEAD, binh, -1002)
    code = await filed(here, category=Category.ATTITUDE, about="staff")

    assert stubs(here) == []
    assert [one.split(" ")[0] for one in stubs(here, -1002)] == [shown(code)]


async def test_a_group_that_the_accused_brought_gets_nothing(here: TelegramTown, lan: Person) -> None:
    await here.group(OFFICER, lan)
    group = await here.group(HEAD, lan, -1002)
    group.remove(lan, told=False)  # so that the platform's own answer does not shut the group
    await filed(here, category=Category.ATTITUDE, about="staff")

    assert stubs(here, -1002) == []


async def test_a_group_in_which_the_accused_is_a_member_gets_nothing(
    here: TelegramTown, lan: Person, binh: Person
) -> None:
    """Lan of the counter never came in by the head's group, so that only the platform knows that she reads it."""
    lan.say(f"/join {await here.token(OFFICER)}")
    group = await here.group(HEAD, binh, -1002)
    await filed(here, category=Category.ATTITUDE, about="staff")
    assert len(stubs(here, -1002)) == 1
    group.add(lan)
    await filed(here, category=Category.ATTITUDE, about="staff")

    assert len(stubs(here, -1002)) == 1


async def test_two_posts_in_one_forum_share_what_must_not_be_seen(
    here: TelegramTown, lan: Person, binh: Person
) -> None:
    await here.group(OFFICER, lan, thread=7)
    here.server.groups[OFFICE].topic(8)
    here.server.groups[OFFICE].command(binh, f"/join {await here.token(HEAD)}", 8)
    await here.quiet()
    assert await here.inboxes() == [("-1001:7", OFFICER), ("-1001:8", HEAD)]
    here.server.groups[OFFICE].remove(lan, told=False)
    await filed(here, category=Category.ATTITUDE, about="staff")

    assert stubs(here) == []


async def test_a_group_that_may_no_longer_have_a_stub_does_not_get_the_one_on_its_way(
    here: TelegramTown, lan: Person, binh: Person
) -> None:
    group = await here.group(HEAD, binh, -1002)
    group.remove(binh, told=False)
    code = await filed(here, category=Category.ATTITUDE, about="staff")
    assert len(stubs(here, -1002)) == 1
    person = (await here.world.db.read.fetch("SELECT person FROM addresses WHERE user = '5002'"))[0][0]
    async with here.world.db.write() as tx:
        work = Work(tx, here.world, here.world.clock.now())
        await tell_groups(work, await case_of(here.town, code), (HEAD,), "another")
        parcels = await work.keep_parcels()
        # It comes out that Bình, who brought the group, was at the counter all along.
        await tx.execute("INSERT INTO holders (post, person, name, since) VALUES ($1, $2, 'Bình', 0)", OFFICER, person)
    here.world.post(parcels)
    await here.quiet()

    assert len(parcels) == 1
    assert len(stubs(here, -1002)) == 1


async def test_a_topic_gets_the_stubs_and_a_closed_one_leaves_them_to_the_general_topic(
    here: TelegramTown, lan: Person
) -> None:
    group = await here.group(OFFICER, lan, thread=7)
    await filed(here)
    assert group.seen[-1].thread == 7
    group.close_topic(7)
    await filed(here, "Ghế hỏng ở phòng chờ", category=Category.FACILITY)

    assert len(stubs(here)) == 2
    assert group.seen[-1].thread is None


@pytest.mark.parametrize("told", [True, False])
async def test_a_bot_that_is_thrown_out_ends_the_group_and_private_chats_go_on(
    here: TelegramTown, lan: Person, told: bool
) -> None:
    lan.say("/start")
    group = await here.group(OFFICER, lan)
    if told:
        group.kick_bot(lan)
    else:
        here.server.removed.add(OFFICE)
    await here.quiet()
    first = await filed(here)
    assert await here.inboxes() == []
    tried = len(heard(here.server))
    second = await filed(here, "Ghế hỏng ở phòng chờ", category=Category.FACILITY)

    assert len(heard(here.server)) == tried, "no more is tried"
    assert await here.holds(OFFICER) == ["Lan"]
    assert [any(shown(code) in one.text for one in lan.seen) for code in (first, second)] == [True, True]


async def test_a_group_in_which_the_bot_may_not_write_troubles_nobody_else(here: TelegramTown, lan: Person) -> None:
    await here.group(OFFICER, lan)
    here.server.muted.add(OFFICE)
    code = await filed(here)

    assert WORDS in lan.seen[-1].text
    assert (await case_of(here.town, code)).holder == OFFICER
    assert await here.inboxes() == [("-1001", OFFICER)]


@pytest.mark.parametrize("told", [True, False])
async def test_a_group_that_became_a_supergroup_gets_its_stubs_there(
    here: TelegramTown, lan: Person, binh: Person, told: bool
) -> None:
    group = await here.group(OFFICER, lan, -4001)
    group.add(binh)
    binh.say("/start g--4001")
    await here.knocked()
    if not told:
        here.server.allowed = {"callback_query"}
    grown = group.migrate(-1007)
    await here.quiet()
    code = await filed(here)

    assert [one.split(" ")[0] for one in stubs(here, -1007)] == [shown(code)]
    assert await here.inboxes() == [("-1007", OFFICER)]
    grown.remove(binh, told=False)
    assert await membership.recheck(here.world, here.town.house.channels) == 1
    assert await here.holds(OFFICER) == ["Lan"]


async def test_a_flood_of_stubs_stays_under_the_limit_and_the_rest_ride_on_the_last(
    here: TelegramTown, lan: Person
) -> None:
    await here.town.post("officer", OFFICER)
    codes = [await report(here.town.person("citizen"), f"Hồ sơ thứ {n} của tôi quá hẹn") for n in range(30)]
    group = await here.group(OFFICER, lan)
    spoken = len(group.seen)
    async with here.world.db.write() as tx:
        work = Work(tx, here.world, here.world.clock.now())
        for code in codes:
            await tell_groups(work, await case_of(here.town, code), (OFFICER,))
        parcels = await work.keep_parcels()
    here.world.post(parcels)
    await here.quiet()

    assert len(group.seen) == 20
    told = [one.text for one in group.seen[spoken:]]
    assert told[-1].splitlines()[-1] == f"và {30 - len(told)} việc nữa"
    assert [one for one in told[:-1] if "việc nữa" in one] == []
    state = "SELECT state, count(*) FROM outbox WHERE kind = 'group' AND code IS NOT NULL GROUP BY state"
    assert await here.world.db.read.fetch(state) == [("sent", 30)]
