"""The digest from a real database, against a second count that replays every event."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests import gather
from handlers.casework.cases import MOVES, OPEN, Action, Case, Status
from handlers.casework.categories import Category
from handlers.casework.directory import Directory, Unit
from handlers.casework.organisation import Organisation
from handlers.casework.periods import Week
from handlers.casework.worktime import Calendar
from handlers.digests.counts import Counts
from handlers.digests.digest import Digest
from storage import cases
from storage.database import Connection
from storage.sqlite import open_sqlite

UNITS = ("07210", "07339", "07345")
CATEGORIES = (Category.DELAY, Category.FACILITY, Category.PRAISE)
SLOT = timedelta(hours=6)
WEEKS = [Week(year=2026, number=number) for number in (45, 46, 47, 48)]
ORIGIN = WEEKS[0].start
ORG = Organisation(
    Directory(tuple(Unit(code=code, name=f"Xã {code}", kind="xa") for code in UNITS)), posts={}, holders=()
)


ROUNDS = ("file", "reopen", "appeal")
"""What starts the clock anew."""


NAMES = {
    "answer": "answered",
    "reject": "rejected",
    "withdraw": "withdrawn",
    "reopen": "reopened",
    "appeal": "appealed",
    "thank": "praise",
    "transfer": "transfers",
    "grant": "extensions",
    "flag": "flagged",
}


class Happened(NamedTuple):
    """One row of a case's history, and the status after it."""

    at: datetime
    action: str
    note: str
    delta: int
    due: datetime | None
    status: Status
    granted: bool = False
    """Whether more time had been granted in this round."""


class Life(NamedTuple):
    """A case with all that happened to it."""

    code: str
    unit: str
    category: Category
    story: tuple[Happened, ...]

    def before(self, moment: datetime) -> tuple[Happened, ...]:
        return tuple(event for event in self.story if event.at < moment)

    def open_before(self, moment: datetime) -> bool:
        known = self.before(moment)
        return bool(known) and known[-1].status in OPEN

    def due_before(self, moment: datetime) -> datetime | None:
        return next((e.due for e in reversed(self.before(moment)) if e.action in ROUNDS), None)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """A case whose moves the table allows, on a grid of six hours that hits weeks and due times exactly."""
    at = ORIGIN + draw(st.integers(0, 100)) * SLOT
    term = draw(st.one_of(st.none(), st.integers(0, 30)))
    due = at + term * SLOT if term is not None else None
    status, granted = Status.NEW, False
    story = [Happened(at, "file", "", 1, due, status)]
    for gap, dice in draw(st.lists(st.tuples(st.integers(0, 24), st.integers(0, 60)), max_size=9)):
        at += gap * SLOT
        actions = [action for action in Action if status in MOVES[action].sources]
        if not actions:
            if dice % 2:
                story.append(Happened(at, "score", str(dice % 5 + 1), 0, due, status))
            continue
        if status is Status.ANSWERED and dice % 5 == 0:
            story.append(Happened(at, "flag", "repeated", 0, due, status, granted))
            continue
        action = actions[dice % len(actions)]
        after = MOVES[action].target or status
        note = {"solve": "yes", "reopen": ("partly", "no")[dice % 2], "lapse": ("silence", "no")[dice % 2]}
        delta = (after in OPEN) - (status in OPEN)
        granted = action is Action.GRANT or (granted and action.value not in ROUNDS)
        if action.value in ROUNDS and term is not None:
            due = at + term * SLOT
        story.append(Happened(at, action.value, note.get(action, "yes"), delta, due, after, granted))
        status = after
    unit, category = draw(st.sampled_from(UNITS)), draw(st.sampled_from(CATEGORIES))
    return Life(f"{draw(st.integers(0, 999_999_999)):09}", unit, category, tuple(story))


async def keep(tx: Connection, life: Life) -> None:
    """Write a case as the effects do: its row as it is now, and one row of history for each event."""
    first, last = life.story[0], life.story[-1]
    case = Case(
        code=life.code,
        unit=life.unit,
        category=life.category,
        status=last.status,
        reporter=1,
        text="",
        filed_at=first.at,
        round_at=first.at,
        due_at=last.due,
    )
    await cases.save(tx, case, None)
    for event in life.story:
        then = case.model_copy(update={"due_at": event.due, "extra_days": int(event.granted)})
        await cases.record(tx, then, event.at, event.action, note=event.note, delta=event.delta)


async def digest_of(town: Sequence[Life], week: Week, now: datetime, units: Sequence[str] | None) -> Digest:
    with TemporaryDirectory() as folder:
        db = await open_sqlite(Path(folder) / "town.db")
        try:
            async with db.write() as tx:
                await tx.execute("INSERT INTO people (id, created_at) VALUES (1, 0)")
                for life in town:
                    await keep(tx, life)
            return await gather(db.read, week, units, ORG, Calendar(), now)
        finally:
            await db.close()


def counted_again(town: Sequence[Life], start: datetime, end: datetime) -> Counts:
    """Replay every case event by event; knows statuses and due times, but no deltas."""
    found: Counter[str] = Counter()
    for life in town:
        found.update(opening=life.open_before(start), closing=life.open_before(end))
        due = life.due_before(end)
        found.update(dict.fromkeys(("overdue", "late"), life.open_before(end) and due is not None and due < end))
        was_open, due = False, None
        for event in life.story:
            is_open = event.status in OPEN
            due = event.due if event.action in ROUNDS else due
            if start <= event.at < end:
                found.update(received=is_open and not was_open, finished=was_open and not is_open)
                name = NAMES.get(event.action, "other")
                found.update([name])
                found.update(no_answer=event.action == "lapse" and event.note == "silence")
                if due is not None and name in ("answered", "rejected"):
                    in_time = "extended" if event.granted else "on_time"
                    found.update([in_time if event.at <= due else "late"])
            was_open = is_open
    return Counts(**{name: int(found[name]) for name in Counts.model_fields})


def judged_again(town: Sequence[Life], start: datetime, end: datetime) -> tuple[Counter[str], list[int]]:
    said: Counter[str] = Counter()
    scores = []
    for life in town:
        week = [event for event in life.story if start <= event.at < end]
        judging = [event for event in week if event.action in ("solve", "reopen", "lapse")]
        said.update(event.note for event in judging if event.note != "silence")
        scores += [int(event.note) for event in week if event.action == "score"][-1:]
    return said, scores


@settings(max_examples=80, deadline=None)
@given(
    town=st.lists(lives(), max_size=12, unique_by=lambda life: life.code),
    week=st.sampled_from(WEEKS),
    later=st.integers(0, 60),
    units=st.one_of(st.none(), st.lists(st.sampled_from(UNITS), unique=True)),
)
def test_every_number_is_what_replaying_each_event_gives(
    town: list[Life], week: Week, later: int, units: list[str] | None
) -> None:
    now = week.end + later * SLOT
    town = [life._replace(story=life.before(now)) for life in town if life.before(now)]

    digest = asyncio.run(digest_of(town, week, now, units))

    asked = UNITS if units is None else units
    own = [life for life in town if life.unit in asked]
    assert [unit.code for unit in digest.units] == sorted(asked)
    for unit in digest.units:
        assert unit.on_time + unit.extended + unit.late - unit.overdue <= unit.answered + unit.rejected
        counts = Counts(**unit.model_dump(exclude={"code", "name"}))
        assert counts == counted_again([life for life in own if life.unit == unit.code], week.start, week.end)
        assert unit.opening + unit.received - unit.finished == unit.closing
    for row in digest.categories:
        counts = Counts(**row.model_dump(exclude={"category"}))
        assert counts == counted_again([x for x in own if x.category is row.category], week.start, week.end)
    assert digest.totals == counted_again(own, week.start, week.end)
    assert digest.previous == counted_again(own, week.before.start, week.before.end)
    late = [(life.due_before(week.end), life.code) for life in own if life.open_before(week.end)]
    expected = sorted((due, code) for due, code in late if due is not None and due < week.end)
    assert [(line.due_at, line.code) for line in digest.overdue] == expected
    said, scores = judged_again(own, week.start, week.end)
    satisfaction = digest.satisfaction
    assert Counter(yes=satisfaction.yes, partly=satisfaction.partly, no=satisfaction.no) == said
    assert satisfaction.n == len(scores)
    assert satisfaction.score == (round(sum(scores) / len(scores), 2) if scores else None)
