"""All transcripts with everybody on the Zalo bot: typed numbers and words lead to the same stored cases."""

import socket
from pathlib import Path
from typing import Any

import pytest

from bot.channels.channel import Channel
from bot.channels.zalo_bot import ZaloBot
from bot.config import Config, Web
from bot.world import World
from bot.zalo_sections import ZaloBot as Section
from handlers.talk.facts import Language
from tests.fakes.mouths import Direct
from tests.fakes.mouths_zalo_bot import OnZaloBot
from tests.fakes.zalo_bot_server import ZaloBotServer
from tests.house_under_test import open_town
from tests.town.test_transcripts_on_channels import SECRET, TYPED, address, directly, kept, once, port, serving, unpaced
from tests.transcripts import Hand, Player, scripts, text_of

__all__ = ["once", "port"]

NOT_ON_ZALO = ("(contact", "(edit", "(file", "(voice", "(place", "(old", "(forged")
"""What a bot on Zalo never gets, or gets in a shape of its own; whoever does such a thing is not on Zalo here."""


def on_zalo(written: str) -> set[str]:
    """Give the people of a transcript who can do on Zalo all that they do, in Vietnamese: Zalo names no language."""
    lines = [line.partition("> ") for line in written.splitlines() if "> " in line]
    english = {line.removeprefix("+ english ") for line in written.splitlines() if line.startswith("+ english ")}
    unable = {who for who, _, said in lines if said.startswith(NOT_ON_ZALO) or "\\n" in said}
    unable |= {who for who, _, said in lines if said.startswith("(photo") and " " in said.partition(")")[0][7:]}
    posted = [
        line.split() for line in written.splitlines() if line.startswith("+ ") and not line.startswith("+ until ")
    ]
    officials = {words[2] for words in posted if len(words) > 2}
    return ({who for who, _, _ in lines if who.isidentifier()} | (officials - english)) - unable - english


PLAYED = [
    pytest.param(script, TYPED[at % len(TYPED)], at % 2 == 1, id=f"{script.stem}-{TYPED[at % len(TYPED)]}")
    for at, script in enumerate(scripts())
]


def test_nearly_everybody_is_on_zalo() -> None:
    everybody = [on_zalo(text_of(script)) for script in scripts()]

    assert sum(1 for here in everybody if here) >= len(everybody) - 3
    assert sum(map(len, everybody)) >= 120


def section(server: ZaloBotServer, **more: str) -> Section:
    """Give the settings that lead to the local server."""
    return Section.model_validate({"token": server.token, "api_base": server.url, **more})


def quick(world: World, config: Config) -> list[Channel]:
    """Give the channels as the program opens them, but for how slowly Zalo wants to be asked and fed."""
    channels = unpaced(world, config)
    for channel in channels:
        if isinstance(channel, ZaloBot):
            channel.floor = channel.gather = 0.0
    return channels


async def play(script: Path, hand: Hand, config: Config, server: ZaloBotServer, folder: Path, port: Any) -> list[Any]:
    """Play a transcript and give what is stored, after checking that it went as written and that all arrived."""
    written = text_of(script)
    here = on_zalo(written)
    async with open_town(folder, config=config, channels=quick) as town, serving(town.house, config, port):
        await server.until(lambda: server.polled or server.probes)

        def mouth(who: str, language: Language) -> OnZaloBot | Direct:
            return OnZaloBot(town, server, who) if who in here else Direct(town, who, language)

        player = Player(town, hand, mouth)
        assert await player.play(written) == written
        await player.check_arrivals()
        return await kept(town)


@pytest.mark.parametrize(("script", "hand", "documented"), PLAYED)
async def test_a_transcript_goes_the_same_way_over_the_zalo_bot(
    script: Path, hand: Hand, documented: bool, tmp_path: Path, once: Path, port: socket.socket
) -> None:
    """Events are polled, some thrice, pictures named as documented or as seen, ours fetched from our address."""
    async with ZaloBotServer() as server:
        server.photo, server.replay = ("photo", 2) if documented else ("photo_url", 0)
        config = Config(zalo_bot=section(server), web=Web(public_url=address(port)))
        assert await play(script, hand, config, server, tmp_path, port) == await directly(script, tmp_path, once)


@pytest.mark.parametrize("wrapped", [True, False])
async def test_a_transcript_goes_the_same_way_over_zalos_webhook(
    wrapped: bool, tmp_path: Path, once: Path, port: socket.socket
) -> None:
    """Zalo calls the real web app with the secret, each event twice, wrapped or flat."""
    script = next(one for one in scripts() if "whole_life" in one.stem)
    async with ZaloBotServer() as server:
        server.wrapped, server.posts = wrapped, 2
        config = Config(
            zalo_bot=section(server, mode="webhook", secret_token=SECRET), web=Web(public_url=address(port))
        )
        stored = await play(script, "numbers", config, server, tmp_path, port)

        assert stored == await directly(script, tmp_path, once)
        assert server.probes == [200]
        assert set(server.hook_answers) == {200}
