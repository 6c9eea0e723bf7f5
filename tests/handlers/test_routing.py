"""Who gets a case and who never may: random organisations against a second implementation of the rules."""

import random
from datetime import timedelta

import pytest

from handlers.casework.cases import Case
from handlers.casework.organisation import Holder, Organisation
from handlers.casework.routing import (
    CaseEvent,
    eligible,
    excluded,
    levels,
    next_level,
    one_higher,
    place,
    recipients,
)
from tests.handlers.oracles import DAYS, UNITS, Rules, filed, some_case, some_organisation

CASES_EACH = 25


def compare(case: Case, org: Organisation, rules: Rules) -> None:
    """Assert that the code and the rules say the same of a case, and that both keep what must never be broken."""
    now, placed = rules.now, place(case, org, rules.now)
    for event in CaseEvent:
        found = [(one.post, one.person) for one in recipients(case, event, org, now)]
        assert len(found) == len(set(found))
        assert set(found) == rules.readers(of_digest=event is CaseEvent.DIGEST)
        assert not {person for _, person in found} & rules.forbidden_persons
        assert not {post for post, _ in found} & rules.forbidden_posts
    assert excluded(case, org, now) == rules.forbidden_persons
    assert [list(level) for level in levels(case, org, now)] == rules.ladder
    assert list(placed.reach) == rules.first_rung()
    assert placed.holder == (placed.reach[0] if placed.reach else None)
    assert (placed.holder is None) == (not any(rules.seats(post) for rung in rules.ladder for post in rung))
    assert list(next_level(case, org, now)) == rules.rung_above(even_if_reached=False)
    assert list(one_higher(case, org, now)) == rules.rung_above(even_if_reached=True)
    for post in org.posts:
        assert {(one.post, one.person) for one in eligible(case, post, org, now)} == rules.seats(post)


def try_out(seed: int) -> int:
    """Compare the cases of one random organisation; give how many."""
    dice = random.Random(seed)
    org = some_organisation(dice)
    for _ in range(CASES_EACH):
        case = some_case(dice, org)
        compare(case, org, Rules(case, org, dice.choice(DAYS)))
    return CASES_EACH


@pytest.mark.parametrize("part", range(8))
def test_who_gets_a_case_is_what_the_rules_say(part: int) -> None:
    assert sum(try_out(seed) for seed in range(part * 20, part * 20 + 20)) == 500


@pytest.mark.proof
@pytest.mark.parametrize("part", range(10))
def test_a_million_cases_go_to_whom_the_rules_say(part: int) -> None:
    assert sum(try_out(seed) for seed in range(part * 4_000, part * 4_000 + 4_000)) == 100_000


def held(*seats: tuple[str, int]) -> Organisation:
    """Give an organisation with these holders, in post since before anything happened."""
    org = some_organisation(random.Random(0))
    holders = tuple(Holder(post=post, person=person, since=DAYS[0] - timedelta(days=99)) for post, person in seats)
    return Organisation(directory=org.directory, posts=org.posts, holders=holders)


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


def test_who_was_meant_stays_shut_out_after_moving_up() -> None:
    """A head whom a case is about becomes the inspector: the case stays hidden from that person."""
    head = Holder(post="head-00001", person=7, since=DAYS[0], until=DAYS[4])
    moved = Holder(post="inspector", person=7, since=DAYS[4])
    org = Organisation(directory=held().directory, posts=held().posts, holders=(head, moved))
    case = filed(category="informal_payment", about="leader", reach=("inspector",), filed_at=DAYS[3])

    assert recipients(case, CaseEvent.NOTICE, org, DAYS[5]) == ()
    assert recipients(case.model_copy(update={"about": None}), CaseEvent.NOTICE, org, DAYS[5]) == (moved,)


def test_who_left_before_it_happened_is_not_meant() -> None:
    head = Holder(post="head-00001", person=7, since=DAYS[0], until=DAYS[4])
    moved = Holder(post="inspector", person=7, since=DAYS[4])
    org = Organisation(directory=held().directory, posts=held().posts, holders=(head, moved))
    case = filed(category="informal_payment", about="leader", reach=("inspector",), filed_at=DAYS[6])

    assert recipients(case, CaseEvent.NOTICE, org, DAYS[7]) == (moved,)
    happened = case.model_copy(update={"happened": DAYS[3].date()})
    assert recipients(happened, CaseEvent.NOTICE, org, DAYS[7]) == ()


def test_a_reopened_case_goes_to_the_next_level_even_if_that_was_told_before() -> None:
    """Overdue, the officer answers at last, and the reporter is not content: the head takes over."""
    org = held(("officer-00001", 1), ("head-00001", 2), ("standing", 3))
    case = filed(holder="officer-00001", reach=("officer-00001", "head-00001", "standing"))

    assert next_level(case, org, DAYS[1]) == ()
    assert one_higher(case, org, DAYS[1]) == ("head-00001",)
    assert one_higher(case.model_copy(update={"holder": "standing"}), org, DAYS[1]) == ()
