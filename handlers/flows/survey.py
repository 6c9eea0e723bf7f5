"""Answering a survey or consultation: one question a message, each may be skipped, left and taken up again."""

from collections.abc import Callable, Mapping
from typing import Final

from handlers.casework.categories import Category
from handlers.casework.survey_effects import AskAgain, FindSurvey, SendAnswers, StopAsking
from handlers.casework.surveys import (
    LONGEST_ANSWER,
    SCORES,
    YES_NO,
    Group,
    Paper,
    Question,
    answered,
    following,
    undone,
)
from handlers.flows import report, survey_asks
from handlers.flows.states import AnyState, Draft, Surveying, Turn, idle, kept
from handlers.flows.survey_asks import ask, begin_buttons, owns
from handlers.flows.unit_step import MOST_CANDIDATES, settled
from handlers.talk.ask import retry, say, verb
from handlers.talk.choices import meaning
from handlers.talk.events import Event, Tap, Text
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Say
from handlers.talk.survey_events import SurveyFound, SurveyList, SurveyRefused, SurveyTaken

MOST_LISTED: Final = 8


def find(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Ask the store for the survey of a link, a counter's code or an id; what is open of it goes on."""
    wanted = event.body.value.strip() if isinstance(event.body, Tap) else ""
    aside = kept(state)["paper"]
    if aside is not None and wanted in ("", aside.id):
        return resume(state, event, facts) or Turn(state, (say("survey.none"),))
    return Turn(state, (), (FindSurvey(wanted=wanted[:200]),))


def resume(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take up the survey that was put aside, at the question where it stopped."""
    if isinstance(state, Surveying):
        return Turn(state, (question(state, facts),))
    paper = kept(state)["paper"]
    if paper is None:
        return Turn(state, (say("survey.nothing_aside", verb("survey.take")),)) if state.kind == "idle" else None
    if event.at >= paper.closes:
        return _over(state, "ended")
    at = Surveying(**kept(state) | {"paper": None}, survey=paper)
    return Turn(at, (question(at, facts),))


def stop(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Ask for no survey any more; what is open of one is dropped."""
    invitation = state.survey.invitation if isinstance(state, Surveying) else ""
    told = say("survey.stopped", verb("survey.again"))
    return Turn(_calm(state), (told,), (StopAsking(invitation=invitation),))


def again(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Let oneself be asked again."""
    return Turn(state, (say("survey.asked_again"),), (AskAgain(),))


def lane(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Begin a report of money that was asked for, in the lane where the unit's own staff does not read it."""
    unit = event.body.value if isinstance(event.body, Tap) else ""
    known = facts.directory.get(unit)
    draft = Draft(category=Category.INFORMAL_PAYMENT, unit=known.code if known else None)
    return report.open_form(idle(state), event, facts, settled(draft, facts))


def answered_by_store(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Begin the paper that was found, choose among surveys, or say what became of it."""
    match event.body:
        case SurveyFound(paper=paper):
            at = Surveying(**kept(state) | {"paper": None}, survey=_with_earlier(paper, kept(state)["paper"]))
            return Turn(at, (question(at, facts),))
        case SurveyList(surveys=()):
            return Turn(state, (say("survey.none", *state.offered),))
        case SurveyList(surveys=found):
            rows = (_listed(id_, title.spoken(facts.language)) for id_, title in found[:MOST_LISTED])
            return Turn(state, (say("survey.which", *rows, verb("menu.cancel"), want="choice"),))
        case SurveyTaken(paper=paper):
            return Turn(_calm(state), (survey_asks.thanks(paper),))
        case SurveyRefused(why=why):
            return _over(state, why)
        case _:
            return _over(state, "unknown")


def _with_earlier(paper: Paper, aside: Paper | None) -> Paper:
    """Give the paper, with what was answered on it before it was put aside."""
    if (
        aside is None
        or (aside.id, aside.questions) != (paper.id, paper.questions)
        or aside.unit not in ("", paper.unit)
    ):
        return paper
    return aside.model_copy(update={"invitation": paper.invitation, "unit": paper.unit})


def _listed(id_: str, title: str) -> Button:
    return Button(step="survey.take", value=id_, key="survey.option", args={"text": title})


def _over(state: AnyState, why: str) -> Turn:
    calm = _calm(state) if isinstance(state, Surveying) or why in ("ended", "already") else state
    return Turn(calm, (say(f"survey.refused.{why}"),))


def _calm(state: AnyState) -> AnyState:
    """Give the quiet place after a survey, with nothing left of it."""
    return idle(state).model_copy(update={"paper": None})


def question(state: AnyState, facts: Facts) -> Say:
    """Give what is asked next: whether to begin, as whom one answers, of which unit, then question by question."""
    assert isinstance(state, Surveying)
    return ask(state.survey, facts)


def back(state: Surveying, facts: Facts) -> Turn:
    """Take the last answer back and ask again; at the first question say that there is none before."""
    paper = state.survey
    if not paper.answers:
        return Turn(state, (retry(say("survey.first"), question(state, facts)),))
    return _on(state, undone(paper), facts)


def skip(state: Surveying, facts: Facts) -> Turn | None:
    """Leave the open question out; None where there is none yet."""
    paper = state.survey
    begun = paper.begun and paper.group is not None and paper.unit
    return _on(state, answered(paper, paper.ticked), facts) if begun else None


def take(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take an answer to what is asked, and ask what comes next."""
    if not isinstance(state, Surveying):
        return None
    paper, body = state.survey, event.body
    if event.at >= paper.closes and _meant(body):
        return _over(state, "ended")
    if not paper.begun:
        return _begin(state, event, facts)
    if paper.group is None:
        chosen = next((one for one in paper.groups if _is(body, f"survey.group.{paper.id}", one)), None)
        return _as(state, chosen, facts) if chosen else None
    if not paper.unit:
        return _unit(state, event, facts)
    open_ = following(paper)
    return _answer(state, open_, event, facts) if open_ else _send(state)


def _meant(body: object) -> bool:
    return isinstance(body, Text) or (isinstance(body, Tap) and body.step.startswith(("survey.", "answer.")))


def _begin(state: Surveying, event: Event, facts: Facts) -> Turn | None:
    paper = state.survey
    step = begin_buttons(paper)[0].step
    if _is(event.body, step, "yes"):
        begun = paper.model_copy(update={"begun": True, "since": event.at})
        return _as(state, begun.group, facts, begun) if begun.group else _on(state, begun, facts)
    if _is(event.body, step, "later"):
        aside = idle(state).model_copy(update={"paper": paper})
        return Turn(aside, (say("survey.later", verb("survey.resume")),))
    if _is(event.body, step, "stop"):
        return stop(state, event, facts)
    return None


def _as(state: Surveying, group: Group, facts: Facts, paper: Paper | None = None) -> Turn:
    """Go on as one of a group; officials answer as citizens for other units than their own only."""
    chosen = (paper or state.survey).model_copy(update={"group": group})
    if chosen.unit and owns(chosen, facts):
        return _over(state, "own_unit")
    return _on(state, chosen, facts)


def _unit(state: Surveying, event: Event, facts: Facts) -> Turn | None:
    paper, body = state.survey, event.body
    if isinstance(body, Tap) and body.step == f"survey.unit.{paper.id}":
        found = tuple(filter(None, [facts.directory.get(body.value)]))
    elif isinstance(body, Text):
        found = facts.directory.find(body.text, limit=MOST_CANDIDATES)
    else:
        return None
    there = tuple(unit.code for unit in found if not paper.units or unit.code in paper.units)
    if not there:
        key = "survey.unit_elsewhere" if found else "survey.unit_unknown"
        return Turn(state, (retry(say(key), question(state, facts)),))
    if len(there) > 1:
        return _on(state, paper.model_copy(update={"candidates": there}), facts)
    chosen = paper.model_copy(update={"unit": there[0], "candidates": ()})
    if owns(chosen, facts):
        return _over(state, "own_unit")
    return _on(state, chosen, facts)


def _answer(state: Surveying, open_: Question, event: Event, facts: Facts) -> Turn | None:
    paper, step = state.survey, survey_asks.step_of(state.survey, open_)
    match event.body:
        case Tap(step=tapped, value="skip") if tapped == step:
            return skip(state, facts)
        case Tap(step=tapped, value="done") if tapped == step and open_.kind == "multi":
            return _on(state, answered(paper, paper.ticked), facts)
        case Tap(step=tapped, value=value) if tapped == step and value in open_.choices:
            if open_.kind != "multi":
                return _on(state, answered(paper, (value,)), facts)
            ticked = tuple(one for one in open_.choices if (one in paper.ticked) != (one == value))
            return _on(state, paper.model_copy(update={"ticked": ticked}), facts)
        case Text(text=text):
            return _typed(state, open_, text.strip(), facts)
        case _:
            return None


def _typed(state: Surveying, open_: Question, text: str, facts: Facts) -> Turn | None:
    paper, meant = state.survey, meaning(text, facts.known)
    match open_.kind:
        case "text" if text:
            if len(text) > LONGEST_ANSWER:
                why = say("survey.too_long", limit=LONGEST_ANSWER, length=len(text))
                return Turn(state, (retry(why, question(state, facts)),))
            return _on(state, answered(paper, (text,)), facts)
        case "multi" if many := _several(text, open_):
            return _on(state, answered(paper, many), facts)
        case "multi" if meant == "typed.done":
            return _on(state, answered(paper, paper.ticked), facts)
        case "score" if meant.startswith("typed.score.") and meant[-1] in SCORES:
            return _on(state, answered(paper, (meant[-1],)), facts)
        case "yes_no" if meant in ("typed.yes", "typed.no"):
            return _on(state, answered(paper, (YES_NO[meant == "typed.no"],)), facts)
        case _:
            return Turn(state, (retry(say("survey.choose"), question(state, facts)),))


def _several(text: str, open_: Question) -> tuple[str, ...]:
    """Give the choices that "1, 3" or "1 3" names; () unless all of it does."""
    parts = text.replace(",", " ").replace(";", " ").split()
    numbers = [int(one) for one in parts if one.isascii() and one.isdecimal() and len(one) < 3]
    if len(parts) < 2 or len(numbers) < len(parts) or not all(1 <= one <= len(open_.choices) for one in numbers):
        return ()
    return tuple(one for at, one in enumerate(open_.choices, 1) if at in numbers)


def _on(state: Surveying, paper: Paper, facts: Facts) -> Turn:
    """Go on with the paper as it stands now; when nothing is left to ask, its answers are sent."""
    at = state.model_copy(update={"survey": paper})
    if paper.group is not None and paper.unit and following(paper) is None:
        return _send(at)
    return Turn(at, (question(at, facts),))


def _send(state: Surveying) -> Turn:
    return Turn(state, (), (SendAnswers(paper=state.survey),))


def _is(body: object, step: str, value: str) -> bool:
    return isinstance(body, Tap) and (body.step, body.value) == (step, value)


VERBS: Mapping[str, Callable[[AnyState, Event, Facts], Turn | None]] = {
    "survey.take": find,
    "survey.resume": resume,
    "survey.stop": stop,
    "survey.again": again,
    "survey.lane": lane,
}
