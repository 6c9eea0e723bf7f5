"""A foreign log is replayed as its own columns tell it, whatever its spelling; what is wrong is said by line."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.replay import log as logs
from bot.replay import run as running
from bot.replay.log import Columns, Log
from bot.replay.run import DoesNotAgree, Outcome
from bot.replay.table import BadLog
from bot.replay.times import BadFormat
from handlers.casework.worktime import ZONE

COLUMNS = Columns("id", "in", "due", "out", "office", "kind", "who")
HEADER = "id,in,due,out,office,kind,who"


def read(text: str | bytes, columns: Columns = COLUMNS, form: str = "") -> Log:
    """Read a log from what its file holds."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return logs.read(path, columns, form)


def replay(log: Log) -> Outcome:
    """Replay a log in a folder of its own."""
    with TemporaryDirectory() as folder:
        return asyncio.run(running.replay(log, Path(folder)))


def problems(text: str | bytes, columns: Columns = COLUMNS, form: str = "") -> str:
    with pytest.raises(BadLog) as caught:
        read(text, columns, form)
    return str(caught.value)


def test_an_event_log_has_one_case_for_each_id_and_says_what_was_merged_and_contradicted() -> None:
    log = read(
        f"{HEADER}\n"
        "a,2011-10-11 13:45:40.276+02:00,2011-10-20,,General,,R1\n"
        "b,2011-10-12,2011-10-14,2011-10-13,General,,R2\n"
        "a,2011-10-10 08:00,2011-10-21,2011-10-25T00:00:00Z,,,R3\n"
        "a,2011-10-11 13:45:40.276+02:00,,,,,\n"
    )  # fmt: skip

    one, other = log.cases
    assert (one.arrived, one.due) == (datetime(2011, 10, 10, 8, tzinfo=ZONE), datetime(2011, 10, 21, tzinfo=ZONE))
    assert (one.ended, one.unit, one.handler) == (datetime(2011, 10, 25, tzinfo=UTC), "General", "R3")
    assert (log.rows, log.merged, log.contradicted) == (4, 2, 1)
    assert [log.late(one), log.late(other)] == [True, False]


def test_where_the_end_is_each_events_own_time_the_last_event_counts_wherever_its_row_stands() -> None:
    log = read(
        "id,due,at\n"
        "a,2011-10-20,2011-10-12\n"
        "a,2011-10-20,2011-10-21\n"
        "a,2011-10-20,2011-10-13\n"
        "b,2011-10-20,2011-10-19\n",
        Columns("id", "at", "due", "at"),
    )  # fmt: skip

    found = replay(log)

    assert (found.cases, found.finished, found.late, log.contradicted) == (2, 2, 1, 0)


def test_our_sample_of_an_office_is_replayed_as_a_clerk_would_count_it() -> None:
    names = ("mã hồ sơ", "tiếp nhận", "hẹn trả", "trả kết quả", "đơn vị", "lĩnh vực", "cán bộ")
    log = logs.read(Path(__file__).parent / "logs" / "one_stop.csv", Columns(*names))

    found = replay(log)

    assert (found.cases, found.finished, found.late, found.without_deadline) == (10, 8, 3, 1)
    assert (log.rows, log.merged) == (36, 26)
    assert (found.units, found.unknown_units, found.unknown_categories) == (3, 1, 4)
    assert (found.weeks, found.weekly_finished, found.weekly_late) == (5, 8, 3)
    assert found.sent["overdue_head"] == found.late


@pytest.mark.parametrize(
    ("due", "ended", "sent"),
    [
        # Ten working days from Monday 7 March 2011: half is reached on the 14th, 80 % on the 17th.
        ("2011-03-21 17:00", "2011-03-14 08:59", []),
        ("2011-03-21 17:00", "2011-03-14 09:01", ["reminder"]),
        ("2011-03-21 17:00", "2011-03-17 07:29", ["reminder"]),
        ("2011-03-21 17:00", "2011-03-18 07:31", ["reminder", "amber"]),
        ("2011-03-21 17:00", "2011-03-21 17:00", ["reminder", "amber"]),
        ("2011-03-21 17:00", "2011-03-21 17:00:01", ["reminder", "amber", "overdue_head"]),
        ("2011-03-21 17:00", "2011-03-24 17:00:01", ["reminder", "amber", "overdue_head", "overdue_member"]),
        ("2011-03-07 16:00", "2011-03-07 15:00", []),
        ("2011-03-01 16:00", "2011-03-07 15:00", ["overdue_head", "overdue_member"]),
        ("9999-12-31", "2012-03-07 15:00", []),
    ],
)
def test_reminder_amber_and_each_level_go_out_at_their_moments(due: str, ended: str, sent: list[str]) -> None:
    found = replay(read(f"{HEADER}\na,2011-03-07 09:00,{due},{ended},,,\n"))

    assert [kind for kind, n in found.sent.items() for _ in range(n)] == sent


@pytest.mark.parametrize(
    ("due", "ended", "late"),
    [
        ("17:00:00.0002", "17:00:00.0004", 1),
        ("17:00:00.0004", "17:00:00.0002", 0),
        ("17:00:00.0004", "17:00:00.0004", 0),
        ("17:00:00.0000", "17:00:00.0001", 1),
    ],
)
def test_what_falls_into_one_millisecond_is_late_or_not_as_the_file_has_it(due: str, ended: str, late: int) -> None:
    answered = f"a,2011-03-07 09:00,2011-03-08 {due},2011-03-08 {ended},,,"
    left_open = f"b,2011-03-07 09:00,2011-03-08 {due},,,,"

    found = replay(read("\n".join([HEADER, answered, left_open])))

    assert found.late == (late + (ended > due))
    assert found.sent["overdue_head"] == found.late


def test_a_blank_deadline_is_not_late_but_our_own_clock_escalates_the_case() -> None:
    found = replay(read(f"{HEADER}\na,2011-03-07 09:00,,,,,\nb,2012-03-07,2012-03-08,2012-03-07,,,\n"))

    assert (found.late, found.without_deadline, found.sent["overdue_head"]) == (0, 1, 1)


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    assert problems(text) == "log.csv is empty."


def test_a_file_with_only_a_header_says_so() -> None:
    assert problems(HEADER + "\n") == "log.csv has a header, but no rows below it."


def test_a_wrong_column_is_answered_with_those_there_are_and_the_nearest_first() -> None:
    said = problems("case id,startdate,deadline,enddate\na,,,\n", Columns("case id", "startdate", "deadlin", "enddate"))

    assert said.startswith("There is no column “deadlin”. Did you mean “deadline”? The columns are: “deadline”, ")
    assert all(f"“{name}”" in said for name in ("case id", "startdate", "enddate"))


def test_bad_rows_are_told_by_line_and_nothing_is_replayed() -> None:
    said = problems(
        f'{HEADER}\n"a\nb",2011-03-07,2011-03-08,,,,\n'
        "c,7 March,,,,,\n"
        "d,2011-03-07,2011-03-08,31/03/2011,,,\n"
        ",2011-03-07,,,,,\n"
        "e,2011-03-07\n"
        "f,,2011-03-08,2011-03-07,,,\n"
        "g,1066-10-14,,,,,\n"
    ).splitlines()

    assert said == [
        "line 4: in is “7 March”, which is no time",
        "line 5: out is “31/03/2011”, which is no time",
        "line 6: id is blank, so that it belongs to no case",
        "line 7: has 2 fields, where the header has 7",
        "line 9: in is “1066-10-14”, which is not in 2000 to 2099",
        "Times are read as in 2011-10-11 13:45:40+02:00, or name another --time-format.",
        "Nothing was replayed. Correct these lines and run it again.",
    ]
    assert problems(f"{HEADER}\nf,,2011-03-08,2011-03-07,,,\n").startswith("line 2: in is blank in all rows of case f")


def test_of_a_thousand_bad_rows_twenty_are_told_of() -> None:
    said = problems(f"{HEADER}\n" + "a,soon,,,,,\n" * 1000).splitlines()

    assert [line.split(":")[0] for line in said[:20]] == [f"line {at}" for at in range(2, 22)]
    assert said[20] == "… and 980 more."


def test_an_unclosed_quote_is_a_bad_row_and_no_crash() -> None:
    assert problems(f'{HEADER}\na,"2011-03-07,2011-03-08,,,,\nb,2011-03-07,,,,,\n').startswith("line 2: has 2 fields")
    assert problems(f'{HEADER}\na,"' + "2011-03-07,\n" * 200_000).startswith("line 2: cannot be read: field larger")


def test_a_file_that_is_not_utf_8_is_read_all_the_same_and_that_is_said() -> None:
    log = read(f"{HEADER}\na,2011-03-07,2011-03-08,2011-03-07,Münster,,\n".encode("latin-1"))

    assert log.cases[0].unit == "Münster"
    assert log.notes() == ["The file is not UTF-8; it was read as cp1252."]


def test_a_deadline_without_an_hour_counts_from_midnight_and_that_is_said() -> None:
    log = read(f"{HEADER}\na,2011-03-07,2011-03-08,2011-03-08 10:00,,,\n")

    assert replay(log).late == 1
    assert log.notes() == ["1 cases ended on the very day of a deadline without an hour; it counts from 00:00."]


def test_an_end_before_the_arrival_is_said_and_does_not_stop_the_replay() -> None:
    log = read(f"{HEADER}\na,2011-03-09,2011-03-08,2011-03-07,,,\n")

    assert (replay(log).late, replay(log).finished) == (0, 1)
    assert log.notes() == ["1 cases end before they arrive; they are replayed as arriving when they end."]


def test_other_spellings_of_times_are_read_by_a_format() -> None:
    log = read(f"{HEADER}\na,07/03/2011 09:00,08/03/2011 17:00,08/03/2011 17:01,,,\n", form="%d/%m/%Y %H:%M")

    assert log.late(log.cases[0])
    for form in ("%Q", "%H:%M", "%d/%m"):
        with pytest.raises(BadFormat):
            read(f"{HEADER}\na,,,,,,\n", form=form)


def test_a_run_that_disagrees_with_the_log_fails_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    log = read(f"{HEADER}\na,2011-03-07 09:00,2011-03-08 17:00,2011-03-08 17:01,,,\n")
    monkeypatch.setattr(Log, "late", lambda self, record: False)

    with pytest.raises(DoesNotAgree, match="late: 1 by the run, 0 by the log"):
        replay(log)
