"""Monday's message, read line by line, and what its buttons open."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.casework.categories import Category
from handlers.casework.periods import Week
from handlers.casework.views import PostView
from handlers.casework.worktime import ZONE
from handlers.digests.committee import NAMED_UNITS, says
from handlers.digests.counts import CategoryCounts, Counts, UnitCounts
from handlers.digests.digest import Digest, OverdueLine, Satisfaction, SpotLine
from handlers.digests.pages import PAGE, Section, opened, read_value
from handlers.talk.says import Arg, Button, Code, Day, Moment, Post, Say, Word

MEMBER = PostView(id="member-1", kind="member")
STANDING = PostView(id="standing", kind="standing")


def written(say: Say) -> list[str]:
    """The message as a transcript writes it: keys, arguments and buttons, no words."""
    lines = [" ".join([one.key, *(f"{k}={spoken(v)}" for k, v in one.args.items())]) for one in (say, *say.lines)]
    return lines + [
        f"[{b.key}{''.join(f' {spoken(v)}' for v in b.args.values())} {b.step} {b.value}]" for b in say.buttons
    ]


def spoken(arg: Arg) -> str:
    match arg:
        case Word():
            return arg.key
        case Moment():
            return f"{arg.at:%H:%M %d/%m}"
        case Code():
            return arg.code
        case Post():
            return arg.post.id
        case Day():
            return f"{arg.day:%d/%m}"
        case _:
            return str(arg)


def unit(code: str, name: str, **counts: int) -> UnitCounts:
    return UnitCounts(code=code, name=name, **counts)


def line(code: str, days_late: int, holder: PostView | None = None) -> OverdueLine:
    return OverdueLine(
        code=code,
        unit="07339",
        unit_name="Xã Tân Yên",
        category=Category.DELAY,
        holder=holder,
        level="head",
        due_at=datetime(2026, 11, 20, 17, 0, tzinfo=ZONE),
        days_late=days_late,
    )


def digest(
    *units: UnitCounts,
    totals: Counts | None = None,
    overdue: tuple[OverdueLine, ...] = (),
    said: Satisfaction | None = None,
) -> Digest:
    return Digest(
        week=Week(year=2026, number=47),
        units=units,
        categories=(CategoryCounts(category=Category.DELAY, opening=7, received=12, finished=9, closing=10),),
        totals=totals or Counts(),
        previous=Counts(received=9, answered=8, late=2),
        satisfaction=said or Satisfaction(),
        overdue=overdue,
    )


BUSY = digest(
    unit("07210", "Phường Bắc Giang", received=3, finished=3),
    unit("07339", "Xã Tân Yên", opening=6, received=6, finished=5, on_time=5, late=3, overdue=3, closing=7),
    unit("07345", "Xã Nhã Nam", opening=4, received=3, finished=4, on_time=3, late=2, overdue=1, closing=3, praise=2),
    unit("07400", "Xã Kép"),
    totals=Counts(
        opening=8, received=12, finished=10, closing=10, answered=9, rejected=1, reopened=2,
        on_time=8, late=5, overdue=4, praise=2,
    ),
    overdue=(line("482913057", 4, PostView(id="head-07339", kind="head", unit="Xã Tân Yên")), line("111222333", 0),
             line("999888777", 2).model_copy(update={"over": True})),
    said=Satisfaction(yes=5, partly=1, no=1, score=4.17, n=6),
)  # fmt: skip


def test_a_week_with_overdue_cases_opens_with_the_units_that_need_a_push() -> None:
    assert written(says(BUSY, MEMBER)) == [
        "digest.push span=digest.span.week number=47 n=2 units=Xã Tân Yên (3), Xã Nhã Nam (1)",
        "digest.ahead.reopened n=2",
        "digest.line.open before=9 opening=8 received=12 finished=10 closing=10",
        "digest.line.rejected now=9 before=8 rejected=1 rejection_rate=10",
        "digest.line.kept before=2 on_time=8 late=5 overdue=4",
        "digest.line.scored yes=5 partly=1 no=1 whole=4 tenth=2 n=6",
        "[digest.overdue 3 digest.overdue 2026-W47]",
        "[digest.open.reopened 2 digest.list 2026-W47/all/reopened]",
        "[digest.open.rejected 1 digest.list 2026-W47/all/rejected]",
        "[digest.bright 2 digest.bright 2026-W47]",
        "[digest.units digest.units 2026-W47]",
    ]


def test_six_buttons_at_most_those_that_lead_where_no_figure_does_before_the_others() -> None:
    task = Say(key="digest.duties", buttons=(Button(step="task.list", value="overdue/2026-W47", key="x"),))
    spot = SpotLine(unit="07339", unit_name="Xã Tân Yên", counter="3", n=4, persons=4)
    full = BUSY.model_copy(update={"soon": BUSY.overdue, "spots": (spot,), "first": (task,)})

    steps = [(one.step, one.value.rpartition("/")[2]) for one in says(full, MEMBER).buttons]
    assert [one for _, one in steps] == ["2026-W47", "2026-W47", "soon", "spots", "reopened", "2026-W47"]
    assert [one for one, _ in steps][1::4] == ["task.list", "digest.units"]


@pytest.mark.parametrize(("reader", "key"), [(MEMBER, "digest.calm.member"), (STANDING, "digest.calm")])
def test_a_week_without_overdue_cases_says_so_and_stops_after_one_line(reader: PostView, key: str) -> None:
    calm = digest(unit("07339", "Xã Tân Yên"), totals=Counts(received=2, finished=1, answered=1, closing=1))

    assert written(says(calm, reader)) == [
        f"{key} span=digest.span.week number=47",
        "digest.line.calm opening=0 received=2 finished=1 closing=1",
        "[digest.units digest.units 2026-W47]",
    ]


STRICT = Counts(received=9, answered=6, rejected=3, on_time=5, extended=4, overdue=1, late=1, flagged=2, closing=4)


def test_answers_on_granted_time_rejections_and_flagged_closings_stand_in_the_figures_and_make_no_line_more() -> None:
    named = unit("07339", "Xã Tân Yên", **STRICT.model_dump())
    figures = written(says(digest(named, totals=STRICT, said=Satisfaction(yes=1)), MEMBER))

    assert figures[1:-2] == [
        "digest.line.flagged before=9 opening=0 received=9 finished=0 closing=4 flagged=2",
        "digest.line.rejected now=6 before=8 rejected=3 rejection_rate=33",
        "digest.line.extended before=2 on_time=5 late=1 overdue=1 extended=4",
        "digest.line.judged yes=1 partly=0 no=0",
    ]


@pytest.mark.parametrize("field", ["rejected", "extended", "flagged"])
def test_a_calm_week_and_a_units_line_do_not_hide_what_has_to_be_told_apart(field: str) -> None:
    some = {field: 1, "answered": 3, "received": 1}
    calm = digest(unit("07339", "Xã Tân Yên", **some), totals=Counts(**some))
    told = {"rejected": 0, "rejection_rate": 0, "extended": 0, "flagged": 0} | {field: 1}
    told["rejection_rate"] = 25 if field == "rejected" else 0
    end = " ".join(f"{name}={n}" for name, n in told.items())

    assert written(says(calm, MEMBER))[2] == f"digest.line.apart {end}"
    assert written(opened(calm, Section.UNITS))[1] == (
        f"digest.row.apart name=Xã Tân Yên opening=0 received=1 finished=0 closing=0 on_time=0 late=0 {end}"
    )


@pytest.mark.parametrize("made", [BUSY, digest()])
def test_notices_that_wait_have_a_last_line_of_their_own_if_there_are_any(made: Digest) -> None:
    waiting = made.model_copy(update={"pending": {"blocked": 1, "window": 2}})

    assert [one.args for one in says(waiting, STANDING).lines if one.key == "digest.line.pending"] == [{"n": 3}]
    assert says(waiting, STANDING).lines[:-1] == says(made, STANDING).lines


def test_a_week_in_which_nothing_happened_has_no_buttons() -> None:
    assert says(digest(unit("07339", "Xã Tân Yên")), MEMBER).buttons == ()


def test_only_the_first_units_are_named_the_most_overdue_first() -> None:
    units = [unit(f"{n:05}", f"Xã {n}", overdue=n) for n in range(1, 6)]

    first = says(digest(*units, totals=Counts(overdue=15, closing=15)), STANDING)

    assert (
        written(first)[0]
        == "digest.push.more span=digest.span.week number=47 n=5 units=Xã 5 (5), Xã 4 (4), Xã 3 (3) more=2"
    )
    assert NAMED_UNITS == 3


def test_judgements_without_scores_are_told_without_a_mean() -> None:
    found = says(digest(totals=Counts(overdue=1, closing=1), said=Satisfaction(no=2)), STANDING)

    assert written(found)[4] == "digest.line.judged yes=0 partly=0 no=2"


small = st.integers(0, 3)
any_digest = st.builds(
    digest,
    st.builds(UnitCounts, code=st.just("07339"), name=st.just("Xã Tân Yên"), overdue=small, praise=small),
    totals=st.builds(Counts, received=small, closing=small, overdue=small, praise=small),
    overdue=st.lists(st.builds(line, st.just("1"), small), max_size=25).map(tuple),
    said=st.builds(Satisfaction, yes=small, no=small, score=st.one_of(st.none(), st.floats(1, 5)), n=small),
)


@given(any_digest, st.sampled_from([MEMBER, STANDING]))
def test_a_message_has_at_most_four_lines_of_figures_and_six_buttons_and_no_case(
    found: Digest, reader: PostView
) -> None:
    message = says(found, reader)

    assert 1 <= len(message.lines) <= 4
    assert len(message.buttons) <= 6
    assert not any(isinstance(arg, Code) for one in (message, *message.lines) for arg in one.args.values())


def pages(found: Digest, section: Section) -> Iterator[Say]:
    """Follow the button for more to the end."""
    page = 0
    while True:
        say = opened(found, section, page)
        yield say
        onward = [read_value(b.value)[1] for b in say.buttons if b.key == "digest.more"]
        if not onward:
            return
        (page,) = onward


@given(any_digest, st.sampled_from(Section), st.integers(0, 999))
def test_the_pages_of_every_section_show_each_line_once_and_never_run_out(
    found: Digest, section: Section, page: int
) -> None:
    shown = [one for say in pages(found, section) for one in say.lines]

    empty = {Section.OVERDUE: not found.overdue, Section.BRIGHT: not found.praised}.get(section, False)
    assert all((not empty) <= len(say.lines) <= PAGE for say in pages(found, section))
    assert bool(opened(found, section, page).lines) is not empty
    if section is Section.OVERDUE and found.overdue:
        assert len(shown) == len(found.overdue)


def test_the_overdue_list_says_how_late_and_who_holds_it() -> None:
    assert written(opened(BUSY, Section.OVERDUE)) == [
        "digest.overdue.title span=digest.span.week number=47 n=3",
        "digest.overdue.line code=482913057 category=category.delay unit=Xã Tân Yên holder=head-07339 n=4",
        "digest.overdue.fresh code=111222333 category=category.delay unit=Xã Tân Yên holder=digest.nobody"
        " due=17:00 20/11",
        "digest.overdue.over code=999888777 category=category.delay unit=Xã Tân Yên holder=digest.nobody",
        "[desk.open.late 482913057 4 desk.open 482913057]",
        "[desk.open.just_late 111222333 desk.open 111222333]",
        "[button.case.code 999888777 desk.open 999888777]",
    ]


def test_the_bright_spots_are_the_units_that_were_praised() -> None:
    assert written(opened(BUSY, Section.BRIGHT)) == [
        "digest.bright.title span=digest.span.week number=47 n=2",
        "digest.bright.line unit=Xã Nhã Nam n=2",
    ]


def test_the_units_are_listed_with_the_most_overdue_first_and_the_quiet_ones_as_a_number() -> None:
    assert written(opened(BUSY, Section.UNITS)) == [
        "digest.units.title span=digest.span.week number=47",
        "digest.row name=Xã Tân Yên opening=6 received=6 finished=5 closing=7 on_time=5 late=3",
        "digest.row name=Xã Nhã Nam opening=4 received=3 finished=4 closing=3 on_time=3 late=2",
        "digest.row name=Phường Bắc Giang opening=0 received=3 finished=3 closing=0 on_time=0 late=0",
        "digest.units.quiet n=1",
        "[digest.unit Xã Tân Yên digest.unit 2026-W47/07339]",
        "[digest.unit Xã Nhã Nam digest.unit 2026-W47/07345]",
        "[digest.unit Phường Bắc Giang digest.unit 2026-W47/07210]",
        "[digest.whole digest.unit 2026-W47/all]",
        "[digest.categories digest.categories 2026-W47]",
    ]


def test_the_categories_are_listed_by_name() -> None:
    assert written(opened(BUSY, Section.CATEGORIES)) == [
        "digest.categories.title span=digest.span.week number=47",
        "digest.row name=category.delay opening=7 received=12 finished=9 closing=10 on_time=0 late=0",
    ]


def test_a_section_with_nothing_in_it_says_so() -> None:
    assert written(opened(digest(), Section.BRIGHT)) == ["digest.bright.none span=digest.span.week number=47"]


@pytest.mark.parametrize("value", ["", "2026-W47/x", "2026-W47/-1", "2026-W47/²", "2026-W47/9999", "2026-W99", "/1"])
def test_a_forged_button_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"digest|week"):
        read_value(value)
