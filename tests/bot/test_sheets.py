"""A digest's picture and workbook on their way: after the words, drawn once, for whoever may have them."""

import asyncio
import os
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.channels.channel import Unreachable
from bot.drawing.page import Form, Page
from bot.files import Store
from bot.rendering import NotDrawn
from bot.sheets import KEPT_FOR, MIMES, Drawer
from handlers.casework.categories import Category
from storage.times import ZONE
from tests.fakes.drawn_digests import page
from tests.fakes.town_people import leave, report, unsent
from tests.house_under_test import VOICE, Person, Town

MONDAY_0730 = datetime(2026, 11, 23, 7, 30, tzinfo=ZONE)
PNG, XLSX = MIMES.values()


class Hand:
    """Draws pages as their own JSON; keeps what was asked of it, and fails while it is told to."""

    def __init__(self) -> None:
        self.drawn: list[tuple[Form, Page]] = []
        self.trouble: Exception | None = None

    async def __call__(self, page: Page, form: Form) -> bytes:
        """Draw."""
        self.drawn.append((form, page))
        await asyncio.sleep(0)
        if self.trouble:
            raise self.trouble
        return f"{form}{page.model_dump_json()}".encode()


async def at_hand(town: Town) -> Hand:
    """Give the town a case to tell of, and somebody who draws."""
    hand = Hand()
    await town.post("officer", "officer-07339")
    await report(town.person("lan"))
    town.world.draw_page = Drawer(town.house.store, hand)
    return hand


def files(person: Person) -> list[str]:
    """Give the media types of the files that a person got."""
    return [message.file.mime for message in person.messages if message.file]


def drawn_for(town: Town, person: Person) -> str:
    """Give what stands in the workbooks that a person got."""
    books = [message.file.hash for message in person.messages if message.file and message.file.mime == XLSX]
    assert books
    return "".join(town.house.store.read(one).decode() for one in books)


def words(person: Person) -> list[str]:
    """Give how the last messages begin."""
    return [message.text for message in person.messages]


async def test_the_words_go_first_then_the_picture_then_the_workbook(town: Town) -> None:
    await at_hand(town)
    standing = await town.post("standing", "standing")
    standing.clear()
    await town.until(MONDAY_0730)

    last = [(message.text[:20], message.file and message.file.mime) for message in standing.messages[-3:]]
    assert [mime for _, mime in last] == [None, PNG, XLSX]
    assert last[0][0].startswith("Tuần 47")
    assert not any(button.step in ("digest.picture", "digest.workbook") for button in standing.messages[-3].buttons)


async def test_twenty_readers_of_the_same_have_it_drawn_once(town: Town) -> None:
    hand = await at_hand(town)
    everyone = [await town.post(f"reader-{at}", "standing") for at in range(20)]
    await town.until(MONDAY_0730)

    assert [files(one) for one in everyone] == [[PNG, XLSX]] * 20
    assert sorted(form for form, _ in hand.drawn) == ["png", "xlsx"]


async def test_nobody_finds_a_case_in_a_drawing_that_is_not_in_that_readers_digest(town: Town) -> None:
    await at_hand(town)
    await town.post("inspector", "inspector")
    accused = await town.post("accused", "member-1", follows=["07339"])
    await town.post("accused", "head-07339")
    other = await town.post("other", "member-3", follows=["07339"])
    code = await report(town.person("lan"), category=Category.ATTITUDE, about="leader")
    await town.until(datetime(2026, 12, 7, 7, 30, tzinfo=ZONE))
    shown = f"{code[:3]}-{code[3:6]}-{code[6:]}"

    assert shown not in drawn_for(town, accused)
    assert shown in drawn_for(town, other)


async def test_who_left_before_it_could_be_sent_gets_no_drawing(town: Town) -> None:
    hand = await at_hand(town)
    standing = await town.post("standing", "standing")
    standing.clear()
    town.line.trouble["standing"] = [Unreachable()] * 9
    await town.until(MONDAY_0730)
    assert (await unsent(town))["unreachable"] >= 3
    town.line.trouble.clear()
    hand.drawn.clear()
    await leave(town, standing, "standing")
    await standing.command("help")

    assert files(standing) == []
    assert hand.drawn == []


@pytest.mark.parametrize("trouble", [NotDrawn("exit code -9"), OSError(28, "No space left on device")])
async def test_a_killed_drawing_or_a_full_disk_leaves_the_words_and_says_how_to_ask_again(
    town: Town, trouble: Exception
) -> None:
    hand = await at_hand(town)
    hand.trouble = trouble
    standing = await town.post("standing", "standing")
    standing.clear()
    await town.until(MONDAY_0730)

    assert words(standing)[-3].startswith("Tuần 47")
    assert "lúc này chưa vẽ được hình" in words(standing)[-2]
    assert "lúc này chưa làm được bảng tính" in words(standing)[-1]
    assert await unsent(town) == {}

    hand.trouble = None
    town.world.draw_page = Drawer(town.house.store, hand)
    await standing.types("hình")
    assert files(standing) == [PNG]


async def test_a_week_in_which_nothing_happened_is_one_line_and_can_be_drawn_all_the_same(town: Town) -> None:
    town.world.draw_page = Drawer(town.house.store, Hand())
    standing = await town.post("standing", "standing")
    standing.clear()
    await town.until(MONDAY_0730)
    assert len(standing.messages) == 1
    assert standing.messages[0].buttons == ()
    await standing.types("hình")

    assert files(standing) == [PNG]


async def test_what_failed_is_not_tried_again_for_every_reader(town: Town) -> None:
    hand = await at_hand(town)
    hand.trouble = NotDrawn("not done within 30 s")
    everyone = [await town.post(f"reader-{at}", "standing") for at in range(5)]
    await town.until(MONDAY_0730)

    assert len(hand.drawn) == 2
    assert all("chưa vẽ được" in words(one)[-2] for one in everyone)


async def test_it_is_sent_to_a_reader_who_asks_by_button_or_by_name_and_to_nobody_else(town: Town) -> None:
    await at_hand(town)
    standing, officer, lan = await town.post("standing", "standing"), town.person("officer"), town.person("lan")
    for one in (standing, officer, lan):
        await one.taps("digest.picture", "2026-W46")
        await one.types("bảng tính")
        await one.taps("digest.workbook", "2026-W99")
        await one.taps("digest.workbook", "nothing of ours")

    assert files(standing) == [PNG, XLSX, XLSX]
    assert files(officer) == files(lan) == []
    assert VOICE.text("vi", "committee.only") in words(officer)


async def test_a_channel_that_carries_no_files_gets_one_line_that_says_where_to_find_them(town: Town) -> None:
    hand = await at_hand(town)
    town.line.limits = replace(town.line.limits, files=())
    standing = await town.post("standing", "standing")
    standing.clear()
    await town.until(MONDAY_0730)

    assert files(standing) == []
    assert ["kênh này không nhận được" in one for one in words(standing)[-2:]] == [False, True]
    assert hand.drawn == []
    await standing.types("bảng tính")
    assert "kênh này không nhận được bảng tính" in words(standing)[-1]


async def test_a_channel_that_carries_pictures_alone_gets_the_picture(town: Town) -> None:
    await at_hand(town)
    town.line.limits = replace(town.line.limits, files=("image/",))
    standing = await town.post("standing", "standing")
    standing.clear()
    await town.until(MONDAY_0730)

    assert files(standing) == [PNG]
    assert "kênh này không nhận được bảng tính" in words(standing)[-1]


async def test_a_digest_that_was_drawn_is_forgotten_after_its_time_and_drawn_anew_when_asked_for(
    tmp_path: Path,
) -> None:
    store, hand = Store(tmp_path), Hand()
    ours = store.keep(b"a photo of a case")
    drawer = Drawer(store, hand)
    file = await drawer(page("one"), "png")
    assert file is not None
    long_ago = time.time() - KEPT_FOR - 1
    for path in (Store(tmp_path / "made").path(file.hash), store.path(ours)):
        os.utime(path, (long_ago, long_ago))

    assert store.forget_made(time.time() - KEPT_FOR) == 1
    assert store.read(ours) == b"a photo of a case"
    with pytest.raises(FileNotFoundError):
        store.read(file.hash)
    assert await drawer(page("one"), "png") == file
    assert store.read(file.hash)
    assert len(hand.drawn) == 2
