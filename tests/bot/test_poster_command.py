"""`poster`, as an operator types it: the file, its words, and what is said where none can be made."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from bot import packaged
from bot.commands.poster import make_all
from handlers.casework.unit import Unit
from tests.fakes.command_line import Shell
from tests.fakes.paper_reader import printed, read

PUBLIC = {"LANGNGHE_WEB__PUBLIC_URL": "https://langnghe.example.vn"}


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Give a terminal in an empty folder, with a web chat that people can reach."""
    return Shell(tmp_path, PUBLIC)


def test_a_poster_is_a_pdf_by_the_name_of_its_code(shell: Shell) -> None:
    ran = shell.run("poster", "--unit", "07339", "--counter", "3")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "poster-07339-3.pdf: the poster of Xã Tân Yên, counter 3.\n"
    page = printed(shell.folder / "poster-07339-3.pdf", dpi=150)
    assert read(page) == {"https://langnghe.example.vn/u/07339-3"}


def test_its_ending_makes_it_a_picture_and_lang_makes_it_english(shell: Shell) -> None:
    ran = shell.run("poster", "--unit", "07339", "--out", "wall.PNG", "--lang", "en")

    assert ran.out == "wall.PNG: the poster of Xã Tân Yên.\n"
    with Image.open(shell.folder / "wall.PNG") as picture:
        assert picture.info["Title"] == "Lắng Nghe: Xã Tân Yên, code 07339"


def test_with_nothing_configured_it_is_a_trial(tmp_path: Path) -> None:
    ran = Shell(tmp_path, {"LANGNGHE_WEB__PORT": "8080"}).run("poster", "--unit", "07339")

    assert ran.code == 0
    assert "this is a trial: its QR code leads to http://127.0.0.1:8080" in ran.err


def test_what_cannot_be_a_poster_is_refused_in_words_and_makes_no_file(shell: Shell) -> None:
    (shell.folder / "taken").write_text("")
    short, named, none, ending, nowhere, lang, folder, file, zero, hundred = shell.run_all(
        ("poster", "--unit", "7339"),
        ("poster", "--unit", "tan yen"),
        ("poster", "--unit", "zzzz"),
        ("poster", "--unit", "07339", "--out", "poster.jpg"),
        ("poster", "--unit", "07339", "--out", "nowhere/poster.pdf"),
        ("poster", "--unit", "07339", "--lang", "fr"),
        ("poster", "--unit", "all", "--out", "all.pdf"),
        ("poster", "--unit", "all", "--out", "taken"),
        ("poster", "--unit", "07339", "--counter", "0"),
        ("poster", "--unit", "07339", "--counter", "100"),
    )

    assert (short.code, short.out) == (2, "")
    assert short.err.startswith("--unit 7339: there is no unit with this code. Did you mean 07339 Xã Tân Yên, ")
    assert "Did you mean 07339 Xã Tân Yên" in named.err
    assert none.err == "--unit zzzz: there is no unit with this code. See `langnghe units find NAME`.\n"
    assert (ending.code, ending.err) == (2, "--out poster.jpg: the name must end in .pdf or .png.\n")
    assert (nowhere.code, nowhere.err) == (1, "nowhere/poster.pdf: cannot be written: No such file or directory.\n")
    assert (lang.code, lang.err) == (2, "--lang fr is not known. Write one of: vi, en.\n")
    assert (folder.code, folder.err) == (2, "--out all.pdf: with --unit all write the name of a folder.\n")
    assert (file.code, file.err) == (1, "taken: cannot be made: File exists.\n")
    assert (zero.code, hundred.code) == (2, 2)
    assert "--counter" in zero.err
    assert "--counter" in hundred.err
    assert [one.name for one in shell.folder.iterdir()] == ["taken"]


def test_a_unit_that_has_ceased_names_what_took_it_over(shell: Shell) -> None:
    last = date.today() - timedelta(days=1)
    text = f"code;name;kind;from;to;successors\n7333;Xã Quang Trung;xa;1/7/2025;{last:%d/%m/%Y};07339\n"
    (shell.folder / "merger.csv").write_text(text, encoding="utf-8")
    done = shell.run("units", "import", "merger.csv", "--apply")
    ran = shell.run("poster", "--unit", "07333", "--counter", "1")

    assert done.out.endswith("Done.\n")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == ("--unit 07333: Xã Quang Trung has ceased. Its land went to 07339 Xã Tân Yên: take that code.\n")


def test_all_units_get_a_file_each_in_a_folder_that_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn: list[str] = []

    def draw(one: Unit, to: Path) -> None:
        drawn.append(f"{one.code} {to.relative_to(tmp_path)}")

    make_all(list(packaged.units().units[:2]), tmp_path / "wall" / "west", 7, draw)

    first, second = (one.code for one in packaged.units().units[:2])
    assert drawn == [f"{first} wall/west/poster-{first}-7.pdf", f"{second} wall/west/poster-{second}-7.pdf"]
    assert (tmp_path / "wall" / "west").is_dir()
    assert capsys.readouterr().out.replace("\n", "").endswith("west: 2 posters.")
