"""The demo page in real Chromium: three chats side by side, six in all, and a clock that one may turn."""

from typing import Literal

import pytest
from playwright.async_api import Locator, Page, expect

from bot.channels.web import chat_of
from handlers.talk.events import Command, Text
from handlers.talk.says import Message
from tests.browser.conftest import Window
from tests.fakes.web_house import ROLES, WebHouse, token_of
from tests.fakes.web_sights import faults

pytestmark = pytest.mark.asyncio(loop_scope="session")

WIDE = {"width": 1440, "height": 860}


def pane(page: Page, role: str) -> Locator:
    return page.locator(f'[data-role="{role}"]')


async def say(house: WebHouse, role: str, text: str) -> None:
    await house.web.send(chat_of(token_of(role)), Message(text=text))


async def test_the_whole_cast_is_greeted_each_in_its_own_chat(house: WebHouse, window: Window) -> None:
    page = await window("/demo", viewport=WIDE)
    for role in ("citizen", "officer", "member"):
        await expect(pane(page, role).locator(".bubble .text")).to_have_text(["hello"])
        await expect(pane(page, role)).to_be_visible()
    for role in ("head", "inspector", "standing"):
        await expect(pane(page, role)).to_be_hidden()
    await expect(page.locator(".badge:visible")).to_have_count(0)

    assert {event.sender.user for event in house.heard} == {chat_of(token_of(role)) for role in ROLES}


async def test_what_one_says_is_answered_to_that_one_alone(house: WebHouse, window: Window) -> None:
    page = await window("/demo", viewport=WIDE)
    await expect(pane(page, "officer").locator(".bubble")).to_have_count(1)
    await pane(page, "citizen").locator(".box").fill("Trễ hẹn")
    await pane(page, "citizen").locator(".box").press("Enter")
    await expect(pane(page, "citizen").locator(".bubble .text").last).to_have_text("heard Trễ hẹn")
    await expect(pane(page, "officer").locator(".bubble")).to_have_count(1)

    assert house.heard[-1].sender.user == chat_of(token_of("citizen"))
    assert house.heard[-1].body == Text(text="Trễ hẹn")


async def test_news_in_a_hidden_chat_are_counted_until_it_is_shown(house: WebHouse, window: Window) -> None:
    page = await window("/demo", viewport=WIDE)
    select = page.get_by_label("Xem chat của cán bộ nào")
    await expect(pane(page, "head").locator(".bubble")).to_have_count(1)
    await say(house, "officer", "shown")
    await say(house, "head", "hidden")
    await say(house, "head", "hidden too")
    await expect(page.locator('[data-side="official"] .badge')).to_have_text("2")
    await expect(select.locator("option")).to_have_text(["Cán bộ đầu mối", "Lãnh đạo xã (2)", "Thanh tra thành phố"])
    await select.select_option("head")
    await expect(pane(page, "head").locator(".bubble .text").last).to_be_in_viewport()
    await expect(pane(page, "officer")).to_be_hidden()
    await expect(page.locator(".badge:visible")).to_have_count(0)
    await expect(select.locator("option").nth(1)).to_have_text("Lãnh đạo xã")


async def test_the_clock_is_turned_by_its_buttons(house: WebHouse, window: Window) -> None:
    page = await window("/demo", viewport=WIDE)
    now = page.locator(".now time")
    await expect(now).to_contain_text("Thứ Năm, 19/11/2026")
    await page.get_by_role("button", name="Thêm 1 giờ").click()
    await expect(now).to_contain_text("10:30")
    await page.get_by_role("button", name="Sang ngày hôm sau").click()
    await expect(now).to_contain_text("Thứ Sáu, 20/11/2026")
    await page.get_by_role("button", name="Sang sáng thứ Hai 07:30").click()
    await expect(now).to_contain_text("07:30")
    await expect(now).to_contain_text("Thứ Hai, 23/11/2026")


async def test_the_clock_runs_as_fast_as_it_is_told(house: WebHouse, window: Window) -> None:
    page = await window("/demo", viewport=WIDE)
    await page.get_by_label("Tốc độ").select_option("600")
    await expect(page.locator(".now time")).to_contain_text("09:5", timeout=6_000)

    assert house.clock.speed == 600


async def test_an_unusual_speed_is_shown_too(house: WebHouse, window: Window) -> None:
    house.clock.speed = 30.0
    page = await window("/demo", viewport=WIDE)

    await expect(page.get_by_label("Tốc độ")).to_have_value("30")


async def test_the_whole_cast_changes_its_language(house: WebHouse, window: Window) -> None:
    page = await window("/demo", viewport=WIDE)
    await expect(page.locator(".bubble")).to_have_count(6)
    await page.get_by_role("link", name="English").click()
    await expect(page.get_by_role("button", name="One day later")).to_be_visible()
    told = page.locator(".bubble .text").filter(has_text="command language en")
    await expect(told).to_have_count(6)
    await page.reload()
    await expect(page.locator(".bubble")).to_have_count(6 + 6)
    await page.get_by_role("link", name="Tiếng Việt").click()
    await expect(page.locator(".bubble .text").filter(has_text="command language vi")).to_have_count(6)
    await expect(told).to_have_count(6)

    languages = {event.id for event in house.heard if event.body == Command(name="language", argument="en")}
    assert len(languages) == 6


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1024, 1440])
async def test_the_demo_can_be_read_and_touched(
    house: WebHouse, window: Window, scheme: Literal["light", "dark"], width: int
) -> None:
    page = await window("/demo", viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    await expect(pane(page, "citizen").get_by_role("button", name="One")).to_be_visible()
    await say(house, "head", "hidden")
    await expect(page.locator(".badge:visible")).not_to_have_count(0)

    assert await faults(page) == {}


async def test_on_a_phone_the_three_chats_are_tabs(house: WebHouse, window: Window) -> None:
    page = await window("/demo")
    await expect(pane(page, "officer").locator(".bubble")).to_have_count(1)
    await say(house, "officer", "a case")
    tab = page.get_by_role("button", name="Cán bộ")
    await expect(tab).to_contain_text("1")
    await expect(pane(page, "officer")).to_be_hidden()
    await tab.click()
    await expect(pane(page, "officer").get_by_text("a case")).to_be_in_viewport()
    await expect(pane(page, "citizen")).to_be_hidden()
    await expect(tab).to_have_attribute("aria-pressed", "true")
    await expect(page.locator(".badge:visible")).to_have_count(0)


async def test_the_page_follows_the_language_of_its_chats_in_another_browser_too(
    house: WebHouse, window: Window
) -> None:
    page = await window("/demo", viewport=WIDE)
    await expect(page.locator(".bubble")).to_have_count(6)
    await page.get_by_role("link", name="English").click()
    await expect(page.locator(".bubble .text").filter(has_text="command language en")).to_have_count(6)
    other = await window("/demo", viewport=WIDE)
    await expect(other.get_by_role("button", name="One day later")).to_be_visible()
    await expect(other.locator(".bubble")).to_have_count(6 + 6)


async def test_somebody_who_only_looks_changes_nobodys_language(house: WebHouse, window: Window) -> None:
    page = await window("/demo", viewport=WIDE)
    await expect(page.locator(".bubble")).to_have_count(6)
    other = await window("/demo", viewport=WIDE, locale="en-GB")
    await expect(other.get_by_role("button", name="Sang ngày hôm sau")).to_be_visible()
    await expect(other.locator(".bubble")).to_have_count(6)


async def test_the_first_to_come_chooses_the_language_by_the_browser(house: WebHouse, window: Window) -> None:
    page = await window("/demo", viewport=WIDE, locale="en-GB")
    await expect(page.get_by_role("button", name="One day later")).to_be_visible()
    await expect(page.locator(".bubble")).to_have_count(6)
    other = await window("/demo", viewport=WIDE)
    await expect(other.get_by_role("button", name="One day later")).to_be_visible()
