"""`survey` as an operator types it: check, open, invite, list, results, close; and what is refused in words."""

import csv
from datetime import date, timedelta
from pathlib import Path

from PIL import Image

from tests.fakes.command_line import Shell
from tests.fakes.paper_reader import read

TODAY, PHONE = date.today(), "0912345678"
HEAD = "Mã hồ sơ;Đơn vị;Ngày trả kết quả;Số điện thoại;Họ tên\n"


def rows(count: int, phone: str = "09{:08d}", first: int = 0) -> str:
    """Give a list of files that were finished today at xã Tân Yên."""
    lines = (f"H{n};7339;{TODAY:%d/%m/%Y};{phone.format(n)};Người {n}\n" for n in range(first, first + count))
    return HEAD + "".join(lines)


def write(shell: Shell, name: str, text: str) -> str:
    """Put a file into the terminal's folder; give its name."""
    (shell.folder / name).write_text(text, encoding="utf-8-sig")
    return name


def table(file: Path) -> list[dict[str, str]]:
    """Give the rows of a file that was written."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_a_survey_from_its_opening_to_its_results(tmp_path: Path) -> None:
    town = Shell(tmp_path)
    made = town.run("survey", "open", "pks05", "--units", "07339, Yên Thế", "--json").json
    assert (made["id"], made["units"][:2], made["minimum"]) == ("pks05", ["07339", "07246"], 10)
    assert made["link"].endswith("/q/pks05-UNIT")
    code = town.run("survey", "qr", "pks05", "7339", "--out", "counter.png")
    assert code.out.startswith("counter.png: written, for http://127.0.0.1:0/q/pks05-07339")
    assert read(Image.open(town.folder / "counter.png").convert("L")) == {code.out.split()[-1]}
    odd = "".join(f"X{n};07339;{TODAY:%d/%m/%Y};{phone};\n" for n, phone in enumerate([PHONE, PHONE, PHONE, "12345"]))
    file = write(town, "served.csv", rows(6) + odd + f"H40;07351;{TODAY:%d/%m/%Y};0912345679;\n")
    wanted = ("survey", "invite", "pks05", "--served", file, "--share", "1")

    tried = town.run(*wanted, "--dry-run", "--json").json
    done = town.run(*wanted)
    again, there = town.run_all((*wanted, "--out", "more.csv"), wanted)

    assert (tried["drawn"], tried["rows"], tried["links"], tried["file"]) == (10, 10, 7, None)
    assert "look: 07339: 3 of 10 files have one phone number (lines 8, 9, 10)" in done.out
    assert "look: 07339: 1 of 10 files have no valid phone number (lines 11)" in done.out
    assert "2 have been asked before, by the same phone or person; nobody is put in their place." in done.out
    assert "1 cannot be reached; nobody is put in their place." in done.out
    assert "1 rows are of units that this survey does not ask about." in done.out
    assert "10 rows stood on an earlier list and are not drawn again." in again.out
    assert not (town.folder / "more.csv").exists()
    assert (there.code, "is there already" in there.err) == (2, True)
    letters = table(town.folder / "invitations.csv")
    assert len({letter["phone"] for letter in letters}) == 7
    assert all(letter["link"].rpartition("/s/")[2] == letter["typed"].removeprefix("s-") for letter in letters)

    said = (letters[0]["typed"], *["1"] * 3, *["bỏ qua"] * 3, *["5"] * 3, "2", "2", "5", "bỏ qua")
    assert "Cảm ơn anh/chị đã trả lời." in town.run("chat", "--as", "mai", typed="\n".join(said) + "\n").out
    running, listed = town.run_all(("survey", "results", "pks05"), ("survey", "list", "--json"))
    closed = town.run("survey", "close", "pks05")
    shown, machine, figures = town.run_all(
        ("survey", "results", "pks05"),
        ("survey", "results", "pks05", "--json"),
        ("survey", "results", "pks05", "--csv", "figures.csv", "--unit", "07339"),
    )
    assert "citizen, of the sample: n = 1" in running.out
    assert "What they said is shown once it has ended" in running.out
    assert "fewer than 10" not in running.out
    assert closed.out == "pks05: closed.\n"
    assert "citizen, of the sample: n = 1" in shown.out
    assert "fewer than 10, or would give others away" in shown.out
    assert "3 of 10 files have one phone number" in shown.out
    assert "mean" not in shown.out
    (response,) = machine.json["responses"]
    assert (response["asked"], response["answered"], response["silent"]) == (7, 1, 6)
    assert machine.json["vote"] is False
    assert (listed.json[0]["answered"], listed.json[0]["open"]) == (1, True)
    assert (figures.code, figures.err) == (0, "figures.csv: written.\n")
    hidden = {(row["unit"], row["answer"]) for row in table(town.folder / "figures.csv")}
    assert hidden == {("07339", "hidden")}


def test_what_does_not_fit_is_refused_with_line_and_remedy_and_nothing_is_kept(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    form = write(shell, "form.toml", 'name = "x1"\ngroups = ["citizen"]\n')
    bad = write(shell, "bad.csv", rows(2) + f"H0;7339;31/2/2026;0912345678;\nH9;7333;{TODAY + timedelta(days=1)};;\n")
    checked, unknown, unit, _ = shell.run_all(
        ("survey", "check", form),
        ("survey", "open", "nothing"),
        ("survey", "open", "pks06", "--units", "99999", "--to", "1/1/2026"),
        ("survey", "open", "pks06"),
    )
    broken = shell.run("survey", "invite", "pks06", "--served", bad)

    assert [one.code for one in (checked, unknown, unit, broken)] == [1, 2, 1, 1]
    assert "form.toml, line 1: title says nothing in vi. To mend it:" in checked.err
    assert unknown.err.startswith("nothing: write a .toml file, or one of the shipped forms: pks01, pks02")
    assert "there is no unit 99999. To mend it: look it up: langnghe units find NAME." in unit.err
    assert "bad.csv, line 4: the dossier H0 stands on line 2 already. To mend it: take one of them out." in broken.err
    assert "bad.csv, line 4: there is no day 31/2/2026." in broken.err
    assert "bad.csv, line 5: " in broken.err
    assert broken.err.endswith("Nothing was changed.\n")
    assert not (tmp_path / "invitations.csv").exists()
    assert [(one["id"], one["answered"]) for one in shell.run("survey", "list", "--json").json] == [("pks06", 0)]
