"""Arbitrary answers of the store about surveys, from the shipped forms."""

from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import get_args

from bot import packaged, surveys
from handlers.casework.surveys import Opened, paper_of
from handlers.casework.worktime import ZONE
from handlers.talk.survey_events import (
    SurveyAnswer,
    SurveyFound,
    SurveyList,
    SurveyRefusal,
    SurveyRefused,
    SurveyTaken,
)

FIRST = datetime(2026, 11, 1, tzinfo=ZONE)


@cache
def opened(name: str, units: tuple[str, ...] = ()) -> Opened:
    """Give a shipped form, opened for November 2026."""
    form, _ = surveys.form(name, packaged.units(), date(2026, 11, 1))
    if name == "pks03":
        form = form.model_copy(update={"type": "consultation"})
    return Opened(id=name, survey=form, units=units, opens=FIRST, closes=FIRST + timedelta(days=30))


def some_survey_answer(dice: Random, kind: str) -> SurveyAnswer:
    """Give what the store may answer to `find_survey` or to `send_answers`."""
    one = opened(dice.choice(surveys.shipped()), dice.choice(((), ("07339",), ("07339", "07351"))))
    paper = paper_of(one, unit=dice.choice(("", "07339")), invitation=dice.choice(("", "hash")))
    if dice.random() < 0.1:
        paper = paper.model_copy(update={"closes": FIRST})
    match dice.randrange(6):
        case 0:
            return SurveyRefused(why=dice.choice(get_args(SurveyRefusal)))
        case 1 if kind == "find_survey":
            found = ((name, opened(name).survey.title) for name in dice.sample(surveys.shipped(), dice.randrange(7)))
            return SurveyList(surveys=tuple(found))
        case _ if kind == "find_survey":
            return SurveyFound(paper=paper)
        case _:
            return SurveyTaken(paper=paper)
