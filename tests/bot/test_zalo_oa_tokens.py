"""The two tokens: renewed by one at a time, kept before they are used, and an operator told when that ends."""

import asyncio
import contextlib

import pytest

from bot.channels.channel import TryLater, Unreachable
from bot.channels.zalo_oa import Pair
from handlers.talk.says import Message
from tests.fakes.zalo_oa_house import House, house
from tests.fakes.zalo_oa_methods import HOUR

LAN = "8309000000000000001"
HELLO = Message(text="Chào anh/chị")
OAUTH = ("/v4/oa/access_token",)


def open_window(home: House) -> None:
    home.server.heard[LAN] = home.server.now()


async def test_a_young_token_is_used_as_it_is() -> None:
    async with house() as home:
        open_window(home)
        home.server.advance(hours=19.5)
        await home.channel.send(LAN, HELLO)

        assert home.server.spent == []
        assert len(home.memory.pairs) == 1


async def test_after_twenty_hours_the_pair_is_renewed_and_kept() -> None:
    async with house() as home:
        home.server.advance(hours=20.1)
        open_window(home)
        await home.channel.send(LAN, HELLO)

        assert len(home.server.spent) == 1
        assert [len(home.memory.pairs), home.memory.pairs[-1].lasts] == [2, 90_000]
        assert home.memory.pairs[-1].got_at >= home.memory.pairs[0].got_at + 20 * HOUR


async def test_many_who_need_a_new_token_at_once_make_one_request() -> None:
    async with house() as home:
        home.server.advance(hours=26)
        open_window(home)
        await asyncio.gather(*(home.channel.send(LAN, HELLO) for _ in range(20)))

        assert len(home.server.spent) == 1
        assert len(home.server.to(LAN)) == 20


@pytest.mark.parametrize("expired", [-216, -220])
async def test_a_token_that_zalo_refuses_is_renewed_once_by_all_who_held_it(expired: int) -> None:
    async with house() as home:
        home.server.expired = expired
        open_window(home)
        await home.channel.send(LAN, HELLO)
        for one in home.server.access:
            home.server.access[one] = 0
        await asyncio.gather(*(home.channel.send(LAN, HELLO) for _ in range(20)))

        assert len(home.server.spent) == 1
        assert len(home.server.to(LAN)) == 21


async def test_a_pair_that_an_operator_has_brought_meanwhile_is_taken_without_a_renewal() -> None:
    async with house() as home:
        open_window(home)
        await home.channel.send(LAN, HELLO)
        made = home.server.tokens()
        home.memory.pairs.append(Pair(made["access_token"], made["refresh_token"], home.server.now()))
        await home.channel.send(LAN, HELLO)

        assert home.server.spent == []


async def test_a_new_pair_is_kept_before_it_is_used() -> None:
    async with house() as home:
        home.server.advance(hours=26)
        open_window(home)
        home.memory.full = 1
        with pytest.raises(OSError, match="disk"):
            await home.channel.send(LAN, HELLO)

        assert home.server.calls == []
        await home.channel.send(LAN, HELLO)
        assert len(home.memory.pairs) == 2
        assert len(home.server.spent) == 1
        assert len(home.server.to(LAN)) == 1


async def test_a_pair_that_comes_while_the_sender_is_cancelled_is_kept_all_the_same() -> None:
    async with house() as home:
        home.server.advance(hours=26)
        open_window(home)
        home.memory.gate.clear()
        sending = asyncio.create_task(home.channel.send(LAN, HELLO))
        await home.server.until(lambda: home.memory.keeping)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        home.memory.gate.set()
        await home.channel.close()

        assert len(home.memory.pairs) == 2


async def test_while_the_old_token_still_lives_a_renewal_that_fails_holds_nobody_up() -> None:
    async with house() as home:
        home.server.advance(hours=21)
        open_window(home)
        home.server.garble(502, paths=OAUTH)
        await home.channel.send(LAN, HELLO)
        await home.channel.send(LAN, HELLO)

        assert len(home.server.to(LAN)) == 2
        assert home.server.spent == []


@pytest.mark.parametrize("fault", ["garble", "lose", "drop"])
async def test_with_the_old_token_dead_all_wait_until_the_renewal_answers(fault: str) -> None:
    async with house() as home:
        home.server.advance(hours=26)
        open_window(home)
        if fault == "garble":
            home.server.garble(500, paths=OAUTH)
        else:
            home.server.lose(delivered=fault == "lose", paths=OAUTH)
        with pytest.raises(TryLater) as caught:
            await home.channel.send(LAN, HELLO)

        assert not caught.value.ambiguous
        assert home.server.to(LAN) == []


async def test_when_consent_has_run_out_the_operator_is_told_and_all_goes_out_after_the_next_login() -> None:
    async with house() as home:
        home.server.advance(hours=26)
        home.server.refresh.clear()
        open_window(home)
        for _ in range(5):
            with pytest.raises(Unreachable) as caught:
                await home.channel.send(LAN, HELLO)
            assert caught.value.reason == "token"

        assert home.memory.troubles == ["", "consent"]
        assert home.channel.trouble == "consent"
        assert len(home.server.spent) == 1
        made = home.server.tokens()
        home.memory.pairs.append(Pair(made["access_token"], made["refresh_token"], home.server.now()))
        await home.channel.send(LAN, HELLO)
        assert home.channel.trouble == ""
        assert home.memory.troubles[-1] == ""


async def test_without_a_first_pair_everything_waits_and_the_operator_is_told() -> None:
    async with house(tokens=False) as home:
        with pytest.raises(Unreachable) as caught:
            await home.channel.send(LAN, HELLO)

        assert caught.value.reason == "token"
        assert home.memory.troubles == ["no_token"]
        assert home.server.calls == []


def test_no_repr_shows_a_token() -> None:
    assert "secret" not in repr(Pair("secret-access", "secret-refresh", 0))


async def test_no_log_shows_a_token_or_words(capsys: pytest.CaptureFixture[str]) -> None:
    async with house() as home:
        home.server.advance(hours=26)
        open_window(home)
        home.server.refuse(-999)
        home.server.garble(502)
        home.server.refuse(-209)
        for _ in range(4):
            with contextlib.suppress(TryLater):
                await home.channel.send(LAN, Message(text="lời riêng của người dân"))
        home.server.refresh.clear()
        home.server.advance(hours=26)
        with pytest.raises(Unreachable):
            await home.channel.send(LAN, HELLO)
    said = "".join(capsys.readouterr())

    assert "langnghe zalo login" in said
    assert not any(one in said for one in ("lời riêng", "access-2512", "refresh-2512", LAN))
