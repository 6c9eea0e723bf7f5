"""Consent that was given stays given, whatever the first words turn out to be, and danger waits for nobody."""

import json

import pytest

from storage import people
from tests.fakes.town_people import address
from tests.house_under_test import Town

DENUNCIATION = "Tôi tố cáo ông Nguyễn Văn Mẫu, công chức địa chính xã Tân Yên, nhận 15 triệu của gia đình tôi"
COMPLAINT = "Tôi muốn khiếu nại quyết định thu hồi đất số 12 của UBND xã Tân Yên"
FIRE = "Cháy nhà rồi, cứu với!"


@pytest.mark.parametrize("words", [DENUNCIATION, COMPLAINT])
async def test_the_first_denunciation_or_complaint_leaves_the_consent_and_can_go_on_as_a_report(
    town: Town, words: str
) -> None:
    citizen = town.person("citizen")
    await citizen.types(words)
    await citizen.taps("consent", "yes")
    known = await people.known(town.world.db.read, [address(citizen)])

    assert known[address(citizen)].consented
    await citizen.presses("Đây là phản ánh thường")
    assert words in (known_state := await state(town)), known_state
    assert "Đồng ý" not in [button.text for button in citizen.last.buttons]


async def test_the_numbers_come_before_consent_and_only_a_counter_stays(town: Town) -> None:
    citizen = town.person("citizen")
    await citizen.types(FIRE)

    assert "114" in citizen.messages[0].text
    assert await town.world.db.read.fetch("SELECT what, n FROM counts") == [("emergency", 1)]
    await citizen.presses("Huỷ")
    assert "cứu với" not in await state(town)


async def test_an_ordinary_report_after_the_numbers_goes_on_with_the_same_words_after_consent(town: Town) -> None:
    citizen = town.person("citizen")
    await citizen.types(FIRE)
    await citizen.presses("Đây là phản ánh thường")
    await citizen.presses("Đồng ý")

    assert json.loads(await state(town))["draft"]["parts"][0]["text"] == FIRE


async def state(town: Town) -> str:
    """Give where the only talk stands, as it is stored."""
    return str((await town.world.db.read.fetch("SELECT state FROM conversations"))[0][0])
