"""What a file of units or posts changes: only what it says; export and import are one."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.casework.categories import Category
from handlers.casework.changes import plan_posts, plan_units
from handlers.casework.directory import Directory, Unit
from handlers.casework.organisation import (
    Absence,
    Following,
    Holder,
    Jurisdiction,
    Organisation,
    Post,
    post_id,
    standard_posts,
)
from handlers.casework.posts_file import RECORDS as POSTS
from handlers.casework.posts_file import post_rows, read_posts
from handlers.casework.tables import Ending, read_table, write_table
from handlers.casework.unit import UnitName
from handlers.casework.units_file import RECORDS as UNITS
from handlers.casework.units_file import read_units, unit_rows
from handlers.casework.worktime import ZONE
from tests.fakes.small_province import DIRECTORY, LAN, MEMBER, NOW, ORG, planned, refused, troubles

ENDINGS: tuple[Ending, ...] = ("csv", "toml")
DAYS = st.dates(date(2025, 7, 1), date(2028, 12, 31))
MOMENTS = st.datetimes(datetime(2025, 7, 1), datetime(2028, 12, 31)).map(
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000, tzinfo=ZONE)
) | DAYS.map(lambda day: datetime(day.year, day.month, day.day, tzinfo=ZONE))
CODES = st.sampled_from([unit.code for unit in DIRECTORY.units])
FOLLOWS = st.lists(CODES, min_size=1, unique=True).map(tuple)


def test_the_follower_of_a_unit_that_ceases_follows_what_took_it_over() -> None:
    text = "code,name,kind,from,to,successors\n07339,Xã Tân Yên,xa,1/7/2025,31/12/2026,9999\n"
    plan = planned(text + "09999,Phường Mẫu Mới,phuong,1/1/2027,,\n")

    assert troubles(plan) == []
    later = plan.after.directory.at(date(2027, 1, 1))
    after = Organisation(directory=later, posts=plan.after.posts, holders=())
    assert after.followers("09999", NOW) == ("member-1",)
    assert ORG.followers("09999", NOW) == ()
    moved = {"member-1": MEMBER.model_copy(update={"follows": ("09999",)})}
    assert Organisation(directory=later, posts=moved, holders=()).followers("07339", NOW) == ("member-1",)


@pytest.mark.parametrize(
    "row",
    [
        "holder,head-07339,Mai,,1",
        f"holder,head-07339,Mai,{LAN.since.isoformat()},1",
        "holder,inspector,Mai,,1",
        "absence,head-07339,Mai,2026-12-01,1",
    ],
)
def test_a_number_of_one_person_with_the_name_of_another_is_refused(row: str) -> None:
    """Else the person of before would stay inside, under the new name."""
    ((line, what, remedy),) = refused(posts=f"record,post,name,from,person\n{row}\n")

    assert (line, what) == (2, f"person 1 of {row.split(',')[1]} is Lan, not Mai")
    if row.startswith("holder"):
        assert remedy == "end the row of Lan with to, and add a row for Mai with person empty"


def test_who_came_without_a_name_can_be_given_one() -> None:
    org = Organisation(directory=DIRECTORY, posts=ORG.posts, holders=(LAN.model_copy(update={"name": ""}),))

    (named,) = planned(posts="record,post,name,person\nholder,head-07339,Lan,1\n", org=org).holders

    assert (named.person, named.name, named.since) == (1, "Lan", LAN.since)


def test_a_new_unit_gets_its_posts_and_those_of_a_unit_that_ceases_end_with_it() -> None:
    text = "code,name,kind,from,to,successors\n07339,Xã Tân Yên,xa,1/7/2025,31/12/2026,09999\n"
    plan = planned(text + "09999,Phường Mẫu Mới,phuong,1/1/2027,,\n")

    posts = {post.id: post for post in plan.posts}
    assert set(posts) == {post_id(kind, code) for kind in ("officer", "head") for code in ("07339", "09999")}
    assert posts["head-07339"].valid_to == date(2026, 12, 31)
    assert posts["officer-09999"].valid_from == date(2027, 1, 1)
    assert posts["officer-09999"].under == "head-09999"


def test_what_the_file_does_not_name_stays_as_it_is() -> None:
    hours = planned("code,name,kind,hours\n7294,Phường Bố Hạ,phuong,T2-T7 7:30-11:30\n")

    (unit,) = hours.units
    assert (unit.names, unit.merged) == (DIRECTORY.units[2].names, DIRECTORY.units[2].merged)
    assert [(change.kind, [name for name, _, _ in change.fields]) for change in hours.changes] == [
        ("changed", ["hours"])
    ]
    deputy = planned(posts="record,post,name,deputy\nholder,head-07339,Lan,yes\n")
    assert deputy.holders == [LAN.model_copy(update={"deputy": True})]
    assert planned(posts="record,post,name\nholder,head-07339,Lan\n").changes == []


def test_a_new_name_needs_the_day_from_which_it_holds() -> None:
    ((line, what, _),) = refused("code,name,kind\n07339,Phường Tân Yên,phuong\n")

    assert (line, what) == (2, "Phường Tân Yên is a new name of 07339, and the file has no column from")


def test_two_holders_of_one_name_are_told_apart_by_number() -> None:
    twin = Holder(post="head-07339", person=2, name="Lan", since=NOW)
    org = Organisation(directory=DIRECTORY, posts=ORG.posts, holders=(LAN, twin))

    assert (
        "several holders named Lan"
        in refused(posts="record,post,name,to\nholder,head-07339,Lan,1/1/2027\n", org=org)[0][1]
    )
    ended = planned(posts="record,post,person,to\nholder,head-07339,2,1/1/2027\n", org=org)
    assert [(one.person, one.until) for one in ended.holders] == [(2, datetime(2027, 1, 2, tzinfo=ZONE))]


def test_who_is_not_known_is_invited_and_who_is_known_takes_a_further_post_at_once() -> None:
    text = "record,post,name,person\nholder,standing,Hoa,\nholder,inspector,Lan,1\n"

    plan = planned(posts=text)

    assert [(seat.post, seat.name) for seat in plan.invited] == [("standing", "Hoa")]
    assert [(one.post, one.person, one.since) for one in plan.holders] == [("inspector", 1, NOW)]
    assert [one.name for one in plan.after.acting("standing", NOW)] == ["Hoa"]


@st.composite
def spans(draw: st.DrawFn) -> dict[str, Any]:
    """Give from when until when something holds."""
    one, other = sorted((draw(MOMENTS), draw(MOMENTS)))
    return {"since": one, "until": draw(st.sampled_from([None, other]))}


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """Give any posts, holders, absences, assignments and jurisdictions over the three units."""
    known = [post for post in standard_posts(DIRECTORY) if draw(st.booleans())]
    known = [post.model_copy(update={"valid_to": draw(st.none() | DAYS)}) for post in known]
    known += [Post(id=f"member-{n}", kind="member", follows=draw(FOLLOWS)) for n in range(draw(st.integers(1, 2)))]
    names = st.sampled_from(["Lan", "Nguyễn Thị Mẫu", "", 'Ông "Ba", phó', "=1+1"])
    at = st.sampled_from([post.id for post in known])
    holders = [
        Holder(post=draw(at), person=n % 4, name=draw(names), deputy=draw(st.booleans()), **draw(spans()))
        for n in range(draw(st.integers(0, 6)))
    ]
    people = [one.person for one in holders]
    return Organisation(
        directory=DIRECTORY,
        posts={post.id: post for post in known},
        holders=tuple({(one.post, one.person, one.since): one for one in holders}.values()),
        absences=tuple(Absence(person=one, **draw(spans())) for one in dict.fromkeys(people) if draw(st.booleans())),
        followings=tuple(
            Following(post="member-0", units=draw(FOLLOWS), **draw(spans())) for _ in range(draw(st.integers(0, 1)))
        ),
        jurisdictions=tuple(
            Jurisdiction(category=Category.DELAY, first=("head", "inspector"), **draw(spans()))
            for _ in range(draw(st.integers(0, 1)))
        ),
    )


@pytest.mark.parametrize("ending", ENDINGS)
@given(organisations())
def test_exported_posts_imported_again_change_nothing(ending: Ending, org: Organisation) -> None:
    text = write_table(post_rows(org), ending, POSTS)

    plan = plan_posts(read_posts(read_table(text, ending, POSTS), DIRECTORY), org, NOW)

    assert (plan.changes, plan.invited) == ([], [])
    assert plan.after == org


@pytest.mark.parametrize("ending", ENDINGS)
@given(organisations())
def test_exported_posts_make_the_same_organisation_where_there_was_none(ending: Ending, org: Organisation) -> None:
    bare = Organisation(directory=DIRECTORY, posts={}, holders=org.holders)
    text = write_table(post_rows(org), ending, POSTS)

    after = plan_posts(read_posts(read_table(text, ending, POSTS), DIRECTORY), bare, NOW).after

    assert after == org


@st.composite
def unit_lists(draw: st.DrawFn) -> list[Unit]:
    """Give units with one to three names, one after the other."""
    made = []
    for code in draw(st.lists(st.integers(10000, 10009), unique=True, min_size=1)):
        days = sorted(draw(st.lists(DAYS, min_size=4, max_size=4, unique=True)))
        spells = []
        for at in range(draw(st.integers(1, 3))):
            kind, title = draw(st.sampled_from([("xa", "Xã"), ("phuong", "Phường"), ("thi tran", "Thị trấn")]))
            ends = days[at + 1] - timedelta(days=1)
            spells.append(
                UnitName(name=f"{title} Mẫu {code} {at}", kind=kind, valid_from=days[at], valid_to=ends)  # type: ignore[arg-type]
            )
        if draw(st.booleans()):
            spells[-1] = spells[-1].model_copy(update={"valid_to": None})
        made.append(
            Unit(
                code=str(code),
                name=spells[-1].name,
                kind=spells[-1].kind,
                names=tuple(spells) if len(spells) > 1 else (),
                valid_from=spells[0].valid_from,
                valid_to=spells[-1].valid_to,
                successors=draw(st.sampled_from([(), ("07339",), ("07339", "07306")])),
                districts=draw(st.sampled_from([(), ("Huyện Tân Yên",), ("Thành phố Bắc Giang", "Huyện Yên Thế")])),
                merged=draw(
                    st.sampled_from([(), (("Xã Cao Xá", "Huyện Tân Yên"), ("Thị trấn Vôi", "Huyện Lạng Giang"))])
                ),
                hours=draw(st.sampled_from(["", "T2-T6 07:30-11:30 13:00-17:00; T7 07:30-11:30"])),
            )
        )
    return made


@pytest.mark.parametrize("ending", ENDINGS)
@given(unit_lists())
def test_exported_units_are_the_same_units_again(ending: Ending, units: list[Unit]) -> None:
    text = write_table(unit_rows(units), ending, UNITS)
    file = read_units(read_table(text, ending, UNITS))

    assert list(file.units) == units
    whole = Organisation(directory=Directory(tuple(units)), posts={}, holders=())
    assert plan_units(file, whole).changes == []
