"""Fetching what people sent, and showing them their commands."""

import pytest

from bot.channels.channel import Refused, TryLater, Unreachable
from tests.fakes.telegram_house import house
from tests.fakes.telegram_people import JPEG


async def test_a_sent_file_can_be_fetched() -> None:
    async with house() as home:
        an = home.server.person()
        an.photo(JPEG * 1000)

        assert await home.channel.fetch("file1") == JPEG * 1000


async def test_a_file_that_cannot_be_had_is_refused() -> None:
    async with house() as home:
        an = home.server.person()
        an.document(b"x", "a.bin", size=30_000_000)
        an.document(b"x" * ((20 << 20) + 1), "b.bin", size=5)
        an.document(b"x", "c.bin")
        home.server.paths.pop("documents/file3.bin")

        for ref in ("file1", "file2", "file3", "no such file"):
            with pytest.raises(Refused):
                await home.channel.fetch(ref)


async def test_a_file_is_fetched_later_when_telegram_is_away() -> None:
    async with house() as home:
        home.server.person().document(b"x", "a.bin")
        home.server.lose(methods=("getfile",))

        with pytest.raises(TryLater):
            await home.channel.fetch("file1")

        assert await home.channel.fetch("file1") == b"x"


async def test_a_person_sees_the_commands_of_his_role() -> None:
    async with house() as home:
        home.server.person().say("/start")

        await home.channel.dress("5001", "official", "vi")

        shown = home.server.commands["chat", 5001, ""]
        assert [command["command"] for command in shown] == ["start", "desk"]
        with pytest.raises(Unreachable):
            await home.channel.dress("404", "official", "vi")
