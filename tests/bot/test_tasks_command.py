"""`tasks import`, `list`, `export` and `example`, as an operator types them."""

from pathlib import Path

from tests.fakes.command_line import Shell

HEAD = "conclusion;task;units;due;dated;title;rhythm\n"


def test_a_file_is_tried_then_kept_and_says_nothing_new_the_second_time(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    rows = "12/TB-UBND;Báo cáo số hoá;7339, Xã Nhã Nam;1/10/2025;;;\n12/TB-UBND;Họp dân;inspector;31/12/2099;;;yearly\n"
    (tmp_path / "giao.csv").write_text(HEAD + rows, encoding="utf-8-sig")

    dry = shell.run("tasks", "import", "giao.csv")
    assert dry.code == 0
    assert "new      Xã Tân Yên: Báo cáo số hoá (by 2025-10-01; 12/TB-UBND)" in dry.out
    assert "giao.csv, line 2: due on 2025-10-01, which is past: overdue at once." in dry.out
    assert "3 new, 0 changed, 0 as they are.\nNothing was changed. Say it again with --apply to do it." in dry.out
    kept = shell.run("tasks", "import", "giao.csv", "--apply", "--json").json
    assert (kept["applied"], len(kept["new"])) == (True, 3)
    late = shell.run("tasks", "list", "--unit", "7339", "--overdue", "--json").json
    assert [(one["unit"], one["due"], one["overdue"], one["status"]) for one in late] == [
        ("07339", "2025-10-01", True, "open")
    ]

    assert shell.run("tasks", "export", "lai.csv").out == "lai.csv: written.\n"
    assert "nothing would change" in shell.run("tasks", "import", "lai.csv").out


def test_a_file_with_troubles_is_refused_whole_in_words(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    (tmp_path / "sai.csv").write_text(f"{HEAD}1/TB;Họp;07339;1/12/2026;;;\n1/TB;Báo cáo;99999;31/2/2026;;;\n", "utf-8")

    refused = shell.run("tasks", "import", "sai.csv", "--apply")

    assert refused.code == 1
    assert "sai.csv, line 3: due: there is no day 31/2/2026. To mend it: write it like 2026-09-20" in refused.err
    assert "99999 is no unit" in refused.err
    assert "Nothing was changed." in refused.err
    assert shell.run("tasks", "list", "--json").json == []


def test_the_ready_examples_are_duties_with_a_rhythm_that_can_be_imported(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("tasks", "example", "mau.toml").out == "mau.toml: written.\n"

    plan = shell.run("tasks", "import", "mau.toml", "--json").json

    assert len(plan["new"]) == 2 * 99
    assert {one["rhythm"] for one in plan["new"]} == {"quarterly"}
