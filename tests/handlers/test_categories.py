"""The table of categories: its numbers, the legal limits that they keep, and who never gets what."""

import re
from typing import get_args

import pytest

from handlers.casework.categories import REPORTABLE, RULES, Category, PostKind, Rule, Severity

# category: severity, who first, forward / first answer / close in working days
TABLE = """
attitude             med       head        1  5 10
informal_payment     high      inspector   1  3 10
delay                med       officer     1  3  7
guidance_paperwork   med       officer     1  5 10
error_loss           high      head        1  3 10
facility             low       officer     1  5 10
digital_service      med       department  1  3 10
disclosure           med       head+mttq   1  5 10
participation        med       head+mttq   2  7 10
land_compensation    high      department  1  5 10
sector_democracy     med       department  2  7 10
regulation_proposal  low       department  5 10 20
field_issue          low       officer     1  5 10
praise               none      head        1  -  -
suggestion           none      officer     1 10  -
complaint            none      -           1  -  -
denunciation         critical  -           0  -  -
emergency            critical  -           0  -  -
"""

NO_CASE = {Category.COMPLAINT, Category.DENUNCIATION, Category.EMERGENCY}
ALL = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.category.value)


def row(rule: Rule) -> list[str]:
    days = (rule.forward_days, rule.answer_days, rule.close_days)
    return [
        *(rule.category, rule.severity, "+".join(rule.first) or "-"),
        *("-" if number is None else str(number) for number in days),
    ]


def test_the_table_is_the_one_that_was_agreed() -> None:
    assert sorted(map(row, RULES.values())) == sorted(line.split() for line in TABLE.split("\n") if line)


def test_every_category_has_its_own_rule() -> None:
    assert {category: rule.category for category, rule in RULES.items()} == {each: each for each in Category}


def test_the_table_cannot_be_changed_while_the_program_runs() -> None:
    with pytest.raises(TypeError):
        RULES[Category.DELAY] = RULES[Category.PRAISE]  # type: ignore[index]


@ALL
def test_the_days_keep_within_the_law(rule: Rule) -> None:
    """Forward within 5 working days (NĐ 20/2008, Art. 9), answer within 10 (Luật 42/2013, Art. 28)."""
    assert 0 <= rule.forward_days <= 5
    if rule.answer_days is not None:
        assert rule.forward_days < rule.answer_days <= 10
        assert "Luật 42/2013/QH13 Đ.28" in rule.basis
    if rule.close_days is not None:
        assert rule.answer_days is not None
        assert rule.answer_days < rule.close_days


@ALL
def test_a_basis_names_law_and_article_or_says_that_it_is_a_proposal(rule: Rule) -> None:
    assert re.search(r"(Luật|NĐ) \d+/20\d\d.* (Đ\.\d|chương [IV])", rule.basis) or rule.basis == "đề xuất"


def test_what_this_service_may_only_explain_opens_no_case_and_starts_no_clock() -> None:
    assert {category for category, rule in RULES.items() if not rule.files_case} == NO_CASE
    assert all(not RULES[category].first and RULES[category].answer_days is None for category in NO_CASE)
    assert set(REPORTABLE) == set(Category) - NO_CASE


@ALL
def test_whatever_opens_a_case_has_somebody_to_go_to(rule: Rule) -> None:
    assert bool(rule.first) == rule.files_case
    assert set(rule.first) <= set(get_args(PostKind))


def test_a_demand_for_money_never_starts_in_the_unit_that_it_is_about() -> None:
    assert not {"officer", "head"} & set(RULES[Category.INFORMAL_PAYMENT].first)


def test_what_people_did_is_asked_about_and_never_starts_with_the_officer() -> None:
    about_people = {category for category, rule in RULES.items() if rule.behaviour}

    assert about_people == {Category.ATTITUDE, Category.INFORMAL_PAYMENT}
    assert all("officer" not in RULES[category].first for category in about_people)


def test_the_front_sees_disclosure_and_participation_but_does_not_hold_them() -> None:
    seen = {category for category, rule in RULES.items() if "mttq" in rule.first}

    assert seen == {Category.DISCLOSURE, Category.PARTICIPATION}
    assert all(RULES[category].first[0] == "head" for category in seen)


def test_praise_runs_no_clock() -> None:
    assert RULES[Category.PRAISE].answer_days is None
    assert RULES[Category.PRAISE].severity is Severity.NONE


def test_a_photo_is_asked_for_where_there_is_something_to_see() -> None:
    wanted = {category for category, rule in RULES.items() if rule.wants_photo}

    assert wanted == {Category.FACILITY, Category.FIELD_ISSUE, Category.DISCLOSURE}


def test_the_counter_is_asked_for_only_where_there_was_one() -> None:
    assert {category for category, rule in RULES.items() if rule.at_counter} == {
        Category.ATTITUDE,
        Category.INFORMAL_PAYMENT,
        Category.DELAY,
        Category.GUIDANCE_PAPERWORK,
        Category.ERROR_LOSS,
    }


def test_the_menu_begins_at_the_counter_and_ends_with_praise_and_suggestions() -> None:
    at_counter = [category for category in REPORTABLE if RULES[category].at_counter]

    assert list(REPORTABLE[: len(at_counter)]) == at_counter
    assert REPORTABLE[-2:] == (Category.PRAISE, Category.SUGGESTION)
    assert len(set(REPORTABLE)) == len(REPORTABLE)


@ALL
def test_sub_categories_are_plain_codes_and_do_not_repeat(rule: Rule) -> None:
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", sub) for sub in rule.subs)
    assert len(set(rule.subs)) == len(rule.subs)
    assert bool(rule.subs) == (rule.category is not Category.COMPLAINT)
