"""Turns what is typed into a choice: a number, a label, or a known word, with or without diacritics."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from handlers.folding import fold, words
from handlers.talk.says import Button

_VERB = re.compile(r"(.+?)\s*#?(\d{3}[-. ]?\d{3}[-. ]?\d{3})")
_LONGEST_VERB = 80
_ONE_TIME = re.compile(r"[0-9A-Za-z-]{4,12}")
_CODE_PARTS = 2
_CODE = re.compile(r"#?(\d{3}[-. ]?\d{3}[-. ]?\d{3})")
_BEHIND: Final = "a ah nhe nha nhi di luon roi thoi em ad please pls thanks"
_POLITE: Final = frozenset(_BEHIND.split())
"""Words behind an answer that only make it polite, folded."""
_NUMBER = re.compile(rf"(?:(?:chon|so|number) )*(\d{{1,2}})[.),]?(?: (?:{'|'.join(sorted(_POLITE))})[.)!,]*)*")
_LONGEST_ANSWER = 120
_MARKED: Final = {"dung": "", "đúng": "", "đung": "", "đừng": "typed.no", "dừng": "typed.cancel"}
"""One word without its marks, and what it means with others than those of "đúng"; "" is "đúng" itself."""
_SENDING: Final = frozenset({"typed.yes", "typed.send", "typed.done"})
"""What is said to send what is being looked at."""


def spoken(text: str) -> Iterator[str]:
    """Give the folded words of a short text, then without the polite words behind them, one after another."""
    said = words(text) if len(text) <= _LONGEST_ANSWER else ""
    while said:
        yield said
        before, _, last = said.rpartition(" ")
        said = before if last in _POLITE else ""


def meaning(text: str, known: Mapping[str, str]) -> str:
    """Give the key of what a text means as a known word, with or without polite words behind it; "" for nothing."""
    for said in spoken(text):
        if key := known.get(said):
            return key if said != "dung" else _marked(text, key)
    return ""


def _marked(text: str, key: str) -> str:
    first = re.search(r"\w+", text.casefold())
    return _MARKED.get(first[0], "typed.no") or key if first else ""


def pick(text: str, offered: Sequence[Button], label: Callable[[Button], str]) -> Button | None:
    """Give the offered button that the text names by its number (from 1) or by its label, politely or not."""
    number = _NUMBER.fullmatch(fold(text)) if len(text) <= _LONGEST_ANSWER else None
    if number and not keypad(map(label, offered)):
        at = int(number[1])
        return offered[at - 1] if 1 <= at <= len(offered) else None
    labelled = [(words(label(button)), button) for button in offered]
    for said in (str(int(number[1])),) if number else spoken(text):
        found = next((button for called, button in labelled if called == said), None)
        if found:
            return found
    return None


def keypad(labels: Iterable[str]) -> bool:
    """Whether choices are numbers themselves (counters 1–9): then a typed number is one of them, or an answer of
    its own ("12"), and never the place of another choice in the list."""
    return any(one.isdecimal() for one in labels)


def yes_or_no(text: str, offered: Sequence[Button], known: Mapping[str, str]) -> Button | None:
    """Give the offered button of the value "yes" or "no" when the text is a known word for it; a word of agreement,
    of sending or of being done also means the button that sends what is being looked at."""
    key = meaning(text, known)
    value = {"typed.yes": "yes", "typed.no": "no"}.get(key)
    found = next((button for button in offered if value and button.value == value), None)
    return found or next((button for button in offered if key in _SENDING and _sends(button)), None)


def _sends(button: Button) -> bool:
    return "send" in (button.value, button.step.rpartition(".")[2])


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


def words_after(text: str, key: str, known: Mapping[str, str]) -> str:
    """Give what follows the words of a key in a short text ("phiếu điểm xã Tân Yên"), else nothing."""
    if len(text) > _LONGEST_VERB:
        return ""
    parts = text.split()
    for at in range(len(parts), 0, -1):
        if known.get(words(" ".join(parts[:at]))) == key:
            return " ".join(parts[at:])
    return ""


def digits(code: str) -> str:
    """Give a case code without its separators."""
    return re.sub(r"\D", "", code)
