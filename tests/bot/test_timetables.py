"""A deployment's own limits and holidays: they win where they are right; where not, they are refused in words."""

from datetime import date
from pathlib import Path

import pytest

from bot.config import Casework, Clock, Config, ConfigError, Storage
from bot.report import findings
from bot.timetables import load
from handlers.casework.worktime import is_working
from tests.fakes.command_line import Shell
from tests.house_under_test import Town

GOOD = """
[[limit]]
name = "answer.delay"
value = 3
basis = "đề xuất"
valid_to = 2026-12-31
[[limit]]
name = "answer.delay"
value = 2
basis = "QĐ 12/2027/QĐ-UBND Đ.4"
valid_from = 2027-01-01
"""


def with_limits(folder: Path, text: str) -> Config:
    (folder / "limits.toml").write_text(text, encoding="utf-8")
    return Config(clock=Clock(limits=str(folder / "limits.toml")))


def with_holidays(folder: Path, text: str) -> Config:
    (folder / "days.toml").write_text(text, encoding="utf-8")
    return Config(clock=Clock(holidays=str(folder / "days.toml")))


def refused(config: Config, folder: Path) -> str:
    with pytest.raises(ConfigError) as error:
        load(config)
    return str(error.value).replace(f"{folder}/", "")


def test_a_row_stands_in_the_place_of_the_shipped_one_on_the_days_on_which_it_holds(tmp_path: Path) -> None:
    limits = load(with_limits(tmp_path, GOOD)).limits

    assert [limits.on(date(year, 1, 1))["answer.delay"] for year in (2026, 2027)] == [3, 2]
    assert limits.on(date(2027, 1, 1))["answer.facility"] == 5
    assert [row.basis for row in limits.holding(date(2027, 6, 1)) if row.name == "answer.delay"] == [
        "QĐ 12/2027/QĐ-UBND Đ.4"
    ]


def test_a_clock_that_ships_as_none_may_be_given_or_said_to_be_none(tmp_path: Path) -> None:
    given = '[[limit]]\nname = "answer.praise"\nvalue = {}\nbasis = "đề xuất"\n'

    assert load(with_limits(tmp_path, given.format("5"))).limits.on(date(2027, 1, 1))["answer.praise"] == 5
    assert load(with_limits(tmp_path, given.format('"none"'))).limits.on(date(2027, 1, 1)) is not None


def limit(**changes: str) -> str:
    """Give one row of a file of limits; a key with "" is left out."""
    keys = {"name": '"answer.delay"', "value": "2", "basis": '"đề xuất"', "valid_from": "", "valid_to": ""} | changes
    return "[[limit]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items() if value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            limit(name='"answer.dellay"'),
            "row 1 of [[limit]]: there is no limit answer.dellay. Did you mean answer.delay?",
        ),
        (limit(name=""), 'row 1 of [[limit]]: name is missing: write name = "answer.delay"'),
        (limit(name="5"), "row 1 of [[limit]]: name is no text"),
        (limit(value="-1"), "(answer.delay): value -1 does not fit: write value = a whole number from 1 to 366."),
        (limit(value="0"), "(answer.delay): value 0 does not fit"),
        (limit(value="400"), "(answer.delay): value 400 does not fit"),
        (limit(value="true"), "(answer.delay): value True does not fit"),
        (limit(value="2.5"), "(answer.delay): value 2.5 does not fit"),
        (limit(value='"none"'), "(answer.delay): value 'none' does not fit"),
        (limit(value=""), "(answer.delay): value is missing"),
        (limit(name='"answer.praise"', value='"no"'), 'from 1 to 366, or "none".'),
        (
            limit(name='"amber_percent"', value="101"),
            "value 101 does not fit: write value = a whole number from 1 to 100",
        ),
        (limit(name='"receipt_until_hour"', value="24"), "write value = a whole number from 0 to 23"),
        (limit(basis=""), 'basis is missing: write basis = "NĐ 61/2018/NĐ-CP Đ.19(9)", or "đề xuất".'),
        (limit(basis='"  "'), "basis is"),
        (
            limit(valid_from="2027-02-01", valid_to="2027-01-31"),
            "valid_to 2027-01-31 is before valid_from 2027-02-01",
        ),
        (limit(valid_from='"2027-02-01"'), "valid_from is no day: write valid_from = 2027-01-31, without quotes."),
        (limit(valid_from="2027-02-01T07:00:00"), "valid_from is no day"),
        (
            limit(valid_from="2027-01-01"),
            'answer.delay: nothing holds until 2026-12-31: add a row, such as value = 3, basis = "NĐ 61',
        ),
        (limit() + limit(value="4"), "two rows of answer.delay hold on every day: end the first (valid_to) before"),
        (
            limit(valid_to="2027-03-01") + limit(value="4", valid_from="2027-03-01"),
            "two rows of answer.delay hold on 2027-03-01",
        ),
        (limit(name='"amber_percent"', value="30"), "reminder_percent is 50 and amber_percent is 30"),
        (limit() + "until = 2027-01-01\n", "row 1 of [[limit]]: there is no key until. Keys: name, value, basis"),
        (limit() + "valid_form = 2027-01-01\n", "there is no key valid_form. Did you mean valid_from?"),
        ('[limit]\nname = "answer.delay"\n', "limit is no list of rows: write [[limit]], with two brackets"),
        ("[[limits]]\n", "there is no limits. Did you mean limit?"),
        ("[[limit]\n", "is not TOML"),
    ],
)
def test_limits_that_do_not_fit_are_refused_with_file_row_fault_and_remedy(
    text: str, said: str, tmp_path: Path
) -> None:
    told = refused(with_limits(tmp_path, text), tmp_path)

    assert told.startswith("limits.toml: ")
    assert said in told
    assert len(told.splitlines()) == 1


def test_all_wrong_rows_are_told_at_once(tmp_path: Path) -> None:
    told = refused(with_limits(tmp_path, limit(value="-1") + limit(name='"nonsense"') + limit(basis="")), tmp_path)

    assert [line.split(":")[1] for line in told.splitlines()] == [
        " row 1 of [[limit]] (answer.delay)",
        " row 2 of [[limit]]",
        " row 3 of [[limit]] (answer.delay)",
    ]


def test_files_that_cannot_be_read_name_their_setting(tmp_path: Path) -> None:
    for key in ("limits", "holidays"):
        gone = Config(clock=Clock.model_validate({key: str(tmp_path / "gone.toml")}))
        assert refused(gone, tmp_path) == (
            f"gone.toml: cannot be read: No such file or directory. Write another path in [clock] {key}."
        )
    (tmp_path / "latin.toml").write_bytes(b'settled = ["\xff"]')
    assert "is not UTF-8" in refused(Config(clock=Clock(holidays=str(tmp_path / "latin.toml"))), tmp_path)


def test_own_holidays_win_over_the_shipped_ones_and_settle_a_year(tmp_path: Path) -> None:
    made = load(
        with_holidays(
            tmp_path,
            "settled = [2027]\n"
            '[[day]]\ndate = 2027-02-11\nworking = false\nwhy = "Tết"\n'
            '[[day]]\ndate = 2026-01-02\nworking = true\nwhy = "hoán đổi bị bỏ"\n'
            '[[day]]\ndate = 2027-02-20\nworking = true\nwhy = "làm bù"\n',
        )
    ).calendar

    assert not is_working(date(2027, 2, 11), made)
    assert is_working(date(2026, 1, 2), made)
    assert is_working(date(2027, 2, 20), made)
    assert not is_working(date(2026, 11, 24), made)
    assert made.settled == {2025, 2026, 2027}


def day(**changes: str) -> str:
    """Give one row of a file of holidays; a key with "" is left out."""
    keys = {"date": "2027-02-11", "working": "false", "why": '"Tết"'} | changes
    return "[[day]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items() if value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (day(date=""), "row 1 of [[day]]: date is missing: write date = 2027-02-05, without quotes."),
        (day(date='"2027-02-11"'), "date is no day"),
        (day(date="2047-02-11"), "row 1 of [[day]] (2047-02-11): the year is not covered"),
        (day(working='"no"'), "(2027-02-11): working 'no' does not fit: write true or false."),
        (day(working=""), "working is missing"),
        (day(why=""), "why is missing"),
        (day() + day(), "row 2 of [[day]]: 2027-02-11 stands there twice: write one row for each day."),
        (day() + "wroking = true\n", "there is no key wroking. Did you mean working?"),
        ("settled = 2027\n", "settled 2027 does not fit: write years from 2025 to 2031, such as [2027]."),
        ("settled = [27]\n", "settled [27] does not fit"),
        ("setled = [2027]\n", "there is no setled. Did you mean settled?"),
        ("date = 2027-02-30\n", "is not TOML"),
    ],
)
def test_holidays_that_do_not_fit_are_refused_with_file_row_fault_and_remedy(
    text: str, said: str, tmp_path: Path
) -> None:
    told = refused(with_holidays(tmp_path, text), tmp_path)

    assert told.startswith("days.toml: ")
    assert said in told


def test_the_command_lists_limits_with_basis_and_validity(tmp_path: Path) -> None:
    (tmp_path / "limits.toml").write_text(GOOD, encoding="utf-8")
    shell = Shell(tmp_path, {"LANGNGHE_CLOCK__LIMITS": "limits.toml"})

    whole, on_day, words, wrong = shell.run_all(
        ("limits", "--json"), ("limits", "--json", "--on", "2027-03-01"), ("limits",), ("limits", "--on", "tomorrow")
    )

    assert [row["value"] for row in whole.json if row["name"] == "answer.delay"] == [3, 2]
    assert [row for row in on_day.json if row["name"] == "answer.delay"] == [
        {
            "name": "answer.delay",
            "value": 2,
            "basis": "QĐ 12/2027/QĐ-UBND Đ.4",
            "valid_from": "2027-01-01",
            "valid_to": None,
        }
    ]
    assert "from 2027-01-01" in words.out
    assert "to 2026-12-31" in words.out
    assert (wrong.code, wrong.err) == (2, "--on tomorrow is no day. Write it like 2027-01-31.\n")


def test_every_command_refuses_a_wrong_file_with_2_before_it_opens_anything(tmp_path: Path) -> None:
    (tmp_path / "limits.toml").write_text(limit(value="-1"), encoding="utf-8")
    shell = Shell(tmp_path, {"LANGNGHE_CLOCK__LIMITS": "limits.toml"})

    for ran in shell.run_all(("limits",), ("check",), ("cases", "list"), ("run",)):
        assert ran.code == 2
        assert ran.err.startswith("limits.toml: row 1 of [[limit]] (answer.delay): value -1 does not fit")
    assert list(tmp_path.rglob("*.db")) == []


async def told(town: Town, config: Config) -> list[tuple[bool, bool, str]]:
    return [(one.ok, one.warning, one.what) for one in await findings(town.world, config)]


async def test_check_warns_of_holidays_that_are_only_an_estimate(town: Town) -> None:
    """The town's clock stands in November 2026; 2027 is not settled."""
    warned = [what for ok, warning, what in await told(town, Config()) if ok and warning]

    assert [what[:24] for what in warned] == ["the holidays of 2027 are"]
    assert "settled = [2027]" in warned[0]

    await town.advance(days=60)
    assert [what[:24] for _, warning, what in await told(town, Config()) if warning] == ["the holidays of 2027 are"]


async def test_check_says_whether_the_independent_post_can_get_a_case(town: Town) -> None:
    async def of(post: str) -> list[tuple[bool, str]]:
        found = await told(town, Config(casework=Casework(independent_post=post), storage=Storage()))
        return [(ok, what) for ok, _, what in found if "independent" in what]

    assert await of("") == []
    assert await of("mtqt") == [
        (False, "[casework] independent_post mtqt: there is no such post: see langnghe posts list")
    ]
    assert [ok for ok, _ in await of("mttq")] == [False]
    await town.post("mai", "mttq")
    assert await of("mttq") == [(True, "the independent post mttq is held")]
