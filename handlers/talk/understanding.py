"""Reads a citizen's sentence: what is wanted, which categories it may be about, which counter or case it names."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final

from handlers.casework.categories import Category
from handlers.folding import clean, fold
from handlers.talk.matching import LONGEST, Sentence, sentence
from handlers.talk.mentions import code_in, counter_in
from handlers.talk.phrases import GRAVE_SIGNS, LIGHT_SIGNS, REPORTS
from handlers.talk.phrases_light import LIGHT, Light
from handlers.value import Value


class Intent(StrEnum):
    """What the writer wants (ý định)."""

    REPORT = "report"
    DENUNCIATION = "denunciation"
    COMPLAINT = "complaint"
    EMERGENCY = "emergency"
    STATUS = "status"
    PRIVACY = "privacy"
    QUESTION = "question"
    SMALLTALK = "smalltalk"
    RATING = "rating"
    ABUSE = "abuse"
    SPAM = "spam"
    OFFTOPIC = "offtopic"
    UNCLEAR = "unclear"


class Reading(Value):
    """What a sentence seems to say; a suggestion that the writer confirms, never a verdict."""

    intent: Intent
    categories: tuple[Category, ...]
    """Best first, only those that open a case; may be empty."""
    clear: bool
    """The first category stands out: it may be proposed without a list."""
    counter: str | None
    """The number of the counter, "3" in "quầy số 3"."""
    code: str | None
    """A nine-digit case code named in the text, digits only."""


_HINT, _SAID, _STRONG, _PLAIN = 2, 3, 4, 5
_NOD, _BRIEF, _LONG, _SHOWN = 3, 8, 25, 5
_POLITE_WORDS = "a ad vay nhi ha em the ban shop admin anh chi bot nhe please"
_QUESTION_WORDS = "is are do does can could what where when how which who will should"
_POLITE: Final = frozenset(_POLITE_WORDS.split())
_ASKS_FIRST: Final = frozenset(_QUESTION_WORDS.split())
_ASKS_LAST: Final = frozenset({"không", "chưa", "gì", "đâu", "ai", "nào", "sao", "mấy"})
_ASKS_LAST_BARE: Final = frozenset(map(fold, _ASKS_LAST))
_TITLE = re.compile(r"\b(?:ông|bà|anh|chị|đồng chí|mr|mrs)\.?\s(\w+)\s(\w+)", re.IGNORECASE)


@lru_cache(maxsize=1)
def read(text: str) -> Reading:
    """Give what the writer seems to want; at most the first 4,000 characters are read. Never raises.

    A turn asks for the same words more than once, so the last reading is kept until the next.
    """
    heard = sentence(text)
    code = code_in(text)
    light = {sign: sum(weights) for sign, weights in LIGHT_SIGNS.weigh(heard).items()}
    subjects = REPORTS.weigh(heard)
    if "sarcasm" in light:
        subjects.pop(Category.PRAISE, None)
    totals = {category: _strength(weights) for category, weights in subjects.items()}
    hints = {category: _strength([each for each in weights if each != 1]) for category, weights in subjects.items()}
    ranked = sorted((category for category in Category if totals.get(category, 0) > 0), key=lambda each: -totals[each])
    intent = _grave(heard, text) or _light(heard, light, hints, code)
    first, second = ([totals[category] for category in ranked] + [0, 0])[:2]
    return Reading(
        intent=intent,
        categories=tuple(category for category in ranked if totals[category] >= min(_HINT, first))[:_SHOWN],
        clear=first >= _STRONG and first - second >= _HINT and first * 2 >= second * 3,
        counter=counter_in(text),
        code=code,
    )


def _strength(weights: Sequence[int]) -> int:
    """Give the sum of the three greatest weights and of all that speak against."""
    return sum(sorted(weights, reverse=True)[:3]) + sum(weight for weight in weights[3:] if weight < 0)


def _grave(heard: Sentence, text: str) -> Intent | None:
    """Give the intent that must never become an ordinary report, if the text shows one."""
    signs = {sign: sum(weights) for sign, weights in GRAVE_SIGNS.weigh(heard).items()}
    danger = signs.get("emergency", 0)
    if danger > _STRONG or (danger == _STRONG and len(heard.bare) <= _BRIEF):
        return Intent.EMERGENCY
    accused = signs.get("denunciation", 0)
    if accused > _STRONG or (accused >= _SAID and _names_someone(text)):
        return Intent.DENUNCIATION
    if signs.get("complaint", 0) > _STRONG:
        return Intent.COMPLAINT
    return None


def _names_someone(text: str) -> bool:
    """Tell whether somebody is named in full, as in "ông Nguyễn Văn A"."""
    found = _TITLE.findall(clean(text[:LONGEST]))
    return any(first[0].isupper() and second[0].isupper() for first, second in found)


def _light(heard: Sentence, signs: Mapping[Light, int], hints: Mapping[Category, int], code: str | None) -> Intent:
    """Give the intent of a text without danger or accusation; `hints` is how strongly it speaks of what."""
    best = max(hints.values(), default=0)
    blame = max((hint for category, hint in hints.items() if category is not Category.PRAISE), default=0)
    length = len(heard.bare)
    asked = {sign: signs.get(sign, 0) for sign in LIGHT}
    alone = code is not None and length <= _BRIEF and best < _SAID
    statement = length >= _BRIEF and not asked["vent"]
    order = (
        (asked["intrusion"] > 0, Intent.OFFTOPIC),
        (asked["privacy"] >= max(_SAID, best), Intent.PRIVACY),
        (alone or asked["status"] >= max(_SAID, best), Intent.STATUS),
        (asked["spam"] > max(_STRONG, best), Intent.SPAM),
        (asked["greeting"] >= max(_STRONG, best) and length <= _BRIEF, Intent.SMALLTALK),
        (asked["rating"] >= max(_SAID, blame) and length <= _BRIEF, Intent.RATING),
        (asked["nod"] > asked["vent"] and length <= _NOD, Intent.SMALLTALK),
        (asked["offtopic"] >= _SAID > best, Intent.OFFTOPIC),
        (min(asked["question"] + _asking(heard), _PLAIN) >= max(_STRONG, best), Intent.QUESTION),
        (asked["abuse"] >= _SAID > best, Intent.ABUSE),
        (best >= (_SAID if asked["vent"] else _HINT) or asked["filing"] >= _STRONG, Intent.REPORT),
        (asked["spam"] >= _STRONG, Intent.SPAM),
        (statement or length > _LONG, Intent.REPORT),
        (asked["greeting"] > 0, Intent.SMALLTALK),
    )
    return next((intent for holds, intent in order if holds), Intent.UNCLEAR)


def _asking(heard: Sentence) -> int:
    """Give how much the form alone, whatever the words, looks like a question."""
    spoken = [word for word in heard.typed if word.isalnum()]
    while spoken and fold(spoken[-1]) in _POLITE:
        spoken.pop()
    if len(spoken) < _NOD:
        return 0
    first, last = spoken[0], spoken[-1] if heard.marked else fold(spoken[-1])
    asks_last = last in (_ASKS_LAST if heard.marked else _ASKS_LAST_BARE)
    return (_HINT if asks_last else 0) + (_SAID if first in _ASKS_FIRST and not heard.marked else 0)
