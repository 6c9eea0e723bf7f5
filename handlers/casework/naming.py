"""How communes and former districts are called, and the words of a text in which such names may stand."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from handlers.folding import clean, fold

NameKind = Literal["xa", "phuong", "thi tran", "district"]

# How officials and people write what stands before a name, folded; the longest first.
COMMUNE_TITLES: Final[dict[str, NameKind]] = {
    "thi tran": "thi tran",
    "phuong": "phuong",
    "xa": "xa",
    "tt": "thi tran",
    "p": "phuong",
    "x": "xa",
}
DISTRICT_TITLES: Final = ("thanh pho", "thi xa", "huyen", "tp", "tx", "h")
LONGEST_NAME: Final = 4

_WORD: Final = re.compile(r"[^\W_]+")
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Word:
    """One word of a text, in the forms that names are compared by."""

    text: str
    fold: str
    tone: str
    """Lower case with the tone at the end of the syllable, so that "hòa" and "hoà" are one word."""
    gap: str
    """What stands between this word and the next."""

    @property
    def marked(self) -> bool:
        """Whether it was written with diacritics."""
        return self.tone != self.fold

    @property
    def capital(self) -> bool:
        """Whether it begins as a proper name does; words all in capitals say nothing."""
        return self.text[0].isupper() and not (len(self.text) > 1 and self.text.isupper())


@dataclass(frozen=True)
class Name:
    """One way to call one or more units."""

    fold: str
    """Folded, with single spaces, without the title."""
    tone: str
    kind: NameKind
    now: bool
    """A name of the unit itself, in force or until lately; not of a commune merged into it or a district."""
    places: frozenset[str]
    """The folded names of the former districts that it lies in."""
    units: tuple[int, ...]
    """Positions in the directory."""


def read_words(text: str) -> tuple[Word, ...]:
    """Give the words of a text."""
    whole = clean(text)
    found = list(_WORD.finditer(whole))
    ends = [*(match.start() for match in found[1:]), len(whole)]
    return tuple(
        Word(match.group(), fold(match.group()), toned(match.group()), whole[match.end() : end])
        for match, end in zip(found, ends, strict=False)
    )


def opening(words: Sequence[Word], phrases: Iterable[str]) -> int:
    """Give how many words the first phrase takes that these words open with, if more follow; else 0."""
    for phrase in phrases:
        parts = phrase.split()
        if len(words) > len(parts) and [word.fold for word in words[: len(parts)]] == parts:
            return len(parts)
    return 0


def toned(text: str) -> str:
    """Give the text in lower case with each word's tone mark moved to its end."""
    moved = []
    for word in unicodedata.normalize("NFD", text.casefold()).split():
        tones = "".join(mark for mark in word if mark in _TONES)
        moved.append("".join(mark for mark in word if mark not in _TONES) + tones)
    return " ".join(moved)


def untitled(name: str) -> str:
    """Give an official name without the title before it, such as "Xã", "Thị trấn" or "Thành phố"."""
    first, _, rest = name.partition(" ")
    return rest.partition(" ")[2] if fold(first) in ("thi", "thanh") else rest


def kind_of(name: str) -> NameKind:
    """Give the kind that an official name opens with; "Huyện", "Thị xã" and "Thành phố" are districts."""
    folded = fold(name)
    for title, kind in COMMUNE_TITLES.items():
        if folded.startswith(f"{title} "):
            return kind
    return "district"


def called(name: str, districts: Iterable[str], units: Iterable[int], *, now: bool = False) -> Name:
    """Make a Name of an official name such as "Xã Tân Yên" and the districts that it lies in."""
    bare = untitled(name)
    places = frozenset(fold(untitled(district)) for district in districts)
    return Name(fold(bare), toned(bare), kind_of(name), now, places, tuple(units))


@dataclass(frozen=True)
class Names:
    """All names of a directory."""

    all: tuple[Name, ...]

    @cached_property
    def by_key(self) -> dict[str, tuple[Name, ...]]:
        """Names by their folded letters without spaces."""
        found: dict[str, tuple[Name, ...]] = {}
        for name in self.all:
            key = squeezed(name.fold)
            found[key] = (*found.get(key, ()), name)
        return found

    @cached_property
    def districts(self) -> dict[str, Name]:
        """Former districts by their folded name."""
        return {name.fold: name for name in self.all if name.kind == "district"}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Each name's folded letters without spaces."""
        return tuple(squeezed(name.fold) for name in self.all)

    @cached_property
    def titled_keys(self) -> tuple[str, ...]:
        """The same with the title before it, as in "xatanyen"."""
        return tuple(squeezed(name.kind + name.fold) for name in self.all)

    def of(self, words: Iterable[Word]) -> tuple[Name, ...]:
        """Give the names that these words spell, whatever the tones and spaces."""
        return self.by_key.get("".join(word.fold for word in words), ())


def squeezed(fold: str) -> str:
    """Give the folded name without spaces, as hurried people write it."""
    return fold.replace(" ", "")
