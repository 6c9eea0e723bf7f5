"""The real program in real Chromium: a case's whole life in the demo, and a report by keyboard on a phone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.app import open_database, open_world
from bot.clock import real_ms
from bot.commands.running import demo_settings, staged
from bot.invitations import invite
from bot.world import World
from storage import cases
from storage import clock as anchors
from storage.times import ZONE, to_ms

pytestmark = pytest.mark.asyncio(loop_scope="session")

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}
TUESDAY = datetime(2026, 11, 10, 12, 0, tzinfo=ZONE)
"""Where the demo's clock starts, so that no holiday or weekend of the day of the test changes the story."""


class Theatre:
    """The demo while it runs, and windows on it."""

    def __init__(self, world: World, url: str, browser: Browser) -> None:
        self.world, self.url, self.browser = world, url, browser
        self.errors: list[str] = []
        self.page: Page

    @asynccontextmanager
    async def window(self, path: str, **how: Any) -> AsyncIterator[Page]:
        """Open a window with its own cookies; errors of the page are kept."""
        context = await self.browser.new_context(base_url=self.url, **{"locale": "vi-VN", "viewport": WIDE, **how})
        context.set_default_timeout(8_000)
        page = self.page = await context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        await page.goto(path)
        yield page
        await context.close()
        assert self.errors == []

    async def press(self, role: str, label: str) -> None:
        """Press the newest button of a label in somebody's chat."""
        button = self.page.locator(f'[data-role="{role}"]').get_by_role("button", name=label, exact=True).last
        await button.click()

    async def write(self, role: str, text: str) -> None:
        """Write into somebody's chat."""
        box = self.page.locator(f'[data-role="{role}"] .box')
        await box.fill(text)
        await box.press("Enter")

    async def reads(self, role: str, text: str) -> None:
        """Wait until a message of a chat holds some words."""
        bubbles = self.page.locator(f'[data-role="{role}"] .bubble.bot .text')
        await expect(bubbles.filter(has_text=text).last).to_be_attached(timeout=8_000)

    async def days(self, count: int) -> None:
        """Press "one day later" so many times."""
        for _ in range(count):
            async with self.page.expect_response("**/demo/clock"):
                await self.page.locator('[data-go="day"]').click()


@pytest_asyncio.fixture(loop_scope="session")
async def theatre(chromium: Browser, tmp_path: Path) -> AsyncIterator[Theatre]:
    """Give the demo as `langnghe demo` runs it, on a free port."""
    settings = demo_settings(tmp_path, 0)
    db = await open_database(settings)
    async with db.write() as tx:
        await anchors.put(tx, real_ms(), to_ms(TUESDAY), 1.0)
    await db.close()
    async with open_world(settings, speed=1.0) as world, staged(world, settings) as port:
        yield Theatre(world, f"http://127.0.0.1:{port}", chromium)


async def test_a_newcomer_sees_the_whole_life_of_a_case(theatre: Theatre) -> None:
    async with theatre.window("/demo") as page:
        await theatre.press("citizen", "Đồng ý")
        await theatre.reads("citizen", "anh/chị cứ viết ra đây")
        await theatre.write("citizen", "nop ho so tach thua o xa tan yen hen 3/10 tra ma den nay chua thay goi")
        await theatre.reads("citizen", "Ở quầy số mấy")
        await theatre.press("citizen", "Bỏ qua")
        await theatre.reads("citizen", "Gửi đi được chưa ạ?")
        await theatre.press("citizen", "Gửi phản ánh")
        await theatre.reads("citizen", "bộ phận một cửa xã Tân Yên")
        await theatre.reads("officer", "Chậm, trễ hẹn")

        await theatre.days(9)
        await theatre.reads("citizen", "quá hạn")
        await theatre.reads("member", "Tân Yên")

        await page.locator('[data-go="monday"]').click()
        await theatre.reads("member", "cần đôn đốc ngay: Xã Tân Yên (1)")

        await theatre.press("officer", "Nhận xử lý")
        await theatre.press("officer", "Trả lời")
        await theatre.reads("officer", "Anh/chị viết câu trả lời")
        await theatre.write("officer", "Hồ sơ đã có kết quả hôm nay, mời anh chị đến nhận ở quầy 3")
        await theatre.press("officer", "Hôm nay")
        await theatre.reads("officer", "gõ số văn bản")
        await theatre.write("officer", "Thông báo số 12/TB-UBND")
        await theatre.press("officer", "Gửi trả lời")
        await theatre.reads("citizen", "mời anh chị đến nhận ở quầy 3")
        await theatre.press("citizen", "Đã giải quyết")
        await expect(page.get_by_role("button", name="Rất hài lòng", exact=False).last).to_be_visible()
        await theatre.write("citizen", "5")
        await page.locator('[data-go="monday"]').click()
        await theatre.reads("member", "5,0/5")

    (case,) = await cases.newest(theatre.world.db.read, 1)
    assert (case.status, case.solved, case.score, case.stage) == ("closed", "yes", 5, 2)


async def test_a_report_in_english_by_keyboard_alone_on_a_phone(theatre: Theatre) -> None:
    async with theatre.window("/u/07339-4", viewport=PHONE, locale="en-GB") as page:
        newest = page.locator(".bubble.bot .text").last
        for text, answer in [
            ("1", "counter 4"),
            ("My papers were due on 3 October and are still not ready", "Shall it be sent?"),
            ("send the report", "the one-stop counter of Xã Tân Yên"),
        ]:
            await expect(page.locator(".box")).to_be_enabled()
            await page.wait_for_timeout(200)
            await page.locator(".box").focus()
            await page.keyboard.type(text)
            await page.keyboard.press("Enter")
            await expect(newest).to_contain_text(answer, timeout=8_000)
        wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    (case,) = await cases.newest(theatre.world.db.read, 1)
    assert (case.unit, case.counter, case.category.value, wide) == ("07339", "4", "delay", 0)


async def test_words_of_somebody_who_does_not_agree_vanish_from_page_and_store(theatre: Theatre) -> None:
    async with theatre.window("/", viewport=PHONE) as page:
        await expect(page.locator(".bubble.bot .text")).to_have_count(1)  # else the greeting may come last
        await page.locator(".box").fill("chi can bo quay mot noi rat kho nghe")
        await page.locator(".box").press("Enter")
        await expect(page.locator(".bubble.bot .text").last).to_contain_text("Lời anh/chị vừa viết", timeout=8_000)
        await page.get_by_role("button", name="Không đồng ý", exact=True).last.press("Enter")
        await expect(page.locator(".bubble.bot .text").last).to_contain_text("đã xoá", timeout=8_000)
        await expect(page.get_by_text("rat kho nghe")).to_have_count(0)

    kept = await theatre.world.db.read.fetch("SELECT count(*) FROM web_messages WHERE body LIKE '%kho nghe%'")
    assert kept == [(0,)]


async def test_an_invitation_opens_a_desk_with_one_press(theatre: Theatre) -> None:
    made = await invite(theatre.world, "department", name="Sở", valid=timedelta(days=1))
    async with theatre.window(f"/i/{made.token}", viewport=PHONE) as page:
        await page.get_by_role("button").first.click()
        await expect(page.locator(".bubble.bot .text").last).to_contain_text("sở chuyên ngành", timeout=8_000)
