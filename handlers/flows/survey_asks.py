"""What a survey asks and says: the opening, the questions with their buttons, the thanks."""

from datetime import timedelta

from handlers.casework.surveys import Paper, Question, asked_of, following, progress
from handlers.flows.unit_step import unit_button
from handlers.talk.ask import choice, say, verb
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Day, Say

_LATEST = timedelta(seconds=1)
UNITS_POSTS = ("officer", "head")


def ask(paper: Paper, facts: Facts) -> Say:
    """Give what is to be asked next on a paper; the thanks where nothing is."""
    if not paper.begun:
        return _opening(paper, facts)
    if paper.group is None:
        step = f"survey.group.{paper.id}"
        return say("survey.group", *choice(step, *paper.groups, prefix="survey.group"), want="choice")
    if not paper.unit:
        units = [unit for code in paper.candidates if (unit := facts.directory.get(code))]
        rows = (*(unit_button(unit, f"survey.unit.{paper.id}") for unit in units), verb("menu.cancel"))
        return say("survey.unit_which" if units else "survey.unit", *rows, want="choice" if units else "text")
    question = following(paper)
    return thanks(paper) if question is None else _question(paper, question, facts)


def begin_buttons(paper: Paper) -> tuple[Button, ...]:
    """Give the ways to answer whether to begin."""
    return choice(f"survey.begin.{paper.id}", "yes", "later", "stop", prefix="survey.begin")


def step_of(paper: Paper, question: Question) -> str:
    """Give the step of a question's buttons, which no other question and no other survey shares."""
    return f"answer.{paper.id}.{question.id}"


def owns(paper: Paper, facts: Facts) -> bool:
    """Whether an official would judge the own unit as a citizen."""
    own = {post.id.partition("-")[2] for post in facts.person.posts if post.kind in UNITS_POSTS}
    return paper.group != "official" and paper.unit in own


def _opening(paper: Paper, facts: Facts) -> Say:
    n = len(asked_of(paper.questions, paper.group, ())) if paper.group else len(paper.questions)
    unit = facts.directory.get(paper.unit)
    lines = [say("survey.about", text=paper.about.spoken(facts.language))]
    if paper.consultation:
        lines.append(say("survey.not_a_vote"))
    if unit is not None:
        lines.append(say("survey.of_unit", unit=unit.name))
    lines.append(say("survey.anonymous", n=n, day=Day(day=(paper.closes - _LATEST).date())))
    told = say("survey.title", *begin_buttons(paper), want="choice", text=paper.title.spoken(facts.language))
    return told.model_copy(update={"lines": tuple(lines)})


def _question(paper: Paper, question: Question, facts: Facts) -> Say:
    at, of = progress(paper)
    text, step = question.text.spoken(facts.language), step_of(paper, question)
    told = say("survey.question", at=at, of=of, text=text)
    skip = choice(step, "skip", prefix="survey")
    match question.kind:
        case "text":
            return told.model_copy(update={"buttons": skip, "want": "text"})
        case "score":
            buttons = choice(step, "1", "2", "3", "4", "5", prefix="score")
        case "yes_no":
            buttons = choice(step, "yes", "no", prefix="survey")
        case "single":
            buttons = tuple(_option(step, one.id, one.label.spoken(facts.language)) for one in question.options)
        case "multi":
            marked = ((one, one.id in paper.ticked) for one in question.options)
            buttons = tuple(_option(step, one.id, one.label.spoken(facts.language), on) for one, on in marked)
            told = told.model_copy(update={"lines": (say("survey.several"),)})
            buttons = (*buttons, *(choice(step, "done", prefix="survey") if paper.ticked else ()))
    return told.model_copy(update={"buttons": (*buttons, *skip), "want": "choice"})


def _option(step: str, value: str, text: str, ticked: bool = False) -> Button:
    return Button(step=step, value=value, key="survey.ticked" if ticked else "survey.option", args={"text": text})


def thanks(paper: Paper) -> Say:
    """Thank for the answers; of money that was asked for say where it can be reported, of a low score likewise."""
    said = {one.question: one.values for one in paper.answers}
    if any(one.lane and said.get(one.id) == ("yes",) for one in paper.questions):
        told = say("survey.thanks", verb("survey.lane", paper.unit))
        lines = [say("survey.lane")]
    else:
        low = any(one.kind == "score" and set(said.get(one.id, ())) & {"1", "2"} for one in paper.questions)
        told = say("survey.thanks", *((verb("menu.report"),) if low else ()))
        lines = [say("survey.low")] if low else []
    if paper.consultation:
        lines.append(say("survey.not_a_vote"))
    return told.model_copy(update={"lines": tuple(lines)})
