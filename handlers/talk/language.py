"""Guesses which language a message is written in, also without Vietnamese marks and in teencode."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from handlers.folding import clean, fold
from handlers.value import Value

Language = Literal["vi", "en"]

FOLDED_PROFILE: Final = "vi-folded"
"""The name of langdetect's Vietnamese profile with its marks folded away."""


@dataclass(frozen=True)
class Profiles:
    """langdetect's frequency tables of "vi", "en" and `FOLDED_PROFILE`, with a fixed seed; treat it as a value."""

    factory: DetectorFactory


class Guess(Value):
    """The language of one message."""

    language: Language | None
    """None: another language, or nothing to go by."""
    sure: bool
    """True beside None: certainly another language."""


_LONGEST: Final = 600
_NOT_WORDS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@/#]\w+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OWN_LETTERS = re.compile(r"[ăđơưẠ-ỹ]")
_SHARED_LETTERS = re.compile(r"[àáâãèéêìíòóôõùúýĩũ]")
_FOREIGN = re.compile(r"[^\W\d_\u0041-\u024f\u1e00-\u1eff\u0300-\u036f]")
_SYLLABLE = re.compile(
    r"(?:ngh?|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?"
    r"(?:(?:[aeiouy]|ie|oa|oe|ua|ue|uo|uy|ye|uye)(?:ch|ng|nh|[cmnpt])?"
    r"|ai|ao|au|ay|eo|eu|ia|iu|oi|ui|uu|uou|ieu|yeu|oai|oay|oeo|uay|uoi|uya|uyu)"
)
_SHORT_FORMS = """
ko k kg hok hem khg dc đc dk đk vs ntn bh cx mn z j r v mik mk ad ib kq hs gt tl bjo nv cb ubnd hdnd mttq cccd cmnd
bhyt bhxh tthc dvc shk gks tks tp tdp p e a c đt ng nhìu dm vl vcl dkm vkl ok oke
vneid app web zalo online file photo facebook wifi otp video website email sms camera karaoke atm qr
"""
_ENGLISH_WORDS = """
the and is are was were be been am i my me you your he she his her they their we our us it its this that these those
not no dont doesnt didnt cant isnt wont have has had do does did will would can could should may must of to in on at
for from with by about as or but so if because when what where who how why which there here please very too still
just only than then any some all more never nobody nothing been after before again
"""
_SET_ENGLISH = """
hello, hi, hey, yes, no, ok thanks, thanks, thanks a lot, thank you, good morning, help, stop, english, cancel, back
skip, yes please, no thanks, good, great, bye, sorry
"""
_SET_VIETNAMESE = """
alo, chao, xin chao, cam on, co, khong, ko, vang, da, dung, sai, huy, duoc, tam biet, chao ban, chao em, chao ad
bo qua, quay lai, tieng viet, dong y, u, uh, ok em, ok anh, ok chi
"""


def _phrases(lines: str, language: Language) -> dict[str, Language]:
    return {phrase.strip(): language for phrase in lines.replace("\n", ",").split(",") if phrase.strip()}


_SHORT: Final = frozenset(_SHORT_FORMS.split())
_ENGLISH: Final = frozenset(_ENGLISH_WORDS.split())
_PLAIN_ENGLISH: Final = frozenset(word for word in _ENGLISH if not _SYLLABLE.fullmatch(word))
_LEXICON: Final = _phrases(_SET_ENGLISH, "en") | _phrases(_SET_VIETNAMESE, "vi")
_MOST: Final = 0.75
_CERTAIN: Final = 0.9
_NOTHING: Final = Guess(language=None, sure=False)


def guess(text: str, profiles: Profiles | None) -> Guess:
    """Give the language of a message; of a long one its first 600 characters count. Deterministic, never raises.

    Script first, then Vietnamese letters, set phrases, the shape of syllables against English function words, and
    last langdetect, where there are `profiles`.
    """
    plain = _NOT_WORDS.sub(" ", clean(text[:_LONGEST])).casefold()
    words = _WORD.findall(plain)
    letters = sum(map(len, words))
    if not letters:
        return _NOTHING
    if len(_FOREIGN.findall(plain)) * 3 > letters:
        return Guess(language=None, sure=True)
    folded = [fold(word.replace("'", "").replace("’", "")) for word in words]
    if known := _LEXICON.get(" ".join(folded)):
        return Guess(language=known, sure=True)
    return _by_letters(words, folded) or _by_shape(folded) or _by_profile(folded, profiles)


def _by_letters(words: list[str], folded: list[str]) -> Guess | None:
    """Give Vietnamese for letters that only it has, unless they stand as names in an English sentence."""
    own = sum(_OWN_LETTERS.search(word) is not None for word in words)
    shared = sum(_SHARED_LETTERS.search(word) is not None for word in words)
    english = sum(word in _ENGLISH for word in words)
    if own and not (english > 1 and english >= own):
        return Guess(language="vi", sure=True)
    if shared and not english and _share(folded) >= _MOST:
        return Guess(language="vi", sure=len(words) > 1)
    return None


def _by_shape(folded: list[str]) -> Guess | None:
    """Give the language where syllables and function words agree on one."""
    count = len(folded)
    english = sum(word in _ENGLISH for word in folded)
    plain = sum(word in _PLAIN_ENGLISH for word in folded)
    share = _share(folded)
    if count > 1 and share >= _MOST and plain == 0 and english * 2 <= count:
        return Guess(language="vi", sure=count > 2 or english == 0)
    if count > 1 and plain > 0 and (share < _MOST or english * 2 >= count) and english * 5 >= count:
        return Guess(language="en", sure=True)
    if count > 1 and english > 0 and share < _MOST and english + (1 - share) * count > count / 2:
        return Guess(language="en", sure=count > 2)
    return None


def _by_profile(folded: list[str], profiles: Profiles | None) -> Guess:
    """Give what langdetect makes of the words without their marks."""
    if profiles is None:
        return _NOTHING
    detector = profiles.factory.create()
    detector.append(" ".join(folded))
    try:
        found = [(str(each.lang), float(each.prob)) for each in detector.get_probabilities()]
    except LangDetectException:
        return _NOTHING
    english = sum(chance for name, chance in found if name == "en")
    vietnamese = sum(chance for name, chance in found if name != "en")
    language: Language = "vi" if vietnamese > english else "en"
    return Guess(language=language, sure=max(vietnamese, english) >= _CERTAIN and len(folded) > 1)


def _share(folded: list[str]) -> float:
    """Give the share of words that could be Vietnamese syllables or shorthand."""
    return sum(word in _SHORT or _SYLLABLE.fullmatch(word) is not None for word in folded) / len(folded)
