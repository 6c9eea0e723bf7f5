"""The chat page on a bad line: nothing typed is lost, nothing is said twice, photos travel light."""

import asyncio

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from bot.channels.web import chat_of
from handlers.talk.events import Command, Incoming, Photo, Text, Unsupported
from handlers.talk.says import Message
from tests.browser.conftest import Window
from tests.fakes.web_house import PIXEL, WebHouse, token_of

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


async def test_words_written_without_a_line_wait_survive_a_reload_and_go_once(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    await page.route("**/send", lambda route: route.abort())
    await say(page, "bad line")
    waiting = page.locator('.bubble[data-state="waiting"]')
    await expect(waiting).to_contain_text("Gửi lại")
    await page.reload()
    await expect(waiting).to_contain_text("bad line")
    await page.unroute("**/send")
    await waiting.get_by_role("button").click()
    await expect(bubbles(page)).to_have_text(["hello", "bad line", "heard bad line"])
    await expect(page.locator("[data-state]")).to_have_count(0)

    assert bodies(house) == [Command(name="start"), Text(text="bad line")]
    window.errors.clear()  # type: ignore[attr-defined]


async def test_a_lost_answer_is_asked_again_under_the_same_id(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    house.broken = True
    await say(page, "silence")
    await expect(page.locator('.bubble[data-state="waiting"]')).to_be_visible()
    house.broken = False
    await expect(page.locator(".bubble.own time")).to_be_visible()
    await expect(page.locator(".bubble.own")).to_have_count(1)

    ids: list[str] = []
    for _ in range(100):
        ids = [event.id for event in house.heard if event.body == Text(text="silence")]
        if len(ids) > 1:
            break
        await page.wait_for_timeout(100)
    assert len(ids) > 1
    assert len(set(ids)) == 1
    window.errors.clear()  # type: ignore[attr-defined]


async def test_what_came_too_fast_is_back_in_the_box(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    for number in range(30):
        await say(page, f"{number}")
    await expect(page.locator(".notice")).to_contain_text("chờ một phút")
    await expect(page.locator(".box")).to_have_value("29")
    await expect(page.locator(".bubble.own")).to_have_count(29)
    await page.reload()
    await expect(page.locator(".box")).to_have_value("29")
    window.errors.clear()  # type: ignore[attr-defined]


async def test_photos_are_seen_before_they_go_and_go_as_one_album(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    await page.locator(".picker").set_input_files(
        [FilePayload(name=f"{name}.png", mimeType="image/png", buffer=PIXEL) for name in "abc"]
    )
    await expect(page.locator(".tray img")).to_have_count(3)
    await page.get_by_role("button", name="Bỏ b.png").click()
    await expect(page.locator(".tray img")).to_have_count(2)
    await say(page, "Phiếu hẹn đây ạ")
    await expect(page.locator(".bubble.own img")).to_have_count(2)
    await expect(bubbles(page)).to_have_text(["hello", "Phiếu hẹn đây ạ", "got it", "got it"])
    await expect(page.locator(".tray")).to_be_hidden()
    await page.reload()
    await expect(page.locator(".bubble.own img")).to_have_count(2)

    first, second = [body for body in bodies(house) if isinstance(body, Photo)]
    assert first.album == second.album is not None
    assert (first.caption, second.caption) == ("Phiếu hẹn đây ạ", "")


async def test_a_large_photo_is_made_smaller_before_it_goes(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    large = await page.evaluate(
        """async () => {
          const canvas = new OffscreenCanvas(3200, 2400);
          const pen = canvas.getContext("2d");
          const noise = pen.createImageData(3200, 2400);
          for (let at = 0; at < noise.data.length; at += 65_536)
            crypto.getRandomValues(noise.data.subarray(at, at + 65_536));
          for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255;
          pen.putImageData(noise, 0, 0);
          const file = new File([await canvas.convertToBlob()], "large.png", { type: "image/png" });
          const bag = new DataTransfer();
          bag.items.add(file);
          const picker = document.querySelector(".picker");
          picker.files = bag.files;
          picker.dispatchEvent(new Event("change"));
          return file.size;
        }"""
    )
    await expect(page.locator(".tray img")).to_have_count(1)
    await page.locator(".send").click()
    await expect(bubbles(page)).to_have_text(["hello", "got it"])

    (photo,) = [body for body in bodies(house) if isinstance(body, Photo)]
    assert photo.size < 10_000_000 < large
    assert (await house.web.fetch(photo.ref)).startswith(b"\xff\xd8\xff")


async def test_a_file_that_would_be_refused_is_answered_without_being_sent(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    await page.evaluate(
        """() => {
          const bag = new DataTransfer();
          bag.items.add(new File([new Uint8Array(10_000_001)], "film.mp4", { type: "video/mp4" }));
          const picker = document.querySelector(".picker");
          picker.files = bag.files;
          picker.dispatchEvent(new Event("change"));
        }"""
    )
    await expect(bubbles(page)).to_have_text(["hello", "film.mp4", "refused too_big 10"])

    assert bodies(house)[-1] == Unsupported(what="too_big", limit=10)


async def test_a_lost_stream_says_so_comes_back_and_misses_nothing(house: WebHouse, window: Window) -> None:
    page = await window(PATH)
    await expect(bubbles(page)).to_have_count(1)
    await house.web.close()
    await expect(page.locator(".status")).to_contain_text("Mất kết nối")
    await house.web.send(CHAT, Message(text="meanwhile"))
    house.web.hub.closed = False
    await expect(page.locator(".status")).to_be_hidden()
    await expect(bubbles(page)).to_have_text(["hello", "meanwhile"])


async def test_two_pages_of_one_new_chat_greet_under_one_id(house: WebHouse, window: Window) -> None:
    async def stay(incoming: list[Incoming]) -> None:
        house.heard.extend(incoming)
        if len(house.heard) > 1:
            both.set()

    both = asyncio.Event()
    await house.stop_listening()
    listening = asyncio.create_task(house.web.listen(stay))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    one, other = await asyncio.gather(window(PATH), window(PATH))
    for page in (one, other):
        await expect(page.locator(".log")).to_have_attribute("aria-busy", "false")
    async with asyncio.timeout(5):
        await both.wait()
    listening.cancel()

    assert len({event.id for event in house.heard}) == 1
