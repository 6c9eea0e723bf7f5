"""The criteria of a scorecard: the shipped ones are whole, with their basis; a deployment's own are read or refused."""

from datetime import date
from pathlib import Path

import pytest

from bot.config import Config, ConfigError
from bot.criteria import SHIPPED, load, shipped
from bot.scorecard_settings import Scorecard
from handlers.casework.criteria import THRESHOLDS

TODAY = date(2026, 11, 23)
FILE = Path(__file__).parents[2] / "bot" / "data" / "scorecards" / SHIPPED


def own(folder: Path, text: str) -> Config:
    """Give a configuration that names criteria of this text."""
    file = folder / "own.toml"
    file.write_text(text, encoding="utf-8")
    return Config(scorecard=Scorecard(file=str(file)))


def test_the_shipped_criteria_have_nine_indices_100_points_and_a_basis_for_every_row() -> None:
    rows = shipped().on(TODAY)

    assert [one.number for one in rows.indices] == list(range(1, 10))
    assert sum(one.most for one in rows.groups) == 100
    assert [one.least for one in rows.classes] == [15, 12, 9, 6, 0]
    assert {one.name for one in rows.thresholds} == set(THRESHOLDS)
    assert all(one.legal_basis for one in (*rows.indices, *rows.groups, *rows.classes, *rows.thresholds))
    assert all("quy định trước" in one.legal_basis for one in rows.indices)


def test_a_deployments_own_file_stands_in_place_of_the_shipped_one_and_a_row_holds_on_its_days_alone(
    tmp_path: Path,
) -> None:
    text = FILE.read_text(encoding="utf-8").replace('name = "2026"\n', 'name = "2027"\n', 1)
    later = '\n[[threshold]]\nname = "target"\nvalue = 700\nlegal_basis = "NQ 2027"\nvalid_from = 2027-01-01\n'
    found = load(own(tmp_path, text + later))

    assert found.name == "2027"
    assert [found.on(day)["target"] for day in (TODAY, date(2027, 1, 1))] == [600, 700]


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ('rule = "pakn"', 'rule = "guess"', "row 8 of [[index]]: rule 'guess' is none: write one of none, total_time"),
        ("most = 25", "most = -1", "row 2 of [[group]]: most -1 does not fit"),
        ("most = 25", 'most = "25"', "row 2 of [[group]]: most '25' does not fit"),
        ('"on_time", "handling_median"', '"speed"', "row 2 of [[group]]: evidence does not fit"),
        ("least = 15", "least = 19", "row 1 of [[class]]: least 19 does not fit"),
        ('name = "least_rated"', 'name = "least_rate"', "there is no threshold least_rate. Did you mean least_rated?"),
        ("value = 600", "value = 600\nvalid_from = 2027-01-01", "no [[threshold]] target holds on every day"),
        ("[[class]]\nleast = 0", "[[klass]]\nleast = 0", "there is no klass. Did you mean class?"),
        ('legal_basis = "đề xuất"', 'legal_basis = " "', "legal_basis is no text"),
        ("value = 600", "value = 600\nvalid_until = 2027-01-01", "there is no key valid_until"),
        ("[[threshold]]", "[[threshold", "is not TOML"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_its_row_and_what_to_write(
    tmp_path: Path, wrong: str, right: str, said: str
) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert wrong in text

    with pytest.raises(ConfigError) as refused:
        load(own(tmp_path, text.replace(wrong, right, 1)))

    assert said in str(refused.value)
    assert "own.toml" in str(refused.value)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot be read.*\[scorecard\] file"):
        load(Config(scorecard=Scorecard(file=str(tmp_path / "none.toml"))))
