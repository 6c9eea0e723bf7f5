"""Whether what people send can be kept is tried by writing, not believed."""

import os
from pathlib import Path

from bot.config import Config, Storage
from bot.report import findings
from bot.writable import files_trouble
from tests.fakes.bad_disk import Failing
from tests.house_under_test import Town


async def test_a_store_that_cannot_be_written_to_is_told_by_the_health_page_and_by_check(town: Town) -> None:
    well = await town.house.health()
    town.world.db = Failing(town.world.db, 2)

    ill, found = await town.house.health(), await findings(town.world, Config())

    assert (well["ok"], ill["ok"]) == (True, False)
    assert "the database cannot be written to: disk I/O error" in [one.what for one in found if not one.ok]
    assert (await town.house.health())["ok"] is True


async def test_a_folder_of_files_that_cannot_be_written_to_is_told_by_the_health_page_and_by_check(
    town: Town, tmp_path: Path
) -> None:
    folder = town.house.store.folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("", encoding="utf-8")

    found = await findings(town.world, Config(storage=Storage(files=folder)))

    assert (await town.house.health())["ok"] is False
    assert [one.what.partition(":")[0] for one in found if not one.ok and "files" in one.what] == [
        f"the folder of [storage] files, {folder}, cannot be written to"
    ]


async def test_a_folder_is_tried_without_leaving_a_trace_and_one_to_be_made_is_not_made(tmp_path: Path) -> None:
    assert await files_trouble(tmp_path) == ""
    assert await files_trouble(tmp_path / "later" / "files") == ""
    assert os.listdir(tmp_path) == []
