"""A real Chromium, and a window in it that notices every error of a page."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from bot import catalogues
from tests.fakes.web_house import WebHouse, web_house

CHROMIUM = Path("/usr/bin/chromium")
HERE = CHROMIUM.exists()
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync", "--disable-component-update"]

Window = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """Give the browser; without one the tests are skipped, or fail where LANGNGHE_NEED_BROWSER is 1."""
    if not HERE:
        if os.environ.get("LANGNGHE_NEED_BROWSER") == "1":
            pytest.fail(f"LANGNGHE_NEED_BROWSER is 1 and there is no {CHROMIUM}")
        pytest.skip(f"there is no {CHROMIUM}: apt-get install chromium to run the browser tests")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def house(tmp_path: Path) -> AsyncIterator[WebHouse]:
    """Give a house with an echoing core, the demo page, and the real words."""
    texts = catalogues.load()
    async with web_house(tmp_path, demo=True, texts=lambda language, key: str(texts[language][key])) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def window(chromium: Browser, house: WebHouse) -> AsyncIterator[Window]:
    """Open an address in a browser of its own, as large as a small phone; a page's errors fail the test."""
    errors: list[str] = []
    contexts = []

    async def look(path: str = "/", **how: Any) -> Page:
        form = {"viewport": {"width": 360, "height": 740}, "locale": "vi-VN", "base_url": house.url, **how}
        context = await chromium.new_context(**form)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None
        )
        await page.goto(path)
        return page

    look.errors = errors  # type: ignore[attr-defined]
    yield look
    for context in contexts:
        await context.close()
    assert errors == []
