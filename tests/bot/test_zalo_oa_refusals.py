"""Every refusal of a local Zalo has its answer: wait, unreachable, refused; and what is in doubt is said to be."""

from typing import Any

import pytest

from bot.channels.channel import Refused, SendError, TryLater, Unreachable
from bot.channels.zalo_oa.errors import DOUBTFUL, GONE, NOT_OURS, OPERATOR, PAID, WINDOW
from handlers.talk.says import Message
from tests.fakes.zalo_oa_house import HELLO, LAN, error, house, known, shown


def reason(found: SendError) -> str:
    """Give why somebody cannot be reached."""
    assert isinstance(found, Unreachable)
    return found.reason


@pytest.mark.parametrize("code", sorted(WINDOW | GONE | PAID))
async def test_whoever_cannot_be_reached_now_is_said_to_be_so(code: int) -> None:
    async with house() as home:
        known(home).server.refuse(code)

        assert isinstance(await error(home), Unreachable)


@pytest.mark.parametrize(("hours", "said"), [(47, None), (49, "window"), (24 * 8, "window")])
async def test_the_windows_shut_after_two_days_and_after_seven(hours: float, said: str | None) -> None:
    async with house() as home:
        known(home).server.advance(hours=hours)
        if said is None:
            assert await home.channel.send(LAN, HELLO)
        else:
            assert reason(await error(home)) == said


async def test_an_account_with_money_may_send_until_the_seventh_day() -> None:
    async with house() as home:
        known(home).server.advance(hours=100)
        home.server.paid = True

        assert await home.channel.send(LAN, HELLO)


@pytest.mark.parametrize(("who", "said"), [("never wrote", "window"), ("unfollowed", "blocked")])
async def test_whoever_never_wrote_or_has_gone_cannot_be_reached(who: str, said: str) -> None:
    async with house() as home:
        if who == "unfollowed":
            known(home).server.blocked.add(LAN)

        assert reason(await error(home)) == said


@pytest.mark.parametrize("code", sorted(NOT_OURS))
async def test_what_zalo_will_never_take_is_refused_with_the_number(code: int) -> None:
    async with house() as home:
        known(home).server.refuse(code)
        found = await error(home)

        assert isinstance(found, Refused)
        assert str(code) in str(found)


@pytest.mark.parametrize("code", sorted(OPERATOR))
async def test_what_an_operator_has_to_mend_makes_all_wait_and_is_told(code: int) -> None:
    async with house() as home:
        known(home).server.refuse(code)
        found = await error(home)

        assert isinstance(found, TryLater)
        assert not found.ambiguous
        assert (home.channel.trouble, home.memory.troubles[-1]) == ("account", "account")
        await home.channel.send(LAN, HELLO)
        assert (home.channel.trouble, home.memory.troubles[-1]) == ("", "")


def doubts() -> list[Any]:
    """Give what leaves it open whether a message has arrived."""
    return [
        *[pytest.param("lie", (code,), id=f"{code} and delivered") for code in (*sorted(DOUBTFUL), -999999, 7)],
        pytest.param("lose", (), id="answer lost"),
        pytest.param("hang", (), id="no answer"),
        *[pytest.param("garble", (status,), id=f"HTML {status}") for status in (200, 403, 404, 500, 502, 503)],
    ]


@pytest.mark.parametrize(("fault", "given"), doubts())
async def test_where_it_is_not_known_whether_a_message_arrived_that_is_said(fault: str, given: tuple[int, ...]) -> None:
    async with house(patience=0.1) as home:
        getattr(known(home).server, fault)(*given)
        found = await error(home)

        assert isinstance(found, TryLater)
        assert found.ambiguous


async def test_zalo_refusing_for_want_of_room_or_a_closed_port_is_no_doubt() -> None:
    async with house() as home:
        known(home).server.refuse(-32)
        found = await error(home)
    async with house() as home:
        await known(home).server.stop()
        closed = await error(home)

    assert isinstance(found, TryLater)
    assert isinstance(closed, TryLater)
    assert (found.ambiguous, closed.ambiguous) == (False, False)


async def test_too_many_requests_in_html_are_waited_out() -> None:
    async with house() as home:
        known(home).server.garble(429)
        found = await error(home)

        assert isinstance(found, TryLater)
        assert (found.after, found.ambiguous) == (60, False)


async def test_the_second_part_of_a_message_that_waits_leaves_the_whole_in_doubt() -> None:
    async with house() as home:
        known(home).server.faults += []
        home.server.left = 1
        found = await error(home, Message(text="ă" * 2500))

        assert isinstance(found, TryLater)
        assert found.ambiguous
        assert len(shown(home)) == 1


async def test_a_person_who_is_gone_before_the_second_part_leaves_the_whole_in_doubt() -> None:
    async with house() as home:
        known(home).server.spare()
        home.server.refuse(-230)
        found = await error(home, Message(text="ă" * 2500))

        assert isinstance(found, TryLater)
        assert found.ambiguous
        assert len(shown(home)) == 1


async def test_when_the_headers_say_that_a_minute_is_used_up_nothing_more_is_asked_in_it() -> None:
    async with house() as home:
        known(home).server.left = 1
        await home.channel.send(LAN, HELLO)
        found = await error(home)

        assert isinstance(found, TryLater)
        assert 55 < found.after <= 60
        assert len(home.server.calls) == 1
        home.server.left = 4000
        home.server.advance(hours=0.02)
        assert await home.channel.send(LAN, HELLO)


async def test_a_number_that_nobody_knows_is_tried_five_times_and_then_set_aside() -> None:
    async with house() as home:
        known(home).server.refuse(-987, 5)
        found = [await error(home) for _ in range(5)]

        assert [type(one) is Refused for one in found] == [False, False, False, False, True]
        assert await home.channel.send(LAN, HELLO)
