"""What is pushed about a survey: the invitation to somebody who was served, and one reminder."""

from datetime import timedelta

from handlers.casework.surveys import Opened
from handlers.talk.ask import say, verb
from handlers.talk.says import Button, Day, Say

_LATEST = timedelta(seconds=1)


def invitation(opened: Opened, unit: str, language: str) -> Say:
    """Ask somebody who was served at a unit to answer, until when, and how not to be asked again."""
    told = say("survey.invitation", *_ways(opened), unit=unit, day=Day(day=(opened.closes - _LATEST).date()))
    return told.model_copy(update={"lines": _lines(opened, language)})


def reminder(opened: Opened, language: str) -> Say:
    """Remind, once, of a survey that was not answered."""
    told = say("survey.reminder", *_ways(opened), day=Day(day=(opened.closes - _LATEST).date()))
    return told.model_copy(update={"lines": _lines(opened, language)})


def _ways(opened: Opened) -> tuple[Button, ...]:
    return (verb("survey.take", opened.id), verb("survey.stop"))


def _lines(opened: Opened, language: str) -> tuple[Say, ...]:
    title = say("survey.title", text=opened.survey.title.spoken(language))
    return (title, say("survey.not_a_vote")) if opened.survey.type == "consultation" else (title,)
