"""`scorecard`, `recognition` and `evidence` as a person types them."""

import csv

import pytest

from tests.fakes.command_line import Shell

ROWS = """unit;step;day;criteria;score;decision
7339;registered;5/1/2026;2026;;
07339;self_scored;20/1/2026;2026;91,5;
07339;recognised;1/3/2026;2026;;12/QĐ-UBND
"""
STORY = "nop ho so tach thua tu 12/9 hen 3/10 tra ma den nay chua thay goi"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Give a terminal where a citizen has filed a report, and a file of recognitions lies ready."""
    shell = Shell(tmp_path_factory.mktemp("scorecards"))
    (shell.folder / "rows.csv").write_text(ROWS, encoding="utf-8")
    assert shell.run("chat", typed=f"/start u-07339-3\nđồng ý\n{STORY}\n1\n").code == 0
    return shell


def test_a_scorecard_is_shown_with_its_objections_and_every_figure_opens_down_to_its_cases(town: Shell) -> None:
    town.run("scorecard", "object", "--unit", "07339", "--figure", "open", "Việc này đã được trả lời")
    shown, opened, whole, written = town.run_all(
        ("scorecard", "--unit", "7339"),
        ("scorecard", "--cases", "open"),
        ("scorecard", "--json"),
        ("scorecard", "--csv", "all.csv"),
    )
    rows = list(csv.DictReader((town.folder / "all.csv").read_text(encoding="utf-8-sig").splitlines()))
    mine = next(one for one in whole.json if one["unit"] == "07339")
    (code,) = mine["figures"]["open"]["codes"]

    assert "Xã Tân Yên (07339)" in shown.out
    assert "Evidence for people, no verdict." in shown.out
    assert "(open): Việc này đã được trả lời" in shown.out
    assert opened.out.strip() == f"07339 Xã Tân Yên: {code}"
    assert [one["rank"] for one in whole.json] == [None] * 99
    assert mine["indices"][7]["legal_basis"].startswith("TT 01/2018/TT-VPCP Đ.13(8)")
    assert written.out.strip() == "all.csv: written."
    assert [row["cases"] for row in rows if row["unit"] == "07339" and row["figure"] == "open"] == [code]


def test_what_cannot_be_is_said_in_words(town: Shell) -> None:
    asked = {
        ("--unit", "99999"): "There is no unit 99999",
        ("--period", "2026-Q5"): "2026-Q5 is no period",
        ("--from", "2026-02-01", "--to", "2026-01-01"): "write days like 2026-10-01",
        ("object", "--unit", "07339", "--period", "2025-Q3", "Chúng tôi không đồng ý"): "were taken until",
    }
    told = town.run_all(*(("scorecard", *words) for words in asked))

    assert [said in ran.err for said, ran in zip(asked.values(), told, strict=True)] == [True] * len(asked)
    assert all(ran.code in (1, 2) for ran in told)


def test_recognitions_are_proposed_first_then_imported_exported_and_held_against_the_evidence(town: Shell) -> None:
    wrong = f"{ROWS}07210;registered;5/1/2150;2026;;\n07210;registered;5/1/2026;2025;;\n"
    (town.folder / "wrong.csv").write_text(wrong, encoding="utf-8")
    refused = town.run("recognition", "import", "wrong.csv", "--apply")
    proposed = town.run("recognition", "import", "rows.csv", "--json")
    applied = town.run("recognition", "import", "rows.csv", "--apply")
    town.run("recognition", "export", "out.toml")
    again, stand, progress, evidence = town.run_all(
        ("recognition", "import", "out.toml", "--json"),
        ("recognition", "list", "--json"),
        ("recognition", "progress", "--json"),
        ("evidence", "--json"),
    )

    assert refused.code == 1
    assert "wrong.csv, line 5: 2150-01-05 has not come yet. To mend it: write the day on which it took" in refused.err
    assert "Nothing was changed." in refused.err
    assert (proposed.json["applied"], len(proposed.json["changes"])) == (False, 3)
    assert applied.out.rstrip().endswith("Done.")
    assert again.json["changes"] == []
    assert [(one["unit"], one["self_scored"]["tenths"]) for one in stand.json] == [("07339", 915)]
    assert (progress.json[-1]["recognised"], progress.json[-1]["needed"], progress.json[-1]["missing"]) == (1, 60, 59)
    assert "Nobody is judged by this list" in evidence.json["note"]
    assert [one["signal"] for one in evidence.json["units"][0]["discrepancies"]] == ["few_votes"]
