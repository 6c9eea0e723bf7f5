"""Who gets a case and who never may, rule by rule."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from handlers.casework.barring import LOOK_BACK
from handlers.casework.cases import Case, Extension
from handlers.casework.categories import Category
from handlers.casework.organisation import Absence, Group, Holder, Jurisdiction, Organisation, Post, standard_posts
from handlers.casework.routing import (
    CaseEvent,
    eligible,
    elsewhere,
    excluded,
    fallback,
    group_inboxes,
    next_level,
    one_higher,
    place,
    recipients,
)
from tests.handlers.oracles import filed
from tests.handlers.some_organisations import DAYS, DIRECTORY, UNITS


def held(*seats: tuple[str, int]) -> Organisation:
    """Give the standard posts with these holders, in post since before anything happened."""
    return province(*(seat(post, person) for post, person in seats))


def seat(post: str, person: int, **more: Any) -> Holder:
    """Give a seat that somebody has had since before anything happened, if not said otherwise."""
    return Holder.model_validate({"post": post, "person": person, "since": DAYS[0] - timedelta(days=99)} | more)


def province(*holders: Holder, posts: tuple[Post, ...] = (), **more: Any) -> Organisation:
    """Give the standard posts, and these, with these holders."""
    all_posts = {post.id: post for post in (*standard_posts(DIRECTORY), *posts)}
    return Organisation(directory=DIRECTORY, posts=all_posts, holders=holders, **more)


def test_a_post_without_a_holder_is_passed_over_at_once() -> None:
    case, unit = filed(), UNITS[0]

    assert place(case, held((f"officer-{unit}", 1), (f"head-{unit}", 2)), DAYS[1]).holder == f"officer-{unit}"
    assert place(case, held((f"head-{unit}", 2), ("standing", 3)), DAYS[1]).holder == f"head-{unit}"
    assert place(case, held(("standing", 3), ("inspector", 4)), DAYS[1]).holder == "standing"
    assert place(case, held(("inspector", 4)), DAYS[1]).holder is None


ABOUT = [("staff", "head-00001"), ("leader", "inspector"), ("unsure", "inspector")]


@pytest.mark.parametrize(("about", "first"), ABOUT)
def test_a_case_about_people_skips_their_desk(about: str, first: str) -> None:
    everybody = held(*((post, at) for at, post in enumerate(held().posts)))

    assert place(filed(category="attitude", about=about), everybody, DAYS[1]).reach == (first,)


def test_a_case_is_never_seen_by_the_official_who_filed_it() -> None:
    org = held(("officer-00001", 5), ("standing", 6))
    case = filed(reporter=5, reach=("officer-00001", "standing"))

    assert [one.person for one in recipients(case, CaseEvent.ACT, org, DAYS[1])] == [6]
    assert place(case, org, DAYS[1]).holder == "standing"


def got(case: Case, org: Organisation, event: CaseEvent = CaseEvent.NOTICE, now: datetime = DAYS[5]) -> list[int]:
    """Give the persons who may have a case."""
    return [one.person for one in recipients(case, event, org, now)]


def test_who_was_meant_stays_shut_out_after_moving_up() -> None:
    """A head whom a case is about becomes the inspector: the case stays hidden from that person."""
    org = province(seat("head-00001", 7, until=DAYS[4]), seat("inspector", 7, since=DAYS[4]))
    case = filed(about="leader", reach=("inspector",), filed_at=DAYS[3])

    assert got(case, org) == []
    assert got(case.model_copy(update={"about": None}), org) == [7]


def test_who_left_before_it_happened_is_not_meant_but_where_no_day_is_known_a_month_counts() -> None:
    org = province(seat("head-00001", 7, until=DAYS[4]), seat("inspector", 7, since=DAYS[4]))
    case = filed(about="leader", reach=("inspector",), filed_at=DAYS[6], happened=DAYS[5].date())

    assert got(case, org, now=DAYS[7]) == [7]
    assert got(case.model_copy(update={"happened": DAYS[4].date()}), org, now=DAYS[7]) == []
    assert got(case.model_copy(update={"happened": None}), org, now=DAYS[7]) == []
    assert got(
        filed(about="leader", reach=("inspector",), filed_at=DAYS[4] + LOOK_BACK), org, now=DAYS[4] + LOOK_BACK
    ) == [7]


def test_who_came_to_the_accused_desk_later_may_not_have_the_case_either() -> None:
    org = province(seat("officer-00001", 7, since=DAYS[4]), seat("standing", 7))

    assert got(filed(about="staff", reach=("standing",)), org, now=DAYS[3]) == [7]
    assert got(filed(about="staff", reach=("standing",)), org, now=DAYS[4]) == []


def test_whoever_stands_in_for_the_accused_in_any_post_is_shut_out_with_him() -> None:
    org = province(
        seat("head-00001", 7),
        seat("head-00001", 8, deputy=True),
        seat("inspector", 7),
        seat("inspector", 9, deputy=True),
    )
    away = replace(org, absences=(Absence(person=7, since=DAYS[0]),))

    assert excluded(filed(about="leader"), org, DAYS[5]) == {99, 7, 8, 9}
    assert place(filed(about="leader"), away, DAYS[5]).holder is None
    assert place(filed(category="digital_service"), away, DAYS[5]).holder is None
    assert place(filed(category="informal_payment", unit="00002", about="staff"), away, DAYS[5]).holder is None
    assert got(filed(reach=("inspector",)), away) == [9]


def test_whom_the_accused_stands_in_for_may_have_the_case_but_not_the_accused_in_his_place() -> None:
    org = province(seat("officer-00001", 7), seat("inspector", 5), seat("inspector", 7, deputy=True))
    case = filed(about="unsure", reach=("inspector",))

    assert got(case, org) == [5]
    assert got(case, replace(org, absences=(Absence(person=5, since=DAYS[0]),))) == []


def test_who_sits_below_any_post_of_the_accused_is_shut_out_however_far_below() -> None:
    bureau = Post(id="bureau", kind="department", under="department")
    clerk = Post(id="clerk", kind="department", under="bureau")
    org = province(
        seat("head-00001", 7), seat("department", 7), seat("bureau", 8), seat("clerk", 9), posts=(bureau, clerk)
    )

    assert got(filed(about="leader", reach=("clerk", "bureau")), org) == []
    assert got(filed(about=None, reach=("clerk", "bureau")), org) == [9, 8]


def test_a_second_desk_at_the_counter_is_the_counters_staff_and_all_posts_of_a_unit_are_its_leaders() -> None:
    desk = Post(id="desk-2", kind="officer", unit="00001")
    office = Post(id="office", kind="department", unit="00001")
    org = province(seat("desk-2", 7), seat("office", 8), posts=(desk, office))

    assert got(filed(about="staff", reach=("desk-2", "office")), org) == [8]
    assert got(filed(about="unsure", reach=("desk-2", "office")), org) == []


def test_behaviour_of_somebody_unsaid_may_be_anybodys_in_the_unit() -> None:
    org = held(("officer-00001", 1), ("head-00001", 2), ("inspector", 3))
    case = filed(category="attitude", reach=("head-00001", "inspector"))

    assert place(case, org, DAYS[1]).reach == ("inspector",)
    assert got(case, org) == [3]


def test_no_jurisdiction_sends_a_case_about_people_to_their_own_unit() -> None:
    org = held(("officer-00001", 1), ("head-00001", 2), ("inspector", 3))
    home = replace(org, jurisdictions=(Jurisdiction(category=Category.ATTITUDE, first=("head",), since=DAYS[0]),))

    assert place(filed(category="attitude", about="leader", filed_at=DAYS[1]), home, DAYS[1]).reach == ("inspector",)


def test_who_has_a_second_account_of_the_same_full_name_is_the_same_person() -> None:
    org = province(
        seat("head-00001", 7, name="Nguyễn Thị Lan"),
        seat("inspector", 8, name="chị Nguyễn thị lan"),
        seat("standing", 9, name="Trần Thị Lan"),
    )

    assert got(filed(about="leader", reach=("inspector", "standing")), org) == [9]
    assert got(filed(recused=(7,), reach=("inspector", "standing")), org) == [9]
    assert got(filed(reporter=7, reach=("inspector", "standing")), org) == [9]


@pytest.mark.parametrize("typed", ["nguyen thi lan", "Chị Lan", "LAN", "bà Nguyễn  Lan", "Nguyễn Thị Lan, chủ tịch"])
def test_a_person_named_as_not_to_see_it_is_found_however_the_name_is_typed(typed: str) -> None:
    org = province(seat("head-00001", 7, name="Nguyễn Thị Lan"), seat("head-00001", 8, name="Trần Văn Hùng"))

    assert got(filed(not_for=(typed,), reach=("head-00001",)), org) == [8]


@pytest.mark.parametrize("typed", ["", " ", "…", "n", "L", "ông", "Thị", "Nguyễn", "cán bộ", "cán bộ một cửa", "x y z"])
def test_a_name_that_names_nobody_shuts_nobody_out(typed: str) -> None:
    org = province(
        seat("head-00001", 7, name="Nguyễn Thị Lan"), seat("head-00001", 8), seat("head-00001", 9, name="Trần Văn L")
    )

    assert got(filed(not_for=(typed,), reach=("head-00001",)), org) == [7, 8, 9]


@pytest.mark.parametrize(
    ("wish", "left"),
    [("officer", [2, 3, 4, 5]), ("head", [1, 3, 4, 5]), ("member", [1, 2, 4, 5]), ("inspector", [1, 2, 3, 5])],
)
def test_a_kind_of_post_named_as_not_to_see_it_is_that_of_the_unit_or_of_the_province(
    wish: str, left: list[int]
) -> None:
    member = Post(id="member-1", kind="member", follows=("00001",))
    org = province(
        *(seat(post, at) for at, post in enumerate(["officer-00001", "head-00001", "member-1", "inspector"], start=1)),
        seat("officer-00002", 5),
        posts=(member,),
    )

    assert got(filed(not_for=(wish,), reach=(*[one.post for one in org.holders],)), org) == left


def test_a_member_who_is_the_units_officer_too_is_no_level_above() -> None:
    member = Post(id="member-1", kind="member", follows=("00001",))
    org = province(seat("officer-00001", 1), seat("member-1", 1), seat("standing", 2), posts=(member,))
    case = filed(holder="officer-00001", taken_by=1, reach=("officer-00001",))

    assert next_level(case, org, DAYS[1]) == one_higher(case, org, DAYS[1]) == ("standing",)
    assert got(filed(about="staff", reach=("member-1", "standing")), org) == [2]


def test_who_asked_for_more_time_does_not_grant_it_nor_does_the_accused() -> None:
    asked = Extension(days=2, reason="", person=1, post="officer-00001", level=("head-00001", "standing"))
    org = held(("head-00001", 1), ("head-00001", 2), ("standing", 3))
    case = filed(extension=asked, holder="officer-00001", reach=("officer-00001",))

    assert got(case, org, CaseEvent.APPROVE) == [2, 3]
    assert got(case.model_copy(update={"about": "leader"}), org, CaseEvent.APPROVE) == [3]
    assert got(case, org, CaseEvent.ACT) == []


def test_an_appeal_leaves_the_unit_and_the_person_who_refused() -> None:
    member = Post(id="member-1", kind="member", follows=("00001",))
    org = province(seat("head-00001", 1), seat("member-1", 2), seat("standing", 3), posts=(member,))
    case = filed(holder="officer-00001", taken_by=2, reach=("officer-00001",))

    assert elsewhere(case.model_copy(update={"taken_by": 9}), org, DAYS[1]) == ("member-1",)
    assert elsewhere(case, org, DAYS[1]) == ("standing",)
    assert elsewhere(case.model_copy(update={"holder": "standing"}), org, DAYS[1]) == ()
    alone = replace(held(("head-00001", 1), ("mttq", 4)), independent="mttq")
    assert elsewhere(case, alone, DAYS[1]) == ("mttq",)
    assert elsewhere(case.model_copy(update={"holder": "mttq"}), alone, DAYS[1]) == ()
    assert elsewhere(case, replace(alone, independent="head-00001"), DAYS[1]) == ()


def test_when_nobody_is_left_the_independent_post_gets_it_unless_the_accused_holds_that_too() -> None:
    org = replace(held(("head-00001", 1), ("mttq", 4)), independent="mttq")

    assert place(filed(about="leader"), org, DAYS[1]).reach == ("mttq",)
    assert fallback(filed(about="leader", holder="standing", reach=("standing",)), org, DAYS[1]) == ("mttq",)
    assert fallback(filed(about="leader", holder="mttq", reach=("mttq",)), org, DAYS[1]) == ()
    theirs = replace(held(("head-00001", 1), ("mttq", 1)), independent="mttq")
    assert place(filed(about="leader"), theirs, DAYS[1]).holder is None


def test_a_post_that_is_gone_or_whose_holder_is_away_is_passed_over_and_a_deputy_acts() -> None:
    org = province(seat("officer-00001", 1), seat("officer-00001", 2, deputy=True), seat("head-00001", 3))
    away = replace(org, absences=(Absence(person=1, since=DAYS[2], until=DAYS[4]),))
    both = replace(away, absences=(*away.absences, Absence(person=2, since=DAYS[3])))
    gone = Post(id="officer-00001", kind="officer", unit="00001", valid_to=DAYS[2].date())

    assert [[one.person for one in eligible(filed(), "officer-00001", away, day)] for day in DAYS[1:5]] == [
        [1],
        [2],
        [2],
        [1],
    ]
    assert place(filed(), both, DAYS[3]).holder == "head-00001"
    assert place(filed(), replace(org, posts={**org.posts, gone.id: gone}), DAYS[3]).holder == "head-00001"


def test_a_group_in_which_an_excluded_person_sits_or_which_such_a_person_made_gets_no_stub() -> None:
    group = Group(post="inspector", channel="telegram", user="-1", person=1, since=DAYS[0])
    org = replace(held(("inspector", 1), ("inspector", 2), ("head-00001", 3)), groups=(group,))
    case = filed(about="leader", reach=("inspector",))

    assert group_inboxes(case, ("inspector",), org, DAYS[1]) == (group,)
    for recused in (1, 2):
        assert group_inboxes(case.model_copy(update={"recused": (recused,)}), ("inspector",), org, DAYS[1]) == ()
    made_by_accused = replace(org, groups=(group.model_copy(update={"person": 3}),))
    assert group_inboxes(case, ("inspector",), made_by_accused, DAYS[1]) == ()
    alone = replace(held(("inspector", 3)), groups=(group.model_copy(update={"post": "officer-00001"}),))
    assert group_inboxes(case, ("officer-00001",), alone, DAYS[1]) == (), "nobody sits at the accused counter now"
    gone = Post(id="inspector", kind="inspector", valid_to=DAYS[0].date())
    assert group_inboxes(case, ("inspector",), replace(org, posts={**org.posts, gone.id: gone}), DAYS[1]) == ()
    assert group_inboxes(case, (), org, DAYS[1]) == group_inboxes(case, ("inspector",), org, DAYS[0] - LOOK_BACK) == ()


def test_a_reopened_case_goes_to_the_next_level_even_if_that_was_told_before() -> None:
    """Overdue, the officer answers at last, and the reporter is not content: the head takes over."""
    org = held(("officer-00001", 1), ("head-00001", 2), ("standing", 3))
    case = filed(holder="officer-00001", reach=("officer-00001", "head-00001", "standing"))

    assert next_level(case, org, DAYS[1]) == ()
    assert one_higher(case, org, DAYS[1]) == ("head-00001",)
    assert one_higher(case.model_copy(update={"holder": "standing"}), org, DAYS[1]) == ()
