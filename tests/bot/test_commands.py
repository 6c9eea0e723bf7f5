"""The commands as a person types them: the real program, its words, its JSON and its exit codes."""

import re
from datetime import datetime
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from bot.cli import app
from bot.packaged import units
from tests.fakes.command_line import Shell

COMMANDS = ("run", "demo", "chat", "check", "limits", "invite", "poster", "replay", "units", "posts", "cases", "digest")
STORY = "nop ho so tach thua tu 12/9 hen 3/10 tra ma den nay chua thay goi"
LINE = [
    *("code", "unit", "category", "status", "holder"),
    *("filed_at", "due_at", "answered_at", "closed_at", "rating"),
]


def every_command() -> list[tuple[str, ...]]:
    """Give all commands there are, as their words."""
    top = typer.main.get_command(app)
    named = [((name,), one) for name, one in getattr(top, "commands", {}).items()]
    return [words for words, _ in named] + [
        (*words, name) for words, one in named for name in getattr(one, "commands", {})
    ]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Give a terminal in an empty folder."""
    return Shell(tmp_path)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Give a terminal where two officials have joined and a citizen has filed a report, all by `chat`."""
    shell = Shell(tmp_path_factory.mktemp("town"))
    for who, post in (("lan", ("officer", "--unit", "07339")), ("uy", ("standing",))):
        token = shell.run("invite", "--post", *post, "--name", who, "--json").json["token"]
        assert "Chào anh/chị" in shell.run("chat", "--as", who, typed=f"/join {token}\n").out
    told = shell.run("chat", typed=f"/start u-07339-3\nđồng ý\n{STORY}\n1\n")
    assert (told.code, told.err) == (0, "")
    assert "Phản ánh của anh/chị đã được gửi. Mã: " in told.out
    return shell


@pytest.mark.parametrize("words", [(), *every_command()], ids=lambda words: " ".join(words) or "langnghe")
def test_every_command_helps(words: tuple[str, ...]) -> None:
    said = CliRunner().invoke(app, [*words, "--help"], prog_name="langnghe", env={"COLUMNS": "200"})

    assert said.exit_code == 0
    assert f"Usage: langnghe {' '.join(words)}" in said.output


def test_the_program_says_what_it_is_and_its_version(shell: Shell) -> None:
    bare, version = shell.run(loaded=False), shell.run("--version", loaded=False)

    assert bare.code == 2
    assert all(f" {name} " in bare.out for name in COMMANDS)
    assert version.code == 0
    assert re.fullmatch(r"langnghe \d+\.\d+\.\d+\S*\n", version.out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("nonsense", "No such command 'nonsense'"),
        ("cases show", "Missing argument"),
        ("invite", "Missing option '--post'"),
        ("invite --post standing --days 99", "Invalid value for '--days'"),
        ("run --speed 0", "Invalid value for '--speed'"),
        ("demo --port 99999", "Invalid value for '--port'"),
    ],
)
def test_what_cannot_be_a_command_ends_with_2(words: str, said: str) -> None:
    ended = CliRunner().invoke(app, words.split(), prog_name="langnghe", env={"COLUMNS": "200"})

    assert ended.exit_code == 2
    assert said in " ".join(ended.output.split())


def test_wrong_use_ends_with_2_and_says_what_to_write(shell: Shell) -> None:
    wrong = {
        "invite --post king": "--post king is not known. Write one of: officer, head, ",
        "invite --post head": "needs --unit with a known code. See `langnghe units find NAME`",
        "invite --post member": "--post member needs --follows with unit codes or a former district: ",
        "invite --post member --follows 07339,12345": "--follows 12345 is neither a unit code nor a former district",
        "digest show --as-of monday": "--as-of monday is no day. Write it like 2026-11-23.",
        "digest show --recipient head-07339": "head-07339 reads no digest",
        "digest cases sorrow": "sorrow is no number of a digest. Write one of: opening, received, ",
        "digest cases late --unit 1": "--unit 1: there is no such unit. See `langnghe units list`.",
        "digest cases late --period 2026-W99": "--period 2026-W99 is none. Write it like 2026-W47, 2026-11 or 2026-Q4.",
        "digest press --period 1999-11": "--period 1999-11 is none.",
        "digest press --period 2029-01": "--period 2029-01",
        "run --config nothing.toml": "nothing.toml: cannot be read",
    }

    for ran, said in zip(shell.run_all(*(tuple(words.split()) for words in wrong)), wrong.values(), strict=True):
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err


def test_a_wrong_configuration_ends_with_2_and_names_file_key_and_remedy(shell: Shell) -> None:
    (shell.folder / "config.toml").write_text("[clock]\nspeed = 'fast'\n", encoding="utf-8")

    for ran in shell.run_all(("run", "--config", "config.toml"), ("check", "-c", "config.toml")):
        assert ran.code == 2
        assert ran.err.startswith("config.toml: [clock] speed: 'fast' does not fit: write a number above 0")


def test_a_database_that_cannot_be_used_ends_with_1_in_words(shell: Shell) -> None:
    (shell.folder / "broken.db").write_text("this is no database " * 100, encoding="utf-8")

    for url in ("sqlite:///broken.db", "sqlite:///.", "sqlite:////proc/none/langnghe.db"):
        ran = Shell(shell.folder, {"LANGNGHE_STORAGE__URL": url}).run("cases", "list")
        assert ran.code == 1
        assert re.match("cannot (open|use) the database", ran.err)


def test_units_are_listed_and_found_as_people_write_them(shell: Shell) -> None:
    listed, found, asked, none = shell.run_all(
        ("units", "list", "--json"),
        ("units", "find", "phuong", "da", "mai"),
        ("units", "find", "Cao Thượng", "--json"),
        ("units", "find", "Paris"),
    )

    assert [unit["code"] for unit in listed.json] == [unit.code for unit in units().units]
    told = {"code", "name", "kind", "districts", "former", "merged", "from", "to", "successors", "hours"}
    assert set(listed.json[0]) == told
    assert "07228" in found.out
    assert [unit["code"] for unit in asked.json] == ["07339"]
    assert (none.code, none.err) == (1, "No unit is named like “Paris”.\n")
    assert not (shell.folder / "var").exists()


def test_posts_are_named_with_their_ids(town: Shell) -> None:
    table, listed = town.run_all(("posts", "list"), ("posts", "list", "--json"))

    posts = {row["id"]: row for row in listed.json}
    assert set(posts) >= {f"{kind}-{unit.code}" for kind in ("officer", "head") for unit in units().units}
    assert set(posts) >= {"inspector", "department", "mttq", "standing"}
    assert (posts["officer-07339"]["kind"], posts["officer-07339"]["unit"]) == ("officer", "07339")
    assert [one["name"] for one in posts["officer-07339"]["holders"]] == ["lan"]
    assert posts["head-07339"]["holders"] == []
    assert "officer-07339" in table.out


def test_invitations_are_made_to_every_post(shell: Shell) -> None:
    wanted = {
        "officer-07339": ("officer", "--unit", "07339"),
        "head-07339": ("head", "--unit", "07339"),
        "inspector": ("inspector",),
        "department": ("department",),
        "mttq": ("mttq",),
        "standing": ("standing",),
        "member-07339-07351": ("member", "--follows", "07351, 07339"),
    }
    made = shell.run_all(*(("invite", "--json", "--post", *words) for words in wanted.values()))

    assert [ran.json["post"] for ran in made] == list(wanted)
    for ran in made:
        assert {"token", "url", "command", "expires_at"} <= set(ran.json)
        assert ran.json["command"] == f"/join {ran.json['token']}"
        assert ran.json["url"].endswith(f"/i/{ran.json['token']}")
        assert datetime.fromisoformat(ran.json["expires_at"]).utcoffset() is not None


def test_members_of_one_district_share_a_post_and_others_do_not(shell: Shell) -> None:
    one, same, other = shell.run_all(
        ("invite", "--json", "--post", "member", "--follows", "Tân Yên"),
        ("invite", "--json", "--post", "member", "--follows", "huyen tan yen"),
        ("invite", "--json", "--post", "member", "--follows", "Tân Yên,Yên Thế"),
    )

    assert one.json["post"] == same.json["post"] != other.json["post"]
    follows = {row["id"]: row["follows"] for row in shell.run("posts", "list", "--json").json}
    assert follows[one.json["post"]] == sorted(unit.code for unit in units().district("Tân Yên"))
    assert set(follows[other.json["post"]]) > set(follows[one.json["post"]])


def test_a_post_that_nobody_holds_cannot_be_ended(town: Shell) -> None:
    ran = town.run("posts", "end", "head-07339")

    assert ran.code == 1
    assert "Nobody holds head-07339" in ran.err


def test_a_report_filed_in_one_terminal_waits_for_the_officials_terminal(town: Shell) -> None:
    code = town.run("cases", "list", "--json").json[0]["code"]
    spaced = f"{code[:3]}-{code[3:6]}-{code[6:]}"

    card = town.run("chat", "--as", "lan", typed=f"hỏi {spaced}\nAnh chị nộp hồ sơ ngày nào ạ?\n")
    asked = town.run("chat", typed=f"trả lời {spaced}\nTôi nộp ngày 12/9\n")

    assert STORY in card.out
    assert f"• nhận {spaced}" in card.out
    assert "Anh chị nộp hồ sơ ngày nào ạ?" in asked.out
    assert f"• trả lời {spaced}" in asked.out
    assert f"Đã gửi câu trả lời của anh/chị cho phản ánh {spaced}." in asked.out


def test_cases_are_listed_and_shown_for_a_machine_and_for_a_person(town: Shell) -> None:
    listed, table = town.run_all(("cases", "list", "--json"), ("cases", "list", "--limit", "1"))
    row = listed.json[0]
    code = row["code"]
    shown, plain, unknown = town.run_all(
        ("cases", "show", f"{code[:3]}-{code[3:6]}-{code[6:]}", "--json"),
        ("cases", "show", code),
        ("cases", "show", "000000000"),
    )

    assert list(row) == LINE
    assert re.fullmatch(r"\d{9}", code)
    assert (row["unit"], row["category"]) == ("07339", "delay")
    assert row["holder"]["post"] == "officer-07339"
    assert row["filed_at"].endswith("+07:00")
    assert row["due_at"].endswith("T17:00:00+07:00")
    assert row["rating"] is row["closed_at"] is row["answered_at"] is None
    assert f"{code[:3]}-{code[3:6]}" in table.out

    assert list(shown.json)[: len(LINE)] == LINE
    assert (shown.json["text"], shown.json["files"]) == (STORY, [])
    assert {frozenset(entry) for entry in shown.json["history"]} == {frozenset(("at", "actor", "action", "note"))}
    first, second, *_ = shown.json["history"]
    assert (first["actor"], first["action"]) == ("reporter", "file")
    assert (second["actor"], second["action"], second["note"]) == ("clock", "forward", "officer-07339")
    assert STORY in plain.out
    assert (unknown.code, unknown.err) == (1, "There is no case 000000000.\n")


def test_the_digest_is_shown_for_a_person_and_for_a_machine(town: Shell) -> None:
    filed = datetime.fromisoformat(town.run("cases", "list", "--json").json[-1]["filed_at"]).date()
    later = filed.fromordinal(filed.toordinal() + 7)
    words, whole, before = town.run_all(
        ("digest", "show", "--recipient", "standing"),
        ("digest", "show", "--json", "--as-of", later.isoformat()),
        ("digest", "show", "--json", "--as-of", filed.isoformat()),
    )

    year, week, _ = filed.isocalendar()
    assert whole.json["period"] == f"{year}-W{week:02}"
    figures = {"period", "opening", "received", "finished", "closing", "on_time", "late", "units", "overdue"}
    assert figures <= set(whole.json)
    assert len(whole.json["units"]) == 99
    assert {"code", "opening", "received", "finished", "closing"} <= set(whole.json["units"][0])
    for row in (whole.json, *whole.json["units"]):
        assert row["opening"] + row["received"] - row["finished"] == row["closing"]
    assert (whole.json["received"], before.json["received"]) == (1, 0)
    assert words.out.startswith("Tuần ")


def test_the_cases_behind_a_number_are_listed_and_the_press_gets_whole_months_alone(town: Shell) -> None:
    (case,) = town.run("cases", "list", "--json").json
    month = case["filed_at"][:7]
    week = town.run("digest", "show", "--json").json["period"]
    listed, elsewhere, words, running, of_week, quarter, told = town.run_all(
        ("digest", "cases", "received", "--period", month, "--json"),
        ("digest", "cases", "received", "--period", month, "--unit", "07210", "--json"),
        ("digest", "cases", "closing", "--period", month),
        ("digest", "press", "--period", month, "--json"),
        ("digest", "press", "--period", week),
        ("digest", "press", "--period", f"{int(month[:4]) - 1}-Q4", "--json"),
        ("digest", "press"),
    )

    assert [row["code"] for row in listed.json] == [case["code"]]
    assert elsewhere.json == []
    assert f"{month} closing: 1" in words.out
    assert (running.code, of_week.code) == (2, 2)
    assert "is not over" in running.err
    assert "of single weeks nothing is published" in of_week.err
    assert quarter.json["totals"] == dict.fromkeys(("received", "answered", "late", "praise"), 0)
    assert "nhận 0" in told.out


def test_a_check_of_a_town_in_order_ends_with_0_and_of_an_empty_one_with_1(town: Shell, shell: Shell) -> None:
    fine, empty = town.run("check", "--json"), shell.run("check")

    assert [row["what"] for row in fine.json if not row["ok"]] == []
    assert fine.code == 0
    assert empty.code == 1
    assert "!!  nobody holds the standing body: langnghe invite --post standing" in empty.out
