"""The digest: its sums, the check that it adds up, who may read which line, and its JSON."""

from datetime import datetime, timedelta
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.casework.cases import About, Case, Status
from handlers.casework.categories import Category
from handlers.casework.directory import Directory, Unit
from handlers.casework.organisation import Holder, Organisation, Post
from handlers.casework.periods import Week
from handlers.casework.worktime import Calendar
from handlers.digests.counts import Counts, DigestDoesNotAddUp
from handlers.digests.digest import Digest, compose, to_json
from handlers.digests.rows import Counted, Judged, Overdue, Rows, Stood

WEEK = Week(year=2026, number=47)
NOW = WEEK.due_at
TAN_YEN, NHA_NAM, KEP = "07339", "07345", "07400"
MEMBER, STANDING, HEAD, REPORTER = 11, 12, 13, 14


def holds(post: str, person: int, name: str = "", until: datetime | None = None) -> Holder:
    return Holder(post=post, person=person, name=name, since=WEEK.before.start, until=until)


ORG = Organisation(
    Directory(
        tuple(
            Unit(code=code, name=name, kind="xa")
            for code, name in ((TAN_YEN, "Xã Tân Yên"), (NHA_NAM, "Xã Nhã Nam"), (KEP, "Xã Kép"))
        )
    ),
    posts={
        post.id: post
        for post in (
            Post(id="standing", kind="standing"),
            Post(id="member-1", kind="member", follows=(TAN_YEN, NHA_NAM)),
            Post(id="member-2", kind="member", follows=(KEP, NHA_NAM)),
            Post(id=f"head-{TAN_YEN}", kind="head", unit=TAN_YEN),
            Post(id=f"officer-{TAN_YEN}", kind="officer", unit=TAN_YEN),
        )
    },
    holders=(
        holds("standing", STANDING),
        holds("member-1", MEMBER),
        holds(f"head-{TAN_YEN}", HEAD, "Hoàng Thị Lan"),
    ),
)


def digest(rows: Rows, units: tuple[str, ...] | None = None, reader: int | None = None) -> Digest:
    return compose(rows, units=units, reader=reader, org=ORG, calendar=Calendar(), now=NOW)


def week(
    *counted: Counted,
    before: tuple[Counted, ...] = (),
    judged: tuple[Judged, ...] = (),
    overdue: tuple[Overdue, ...] = (),
) -> Rows:
    return Rows(WEEK, WEEK.end, counted, before, judged, overdue)


def moved(action: str, n: int, unit: str = TAN_YEN, on_time: int = 0, late: int = 0) -> Counted:
    """So many moves, with what each does to the open count."""
    come = n if action in ("file", "reopen") else 0
    gone = n if action in ("answer", "reject", "withdraw", "thank") else 0
    return Counted("moved", unit, Category.DELAY, action, n, come, gone, on_time, late)


def stood(
    part: Literal["opening", "closing", "overdue"],
    n: int,
    unit: str = TAN_YEN,
    category: Category = Category.DELAY,
) -> Counted:
    return Counted(part, unit, category, n=n)


def overdue(code: str, days_ago: int, *, reporter: int = REPORTER, about: About | None = None) -> Overdue:
    due = WEEK.end - timedelta(days=days_ago, hours=7)
    holder, reach = f"head-{TAN_YEN}", (f"officer-{TAN_YEN}", f"head-{TAN_YEN}")
    case = Case(
        code=code,
        unit=TAN_YEN,
        category=Category.DELAY,
        status=Status.FORWARDED,
        reporter=reporter,
        text="",
        filed_at=WEEK.start,
        round_at=WEEK.start,
        about=about,
        holder=holder,
        reach=reach,
        due_at=due,
    )
    now = Stood(code, TAN_YEN, Category.DELAY, due, holder, None, reach, open=True)
    return Overdue(now, due, reporter, case if about else None)


numbers = st.integers(0, 9)
cells = st.tuples(
    st.sampled_from([TAN_YEN, NHA_NAM, KEP, "00000"]),
    st.sampled_from([Category.DELAY, Category.FACILITY]),
    *[numbers] * 8,
)


def rows_of(cell: tuple[str, Category, int, int, int, int, int, int, int, int]) -> list[Counted]:
    """The rows of one cell that add up, its opening and closing each told in two parts as the store does."""
    unit, kind, opening, filed, reopened, answered, rejected, on_time, overdue, thanked = cell
    answered, rejected = min(answered, opening + filed), min(rejected, reopened)
    thanked = min(thanked, opening + filed - answered)
    closing = opening + filed + reopened - answered - rejected - thanked
    on_time = min(on_time, answered)

    def did(action: str, n: int, come: int = 0, gone: int = 0, on_time: int = 0, late: int = 0) -> Counted:
        return Counted("moved", unit, kind, action, n, come, gone, on_time, late)

    return [
        stood("opening", opening + 3, unit, kind),
        stood("opening", -3, unit, kind),
        did("file", filed, come=filed),
        did("reopen", reopened, come=reopened),
        did("answer", answered, gone=answered, on_time=on_time, late=answered - on_time),
        did("reject", rejected, gone=rejected, late=rejected),
        did("thank", thanked, gone=thanked, on_time=thanked),
        did("escalate", 4, on_time=1, late=3),
        stood("closing", closing + 5, unit, kind),
        stood("closing", -5, unit, kind),
        stood("overdue", min(overdue, closing), unit, kind),
    ]


@given(st.lists(cells, max_size=8, unique_by=lambda cell: cell[:2]))
def test_units_and_categories_add_up_to_the_same_totals_and_every_unit_closes(drawn: list[Any]) -> None:
    counted = [row for cell in drawn for row in rows_of(cell)]

    found = digest(week(*counted))

    for groups in (found.units, found.categories):
        for field in Counts.model_fields:
            assert sum(getattr(group, field) for group in groups) == getattr(found.totals, field)
        for group in groups:
            assert group.opening + group.received - group.finished == group.closing
            assert group.overdue <= group.late <= group.overdue + group.answered + group.rejected
    assert {unit.code for unit in found.units} >= {TAN_YEN, NHA_NAM, KEP}
    parts = [digest(week(*counted), units=(code,)).totals for code in (TAN_YEN, NHA_NAM, KEP, "00000")]
    for field in Counts.model_fields:
        assert sum(getattr(part, field) for part in parts) == getattr(found.totals, field)


@pytest.mark.parametrize(
    "wrong",
    [
        [stood("opening", 1), stood("closing", 2)],
        [stood("opening", 1), moved("file", 1), stood("closing", 1)],
        [stood("opening", -1), moved("file", 1)],
        [stood("opening", 1), stood("closing", 1), stood("overdue", 2)],
        [stood("opening", 1), stood("closing", 1, category=Category.FACILITY)],
    ],
)
def test_numbers_that_contradict_one_another_are_refused(wrong: list[Counted]) -> None:
    with pytest.raises(DigestDoesNotAddUp, match=TAN_YEN):
        digest(week(*wrong))


def test_a_unit_that_does_not_add_up_spoils_no_digest_of_others() -> None:
    rows = week(stood("opening", 1, NHA_NAM), moved("file", 2), stood("closing", 2))

    assert digest(rows, units=(TAN_YEN,)).totals.closing == 2


def test_a_case_without_a_due_time_is_neither_on_time_nor_late() -> None:
    found = digest(week(moved("file", 1), moved("answer", 1)))

    assert (found.totals.answered, found.totals.on_time, found.totals.late) == (1, 0, 0)


def test_the_week_before_stands_beside_for_the_same_units() -> None:
    before = (moved("file", 4), moved("answer", 3, late=2), stood("overdue", 1), moved("file", 7, NHA_NAM))

    previous = digest(week(before=before), units=(TAN_YEN,)).previous

    assert (previous.received, previous.answered, previous.late) == (4, 3, 3)


def test_overdue_cases_come_latest_first_with_their_working_days() -> None:
    found = digest(week(overdue=(overdue("111111111", 0), overdue("222222222", 9), overdue("333333333", 3))))

    assert [(line.code, line.days_late) for line in found.overdue] == [
        ("222222222", 6),
        ("333333333", 2),
        ("111111111", 1),
    ]
    assert {line.level for line in found.overdue} == {"head"}


@pytest.mark.parametrize("reader", [MEMBER, STANDING])
def test_a_reader_who_filed_the_case_finds_no_line_but_the_count(reader: int) -> None:
    rows = week(
        stood("opening", 1),
        stood("closing", 1),
        stood("overdue", 1),
        overdue=(overdue("1", 3, reporter=reader),),
    )

    found = digest(rows, reader=reader)

    assert found.overdue == ()
    assert found.totals.overdue == 1


def test_a_case_about_leaders_shows_no_line_to_those_who_lead_there() -> None:
    both = (*ORG.holders, holds("member-1", HEAD))
    org = Organisation(ORG.directory, ORG.posts, both)
    rows = week(overdue=(overdue("1", 3, about="leader"), overdue("2", 3)))

    lines = {
        reader: [
            line.code
            for line in compose(rows, units=None, reader=reader, org=org, calendar=Calendar(), now=NOW).overdue
        ]
        for reader in (HEAD, STANDING)
    }

    assert lines == {HEAD: ["2"], STANDING: ["1", "2"]}


def test_the_json_has_the_names_that_other_programs_rely_on() -> None:
    rows = week(
        stood("opening", 1),
        moved("file", 2),
        moved("answer", 1, on_time=1),
        stood("closing", 2),
        stood("overdue", 1),
        judged=(
            Judged(TAN_YEN, "solved", "yes", 2),
            Judged(TAN_YEN, "score", "4", 2),
            Judged(KEP, "score", "5", 1),
        ),
        overdue=(overdue("123456789", 3),),
    )

    found = to_json(digest(rows, units=(TAN_YEN, NHA_NAM)))

    assert found["period"] == "2026-W47"
    assert {key: found[key] for key in ("opening", "received", "finished", "closing", "on_time", "late")} == {
        "opening": 1,
        "received": 2,
        "finished": 1,
        "closing": 2,
        "on_time": 1,
        "late": 1,
    }
    apart = ("extended", "extensions", "flagged", "appealed", "no_answer", "transfers", "rejection_rate")
    for row in (found, *found["units"], *found["categories"]):
        assert {key: row[key] for key in apart} == dict.fromkeys(apart, 0)
    assert found["satisfaction"] == {"yes": 2, "partly": 0, "no": 0, "score": 4.0, "n": 2}
    assert [(unit["code"], unit["name"], unit["closing"]) for unit in found["units"]] == [
        (TAN_YEN, "Xã Tân Yên", 2),
        (NHA_NAM, "Xã Nhã Nam", 0),
    ]
    assert [row["category"] for row in found["categories"]] == ["delay"]
    assert found["overdue"] == [
        {
            "code": "123456789",
            "unit": TAN_YEN,
            "category": "delay",
            "holder": {"post": f"head-{TAN_YEN}", "name": "Hoàng Thị Lan"},
            "level": "head",
            "due_at": "2026-11-19T17:00:00+07:00",
            "days_late": 2,
        }
    ]


def test_notices_that_wait_are_counted_by_reason_for_whoever_follows_the_unit() -> None:
    rows = Rows(WEEK, WEEK.end, waiting=((TAN_YEN, "window", 2), (KEP, "window", 3), ("", "token", 4)))

    assert digest(rows).pending == {"token": 4, "window": 5}
    assert to_json(digest(rows, units=(TAN_YEN,)))["pending"] == {"window": 2}
