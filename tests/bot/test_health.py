"""The health page makes no work for whoever asks it often, and never shows what is long past."""

import asyncio
from collections.abc import Mapping

import pytest

from bot.web.health import remembered


async def test_many_who_ask_at_once_and_again_make_one_look() -> None:
    looks, clock = [], [0.0]

    async def look() -> Mapping[str, object]:
        looks.append(clock[0])
        await asyncio.sleep(0)
        return {"ok": len(looks) == 1}

    ask = remembered(look, 5, lambda: clock[0])
    assert [one["ok"] for one in await asyncio.gather(*(ask() for _ in range(20)))] == [True] * 20
    clock[0] = 4.9
    assert (await ask())["ok"] is True
    assert looks == [0.0]


async def test_after_some_seconds_it_is_looked_at_again() -> None:
    found, clock = [{"ok": True}, {"ok": False}], [0.0]

    async def look() -> Mapping[str, object]:
        return found.pop(0)

    ask = remembered(look, 5, lambda: clock[0])
    assert (await ask())["ok"] is True
    clock[0] = 5.0
    assert (await ask())["ok"] is False


async def test_a_look_that_failed_is_not_kept() -> None:
    tries = []

    async def look() -> Mapping[str, object]:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("the disk is away")
        return {"ok": True}

    ask = remembered(look)
    with pytest.raises(OSError, match="away"):
        await ask()
    assert (await ask())["ok"] is True
