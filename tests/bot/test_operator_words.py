"""What an operator is told: open invitations and groups, files written whole, and mistakes refused with the remedy."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.fakes.command_line import Shell


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Give a terminal where the standing body is held."""
    shell = Shell(tmp_path_factory.mktemp("town"))
    token = shell.run("invite", "--post", "standing", "--name", "uy", "--json").json["token"]
    assert "Chào anh/chị" in shell.run("chat", "--as", "uy", typed=f"/join {token}\n").out
    return shell


def test_an_open_invitation_is_listed_without_its_token_and_ended_with_its_post(town: Shell) -> None:
    made = town.run("invite", "--post", "head", "--unit", "7339", "--name", "Hoa", "--json").json
    listed, table = town.run_all(("posts", "list", "--json"), ("posts", "list"))
    ended = town.run("posts", "end", "head-07339")
    late = town.run("chat", "--as", "hoa", typed=f"{made['command']}\n")
    again = town.run("posts", "end", "head-07339")

    (row,) = [one for one in listed.json if one["id"] == "head-07339"]
    assert [(one["name"], one["deputy"]) for one in row["invited"]] == [("Hoa", False)]
    assert row["groups"] == []
    assert "Hoa (until " in table.out
    assert made["token"] not in listed.out + table.out
    assert ended.out.startswith("head-07339: 0 holder(s) ended, 1 open invitation(s) void.")
    assert "Mã mời này đã hết hạn" in late.out
    assert (again.code, "Nobody holds head-07339 or is invited to it" in again.err) == (1, True)


def test_wrong_use_is_said_with_what_to_write(town: Shell) -> None:
    wrong = {
        ("invite", "--post", "standing", "--unit", "07339"): "--post standing is of no unit: leave --unit out.",
        ("invite", "--post", "mttq", "--follows", "07339"): "--post mttq follows nobody: leave --follows out.",
        ("invite", "--post", "mttq", "--name", "a" * 101): "--name is one line of at most 100 characters.",
        ("invite", "--post", "mttq", "--name", "a\nb"): "--name is one line of at most 100 characters.",
        ("digest", "show", "--as-of", "0001-01-01"): "there are digests of 2025 to ",
        ("digest", "show", "--as-of", "9999-12-31"): "there are digests of 2025 to ",
        ("posts", "import", "none.csv"): "none.csv: cannot be read: No such file or directory.",
        ("units", "export", "units.txt"): "units.txt: the name must end in .csv or .toml.",
    }

    for ran, said in zip(town.run_all(*wrong), wrong.values(), strict=True):
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err


def test_an_absence_of_before_somebody_came_is_refused(town: Shell) -> None:
    first, last = (date.today() - timedelta(days=many) for many in (9, 8))

    ran = town.run("posts", "absent", "standing", "--name", "uy", "--from", f"{first}", "--to", f"{last}")

    assert ran.code == 1
    assert ran.err.startswith("uy did not hold standing on these days, but from ")


def test_an_export_that_cannot_be_written_leaves_the_file_of_before_and_nothing_aside(town: Shell) -> None:
    (town.folder / "taken.csv").mkdir()

    ran = town.run("posts", "export", "taken.csv")

    assert ran.err.startswith("taken.csv: cannot be written: ")
    assert list(town.folder.glob(".taken.csv*")) == []


def test_a_variable_with_our_prefix_that_is_no_setting_is_refused_with_the_nearest(tmp_path: Path) -> None:
    secret = {"LANGNGHE_TELEGRAM_TOKEN": "123:hush", "LANGNGHE_NEED_BROWSER": "1"}

    ran = Shell(tmp_path, secret).run("check")

    assert ran.code == 2
    assert ran.err == (
        "environment: LANGNGHE_TELEGRAM_TOKEN: there is no such setting. Did you mean LANGNGHE_TELEGRAM__TOKEN? "
        "Write LANGNGHE_SECTION__KEY.\n"
    )


def test_files_that_can_never_be_kept_are_said_at_the_start_and_by_check(tmp_path: Path) -> None:
    (tmp_path / "paper").write_text("", encoding="utf-8")
    shell = Shell(tmp_path, {"LANGNGHE_STORAGE__FILES": "paper/files"})
    run, check = shell.run_all(("run",), ("check",))

    assert (run.code, check.code) == (2, 1)
    assert "the folder of [storage] files, paper/files, cannot be written to: " in run.err
    assert "!!  the folder of [storage] files, paper/files, cannot be written to: " in check.out


def test_a_host_that_is_not_ours_is_said_to_be_the_host(tmp_path: Path) -> None:
    ran = Shell(tmp_path, {"LANGNGHE_WEB__HOST": "192.0.2.1"}).run("run")

    assert ran.code == 1
    assert "Write an address of this machine in [web] host, such as 127.0.0.1" in ran.err
