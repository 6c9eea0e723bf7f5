"""When an answer is flagged: no day, no proof, a boilerplate, or nearly what the unit wrote before."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogues import LANGUAGES, load
from handlers.casework.cases import About, Flag
from handlers.casework.categories import RULES, Category
from handlers.casework.closing import ALIKE, TEMPLATES, alike, flags, wants_finding
from handlers.folding import fold, words

WORDS = "Hồ sơ đã ký sáng nay, mời anh chị đến quầy 3 nhận kết quả trước 17:00 thứ Sáu"
DAY = date(2026, 11, 24)
BOILERPLATE = [str(texts[f"template.{n}"]) for texts in load().values() for n in TEMPLATES]


def weigh(answer: str = WORDS, day: date | None = DAY, proven: bool = True, before: tuple[str, ...] = ()) -> list[Flag]:
    """Give the flags of an answer, as they fall out against the shipped boilerplate."""
    return list(flags(answer, done_on=day, proven=proven, templates=BOILERPLATE, before=before))


def test_an_answer_of_its_own_with_day_and_proof_is_in_order() -> None:
    assert weigh(before=("Đường đã vá xong chiều qua, mời anh chị xem lại.",)) == []


def test_every_lack_is_named_by_itself_and_all_together() -> None:
    assert weigh(day=None) == ["no_day"]
    assert weigh(proven=False) == ["no_proof"]
    assert weigh(before=(WORDS,)) == ["repeated"]
    assert weigh(BOILERPLATE[0], None, False, (BOILERPLATE[0],)) == list(get_args(Flag))


@pytest.mark.parametrize("boilerplate", BOILERPLATE)
def test_each_shipped_boilerplate_is_caught_however_it_is_dressed(boilerplate: str) -> None:
    for dressed in (boilerplate, fold(boilerplate), boilerplate.upper(), f"  {boilerplate} ...", f"{boilerplate} ạ"):
        assert weigh(dressed) == ["template"]


def test_boilerplate_with_the_matter_itself_said_is_no_boilerplate() -> None:
    assert weigh(f"{BOILERPLATE[0]} {WORDS}") == []


def test_there_is_boilerplate_in_every_language() -> None:
    assert len(BOILERPLATE) == len(set(BOILERPLATE)) == len(LANGUAGES) * len(TEMPLATES)


def test_another_number_or_name_in_the_same_sentence_is_still_the_same_answer() -> None:
    assert weigh(before=(WORDS.replace("quầy 3", "quầy 5").replace("Sáu", "Hai"),)) == ["repeated"]


def likeness(one: str, other: str) -> float:
    """Give the share of letters that two texts have in common, in order, the plodding way."""
    rows = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            rows[i + 1][j + 1] = rows[i][j] + 1 if a == b else max(rows[i][j + 1], rows[i + 1][j])
    return 100 * 2 * rows[-1][-1] / (len(one) + len(other)) if one or other else 100


@given(st.text("abc ", max_size=12), st.text("abc ", max_size=12))
def test_likeness_is_what_counting_letters_gives(one: str, other: str) -> None:
    assert alike(one, other) == (round(likeness(words(one), words(other)), 9) >= ALIKE)


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("about", [None, *get_args(About)])
def test_a_finding_is_asked_for_where_the_case_is_about_people(category: Category, about: About | None) -> None:
    assert wants_finding(category, about) == (RULES[category].behaviour or about is not None)
    assert wants_finding(category, None) == (category in (Category.ATTITUDE, Category.INFORMAL_PAYMENT))
