"""A foreign log is replayed as its own columns tell it, whatever its spelling; what is wrong is said by line."""

import asyncio
import csv
import io
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.replay import log as logs
from bot.replay import run as running
from bot.replay.log import Columns, Log
from bot.replay.run import DoesNotAgree, Outcome
from bot.replay.table import BadLog
from bot.replay.times import BadFormat
from bot.replay.town import calendar
from handlers.casework.worktime import ZONE, is_working

COLUMNS = Columns("id", "in", "due", "out", "office", "kind", "who")
HEADER = "id,in,due,out,office,kind,who"
MS = timedelta(milliseconds=1)


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


class Told(NamedTuple):
    """A case as a file tells it, and the second way to count it."""

    arrived: datetime
    due: datetime | None
    ended: datetime | None
    office: str
    kind: str
    who: str


START = datetime(2010, 11, 1, tzinfo=UTC)
OFFSETS = [None, UTC, ZONE, timezone(timedelta(hours=-3, minutes=-30))]
moment = st.builds(
    lambda days, seconds, micros: START + timedelta(days=days, seconds=seconds, microseconds=micros),
    st.integers(0, 40),
    st.sampled_from([0, 1, 3600 * 3, 3600 * 10, 86_399]),
    st.sampled_from([0, 0, 1, 999, 1000, 500_500]),
)
told_cases = st.lists(
    st.builds(
        Told,
        moment,
        st.one_of(moment, moment, moment, st.none(), st.just(datetime(9999, 12, 31, tzinfo=UTC))),
        st.one_of(moment, moment, st.none()),
        st.sampled_from(["General", "07339", "Xã Tân Yên", "", "Chi nhánh; số 2"]),
        st.sampled_from(["delay", "attitude", "Đất đai", "", "praise"]),
        st.sampled_from(["R1", "R2", ""]),
    ),
    min_size=1,
    max_size=8,
)


def spell(at: datetime | None, draw: st.DrawFn) -> str:
    """One of the spellings of a moment; a naive one is Viet Nam's."""
    if at is None:
        return draw(st.sampled_from(["", " ", "NaT", "null"]))
    offset = draw(st.sampled_from(OFFSETS)) if at.year < 9999 else UTC
    local = at.astimezone(offset or ZONE)
    if offset is None:
        local = local.replace(tzinfo=None)
    text = local.isoformat(draw(st.sampled_from(["T", " "])))
    if text.endswith("+00:00") and draw(st.booleans()):
        text = text.removesuffix("+00:00") + "Z"
    return text


@st.composite
def files(draw: st.DrawFn) -> tuple[list[Told], bytes]:
    """Cases, and a file that tells them: a row or several for each, in any order, spelling and encoding."""
    found = draw(told_cases)
    rows = []
    for number, one in enumerate(found):
        for _ in range(draw(st.integers(1, 3))):
            times = [spell(at, draw) for at in one[:3]]
            rows.append([f"case {number}", *times, *one[3:]])
    rows = draw(st.permutations(rows))
    text = io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    mark = draw(st.sampled_from([",", ";", "\t"]))
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    csv.writer(text, delimiter=mark, quoting=quoting, lineterminator=ending).writerows([HEADER.split(","), *rows])
    return found, text.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])))


def late_levels(found: list[Told], log: Log) -> list[int]:
    """How many cases were late, and how many still were 3 and 5 working days after: walked day by day."""
    ends = max(at for one in found for at in (one.arrived, one.ended) if at is not None)
    days = calendar(log)
    counts = [0, 0, 0]
    for one in found:
        if one.due is None or one.due.year == 9999:
            continue
        last = one.ended or ends
        for at, wanted in enumerate((0, 3, 5)):
            step, passed = one.due.astimezone(ZONE), 0
            while passed < wanted:
                step += timedelta(days=1)
                passed += is_working(step.date(), days)
            counts[at] += last > step or (last == step and one.ended is None and at > 0)
    return counts


@settings(max_examples=60, deadline=None)
@given(files())
def test_late_is_what_a_direct_comparison_of_the_columns_gives_for_any_file(drawn: tuple[list[Told], bytes]) -> None:
    found, content = drawn
    ends = max(at for one in found for at in (one.arrived, one.ended) if at is not None)

    log = read(content)
    outcome = replay(log)

    assert (log.ends, log.contradicted) == (ends, 0)
    assert outcome.cases == len(found)
    assert outcome.finished == outcome.weekly_finished == sum(one.ended is not None for one in found)
    assert outcome.late == sum(one.due is not None and (one.ended or ends) > one.due for one in found)
    assert outcome.without_deadline == sum(one.due is None for one in found)


@settings(max_examples=25, deadline=None)
@given(files())
def test_a_late_case_climbs_once_at_its_deadline_and_again_three_and_five_working_days_later(
    drawn: tuple[list[Told], bytes],
) -> None:
    found = [Told(*map(whole, one[:3]), "", "delay", "") for one in drawn[0] if one.due is not None]
    rows = [f"{at},{one.arrived},{one.due},{one.ended or ''},,," for at, one in enumerate(found)]
    if not rows:
        return
    log = read("\n".join([HEADER, *rows]))

    sent = replay(log).sent

    assert [sent["overdue_head"], sent["overdue_member"], sent["overdue_standing"]] == late_levels(found, log)


def whole(at: datetime | None) -> datetime | None:
    """The moment in whole milliseconds, as the store keeps it."""
    return at and at.replace(microsecond=at.microsecond // 1000 * 1000)


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
    assert (log.rows, log.merged, log.contradicted) == (4, 2, 2)
    assert [log.late(one), log.late(other)] == [True, False]


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
