"""`visits` and `ratings`, as an operator types them."""

import csv
from pathlib import Path

import pytest

from handlers.talk.slips import slip_in
from tests.fakes.command_line import Shell

PUBLIC = {"LANGNGHE_WEB__PUBLIC_URL": "https://langnghe.example.vn"}


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Give a terminal in an empty folder, with a web chat that people can reach."""
    return Shell(tmp_path, PUBLIC)


def test_slips_are_made_with_their_links_and_show_up_as_not_yet_come_back(shell: Shell) -> None:
    made = shell.run("visits", "make", "--unit", "07339", "--counter", "3", "--n", "4", "--out", "slips.csv")
    shown = shell.run("ratings", "show", "--json")

    assert (made.code, made.out, made.err) == (0, "slips.csv: written.\n", "")
    rows = list(csv.DictReader((shell.folder / "slips.csv").read_text(encoding="utf-8-sig").splitlines()))
    tokens = {slip_in(row["code"]) for row in rows}
    assert len(tokens) == 4
    assert None not in tokens
    assert {(row["unit"], row["counter"]) for row in rows} == {("07339", "3")}
    assert {row["web"] for row in rows} == {f"https://langnghe.example.vn/u/v{token}" for token in tokens}
    [unit] = shown.json["units"]
    assert (unit["unit"], unit["n"], unit["mean"], unit["slips"], unit["response"]) == ("07339", 0, None, 4, 0.0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--unit", "7339"), "--unit 7339: there is no unit with this code. Did you mean 07339 Xã Tân Yên"),
        (("--unit", "07339", "--out", "slips.xlsx"), "--out slips.xlsx: the name must end in .csv.\n"),
        (("--unit", "07339", "--out", "gone/slips.csv"), "gone/slips.csv: cannot be written"),
        (("--unit", "07339", "--json", "--out", "a.csv"), "--json and --out do not go together: take one of them.\n"),
    ],
)
def test_what_cannot_be_made_is_said_in_words_and_no_slip_is_kept(
    shell: Shell, words: tuple[str, ...], said: str
) -> None:
    ran = shell.run("visits", "make", *words)

    assert ran.code in (1, 2)
    assert ran.err.startswith(said)
    assert ran.out == ""
    assert shell.run("ratings", "show", "--json").json["units"] == []


def test_without_any_score_it_says_so_and_a_day_that_is_none_is_refused(shell: Shell) -> None:
    assert shell.run("ratings", "show", "--since", "2026-11-01").out == "No score has been given since 01/11/2026.\n"
    wrong = shell.run("ratings", "show", "--since", "1/11")
    assert (wrong.code, wrong.err) == (2, "--since 1/11 is no day. Write it like 2026-11-01.\n")
