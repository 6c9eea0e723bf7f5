"""Finds weighted phrases in what people type: with marks, without them, in teencode, in other scripts."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Generic, TypeVar

from handlers.folding import clean, fold

LONGEST = 4000
"""So many characters of a text are read; the rest is kept by others but changes no reading."""

_REACH = 5
_MOSTLY = 0.3
_END, _ASKED, _GAP, _NUMBER, _EXACT = ".", "?", "~", "#", "!"
_STOPS = frozenset({_END, _ASKED})
_SYLLABLES = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"  # scripts that write a syllable or word as one letter
_TOKEN = re.compile(rf"[{_SYLLABLES}]|(?:(?![{_SYLLABLES}_])[\w\u0300-\u036f])+|[.!?;？！](?=\s|$)|[\n。]")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_NUMERAL = re.compile(
    r"[0-9]+(?:[a-z]{1,2}[0-9]*)?|mot|hai|ba|bon|sau|bay|tam|chin|muoi|may|vai|nhieu|two|three|four|five|six|many"
)
_SHORTHAND = """
khong: ko k kg hok hem kh khg | duoc: dc duok dx | gi: j gj | roi: r rui | vay: v z zay | voi: vs | cung: cx
bay gio: bh bgio bjo bjgio | hom qua: hqua hwa | hom nay: hnay | nhu the nao: ntn | moi nguoi: mn | luon: lun
nhieu: nhiu | lam: lm | biet: bik bit | qua: qa wa | dang: dag | khong biet: kbiet kb | khong thay: kthay
khong co: kco | khong duoc: kdc kodc | khong phai: kp | ho so: hs | ket qua: kq | giay to: gt | tra loi: tl
can bo: cb cbo | nhan vien: nv nvien | nguoi: ng | nguoi ta: ngta | lanh dao: ld | dang ky: dky dk
dien thoai: dt dthoai | giay khai sinh: gks | uy ban: ubnd ub | cong ty: cty | to dan pho: tdp | nha van hoa: nvh
tai dinh cu: tdc | giai phong mat bang: gpmb | dich vu cong: dvc dvcqg dvctt | hanh chinh cong: tthcc ttpvhcc
truong hoc: thcs thpt | cam on: tks thanks thx camon | ky: ki | ly: li | quy: qui | mot: 1 | giao vien: gv
"""
_LONG = {
    short: tuple(full.split())
    for entry in _SHORTHAND.replace("\n", "|").split("|")
    for full, _, shorts in [entry.partition(":")]
    for short in shorts.split()
}

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text as folded words beside the same words as they were typed; "." and "?" stand between sentences."""

    bare: tuple[str, ...]
    typed: tuple[str, ...]
    marked: bool
    """Typed with Vietnamese marks, so that a word without any is meant without any."""


@dataclass(frozen=True, slots=True)
class _Word:
    bare: str
    typed: str
    """Empty where any marks will do."""
    exact: bool


_Part = Mapping[str, tuple[tuple[_Word, ...], ...]] | None
"""The choices for one place of a phrase by their first bare word; None is a gap."""


@dataclass(frozen=True, slots=True)
class _Entry(Generic[K]):
    key: K
    weight: int
    parts: tuple[_Part, ...]
    needs: tuple[Mapping[str, object], ...]
    """A text without any word of one of these cannot hold the entry."""


class Phrases(Generic[K]):
    """A table of phrases, ready to be looked for; every entry counts once in a text, however often it occurs.

    Entries end at a semicolon or a line's end and are written without marks, as `fold` would give them. A word
    written with marks matches only itself, or its bare form in a text typed without marks; one that stands alone
    or after `!` matches only itself. `a|b_c` is one of "a" and "b c", `~` lets up to five words stand between,
    `#` is any number.
    """

    def __init__(self, *tables: Mapping[K, Mapping[int, str]]) -> None:
        self._entries: list[_Entry[K]] = []
        self._index: defaultdict[str, list[int]] = defaultdict(list)
        for table in tables:
            for key, weights in table.items():
                for weight, entries in weights.items():
                    for entry in entries.replace("\n", ";").split(";"):
                        self._add(key, weight, entry.strip())

    def _add(self, key: K, weight: int, entry: str) -> None:
        if not entry:
            return
        parts = tuple(_part(place, alone=place == entry) for place in entry.split())
        for first in parts[0] or ():
            self._index[first].append(len(self._entries))
        self._entries.append(_Entry(key, weight, parts, tuple(part for part in parts[1:] if part)))

    def weigh(self, sentence: Sentence) -> dict[K, tuple[int, ...]]:
        """Give the weights of all entries found, by key."""
        found: set[int] = set()
        firsts = [(word, _NUMBER) if _NUMERAL.fullmatch(word) else (word,) for word in sentence.bare]
        present = frozenset(chain.from_iterable(firsts))
        for at, words in enumerate(firsts):
            for number in chain.from_iterable(self._index.get(word, ()) for word in words):
                entry = self._entries[number]
                if number in found or any(map(present.isdisjoint, entry.needs)):
                    continue
                if _fits(sentence, at, entry.parts):
                    found.add(number)
        weights: defaultdict[K, tuple[int, ...]] = defaultdict(tuple)
        for number in sorted(found):
            entry = self._entries[number]
            weights[entry.key] += (entry.weight,)
        return dict(weights)


def sentence(text: str) -> Sentence:
    """Give the words of at most `LONGEST` characters, shorthand written out."""
    whole = _APOSTROPHE.sub("", clean(text[:LONGEST])).casefold()
    words = list(_words(_TOKEN.findall(whole)))
    letters = [(bare, typed) for bare, typed in words if bare.isalpha()]
    marked = sum(bare != typed for bare, typed in letters)
    return Sentence(
        bare=tuple(bare for bare, _ in words),
        typed=tuple(typed for _, typed in words),
        marked=marked > _MOSTLY * len(letters),
    )


def _words(tokens: list[str]) -> Iterator[tuple[str, str]]:
    number = False
    for typed in tokens:
        bare = typed if typed.isascii() else fold(typed)
        if not bare or not bare[0].isalnum():
            yield (_ASKED, _ASKED) if typed in "?？" else (_END, _END)
        elif bare in _LONG and not (number and bare in {"k", "kg"}):
            yield from ((long, long) for long in _LONG[bare])
        else:
            yield bare, typed
        number = bare.isdigit()


@cache
def _part(place: str, *, alone: bool) -> _Part:
    if place == _GAP:
        return None
    choices: defaultdict[str, tuple[tuple[_Word, ...], ...]] = defaultdict(tuple)
    for choice in place.split("|"):
        words = tuple(_word(piece, alone=alone and "_" not in choice) for piece in _pieces(choice))
        choices[words[0].bare] += (words,)
    return dict(choices)


def _pieces(choice: str) -> Iterator[str]:
    for word in choice.split("_"):
        yield from [word] if word == _NUMBER or word.startswith(_EXACT) else _TOKEN.findall(word)


def _word(piece: str, *, alone: bool) -> _Word:
    written = clean(piece.removeprefix(_EXACT))
    bare = fold(written)
    exact = piece.startswith(_EXACT) or (alone and written != bare)
    return _Word(bare=bare, typed=written if exact or written != bare else "", exact=exact)


def _fits(text: Sentence, at: int, parts: tuple[_Part, ...]) -> bool:
    if not parts:
        return True
    part, rest = parts[0], parts[1:]
    if part is not None:
        return any(_fits(text, end, rest) for end in _ends(text, at, part))
    for start in range(at, min(at + _REACH + 1, len(text.bare))):
        if _fits(text, start, rest):
            return True
        if text.bare[start] in _STOPS:
            return False
    return False


def _ends(text: Sentence, at: int, part: Mapping[str, tuple[tuple[_Word, ...], ...]]) -> Iterator[int]:
    """Give where each choice that stands at this place ends."""
    if at >= len(text.bare):
        return
    choices = part.get(text.bare[at], ())
    if _NUMBER in part and _NUMERAL.fullmatch(text.bare[at]):
        choices += part[_NUMBER]
    for words in choices:
        end = at + len(words)
        if end <= len(text.bare) and all(
            _same(text, place, word) for place, word in zip(range(at, end), words, strict=True)
        ):
            yield end


def _same(text: Sentence, at: int, word: _Word) -> bool:
    bare, typed = text.bare[at], text.typed[at]
    if word.bare == _NUMBER:
        return _NUMERAL.fullmatch(bare) is not None
    if bare != word.bare:
        return False
    return word.typed in ("", typed) or not (word.exact or text.marked or typed != bare)
