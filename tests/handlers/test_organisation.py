"""Posts, who holds them when, and how they are named to people."""

from datetime import datetime, timedelta

import pytest

from bot.packaged import units
from handlers.casework.categories import REPORTABLE, RULES
from handlers.casework.directory import Directory, Unit
from handlers.casework.organisation import Holder, Organisation, Post, post_id, standard_posts
from handlers.casework.worktime import ZONE

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=ZONE)
HOUR = timedelta(hours=1)
DIRECTORY = Directory(
    (Unit(code="07339", name="Xã Tân Yên", kind="xa"), Unit(code="07340", name="Xã Nhã Nam", kind="xa"))
)


def org(*holders: Holder, members: dict[str, tuple[str, ...]] | None = None) -> Organisation:
    """Give the standard posts of two communes and these members' posts, with these holders."""
    posts = [*standard_posts(DIRECTORY)]
    posts += [Post(id=id_, kind="member", follows=follows) for id_, follows in (members or {}).items()]
    return Organisation(directory=DIRECTORY, posts={post.id: post for post in posts}, holders=holders)


def test_each_of_the_99_communes_has_an_officer_and_a_head_and_the_province_four_posts() -> None:
    posts = standard_posts(units())

    assert len(posts) == len({post.id for post in posts}) == 99 * 2 + 4
    assert {post.id for post in posts if not post.unit} == {"inspector", "department", "mttq", "standing"}
    assert all(post.id == f"{post.kind}-{post.unit}" for post in posts if post.unit)


def test_every_category_goes_first_to_a_post_that_exists_from_the_first_start() -> None:
    known = {post.kind for post in standard_posts(DIRECTORY)}

    assert {kind for category in REPORTABLE for kind in RULES[category].first} <= known
    assert all(RULES[category].first for category in REPORTABLE)


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (NOON, None, True),
        (NOON - HOUR, None, True),
        (NOON + HOUR, None, False),
        (NOON - HOUR, NOON + HOUR, True),
        (NOON - HOUR, NOON, False),
        (NOON - 2 * HOUR, NOON - HOUR, False),
    ],
)
def test_a_post_is_held_from_its_first_moment_until_just_before_its_last(
    since: datetime, until: datetime | None, holds: bool
) -> None:
    seat = Holder(post="mttq", person=7, since=since, until=until)

    assert seat.at(NOON) == holds
    assert (org(seat).holding("mttq", NOON) == (seat,)) == holds
    assert bool(org(seat).posts_of(7, NOON)) == holds


@pytest.mark.parametrize(
    ("since", "until", "met"),
    [
        (NOON + HOUR, None, True),
        (NOON + 2 * HOUR, None, True),
        (NOON + 3 * HOUR, None, False),
        (NOON - HOUR, NOON + HOUR, True),
        (NOON - HOUR, NOON, False),
        (NOON - HOUR, None, True),
        (NOON + HOUR, NOON + HOUR, True),
    ],
)
def test_who_held_a_post_for_any_part_of_a_time_is_found(since: datetime, until: datetime | None, met: bool) -> None:
    seat = Holder(post="mttq", person=7, since=since, until=until)

    assert (org(seat).held_between("mttq", NOON, NOON + 2 * HOUR) == (seat,)) == met


def test_several_may_hold_a_post_and_one_may_hold_several() -> None:
    two = org(*(Holder(post=post, person=at, since=NOON) for post, at in (("mttq", 1), ("mttq", 2), ("standing", 2))))

    assert [seat.person for seat in two.holding("mttq", NOON)] == [1, 2]
    assert [post.id for post in two.posts_of(2, NOON)] == ["mttq", "standing"]
    assert two.holding("inspector", NOON) == ()


def test_a_unit_is_followed_by_the_members_who_named_it_in_order_of_their_posts() -> None:
    both = org(members={"member-2": ("07339", "07340"), "member-1": ("07339",), "member-3": ()})

    assert both.followers("07339", NOON) == ("member-1", "member-2")
    assert both.followers("07340", NOON) == ("member-2",)
    assert both.followers("99999", NOON) == ()


def test_a_post_is_named_by_its_kind_and_unit_and_its_holder_only_when_asked_for() -> None:
    lan = Holder(post="head-07339", person=7, name="Lan", since=NOON, until=NOON + HOUR)
    here = org(lan)
    view = here.view("head-07339")

    assert view is not None
    assert (view.kind, view.unit, view.holder) == ("head", "Xã Tân Yên", "")
    named = [
        here.view("head-07339", person, now) for person, now in ((7, NOON), (8, NOON), (7, NOON + HOUR), (7, None))
    ]
    assert [one.holder for one in named if one] == ["Lan", "", "", "Lan"]
    assert here.view("head-99999") is None


def test_the_id_of_a_post_says_what_it_is() -> None:
    assert post_id("head", "07339") == "head-07339"
    assert post_id("inspector") == "inspector"
