"""Forms of surveys: those that are shipped are whole; whatever is wrong in a file is told with its line and remedy."""

from dataclasses import replace
from datetime import date

import pytest

from bot import catalogues, packaged, surveys
from handlers.casework.directory import Directory
from handlers.casework.surveys import Survey
from handlers.casework.surveys_file import LONGEST_LABEL, TAKEN_WORDS, read_survey
from handlers.casework.tables import Broken
from handlers.folding import words

DAY = date(2026, 11, 26)
HEAD = """name = "dodac"
title = { vi = "Đo đạc", en = "Surveying" }
about = { vi = "Về đo đạc.", en = "About surveying." }
groups = ["citizen", "business"]
"""
ASKED = """
[[questions]]
id = "wait"
kind = "single"
text = { vi = "Chờ lâu không?", en = "Was it long?" }
options = [{ id = "yes", vi = "Lâu", en = "Long" }, { id = "no", vi = "Nhanh", en = "Short" }]
"""
AGAIN = """
[[questions]]
id = "why"
kind = "text"
text = { vi = "Vì sao?", en = "Why?" }
only_if = { question = "wait", is = ["yes"] }
"""


def read(text: str, directory: Directory | None = None) -> Survey:
    return read_survey(text, directory or packaged.units(), DAY)[0]


@pytest.mark.parametrize("name", surveys.shipped())
def test_a_shipped_form_is_whole_in_both_languages_and_has_a_basis(name: str) -> None:
    form, looks = surveys.form(name, packaged.units(), DAY)

    assert (form.name, looks, form.basis != "", form.minimum) == (name, (), True, 10)
    texts = [form.title, form.about, *(one.text for one in form.questions)]
    texts += [option.label for one in form.questions for option in one.options]
    assert all(one.vi and one.en and one.vi != one.en for one in texts)
    assert any(one.kind == "score" for one in form.questions)


def test_seven_forms_are_shipped_and_each_group_has_questions_of_its_own() -> None:
    assert surveys.shipped() == tuple(f"pks0{n}" for n in range(1, 8))
    form, _ = surveys.form("pks07", packaged.units(), DAY)
    asked = {group: {q.id for q in form.questions if not q.groups or group in q.groups} for group in form.groups}
    assert len(form.groups) == 4
    assert len({frozenset(ids) for ids in asked.values()}) == 4


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('name = "dodac"', 'name = "Đo đạc"', 1, "name is missing or does not fit"),
        ('title = { vi = "Đo đạc", en', "title = { en", 2, "title says nothing in vi"),
        ("groups =", 'colour = "red"\ngroups =', 4, "there is no setting colour"),
        ('"business"]', '"tourist"]', 4, "'tourist' is no one of the groups"),
        ("groups =", "minimum = 4\ngroups =", 4, "minimum is 4"),
        ("groups =", "days = true\ngroups =", 4, "days is True"),
        ("groups =", 'units = ["99999"]\ngroups =', 4, "there is no unit 99999"),
        ("groups =", 'type = "vote"\ngroups =', 4, "'vote' is no type"),
        ('kind = "single"', 'kind = "stars"', 8, "'stars' is no kind of question"),
        ('en = "Was it long?"', 'en = ""', 9, "text says nothing in en"),
        ('vi = "Nhanh", en = "Short"', 'vi = "LÂU", en = "Brief"', 10, "two options are alike"),
        ('vi = "Nhanh"', 'vi = "Bỏ qua"', 10, "“Bỏ qua” cannot be typed as an answer"),
        ('vi = "Nhanh"', 'vi = "2"', 10, "“2” cannot be typed as an answer"),
        ('vi = "Nhanh"', f'vi = "{"n" * 91}"', 10, "is too long for a button"),
        ('id = "why"', 'id = "wait"', 13, "the id wait stands twice"),
        ('question = "wait"', 'question = "weight"', 16, "only_if names no such question: weight"),
        ('is = ["yes"]', 'is = ["maybe"]', 16, "wait has no answer maybe"),
        ('kind = "text"', 'kind = "text"\nlane = true', 15, "only a yes_no question leads to the protected lane"),
        ('kind = "text"', 'kind = "text"\ngroups = ["official"]', 15, "'official' is no one of the groups"),
        ("about =", "about", 3, "this is not TOML"),
    ],
)
def test_what_is_wrong_in_a_form_is_told_with_its_line_and_remedy(old: str, new: str, line: int, what: str) -> None:
    text = HEAD + ASKED + AGAIN
    assert read(text).name == "dodac"
    assert text.count(old) == 1

    with pytest.raises(Broken) as refused:
        read(text.replace(old, new))

    assert [(one.line, what in one.what) for one in refused.value.troubles] == [(line, True)]
    assert refused.value.troubles[0].remedy


def test_a_group_without_any_question_is_told() -> None:
    with pytest.raises(Broken, match="no question is for business"):
        read(HEAD + ASKED.replace('kind = "single"', 'kind = "single"\ngroups = ["citizen"]'))


def test_a_unit_that_has_ceased_is_told_with_its_successor() -> None:
    gone = packaged.units().get("07333")
    assert gone is not None
    changed = gone.model_copy(update={"valid_to": date(2026, 10, 31), "successors": ("07339",)})
    units = tuple(changed if one.code == "07333" else one for one in packaged.units().units)
    directory = replace(packaged.units(), units=units)

    with pytest.raises(Broken) as refused:
        read(HEAD + 'units = ["7333", "07351"]\n' + ASKED, directory)

    assert [(one.line, one.what, one.remedy) for one in refused.value.troubles] == [
        (5, "07333 (Xã Quang Trung) ceased on 31/10/2026", "write 07339 (Xã Tân Yên), which took it over")
    ]


def test_too_short_an_opinion_period_is_worth_a_look_but_no_reason_to_refuse() -> None:
    form, looks = read_survey(HEAD + 'type = "consultation"\ndays = 10\n' + ASKED, packaged.units(), DAY)

    assert (form.type, form.days) == ("consultation", 10)
    assert [(one.line, one.what, one.warning) for one in looks] == [(6, "an opinion period of 10 days", True)]


def test_no_option_can_be_spelt_like_what_the_talk_understands_itself() -> None:
    texts = [catalogues.load()[language] for language in catalogues.LANGUAGES]

    assert {words(str(text[key])) for text in texts for key in ("survey.skip", "survey.done")} <= TAKEN_WORDS
    assert LONGEST_LABEL + len("✓ ".encode()) <= 100
