"""Turns what is typed into a choice: a number, a label, or a known word, with or without diacritics."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from handlers.folding import words
from handlers.talk.says import Button

_NUMBER = re.compile(r"(\d{1,2})[.)]?")
_VERB = re.compile(r"(.+?)\s*#?(\d{3}[-. ]?\d{3}[-. ]?\d{3})")
_LONGEST_VERB = 80
_ONE_TIME = re.compile(r"[0-9A-Za-z-]{4,12}")
_CODE_PARTS = 2
_CODE = re.compile(r"#?(\d{3}[-. ]?\d{3}[-. ]?\d{3})")


def pick(text: str, offered: Sequence[Button], label: Callable[[Button], str]) -> Button | None:
    """Give the offered button that the text names by its number (from 1) or by its label."""
    number = _NUMBER.fullmatch(text.strip())
    if number and not keypad(map(label, offered)):
        at = int(number[1])
        return offered[at - 1] if 1 <= at <= len(offered) else None
    said = str(int(number[1])) if number else words(text)
    if not said:
        return None
    named = [button for button in offered if words(label(button)) == said]
    return named[0] if named else None


def keypad(labels: Iterable[str]) -> bool:
    """Whether choices are numbers themselves (counters 1–9): then a typed number is one of them, or an answer of
    its own ("12"), and never the place of another choice in the list."""
    return any(one.isdecimal() for one in labels)


def yes_or_no(text: str, offered: Sequence[Button], known: Mapping[str, str]) -> Button | None:
    """Give the offered button of the value "yes" or "no" when the text is a known word for it."""
    meaning = {"typed.yes": "yes", "typed.no": "no"}.get(known.get(words(text), ""))
    return next((button for button in offered if meaning and button.value == meaning), None)


def verb(text: str, known: Mapping[str, str]) -> tuple[str, str] | None:
    """Give (verb key, case code) for "nhận 123-456-789"; the key of a bare code is "typed.case.show"."""
    if len(text) > _LONGEST_VERB:
        return None
    bare = _CODE.fullmatch(text.strip())
    if bare:
        return "typed.case.show", digits(bare[1])
    found = _VERB.fullmatch(text.strip())
    key = known.get(words(found[1])) if found else None
    return (key, digits(found[2])) if found and key else None


def code_after(text: str, key: str, known: Mapping[str, str]) -> str:
    """Give what follows the words of a key if it may be a one-time code ("liên kết ABCD-2345"), else nothing."""
    if len(text) > _LONGEST_VERB:
        return ""
    parts = text.split()
    for at in range(1, len(parts)):
        if known.get(words(" ".join(parts[:at]))) == key:
            code = "".join(parts[at:])
            return code if len(parts) - at <= _CODE_PARTS and _ONE_TIME.fullmatch(code) else ""
    return ""


def digits(code: str) -> str:
    """Give a case code without its separators."""
    return re.sub(r"\D", "", code)
