"""`langnghe replay` as a person types it: figures, JSON, and what is wrong in words."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

SAMPLE = Path(__file__).parent / "logs" / "one_stop.csv"
NAMES = ("--case", "mã hồ sơ", "--arrived", "tiếp nhận", "--due", "hẹn trả", "--ended", "trả kết quả")


def typed(*words: str) -> Result:
    """Type the command in a wide terminal."""
    return CliRunner().invoke(app, ["replay", *words], prog_name="langnghe", env={"COLUMNS": "300"})


def test_the_figures_are_printed_for_a_person_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    said = typed(str(SAMPLE), *NAMES, "--unit", "đơn vị", "--handler", "cán bộ")

    assert said.exit_code == 0
    lines = {line[:32].strip(): line[32:].split()[0] for line in said.stdout.splitlines() if len(line) > 40}
    assert {name: lines[name] for name in ("cases", "finished", "late", "without_deadline", "weekly digests")} == {
        "cases": "10",
        "finished": "8",
        "late": "3",
        "without_deadline": "1",
        "weekly digests": "5",
    }
    assert lines["overdue, to the head"] == "3"
    assert "also count as late what our own clock found late of the 1 without a deadline" in said.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_figures_are_printed_for_a_machine() -> None:
    found = json.loads(typed(str(SAMPLE), *NAMES, "--json").stdout)

    assert (found["cases"], found["finished"], found["late"], found["without_deadline"]) == (10, 8, 3, 1)
    assert (found["rows"], found["merged"], found["contradicted"]) == (36, 26, 0)
    assert found["escalations"]["total"] == sum(n for kind, n in found["escalations"].items() if kind != "total")
    assert found["digests"] == {"weeks": 5, "finished": 8, "late": 3}
    assert found["log_ends"] == "2024-03-29T16:59:59+07:00"


def test_what_is_wrong_is_said_in_words_and_ends_with_2(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    wrong = {
        (str(SAMPLE), *NAMES, "--unit", "don vi"): "There is no column “don vi”. Did you mean “đơn vị”?",
        (str(SAMPLE), *NAMES, "--time-format", "%H:%M"): "--time-format %H:%M reads no times. Write it like “%d/%m/%Y",
        (str(SAMPLE), *NAMES, "--time-format", "%d.%m.%Y"): "line 2: tiếp nhận is “2024-03-01 08:12:05”",
        (str(tmp_path / "none.csv"), *NAMES): "none.csv: cannot be read: No such file",
        (str(tmp_path), *NAMES): "cannot be read: Is a directory",
        (str(empty), *NAMES): "empty.csv is empty.",
        (str(SAMPLE), *NAMES[:-2]): "Missing option '--ended'",
    }

    for words, text in wrong.items():
        said = typed(*words)
        assert (said.exit_code, said.stdout) == (2, "")
        assert text in said.stderr
