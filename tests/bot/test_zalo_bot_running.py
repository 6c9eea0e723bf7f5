"""The program with the Zalo bot alone: no Telegram in its settings, a citizen's report comes in and is answered."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from tests.fakes.command_line import Shell
from tests.fakes.zalo_bot_server import TOKEN, ZaloBotServer

Gift = TypeVar("Gift")


class Aside:
    """A local server that runs in a thread of its own, beside a program that is waited for."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.server = ZaloBotServer()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self.server.start(), self.loop).result(5)

    def do(self, deed: Callable[[ZaloBotServer], Gift]) -> Gift:
        """Do something with the server, in its own thread."""

        async def there() -> Gift:
            return deed(self.server)

        return asyncio.run_coroutine_threadsafe(there(), self.loop).result(5)

    def until(self, true: Callable[[ZaloBotServer], object]) -> None:
        """Wait until something holds; TimeoutError if it never does."""
        asyncio.run_coroutine_threadsafe(self.server.until(lambda: true(self.server), 15), self.loop).result(20)

    def stop(self) -> None:
        """End the thread."""
        asyncio.run_coroutine_threadsafe(self.server.stop(), self.loop).result(5)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(5)
        self.loop.close()


@pytest.fixture
def aside() -> Iterator[Aside]:
    """Give a running server."""
    there = Aside()
    yield there
    there.stop()


def test_the_program_runs_with_the_zalo_bot_alone(tmp_path: Path, aside: Aside) -> None:
    address = aside.server.url
    shell = Shell(tmp_path, {"LANGNGHE_ZALO_BOT__TOKEN": TOKEN, "LANGNGHE_ZALO_BOT__API_BASE": address})

    def says(text: str, answers: int) -> str:
        aside.do(lambda server: server.person("An").say(text))
        aside.until(lambda server: len(server.person("An").seen) >= answers)
        return aside.do(lambda server: server.person("An").seen[-1].text)

    with shell.running("run") as program:
        program.address()
        asked = says("/start u-07339-3", 1)
        story = says("1", 2)
        shown = says("hồ sơ hẹn 2/11/2025 trả mà chưa có kết quả", 3)
        receipt = says("1", 4)
        stopped = program.stop()

    assert "1. " in asked
    assert story
    assert "xã Tân Yên" in shown
    assert "Mã: " in receipt
    assert stopped.code == 0
    assert TOKEN.partition(":")[2] not in stopped.out + stopped.err
