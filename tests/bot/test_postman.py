"""The postman: in order, to everybody, never silently twice, and no parcel holds up another address."""

import asyncio
import itertools
from pathlib import Path

import pytest

from bot.channels.channel import Refused, TryLater, Unreachable
from bot.work import Work
from handlers.talk.ask import say
from handlers.talk.events import Address
from handlers.talk.says import Say
from storage import outbox
from storage.sqlite import SqliteDatabase
from tests.fakes.bad_disk import Failing
from tests.fakes.town_people import agree, eventually, got, person_id, unsent
from tests.house_under_test import VOICE, Line, Person, Town, open_town

AGAIN = VOICE.text("vi", "sent.again")


def note(text: str) -> Say:
    """Give a message that says no more than this."""
    return say("card.quote", text=text)


async def owe(town: Town, user: str, *says: Say, key: str | None = None, channel: str = "line") -> None:
    """Owe messages to an address, as a turn does, without waiting for them."""
    async with town.world.db.write() as tx:
        work = Work(tx, town.world, town.world.clock.now())
        for one in says:
            work.owe(Address(channel=channel, user=user), 0, "reply", one, key=key)
        parcels = await work.keep_parcels()
    town.world.post(parcels)


async def states(town: Town) -> list[str]:
    """Give the state of every parcel, in the order in which they were owed."""
    return [row[0] for row in await town.world.db.read.fetch("SELECT state FROM outbox ORDER BY id")]


def texts(person: Person) -> list[str]:
    """Give the quoted words of a person's messages."""
    return [message.text.strip("“”\n") for message in person.messages]


async def test_an_address_gets_its_parcels_in_order(town: Town) -> None:
    words = [f"{n:02}" for n in range(30)]
    for first in range(0, 30, 3):
        await owe(town, "lan", *map(note, words[first : first + 3]))
    await town.settle()

    assert texts(town.person("lan")) == words
    assert set(await states(town)) == {"sent"}


async def test_a_busy_platform_holds_back_only_the_one_address(town: Town) -> None:
    town.line.trouble["lan"] = [TryLater(3600)]
    await owe(town, "lan", note("first"), note("second"))
    await owe(town, "mai", note("hers"))
    await eventually(lambda: town.house.postman._resting)
    await owe(town, "mai", note("hers too"))
    await eventually(lambda: len(town.person("mai").messages) > 1)

    assert texts(town.person("mai")) == ["hers", "hers too"]
    assert town.person("lan").messages == []


async def test_what_was_held_back_follows_in_order_and_unmarked(town: Town) -> None:
    town.line.trouble["lan"] = [TryLater(0), TryLater(0.01)]
    await owe(town, "lan", note("first"), note("second"))
    await town.settle()

    assert texts(town.person("lan")) == ["first", "second"]


async def test_a_lost_answer_is_followed_by_a_marked_copy(town: Town) -> None:
    town.line.trouble["lan"] = [TryLater(0), TryLater(0, ambiguous=True), TryLater(0)]
    await owe(town, "lan", note("first"), note("second"))
    await town.settle()

    assert town.person("lan").messages[0].text.startswith(AGAIN)
    assert AGAIN not in town.person("lan").messages[1].text


async def test_a_lost_answer_is_not_forgotten_when_the_store_fails_just_then(town: Town) -> None:
    town.house.postman.rest = 0.01
    town.line.trouble["lan"] = [TryLater(0, ambiguous=True)]
    await owe(town, "lan", note("first"))
    town.world.db = Failing(town.world.db, 3)
    await town.settle()

    assert [message.text.startswith(AGAIN) for message in town.person("lan").messages] == [True]


async def test_what_is_refused_is_set_aside_and_the_next_goes_out(town: Town) -> None:
    town.line.trouble["lan"] = [Refused("too ugly")]
    await owe(town, "lan", note("first"), note("second"))
    await town.settle()

    assert texts(town.person("lan")) == ["second"]
    assert await unsent(town) == {"refused": 1}


@pytest.mark.parametrize("fault", [Say(key="card.quote", args={"nothing": "here"}), note("bad")])
async def test_a_parcel_on_which_the_program_fails_is_set_aside_and_the_next_goes_out(town: Town, fault: Say) -> None:
    town.house.postman.rest = 0.01
    town.line.trouble["lan"] = [ValueError("a mistake of ours")] * 3 if fault == note("bad") else []
    await owe(town, "lan", fault, note("second"))
    await asyncio.wait_for(town.settle(), 5)

    assert texts(town.person("lan")) == ["second"]
    assert await unsent(town) == {"refused": 1}


async def test_a_parcel_that_stumbles_once_goes_out_marked(town: Town) -> None:
    town.house.postman.rest = 0.01
    town.line.trouble["lan"] = [ValueError("after it was sent, perhaps")]
    await owe(town, "lan", note("first"))
    await town.settle()

    assert [message.text.startswith(AGAIN) for message in town.person("lan").messages] == [True]


async def test_all_that_could_not_reach_a_person_comes_first_at_the_next_contact(town: Town) -> None:
    citizen = town.person("lan")
    await agree(citizen)
    citizen.clear()
    town.line.trouble["lan"] = [Unreachable()] * 80
    async with town.world.db.write() as tx:
        work = Work(tx, town.world, town.world.clock.now())
        for n in range(80):
            await work.tell(await person_id(citizen), "reporter", note(f"{n:02}"))
        parcels = await work.keep_parcels()
    town.world.post(parcels)
    await town.settle()
    assert await unsent(town) == {"unreachable": 80}

    await citizen.command("help")

    first, *rest = texts(citizen)
    assert [line[1:3] for line in first.splitlines() if line.startswith("“")] == [f"{n:02}" for n in range(80)]
    assert len(rest) == 1, "one message tells all that waited, the next answers"
    assert got(citizen, AGAIN) == 0
    assert await unsent(town) == {}


async def test_a_notice_with_a_key_is_owed_once_however_often_it_is_owed(town: Town) -> None:
    for _ in range(3):
        await owe(town, "lan", note("digest"), key="digest:2026-W46:1")
    await town.settle()

    assert texts(town.person("lan")) == ["digest"]
    assert await states(town) == ["sent"]


async def test_marks_of_what_went_out_ride_on_the_next_commit(town: Town) -> None:
    db = town.world.db
    assert isinstance(db, SqliteDatabase)
    town.world.marks.idle = 1
    await town.person("lan").command("start")
    await owe(town, "mai", note("hers"))
    await eventually(lambda: town.person("mai").messages)
    ran: list[str] = []
    await db._writer.set_trace_callback(ran.append)
    await town.person("lan").command("help")
    await db._writer.set_trace_callback(lambda _: None)

    marked = next(at for at, sql in enumerate(ran) if "state = 'sent'" in sql)
    assert ran[:marked].count("BEGIN IMMEDIATE") == 1
    assert any("INSERT INTO claims" in sql for sql in ran[: ran.index("COMMIT")])
    assert marked < ran.index("COMMIT")


async def test_marks_that_could_not_be_kept_are_kept_later_and_the_address_goes_on(town: Town) -> None:
    marks = town.world.marks
    marks.rest, marks._db = 0.01, Failing(marks._db, 3)
    await owe(town, "lan", note("first"), note("second"))
    await eventually(lambda: len(town.person("lan").messages) > 1)
    await town.settle()

    assert texts(town.person("lan")) == ["first", "second"]
    assert await states(town) == ["sent", "sent"]


async def test_an_address_goes_on_only_when_its_last_mark_is_kept(town: Town) -> None:
    seen: list[int] = []

    class Watchful(Line):
        async def send(self, user: str, message: object) -> str:
            rows = await town.world.db.read.fetch("SELECT count(*) FROM outbox WHERE state = 'sent'")
            seen.append(rows[0][0])
            return "id"

    town.line.__class__ = Watchful
    await owe(town, "lan", *(note(f"{n}") for n in range(5)))
    await town.settle()

    assert seen == [0, 1, 2, 3, 4]


async def test_what_another_program_has_to_send_waits_for_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as here, open_town(tmp_path, channels=lambda *_: [Line("elsewhere")]) as there:
        await owe(here, "lan", note("for the other"), channel="elsewhere")
        await here.settle()
        assert await states(here) == ["queued"]

        await there.house.postman._sweep()
        await there.settle()

        other = there.house.channels["elsewhere"]
        assert isinstance(other, Line)
        assert [message.text for message in other.sent["lan"]] == ["“for the other”"]


async def test_what_was_taken_or_sent_meanwhile_is_not_taken_again(town: Town) -> None:
    await owe(town, "lan", note("first"))
    await town.settle()
    async with town.world.db.write() as tx:
        ids = [row[0] for row in await tx.fetch("SELECT id FROM outbox")]
        assert await outbox.mark_sending(tx, ids) == set()

    assert await states(town) == ["sent"]


async def test_after_a_restart_only_what_may_have_arrived_is_marked_and_the_order_stays(tmp_path: Path) -> None:
    async with open_town(tmp_path) as before:
        before.line.trouble["lan"] = [TryLater(3600)]
        before.line.trouble["mai"] = [TryLater(3600, ambiguous=True)]
        await owe(before, "lan", note("1"), note("2"))
        await owe(before, "mai", note("3"))
        await eventually(lambda: len(before.house.postman._resting) > 1)
        async with before.world.db.write() as tx:
            await tx.execute("UPDATE outbox SET not_before = 0")

    async with open_town(tmp_path) as after:
        after._ids = itertools.count(1000)
        await after.person("lan").command("start")
        await after.settle()
        lan, mai = after.person("lan").messages, after.person("mai").messages

        assert [AGAIN in message.text for message in lan] == [False, False, False]
        assert [message.text[-3:] for message in lan[:2]] == ["“1”", "“2”"]
        assert [AGAIN in message.text for message in mai] == [True]


async def test_a_closed_house_sends_nothing_more(tmp_path: Path) -> None:
    async with open_town(tmp_path) as before:
        before.house.postman.rest = 0
        before.line.trouble["lan"] = [TryLater(3600)]
        await owe(before, "lan", note("1"), note("2"))
        await eventually(lambda: before.house.postman._resting)
    before.line.trouble.clear()
    for _ in range(20):
        await asyncio.sleep(0.005)

    assert before.line.sent == {}
