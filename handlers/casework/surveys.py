"""Surveys and consultations as data: questions, who is asked which, and what comes next on somebody's paper."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Literal

from pydantic import AwareDatetime

from handlers.value import Value

Group = Literal["official", "citizen", "organisation", "business"]
"""Who answers (cán bộ, người dân, tổ chức, doanh nghiệp): each with a questionnaire and results of its own."""
Asking = Literal["single", "multi", "score", "yes_no", "text"]
SCORES: Final = ("1", "2", "3", "4", "5")
"""The five levels of the state's satisfaction surveys, from "rất không hài lòng" to "rất hài lòng"."""
YES_NO: Final = ("yes", "no")
LONGEST_ANSWER: Final = 1_000
"""Characters of an answer in words."""
OPINION_DAYS: Final = 20
"""So long at least may people give their opinion (Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Art. 28(2))."""


class Wording(Value):
    """A text of a form, in both languages."""

    vi: str
    en: str

    def spoken(self, language: str) -> str:
        """Give the text in a language."""
        return self.vi if language == "vi" else self.en


class Option(Value):
    """One of the answers to choose among."""

    id: str
    label: Wording


class Condition(Value):
    """A question is asked only if an earlier one was answered with one of these."""

    question: str
    answers: tuple[str, ...]


class Question(Value):
    """One question; without `groups` it is for all. `lane`: a yes leads to the protected lane and is no score."""

    id: str
    kind: Asking
    text: Wording
    groups: tuple[Group, ...] = ()
    options: tuple[Option, ...] = ()
    only_if: Condition | None = None
    lane: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be chosen; () where words are asked for."""
        match self.kind:
            case "score":
                return SCORES
            case "yes_no":
                return YES_NO
            case _:
                return tuple(option.id for option in self.options)


class Survey(Value):
    """A form (phiếu khảo sát); a consultation (lấy ý kiến) is never a vote. `units` are codes, () for all."""

    name: str
    type: Literal["survey", "consultation"] = "survey"
    title: Wording
    about: Wording
    basis: str = ""
    groups: tuple[Group, ...]
    units: tuple[str, ...] = ()
    minimum: int = 10
    days: int = 30
    questions: tuple[Question, ...]


class Opened(Value):
    """A survey that was opened under an id, for some units, from one moment to another."""

    id: str
    survey: Survey
    units: tuple[str, ...]
    opens: AwareDatetime
    closes: AwareDatetime
    closed_at: AwareDatetime | None = None

    def at(self, now: AwareDatetime) -> bool:
        """Whether it can be answered at a moment."""
        return self.opens <= now < min(self.closes, self.closed_at or self.closes)


class Answer(Value):
    """What was answered to a question; () if it was skipped."""

    question: str
    values: tuple[str, ...] = ()


class Paper(Value):
    """A survey while somebody answers it. `invitation` is the hash of a one-time link, "" for who came by oneself.

    `ticked` are the choices of an open question with several; `candidates` the units that a typed name may mean.
    """

    id: str
    title: Wording
    about: Wording
    consultation: bool
    closes: AwareDatetime
    groups: tuple[Group, ...]
    units: tuple[str, ...]
    questions: tuple[Question, ...]
    invitation: str = ""
    begun: bool = False
    group: Group | None = None
    unit: str = ""
    answers: tuple[Answer, ...] = ()
    ticked: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    since: AwareDatetime | None = None


def paper_of(opened: Opened, *, unit: str = "", invitation: str = "") -> Paper:
    """Give an unanswered paper; what there is only one of need not be asked."""
    survey = opened.survey
    return Paper(
        id=opened.id,
        title=survey.title,
        about=survey.about,
        consultation=survey.type == "consultation",
        closes=min(opened.closes, opened.closed_at or opened.closes),
        groups=survey.groups,
        units=opened.units,
        questions=survey.questions,
        invitation=invitation,
        group=survey.groups[0] if len(survey.groups) == 1 else None,
        unit=unit or (opened.units[0] if len(opened.units) == 1 else ""),
    )


def asked_of(questions: Iterable[Question], group: Group | None, answers: Sequence[Answer]) -> tuple[Question, ...]:
    """Give the questions for a group after these answers, in order."""
    said = {one.question: one.values for one in answers}
    return tuple(
        one
        for one in questions
        if (not one.groups or group in one.groups)
        and (one.only_if is None or set(one.only_if.answers) & set(said.get(one.only_if.question, ())))
    )


def following(paper: Paper) -> Question | None:
    """Give the question that is open on a paper, None when all are answered or skipped."""
    done = {one.question for one in paper.answers}
    return next((one for one in asked_of(paper.questions, paper.group, paper.answers) if one.id not in done), None)


def progress(paper: Paper) -> tuple[int, int]:
    """Give the number of the open question, from 1, and how many there are by now."""
    asked = asked_of(paper.questions, paper.group, paper.answers)
    done = {one.question for one in paper.answers}
    return min(sum(one.id in done for one in asked) + 1, len(asked)), len(asked)


def answered(paper: Paper, values: Sequence[str]) -> Paper:
    """Give the paper with the open question answered; the same paper if none is open."""
    question = following(paper)
    if question is None:
        return paper
    made = Answer(question=question.id, values=tuple(values))
    return paper.model_copy(update={"answers": (*paper.answers, made), "ticked": ()})


def undone(paper: Paper) -> Paper:
    """Give the paper with the last answer taken back."""
    return paper.model_copy(update={"answers": paper.answers[:-1], "ticked": ()})


def sound(survey: Survey, group: Group, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Give only those answers that the form asks this group for and that fit; what came of an older form is dropped."""
    kept: list[Answer] = []
    for question in survey.questions:
        found = next((one for one in answers if one.question == question.id and one.values), None)
        if found is None or question not in asked_of(survey.questions, group, kept):
            continue
        if question.kind == "text":
            values = tuple(one[:LONGEST_ANSWER] for one in found.values[:1])
        else:
            values = tuple(one for one in question.choices if one in found.values)
            values = values if question.kind == "multi" else values[:1]
        if values:
            kept.append(Answer(question=question.id, values=values))
    return tuple(kept)


def days_between(first: date, last: date) -> int:
    """Give the days from the first to the last, both included."""
    return (last - first).days + 1
