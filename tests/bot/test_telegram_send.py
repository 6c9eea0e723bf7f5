"""Sending through the local Bot API server: what arrives, and every way in which it may not."""

import socket
import warnings
from collections.abc import Callable
from datetime import timedelta

import pytest
from telegram import error as telegram

from bot.channels.channel import Refused, SendError, TryLater, Unreachable
from bot.channels.telegram.adapter import Telegram
from bot.channels.telegram.errors import TABLE, send_error
from bot.channels.telegram.request import Flooded
from bot.channels.telegram.settings import Settings
from handlers.talk.says import Attachment, Label, Message
from tests.fakes.telegram_house import FILES, House, commands, house
from tests.fakes.telegram_people import JPEG
from tests.fakes.telegram_server import TelegramServer

HELLO = Message(text="Chào anh/chị")
YES = (Label(text="Có", step="confirm", value="yes"), Label(text="Không", step="confirm", value="no"))


def attached(hash: str, mime: str, name: str) -> Message:
    return Message(text="Bằng chứng", file=Attachment(hash=hash, mime=mime, name=name), buttons=YES)


async def test_a_message_with_buttons_arrives_and_its_id_comes_back() -> None:
    async with house() as home:
        an = home.server.person()
        an.say("/start")

        id = await home.channel.send("5001", Message(text="Gửi đi? 👍", buttons=YES))

        (seen,) = an.seen
        assert (str(seen.id), seen.text, seen.labels) == (id, "Gửi đi? 👍", ["Có", "Không"])


async def test_a_long_message_arrives_in_parts_in_order() -> None:
    async with house() as home:
        an = home.server.person()
        an.say("/start")
        text = "".join(f"Dòng thứ {line} của một câu chuyện dài.\n" for line in range(300))

        id = await home.channel.send("5001", Message(text=text, buttons=YES))

        assert "\n".join(part.text for part in an.seen) == text.strip()
        assert [part.labels for part in an.seen] == [[], [], ["Có", "Không"]]
        assert id == str(an.seen[-1].id)


@pytest.mark.parametrize(
    ("message", "kind", "content"),
    [
        (attached("pic", "image/jpeg", "giấy hẹn.jpg"), "photo", JPEG),
        (attached("ogg", "audio/ogg", "lời nói.ogg"), "voice", b"OggS"),
        (attached("pdf", "application/pdf", "biên nhận.pdf"), "document", b"%PDF-1.7"),
    ],
)
async def test_a_file_arrives_whole_with_its_name_and_caption(message: Message, kind: str, content: bytes) -> None:
    async with house() as home:
        an = home.server.person()
        an.say("/start")

        await home.channel.send("5001", message)

        (seen,) = an.seen
        assert message.file is not None
        assert (seen.kind, seen.file, seen.name) == (kind, content, message.file.name)
        assert (seen.text, seen.labels) == ("Bằng chứng", ["Có", "Không"])


async def test_a_picture_that_telegram_cannot_show_goes_as_a_file() -> None:
    async with house() as home:
        an = home.server.person()
        an.say("/start")

        await home.channel.send("5001", attached("odd", "image/tiff", "a.tif"))

        assert [(seen.kind, seen.file) for seen in an.seen] == [("document", b"not a picture")]


async def test_a_picture_too_heavy_for_a_photo_goes_as_a_file_at_once() -> None:
    async with house() as home:
        an = home.server.person()
        an.say("/start")

        await home.channel.send("5001", attached("heavy", "image/jpeg", "a.jpg"))

        assert [(seen.kind, seen.name) for seen in an.seen] == [("document", "a.jpg")]
        assert [method for method, _ in home.server.calls] == ["sendDocument"]


@pytest.mark.parametrize("hash", ["empty", "gone", "huge"])
async def test_a_kept_file_that_is_not_there_or_too_large_is_refused_unsent(hash: str) -> None:
    async with house() as home:
        home.server.person().say("/start")

        with pytest.raises(Refused):
            await home.channel.send("5001", attached(hash, "application/pdf", "a.pdf"))

        assert home.server.calls == []


async def test_a_card_changes_in_place_and_saying_the_same_again_is_fine() -> None:
    async with house() as home:
        an = home.server.person()
        an.say("/start")
        id = await home.channel.send("5001", Message(text="Hồ sơ mới", buttons=YES))

        again = [
            await home.channel.send("5001", Message(text="Đã nhận", replaces=id)),
            await home.channel.send("5001", Message(text="Đã nhận", replaces=id)),
        ]

        assert again == [id, id]
        assert [(seen.text, seen.labels, seen.edits) for seen in an.seen] == [("Đã nhận", [], 1)]


async def test_a_card_that_cannot_change_is_sent_anew() -> None:
    async with house() as home:
        an = home.server.person()
        an.say("/start")
        picture = await home.channel.send("5001", attached("pic", "image/jpeg", "a.jpg"))

        for id in (picture, "999999"):
            assert await home.channel.send("5001", Message(text="Đã nhận", replaces=id)) != id

        assert [seen.text for seen in an.seen] == ["Bằng chứng", "Đã nhận", "Đã nhận"]


async def test_a_group_is_left_when_it_must_be_and_not_before() -> None:
    async with house() as home:
        home.server.group(-1001).add_bot(home.server.person())

        await home.channel.send("-1001", Message(text="Tôi chỉ nói chuyện riêng."))
        assert -1001 in home.server.chats
        await home.channel.leave("-1001:7")

        assert len(home.server.to(-1001)) == 1
        assert -1001 not in home.server.chats


async def failing(home: House) -> SendError:
    """Send and give the error that it ends in."""
    with pytest.raises(SendError) as caught:
        await home.channel.send("5001", HELLO)
    return caught.value


@pytest.mark.parametrize(
    ("spoil", "after", "ambiguous", "arrived"),
    [
        (lambda s: s.fail(1, 429, retry_after=7), 7, False, 0),
        (lambda s: s.fail(1, 409), 5, False, 0),
        (lambda s: s.fail(1, 401), 60, False, 0),
        (lambda s: s.fail(1, 500), 5, True, 0),
        (lambda s: s.fail(1, 502), 5, True, 0),
        (lambda s: s.garble(1, 502), 5, True, 0),
        (lambda s: s.garble(1, 200), 5, True, 0),
        (lambda s: s.garble(1, 403), 5, False, 0),
        (lambda s: s.garble(1, 302), 5, False, 0),
        (lambda s: s.lose(), 5, True, 1),
        (lambda s: s.lose(delivered=False), 5, True, 0),
    ],
)
async def test_a_busy_telegram_is_tried_later(
    spoil: Callable[[TelegramServer], None], after: float, ambiguous: bool, arrived: int
) -> None:
    async with house() as home:
        an = home.server.person()
        an.say("/start")
        spoil(home.server)

        error = await failing(home)

        assert isinstance(error, TryLater)
        assert (error.after, error.ambiguous) == (after, ambiguous)
        assert len(an.seen) == arrived
        assert await home.channel.send("5001", HELLO)


async def test_an_answer_that_never_comes_is_ambiguous() -> None:
    async with house(patience=0.1) as home:
        home.server.person().say("/start")
        home.server.hang()

        error = await failing(home)

        assert isinstance(error, TryLater)
        assert error.ambiguous


async def test_a_telegram_that_cannot_be_reached_has_surely_delivered_nothing() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{taken.getsockname()[1]}"
        channel = Telegram(Settings(token="1:a", api_base=base), FILES.__getitem__, commands)

        with pytest.raises(TryLater) as caught:
            await channel.send("5001", HELLO)

        await channel.close()
        assert not caught.value.ambiguous


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (403, "Forbidden: bot can't initiate conversation with a user"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: user is deactivated"),
        (400, "Bad Request: PEER_ID_INVALID"),
    ],
)
async def test_a_person_who_is_gone_is_unreachable(code: int, said: str) -> None:
    async with house() as home:
        home.server.person().say("/start")
        home.server.fail(1, code, said)

        assert isinstance(await failing(home), Unreachable)


async def test_whoever_blocked_the_bot_or_never_wrote_to_it_is_unreachable() -> None:
    async with house() as home:
        assert isinstance(await failing(home), Unreachable)
        an = home.server.person()
        an.say("/start")
        an.block()
        assert isinstance(await failing(home), Unreachable)
        an.unblock()
        assert await home.channel.send("5001", HELLO)


@pytest.mark.parametrize("code", [400, 413])
async def test_any_other_no_is_final_and_says_why(code: int) -> None:
    async with house() as home:
        home.server.person().say("/start")
        home.server.fail(1, code, "Bad Request: ENTITY_BOUNDS_INVALID")

        error = await failing(home)

        assert isinstance(error, Refused)
        assert "entity_bounds_invalid" in str(error).lower()


async def test_when_a_later_part_fails_the_whole_may_have_arrived_in_part() -> None:
    async with house() as home:
        home.server.person().say("/start")
        home.server.spare()
        home.server.fail(1, 429, retry_after=3)

        with pytest.raises(TryLater) as caught:
            await home.channel.send("5001", Message(text="dài " * 1500))

        assert (caught.value.after, caught.value.ambiguous) == (3, True)


def kinds(root: type[telegram.TelegramError]) -> list[type[telegram.TelegramError]]:
    return [root, *(below for kind in root.__subclasses__() for below in kinds(kind))]


@pytest.mark.parametrize("kind", kinds(telegram.TelegramError))
def test_every_error_of_the_library_has_its_place_in_the_table(kind: type[telegram.TelegramError]) -> None:
    assert kind in TABLE
    made = {telegram.ChatMigrated: -100, telegram.RetryAfter: timedelta(seconds=9), Flooded: 9.0}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        error = send_error(kind(made.get(kind, "why")))  # type: ignore[arg-type]

    assert isinstance(error, SendError)
    if kind in (telegram.RetryAfter, Flooded):
        assert isinstance(error, TryLater)
        assert error.after == 9
