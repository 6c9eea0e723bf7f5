"""Members of an office's group come in privately, strangers learn nothing, and who leaves is out at once."""

import pytest

from bot import membership
from storage import outbox
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_town import (
    OFFICER,
    WORDS,
    TelegramTown,
    filed,
    shown,
)
from tests.fakes.town_people import case_of
from tests.house_under_test import VOICE


async def test_a_member_comes_in_by_the_button_and_is_asked_nothing(
    here: TelegramTown, lan: Person, binh: Person
) -> None:
    group = await here.group(OFFICER, lan)
    code = await filed(here)
    group.add(binh)
    binh.say(f"/start c-{code}")
    await here.knocked()

    assert await here.holds(OFFICER) == ["Lan", "Bình"]
    assert [WORDS in one.text for one in binh.seen] == [False, True]
    binh.say(f"/start c-{code}")
    await here.quiet()
    assert WORDS in binh.seen[-1].text
    binh.tap("Nhận xử lý")
    await here.quiet()
    assert (await case_of(here.town, code)).holder == OFFICER


async def test_a_member_comes_in_by_the_greeting_and_by_typing(here: TelegramTown, lan: Person, binh: Person) -> None:
    group = await here.group(OFFICER, lan)
    code = await filed(here)
    group.add(binh)
    binh.say("/start g--1001")
    await here.knocked()
    chi = here.server.person(5003, "Chi")
    group.add(chi)
    chi.say("/start")
    chi.press("consent|yes")
    chi.say(f"xem {shown(code)}")
    await here.knocked()

    assert await here.holds(OFFICER) == ["Lan", "Bình", "Chi"]
    assert WORDS in chi.seen[-1].text


async def test_a_stranger_learns_nothing_not_even_whether_there_is_such_a_case_or_group(
    here: TelegramTown, lan: Person
) -> None:
    await here.group(OFFICER, lan)
    code = await filed(here)
    answers = []
    for at, (case, chat) in enumerate(((code, "-1001"), ("000000001", "-9999"))):
        stranger = here.server.person(6000 + at, "Lạ")
        stranger.say(f"/start c-{case}")
        await here.quiet()
        waiting = len(stranger.seen)
        await here.knocked()
        stranger.say(f"/start g-{chat}")
        await here.knocked()
        stranger.press("consent|yes")
        stranger.say(f"xem {shown(case)}")
        await here.knocked()
        answers.append([waiting, *(one.text.replace(shown(case), "CODE") for one in stranger.seen)])

    assert answers[0] == answers[1]
    assert len(answers[0]) > 2
    assert await here.holds(OFFICER) == ["Lan"]


@pytest.mark.parametrize("admin", [True, False])
async def test_who_leaves_the_group_is_out_at_once_also_for_what_is_on_its_way(
    here: TelegramTown, lan: Person, binh: Person, admin: bool
) -> None:
    group = await here.group(OFFICER, lan)
    group.admin = admin
    group.add(binh)
    binh.say("/start g--1001")
    await here.knocked()
    code = await filed(here)
    assert WORDS in binh.seen[-1].text
    seen = len(binh.seen)
    async with here.world.db.write() as tx:  # a notice that is owed already, but not sent yet
        await tx.execute("UPDATE outbox SET state = 'queued', not_before = 0 WHERE user = '5002' AND code = $1", code)
    group.remove(binh, by=lan)
    await here.quiet()
    await here.town.house.postman._sweep()
    await here.quiet()
    binh.say(f"/start c-{code}")
    binh.press(f"desk.open|{code}")
    await here.knocked()

    assert await here.holds(OFFICER) == ["Lan"]
    assert [one.text for one in binh.seen[seen:] if WORDS in one.text] == []
    assert (await outbox.counts(here.world.db.read))["withheld"] >= 1


async def test_who_comes_back_is_let_in_again(here: TelegramTown, lan: Person, binh: Person) -> None:
    group = await here.group(OFFICER, lan)
    for _ in range(2):
        group.add(binh)
        binh.say("/start g--1001")
        await here.knocked()
        assert await here.holds(OFFICER) == ["Lan", "Bình"]
        group.remove(binh)
        await here.quiet()
        assert await here.holds(OFFICER) == ["Lan"]


async def test_the_hourly_look_ends_who_has_gone_unheard_and_nobody_when_it_cannot_be_told(
    here: TelegramTown, lan: Person, binh: Person
) -> None:
    group = await here.group(OFFICER, lan)
    group.add(binh)
    binh.say("/start g--1001")
    await here.knocked()
    group.remove(binh, told=False)
    here.server.fail(2, 502, methods=("getchatmember",))
    assert await membership.recheck(here.world, here.town.house.channels) == 0
    here.server.fail(2, 400, "Bad Request: chat not found", methods=("getchatmember",))
    assert await membership.recheck(here.world, here.town.house.channels) == 0
    assert await here.holds(OFFICER) == ["Lan", "Bình"]
    assert await membership.recheck(here.world, here.town.house.channels) == 1

    assert await here.holds(OFFICER) == ["Lan"]


async def test_a_knock_waits_while_the_platform_cannot_be_asked(here: TelegramTown, lan: Person, binh: Person) -> None:
    group = await here.group(OFFICER, lan)
    code = await filed(here)
    group.add(binh)
    here.server.fail(1, 502, methods=("getchatmember",))
    binh.say(f"/start c-{code}")
    await here.knocked()
    assert binh.seen == []
    async with here.world.db.write() as tx:
        await tx.execute("UPDATE knocks SET not_before = 0")
    await here.knocked()

    assert WORDS in binh.seen[-1].text


async def test_a_knock_on_which_the_program_fails_is_asked_about_once(
    here: TelegramTown, lan: Person, binh: Person
) -> None:
    group = await here.group(OFFICER, lan)
    group.add(binh)
    async with here.world.db.write() as tx:
        await tx.execute(
            "CREATE TRIGGER curse BEFORE INSERT ON holders WHEN new.via <> '' BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    for _ in range(3):
        binh.say("/start g--1001")
        await here.knocked()

    assert await here.world.db.read.fetch("SELECT count(*) FROM knocks") == [(0,)]
    assert [one.text for one in binh.seen] == [VOICE.text("vi", "bad.failed")] * 3
    async with here.world.db.write() as tx:
        await tx.execute("DROP TRIGGER curse")
    binh.say("/start g--1001")
    await here.knocked()
    assert await here.holds(OFFICER) == ["Lan", "Bình"]
