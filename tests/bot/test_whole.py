"""A file is written whole or not at all."""

from pathlib import Path

import pytest

from bot.whole import write_whole


def test_a_file_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_bytes(b"old")
    write_whole(file, b"new")

    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


def test_what_cannot_be_put_in_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "units.csv"
    folder.mkdir()
    with pytest.raises(OSError, match=r"units\.csv"):
        write_whole(folder, b"new")

    assert list(tmp_path.iterdir()) == [folder]
