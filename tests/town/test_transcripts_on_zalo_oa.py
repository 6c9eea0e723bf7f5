"""The transcripts on a Zalo Official Account: the same answers arrive, and the same cases are kept."""

import itertools
import re
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.channels.channel import Channel
from bot.channels.zalo_oa import ZaloOa
from bot.clock import real_ms
from bot.config import Config
from bot.world import World
from bot.zalo_sections import ZaloOa as Section
from storage import zalo
from tests.fakes.mouths_zalo_oa import OnZaloOa
from tests.fakes.zalo_oa_methods import APP, KEY, OA, SECRET
from tests.fakes.zalo_oa_server import ZaloOaServer
from tests.house_under_test import Town, open_town
from tests.town.test_transcripts_on_channels import (
    can,
    directly,
    kept,
    on_a_channel,
    serving,
    unpaced,
)
from tests.transcripts import Hand, Player, scripts, text_of

NOT_ON_ZALO = ("(edit",)


@pytest.fixture(scope="module")
def once() -> dict[str, list[Any]]:
    """Keep what the direct run of each transcript stored."""
    return {}


@pytest.fixture
def port() -> Iterator[socket.socket]:
    """Give a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        yield free


def settings(server: ZaloOaServer) -> Config:
    """Give a configuration with Zalo and no Telegram."""
    ids = Section(app_id=APP, app_secret=SECRET, oa_id=OA, oa_secret_key=KEY)
    return Config(zalo_oa=ids.model_copy(update={"api_base": server.url, "oauth_base": server.url}))


def at_once(world: World, config: Config) -> list[Channel]:
    """Give the channels as the program opens them, but without waiting for events that come out of order."""
    channels = unpaced(world, config)
    for channel in channels:
        if isinstance(channel, ZaloOa):
            channel.gather = 0
    return channels


@dataclass
class Joined:
    """A town and the local Zalo, joined."""

    town: Town
    server: ZaloOaServer


@asynccontextmanager
async def joined(folder: Path, port: socket.socket, oa_type: int) -> AsyncIterator[Joined]:
    """Give a town that Zalo reaches by its webhook, with the first pair of tokens kept."""
    async with ZaloOaServer(oa_type) as server:
        config = settings(server)
        async with open_town(folder, config=config, channels=at_once) as town, serving(town.house, config, port) as url:
            made = server.tokens()
            async with town.world.db.write() as tx:
                pair = zalo.Tokens(made["access_token"], made["refresh_token"], real_ms(), 90_000)
                await zalo.keep_pair(tx, APP, pair)
            server.hook = f"{url}{config.zalo_oa.webhook_path}"
            yield Joined(town, server)


def heard(script: Path) -> bool:
    """Tell whether a transcript can be played on Zalo.

    Zalo never says in which language a phone speaks, and of an album each picture is a message like any other.
    """
    written = text_of(script)
    late_part = re.search(r"\(photo \S+ (\w+)\)(.*\n)*.*\(photo \S+ \1\)", written)
    return can(script, *NOT_ON_ZALO) and "+ english" not in written and not late_part


@pytest.mark.parametrize(("script", "hand"), [one for one in on_a_channel(1, *NOT_ON_ZALO) if heard(one.values[0])])
async def test_a_transcript_goes_the_same_way_over_zalo(
    script: Path, hand: Hand, tmp_path: Path, once: dict[str, list[Any]], port: socket.socket
) -> None:
    """Everybody has Zalo: signed events in, the account's API out. There are no edits, and no language of the phone."""
    numbers, written = itertools.count(10001), text_of(script)
    oa_type = 4 if scripts().index(script) % 2 else 2
    async with joined(tmp_path, port, oa_type) as here:
        player = Player(here.town, hand, lambda who, language: OnZaloOa(here.town, here.server, next(numbers)))
        assert await player.play(written) == written
        await player.check_arrivals()
        assert await kept(here.town) == await directly(script, tmp_path, once)
        assert set(here.server.hook_answers) == {200}
        assert {one.version for one in here.server.sent} == {"v2" if oa_type == 4 else "v3"}
