"""Whoever looks again and again learns from two looks what nobody who came between them said."""

import itertools
from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.casework.digest_effects import ShowUnit
from handlers.casework.histories import STEP, Rated, in_steps
from tests.fakes.raters import rater
from tests.fakes.town_people import person_id
from tests.house_under_test import MONDAY, Town
from tests.town.test_behind_the_numbers import asked


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["", "", "111222333"]), st.booleans()), max_size=40))
def test_between_two_looks_come_no_votes_of_visits_or_at_least_five(drawn: Sequence[tuple[int, str, bool]]) -> None:
    votes = [
        Rated(MONDAY + timedelta(minutes=at), score, code=code, suspect=suspect)
        for at, (score, code, suspect) in enumerate(drawn)
    ]
    looks = [in_steps(votes[:n]) for n in range(len(votes) + 1)]
    seen = [[one for one in look if not one.code and not one.suspect] for look in looks]

    for before, after in itertools.pairwise(seen):
        assert after[: len(before)] == before
        assert len(after) - len(before) in (0, STEP)
    for n, look in enumerate(looks):
        apart = [one for one in votes[:n] if one.code or one.suspect]
        assert [one for one in look if one.code or one.suspect] == apart


async def test_a_week_that_runs_tells_its_reader_nothing_of_votes_and_one_that_is_over_does(town: Town) -> None:
    head = await town.post("tam", "head-07339")
    for at in range(6):
        await rater(town, f"p{at}", 5)
    shown = []
    for _ in range(2):
        page = await asked(town, await person_id(head), ShowUnit(asked="2026-W47/07339"))
        shown.append([one.key for one in page.lines if one.key.startswith("digest.figure.service")])
        await town.advance(days=8)

    assert shown == [[], ["digest.figure.service"]]
