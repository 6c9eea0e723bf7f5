"""The same transcripts on every channel: the same answers arrive, and the same cases are kept."""

import asyncio
import itertools
import os
import pickle
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from bot.app import House
from bot.channels.channel import Channel
from bot.channels.web import Web as WebChannel
from bot.config import Config, Telegram, Web
from bot.serving import open_channels, webhooks
from bot.web.app import build
from bot.web.guard import Pace
from bot.world import World
from handlers.talk.facts import Language
from storage import cases, files
from tests.fakes.mouths import Direct, OnTelegram, OnTerminal, Terminal
from tests.fakes.mouths_web import pages
from tests.fakes.telegram_server import TelegramServer
from tests.house_under_test import Town, open_town
from tests.transcripts import Hand, Player, scripts, text_of

PATIENT = Pace(limit=10_000)
SECRET = "a-secret-of-enough-letters"
TYPED: tuple[Hand, ...] = ("numbers", "labels", "plain")
NOT_ON_THE_WEB = ("(contact", "(sticker", "(edit")
NOT_AT_A_TERMINAL = (*NOT_ON_THE_WEB, "(photo", "(file", "(voice", "(place", "(old", "(forged")


def can(script: Path, *unheard_of: str, who: str = "") -> bool:
    """Tell whether a channel has all that a transcript needs of a person, or of everybody."""
    lines = text_of(script).splitlines()
    said = [line.partition("> ")[2] for line in lines if line.startswith(f"{who}>" if who else "") and "> " in line]
    return bool(said) and not any(words.startswith(unheard_of) or "\\n" in words for words in said)


def on_a_channel(first: int, *unheard_of: str) -> list[Any]:
    """Give each transcript that a channel can carry: by taps, and every other one by one of the ways of typing."""
    return [
        pytest.param(script, hand, id=f"{script.stem}-{hand}")
        for at, script in enumerate(scripts())
        for hand in ("taps", *([TYPED[at % len(TYPED)]] if at % 2 == first else []))
        if can(script, *unheard_of)
    ]


class Server(uvicorn.Server):
    """A web server that notices at once that it shall end."""

    async def main_loop(self) -> None:
        """Look more often than ten times a second."""
        while not self.should_exit:  # noqa: ASYNC110
            await asyncio.sleep(0.002)


def unpaced(world: World, config: Config) -> list[Channel]:
    """Give the channels as the program opens them, but for how slowly Telegram wants to be fed."""
    channels = open_channels(world, config)
    for channel in channels:
        channel.limits = replace(channel.limits, per_second=0)
    return channels


async def kept(town: Town) -> list[Any]:
    """Give what is stored of every case, but for its code."""
    read, found = town.world.db.read, []
    for case in reversed(await cases.newest(town.world.db.read, 50)):
        history = [(row.at, row.action, row.post, row.person, row.note) for row in await cases.history(read, case.code)]
        brought = [(one.side, one.state, one.hash, one.name) for one in await files.of_case(read, case.code)]
        words = await cases.additions(read, case.code)
        found.append((case.model_dump(exclude={"code"}), history, brought, words))
    return found


@asynccontextmanager
async def serving(house: House, config: Config, port: socket.socket) -> AsyncIterator[str]:
    """Give the address at which the real web app of a house answers."""
    web = house.channels["web"]
    assert isinstance(web, WebChannel)
    page = build(
        web,
        public_url="",
        texts=lambda language, key: house.world.voice.text(language, key),
        health=house.health,
        extra_routes=webhooks(house, config),
        pace=PATIENT,
    )
    server = Server(uvicorn.Config(page, log_config=None, lifespan="off", timeout_graceful_shutdown=2))
    task = asyncio.create_task(server.serve(sockets=[port]))
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0.001)
    try:
        yield address(port)
    finally:
        web.hub.close()
        server.should_exit = True
        await task


def address(port: socket.socket) -> str:
    """Give the address of a port."""
    return f"http://127.0.0.1:{port.getsockname()[1]}"


@pytest.fixture
def port() -> Iterator[socket.socket]:
    """Give a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        yield free


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder in which what the direct run of each transcript stored is kept for all workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "direct"
    folder.mkdir(exist_ok=True)
    return folder


async def directly(script: Path, folder: Path, once: Path) -> list[Any]:
    """Give what a transcript leaves in the store when no channel stands between."""
    there = once / script.stem
    if not there.exists():
        (folder / "direct").mkdir()
        async with open_town(folder / "direct") as town:
            player = Player(town, "taps", lambda who, language: Direct(town, who, language))
            await player.play(text_of(script))
            made = folder / "made"
            made.write_bytes(pickle.dumps(await kept(town)))
            made.replace(there)
    found: list[Any] = pickle.loads(there.read_bytes())
    return found


@pytest.mark.parametrize(("script", "hand"), on_a_channel(0))
async def test_a_transcript_goes_the_same_way_over_telegram(
    script: Path, hand: Hand, tmp_path: Path, once: Path
) -> None:
    """Everybody has Telegram: updates are polled, inline buttons pressed, files fetched from the server."""
    async with TelegramServer() as server:
        config = Config(telegram=Telegram(token=server.token, api_base=server.url, file_base=server.url))
        async with open_town(tmp_path, config=config, channels=unpaced) as town:
            await _over_telegram(town, server, script, hand)
            assert await kept(town) == await directly(script, tmp_path, once)


async def test_a_transcript_goes_the_same_way_over_a_webhook(tmp_path: Path, once: Path, port: socket.socket) -> None:
    """Telegram calls the real web app, with the secret."""
    script = next(one for one in scripts() if "whole_life" in one.stem)
    async with TelegramServer() as server:
        own = Telegram(
            token=server.token, api_base=server.url, file_base=server.url, mode="webhook", secret_token=SECRET
        )
        config = Config(telegram=own, web=Web(public_url=address(port)))
        async with (
            open_town(tmp_path, config=config, channels=unpaced) as town,
            serving(town.house, config, port) as url,
        ):
            await server.until(lambda: server.hook)
            assert server.hook == f"{url}{own.webhook_path}"
            await _over_telegram(town, server, script, "taps")
            assert server.hook_answers
            assert set(server.hook_answers) == {200}
            assert await kept(town) == await directly(script, tmp_path, once)


async def _over_telegram(town: Town, server: TelegramServer, script: Path, hand: Hand) -> None:
    numbers = itertools.count(7001)
    written = text_of(script)
    player = Player(town, hand, lambda who, language: OnTelegram(town, server, next(numbers), who, language))
    assert await player.play(written) == written
    await player.check_arrivals()


@pytest.mark.parametrize(("script", "hand"), on_a_channel(1, *NOT_ON_THE_WEB))
async def test_a_transcript_goes_the_same_way_over_the_web(
    script: Path, hand: Hand, tmp_path: Path, once: Path, port: socket.socket
) -> None:
    """Everybody has a page: HTTP in, the stream of events out. A page has no stickers, contacts or edits."""
    written = text_of(script)
    async with (
        open_town(tmp_path, channels=unpaced) as town,
        serving(town.house, Config(), port) as url,
        pages(town, url) as page,
    ):
        player = Player(town, hand, page)
        assert await player.play(written) == written
        await player.check_arrivals()
        assert await kept(town) == await directly(script, tmp_path, once)


AT_A_TERMINAL = [
    pytest.param(script, hand, id=f"{script.stem}-{hand}")
    for at, script in enumerate(scripts())
    for hand in (TYPED[(at + 1) % len(TYPED)],)
    if can(script, *NOT_AT_A_TERMINAL, who="citizen")
]


@pytest.mark.parametrize(("script", "hand"), AT_A_TERMINAL)
async def test_a_transcript_goes_the_same_way_at_a_terminal(
    script: Path, hand: Hand, tmp_path: Path, once: Path
) -> None:
    """The citizen sits at a terminal, where choices are numbered; it takes only lines of text."""
    written, terminal = text_of(script), Terminal("citizen")

    def opened(world: World, config: Config) -> list[Channel]:
        return [terminal]

    def mouth(who: str, language: Language) -> OnTerminal | Direct:
        return OnTerminal(town, terminal, who) if who == "citizen" else Direct(town, who, language)

    async with open_town(tmp_path, channels=opened) as town:
        player = Player(town, hand, mouth)
        assert await player.play(written) == written
        await player.check_arrivals()
        assert await kept(town) == await directly(script, tmp_path, once)
        terminal.lines.put("")
