"""The terminal: a line that comes when the talk is over disturbs nobody."""

import asyncio
import queue
import threading

from bot.channels.console import Console


def test_a_line_typed_when_the_talk_is_over_makes_no_noise() -> None:
    """The thread that reads lines outlives the loop; an error in it would be a stack trace on a person's screen."""
    lines: queue.Queue[str] = queue.Queue()
    before = set(threading.enumerate())

    async def talk() -> None:
        listening = asyncio.create_task(Console("an", "run", print, lines.get).listen(_deaf))
        await asyncio.sleep(0)
        listening.cancel()

    asyncio.run(talk())
    lines.put("too late\n")

    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=5)
        assert not thread.is_alive()


async def _deaf(events: object) -> None:
    """Take nothing."""
