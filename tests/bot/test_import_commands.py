"""`units` and `posts`, `import` and `export`, as an operator types them."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.fakes.command_line import Shell

STORY = "nop ho so tach thua tu 12/9 hen 3/10 tra ma den nay chua thay goi"
MERGED = "code;name;kind;from;to;successors\n7333;Xã Quang Trung;xa;1/7/2025;{last};07339\n"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Give a terminal where an officer and a head have joined and a citizen has filed a report."""
    shell = Shell(tmp_path_factory.mktemp("town"))
    for who, post in (("lan", "officer"), ("minh", "head")):
        token = shell.run("invite", "--post", post, "--unit", "07339", "--name", who, "--json").json["token"]
        assert "Chào anh/chị" in shell.run("chat", "--as", who, typed=f"/join {token}\n").out
    assert "Mã: " in shell.run("chat", typed=f"/start u-07339-3\nđồng ý\n{STORY}\n1\n").out
    return shell


def write(shell: Shell, name: str, text: str, encoding: str = "utf-8") -> str:
    """Put a file into the terminal's folder; give its name."""
    (shell.folder / name).write_text(text, encoding=encoding)
    return name


def test_what_is_exported_is_imported_again_as_nothing_new(town: Shell) -> None:
    files = ("units.csv", "units.toml", "posts.csv", "posts.toml")
    exported = town.run_all(*((name.partition(".")[0], "export", name) for name in files))
    again = town.run_all(*((name.partition(".")[0], "import", name) for name in files))

    assert [ran.out for ran in exported] == [f"{name}: written.\n" for name in files]
    for ran in again:
        assert (ran.code, ran.out) == (0, "The file says what is known already: nothing would change.\n")
    assert (town.folder / "posts.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "lan" in (town.folder / "posts.toml").read_text(encoding="utf-8")


def test_a_dry_run_speaks_of_people_and_cases_and_only_apply_does_it(town: Shell) -> None:
    last = (date.today() + timedelta(days=30)).isoformat()
    text = f"record,post,name,to\nholder,officer-07339,lan,{last}\nholder,standing,Hoa,\n"
    file = write(town, "change.csv", text)
    code = town.run("cases", "list", "--json").json[0]["code"]

    dry = town.run("posts", "import", file)
    done = town.run("posts", "import", file, "--apply", "--json")
    again = town.run("posts", "import", file)
    joined = town.run("chat", "--as", "hoa", typed=f"{done.json['invitations'][0]['command']}\n")

    assert f"ended    holder lan of officer-07339\n           to: - → {last}\n" in dry.out
    assert "added    holder Hoa as standing, who gets an invitation\n" in dry.out
    assert "Of the one case of the last 30 days, as if filed on " in dry.out
    assert f"1: officer-07339 (lan) → head-07339 (minh)  ({code})" in dry.out
    assert "Nothing was changed. Say it again with --apply to do it." in dry.out
    assert "/join" not in dry.out
    assert done.json["applied"] is True
    assert done.json["rerouted"][0]["codes"] == [code]
    assert [(one["post"], one["name"]) for one in done.json["invitations"]] == [("standing", "Hoa")]
    assert "Hoa was invited to standing before and may still come." in again.out
    assert "/join" not in again.out
    assert "Chào anh/chị" in joined.out


def test_a_unit_that_ceases_is_imported_and_then_shown_with_its_successor(town: Shell) -> None:
    last = date.today() + timedelta(days=40)
    file = write(town, "merger.csv", MERGED.format(last=f"{last:%d/%m/%Y}"), "utf-8-sig")

    done = town.run("units", "import", file, "--apply")
    row = next(one for one in town.run("units", "list", "--json").json if one["code"] == "07333")

    assert "ended    unit 07333 Xã Quang Trung" in done.out
    assert done.out.endswith("Done.\n")
    assert (row["to"], row["successors"], len(row["merged"])) == (last.isoformat(), ["07339"], 2)


def test_a_broken_file_is_refused_with_file_line_and_remedy(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    bad = write(shell, "bad.csv", MERGED.format(last="31/2/2027") + "9999;Mẫu;xa;;;\n")
    here = [write(shell, "posts.txt", ""), write(shell, "old.csv", "mã,tên\nXã", "utf-16"), "none.csv"]
    words, told, ending, encoded, missing = shell.run_all(
        ("units", "import", bad, "--apply"),
        ("units", "import", bad, "--json"),
        *(("posts", "import", name) for name in here),
    )

    assert words.code == told.code == 1
    assert words.err == (
        "bad.csv, line 2: there is no day 31/2/2027. To mend it: write it like 2026-09-20 or 20/9/2026.\n"
        "bad.csv, line 3: Mẫu is no name of a unit. To mend it: write the whole official name, such as Xã Tân Yên.\n"
        "Nothing was changed.\n"
    )
    assert [one["line"] for one in told.json["troubles"]] == [2, 3]
    assert (ending.code, missing.code, ending.err) == (2, 2, "posts.txt: the name must end in .csv or .toml.\n")
    assert encoded.err == "old.csv: is not UTF-8. In Excel, save it as “CSV UTF-8”.\n"
    assert missing.err == "none.csv: cannot be read: No such file or directory.\n"


def test_a_holder_is_noted_as_away_and_a_deputy_invited(town: Shell) -> None:
    first, last = (date.today() + timedelta(days=many) for many in (1, 3))
    away = ("posts", "absent", "head-07339", "--from", first.isoformat(), "--to", f"{last:%d/%m/%Y}")
    noted = town.run(*away, "--name", "minh")
    nobody, again = town.run_all((*away, "--name", "Hoa"), (*away[:4], last.isoformat(), *away[5:], "--name", "minh"))
    deputy = town.run("invite", "--post", "head", "--unit", "07339", "--name", "Dung", "--deputy", "--json")

    assert noted.out.startswith(f"head-07339: minh is away from {first.isoformat()} to {last:%d/%m/%Y}.\n")
    assert "No deputy: cases go to the level above." in noted.out
    assert (nobody.code, nobody.err) == (
        1,
        "nobody named Hoa held head-07339. To mend it: see `langnghe posts list`.\n",
    )
    assert (again.code, "hold at one time" in again.err) == (1, True)
    assert deputy.json["deputy"] is True
