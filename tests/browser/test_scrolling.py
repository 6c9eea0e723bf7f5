"""The page stays where it is: only the conversation scrolls, and nothing squeezes it."""

import pytest
from playwright.async_api import Locator, Page, expect

from bot.channels.web import chat_of
from handlers.talk.says import Message
from tests.browser.conftest import Window
from tests.fakes.web_house import WebHouse, token_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

CHAT = chat_of(token_of("citizen"))
PATH = f"/c/{token_of('citizen')}"
PHONE, WIDE = {"width": 360, "height": 740}, {"width": 1440, "height": 860}
LONG = "Chuyện dài lắm, kể mãi không hết. " * 300


def bubbles(page: Page) -> Locator:
    return page.locator(".bubble .text")


async def beyond(page: Page) -> tuple[int, int]:
    """Give how much taller than the window the document is, and how far it is scrolled, in pixels."""
    high, down = await page.evaluate(
        "() => [document.documentElement.scrollHeight - innerHeight, "
        "document.scrollingElement.scrollTop + document.body.scrollTop]"
    )
    return int(high), int(down)


async def long_talk(house: WebHouse, page: Page, role: str = "citizen") -> None:
    """Let a chat become many windows long, with the words of both."""
    chat = chat_of(token_of(role))
    pane = page.locator(f'[data-role="{role}"]') if await page.locator("[data-role]").count() else page
    for number in range(6):
        await pane.locator(".box").fill(f"câu {number}")
        await pane.locator(".box").press("Enter")
    for number in range(30):
        await house.web.send(chat, Message(text=f"{number}\n" * 4))
    await expect(pane.locator(".bubble .text")).to_have_count(1 + 12 + 30)


@pytest.mark.parametrize("form", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("path", [PATH, "/demo"])
async def test_a_long_chat_makes_its_log_longer_and_not_the_page(
    house: WebHouse, window: Window, path: str, form: dict[str, int]
) -> None:
    page = await window(path, viewport=form)
    await expect(bubbles(page).first).to_have_text("hello")
    await long_talk(house, page)

    assert await beyond(page) == (0, 0)


@pytest.mark.parametrize("form", [PHONE, WIDE], ids=["phone", "wide"])
async def test_a_message_longer_than_the_window_is_shown_from_its_first_line_and_the_header_stays(
    house: WebHouse, window: Window, form: dict[str, int]
) -> None:
    page = await window(PATH, viewport=form, reduced_motion="reduce")
    await expect(bubbles(page)).to_have_count(1)
    await house.web.send(CHAT, Message(text=LONG[:10_000]))
    await expect(bubbles(page)).to_have_count(2)

    log, last = page.locator(".log"), page.locator(".bubble").last
    assert await beyond(page) == (0, 0)
    top, begins = (await log.bounding_box())["y"], (await last.bounding_box())["y"]  # type: ignore[index]
    assert abs(top - begins) < 4
    assert (await page.locator(".top").bounding_box())["y"] == 0  # type: ignore[index]


async def test_a_long_message_of_ones_own_leaves_the_page_where_it_is(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    await page.locator(".box").fill(LONG[:10_000])
    await page.locator(".send").click()
    await expect(bubbles(page)).to_have_count(3)

    assert await beyond(page) == (0, 0)
    await expect(page.locator(".composer")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("path", [PATH, "/demo"])
async def test_the_wheel_over_the_header_moves_nothing(house: WebHouse, window: Window, path: str) -> None:
    page = await window(path, viewport=WIDE)
    await expect(bubbles(page).first).to_have_text("hello")
    await long_talk(house, page)
    log = page.locator(".log").first
    before = await log.evaluate("(log) => log.scrollTop")
    await page.mouse.move(300, 20)
    await page.mouse.wheel(0, 3_000)
    await page.wait_for_timeout(200)

    assert await beyond(page) == (0, 0)
    assert await log.evaluate("(log) => log.scrollTop") == before


async def test_news_below_squeeze_nothing(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    await long_talk(house, page)
    log = page.locator(".log")
    before = await log.bounding_box()
    await log.evaluate("(log) => { log.scrollTop = 0 }")
    await page.wait_for_timeout(100)
    await house.web.send(CHAT, Message(text="news"))
    newer = page.locator(".newer")
    await expect(newer).to_be_visible()

    assert await log.bounding_box() == before
    assert before is not None
    assert before["width"] == PHONE["width"]
    box = await newer.bounding_box()
    assert box is not None
    assert abs((box["x"] + box["width"] / 2) - PHONE["width"] / 2) < 1
    await newer.click()
    await expect(newer).to_be_hidden()
