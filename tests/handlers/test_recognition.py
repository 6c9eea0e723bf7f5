"""Recognition: what a file may say, who stands where on a day, the progress, and what the evidence check finds."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.criteria import shipped
from bot.packaged import calendar, units
from handlers.casework.cases import Finding
from handlers.casework.categories import Category
from handlers.casework.directory import Directory
from handlers.casework.evidence import Discrepancy, against, check, wave
from handlers.casework.histories import History, Rated, Step
from handlers.casework.recognition import Claim, ClaimStep, Progress, progress, series, standings
from handlers.casework.recognition_file import RECORDS, claim_rows, plan_claims, read_claims
from handlers.casework.scorecard import Scorecard, scorecard
from handlers.casework.spans import days
from handlers.casework.tables import Broken, read_table, write_table
from handlers.casework.unit import Unit
from handlers.digests.progress import lines

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
TOWN = units().at(TODAY)
YEAR = days(date(2025, 11, 24), TODAY)
HEAD = "unit,step,day,criteria,score,decision\n"


def read(text: str, directory: Directory = TOWN) -> tuple[Claim, ...]:
    """Give the claims of a file."""
    return tuple(claim for claim, _ in read_claims(read_table(HEAD + text, "csv", RECORDS), directory, TODAY))


def claim(unit: str, step: ClaimStep, day: date, **more: Any) -> Claim:
    """Give one step by the criteria of 2026."""
    return Claim(unit=unit, step=step, day=day, criteria="2026", **more)


def test_a_file_gives_its_steps_and_what_is_written_is_read_again() -> None:
    found = read('7339,registered,5/1/2026,2026,,\n07339,self_scored,2026-01-20,2026,"91,5",\n')

    assert found == (
        claim("07339", "registered", date(2026, 1, 5)),
        claim("07339", "self_scored", date(2026, 1, 20), tenths=915),
    )
    for ending in ("csv", "toml"):
        text = write_table(claim_rows(found, TOWN), ending, RECORDS)
        again = read_claims(read_table(text, ending, RECORDS), TOWN, TODAY)
        assert tuple(one for one, _ in again) == found


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("99999,registered,2026-01-05,2026,,", "there is no unit 99999"),
        ("07339,chosen,2026-01-05,2026,,", "chosen is no step"),
        ("07339,registered,2026-11-24,2026,,", "2026-11-24 has not come yet"),
        ("07339,registered,31/2/2026,2026,,", "there is no day 31/2/2026"),
        ("07339,self_scored,2026-01-05,2026,100.5,", "100.5 is no score"),
        ("07339,self_scored,2026-01-05,2026,many,", "many is no score"),
        ("07339,appraised,2026-01-05,2026,,", "appraised has no score"),
        ("07339,recognised,2026-01-05,2026,,", "decision is empty"),
        ("07339,recognised,2026-01-05,2026,,=1+1", "decision begins like a formula of a spreadsheet"),
        ("07339,registered,2024-01-05,2026,,", "Xã Tân Yên (07339) was not there on 2024-01-05"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line_and_what_to_write(row: str, what: str) -> None:
    with pytest.raises(Broken) as refused:
        read(f"07210,registered,2026-01-06,2026,,\n{row}\n")

    (trouble,) = refused.value.troubles
    assert (trouble.line, trouble.what) == (3, what)
    assert trouble.remedy


def test_a_double_row_is_refused_and_names_the_line_of_the_first() -> None:
    with pytest.raises(Broken, match=r"line 3: 07339 is registered on 2026-01-05 already on line 2"):
        read("07339,registered,2026-01-05,2026,,\n7339,registered,5/1/2026,2025,,\n")


TOLD = (
    claim("07339", "registered", date(2026, 2, 5)),
    claim("07339", "recognised", date(2026, 7, 1), decision="1"),
)


def ceased() -> Directory:
    """Give two units of which the first ended on 30 June 2026 and went into the second."""
    old = Unit(code="00001", name="Xã Cũ Một", kind="xa", valid_to=date(2026, 6, 30), successors=("00002",))
    return Directory((old, Unit(code="00002", name="Xã Mới Hai", kind="xa")), day=TODAY)


def test_a_unit_that_has_ceased_is_refused_with_its_successor_and_kept_for_the_time_when_it_was_there() -> None:
    with pytest.raises(Broken) as refused:
        read("00001,registered,2026-07-01,2026,,\n", ceased())

    assert refused.value.troubles[0].remedy == "write 00002 (Xã Mới Hai), which took it over"
    assert read("00001,registered,2026-06-30,2026,,\n", ceased())


def test_only_what_differs_is_changed_and_a_recognition_without_registration_deserves_a_look() -> None:
    known = claim("07339", "self_scored", date(2026, 1, 20), tenths=900)
    rows = "07339,self_scored,2026-01-20,2026,91,\n07210,recognised,2026-03-01,2026,,12/QĐ\n"
    plan = plan_claims(read_claims(read_table(HEAD + rows, "csv", RECORDS), TOWN, TODAY), [known], TOWN)

    assert [(one.kind, one.fields) for one in plan.changes] == [
        ("changed", (("score", "90.0", "91.0"),)),
        ("added", (("criteria", "", "2026"), ("decision", "", "12/QĐ"))),
    ]
    assert [one.line for one in plan.warnings] == [3]
    assert not plan_claims([(known, 2)], [known], TOWN).changes


def test_what_is_withdrawn_takes_all_before_it_away() -> None:
    told = [
        claim("07339", "registered", date(2026, 1, 5)),
        claim("07339", "recognised", date(2026, 3, 1), decision="12"),
        claim("07339", "withdrawn", date(2026, 5, 1)),
        claim("07339", "registered", date(2026, 9, 1)),
    ]
    by_day = [standings(told, day).get("07339") for day in (date(2026, 3, 1), date(2026, 5, 1), TODAY)]

    assert [one and (one.registered is not None, one.recognised is not None) for one in by_day] == [
        (True, True), None, (True, False),
    ]  # fmt: skip


@pytest.mark.parametrize(("units_", "needed"), [(99, 60), (209, 126), (100, 60), (0, 0), (1, 1)])
def test_sixty_percent_are_rounded_up(units_: int, needed: int) -> None:
    made = Progress(day=TODAY, units=units_, registered=0, recognised=1, target=600)

    assert (made.needed, made.missing) == (needed, max(0, needed - 1))


def test_the_progress_counts_the_units_that_were_there_and_not_those_that_had_ceased() -> None:
    told = [claim("00001", "recognised", date(2026, 1, 5), decision="1")]

    before, after = (progress(told, ceased(), day, 600) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert (before.units, before.recognised) == (2, 1)
    assert (after.units, after.recognised) == (1, 0)


def test_the_series_has_the_ends_of_quarters_since_the_first_claim_and_today() -> None:
    assert [(one.day, one.recognised) for one in series(TOLD, TOWN, TODAY, 600)] == [
        (date(2026, 3, 31), 0), (date(2026, 6, 30), 0), (date(2026, 9, 30), 1), (TODAY, 1),
    ]  # fmt: skip
    assert [one.day for one in series([], TOWN, TODAY, 600)] == [TODAY]
    assert len(series([claim("07339", "registered", date(2020, 1, 1))], TOWN, TODAY, 600)) == 9


def test_the_quarterly_lines_say_how_many_are_missing_and_since_when_it_moved() -> None:
    said = lines(series(TOLD, TOWN, TODAY, 600))

    assert [one.key for one in said] == ["progress.missing", "progress.series"]
    assert said[0].args == {"recognised": 1, "units": 99, "needed": 60, "missing": 59, "share": "60", "registered": 1}
    assert said[1].args == {"counts": "0 → 0 → 1 → 1", "since": "31/03/2026"}
    assert lines(()) == ()
    assert lines(series([], TOWN, TODAY, 600)) == ()


def year(*found: Finding | None, late: int = 0, scores: tuple[int, ...] = (5,) * 10, odd: int = 0) -> Scorecard:
    """Give the year of a unit: behaviour cases with these findings, so many late cases, and votes."""
    filed = YEAR.start + 30 * DAY
    behaviour = [
        History(f"1{nth:08d}", Category.ATTITUDE, None, one, (Step(filed, "file", 1), Step(filed, "answer", -1)))
        for nth, one in enumerate(found)
    ]
    due = filed + 5 * DAY
    steps = (Step(filed, "file", 1, due), Step(due + DAY, "answer", -1, due))
    slow = [History(f"2{nth:08d}", Category.DELAY, None, None, steps) for nth in range(late)]
    votes = [*(Rated(filed, one) for one in scores), *[Rated(filed, 5, suspect=True)] * odd]
    measured = shipped().on(TODAY)
    return scorecard("07339", YEAR, YEAR.end, [*behaviour, *slow], votes, measured, calendar())


@pytest.mark.parametrize(
    ("card", "signals"),
    [
        (year(), []),
        (year("unfounded", "cannot_verify", None), []),
        (year("founded"), ["founded"]),
        (year("partly"), ["founded"]),
        (year(late=1), ["overdue"]),
        (year(scores=(5,) * 9), ["few_votes"]),
        (year(scores=(5,) * 8 + (1,) * 6), ["satisfied", "mean"]),
        (year(odd=1), ["anomalies"]),
    ],
)
def test_each_signal_stands_with_its_threshold_and_basis(card: Scorecard, signals: list[str]) -> None:
    found = against(card, shipped().on(TODAY))

    assert [one.signal for one in found] == signals
    assert all(one.threshold.legal_basis for one in found)
    assert all(one.codes for one in found if one.signal in ("founded", "overdue"))


def test_only_units_that_claim_something_are_checked() -> None:
    told = [claim("07339", "registered", date(2026, 1, 5)), claim("07210", "self_scored", date(2026, 1, 5), tenths=9)]
    cards = {"07339": year("founded"), "07210": year("founded")}

    assert [one.standing.unit for one in check(told, cards, shipped().on(TODAY), TODAY)] == ["07339"]


def test_anomalies_of_surveys_are_counted_with_suspect_votes() -> None:
    told = [claim("07339", "registered", date(2026, 1, 5))]
    (found,) = check(told, {"07339": year(odd=1)}, shipped().on(TODAY), TODAY, {"07339": 2})

    assert [(one.signal, one.value) for one in found.discrepancies] == [("anomalies", 3)]


def test_nearly_all_units_within_a_month_are_a_wave_and_the_same_over_half_a_year_are_none() -> None:
    def sign(apart: timedelta) -> Discrepancy | None:
        codes = [one.code for one in TOWN.units[:90]]
        told = [claim(code, "registered", date(2026, 1, 5) + nth * apart) for nth, code in enumerate(codes)]
        return wave(told, 99, shipped().on(TODAY), TODAY)

    at_once = sign(timedelta(0))
    assert at_once is not None
    assert (at_once.value, at_once.n) == (909, 99)
    assert sign(2 * DAY) is None
