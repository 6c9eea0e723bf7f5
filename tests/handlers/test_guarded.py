"""A case that is not guarded is read by whoever acts at its desk but its reporter: what cheap lists rest upon."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.casework.barring import guarded
from handlers.casework.cases import Case, Status
from handlers.casework.categories import Category
from handlers.casework.directory import Directory, Unit
from handlers.casework.organisation import Absence, Holder, Organisation, Post, standard_posts
from handlers.casework.routing import CaseEvent, recipients
from tests.house_under_test import MONDAY

DIRECTORY = Directory(tuple(Unit(code=code, name=code, kind="xa") for code in ("07339", "07345")))
POSTS = {post.id: post for post in (*standard_posts(DIRECTORY), Post(id="member-1", kind="member", follows=("07339",)))}
spells = st.builds(
    Holder,
    post=st.sampled_from(sorted(POSTS)),
    person=st.integers(1, 4),
    name=st.sampled_from(["Lan", "Hà"]),
    since=st.integers(0, 9).map(lambda days: MONDAY - timedelta(days=days)),
    until=st.one_of(st.none(), st.integers(-5, 5).map(lambda days: MONDAY + timedelta(days=days))),
    deputy=st.booleans(),
)
absences = st.builds(Absence, person=st.integers(1, 4), since=st.just(MONDAY - timedelta(days=1)), until=st.none())
reported = st.builds(
    Case,
    code=st.just("123456789"),
    unit=st.sampled_from(["07339", "07345"]),
    category=st.sampled_from([Category.DELAY, Category.ATTITUDE]),
    status=st.just(Status.FORWARDED),
    reporter=st.integers(1, 4),
    text=st.just(""),
    filed_at=st.just(MONDAY - timedelta(days=2)),
    round_at=st.just(MONDAY - timedelta(days=2)),
    about=st.sampled_from([None, None, "staff", "leader"]),
    happened=st.sampled_from([None, (MONDAY - timedelta(days=6)).date()]),
    not_for=st.sampled_from([(), (), ("head",), ("Lan",)]),
    recused=st.sampled_from([(), (), (2,)]),
    reach=st.lists(st.sampled_from(sorted(POSTS)), min_size=1, max_size=3, unique=True).map(tuple),
)


@given(reported, st.lists(spells, max_size=8), st.lists(absences, max_size=2))
def test_whoever_acts_at_a_desk_of_an_unguarded_case_may_read_it_but_its_reporter(
    case: Case, holders: list[Holder], away: list[Absence]
) -> None:
    org = Organisation(DIRECTORY, POSTS, tuple(holders), tuple(away))
    desks = {one.person for post in case.reach for one in org.acting(post, MONDAY)}
    overseers = {
        one.person for post in (*org.followers(case.unit, MONDAY), "standing") for one in org.acting(post, MONDAY)
    }

    readers = {one.person for one in recipients(case, CaseEvent.DIGEST, org, MONDAY)}

    if not guarded(case):
        assert readers == (desks | overseers) - {case.reporter}
    assert readers <= (desks | overseers) - {case.reporter}
