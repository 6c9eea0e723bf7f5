"""Invitations: only to posts that are there today, seen while they are open, and void when a post is ended."""

from datetime import datetime, timedelta

import pytest

from bot.invitations import NotToday, draw, invite
from storage import organisation, posts
from storage.times import ZONE
from tests.bot.test_importing import MERGER, held, imported
from tests.house_under_test import Town

LATER = datetime(2026, 11, 18, 9, 0, tzinfo=ZONE)


async def test_nobody_is_invited_to_a_post_of_a_unit_that_has_ceased_and_the_successor_is_named(town: Town) -> None:
    await imported(town, MERGER)
    await town.until(LATER)

    with pytest.raises(NotToday, match=r"^head-07333 has ended: invite to head-07339\.$"):
        await invite(town.world, "head-07333")


async def test_nobody_is_invited_by_hand_to_a_post_that_begins_later(town: Town) -> None:
    new = "code,name,kind,from,to,successors\n09999,Xã Mẫu Một,xa,2026-12-01,,\n"
    await imported(town, new)

    with pytest.raises(NotToday, match=r"^head-09999 begins only on 2026-12-01: name the holder, with from, in a file"):
        await invite(town.world, "head-09999")


async def test_an_invitation_to_a_post_that_has_ended_since_is_not_taken_up_and_names_where_its_work_went(
    town: Town,
) -> None:
    made = await invite(town.world, "head-07333", name="Hoa", valid=timedelta(days=30))
    await imported(town, MERGER)
    await town.until(LATER)
    hoa = town.person("hoa")

    await hoa.command("join", made.token)

    assert "Vị trí trong mã mời này không còn nữa; nay công việc thuộc xã Tân Yên." in hoa.last.text
    assert await held_by_anybody(town, "head-07333") == ()


async def held_by_anybody(town: Town, post: str) -> tuple[int, ...]:
    """Give who ever held a post."""
    return tuple(one.person for one in (await town.world.organisation(town.world.db.read)).holders if one.post == post)


@pytest.mark.parametrize(("name", "left"), [("", 0), ("Hoa", 1)])
async def test_open_invitations_are_void_all_of_a_post_or_those_of_a_name(town: Town, name: str, left: int) -> None:
    made = [await invite(town.world, "standing", name=one) for one in ("Hoa", "Mai")]
    other = await invite(town.world, "inspector", name="Hoa")
    async with town.world.db.write() as tx:
        voided = await posts.void(tx, "standing", name, town.world.clock.now())

    assert voided == 2 - left
    open_ = await organisation.invited(town.world.db.read, town.world.clock.now())
    assert [(one.post, one.name) for one in open_ if one.post == "standing"] == [("standing", "Mai")] * left
    hoa = town.person("hoa")
    await hoa.command("join", made[0].token)
    assert "Mã mời này đã hết hạn" in hoa.last.text
    await hoa.command("join", other.token)
    assert await held(town, hoa) == ("inspector",)


def test_a_token_holds_nothing_that_a_link_a_chat_or_a_command_line_would_read_otherwise() -> None:
    """One that began with `i-` was cut short when it was typed, and one that began with `-` was taken for an option."""
    tokens = {draw() for _ in range(50)}

    assert len(tokens) == 50
    assert all(len(one) == 16 and one.isascii() and one.isalnum() for one in tokens)
