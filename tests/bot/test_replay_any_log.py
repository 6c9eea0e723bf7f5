"""Random logs in random spellings: `late` is what the columns say, and each case climbs when its time has come."""

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
from bot.replay.run import Outcome
from bot.replay.town import calendar
from handlers.casework.worktime import ZONE, is_working

HEADER = ["id", "in", "due", "out", "office", "kind", "who"]


def replayed(content: bytes) -> tuple[Log, Outcome]:
    """Read and replay a log from what its file holds."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_bytes(content)
        log = logs.read(path, Columns(*HEADER))
        return log, asyncio.run(running.replay(log, Path(folder)))


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
    mark = draw(st.sampled_from([",", ";", "\t"]))
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    if draw(st.booleans()):
        writer = csv.writer(text, delimiter=mark, lineterminator=ending, quoting=csv.QUOTE_ALL)
    else:
        writer = csv.writer(text, delimiter=mark, lineterminator=ending)
    writer.writerows([HEADER, *rows])
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


@settings(max_examples=20, deadline=None)
@given(files())
def test_late_is_what_a_direct_comparison_of_the_columns_gives_for_any_file(drawn: tuple[list[Told], bytes]) -> None:
    compare(*drawn)


@pytest.mark.proof
@settings(max_examples=400, deadline=None)
@given(files())
def test_it_is_for_many_more_files(drawn: tuple[list[Told], bytes]) -> None:
    compare(*drawn)


def compare(found: list[Told], content: bytes) -> None:
    """Replay a file and hold its figures against its own columns."""
    ends = max(at for one in found for at in (one.arrived, one.ended) if at is not None)

    log, outcome = replayed(content)

    assert (log.ends, log.contradicted) == (ends, 0)
    assert outcome.cases == len(found)
    assert outcome.finished == outcome.weekly_finished == sum(one.ended is not None for one in found)
    assert outcome.late == sum(one.due is not None and (one.ended or ends) > one.due for one in found)
    assert outcome.without_deadline == sum(one.due is None for one in found)


@settings(max_examples=12, deadline=None)
@given(files())
def test_a_late_case_climbs_once_at_its_deadline_and_again_three_and_five_working_days_later(
    drawn: tuple[list[Told], bytes],
) -> None:
    told = [one for one in drawn[0] if one.due is not None]
    found = [
        Told(whole(one.arrived), one.due and whole(one.due), one.ended and whole(one.ended), "", "", "") for one in told
    ]
    rows = [f"{at},{one.arrived},{one.due},{one.ended or ''},,," for at, one in enumerate(found)]
    if not rows:
        return
    log, outcome = replayed("\n".join([",".join(HEADER), *rows]).encode())

    sent = outcome.sent
    assert [sent["overdue_head"], sent["overdue_member"], sent["overdue_standing"]] == late_levels(found, log)


def whole(at: datetime) -> datetime:
    """The moment in whole milliseconds, as the store keeps it."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
