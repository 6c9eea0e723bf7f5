"""What an answer must hold beside its words: the day it was done, a proof, and what was found out about people."""

import re
from datetime import date, timedelta
from typing import Literal

from handlers.casework.cases import FINDINGS
from handlers.flows.outcome import outcome
from handlers.flows.states import Answering
from handlers.folding import clean
from handlers.talk.ask import choice, say, verb
from handlers.talk.dates import DayProblem, read_day
from handlers.talk.events import Tap
from handlers.talk.says import Code, Say

LONGEST_DAY = 45
"""Characters up to which a message can be the answer to "on which day"; what is longer belongs to the words."""
LONGEST_SLIP = 30
"""Characters up to which a message without a day is a slip, and not more words for the answer."""
LONGEST_DOCUMENT = 80
"""Characters of a document's number and date."""
_HALF_A_YEAR = 183
_NUMBER_WORD = re.compile(r"s[oố]\s*[:.]?\s+(?=\S*[0-9])", re.IGNORECASE)
_YEAR = re.compile(r"[0-9]{4}|[0-9]+[^0-9]+[0-9]+[^0-9]+[0-9]+")
Step = Literal["words", "day", "proof", "finding", "look"]
Question = Literal["day", "proof", "finding"]


def open_step(state: Answering) -> Step:
    """Give what is asked next: words, day, proof, where people are concerned the finding, then the look."""
    if not state.text:
        return "words"
    if state.done_on is None and "day" not in state.asked:
        return "day"
    if not _proven(state) and "proof" not in state.asked:
        return "proof"
    return "finding" if state.findings and state.finding is None else "look"


def _proven(state: Answering) -> bool:
    return bool(state.document) or any(not one.mime.startswith("audio/") for one in state.files)


def ask(step: Question, state: Answering) -> Say:
    """Ask for one of these; the day and the proof may be left out, at the price of a flag."""
    code = Code(code=state.code)
    match step:
        case "day":
            days = choice("desk.day", "today", "yesterday", "no")
            return say("desk.day.ask", *days, verb("menu.cancel"), want="text", code=code)
        case "proof":
            return say("desk.proof.ask", *choice("desk.proof", "no"), verb("menu.cancel"), want="photo", code=code)
        case "finding":
            found = choice("desk.finding", *FINDINGS, prefix="finding")
            return say("desk.finding.ask", *found, verb("menu.cancel"), want="choice", code=code)


def choose(state: Answering, tap: Tap, now: date) -> Answering | None:
    """Give the state after the tap that answers the open question; None if the button is not of this question."""
    step = open_step(state)
    match tap:
        case Tap(step="desk.day", value="today") if step == "day":
            return state.model_copy(update={"done_on": now})
        case Tap(step="desk.day", value="yesterday") if step == "day":
            return state.model_copy(update={"done_on": now - timedelta(days=1)})
        case Tap(step="desk.day", value="no") if step == "day":
            return state.model_copy(update={"asked": (*state.asked, "day")})
        case Tap(step="desk.proof", value="no") if step == "proof":
            return state.model_copy(update={"asked": (*state.asked, "proof")})
        case Tap(step="desk.finding", value=value) if step == "finding":
            found = next((one for one in FINDINGS if one == value), None)
            return state.model_copy(update={"finding": found}) if found else None
        case _:
            return None


def read(state: Answering, text: str, now: date) -> Answering | Say | None:
    """Give the state after what was typed, or what is wrong with it; None if it is no answer but more words."""
    match open_step(state):
        case "day":
            return _read_day(state, text, now)
        case "proof" if len(clean(text)) <= LONGEST_DOCUMENT:
            known = any(map(str.isdecimal, text))
            return state.model_copy(update={"document": document_number(text)}) if known else say("desk.proof.unclear")
        case "finding" if len(text) <= LONGEST_DAY:
            return say("desk.finding.pick")
        case _:
            return None


def document_number(text: str) -> str:
    """Give a document's number as it is shown after the label "Văn bản, số": its own leading "số" is left out."""
    said = clean(text)
    word = _NUMBER_WORD.match(said)
    return said[word.end() :] if word else said


def _read_day(state: Answering, text: str, now: date) -> Answering | Say | None:
    day = read_day(text, now) if len(text.strip()) <= LONGEST_DAY else None
    match day:
        case date() if _still_to_come(day, text, now):
            return say("desk.day.future")
        case date():
            return state.model_copy(update={"done_on": day})
        case DayProblem():
            return say(f"desk.day.{day}")
        case None:
            return None if len(text.strip()) > LONGEST_SLIP else say("desk.day.unclear")


def _still_to_come(day: date, text: str, now: date) -> bool:
    """Whether a day without its year is rather meant in the year to come: "30/11" written on 24/11."""
    return not _YEAR.search(text) and now - day > timedelta(days=_HALF_A_YEAR)


def blank(state: Answering) -> Answering:
    """Give the state with day, number and finding to be asked anew; the words and the files stay."""
    fresh = {"done_on": None, "document": "", "finding": None, "asked": (), "flags": None}
    return state.model_copy(update=fresh)


def told(state: Answering) -> tuple[Say, ...]:
    """Give what the reporter will read beside the words, then, for the official alone, why it would be flagged."""
    lines = outcome(state.done_on, state.document, state.finding)
    if not state.flags:
        return lines
    return (*lines, say("desk.flagged"), *(say(f"desk.flag.{flag}") for flag in state.flags))
