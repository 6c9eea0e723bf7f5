"""Similar cases of different people: linked, each by itself, and shown only to officials who may have them."""

from datetime import timedelta

import pytest

from bot.retention import forget
from handlers.casework.cases import Status
from handlers.casework.categories import Category
from storage import cases
from tests.fakes.town_people import case_of, report
from tests.house_under_test import Person, Town

WORDS = "Ghế ngồi chờ ở phòng một cửa hỏng hết, người già phải đứng cả buổi"
AGAIN = "ghe ngoi cho hong het, nguoi gia phai dung ca buoi sang"
RUDE = "Chị cán bộ quầy 3 quát mắng mẹ tôi trước mặt mọi người"


def spaced(code: str) -> str:
    """Give a code as people read it."""
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


async def facility(town: Town, user: str, text: str = WORDS, unit: str = "07339") -> str:
    """Let somebody report bad rooms, a minute later than the one before; give the code."""
    town.world.clock.move(timedelta(minutes=1))
    return await report(town.person(user), text, category=Category.FACILITY, unit=unit)


async def links(town: Town) -> int:
    """Count the links."""
    return int((await town.world.db.read.fetch("SELECT count(*) FROM links"))[0][0])


async def opened(official: Person, code: str) -> str:
    """Give the card of a case as an official opens it."""
    await official.types(f"mở {spaced(code)}")
    return official.last.text


async def test_the_holder_sees_the_other_case_on_both_cards_and_each_keeps_its_own_clock(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    first = await facility(town, "lan")
    await town.advance(days=1)
    second = await facility(town, "mai", AGAIN)

    assert f"Có 1 phản ánh tương tự: {spaced(first)}" in officer.messages[-1].text
    assert f"Có 1 phản ánh tương tự: {spaced(second)}" in await opened(officer, first)
    assert f"Có 1 phản ánh tương tự: {spaced(first)}" in await opened(officer, second)
    one, other = await case_of(town, first), await case_of(town, second)
    assert one.due_at is not None
    assert other.due_at is not None
    assert one.due_at < other.due_at
    assert one.reporter != other.reporter


async def test_after_an_action_the_card_still_names_the_similar_case(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    first = await facility(town, "lan")
    await facility(town, "mai", AGAIN)
    await officer.taps("desk.accept", first)

    assert "Có 1 phản ánh tương tự" in officer.last.text


async def test_the_similar_case_is_opened_by_a_button_of_the_card(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    first = await facility(town, "lan")
    second = await facility(town, "mai", AGAIN)

    assert ("desk.open", first) in [(button.step, button.value) for button in officer.messages[-1].buttons]
    await officer.taps("desk.open", first)
    assert ("desk.open", second) in [(button.step, button.value) for button in officer.last.buttons]


async def test_three_people_make_three_links_and_the_newest_is_named_first(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    codes = [await facility(town, user, text) for user, text in (("a", WORDS), ("b", AGAIN), ("c", WORDS))]

    assert await links(town) == 3
    assert f"Có 2 phản ánh tương tự: {spaced(codes[1])}, {spaced(codes[0])}" in await opened(officer, codes[2])


@pytest.mark.parametrize("other", ["unit", "words", "person", "old", "over"])
async def test_another_unit_other_words_the_same_person_long_ago_or_closed_is_not_linked(
    town: Town, other: str
) -> None:
    await town.post("officer", "officer-07339")
    await town.post("other", "officer-07228")
    first = await facility(town, "lan")
    if other == "old":
        await town.advance(days=31)
    if other == "over":
        closed = (await case_of(town, first)).model_copy(update={"status": Status.CLOSED})
        async with town.world.db.write() as tx:
            await cases.save(tx, closed, None)
    text = "Máy lấy số không chạy từ hôm kia" if other == "words" else AGAIN
    await facility(town, "lan" if other == "person" else "mai", text, "07228" if other == "unit" else "07339")

    assert await links(town) == 0


async def test_a_reporter_is_never_told_of_others(town: Town) -> None:
    await town.post("officer", "officer-07339")
    lan, mai = town.person("lan"), town.person("mai")
    first = await facility(town, "lan")
    second = await facility(town, "mai", AGAIN)
    await mai.types(spaced(second))
    await lan.types(spaced(first))

    for person, theirs in ((mai, first), (lan, second)):
        assert not any("tương tự" in one.text or spaced(theirs) in one.text for one in person.messages)


async def test_a_similar_case_that_the_reader_may_not_have_is_neither_named_nor_counted(town: Town) -> None:
    """The head reads a case about staff; a like one about a leader lies with the inspector alone."""
    head = await town.post("head", "head-07339")
    inspector = await town.post("inspector", "inspector")
    staff = await report(town.person("lan"), RUDE, category=Category.ATTITUDE, about="staff")
    leader = await report(town.person("mai"), RUDE, category=Category.ATTITUDE, about="leader")

    assert await links(town) == 1
    assert "tương tự" not in await opened(head, staff)
    assert "tương tự" not in await opened(inspector, leader)
    assert not any(spaced(leader) in one.text for one in head.messages)
    assert not any(button.value == leader for one in head.messages for button in one.buttons)


async def test_an_official_is_not_led_to_a_similar_report_of_his_own_or_one_that_is_kept_from_him(town: Town) -> None:
    officer, head = await town.post("officer", "officer-07339"), await town.post("head", "head-07339")
    own = await report(officer, AGAIN, category=Category.FACILITY)
    first = await facility(town, "lan")
    kept = await facility(town, "mai", AGAIN)
    shut = (await case_of(town, kept)).model_copy(update={"not_for": ("officer",)})
    async with town.world.db.write() as tx:
        await cases.save(tx, shut, None)

    assert await links(town) == 3
    assert "tương tự" not in await opened(officer, first)
    assert spaced(own) not in await opened(officer, first)
    assert spaced(first) not in await opened(head, own), "the head has not got that case"


async def test_a_notice_for_several_readers_names_only_what_all_of_them_may_have(town: Town) -> None:
    first, second = await town.post("first", "officer-07339"), await town.post("second", "officer-07339")
    own = await report(first, AGAIN, category=Category.FACILITY)
    await facility(town, "lan")

    assert not any("tương tự" in one.text for one in (*first.messages, *second.messages[-1:]))
    code = (await cases.newest(town.world.db.read, 1))[0].code
    assert spaced(own) in await opened(second, code)


async def test_a_case_that_was_taken_back_is_linked_no_more(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    first = await facility(town, "lan")
    second = await facility(town, "mai", AGAIN)
    await town.person("lan").taps("case.withdraw", first)
    await town.person("lan").taps(f"withdraw.{first}", "yes")
    third = await facility(town, "hoa", WORDS)

    assert "tương tự: " + spaced(third) in await opened(officer, second)
    assert spaced(first) not in officer.last.text
    assert await links(town) == 1


async def test_the_words_to_search_by_are_forgotten_after_thirty_days(town: Town) -> None:
    await town.post("officer", "officer-07339")
    await facility(town, "lan")
    town.world.clock.move(timedelta(days=29))
    await facility(town, "mai", "Máy lấy số không chạy từ hôm kia")
    town.world.clock.move(timedelta(days=2))
    await forget(town.world)

    rows = await town.world.db.read.fetch("SELECT replace(words, '07339', '') FROM similar")
    assert [row[0] for row in rows] == ["may lay so khong chay tu hom kia"]


async def test_a_flood_of_the_same_words_links_each_case_with_few(town: Town) -> None:
    await town.post("officer", "officer-07339")
    for at in range(25):
        await facility(town, f"p{at}")

    assert await links(town) == sum(min(at, 20) for at in range(25))
