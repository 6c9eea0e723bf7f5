"""Canaries: what a citizen entrusts to the house is in no log, with no official unasked, and gone when it must be."""

import asyncio
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot import logs
from bot.channels.channel import TryLater
from bot.files import Fetcher
from bot.retention import forget
from handlers.casework.categories import Category
from handlers.talk.events import Address, Arriving, Command, Contact, File, Incoming, Photo, Tap, Text
from handlers.talk.says import Message
from storage import web
from tests.fakes.town_people import agree, answer, case_of, report
from tests.house_under_test import Person, Town

NAME, PHONE, WORDS = "Đỗ Thị Hoàng Yến Kín", "0912345678", "con hoàng yến trong lồng son"
CANARIES = (NAME, PHONE, WORDS)
USER = "citizen-4711-hoangyen"


@pytest.fixture
def every_line(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Let every line be logged, at all levels, by logs that are set up as they really are."""
    root = logging.getLogger()
    before = {name: logging.getLogger(name).level for name in ("aiosqlite", "asyncio", "PIL", "apscheduler")}
    logs.set_up()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    level = root.level
    root.setLevel(logging.DEBUG)
    caplog.handler.setFormatter(logs.Discreet())
    try:
        yield
    finally:
        root.setLevel(level)
        for name, was in before.items():
            logging.getLogger(name).setLevel(was)
        structlog.reset_defaults()


def betrayed(text: str, *canaries: str) -> list[str]:
    """Give which of these, as letters or as JSON writes them, stand in a text."""
    return [one for one in canaries if one in text or json.dumps(one)[1:-1] in text]


def bytes_of(folder: Path) -> str:
    """Give all that lies in the files of the database, log and all."""
    return "".join(path.read_bytes().decode("utf-8", "replace") for path in sorted(folder.glob("town.db*")))


async def says(town: Town, *bodies: Arriving, channel: str = "line") -> None:
    """Let the citizen send these."""
    sender = Address(channel=channel, user=USER)
    for body in bodies:
        await town.house.conductor.receive([Incoming(id=town.next_id(), sender=sender, body=body, hint="vi")])
    await town.settle()


async def curse(town: Town, table: str, column: str) -> None:
    """Let the store break on everything that holds the citizen's words, and say so with the words."""
    async with town.world.db.write() as tx:
        await tx.execute(
            f"CREATE TRIGGER curse_{table} BEFORE INSERT ON {table} WHEN instr(new.{column}, '{WORDS} lạ') > 0 "
            f"BEGIN SELECT RAISE(ABORT, 'cannot keep {WORDS}'); END"
        )


async def test_no_log_line_at_any_level_holds_anything_of_a_citizen(
    town: Town, every_line: None, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    town.house.postman.rest = 0.01
    officer, citizen = await town.post("officer", "officer-07339"), town.person(USER)
    await town.post("head", "head-07339")
    await agree(citizen)
    await says(
        town, Text(text=f"{NAME} {PHONE}: {WORDS}"), Photo(ref=WORDS, caption=WORDS), Tap(step=WORDS, value=NAME)
    )
    code = await report(citizen, f"{NAME}, {PHONE}: {WORDS}", files=[WORDS], contact=f"{NAME} {PHONE}")
    await Fetcher(town.world, town.house.channels, town.house.store).fetch_wanted()
    await curse(town, "words", "text")
    await curse(town, "conversations", "state")
    await says(town, Tap(step="case.add", value=code), Text(text=f"{WORDS} lạ {PHONE}"))
    town.line.trouble["officer"] = [ValueError(f"{NAME} {WORDS}"), TryLater(0), KeyError(PHONE)]
    town.line.trouble[USER] = [RuntimeError(f"{NAME} {PHONE}"), OSError(WORDS)]
    await answer(officer, code, f"Chào {NAME}, {WORDS}, hẹn gặp lại.")
    await says(town, Tap(step="rate.no", value=code), Text(text=WORDS), Command(name=NAME, argument=PHONE))
    await town.advance(days=12)
    logging.getLogger("asyncio").error("Task exception was never retrieved\n%s", WORDS, exc_info=ValueError(NAME))

    logged = caplog.text + "".join(capfd.readouterr())
    assert "event set aside" in logged
    assert "postman stumbled" in logged
    assert "never retrieved" in logged
    assert betrayed(logged, *CANARIES, USER, PHONE[1:]) == []


async def test_a_log_that_nobody_can_take_stops_nothing(
    town: Town, every_line: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "log").open("w") as closed:
        pass
    monkeypatch.setattr("sys.stderr", closed)
    await curse(town, "conversations", "state")
    await says(town, Command(name="start"), Text(text=f"{WORDS} lạ"), Text(text="Đèn đường hỏng"))

    assert await town.world.db.read.fetch("SELECT error FROM aside") == [("IntegrityError",)]
    assert len(town.person(USER).messages) == 3


async def test_an_error_is_logged_by_its_kind_and_place_alone() -> None:
    with pytest.raises(ValueError, match=WORDS) as raised:
        await asyncio.wait_for(_fails(), 1)

    assert logs.where(raised.value).startswith("ValueError at test_privacy.py:")


async def _fails() -> None:
    raise ValueError(WORDS)


def all_of(person: Person) -> str:
    """Give all that a person was ever sent."""
    return "".join(message.model_dump_json() for message in person.messages)


async def committee(town: Town) -> list[Person]:
    """Fill every post that could ever come to see a case of the unit."""
    return [
        await town.post("officer", "officer-07339"),
        await town.post("head", "head-07339"),
        await town.post("inspector", "inspector"),
        await town.post("member", "member-1", follows=["07339"]),
        await town.post("standing", "standing"),
    ]


async def whole_life(town: Town, code: str) -> None:
    """Let everything happen to a case that sends officials something."""
    officer = town.person("officer")
    await officer.taps("desk.open", code)
    await officer.taps("desk.ask", code)
    await officer.types("Anh chị cho biết số biên nhận trên phiếu hẹn ạ")
    await says(town, Tap(step="case.reply", value=code), Text(text="Số 1234"))
    await says(town, Tap(step="case.add", value=code), File(ref="a", name=f"{NAME}.pdf", mime="application/pdf"))
    town.line.files["a"] = b"%PDF"
    await Fetcher(town.world, town.house.channels, town.house.store).fetch_wanted()
    await town.advance(days=10)
    await answer(officer, code)
    await says(town, Tap(step="rate.partly", value=code), Tap(step="menu.cancel"))
    for one in ("officer", "head", "member", "standing"):
        await town.person(one).command("desk")
        await town.person(one).taps("desk.overdue")
        await town.person(one).taps("desk.open", code)
    await town.advance(days=10)


async def test_officials_learn_nothing_of_who_reports_unless_that_person_agreed(town: Town) -> None:
    officials = await committee(town)
    code = await report(town.person(USER), "Hồ sơ của tôi quá hẹn ba tuần")
    await whole_life(town, code)

    for official in officials:
        assert betrayed(all_of(official), *CANARIES, USER) == []
    assert code in all_of(town.person("standing"))


async def test_a_name_given_and_taken_back_before_sending_reaches_nobody(town: Town, tmp_path: Path) -> None:
    officials = await committee(town)
    await says(
        town,
        Command(name="start", argument="u-07339-1"),
        Tap(step="consent", value="yes"),
        Text(text="Hồ sơ hẹn 2/11 trả mà đến nay chưa có kết quả"),
        Tap(step="report.confirm", value="identity"),
        Contact(phone=PHONE, own=True),
        Tap(step="report.confirm", value="identity"),
        Text(text=f"{NAME} {PHONE}"),
        Tap(step="report.confirm", value="identity"),
        Tap(step="report.identity", value="hide"),
        Tap(step="report.confirm", value="send"),
    )
    code = (await town.world.db.read.fetch("SELECT code FROM cases"))[0][0]
    await whole_life(town, code)

    for official in officials:
        assert betrayed(all_of(official), *CANARIES, USER) == []
    assert (await case_of(town, code)).contact == ""


async def test_a_name_given_for_one_case_is_shown_in_that_case_alone(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person(USER)
    await report(citizen, "Hồ sơ thứ nhất của tôi", contact=f"{NAME} {PHONE}")
    assert betrayed(all_of(officer), NAME, PHONE) == [NAME, PHONE]
    officer.clear()
    await report(citizen, "Hồ sơ thứ hai của tôi")

    assert betrayed(all_of(officer), NAME, PHONE, USER) == []


async def test_who_is_accused_sees_nothing_even_when_asking_by_code(town: Town) -> None:
    officials = await committee(town)
    code = await report(town.person(USER), WORDS, category=Category.ATTITUDE, about="leader")
    for person in (officials[0], officials[1], town.person("stranger")):
        for step in ("desk.open", "desk.accept", "desk.answer", "desk.transfer", "case.show", "case.add", "rate.yes"):
            await person.taps(step, code)
        await person.types(f"xem {code}")
        await person.command("status", code)

        assert betrayed(all_of(person), *CANARIES, USER) == []
    assert (await case_of(town, code)).taken_by is None


REFUSALS: dict[str, list[Arriving]] = {
    "words": [Text(text=f"{NAME} {PHONE}: {WORDS}")],
    "many": [Text(text=f"{WORDS} {n} " * 40) for n in range(8)],
    "a picture's words": [Photo(ref="a", caption=WORDS, album="x"), File(ref="b", name=NAME, mime="image/png")],
    "a phone": [Contact(phone=PHONE, own=True)],
    "a name at the preview": [Command(name="start", argument="u-07339"), Text(text=f"{WORDS}, gọi {PHONE}")],
}


@pytest.mark.parametrize("sent", REFUSALS.values(), ids=REFUSALS)
@pytest.mark.parametrize("channel", ["line", "web"])
async def test_of_words_without_consent_no_byte_is_left(
    town: Town, tmp_path: Path, sent: list[Arriving], channel: str
) -> None:
    async with town.world.db.write() as tx:
        for at, body in enumerate(sent):
            text = body.text if isinstance(body, Text) else PHONE
            await web.add_own(tx, USER, f"{at}", Message(text=text), town.world.clock.ms())
    await says(town, *sent, channel=channel)
    assert betrayed(bytes_of(tmp_path), *CANARIES), "it was there"
    await says(town, Tap(step="consent", value="no"), channel=channel)
    if channel == "line":
        async with town.world.db.write() as tx:
            await web.forget(tx, USER)
    await town.world.db.fold()

    assert betrayed(bytes_of(tmp_path), *CANARIES) == []


async def test_of_a_poisoned_event_without_consent_no_byte_is_left(town: Town, tmp_path: Path) -> None:
    await curse(town, "conversations", "state")
    await says(town, Command(name="start"), Text(text=f"{WORDS} lạ"))
    assert betrayed(bytes_of(tmp_path), WORDS)
    async with town.world.db.write() as tx:
        await tx.execute("DROP TRIGGER curse_conversations")
    await says(town, Tap(step="consent", value="no"))
    await town.world.db.fold()

    assert betrayed(bytes_of(tmp_path), WORDS) == []


@pytest.mark.parametrize("channel", ["line", "web"])
async def test_of_a_draft_thrown_away_no_byte_is_left(town: Town, tmp_path: Path, channel: str) -> None:
    citizen = town.person(USER)
    await agree(citizen)
    story = f"Hồ sơ hẹn 2/11 trả mà đến nay chưa có, {WORDS}"
    async with town.world.db.write() as tx:
        await web.add_own(tx, USER, "own", Message(text=story), 0)
        await web.add_bot(tx, USER, Message(text=f"Anh/chị xem lại:\n“{story}”"), 0)
        await web.add_bot(tx, USER, Message(text="Phản ánh 123-456-789 đã có câu trả lời"), 0)
    begun: list[Arriving] = [Command(name="start", argument="u-07339-1"), Tap(step="consent", value="yes")]
    await says(town, *begun, Text(text=story), Tap(step="menu.cancel"), channel=channel)
    assert betrayed(bytes_of(tmp_path), WORDS)
    await says(town, Tap(step="report.discard"), channel=channel)
    if channel == "web":
        async with town.world.db.write() as tx:
            left = [row[0] for row in await tx.fetch("SELECT body ->> '$.text' FROM web_messages")]
            await tx.execute("UPDATE outbox SET state = 'sent'")
        assert left == ["Phản ánh 123-456-789 đã có câu trả lời"]
        await says(town, *begun, Text(text="Đèn đường hỏng"), Tap(step="menu.cancel"), channel=channel)
        await says(town, Tap(step="report.discard"), channel=channel)
    else:
        async with town.world.db.write() as tx:
            await web.forget(tx, USER)
    await town.world.db.fold()

    assert betrayed(bytes_of(tmp_path), WORDS) == []


async def test_of_a_denunciation_no_byte_is_left_the_day_after(town: Town, tmp_path: Path) -> None:
    await agree(town.person(USER))
    await says(town, Text(text=f"Tôi tố cáo ông chủ tịch xã tham ô tiền đền bù, {WORDS}, {PHONE}"))
    await town.advance(days=1, hours=1)
    await forget(town.world)

    assert betrayed(bytes_of(tmp_path), WORDS, PHONE) == []
    assert await town.world.db.read.fetch("SELECT what, n FROM counts") == [("denunciation", 1)]
    assert await town.world.db.read.fetch("SELECT 1 FROM cases") == []
