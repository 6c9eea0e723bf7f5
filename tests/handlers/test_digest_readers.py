"""Who reads which digest, which cases of it a reader may know of, and what follows from how many rated a service."""

import random
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.casework.barring import guarded
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, recipients
from handlers.digests.ratings import FEWEST, all_rated, rated, wilson
from handlers.digests.readers import Mailed, Reader, reader_of, readers
from handlers.digests.rows import Scored
from handlers.digests.sight import sees, sight
from tests.handlers.some_organisations import DAYS, PERSONS, some_case, some_organisation
from tests.handlers.test_digest import HEAD, KEP, MEMBER, NHA_NAM, ORG, STANDING, TAN_YEN, WEEK, holds


def test_the_standing_body_reads_all_units_and_a_member_those_of_all_own_posts() -> None:
    held = (
        holds("standing", STANDING),
        holds("member-2", STANDING),
        holds("member-1", MEMBER),
        holds("member-2", MEMBER),
        holds("member-2", HEAD, until=WEEK.end),
        holds(f"head-{TAN_YEN}", HEAD),
    )

    assert readers(Organisation(ORG.directory, ORG.posts, held), WEEK.due_at) == (
        Reader(person=MEMBER, post="member-1", units=(TAN_YEN, NHA_NAM, KEP)),
        Reader(person=STANDING, post="standing", units=None),
    )


def test_heads_read_of_their_own_unit_unless_another_post_of_theirs_reads_more() -> None:
    held = (holds(f"head-{TAN_YEN}", HEAD), holds(f"head-{TAN_YEN}", MEMBER), holds("member-2", MEMBER))
    org = Organisation(ORG.directory, ORG.posts, held)

    assert readers(org, WEEK.due_at, heads=True) == (
        Reader(person=MEMBER, post="member-2", units=(NHA_NAM, KEP)),
        Reader(person=HEAD, post=f"head-{TAN_YEN}", units=(TAN_YEN,), head=True),
    )
    assert reader_of(HEAD, org, WEEK.due_at) == readers(org, WEEK.due_at, heads=True)[1]
    assert reader_of(STANDING, org, WEEK.due_at) is None


def test_months_and_quarters_may_be_left_out() -> None:
    assert Mailed().kinds == ("week", "month", "quarter")
    assert Mailed(months=False, quarters=False).kinds == ("week",)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_what_is_seen_without_opening_a_case_is_what_recipients_says(seed: int) -> None:
    """Of everybody, whoever oversees the unit; and of a case given whole, in any case."""
    dice = random.Random(seed)
    org, now = some_organisation(dice), DAYS[-1]
    for _ in range(6):
        case = some_case(dice, org)
        named = {one.person for one in recipients(case, CaseEvent.DIGEST, org, now)}
        for person in PERSONS:
            eyes = sight(person, org, now)
            assert sees(eyes, case.unit, case.reporter, case) == (person in named)
            short = sees(eyes, case.unit, case.reporter, None)
            overseen = any(
                post.kind == "standing" or (post.kind == "member" and post.id in org.followers(case.unit, now))
                for post in org.posts_of(person, now)
            )
            if not guarded(case):
                assert short == (overseen and person in named)


votes = st.lists(st.tuples(st.sampled_from((TAN_YEN, KEP)), st.integers(1, 5), st.integers(1, 4)), max_size=9)


@given(votes)
def test_of_fewer_than_five_votes_only_their_number_is_told_and_they_are_in_no_sum(
    drawn: list[tuple[str, int, int]],
) -> None:
    rows = [Scored(unit, "visit", score, n) for unit, score, n in drawn] + [Scored(KEP, "suspect", 1, 7)]
    each = {unit: [score for code, score, n in drawn if code == unit for _ in range(n)] for unit in (TAN_YEN, KEP)}

    found = {one.unit: one for one in rated(rows, {TAN_YEN, KEP}, {})}
    whole = all_rated(rows, {TAN_YEN, KEP})

    told = [score for scores in each.values() if len(scores) >= FEWEST for score in scores]
    assert whole.n == len(told) or whole.mean is None
    assert whole.mean == (round(sum(told) / len(told), 2) if told else None)
    for unit, one in found.items():
        assert one.n == len(each[unit])
        assert (one.mean is None) == (len(each[unit]) < FEWEST)
        assert one.ranked == (one.n >= 10)
    assert found[KEP].suspect == whole.suspect == 7


@pytest.mark.parametrize(
    ("good", "n", "low", "high"), [(9, 10, 0.596, 0.982), (0, 5, 0.0, 0.434), (81, 263, 0.255, 0.366)]
)
def test_the_interval_of_a_share_is_the_one_in_the_books(good: int, n: int, low: float, high: float) -> None:
    found = wilson(good, n)

    assert isclose(found[0], low, abs_tol=0.001)
    assert isclose(found[1], high, abs_tol=0.001)
