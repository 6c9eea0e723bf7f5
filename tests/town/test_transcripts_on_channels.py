"""The same transcripts on every channel: the same answers arrive, and the same cases are kept."""

import asyncio
import itertools
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
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
from tests.transcripts import Hand, Player, scripts

PATIENT = Pace(limit=10_000)
SECRET = "a-secret-of-enough-letters"
TYPED: tuple[Hand, ...] = ("numbers", "labels", "plain")
EVERY = [
    pytest.param(script, hand, id=f"{script.stem}-{hand}")
    for at, script in enumerate(scripts())
    for hand in ("taps", TYPED[at % len(TYPED)])
]
"""Each transcript by taps, and by one of the ways of typing."""
NOT_ON_THE_WEB = ("(contact", "(sticker", "(edit")
NOT_AT_A_TERMINAL = (*NOT_ON_THE_WEB, "(photo", "(file", "(voice", "(place", "(old", "(forged", "\\n")


def can(script: Path, *unheard_of: str, who: str = "") -> bool:
    """Tell whether a channel has all that a transcript needs."""
    lines = [line for line in script.read_text(encoding="utf-8").splitlines() if line.startswith((f"{who}", "+"))]
    spoken = [line.partition("> ")[2] for line in lines if "> " in line]
    english = bool(who) and f"+ english {who}" in lines
    return not english and not any(words.startswith(unheard_of) or "\\n" in words for words in spoken)


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
    server = uvicorn.Server(uvicorn.Config(page, log_config=None, lifespan="off", timeout_graceful_shutdown=2))
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


@pytest.fixture(scope="module")
def once() -> dict[str, list[Any]]:
    """Keep what the direct run of each transcript stored."""
    return {}


async def directly(script: Path, folder: Path, once: dict[str, list[Any]]) -> list[Any]:
    """Give what a transcript leaves in the store when no channel stands between."""
    if script.stem not in once:
        (folder / "direct").mkdir()
        async with open_town(folder / "direct") as town:
            player = Player(town, "taps", lambda who, language: Direct(town, who, language))
            await player.play(script.read_text(encoding="utf-8"))
            once[script.stem] = await kept(town)
    return once[script.stem]


@pytest.mark.parametrize(("script", "hand"), EVERY)
async def test_a_transcript_goes_the_same_way_over_telegram(
    script: Path, hand: Hand, tmp_path: Path, once: dict[str, list[Any]]
) -> None:
    """Everybody has Telegram: updates are polled, inline buttons pressed, files fetched from the server."""
    async with TelegramServer() as server:
        config = Config(telegram=Telegram(token=server.token, api_base=server.url, file_base=server.url))
        async with open_town(tmp_path, config=config, channels=open_channels) as town:
            await _over_telegram(town, server, script, hand)
            assert await kept(town) == await directly(script, tmp_path, once)


async def test_a_transcript_goes_the_same_way_over_a_webhook(
    tmp_path: Path, once: dict[str, list[Any]], port: socket.socket
) -> None:
    """Telegram calls the real web app, with the secret."""
    script = next(one for one in scripts() if "whole_life" in one.stem)
    async with TelegramServer() as server:
        own = Telegram(
            token=server.token, api_base=server.url, file_base=server.url, mode="webhook", secret_token=SECRET
        )
        config = Config(telegram=own, web=Web(public_url=address(port)))
        async with (
            open_town(tmp_path, config=config, channels=open_channels) as town,
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
    written = script.read_text(encoding="utf-8")
    player = Player(town, hand, lambda who, language: OnTelegram(town, server, next(numbers), who, language))
    assert await player.play(written) == written
    await player.check_arrivals()


@pytest.mark.parametrize(("script", "hand"), [one for one in EVERY if can(Path(str(one.values[0])), *NOT_ON_THE_WEB)])
async def test_a_transcript_goes_the_same_way_over_the_web(
    script: Path, hand: Hand, tmp_path: Path, once: dict[str, list[Any]], port: socket.socket
) -> None:
    """Everybody has a page: HTTP in, the stream of events out. A page has no stickers, contacts or edits."""
    written = script.read_text(encoding="utf-8")
    async with (
        open_town(tmp_path, channels=open_channels) as town,
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
    script: Path, hand: Hand, tmp_path: Path, once: dict[str, list[Any]]
) -> None:
    """The citizen sits at a terminal, where choices are numbered; it takes only lines of text."""
    written, terminal = script.read_text(encoding="utf-8"), Terminal("citizen")

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
