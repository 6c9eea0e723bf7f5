"""Files: nothing of their maker in them, each with its case and in order, and a lost one is told to its sender."""

import asyncio
from hashlib import sha256
from pathlib import Path

import pytest

from bot.channels.channel import TryLater
from bot.clock import real_ms
from bot.files import MOST_TRIES, Fetcher, redrawn
from handlers.casework.cases import Status
from handlers.talk.events import Address, File, Incoming, Photo, Text
from storage import files
from tests.fakes.pictures import CANARY, picture
from tests.fakes.town_people import agree, case_of, eventually, finish, got, report, send_off, unsent
from tests.house_under_test import VOICE, Person, Town


def fetcher(town: Town) -> Fetcher:
    """Give a fresh job, as after a restart: it waits for nothing."""
    return Fetcher(town.world, town.house.channels, town.house.store)


async def fetch(town: Town, times: int = 1) -> None:
    """Let the job run, with no waiting between its tries."""
    for _ in range(times):
        await fetcher(town).fetch_wanted()
    await town.settle()


def attached(person: Person) -> list[str]:
    """Give the names of the files that a person got, in order."""
    return [message.file.name for message in person.messages if message.file]


async def clicks(town: Town, user: str, *refs: str, album: str | None = None, size: int = 5) -> None:
    """Let a person send pictures, in one batch."""
    sender = Address(channel="line", user=user)
    await town.receive(
        *(
            Incoming(id=town.next_id(), sender=sender, body=Photo(ref=ref, album=album, size=size), hint="vi")
            for ref in refs
        )
    )


@pytest.mark.parametrize("mime", ["image/jpeg", "application/octet-stream", "application/pdf"])
async def test_no_byte_of_the_maker_reaches_the_folder_or_an_official(town: Town, mime: str) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("lan")
    town.line.files["raw"] = picture()
    code = await report(citizen)
    await citizen.taps("case.add", code)
    await citizen.sends(File(ref="raw", name=f"{CANARY}.JPG", mime=mime))
    await fetch(town)
    await eventually(lambda: attached(officer))

    kept = [path.read_bytes() for path in _folder(town).rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert CANARY.encode() not in kept[0]
    assert len(attached(officer)) == 1
    assert all(CANARY not in message.model_dump_json() for message in officer.messages)


def _folder(town: Town) -> Path:
    return town.house.store.path("0" * 64).parent.parent


async def test_a_forward_waits_for_its_files_and_goes_when_they_are_there(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    officer.clear()
    town.line.files |= {"a": picture(), "b": picture("PNG")}
    before = real_ms()

    code = await report(town.person("lan"), files=["a", "b"])
    waiting = await town.world.db.read.fetch("SELECT state, not_before FROM outbox WHERE kind = 'official'")
    assert officer.messages == []
    assert waiting[0][0] == "queued"
    assert before + 100_000 < waiting[0][1] <= real_ms() + 120_000
    await fetch(town)

    assert [message.file is not None for message in officer.messages] == [False, True, True]
    assert code in officer.messages[0].model_dump_json()
    assert attached(officer) == ["tep-1.jpg", "tep-2.jpg"]


async def test_a_forward_waits_two_minutes_at_most_and_its_files_follow(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    officer.clear()
    town.line.files["a"] = picture()
    await report(town.person("lan"), files=["a"])

    async with town.world.db.write() as tx:
        await tx.execute("UPDATE outbox SET not_before = 1 WHERE not_before > 0")
    await town.house.postman._sweep()
    await town.settle()
    assert [message.file is not None for message in officer.messages] == [False]
    await fetch(town)

    assert [message.file is not None for message in officer.messages] == [False, True]
    assert await unsent(town) == {}


async def test_a_notice_does_not_overtake_the_forward_that_waits_for_files(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("lan")
    officer.clear()
    code = await report(citizen, files=["never comes"])
    await citizen.taps("case.add", code)
    await citizen.types("Sáng nay tôi đến lần nữa, vẫn chưa có.")

    assert len(officer.messages) == 2
    assert "Sáng nay" not in officer.messages[0].text
    assert "Sáng nay" in officer.messages[1].text


@pytest.mark.parametrize("when", ["before consent", "in the report", "after filing"])
async def test_an_album_of_ten_is_one_case_with_ten_files_in_order_and_one_answer(town: Town, when: str) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("lan")
    refs = [f"ref-{n}" for n in range(10)]
    town.line.files |= {ref: picture(size=(10 + n, 10)) for n, ref in enumerate(refs)}
    if when == "before consent":
        await clicks(town, "lan", *refs, album="album")
        assert len(citizen.messages) == 1
        await citizen.taps("consent", "yes")
        await citizen.types("Ghế ngồi chờ ở trụ sở xã Tân Yên gãy hết sáng nay")
        code = await send_off(citizen)
    elif when == "in the report":
        await agree(citizen)
        await citizen.types("Ghế ngồi chờ ở trụ sở xã Tân Yên gãy hết sáng nay")
        citizen.clear()
        await clicks(town, "lan", *refs, album="album")
        assert len(citizen.messages) == 1
        code = await send_off(citizen)
    else:
        code = await report(citizen)
        await citizen.taps("case.add", code)
        citizen.clear()
        await clicks(town, "lan", *refs, album="album")
        assert len(citizen.messages) == 1
    await fetch(town)

    kept = await files.of_case(town.world.db.read, code)
    assert [one.hash for one in kept] == [sha256(redrawn(town.line.files[ref])[0]).hexdigest() for ref in refs]
    assert attached(officer) == [f"tep-{n}.jpg" for n in range(1, 11)]


async def test_a_file_that_is_no_picture_is_lost_and_its_sender_is_told(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("lan")
    town.line.files |= {"bad": b"\xff\xd8\xff not at all", "good": picture()}
    code = await report(citizen, files=["bad", "good"])
    await fetch(town)

    assert got(citizen, VOICE.text("vi", "update.file_lost").split("“", maxsplit=1)[0]) == 1
    assert [one.state for one in await files.of_case(town.world.db.read, code)] == ["lost", "handed"]
    assert attached(officer) == ["tep-2.jpg"]


async def test_a_file_that_cannot_be_had_is_tried_again_then_told_and_the_forward_goes_without_it(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("lan")
    officer.clear()

    async def away(ref: str) -> bytes:
        raise TryLater(1)

    town.line.fetch = away  # type: ignore[method-assign]
    code = await report(citizen, files=["gone"])
    await fetch(town, MOST_TRIES - 1)
    assert officer.messages == []
    assert got(citizen, "không lấy được tệp") == 0
    await fetch(town)

    assert got(citizen, "không lấy được tệp") == 1
    assert [code in message.model_dump_json() for message in officer.messages] == [True]


async def test_a_file_fetched_twice_at_once_is_passed_on_once(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("lan")
    town.line.files |= {"a": picture(), "b": b"none"}
    await report(citizen, files=["a"])
    await report(citizen, files=["b"])
    await asyncio.gather(*(fetcher(town).fetch_wanted() for _ in range(3)))
    await town.settle()

    assert attached(officer) == ["tep-1.jpg"]
    assert got(citizen, "không lấy được tệp") == 1


async def test_one_file_on_which_the_program_fails_holds_up_no_other(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("lan")
    town.line.files["good"] = picture()
    whole = town.line.fetch

    async def sometimes(ref: str) -> bytes:
        if ref == "cursed":
            raise KeyError(ref)
        return await whole(ref)

    town.line.fetch = sometimes  # type: ignore[method-assign]
    await report(citizen, files=["cursed"])
    for n in range(30):
        await report(town.person(f"user{n}"), files=["cursed", "cursed"])
    await report(citizen, files=["good"])
    await fetch(town)

    assert attached(officer) == ["tep-1.jpg"]


async def test_files_of_a_channel_that_is_away_hold_up_no_other(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    town.line.files["good"] = picture()
    code = await report(town.person("lan"), files=["good"])
    async with town.world.db.write() as tx:
        await tx.execute(
            "INSERT INTO case_files (code, seq, side, channel, ref, name, mime, state, at) "
            "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 600) "
            "SELECT $1, value + 10, 'official', 'elsewhere', 'x', 'x', 'image/png', 'wanted', 0 FROM n",
            code,
        )
    await fetch(town)

    assert attached(officer) == ["tep-1.jpg"]


async def test_an_officials_file_reaches_the_reporter(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("lan")
    town.line.files["letter"] = b"%PDF-1.7 the letter"
    code = await report(citizen)
    await officer.taps("desk.answer", code)
    await officer.types("Hồ sơ đã xong, thư trả lời kèm theo đây.")
    await officer.sends(File(ref="letter", name="Trả lời.pdf", mime="application/pdf"))
    await finish(officer, code)
    citizen.clear()
    await fetch(town)

    assert attached(citizen) == ["Trả lời.pdf"]
    assert citizen.last.file is not None
    assert town.house.store.read(citizen.last.file.hash) == b"%PDF-1.7 the letter"
    assert attached(officer) == []


async def test_an_official_is_told_of_a_lost_file(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("lan")
    code = await report(citizen)
    await officer.taps("desk.answer", code)
    await officer.types("Hồ sơ đã xong, thư trả lời kèm theo đây.")
    await officer.sends(File(ref="nowhere", name="Trả lời.pdf", mime="application/pdf"))
    await finish(officer, code)
    await fetch(town)

    assert got(officer, "“Trả lời.pdf”") == 1
    assert got(citizen, "không lấy được tệp") == 0


async def test_files_of_a_case_that_was_taken_back_go_to_nobody(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("lan")
    town.line.files["a"] = picture()
    code = await report(citizen, files=["a"])
    await citizen.taps("case.withdraw", code)
    await citizen.taps(f"withdraw.{code}", "yes")
    assert (await case_of(town, code)).status is Status.WITHDRAWN
    await fetch(town)

    assert attached(officer) == []


async def test_a_kill_between_file_and_row_leaves_one_file_and_fetches_it_again(town: Town) -> None:
    town.line.files["a"] = picture()
    code = await report(town.person("lan"), files=["a"])
    hash_ = town.house.store.keep(redrawn(town.line.files["a"])[0])
    await fetch(town)

    assert [one.hash for one in await files.of_case(town.world.db.read, code)] == [hash_]
    assert [path.name for path in _folder(town).rglob("*") if path.is_file()] == [hash_]


async def test_words_with_a_picture_are_kept_with_it(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("lan")
    code = await report(citizen)
    await citizen.taps("case.add", code)
    sender = Address(channel="line", user="lan")
    await town.receive(
        Incoming(id="p", sender=sender, body=Photo(ref="a", caption="Ảnh chụp sáng nay"), hint="vi"),
        Incoming(id="t", sender=sender, body=Text(text="Vẫn chưa có ai tiếp tôi"), hint="vi"),
    )

    assert got(officer, "Ảnh chụp sáng nay") == 1
    assert got(officer, "Vẫn chưa có ai tiếp tôi") == 1
