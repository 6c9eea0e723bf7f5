"""Sending over the Zalo bot: within its limits, pictures by their address, and an honest end for every error."""

from typing import Any

import pytest
import structlog

from bot.channels.channel import Refused, SendError, TryLater, Unreachable
from bot.channels.zalo_bot import LIMITS, write
from bot.channels.zalo_bot.write import units
from handlers.talk.says import Attachment, Message
from tests.fakes.deeds import picture
from tests.fakes.zalo_bot_house import NOTE, House, house

PICTURE = Attachment(hash="a" * 64, mime="image/jpeg", name="tep-1.jpg")
PAPER = Attachment(hash="b" * 64, mime="application/pdf", name="tep-2.pdf")


def chat(home: House) -> str:
    """Give the chat of somebody who has written to the bot."""
    person = home.server.person()
    person.say("chào")
    return person.id


async def sends(home: House, text: str = "chào", **more: object) -> str:
    """Send a message to somebody who has written."""
    return await home.channel.send(chat(home), Message.model_validate({"text": text, **more}))


async def error_of(home: House, text: str = "chào", **more: object) -> SendError:
    """Give the error that sending ends in."""
    with pytest.raises(SendError) as caught:
        await sends(home, text, **more)
    return caught.value


async def test_a_text_arrives_and_its_id_comes_back() -> None:
    async with house() as home:
        sent = await sends(home, "Chào anh/chị")

        assert [(one.text, one.id) for one in home.server.sent] == [("Chào anh/chị", sent)]


@pytest.mark.parametrize(("length", "parts"), [(1, 1), (2000, 1), (2001, 2), (4001, 3)])
async def test_a_text_of_any_length_goes_in_parts_of_2000(length: int, parts: int) -> None:
    async with house() as home:
        await sends(home, "ă" * length)

        got = [one.text for one in home.server.sent]
        assert len(got) == parts
        assert "".join(got) == "ă" * length


def test_parts_end_at_lines_and_words_and_split_no_letter() -> None:
    calls = write("u1", Message(text="từ " * 900 + "\n" + "👍" * 1500))
    texts = [call.params["text"] for call in calls]

    assert all(0 < units(text) <= LIMITS.text for text in texts)
    assert "".join("".join(texts).split()) == "từ" * 900 + "👍" * 1500
    assert not any("\ufffd" in text for text in texts)


def test_marks_written_apart_are_joined_before_they_are_counted() -> None:
    assert len(write("u1", Message(text="e\u0301" * 2000))) == 1


async def test_an_empty_text_is_no_error() -> None:
    async with house() as home:
        await sends(home, "")

        assert [one.text for one in home.server.sent] == ["…"]


@pytest.mark.parametrize("user", ["", "a b", "a\n", "x" * 201, "ngô"])
async def test_what_is_no_chat_is_refused(user: str) -> None:
    async with house() as home:
        with pytest.raises(Refused):
            await home.channel.send(user, Message(text="a"))
        assert home.server.calls == []


async def test_a_picture_is_fetched_by_zalo_from_its_address() -> None:
    async with house() as home:
        home.links[PICTURE.hash] = home.server.kept(picture("a"), "jpg")
        await sends(home, "Ảnh kèm theo", file=PICTURE)

        sent = home.server.sent[0]
        assert (sent.kind, sent.text, sent.file) == ("photo", "Ảnh kèm theo", picture("a"))


async def test_a_long_caption_follows_its_picture() -> None:
    async with house() as home:
        home.links[PICTURE.hash] = home.server.kept(picture("a"), "jpg")
        await sends(home, "a" * 2001, file=PICTURE)

        assert [one.kind for one in home.server.sent] == ["photo", "text", "text"]


async def test_a_picture_that_zalo_will_not_fetch_goes_as_a_link() -> None:
    async with house() as home:
        home.links[PICTURE.hash] = f"{home.server.url}/media/none.jpg"
        await sends(home, "Ảnh", file=PICTURE)

        assert [one.text for one in home.server.sent] == [f"Ảnh\n{home.server.url}/media/none.jpg"]


async def test_a_document_goes_as_a_link_since_zalo_takes_none() -> None:
    async with house() as home:
        home.links[PAPER.hash] = "https://langnghe.example.vn/tep/1"
        await sends(home, "Văn bản", file=PAPER)

        assert [one.text for one in home.server.sent] == ["Văn bản\nhttps://langnghe.example.vn/tep/1"]


@pytest.mark.parametrize("file", [PICTURE, PAPER])
async def test_without_a_public_address_words_say_where_the_file_waits(file: Attachment) -> None:
    async with house() as home:
        await sends(home, "Kèm theo", file=file)

        assert [one.text for one in home.server.sent] == [f"Kèm theo\n{NOTE}"]


@pytest.mark.parametrize(
    ("kind", "code", "said", "error", "ambiguous"),
    [
        ("refuse", 400, "Bad Request: text is bad", Refused, None),
        ("refuse", 400, "Bad Request: chat not found", Unreachable, None),
        ("refuse", 401, "Unauthorized", Unreachable, None),
        ("refuse", 403, "Internal server error", Unreachable, None),
        ("refuse", 404, "Not Found", Unreachable, None),
        ("refuse", 408, "Request timeout", TryLater, True),
        ("refuse", 418, "something new", Unreachable, None),
        ("refuse", 426, "Daily limit", Unreachable, None),
        ("refuse", 429, "Quota exceeded", Unreachable, None),
        ("refuse", 500, "oops", TryLater, True),
        ("refuse", 503, "oops", TryLater, True),
        ("soft", 400, "Bad Request", Refused, None),
        ("soft", 429, "Quota exceeded", Unreachable, None),
        ("soft", 500, "oops", TryLater, True),
        ("soft", 777, "oops", TryLater, True),
        ("soft", 0, "no code at all", Unreachable, None),
        ("soft", "500", "a code in quotes", TryLater, True),
        ("html", 200, "", TryLater, True),
        ("html", 403, "", TryLater, False),
        ("html", 404, "", TryLater, False),
        ("html", 502, "", TryLater, True),
        ("lose", 0, "", TryLater, True),
        ("drop", 0, "", TryLater, True),
    ],
)
async def test_every_error_has_its_answer(
    kind: str, code: Any, said: str, error: type[SendError], ambiguous: bool | None
) -> None:
    async with house() as home:
        home.server.fail(1, kind, code, said)
        caught = await error_of(home)

        assert type(caught) is error
        assert getattr(caught, "ambiguous", None) is ambiguous


async def test_silence_may_have_been_a_delivery() -> None:
    async with house(patience=0.05) as home:
        home.server.fail(1, "hang")
        caught = await error_of(home)

        assert isinstance(caught, TryLater)
        assert caught.ambiguous


async def test_a_server_that_is_not_there_got_nothing() -> None:
    async with house() as home:
        user = chat(home)
        await home.server.stop()
        with pytest.raises(TryLater) as caught:
            await home.channel.send(user, Message(text="a"))

        assert not caught.value.ambiguous


async def test_the_spent_quota_of_the_month_ends_the_sending_and_is_said() -> None:
    async with house() as home:
        home.server.quota = 2
        with structlog.testing.capture_logs() as logged:
            await sends(home)
            await sends(home)
            caught = await error_of(home)
        assert isinstance(caught, Unreachable)
        assert logged[0]["event"].startswith("Zalo takes no more messages")
        assert len([one for one, _ in home.server.calls if one == "sendMessage"]) == 3, "it is not tried again"

        home.server.month = lambda: "next"
        assert await sends(home)


async def test_the_fifty_first_person_is_not_reached() -> None:
    async with house() as home:
        people = [home.server.person(f"{n}") for n in range(51)]
        for one in people:
            one.say("chào")
        for one in people[:50]:
            await home.channel.send(one.id, Message(text="a"))
        with pytest.raises(Unreachable):
            await home.channel.send(people[50].id, Message(text="a"))
        assert await home.channel.send(people[0].id, Message(text="b"))


@pytest.mark.parametrize(("code", "reason"), [(401, "token"), (403, "blocked"), (404, "blocked"), (429, "quota")])
async def test_why_somebody_is_not_reached_is_told_apart(code: int, reason: str) -> None:
    async with house() as home:
        home.server.fail(1, "refuse", code)
        caught = await error_of(home)

        assert isinstance(caught, Unreachable)
        assert caught.reason == reason


async def test_the_fifty_first_person_is_no_spent_quota_once_others_are_reached() -> None:
    async with house() as home:
        user, reasons = chat(home), []
        for _ in range(3):
            home.server.fail(1, "refuse", 429)
            with pytest.raises(Unreachable) as caught:
                await home.channel.send(user, Message(text="a"))
            reasons.append(caught.value.reason)
            other = home.server.person("Bình")
            other.say("chào")
            await home.channel.send(other.id, Message(text="b"))
        await home.channel.send(user, Message(text="a"))
        home.server.fail(1, "refuse", 429)
        with pytest.raises(Unreachable) as caught:
            await home.channel.send(user, Message(text="a"))

        assert reasons == ["quota", "blocked", "blocked"]
        assert caught.value.reason == "quota"


async def test_a_message_of_which_a_part_has_gone_may_come_twice_and_says_so() -> None:
    async with house() as home:
        for kind, code in (("refuse", 429), ("html", 403), ("drop", 0)):
            home.server.fail(1, "spare")
            home.server.fail(1, kind, code)
            caught = await error_of(home, "a" * 2001)

            assert isinstance(caught, TryLater)
            assert caught.ambiguous


async def test_a_file_is_fetched_once_it_is_at_an_address_of_zalos() -> None:
    async with house() as home:
        url = home.server.kept(b"bytes", "jpg")

        assert await home.channel.fetch(url) == b"bytes"
        for gone in (f"{home.server.url}/media/none.jpg", "http://127.0.0.1:9/x", "file:///etc/passwd", "x"):
            with pytest.raises(Refused):
                await home.channel.fetch(gone)
        with pytest.raises(TryLater):
            await home.channel.fetch("https://127.0.0.1:9/x")
