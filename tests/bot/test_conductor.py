"""The conductor: once, in order, all or nothing, and only then confirmed."""

import asyncio
import sqlite3
from itertools import permutations

import pytest

from handlers.casework.categories import Category
from handlers.casework.effects import Part
from handlers.flows.states import STATE, Draft
from handlers.talk.events import Address, Arriving, Command, Edited, Incoming, Tap, Text
from storage import cases, inbox, people
from storage.sqlite import SqliteDatabase
from tests.fakes.bad_disk import Failing
from tests.fakes.town_people import WORDS, address, agree, at_preview, got, report
from tests.house_under_test import VOICE, Person, Town

APOLOGY = VOICE.text("vi", "bad.failed")


def typed(user: str, text: str, id: str) -> Incoming:
    """Give typed words as an event."""
    return Incoming(id=id, sender=Address(channel="line", user=user), body=Text(text=text), hint="vi")


def started(user: str, id: str) -> Incoming:
    """Give the first command of a person as an event."""
    return Incoming(id=id, sender=Address(channel="line", user=user), body=Command(name="start"), hint="vi")


async def state(person: Person) -> str:
    """Give the stored state of a person's talk."""
    known = await people.known(person.town.world.db.read, [address(person)])
    return known[address(person)].state or ""


async def poison(town: Town, word: str) -> None:
    """Let the store break on everything that holds a word."""
    async with town.world.db.write() as tx:
        for change in ("INSERT", "UPDATE"):
            await tx.execute(
                f"CREATE TRIGGER poison_{change} BEFORE {change} ON conversations "
                f"WHEN new.state LIKE '%{word}%' BEGIN SELECT RAISE(ABORT, 'poisoned'); END"
            )


async def statements(town: Town, *events: Incoming) -> list[str]:
    """Give the statements that the writer ran for these events, in order."""
    db = town.world.db
    assert isinstance(db, SqliteDatabase)
    ran: list[str] = []
    await db._writer.set_trace_callback(ran.append)
    await town.house.conductor.receive(events)
    await db._writer.set_trace_callback(lambda _: None)
    return ran


async def test_an_event_delivered_twice_is_handled_once(town: Town) -> None:
    citizen = town.person("lan")
    await agree(citizen)
    citizen.clear()

    for _ in range(3):
        await town.receive(typed("lan", "Đường thôn Đông hỏng nặng", "a"))

    assert len(citizen.messages) == 1
    assert (await state(citizen)).count("Đường thôn Đông") == 1


async def test_an_event_twice_in_one_batch_is_handled_once(town: Town) -> None:
    citizen = town.person("lan")
    await agree(citizen)
    citizen.clear()

    await town.receive(typed("lan", "Đường thôn Đông hỏng nặng", "a"), typed("lan", "Đường thôn Đông hỏng nặng", "a"))

    assert len(citizen.messages) == 1
    assert (await state(citizen)).count("Đường thôn Đông") == 1


async def test_words_amended_in_the_batch_that_files_them_are_not_lost(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("lan")
    await agree(citizen)
    await at_preview(citizen, Draft(parts=(Part(text=WORDS, message="m"),), category=Category.DELAY, unit="07339"))
    skip, send = Tap(step="report.skip"), Tap(step="report.confirm", value="send")
    bodies: tuple[Arriving, ...] = (skip, skip, send, Edited(of="m", text="Lời đã sửa"))
    await town.receive(
        *(Incoming(id=f"{n}", sender=address(citizen), body=body, hint="vi") for n, body in enumerate(bodies))
    )
    await officer.taps("desk.open", (await cases.newest(town.world.db.read, 1))[0].code)

    assert "Lời đã sửa" in officer.last.text


async def test_the_same_id_on_another_channel_is_another_event(town: Town) -> None:
    await town.receive(started("lan", "a"))
    other = Incoming(id="a", sender=Address(channel="other", user="lan"), body=Command(name="start"), hint="vi")
    await town.house.conductor.receive([other])

    rows = await town.world.db.read.fetch("SELECT channel, state FROM outbox ORDER BY id")
    assert [row[0] for row in rows] == ["line", "other"]


async def test_a_case_is_filed_once_though_the_last_tap_comes_twice(town: Town) -> None:
    citizen = town.person("lan")
    await report(citizen)
    last = next(iter(await town.world.db.read.fetch("SELECT id FROM claims ORDER BY at DESC, id DESC LIMIT 1")))[0]

    await town.receive(typed("lan", "gửi", last))

    assert len(await cases.newest(town.world.db.read, 10)) == 1


async def test_a_persons_events_stay_in_order_within_a_batch(town: Town) -> None:
    parts = [f"Chuyện thứ {n} ở quầy số 2 xã Tân Yên" for n in range(8)]

    await town.receive(*(typed("lan", part, f"id-{9 - n}") for n, part in enumerate(parts)))

    kept = await state(town.person("lan"))
    assert [kept.index(part) for part in parts] == sorted(kept.index(part) for part in parts)


async def test_what_many_people_send_meanwhile_is_one_commit(town: Town) -> None:
    town.world.marks.idle = 3600
    await town.receive(started("warm", "0"))
    ran = await statements(town, *(started(f"user{n}", f"{n}") for n in range(1, 40)))

    assert ran.count("COMMIT") == 1
    assert ran[0] == "BEGIN IMMEDIATE"
    assert ran[-1] == "COMMIT"


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_a_poisoned_event_is_set_aside_and_the_others_are_handled(town: Town, order: tuple[int, ...]) -> None:
    await poison(town, "gift")
    events = [typed("lan", "Đèn đường hỏng", "1"), typed("bad", "gift", "2"), typed("mai", "Loa hỏng", "3")]

    await town.receive(*(events[at] for at in order))

    assert await inbox.aside_count(town.world.db.read) == 1
    assert await town.world.db.read.fetch("SELECT id, error FROM aside") == [("2", "IntegrityError")]
    assert "Đèn đường hỏng" in await state(town.person("lan"))
    assert "Loa hỏng" in await state(town.person("mai"))
    assert [message.text for message in town.person("bad").messages] == [APOLOGY]


async def test_a_poisoned_event_that_comes_again_is_not_answered_again(town: Town) -> None:
    await poison(town, "gift")

    for _ in range(3):
        await town.receive(typed("bad", "gift", "2"))

    assert got(town.person("bad"), APOLOGY) == 1
    assert await inbox.aside_count(town.world.db.read) == 1


async def test_poison_with_letters_that_are_none_is_set_aside_too(town: Town) -> None:
    await poison(town, "gift")

    await town.receive(typed("bad", "gift \ud800", "1"), typed("mai", "Loa hỏng", "2"))

    assert await inbox.aside_count(town.world.db.read) == 1
    assert "Loa hỏng" in await state(town.person("mai"))


async def test_whoever_sent_poison_can_go_on_where_the_talk_was(town: Town) -> None:
    citizen = town.person("lan")
    await agree(citizen)
    await citizen.types("Đèn đường thôn Đông hỏng từ tuần trước")
    await poison(town, "gift")

    await citizen.types("gift")
    await citizen.taps("menu.cancel")

    assert "Đèn đường thôn Đông" in await state(citizen)


async def test_letters_that_are_none_are_answered_like_any_others(town: Town) -> None:
    citizen = town.person("lan")
    await agree(citizen)
    citizen.clear()

    await town.receive(typed("lan", "Đường \ud800 hỏng \udfff quá", "1"), typed("mai", "xin chào", "2"))

    assert citizen.messages
    assert town.person("mai").messages
    assert await inbox.aside_count(town.world.db.read) == 0


@pytest.mark.parametrize("name", ["start", "join", "status", "\ud800"])
async def test_a_command_with_letters_that_are_none_holds_nobody_up(town: Town, name: str) -> None:
    sender = Address(channel="line", user="lan")
    odd = Incoming(id="1", sender=sender, body=Command(name=name, argument="u-\udcff1"), hint="\ud8ff")

    await town.receive(odd, started("mai", "2"))

    assert await inbox.aside_count(town.world.db.read) == 0
    assert town.person("lan").messages
    assert town.person("mai").messages


async def test_a_locked_store_makes_receive_raise_so_that_the_channel_does_not_confirm(town: Town) -> None:
    async with town.world.db.write() as tx:
        await tx.execute("PRAGMA busy_timeout = 1")
        path = (await tx.fetch("PRAGMA database_list"))[0][2]
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(sqlite3.OperationalError):
        await town.house.conductor.receive([started("lan", "1")])
    other.execute("ROLLBACK")
    other.close()
    assert await inbox.aside_count(town.world.db.read) == 0
    await town.receive(started("lan", "1"))

    assert len(town.person("lan").messages) == 1


async def test_a_full_disk_makes_receive_raise_and_loses_nothing(town: Town) -> None:
    async with town.world.db.write() as tx:
        await tx.fetch(f"PRAGMA max_page_count = {(await tx.fetch('PRAGMA page_count'))[0][0]}")
    crowd = [typed(f"user{n}", f"{WORDS} " * 30, f"{n}") for n in range(100)]

    with pytest.raises(sqlite3.OperationalError, match="full"):
        await town.house.conductor.receive(crowd)
    async with town.world.db.write() as tx:
        assert await tx.fetch("SELECT 1 FROM claims UNION SELECT 1 FROM aside UNION SELECT 1 FROM outbox") == []
        await tx.fetch("PRAGMA max_page_count = 1000000")
    await town.receive(*crowd)

    assert all(len(town.person(f"user{n}").messages) == 1 for n in range(100))


@pytest.mark.parametrize("times", [1, 2])
async def test_a_fault_of_the_disk_is_no_fault_of_the_event(town: Town, times: int) -> None:
    town.world.db = Failing(town.world.db, times)
    for _ in range(times):
        with pytest.raises(sqlite3.OperationalError, match="disk"):
            await town.house.conductor.receive([started("lan", "1"), started("mai", "2")])
    await town.receive(started("lan", "1"), started("mai", "2"))

    assert await inbox.aside_count(town.world.db.read) == 0
    assert [len(town.person(user).messages) for user in ("lan", "mai")] == [1, 1]


async def test_a_cancelled_conductor_finishes_its_batch(town: Town) -> None:
    conductor = town.house.conductor
    other = asyncio.create_task(conductor.run())
    await asyncio.sleep(0)
    for event in range(20):
        delivery = asyncio.create_task(conductor.receive([started(f"user{event}", f"{event}")]))
        for _ in range(event):
            await asyncio.sleep(0)
        other.cancel()
        await asyncio.gather(other, return_exceptions=True)
        other = asyncio.create_task(conductor.run())
        await asyncio.wait_for(delivery, 5)
    other.cancel()
    await asyncio.gather(other, return_exceptions=True)
    await town.settle()

    assert [len(town.person(f"user{n}").messages) for n in range(20)] == [1] * 20


async def test_a_caller_that_gave_up_does_not_keep_the_others_waiting(town: Town) -> None:
    gone = asyncio.create_task(town.house.conductor.receive([started("lan", "1")]))
    stays = asyncio.create_task(town.house.conductor.receive([started("mai", "2")]))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.wait_for(stays, 5)
    await town.settle()

    assert town.person("lan").messages
    assert town.person("mai").messages


@pytest.mark.parametrize(
    "stored",
    [
        '{"kind":"a_place_of_an_older_release"}',
        '{"kind":"reporting","draft":{"parts":"no list"}}',
        '{"kind":"idle","unknown":1}',
        "",
        "no json",
    ],
)
async def test_a_state_that_no_longer_fits_becomes_idle_with_an_apology(town: Town, stored: str) -> None:
    citizen = town.person("lan")
    await agree(citizen)
    citizen.clear()
    async with town.world.db.write() as tx:
        await people.save_states(tx, [("line", "lan", stored, 0)])

    await citizen.command("help")
    await citizen.command("help")

    assert STATE.validate_json(await state(citizen)).kind == "idle"
    assert got(citizen, VOICE.text("vi", "bad.state_lost")) == (1 if stored else 0)
    assert len(citizen.messages) == (3 if stored else 2)
