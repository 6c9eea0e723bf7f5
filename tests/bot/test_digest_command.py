"""`langnghe digest show`: the same digest in every form, and a plain word where one is asked for wrongly."""

import json
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from storage.times import ZONE
from tests.fakes.command_line import Shell

WEEK = ("digest", "show", "--period", "2026-W47")


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    return Shell(tmp_path_factory.mktemp("digest"))


def test_every_form_is_written_where_it_is_wanted(shell: Shell) -> None:
    shell.run("check")
    ran = shell.run_all(*((*WEEK, "--format", form, "--out", f"a.{form}") for form in ("png", "xlsx", "docx", "json")))
    folder = shell.folder

    assert [one.code for one in ran] == [0] * 4
    assert (folder / "a.png").read_bytes().startswith(b"\x89PNG")
    assert all(zipfile.is_zipfile(folder / name) for name in ("a.xlsx", "a.docx"))
    assert json.loads((folder / "a.json").read_text())["period"] == "2026-W47"
    assert "a draft" in ran[2].err
    assert ran[0].err == "a.png: the digest of 2026-W47.\n"


def test_the_text_is_what_the_chat_says_and_json_is_json(shell: Shell) -> None:
    text, english, old, new = shell.run_all(
        WEEK, (*WEEK, "--lang", "en"), (*WEEK, "--json"), (*WEEK, "--format", "json")
    )

    assert text.out.startswith("Tuần 47: ")
    assert english.out.startswith("Week 47: ")
    assert old.json == new.json


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--format pdf", "--format pdf is not known. Write one of: text, json, png, xlsx, docx."),
        ("--lang fr", "--lang fr is not known. Write one of: vi, en."),
        ("--period 2026-W60", "--period 2026-W60 is no period. Write a week like 2026-W47, "),
        ("--period 2026-W47 --as-of 2026-11-23", "both name the period: give one of them"),
        ("--format docx --out a.xlsx", "--out a.xlsx: the name must end in .docx."),
    ],
)
def test_wrong_use_says_what_to_write(words: str, said: str) -> None:
    ended = CliRunner().invoke(app, ["digest", "show", *words.split()], env={"COLUMNS": "300"})

    assert ended.exit_code == 2
    assert said in " ".join(ended.output.split())


def test_a_picture_is_not_poured_into_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.commands.digests.at_terminal", lambda: True)
    ended = CliRunner().invoke(app, ["digest", "show", "--format", "png"], env={"COLUMNS": "300"})

    assert ended.exit_code == 2
    assert "Say where to write it: --out digest.png" in " ".join(ended.output.split())


def test_a_place_that_cannot_be_written_to_and_a_week_to_come_are_said_plainly(shell: Shell, tmp_path: Path) -> None:
    year, number, _ = (datetime.now(ZONE).date() + timedelta(days=14)).isocalendar()
    coming = f"{year}-W{number:02}"
    lost, future = shell.run_all(
        (*WEEK, "--format", "xlsx", "--out", str(tmp_path / "none" / "a.xlsx")),
        ("digest", "show", "--period", coming),
    )

    assert (lost.code, future.code) == (1, 2)
    assert "cannot be written: No such file or directory" in lost.err
    assert future.err == f"--period {coming}: that period has not begun.\n"
