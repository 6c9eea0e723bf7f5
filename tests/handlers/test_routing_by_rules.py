"""Who gets a case and who never may: random organisations against a second implementation of the rules."""

import random
from concurrent.futures import ProcessPoolExecutor

import pytest

from handlers.casework.cases import Case
from handlers.casework.organisation import Organisation
from handlers.casework.routing import (
    CaseEvent,
    eligible,
    elsewhere,
    excluded,
    fallback,
    group_inboxes,
    levels,
    next_level,
    one_higher,
    place,
    recipients,
)
from tests.handlers.oracle_of_routing import Rules
from tests.handlers.some_organisations import DAYS, some_case, some_organisation

CASES_EACH = 20
ORGANISATIONS = 50_000


def compare(case: Case, org: Organisation, rules: Rules) -> None:
    """Assert that the code and the rules say the same of a case, and that both keep what must never be broken."""
    now, placed = rules.now, place(case, org, rules.now)
    assert excluded(case, org, now) == rules.forbidden_persons
    for event in CaseEvent:
        found = [(one.post, one.person) for one in recipients(case, event, org, now)]
        assert len(found) == len(set(found))
        assert set(found) == rules.audience(event)
        assert not {person for _, person in found} & rules.forbidden_persons
        assert not {post for post, _ in found} & rules.forbidden_posts
    for post in org.posts:
        assert {(one.post, one.person) for one in eligible(case, post, org, now)} == rules.seats(post)
    assert [list(level) for level in levels(case, org, now)] == rules.ladder
    assert list(placed.reach) == rules.first_rung()
    assert placed.holder == (placed.reach[0] if placed.reach else None)
    assert list(next_level(case, org, now)) == rules.rung_above(even_if_reached=False)
    assert list(one_higher(case, org, now)) == rules.rung_above(even_if_reached=True)
    assert list(elsewhere(case, org, now)) == rules.appeal_rung()
    assert list(fallback(case, org, now)) == rules.last_resort()
    for posts in (tuple(org.posts), case.reach):
        assert [one.user for one in group_inboxes(case, posts, org, now)] == list(rules.groups(posts))


def try_out(seed: int) -> int:
    """Compare the cases of one random organisation; give how many."""
    dice = random.Random(seed)
    org = some_organisation(dice)
    for _ in range(CASES_EACH):
        case = some_case(dice, org)
        try:
            compare(case, org, Rules(case, org, dice.choice(DAYS)))
        except AssertionError as error:
            raise AssertionError(f"organisation {seed}, {case!r}") from error
    return CASES_EACH


@pytest.mark.parametrize("part", range(8))
def test_who_gets_a_case_is_what_the_rules_say(part: int) -> None:
    assert sum(try_out(seed) for seed in range(part * 25, part * 25 + 25)) == 500


@pytest.mark.proof
def test_a_million_cases_in_fifty_thousand_organisations_go_to_whom_the_rules_say(
    capfd: pytest.CaptureFixture[str],
) -> None:
    done = 0
    with ProcessPoolExecutor() as workers:
        for tried in workers.map(try_out, range(ORGANISATIONS), chunksize=250):
            done += tried
            if done % 50_000 == 0:
                with capfd.disabled():
                    print(f"{done} cases compared", flush=True)
    assert done == 1_000_000
