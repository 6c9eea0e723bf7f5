"""What a unit reads of a task that was given to several in one sentence."""

import pytest

from tests.house_under_test import Town


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Xã Tân Yên và xã Nhã Nam báo cáo số hoá trước 30/11, theo 20/TB-UBND", "“Báo cáo số hoá trước 30/11”"),
        ("UBND xã Tân Yên, xã Nhã Nam: họp dân trước 30/11, theo 21/TB-UBND", "“Họp dân trước 30/11”"),
        ("Họp dân ở xã Tân Yên trước 30/11, theo 22/TB-UBND", "“Họp dân ở xã Tân Yên trước 30/11”"),
        ("Xã Tân Yên họp, theo 23/TB-UBND, trước 30/11", "“Họp, trước 30/11”"),
    ],
)
async def test_each_unit_reads_its_task_without_the_names_of_all(town: Town, text: str, told: str) -> None:
    head, standing = await town.post("head", "head-07339"), await town.post("standing", "standing")
    await standing.command("giaoviec", text)
    await standing.presses("Giao việc này")
    await town.tick()

    assert told in head.last.text
