"""As whom a person touches a case: random desks against a second, plodding way to tell it."""

import random
from datetime import datetime, timedelta

import pytest

from handlers.casework.cases import Action, Case, Extension, Role, Status
from handlers.casework.categories import Category
from handlers.casework.directory import Directory, Unit
from handlers.casework.extensions import deciders
from handlers.casework.organisation import Holder, Organisation, standard_posts
from handlers.casework.recusal import without
from handlers.casework.roles import acting_post, owner_of, role_of
from handlers.casework.routing import excluded
from handlers.casework.worktime import ZONE

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
DIRECTORY = Directory((Unit(code="00001", name="Xã Một", kind="xa"), Unit(code="00002", name="Xã Hai", kind="xa")))
POSTS = {post.id: post for post in standard_posts(DIRECTORY)}
PERSONS = range(1, 9)
LADDER = {"officer-00001": 0, "officer-00002": 0, "head-00001": 1, "head-00002": 1, "standing": 3}
ORDER = sorted(LADDER)


def organisation(dice: random.Random) -> Organisation:
    """Give who holds what at random; one person may hold several posts, a post may be held by nobody."""
    seats = {(post, dice.choice(PERSONS)) for post in ORDER for _ in range(dice.choice((0, 1, 1, 2)))}
    held = tuple(Holder(post=post, person=person, since=NOW - timedelta(days=9)) for post, person in sorted(seats))
    return Organisation(directory=DIRECTORY, posts=POSTS, holders=held)


def case_in(dice: random.Random, org: Organisation) -> Case:
    """Give a case anywhere, accepted by anybody or nobody, perhaps with time asked for."""
    reach = tuple(dice.sample(ORDER, dice.randrange(1, 4)))
    asked = Extension(
        days=2,
        reason="Chờ",
        person=dice.choice(PERSONS),
        post=reach[0],
        level=tuple(dice.sample(ORDER, dice.randrange(1, 3))),
    )
    return Case(
        code="123456789",
        unit="00001",
        category=Category.DELAY,
        status=dice.choice((Status.FORWARDED, Status.ACCEPTED, Status.NEED_INFO)),
        reporter=dice.choice((*PERSONS, 99)),
        text="",
        filed_at=NOW - timedelta(days=2),
        round_at=NOW - timedelta(days=2),
        holder=dice.choice((*reach, *reach, *ORDER)),
        taken_by=dice.choice((None, *PERSONS)),
        reach=reach,
        recused=tuple(dice.sample(PERSONS, dice.choice((0, 0, 1)))),
        extension=dice.choice((None, asked)),
    )


def plodding(case: Case, person: int, action: Action, org: Organisation) -> str:
    """Tell the role by looking at every seat."""
    seats = {(one.post, one.person) for one in org.holders if one.person not in (case.reporter, *case.recused)}
    if person == case.reporter:
        return "reporter"
    asked = case.extension if action in (Action.GRANT, Action.REFUSE) else None
    if asked and asked.person != person and any((post, person) in seats for post in asked.level):
        return "approver"
    own = [post for post in case.reach if (post, person) in seats]
    if not own:
        return "stranger"
    taker_is_there = any((post, case.taken_by) in seats for post in case.reach)
    if case.holder is None or case.taken_by == person or not taker_is_there:
        return "owner"
    at_holders = case.holder in own
    mine = LADDER[case.holder] if at_holders else max(LADDER[post] for post in own)
    return "superior" if mine > LADDER[case.holder] else "colleague"


@pytest.mark.parametrize("part", range(4))
def test_each_person_is_to_a_case_what_the_seats_say(part: int) -> None:
    dice, seen = random.Random(part), set[str]()
    for _ in range(300):
        org = organisation(dice)
        case = case_in(dice, org)
        for person, action in ((person, action) for person in PERSONS for action in (Action.ANSWER, Action.GRANT)):
            found = role_of(case, person, action, org, NOW)
            seen.add(found)
            assert found == plodding(case, person, action, org)
    assert seen == {role.value for role in Role} - {"clock"}


def test_a_case_has_at_most_one_owner_once_somebody_who_is_there_accepted_it() -> None:
    dice = random.Random(5)
    for _ in range(500):
        org = organisation(dice)
        case = case_in(dice, org)
        owners = [one for one in PERSONS if role_of(case, one, Action.ANSWER, org, NOW) is Role.OWNER]
        if owner_of(case, org, NOW) is not None:
            assert owners == [case.taken_by]


def test_whoever_steps_back_loses_the_case_and_it_is_never_dropped() -> None:
    dice, held, waiting = random.Random(7), 0, 0
    for _ in range(500):
        org = organisation(dice)
        case = case_in(dice, org)
        for person in PERSONS:
            if acting_post(case, person, org, NOW) is None:
                continue
            after = without(case, person, org, NOW)
            assert person in excluded(after, org, NOW)
            assert acting_post(after, person, org, NOW) is None
            assert after.taken_by != person
            if after.holder is None:
                waiting += 1
                assert after.status is Status.NEW
                assert not any(acting_post(after, other, org, NOW) for other in PERSONS)
            else:
                held += 1
                assert any(
                    one.post == after.holder and one.person not in excluded(after, org, NOW) for one in org.holders
                )
    assert held > 500
    assert waiting > 10


def test_whoever_decides_on_more_time_is_somebody_else_and_stands_above() -> None:
    dice, found = random.Random(9), 0
    for _ in range(500):
        org = organisation(dice)
        case = case_in(dice, org)
        asker = dice.choice(PERSONS)
        level = deciders(case, asker, org, NOW)
        found += bool(level)
        for post in level:
            assert case.holder is None or LADDER[post] > LADDER[case.holder]
            assert any(one.post == post and one.person != asker for one in org.holders)
    assert found > 100
