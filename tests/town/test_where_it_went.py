"""A citizen reads where a report went, not who sent it on."""

from tests.fakes.town_people import report, transfer
from tests.house_under_test import Town


async def test_a_transfer_is_told_and_remembered_by_the_post_that_it_went_to(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("citizen")
    await town.post("head", "head-07339")
    code = await report(citizen)
    citizen.clear()
    await transfer(officer, code, "head-07339")

    assert citizen.last.text.startswith(f"Phản ánh {code[:3]}-{code[3:6]}-{code[6:]} đã được chuyển tới Chủ tịch UBND")
    await citizen.taps("case.show", code)
    assert "chuyển tới Chủ tịch UBND xã Tân Yên" in citizen.last.text
    assert "chuyển người xử lý" not in citizen.last.text


async def test_the_receivers_name_is_in_neither(town: Town) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("citizen")
    await town.post("head", "head-07339", name="Hoàng Thị Kín")
    code = await report(citizen)
    await transfer(officer, code, "head-07339")
    await citizen.taps("case.show", code)

    assert "Kín" not in "".join(message.text for message in citizen.messages)
