"""The chat page as a person meets it: in real Chromium, on a phone, with thumb, keyboard and bad lines."""

import re
from typing import Literal

import pytest
from playwright.async_api import Locator, Page, expect

from bot.channels.web import chat_of
from handlers.talk.events import Command, Tap, Text
from handlers.talk.says import Label, Message
from tests.browser.conftest import Window
from tests.fakes.web_house import WebHouse, token_of
from tests.fakes.web_sights import faults

pytestmark = pytest.mark.asyncio(loop_scope="session")

CHAT = chat_of(token_of("citizen"))
PATH = f"/c/{token_of('citizen')}"


def bodies(house: WebHouse) -> list[object]:
    return [event.body for event in house.heard]


def bubbles(page: Page) -> Locator:
    return page.locator(".bubble .text")


async def say(page: Page, text: str) -> None:
    await page.locator(".box").fill(text)
    await page.locator(".box").press("Enter")


async def test_a_new_chat_is_greeted_once_and_a_reload_keeps_the_talk(house: WebHouse, window: Window) -> None:
    page = await window("/")
    await expect(bubbles(page)).to_have_text(["hello"])
    await say(page, "Trễ hẹn rồi")
    await expect(bubbles(page)).to_have_text(["hello", "Trễ hẹn rồi", "heard Trễ hẹn rồi"])
    await page.reload()
    await expect(bubbles(page)).to_have_text(["hello", "Trễ hẹn rồi", "heard Trễ hẹn rồi"])
    await page.goto("/")
    await expect(bubbles(page)).to_have_text(["hello", "Trễ hẹn rồi", "heard Trễ hẹn rồi"])

    assert bodies(house) == [Command(name="start"), Text(text="Trễ hẹn rồi")]


async def test_words_go_by_enter_and_by_the_button_and_shift_enter_is_a_new_line(
    house: WebHouse, window: Window
) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    await page.locator(".box").press_sequentially("một")
    await page.locator(".box").press("Shift+Enter")
    await page.locator(".box").press_sequentially("hai")
    await page.locator(".send").click()
    await expect(bubbles(page).nth(1)).to_have_text("một\nhai", use_inner_text=True)
    await expect(page.locator(".box")).to_have_value("")
    await page.locator(".box").press("Enter")
    await say(page, "   ")
    await expect(bubbles(page)).to_have_count(3)  # the own one stands there before it has arrived

    assert bodies(house) == [Command(name="start"), Text(text="một\nhai")]


async def test_a_choice_is_taken_by_thumb_and_the_question_loses_its_buttons(house: WebHouse, window: Window) -> None:
    page = await window(PATH, has_touch=True, is_mobile=True)
    await page.get_by_role("button", name="One").tap()
    await expect(bubbles(page)).to_have_text(["hello", "One", "tapped first 1"])
    await expect(page.get_by_role("button", name="One")).to_be_hidden()

    assert bodies(house)[-1] == Tap(step="first", value="1")


async def test_a_choice_is_taken_by_keyboard_alone_and_writing_goes_on(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(page.get_by_role("button", name="One")).to_be_visible()
    await page.locator(".box").focus()
    for _ in range(9):
        await page.keyboard.press("Shift+Tab")
        if await page.evaluate("document.activeElement.textContent") == "One":
            break
    await page.keyboard.press("Enter")
    await expect(bubbles(page)).to_have_text(["hello", "One", "tapped first 1"])
    await expect(page.locator(".box")).to_be_focused()


async def test_a_question_keeps_its_buttons_while_notices_arrive(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(page.get_by_role("button", name="One")).to_be_visible()
    await house.web.send(CHAT, Message(text="notice"))
    await expect(bubbles(page)).to_have_text(["hello", "notice"])
    await expect(page.get_by_role("button", name="One")).to_be_visible()
    await say(page, "something else")
    await expect(page.get_by_role("button", name="Yes, send it")).to_be_visible()
    await expect(page.get_by_role("button", name="One")).to_be_hidden()


async def test_cards_of_cases_stay_open_and_change_in_place(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    accept = Label(text="Accept", step="case.accept", value="2")
    first = await house.web.send(CHAT, Message(text="case one", buttons=(accept,)))
    other = Label(text="Accept", step="case.accept", value="7")
    await house.web.send(CHAT, Message(text="case two", buttons=(other,)))
    await expect(page.get_by_role("button", name="Accept")).to_have_count(2)
    await page.get_by_role("button", name="Accept").first.click()
    await expect(bubbles(page)).to_have_text(["hello", "case 2 is yours", "case two", "Accept"])
    await house.web.send(CHAT, Message(text="case one, closed", replaces=first))
    await expect(bubbles(page).nth(1)).to_have_text("case one, closed")
    await page.reload()
    await expect(bubbles(page)).to_have_text(["hello", "case one, closed", "case two", "Accept"])


async def test_what_is_said_elsewhere_appears_without_a_reload(house: WebHouse, window: Window) -> None:
    one, other = [await window(PATH) for _ in range(2)]
    await expect(bubbles(other)).to_have_text(["hello"])
    await say(one, "silence")
    await expect(bubbles(other)).to_have_text(["hello", "silence"])

    assert len({event.id for event in house.heard if event.body == Command(name="start")}) == 1


async def test_the_link_of_a_counter_is_told_once(house: WebHouse, window: Window) -> None:
    page = await window("/u/07339-3")
    await expect(bubbles(page)).to_have_text(["command start u-07339-3"])
    await page.reload()
    await expect(bubbles(page)).to_have_text(["command start u-07339-3"])

    assert re.fullmatch(r"http://[^/]+/c/[\w-]{32}", page.url)
    assert len(house.heard) == 1


async def test_the_language_changes_on_the_page_and_in_the_talk(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    await page.get_by_role("link", name="English").click()
    await expect(page.get_by_role("textbox", name="Your message")).to_be_visible()
    await expect(bubbles(page)).to_have_text(["hello", "command language en"])
    await page.get_by_role("button", name="Menu").click()
    await expect(bubbles(page).last).to_have_text("command menu ")

    assert house.heard[-1].hint == "en"


async def test_an_invitation_is_accepted_by_its_button(house: WebHouse, window: Window) -> None:
    page = await window("/i/Q2l0aXplbnMgZmlyc3Q")
    assert house.heard == []
    await page.get_by_role("button", name="Nhận lời mời").click()
    await expect(bubbles(page)).to_have_text(["Nhận lời mời", "command start i-Q2l0aXplbnMgZmlyc3Q"])
    assert await faults(page) == {}

    assert [event.body for event in house.heard] == [Command(name="start", argument="i-Q2l0aXplbnMgZmlyc3Q")]


async def test_earlier_messages_come_when_asked_for(house: WebHouse, window: Window) -> None:
    for number in range(130):
        await house.web.send(CHAT, Message(text=f"{number}"))
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(100)
    await expect(bubbles(page).last).to_be_in_viewport()
    await page.locator(".older").click()
    await expect(bubbles(page)).to_have_text([str(number) for number in range(130)])
    await expect(page.locator(".older")).to_be_hidden()


async def test_a_reader_further_up_is_not_moved_but_told(house: WebHouse, window: Window) -> None:
    for number in range(40):
        await house.web.send(CHAT, Message(text=f"{number}"))
    page = await window(PATH)
    await expect(bubbles(page).last).to_be_in_viewport()
    await page.locator(".log").hover()
    await page.mouse.wheel(0, -900)
    await expect(bubbles(page).last).not_to_be_in_viewport()
    await house.web.send(CHAT, Message(text="news"))
    await page.locator(".newer").click()
    await expect(page.get_by_text("news")).to_be_in_viewport()
    await expect(page.locator(".newer")).to_be_hidden()


async def test_a_long_message_is_read_from_its_first_line(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    await house.web.send(CHAT, Message(text="\n".join(f"line {number}" for number in range(80))))
    await expect(bubbles(page)).to_have_count(2)
    await expect(page.locator(".log")).to_have_js_property("clientHeight", await height(page))

    top = await page.evaluate("document.querySelector('.bubble:last-child .text').getBoundingClientRect().top")
    assert 0 < top < 300


async def height(page: Page) -> int:
    return int(await page.evaluate("document.querySelector('.log').clientHeight"))


async def test_markup_in_words_stays_words(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    await say(page, "<img src=x onerror=alert(1)><b>x</b>")
    await expect(bubbles(page).nth(1)).to_have_text("<img src=x onerror=alert(1)><b>x</b>")
    await expect(bubbles(page)).to_have_count(3)

    assert await page.locator(".log b, .log img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
async def test_the_page_can_be_read_and_touched(
    house: WebHouse, window: Window, scheme: Literal["light", "dark"], width: int
) -> None:
    page = await window(PATH, color_scheme=scheme, viewport={"width": width, "height": 740}, reduced_motion="reduce")
    await expect(bubbles(page)).to_have_count(1)  # who writes before the greeting gets none
    await say(page, "Khôngcókhoảngtrắngnào" * 20)
    await expect(page.get_by_role("button", name="Yes, send it")).to_be_visible()
    await house.web.send(CHAT, Message(text="card", buttons=(Label(text="Nhận xử lý", step="case.accept"),)))
    await expect(bubbles(page)).to_have_count(4)

    assert await faults(page) == {}
    paper = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", paper))) > 380) == (scheme == "light")


async def test_a_screen_reader_finds_its_way(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    log = page.get_by_role("log", name="Cuộc trò chuyện")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(log).to_have_attribute("aria-busy", "false")
    await expect(page.get_by_role("textbox", name="Tin nhắn của anh/chị")).to_be_visible()
    await expect(page.get_by_role("group", name="Lựa chọn")).to_be_visible()
    await expect(page.get_by_role("heading", name="Lắng Nghe")).to_be_visible()
    for name in ("Gửi", "Thêm ảnh hoặc tệp", "Menu"):
        await expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    await expect(page.locator(".bubble.bot .unseen").first).to_have_text("Lắng Nghe: ")
    assert await page.evaluate("document.documentElement.lang") == "vi"


async def test_buttons_that_a_later_card_has_too_are_shown_once(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    accept = Label(text="Accept", step="case.accept", value="2")
    await house.web.send(CHAT, Message(text="case one", buttons=(accept,)))
    await house.web.send(CHAT, Message(text="case one, reminder", buttons=(accept,)))
    await expect(bubbles(page)).to_have_count(3)

    await expect(page.get_by_role("button", name="Accept")).to_have_count(1)


async def test_a_card_is_read_by_its_first_line_and_quotes_its_citizen(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    text = "123 · 2 ngày\nTrễ hẹn\n\n“Nộp hồ sơ\nmà chưa trả”\nXử lý giúp."
    accept = Label(text="Accept", step="case.accept", value="2")
    await house.web.send(CHAT, Message(text=text, buttons=(accept,)))
    await expect(bubbles(page).nth(1)).to_have_text(text, use_inner_text=True)
    await expect(page.locator(".text strong")).to_have_text("123 · 2 ngày")
    await expect(page.locator(".quote")).to_have_text("“Nộp hồ sơ\nmà chưa trả”", use_inner_text=True)
