"""House rules for what people read: every text exists, in each language, is used, and fits on its button."""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from string import Formatter
from typing import get_args

import pytest
from typer.main import get_command

from bot.catalogues import LANGUAGES
from bot.cli import app
from bot.serving import COMMANDS
from handlers import machine
from handlers.casework.categories import REPORTABLE, Category, PostKind
from handlers.folding import words
from handlers.talk.typed import COMMANDS as SLASHES
from handlers.talk.typed import TYPED
from tests.fakes.spoken_keys import (
    CODE_FILES,
    FAMILIES,
    KEYS,
    MADE,
    MANY,
    PATTERNS,
    ROOT,
    SPOKEN,
    TEXTS,
    USED,
    labels_in,
    speaks,
)

SILENT = {"commands", "group.leave"}
"""Goes out as the commands of a chat, or as the leaving of a group, without words."""


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """Give all forms of a text."""
    return (text,) if isinstance(text, str) else text


def gaps(text: str | tuple[str, ...]) -> set[str]:
    """Give the names that a text leaves to be filled in."""
    return {name for form in forms(text) for _, name, _, _ in Formatter().parse(form) if name is not None}


def test_the_code_speaks_only_texts_that_exist() -> None:
    assert {key: place for key, place in SPOKEN.items() if "{}" not in key and key not in KEYS} == {}


def test_every_way_to_put_a_key_together_is_known_and_all_its_texts_exist() -> None:
    assert PATTERNS | {"button.{}"} == FAMILIES.keys()
    assert sorted(MADE - KEYS) == []
    assert {f"{base}.{value}" for base, values in MANY.items() for value in values} <= KEYS


def test_no_text_is_left_over() -> None:
    assert sorted(KEYS - USED) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_text_and_says_something(language: str) -> None:
    assert set(TEXTS[language]) == KEYS
    assert {key for key, text in TEXTS[language].items() if not all(form.strip() for form in forms(text))} == SILENT


def test_the_gaps_of_a_text_are_the_same_in_every_language() -> None:
    assert {key for key in KEYS if len({frozenset(gaps(TEXTS[language][key])) for language in LANGUAGES}) > 1} == set()
    assert {key for key in KEYS for name in gaps(TEXTS["vi"][key]) if not re.fullmatch(r"[a-z_]+", name)} == set()


def test_whoever_names_the_arguments_of_a_text_names_all_of_them() -> None:
    """For texts spoken with plain arguments; those built in steps are rendered by the machine's own test."""
    short = []
    for path in filter(speaks, CODE_FILES):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Name(id="say"), args=[ast.Constant(value=str(key)), *_], keywords=[*named]):
                    if any(one.arg is None for one in named):
                        continue
                    given = {str(one.arg) for one in named} - {"want"}
                    short += (
                        [f"{key} {sorted(gaps(TEXTS['vi'][key]) ^ given)}"] if gaps(TEXTS["vi"][key]) != given else []
                    )

    assert short == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_calm_and_hold_no_address(language: str) -> None:
    """No exclamation mark, no link that could be mistaken or grow old, no stray spaces."""
    for key, text in TEXTS[language].items():
        for form in forms(text):
            assert "!" not in form, key
            assert not re.search(r"https?:|www\.|t\.me/", form), key
            assert form == form.strip(), key
            assert "  " not in form, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_on_a_button_is_short_enough_for_every_channel(language: str) -> None:
    labels = {key for path in filter(speaks, CODE_FILES) for key in labels_in(path)} - PATTERNS
    made = {
        pattern.replace("{}", str(value))
        for pattern in ("desk.open.{}", "reject.{}", "score.{}", "category.{}")
        for value in FAMILIES[pattern]
    }
    long = {
        key: form
        for key in (labels | made | {key for key in KEYS if key.startswith("button.")}) & KEYS
        for form in forms(TEXTS[language][key])
        if len(form.encode()) > 60 or "\n" in form
    }

    assert labels
    assert long == {}


def test_no_two_things_to_type_are_spelt_the_same() -> None:
    """Also without diacritics: "dừng" and "đúng" would be one. Only "trả lời" serves two, told apart by who says it."""
    meant: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for key, text in TEXTS[language].items():
            for form in str(text).split("|") if key.startswith("typed.") else ():
                meant.setdefault(words(form), set()).add(key)

    assert {form: keys for form, keys in meant.items() if len(keys) > 1} == {
        "tra loi": {"typed.case.reply", "typed.desk.answer"}
    }
    assert "" not in meant


def test_a_word_that_means_yes_is_on_no_button_that_means_no() -> None:
    for language in LANGUAGES:
        agreeing = {words(form) for form in str(TEXTS[language]["typed.yes"]).split("|")}
        declining = {words(form) for form in str(TEXTS[language]["typed.no"]).split("|")}
        for key in KEYS:
            label = words(str(TEXTS[language][key]))
            assert not (key.endswith(".no") and label in agreeing), key
            assert not (key.endswith(".yes") and label in declining), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_category_and_post_can_be_named(language: str) -> None:
    for name in (*(f"category.{one}" for one in REPORTABLE), *(f"post.{kind}" for kind in get_args(PostKind))):
        assert TEXTS[language][name]
    assert set(REPORTABLE) < set(Category)


def test_every_command_line_command_is_told_of_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    told = [path for path, _ in commands(get_command(app), ("langnghe",)) if " ".join(path) not in readme]

    assert told == []


def commands(command: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Give every command with the words that call it."""
    below = getattr(command, "commands", None)
    if below is None:
        yield path, command
    for name, one in (below or {}).items():
        yield from commands(one, (*path, name))


def test_every_slash_command_of_a_chat_is_understood() -> None:
    assert set(chain(*COMMANDS.values())) <= SLASHES.keys()
    assert set(SLASHES.values()) <= machine.VERBS.keys()


def test_every_flow_with_verbs_of_its_own_is_known_to_the_machine() -> None:
    owners = {
        path.stem
        for path in (ROOT / "handlers" / "flows").glob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "VERBS"
    }

    assert owners == {flow.__name__.rpartition(".")[2] for flow in machine.FLOWS}


def test_no_two_flows_claim_the_same_verb() -> None:
    claims = [step for flow in machine.FLOWS for step in flow.VERBS]

    assert sorted(claims) == sorted(set(claims))
    assert set(TYPED.values()) <= machine.VERBS.keys()
