"""Importing into a running town: said first, done whole or not at all, and noticed without a restart."""

import sqlite3
from datetime import date, datetime, timedelta

import pytest

from bot import importing, packaged
from bot.importing import Proposal
from bot.invitations import Made, invite
from handlers.casework.organisation import Absence
from handlers.casework.posts_file import Seat
from handlers.casework.tables import Broken
from handlers.casework.worktime import ORDINARY
from storage import open_store, posts
from storage.database import Connection
from storage.times import ZONE
from tests.fakes.town_people import case_of, eventually, got, leave, person_id, report, shown_code
from tests.house_under_test import Person, Town

POSTS = "record,post,name,deputy,from,to\n"
UNITS = "code,name,kind,from,to,successors\n"
MERGER = UNITS + "07333,Xã Quang Trung,xa,2025-07-01,2026-11-17,07339\n"
TABLES = ("posts", "holders", "absences", "followings", "jurisdictions", "units", "versions", "invitations")


async def kept(town: Town) -> dict[str, list[object]]:
    """Give all that is kept of the organisation."""
    read = town.world.db.read
    return {table: [tuple(row) for row in await read.fetch(f"SELECT * FROM {table} ORDER BY 1, 2")] for table in TABLES}


async def proposed(town: Town, conn: Connection, text: str) -> Proposal:
    """Give what a CSV file of units or posts would do."""
    propose = importing.propose_units if text.startswith("code") else importing.propose_posts
    return await propose(town.world, conn, text, "csv")


async def applied(town: Town, proposal: Proposal) -> None:
    """Do what was proposed."""
    async with town.world.db.write() as tx:
        await importing.apply(town.world, tx, proposal)


async def imported(town: Town, text: str) -> tuple[tuple[Seat, Made], ...]:
    """Let an operator import a CSV file; give the invitations."""
    async with town.world.db.write() as tx:
        return await importing.apply(town.world, tx, await proposed(town, tx, text))


async def held(town: Town, person: Person) -> tuple[str, ...]:
    """Give the posts for which a person's own chat is an official's."""
    number, now = await person_id(person), town.world.clock.now()
    found = await posts.held_by(town.world.db.read, [number], town.world.directory, now)
    return tuple(post.id for post in found.get(number, ()))


async def staff(town: Town) -> tuple[Person, Person]:
    """Give an officer and the head of Xã Tân Yên."""
    return await town.post("an", "officer-07339", name="An"), await town.post("binh", "head-07339", name="Bình")


async def test_a_dry_run_says_what_would_change_and_who_would_have_received_and_changes_nothing(town: Town) -> None:
    await staff(town)
    old = await report(town.person("lan"))
    await town.advance(days=31)
    codes = {await report(town.person("lan")), await report(town.person("hoa"))}
    before = await kept(town)

    proposal = await proposed(town, town.world.db.read, POSTS + "holder,officer-07339,An,,,2026-12-20\n")

    assert await kept(town) == before
    (change,) = proposal.plan.changes
    assert (change.kind, change.what) == ("ended", "holder An of officer-07339")
    assert change.fields == (("to", "", "2026-12-20"),)
    assert proposal.on.date() == date(2026, 12, 21)
    (row,) = proposal.rerouted
    assert (row.before, row.after) == (("officer-07339 (An)",), ("head-07339 (Bình)",))
    assert (set(row.codes), proposal.tried) == (codes, 2)
    assert old not in row.codes


async def test_a_broken_file_leaves_everything_as_it_was(town: Town) -> None:
    await staff(town)
    before = await kept(town)

    with pytest.raises(Broken) as refused:
        await imported(town, POSTS + "holder,standing,Hoa,,,\nholder,officer-07339,An,,2026-11-16,2026-11-10\n")

    assert [one.line for one in refused.value.troubles] == [3]
    assert await kept(town) == before


async def test_an_import_that_fails_in_the_middle_leaves_everything_as_it_was(town: Town) -> None:
    before = await kept(town)
    proposal = await proposed(town, town.world.db.read, MERGER)
    proposal.plan.absences.append(Absence(person=999, since=town.world.clock.now()))

    with pytest.raises(sqlite3.IntegrityError):
        await applied(town, proposal)

    assert await kept(town) == before


async def test_who_has_not_joined_is_invited_once_and_holds_the_post_as_the_file_says(town: Town) -> None:
    await staff(town)
    text = POSTS + "holder,head-07339,Dung,yes,,2026-12-31\nholder,officer-07339,An,,,\n"

    ((seat, made),) = await imported(town, text)
    again = await proposed(town, town.world.db.read, text)
    assert await imported(town, text) == ()

    assert (seat.name, made.post) == ("Dung", "head-07339")
    assert (again.plan.changes, [one.name for one in again.waiting]) == ([], ["Dung"])
    await town.person("dung").command("join", made.token)
    org = await town.world.organisation(town.world.db.read)
    (deputy,) = [one for one in org.holders if one.name == "Dung"]
    assert (deputy.deputy, deputy.until) == (True, datetime(2027, 1, 1, tzinfo=ZONE))
    assert [one.name for one in org.acting("head-07339", town.world.clock.now())] == ["Bình"]
    assert (await proposed(town, town.world.db.read, text)).plan.changes == []


async def test_a_deputy_gets_the_cases_while_the_holder_is_away_and_not_before_or_after(town: Town) -> None:
    officer, _ = await staff(town)
    made = await invite(town.world, "officer-07339", name="Dung", deputy=True)
    deputy = town.person("dung")
    await deputy.command("join", made.token)
    await imported(town, POSTS + "absence,officer-07339,An,,2026-11-17,2026-11-18\n")

    for wait, reader, other in ((0, officer, deputy), (1, deputy, officer), (2, officer, deputy)):
        await town.advance(days=wait)
        code = await report(town.person("lan"))
        shown = f"{code[:3]}-{code[3:6]}-{code[6:]}"
        assert (got(reader, shown), got(other, shown)) == (1, 0)


async def test_a_running_program_notices_what_another_one_imported(town: Town) -> None:
    await town.tick()
    ((_, _, path),) = await town.world.db.read.fetch("PRAGMA database_list")
    other = await open_store(f"sqlite:///{path}")
    hours = "code,name,kind,hours\n07339,Xã Tân Yên,xa,T2-T6 8:00-11:00\n"
    try:
        async with other.write() as tx:
            await importing.apply(town.world, tx, await importing.propose_units(town.world, tx, hours, "csv"))
    finally:
        await other.close()
    town.world.directory = packaged.units()
    assert town.world.timetable.hours.get("07339", ORDINARY) == ORDINARY

    await town.tick()

    assert town.world.directory.get("07339") != packaged.units().get("07339")
    assert town.world.timetable.hours["07339"].day == 180


async def test_a_unit_that_ceases_is_shown_as_its_successor_and_its_open_cases_go_on_to_who_stands_above(
    town: Town,
) -> None:
    officer = await town.post("officer", "officer-07333")
    member = await town.post("member", "member-tan-yen", follows=("07333",))
    citizen = town.person("lan")
    code = await report(citizen, unit="07333")
    await imported(town, MERGER)
    assert (await case_of(town, code)).reach == ("officer-07333",)

    await town.until(datetime(2026, 11, 17, 23, 59, 59, tzinfo=ZONE))
    before = got(member, "Quang Trung")
    await town.advance(seconds=1)

    assert (before, got(member, " · xã Tân Yên · ")) == (0, 1)
    assert (await case_of(town, code)).unit == "07333"
    assert shown_code(member) == code
    officer.clear()
    await officer.taps("case.open", code)
    assert got(officer, "Hồ sơ đất") == 0
    await citizen.command("start", "u-07333")
    assert "Xã Quang Trung đã thôi hoạt động" in citizen.last.text
    assert citizen.last.buttons[0].text.startswith("Xã Tân Yên")


async def test_a_spell_that_ends_by_the_calendar_lets_open_cases_go_on(town: Town) -> None:
    officer, head = await staff(town)
    await report(town.person("lan"))
    await imported(town, POSTS + "holder,officer-07339,An,,,2026-11-16\n")
    assert await held(town, officer) == ("officer-07339",)
    assert got(head, "Hồ sơ đất") == 0

    await town.until(datetime(2026, 11, 17, 0, 0, tzinfo=ZONE))

    assert got(head, "Hồ sơ đất") == 1
    assert await held(town, officer) == ()
    officer.clear()
    await officer.command("desk")
    assert got(officer, "Hồ sơ đất") == 0
    await town.advance(seconds=1)
    assert got(head, "Hồ sơ đất") == 1


async def test_what_was_left_while_the_program_stood_still_is_found_at_the_next_start(town: Town) -> None:
    officer, head = await staff(town)
    await report(town.person("lan"))
    town.world.looked_at, town.world.likeness = None, 0
    await leave(town, officer, "officer-07339")

    await town.advance(days=2)

    assert got(head, "Hồ sơ đất") >= 1


async def test_a_name_changes_at_midnight_without_an_import(town: Town) -> None:
    names = "code,name,kind,from,to\n07339,Xã Tân Yên,xa,2025-07-01,2026-11-16\n"
    await imported(town, names + "07339,Phường Tân Yên,phuong,2026-11-17,\n")
    await town.tick()
    first = town.world.directory.shown("07339")

    await town.advance(hours=15)

    assert (first, town.world.directory.shown("07339")) == ("Xã Tân Yên", "Phường Tân Yên")


async def test_a_jurisdiction_decides_who_gets_a_category_first_from_its_day_on(town: Town) -> None:
    officer, head = await staff(town)
    text = "record,category,first,from\njurisdiction,delay,head,2026-11-17\n"
    await report(town.person("lan"))
    (row,) = (await proposed(town, town.world.db.read, text)).rerouted
    await imported(town, text)

    assert (row.before, row.after) == (("officer-07339 (An)",), ("head-07339 (Bình)",))
    assert (got(officer, "Hồ sơ đất"), got(head, "Hồ sơ đất")) == (1, 0)
    await town.advance(days=1)
    await report(town.person("hoa"))

    await eventually(lambda: got(head, "Hồ sơ đất") == 1)
    assert got(officer, "Hồ sơ đất") == 1


async def test_what_comes_by_the_calendar_anyway_is_no_difference_that_a_file_makes(town: Town) -> None:
    await staff(town)
    await imported(town, POSTS + "holder,officer-07339,An,,,2026-12-20\n")
    await report(town.person("lan"))

    proposal = await proposed(town, town.world.db.read, POSTS + "holder,head-07339,Bình,,,2026-12-31\n")

    (row,) = proposal.rerouted
    assert (row.before, row.after) == (("head-07339 (Bình)",), ())


async def test_thirty_days_are_counted_back_from_now(town: Town) -> None:
    await staff(town)
    await report(town.person("lan"))
    await town.advance(days=29, hours=23)
    text = POSTS + "holder,officer-07339,An,,,2026-12-31\n"
    assert (await proposed(town, town.world.db.read, text)).tried == 1

    await town.advance(hours=2)

    assert (await proposed(town, town.world.db.read, text)).tried == 0
    assert timedelta(days=30) == importing.LOOK_BACK
