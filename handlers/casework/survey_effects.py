"""What must be done where a person answers a survey."""

from typing import Literal

from handlers.casework.surveys import Paper
from handlers.value import Value


class FindSurvey(Value):
    """Find the survey of a link (`s-TOKEN`), a code (`q-SURVEY-UNIT`, `q-SURVEY`), an id, or "" for the person's own.

    Answered with `SurveyFound`, `SurveyList` or `SurveyRefused`.
    """

    kind: Literal["find_survey"] = "find_survey"
    wanted: str


class SendAnswers(Value):
    """Keep the answers of a paper without the person. Answered with `SurveyTaken` or `SurveyRefused`."""

    kind: Literal["send_answers"] = "send_answers"
    paper: Paper


class StopAsking(Value):
    """Ask this person for no survey any more, and whoever has the link's phone number."""

    kind: Literal["stop_asking"] = "stop_asking"
    invitation: str = ""


class AskAgain(Value):
    """Let this person be asked again."""

    kind: Literal["ask_again"] = "ask_again"


Surveying = FindSurvey | SendAnswers | StopAsking | AskAgain
