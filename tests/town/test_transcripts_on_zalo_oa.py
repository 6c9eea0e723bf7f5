"""The transcripts on a Zalo Official Account: the same answers arrive, and the same cases are kept."""

import itertools
import re
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.channels.channel import Channel
from bot.channels.zalo_oa import ZaloOa
from bot.clock import real_ms
from bot.config import Config, Telegram
from bot.world import World
from bot.zalo_sections import ZaloOa as Section
from handlers.talk.facts import Language
from storage import zalo
from tests.fakes.mouths import Direct
from tests.fakes.mouths_zalo_oa import OnZaloOa
from tests.fakes.zalo_oa_methods import APP, KEY, OA, SECRET
from tests.fakes.zalo_oa_server import ZaloOaServer
from tests.house_under_test import Town, open_town
from tests.town.test_transcripts_on_channels import TYPED, directly, kept, once, port, serving, unpaced
from tests.transcripts import Hand, Player, scripts, text_of

__all__ = ["once", "port"]

HANDS: tuple[Hand, ...] = ("taps", *TYPED)
POST = re.compile(r"\+ (?!until |english |away )\S+ \w+")
LATE_PART = re.compile(r"^(\w+)> \(photo \S+ (\w+)\)(?:.*\n)*.*\(photo \S+ \2\)", re.MULTILINE)


def settings(server: ZaloOaServer, templates: Mapping[str, str], telegram: Telegram) -> Config:
    """Give a configuration with Zalo, by default without Telegram."""
    ids = Section(app_id=APP, app_secret=SECRET, oa_id=OA, oa_secret_key=KEY)
    there = {"api_base": server.url, "oauth_base": server.url, "templates": dict(templates)}
    return Config(zalo_oa=ids.model_copy(update=there), telegram=telegram)


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
async def joined(
    folder: Path,
    port: socket.socket,
    oa_type: int = 2,
    *,
    templates: Mapping[str, str] = MappingProxyType({}),
    telegram: Telegram | None = None,
) -> AsyncIterator[Joined]:
    """Give a town that Zalo reaches by its webhook, with the first pair of tokens kept."""
    async with ZaloOaServer(oa_type) as server:
        config = settings(server, templates, telegram or Telegram())
        async with open_town(folder, config=config, channels=at_once) as town, serving(town.house, config, port) as url:
            made = server.tokens()
            async with town.world.db.write() as tx:
                pair = zalo.Tokens(made["access_token"], made["refresh_token"], real_ms(), 90_000)
                await zalo.keep_pair(tx, APP, pair)
            server.hook = f"{url}{config.zalo_oa.webhook_path}"
            yield Joined(town, server)


def on_zalo(written: str) -> set[str]:
    """Give the people of a transcript who can do on Zalo all that they do.

    Zalo never says in which language a phone speaks, nothing that was sent can be edited there, and of an album each
    picture is a message like any other, so that one which comes late belongs to none.
    """
    lines = [line.partition("> ") for line in written.splitlines() if "> " in line]
    everybody = {who for who, _, _ in lines if who.isidentifier()}
    everybody |= {line.split()[2] for line in written.splitlines() if POST.fullmatch(line)}
    english = {line.removeprefix("+ english ") for line in written.splitlines() if line.startswith("+ english ")}
    late = {found[1] for found in LATE_PART.finditer(written)}
    return everybody - english - late - {who for who, _, said in lines if said.startswith("(edit")}


PLAYED = [
    pytest.param(script, hand, id=f"{script.stem}-{hand}", marks=() if HANDS[at % 4] == hand else pytest.mark.proof)
    for at, script in enumerate(scripts())
    for hand in HANDS
    if on_zalo(text_of(script))
]


def test_nearly_everybody_is_on_zalo() -> None:
    everybody = [on_zalo(text_of(script)) for script in scripts()]

    assert sum(1 for here in everybody if not here) <= 2, "scripts of one person whose phone tells its language"
    assert sum(map(len, everybody)) >= 140


@pytest.mark.parametrize(("script", "hand"), PLAYED)
async def test_a_transcript_goes_the_same_way_over_zalo(
    script: Path, hand: Hand, tmp_path: Path, once: Path, port: socket.socket
) -> None:
    """Signed events in, the account's API out, as an account of a state agency and as one of a company."""
    numbers, written = itertools.count(10001), text_of(script)
    oa_type, there = 4 if scripts().index(script) % 2 else 2, on_zalo(written)
    async with joined(tmp_path, port, oa_type) as here:

        def mouth(who: str, language: Language) -> OnZaloOa | Direct:
            return OnZaloOa(here.town, here.server, next(numbers)) if who in there else Direct(here.town, who, language)

        player = Player(here.town, hand, mouth)
        assert await player.play(written) == written
        await player.check_arrivals()
        assert await kept(here.town) == await directly(script, tmp_path, once)
        assert set(here.server.hook_answers) == {200}
        assert {one.version for one in here.server.sent} == {"v2" if oa_type == 4 else "v3"}
