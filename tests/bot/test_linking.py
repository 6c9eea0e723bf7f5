"""One citizen, several channels: joined by a one-time code, parted again, and refused politely where it must be."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import linking
from storage import people
from tests.fakes.town_people import (
    address,
    agree,
    case_of,
    got,
    person_id,
    report,
)
from tests.fakes.two_chats import REFUSED, SURE, code_for, join, on_zalo, own_codes
from tests.fakes.windows import Windows
from tests.house_under_test import Town, open_town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town with a second messenger."""
    async with open_town(tmp_path, channels=lambda *_: [Windows()]) as town:
        yield town


async def test_two_chats_joined_by_a_code_show_the_same_cases_and_both_are_told(town: Town) -> None:
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    first = await report(here)
    await town.advance(minutes=1)
    second = await report(there, "Bãi rác ở thôn Đông bốc mùi cả tuần nay.")

    await join(here, there)

    assert await own_codes(here) == await own_codes(there) == [second, first]
    assert await person_id(here) == await person_id(there)
    assert got(here, "vừa được gộp") == 1
    assert got(there, "Đã gộp với nơi khác. Anh/chị có 2 phản ánh") == 1
    assert (await case_of(town, second)).reporter == await person_id(here)


@pytest.mark.parametrize("typed", ["liên kết {}", "lien ket {}", "link {}", "LINK {}", "/link {}", "liên kết  {low}"])
async def test_a_code_is_typed_in_many_ways(town: Town, typed: str) -> None:
    code = await code_for(town.person("lan"))
    there = on_zalo(town, "lan-z")
    words = typed.format(code, low=code.lower().replace("-", " "))
    await (there.command("link", code) if words.startswith("/") else there.types(words))

    assert there.last.text.startswith(SURE)


async def test_nobody_is_taken_to_speak_the_language_that_a_code_looks_like(town: Town) -> None:
    there = on_zalo(town, "lan-z")
    await there.types("link G6EQ-T7HE")

    assert there.last.text.startswith(REFUSED)


async def test_consent_is_kept_with_the_later_day_and_the_language_too(town: Town) -> None:
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    await agree(here)
    await here.taps("menu.language", "en")
    await town.advance(days=3)
    await agree(there)
    later = town.world.clock.ms()
    await town.advance(days=1)
    await here.types("link")
    await there.types(f"liên kết {here.last.text.splitlines()[0].rpartition(' ')[2]}")
    await there.types("có")

    assert await town.world.db.read.fetch("SELECT language, consent_at FROM people") == [("en", later)]


async def test_words_that_waited_for_consent_and_a_draft_are_still_there(town: Town) -> None:
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    await agree(here)
    await there.types("Hồ sơ tách thửa ở xã Tân Yên hẹn 3/11 mà đến nay chưa thấy gọi")
    assert "đồng ý" in there.last.text

    await join(here, there)
    await there.taps("consent", "yes")

    assert "xoá" not in there.last.text
    state = (await people.known(town.world.db.read, [address(there)]))[address(there)].state
    assert state is not None
    assert "tách thửa" in state


async def test_no_leaves_all_as_it_was_and_the_code_is_spent(town: Town) -> None:
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    await agree(here)
    code = await code_for(here)
    await there.command("link", code)
    await there.types("không")

    assert "như cũ" in there.last.text
    await there.taps("link.join", "yes")
    assert there.last.text.startswith(REFUSED)
    await there.command("link", code)
    assert there.last.text.startswith(REFUSED)
    assert await person_id(here) != await person_id(there)


async def test_wrong_used_expired_own_and_taken_codes_are_refused_in_the_same_words(town: Town) -> None:
    lan, mai, nam = town.person("lan"), on_zalo(town, "mai"), on_zalo(town, "nam")
    told = []
    own = await code_for(lan)
    await lan.command("link", own)
    told.append(lan.last.text)
    await mai.command("link", own)
    await nam.command("link", own)  # somebody else has typed it already
    told.append(nam.last.text)
    await mai.types("có")
    await nam.command("link", own)  # used
    told.append(nam.last.text)
    await nam.command("link", "ZZZZ-ZZZZ")  # wrong
    told.append(nam.last.text)
    late = await code_for(lan)
    await town.advance(minutes=15)
    await nam.command("link", late)
    told.append(nam.last.text)

    assert len(set(told)) == 1
    assert told[0].startswith(REFUSED)


async def test_a_code_typed_in_time_but_confirmed_too_late_is_refused(town: Town) -> None:
    here, there = town.person("lan"), on_zalo(town, "lan-z")
    await there.command("link", await code_for(here))
    await town.advance(minutes=16)
    await there.types("có")

    assert there.last.text.startswith(REFUSED)
    assert await person_id(here) != await person_id(there)


async def test_whoever_guesses_is_stopped_after_five_tries_even_with_the_right_code(town: Town) -> None:
    here, thief = town.person("lan"), on_zalo(town, "thief")
    for n in range(5):
        await thief.command("link", f"ABCD-234{n + 2}")
        assert thief.last.text.startswith(REFUSED)
    code = await code_for(here)
    await thief.command("link", code)
    assert "Một giờ nữa" in thief.last.text

    await town.advance(minutes=61)
    await thief.command("link", await code_for(here))
    assert thief.last.text.startswith(SURE)


async def test_only_a_hash_of_a_code_is_kept(town: Town) -> None:
    code = (await code_for(town.person("lan"))).replace("-", "")

    kept = [row[0] for row in await town.world.db.read.fetch("SELECT code FROM link_codes")]
    assert len(code) == 8
    assert kept
    assert code not in kept[0]
    assert set(linking.draw()) <= set(linking.LETTERS)
