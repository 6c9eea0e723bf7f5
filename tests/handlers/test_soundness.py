"""A broken organisation is refused: each kind of break with its line and what to write instead."""

import pytest

from handlers.casework.organisation import Organisation
from handlers.casework.plan import Plan
from tests.fakes.small_province import DIRECTORY, LAN, NOW, ORG, planned, refused, troubles

KEPT = "a post of a unit, and would be kept from cases about it"
NOT_ITS_OWN = "not under the head of its own unit"
ABOUT = "would have no effect: staff go to the head, leaders to the inspector"
NO_CASE = "would have no effect: it is only pointed onwards, and no case is made of it"


def test_the_organisation_of_these_tests_is_sound() -> None:
    assert troubles(Plan(ORG)) == []


@pytest.mark.parametrize(
    ("rows", "line", "what"),
    [
        ("733,Xã Mẫu Một,xa,,,", 2, "733 is no code of a unit"),
        ("09999,Xã Mẫu Một,town,,,", 2, "town is no kind of unit"),
        ("09999,Mẫu,xa,,,", 2, "Mẫu is no name of a unit"),
        ("09999,Phường Mẫu,xa,,,", 2, "Phường Mẫu is not of the kind xa"),
        ("07339,Xã Tân Yên,xa,31/2/2026,,", 2, "there is no day 31/2/2026"),
        ("07339,Xã Tân Yên,xa,soon,,", 2, "soon is no day"),
        ("07339,Xã Tân Yên,xa,1/7/2025,1/7/2024,", 2, "it ends on 2024-07-01, before it begins on 2025-07-01"),
        ("07339,Xã Tân Yên,xa,,,\n07339,Xã Tân Yên,xa,,,", 3, "this row stands on line 2 already"),
        (
            "07339,Xã Tân Yên,xa,1/7/2025,1/1/2027,\n07339,Phường Tân Yên,phuong,1/1/2027,,",
            3,
            "07339 has two names in force on one day: Xã Tân Yên (line 2) and Phường Tân Yên",
        ),
        (
            "07339,Xã Tân Yên,xa,1/7/2025,1/1/2027,\n07339,Phường Tân Yên,phuong,1/2/2027,,",
            3,
            "07339 has no name between 2027-01-01 and 2027-02-01",
        ),
        ("07339,Xã Tân Yên,xa,1/7/2025,31/12/2026,", 2, "07339 ends and nobody takes its land over"),
        ("07339,Xã Tân Yên,xa,1/7/2025,,07306", 2, "07339 has successors and no last day"),
        ("07339,Xã Tân Yên,xa,1/7/2025,31/12/2026,09998", 2, "the successor 09998 of 07339 is no unit"),
        (
            "07339,Xã Tân Yên,xa,1/7/2025,31/12/2026,09999\n09999,Xã Mẫu Một,xa,1/2/2027,,",
            2,
            "the successor 09999 of 07339 begins on 2027-02-01, not on 2027-01-01",
        ),
        (
            "07339,Xã Tân Yên,xa,1/7/2025,31/12/2026,07306\n07306,Xã Nhã Nam,xa,1/7/2025,31/12/2026,07339",
            2,
            "07339 is its own successor by way of 07306",
        ),
        ("09999,Xã Tân Yên,xa,1/1/2027,,", 2, "07339 and 09999 are both called Xã Tân Yên on 2027-01-01"),
    ],
)
def test_units_that_cannot_be_are_refused_with_line_and_remedy(rows: str, line: int, what: str) -> None:
    found = refused(f"code,name,kind,from,to,successors\n{rows}\n")

    assert (line, what) in [(at, said) for at, said, _ in found]


def test_hours_that_cannot_be_read_are_refused() -> None:
    ((line, what, _),) = refused("code,name,kind,hours\n07339,Xã Tân Yên,xa,always\n")

    assert (line, what.partition(": ")[0]) == (2, "the hours of 07339 cannot be read")


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("post,mayor,mayor,,,,,,,,", "mayor is no kind of post"),
        ("post,head-09999,head,09999,,,,,,,", "09999 is no unit"),
        ("post,head-1,head,07339,,,,,,,", "head-1 is not the head of 07339"),
        ("post,mttq2,mttq,,,,,,,,", "mttq2 is not the mttq"),
        ("post,m1,member,,,07339,,,,,", "m1 is no post of a member"),
        ("post,member-2,member,,,Đồng Mẫu,,,,,", "Đồng Mẫu is neither a unit's code nor a former district"),
        ("post,officer-07339,officer,07339,,,,,,,", "officer-07339 stands under nobody"),
        ("post,head-07339,head,07339,chief,,,,,,", "head-07339 stands under chief, which does not exist"),
        ("post,head-07339,head,07339,officer-07339,,,,,,", "head-07339 stands above itself by way of officer-07339"),
        ("post,head-07339,head,07339,,,,,,,1/11/2026", "07339 has no head on 2026-11-16"),
        ("post,head-07339,head,07339,,,,,,1/12/2026,", "07339 has no head on 2026-11-16"),
        ("post,standing,standing,,,,,,,,31/12/2026", "there is no standing body on 2027-01-01"),
        ("holder,member-9,,,,,Hoa,,,,", "there is no post member-9"),
        ("holder,standing,,,,,,,,,", "name is empty"),
        ("holder,standing,,,,,Hoa,maybe,,,", "deputy maybe is neither yes nor no"),
        ("holder,standing,,,,,Hoa,,,32/1/2026,", "there is no day 32/1/2026"),
        ("holder,standing,,,,,Hoa,,,,1/1/2020", "Hoa as standing ended before ever joining"),
        ("holder,head-07339,,,,,Lan,,,1/11/2026,", "Lan as head-07339 holds it since 2026-11-07T09:00:00+07:00"),
        ("absence,head-07339,,,,,Hoa,,,1/12/2026,", "nobody named Hoa held head-07339"),
        ("absence,head-07339,,,,,Lan,,,2/12/2026,1/12/2026", "it ends (1/12/2026) before it begins (2/12/2026)"),
        ("follows,member-1,,,,09999,,,,1/1/2026,", "09999 is neither a unit's code nor a former district"),
        ("post,standing,standing,,head-07339,,,,,,", f"standing stands under head-07339, {KEPT}"),
        ("post,member-1,member,,officer-07339,,,,,,", f"member-1 stands under officer-07339, {KEPT}"),
        ("post,head-07339,head,07339,head-07306,,,,,,", f"head-07339 stands under head-07306, {KEPT}"),
        ("post,officer-07339,officer,07339,head-07306,,,,,,", f"officer-07339 stands under head-07306, {NOT_ITS_OWN}"),
        ("post,officer-07339,officer,07339,standing,,,,,,", f"officer-07339 stands under standing, {NOT_ITS_OWN}"),
        ("jurisdiction,,,,,,,,noise,1/1/2026,", "noise is no category"),
        *(
            (f"jurisdiction,,,,,,,,{one},1/1/2026,", f"a row for {one} {ABOUT}")
            for one in ("attitude", "informal_payment")
        ),
        *(
            (f"jurisdiction,,,,,,,,{one},1/1/2026,", f"a row for {one} {NO_CASE}")
            for one in ("complaint", "denunciation", "emergency")
        ),
    ],
)
def test_posts_that_cannot_be_are_refused_with_line_and_remedy(row: str, what: str) -> None:
    header = "record,post,kind,unit,under,follows,name,deputy,category,from,to,first\n"
    if row.startswith("jurisdiction"):
        row += ",head"

    assert (2, what) in [(at, said) for at, said, _ in refused(posts=header + row + "\n")]


@pytest.mark.parametrize("first", ["member", "department"])
def test_a_category_may_not_go_first_to_a_post_that_there_is_not(first: str) -> None:
    gone = Organisation(
        directory=DIRECTORY,
        posts={id_: post for id_, post in ORG.posts.items() if id_ != "department"},
        holders=(),
    )

    found = refused(posts=f"record,category,first,from\njurisdiction,delay,{first},1/1/2026\n", org=gone)

    said = f"delay goes first to {first}, and there is no such post on 2026-11-16"
    assert (2, said) in [(line, what) for line, what, _ in found]


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("inspector", "cases about leaders"),
        ("department", "digital_service, land_compensation, sector_democracy, regulation_proposal"),
        ("mttq", "disclosure, participation"),
    ],
)
def test_a_post_that_cases_of_the_standard_go_first_to_may_not_end(kind: str, what: str) -> None:
    ((line, said, remedy),) = refused(posts=f"record,post,kind,to\npost,{kind},{kind},31/12/2026\n")

    assert (line, said) == (2, f"there is no {kind} on 2027-01-01, and to it go first: {what}")
    assert remedy.startswith("keep the post, also with nobody in it")


def test_a_post_may_end_that_nothing_goes_first_to_any_more() -> None:
    rows = "post,mttq,mttq,,,,31/12/2026\n"
    rows += "".join(f"jurisdiction,,,{one},head,1/1/2026,\n" for one in ("disclosure", "participation"))

    assert refused(posts=f"record,post,kind,category,first,from,to\n{rows}") == []


def test_two_absences_at_one_time_name_the_person_the_days_and_the_remedy() -> None:
    rows = "absence,head-07339,Lan,1/12/2026,5/12/2026\nabsence,head-07339,Lan,5/12/2026,7/12/2026\n"

    ((line, what, remedy),) = refused(posts=f"record,post,name,from,to\n{rows}")

    assert (line, what) == (3, "absence of Lan: from 2026-12-01 (to 2026-12-05) and from 2026-12-05 hold at one time")
    assert remedy.startswith("name the first again with the same first day and an earlier last day")


@pytest.mark.parametrize(
    "rows",
    [
        "jurisdiction,,,,delay,head,1/1/2026,\njurisdiction,,,,delay,inspector,1/6/2026,",
        "follows,member-1,07339,,,,1/1/2026,1/7/2026\nfollows,member-1,07306,,,,1/7/2026,",
        "absence,head-07339,,Lan,,,1/12/2026,5/12/2026\nabsence,head-07339,,Lan,,,5/12/2026,7/12/2026",
    ],
)
def test_two_spells_that_hold_at_one_time_are_refused(rows: str) -> None:
    found = refused(posts=f"record,post,follows,name,category,first,from,to\n{rows}\n")

    assert [line for line, _, _ in found] == [3]
    assert "hold at one time" in found[0][1]


def test_two_spells_of_one_holder_may_not_overlap() -> None:
    again = LAN.model_copy(update={"since": NOW})
    double = Organisation(directory=DIRECTORY, posts=ORG.posts, holders=(LAN, again))

    assert "hold at one time" in refused(posts="record,post,kind\npost,mttq,mttq\n", org=double)[0][1]


def test_units_that_no_member_follows_are_pointed_out_but_not_refused() -> None:
    plan = planned(posts="record,post,kind,follows\npost,member-1,member,07339\n")

    assert [(one.warning, one.what.partition(" on ")[0]) for one in troubles(plan)] == [
        (True, "2 units are followed by no member")
    ]
