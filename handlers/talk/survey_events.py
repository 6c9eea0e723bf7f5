"""What the store answers where a person takes part in a survey."""

from typing import Literal

from handlers.casework.surveys import Paper, Wording
from handlers.value import Value

SurveyRefusal = Literal["unknown", "already", "ended", "not_yet", "own_unit", "not_there"]


class SurveyFound(Value):
    """The store's answer to `FindSurvey`: the paper to fill in."""

    kind: Literal["survey_found"] = "survey_found"
    paper: Paper


class SurveyList(Value):
    """The surveys that are open to anybody now, by id."""

    kind: Literal["survey_list"] = "survey_list"
    surveys: tuple[tuple[str, Wording], ...]


class SurveyRefused(Value):
    """A survey is not open to this person, and why."""

    kind: Literal["survey_refused"] = "survey_refused"
    why: SurveyRefusal


class SurveyTaken(Value):
    """The answers are kept."""

    kind: Literal["survey_taken"] = "survey_taken"
    paper: Paper


SurveyAnswer = SurveyFound | SurveyList | SurveyRefused | SurveyTaken
