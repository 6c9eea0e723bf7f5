"""What may be told beside a score, one short question after another, each of which may be left open."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, get_args

from handlers.casework.rating_effects import AnswerRating, Field, Result
from handlers.flows.scores import LOW, SCORES, Place
from handlers.flows.states import Scoring
from handlers.talk.ask import choice, say, verb
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Say

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "field": get_args(Field),
        "waiting": SCORES,
        "attitude": SCORES,
        "guidance": SCORES,
        "result": get_args(Result),
        "apology": ("yes", "no"),
        "extra": ("yes", "no"),
        "comment": (),
        "case": ("yes", "no"),
    }
)
"""The questions in order, with what may be chosen. "extra" (đòi, gợi ý trả thêm tiền) and "case" are kept nowhere."""
LEVELS = frozenset({"waiting", "attitude", "guidance"})


def after(state: Scoring, asked: str, value: str = "") -> str:
    """Give the question that follows on one that was answered or left open; "" after the last.

    Of an apology only those are asked whose result came late: then the law asks for one in writing (NĐ 61/2018/NĐ-CP
    Điều 19 khoản 9). A case is offered after a low score alone.
    """
    names = tuple(CHOICES)
    rest = names[names.index(asked) + 1 :] if asked else names
    for name in rest:
        if name == "apology" and not (asked == "result" and value == "late"):
            continue
        if (name == "comment" and state.words) or (name == "case" and state.score > LOW):
            continue
        return name
    return ""


def ask(state: Scoring, facts: Facts) -> Say:
    """Give the open question: its choices, the way past it, and the way out.

    Right after a low score the way into a case stands in the way out's place, which later leads there too.
    """
    name, step = state.asked, f"service.{state.asked}.{state.unit}"
    if name == "case":
        asked = "service.case_words" if state.words else "service.case"
        return say(asked, *choice(step, "yes", "no", prefix="service.case"), want="choice")
    low = state.score <= LOW and name == next(iter(CHOICES))
    leave = _report(state) if low else Button(step="service.done", key="button.service.done")
    out = (leave, verb("report.skip")) if low else (verb("report.skip"), leave)
    if name == "comment":
        return say("service.comment", *out, want="text")
    choices = (Button(step=step, value=one, key=_label(name, one)) for one in CHOICES[name])
    return say(f"service.{name}", *choices, *out, want="choice")


def _label(name: str, value: str) -> str:
    if name in LEVELS:
        return f"score.{value}"
    chosen = f"{name}.{value}"
    return f"service.{chosen}"


def _report(state: Scoring) -> Button:
    place = Place(state.unit or "", state.counter)
    return Button(step="service.report", value=str(place), key="button.service.report")


def answer(state: Scoring, value: str) -> AnswerRating:
    """Give what keeps the answer to the open question."""
    kept: dict[str, Any] = {state.asked: int(value) if state.asked in LEVELS else value}
    return AnswerRating(vote=state.vote, **kept)
