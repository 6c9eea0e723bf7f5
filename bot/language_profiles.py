"""Loads langdetect's tables of Vietnamese and English, and Vietnamese once more without its marks."""

import json
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Any

from langdetect.detector_factory import DetectorFactory
from langdetect.utils.lang_profile import LangProfile

from handlers.folding import fold
from handlers.talk.language import FOLDED_PROFILE, Profiles

SEED = 0
"""Without a seed langdetect answers differently from call to call."""


@cache
def load() -> Profiles:
    """Give the three profiles; the first call reads two small files of the installed package, later ones nothing."""
    vietnamese, english = _read("vi"), _read("en")
    profiles = (vietnamese, english, _folded(vietnamese))
    factory = DetectorFactory()
    factory.set_seed(SEED)
    for index, profile in enumerate(profiles):
        factory.add_profile(LangProfile(**profile), index, len(profiles))
    return Profiles(factory=factory)


def _read(name: str) -> dict[str, Any]:
    profile: dict[str, Any] = json.loads(files("langdetect").joinpath("profiles", name).read_text("utf-8"))
    return profile


def _folded(profile: dict[str, Any]) -> dict[str, Any]:
    """Give the profile as it would be had its language no marks; the counts of n-grams that fall together add up."""
    counts: Counter[str] = Counter()
    for gram, count in profile["freq"].items():
        counts["".join(" " if letter == " " else fold(letter) for letter in gram)] += count
    return {"name": FOLDED_PROFILE, "freq": dict(counts), "n_words": profile["n_words"]}
