"""langdetect's tables are loaded late, few and with a seed."""

import subprocess
import sys

from bot import language_profiles
from handlers.folding import fold
from handlers.talk.language import FOLDED_PROFILE


def test_only_three_profiles_are_loaded() -> None:
    assert language_profiles.load().factory.get_lang_list() == ["vi", "en", FOLDED_PROFILE]


def test_the_folded_profile_holds_no_mark_and_loses_no_count() -> None:
    table = language_profiles.load().factory.word_lang_prob_map
    folded = {gram: chances[2] for gram, chances in table.items() if chances[2]}
    marked = {gram: chances[0] for gram, chances in table.items() if chances[0]}

    assert folded
    assert all(fold(letter) == letter for gram in folded for letter in gram if letter != " ")
    assert abs(sum(folded.values()) - sum(marked.values())) < 1e-3


def test_the_seed_is_fixed() -> None:
    assert language_profiles.load().factory.seed == language_profiles.SEED


def test_loading_twice_reads_once() -> None:
    assert language_profiles.load() is language_profiles.load()


def test_nothing_is_loaded_by_importing() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "from bot.language_profiles import load; print(load.cache_info().currsize)"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "0"
