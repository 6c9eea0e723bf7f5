"""One look at the posts serves all cards that go out together, and is never older than the question."""

import asyncio

import pytest

from bot.delivery import Shared


class Asked:
    """A question that is answered by its number, when it may be."""

    def __init__(self) -> None:
        self.times = 0
        self.open = asyncio.Event()
        self.fails = False

    async def __call__(self) -> int:
        self.times += 1
        number = self.times
        await self.open.wait()
        if self.fails:
            raise LookupError(number)
        return number


async def begun(asked: Asked, times: int) -> None:
    while asked.times < times:  # noqa: ASYNC110
        await asyncio.sleep(0)


async def test_who_asks_at_the_same_time_shares_one_answer() -> None:
    asked = Asked()
    asked.open.set()
    shared = Shared(asked)

    assert await asyncio.gather(*(shared() for _ in range(5))) == [1, 1, 1, 1, 1]


async def test_an_answer_is_never_one_that_was_begun_before_it_was_asked_for() -> None:
    asked = Asked()
    shared = Shared(asked)
    early = asyncio.create_task(shared())
    await begun(asked, 1)
    late = [asyncio.create_task(shared()) for _ in range(3)]
    await asyncio.sleep(0)

    asked.open.set()

    assert (await early, await asyncio.gather(*late)) == (1, [2, 2, 2])


async def test_a_later_question_is_asked_anew() -> None:
    asked = Asked()
    asked.open.set()
    shared = Shared(asked)

    assert (await shared(), await shared()) == (1, 2)


async def test_an_answer_that_fails_does_not_spoil_the_next() -> None:
    asked = Asked()
    asked.open.set()
    asked.fails = True
    shared = Shared(asked)

    failed = await asyncio.gather(shared(), shared(), return_exceptions=True)
    asked.fails = False

    assert [type(one) for one in failed] == [LookupError, LookupError]
    assert await shared() == 2


async def test_who_gives_up_does_not_take_the_answer_from_the_others() -> None:
    asked = Asked()
    shared = Shared(asked)
    hasty, patient = asyncio.create_task(shared()), asyncio.create_task(shared())
    await begun(asked, 1)

    hasty.cancel()
    asked.open.set()

    assert await patient == 1
    with pytest.raises(asyncio.CancelledError):
        await hasty
