"""The demo's door: its page, its clock that only we may move, and none of it where it is no demo."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest

from bot.web.demo import leap
from tests.fakes.web_house import ROLES, token_of
from tests.fakes.web_page import Page, Reply, web_page
from tests.fakes.web_reading import Outline

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


async def turn(page: Page, headers: dict[str, str | None] | None = None, **how: Any) -> Reply:
    return await page.post("/demo/clock", json.dumps(how), "application/json", headers)


async def test_the_page_knows_its_cast_and_its_clock(tmp_path: Path) -> None:
    async with web_page(tmp_path, demo=True) as page:
        await page.send("officer", text="hi")
        body = Outline((await page.get("/demo")).body.decode()).body

    cast = json.loads(body["data-cast"])
    assert [(one["role"], one["token"]) for one in cast] == [(role, token_of(role)) for role in ROLES]
    assert [one["role"] for one in cast if one["known"]] == ["officer"]
    assert json.loads(body["data-clock"]) == {"at": "2026-11-19T09:30:00.000+07:00", "speed": 1.0}


@pytest.mark.parametrize(
    ("go", "at"),
    [
        ("hour", "2026-11-19T10:30:00.000+07:00"),
        ("day", "2026-11-20T09:30:00.000+07:00"),
        ("monday", "2026-11-23T07:30:00.000+07:00"),
    ],
)
async def test_a_button_moves_the_clock(tmp_path: Path, go: str, at: str) -> None:
    async with web_page(tmp_path, demo=True) as page:
        assert (await turn(page, go=go)).json()["at"] == at
        assert (await page.get("/demo/clock")).json()["at"] == at


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (datetime(2026, 11, 23, 7, 29, 59, tzinfo=ZONE), datetime(2026, 11, 23, 7, 30, tzinfo=ZONE)),
        (datetime(2026, 11, 23, 7, 30, tzinfo=ZONE), datetime(2026, 11, 30, 7, 30, tzinfo=ZONE)),
        (datetime(2026, 11, 29, 23, 59, 59, 999_999, tzinfo=ZONE), datetime(2026, 11, 30, 7, 30, tzinfo=ZONE)),
        (datetime(2026, 12, 31, 12, 0, tzinfo=ZONE), datetime(2027, 1, 4, 7, 30, tzinfo=ZONE)),
    ],
)
def test_the_next_monday_is_always_ahead(now: datetime, then: datetime) -> None:
    assert now + leap("monday", now) == then


@pytest.mark.parametrize(
    ("go", "by"), [("hour", timedelta(hours=1)), ("day", timedelta(days=1)), ("monday", timedelta(days=3, hours=22))]
)
def test_a_leap_goes_forward(go: Literal["hour", "day", "monday"], by: timedelta) -> None:
    assert leap(go, datetime(2026, 11, 19, 9, 30, tzinfo=ZONE)) == by


async def test_the_speed_can_be_set(tmp_path: Path) -> None:
    async with web_page(tmp_path, demo=True) as page:
        assert (await turn(page, speed=600)).json()["speed"] == 600
        assert page.house.clock.speed == 600


@pytest.mark.parametrize("how", [{"go": "back"}, {"speed": -1}, {"speed": 1e9}, {"to": "2020-01-01"}])
async def test_the_clock_is_not_turned_otherwise(tmp_path: Path, how: dict[str, Any]) -> None:
    async with web_page(tmp_path, demo=True) as page:
        before = page.house.clock.at
        assert (await turn(page, **how)).status == 400
        assert (page.house.clock.at, page.house.clock.speed) == (before, 1.0)


async def test_another_site_cannot_turn_the_clock(tmp_path: Path) -> None:
    async with web_page(tmp_path, demo=True) as page:
        assert (await turn(page, {"Origin": "https://evil.example"}, go="day")).status == 403


async def test_without_a_demo_there_is_no_door(tmp_path: Path) -> None:
    async with web_page(tmp_path) as page:
        assert (await page.get("/demo")).status == 404
        assert (await page.get("/demo/clock")).status == 404
        assert (await turn(page, go="day")).status == 404
