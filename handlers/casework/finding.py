"""Finds units from a search: old names, lost diacritics and typing slips are forgiven."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from handlers.casework.naming import (
    COMMUNE_TITLES,
    DISTRICT_TITLES,
    LONGEST_NAME,
    Name,
    NameKind,
    Names,
    Word,
    opening,
    read_words,
    squeezed,
)

PLACE_TITLES: Final = (*DISTRICT_TITLES, "tinh")
STRICT_TITLES: Final = ("huyen", "thi xa", "h", "tx")
"""A district is meant for certain; "thành phố" and a mere "Bắc Ninh" may also mean the province."""

_MOST_WORDS: Final = 24
# What may stand before a unit's name and says nothing about which unit it is, folded.
_LEADS: Final = (
    *("trung tam phuc vu hanh chinh cong", "trung tam hanh chinh cong", "ttpvhcc", "tthcc"),
    *("uy ban nhan dan", "uy ban", "ubnd", "bo phan mot cua", "mot cua", "toi o", "em o", "o", "tai"),
    *("the office of", "office of", "the office at", "office at", "at the", "at", "in", "it was in", "it was at"),
)
_ENGLISH: Final[dict[str, NameKind]] = {"ward": "phuong", "commune": "xa", "district": "district"}


@dataclass(frozen=True)
class Query:
    """What is asked for: the words of the name, what stood before them, and the district after them."""

    words: tuple[Word, ...]
    title: NameKind | None = None
    places: frozenset[str] = frozenset()
    """Folded names of former districts."""
    strict: bool = False
    """Whether a place was given with one of STRICT_TITLES."""
    whole: str = ""
    """The squeezed name together with what was taken for a title: "Huyền Sơn" begins like "huyện"."""

    @property
    def tone(self) -> str:
        return " ".join(word.tone for word in self.words)

    @property
    def fold(self) -> str:
        return " ".join(word.fold for word in self.words)

    def fits(self, name: Name) -> tuple[bool, bool, bool]:
        """Say whether tones, kind and place agree with the name; what was not written agrees with all."""
        plain = not any(word.marked for word in self.words)
        return (
            plain or name.tone == self.tone,
            self.title is None or name.kind == self.title,
            not self.places or bool(name.places & self.places),
        )


def search(names: Names, text: str) -> tuple[int, ...]:
    """Give the positions of the units that the text may mean, best first; () if nothing is near enough."""
    words = read_words(text)[:_MOST_WORDS]
    query = parse(names, words)
    exact = names.of(query.words)
    found = narrow(query, exact) if exact else (*_inside(names, words, query), *_near(names, query))
    units = [unit for name in found for unit in name.units]
    if query.strict and not any(name.places & query.places for name in found):
        units += [unit for place in sorted(query.places) for unit in names.districts[place].units]
    return tuple(dict.fromkeys(units))


def narrow(query: Query, names: Iterable[Name]) -> tuple[Name, ...]:
    """Keep those of the names, all spelt as asked, that fit best; all if none fits in tones and kind."""
    ranked = sorted(names, key=lambda name: (query.fits(name), name.now, name.tone == query.tone), reverse=True)
    if query.title is not None and query.title != "district":
        ranked = [name for name in ranked if name.kind != "district"] or ranked
    if not ranked or not all(query.fits(ranked[0])[:2]):
        return tuple(ranked)
    best = [name for name in ranked if query.fits(name) == query.fits(ranked[0])]
    now = [name for name in best if name.now]
    return tuple(now if now and query.title is not None else best)


def parse(names: Names, words: Sequence[Word]) -> Query:
    """Take a search apart: lead, title, name and districts; what spells a known name stays whole."""
    words = tuple(words)
    while lead := opening(words, _LEADS):
        words = words[lead:]
    whole = "".join(word.fold for word in words)
    query = Query(words)
    if district := opening(words, DISTRICT_TITLES):
        query = Query(words[district:], "district")
    elif title := opening(words, COMMUNE_TITLES):
        query = Query(words[title:], COMMUNE_TITLES[" ".join(word.fold for word in words[:title])])
    elif len(words) > 1 and words[-1].fold in _ENGLISH:
        query = Query(words[:-1], _ENGLISH[words[-1].fold])
    if names.of(query.words):
        return query
    if names.of(words):
        return Query(words)
    return _without_tail(names, replace(query, whole=whole))


def district_at(names: Names, words: Sequence[Word]) -> tuple[Name | None, str, int]:
    """Give the former district that words open with, the title before it, and how many words these are."""
    start = opening(words, PLACE_TITLES)
    for end in range(start + LONGEST_NAME, start, -1):
        district = names.districts.get(" ".join(word.fold for word in words[start:end]))
        if district:
            return district, " ".join(word.fold for word in words[:start]), end
    return None, "", 0


def _without_tail(names: Names, query: Query) -> Query:
    """Take the district and the province off the end of a name."""
    for start in range(1, len(query.words)):
        head, tail = query.words[:start], query.words[start:]
        district, title, size = district_at(names, tail)
        if district is None or size < len(tail):
            continue
        if title == "tinh":
            return _without_tail(names, replace(query, words=head))
        places, strict = query.places | {district.fold}, query.strict or title in STRICT_TITLES
        shorter = replace(query, words=head, places=places, strict=strict)
        return shorter if names.of(head) else _without_tail(names, shorter)
    return query


def _inside(names: Names, words: Sequence[Word], query: Query) -> tuple[Name, ...]:
    """Give the names that stand among the words: those with a title, or else those of two words or more."""
    titled: list[Name] = []
    bare: list[Name] = []
    at = 0
    while at < len(words):
        rest = words[at:]
        _, place, taken = district_at(names, rest)
        title = opening(rest, COMMUNE_TITLES)
        if place:
            at += taken
        elif title and (size := _size(names, rest[title:], 1)):
            kind = COMMUNE_TITLES[" ".join(word.fold for word in rest[:title])]
            asked = replace(query, words=tuple(rest[title : title + size]), title=kind)
            titled += narrow(asked, names.of(asked.words))
            at += title + size
        elif size := _size(names, rest, 2):
            asked = replace(query, words=tuple(rest[:size]), title=None)
            bare += narrow(asked, names.of(asked.words))
            at += size
        else:
            at += 1
    return tuple(titled or bare)


def _size(names: Names, words: Sequence[Word], shortest: int) -> int:
    """Give how many of the first words spell a name, as many as possible; 0 if none do."""
    sizes = range(min(LONGEST_NAME, len(words)), shortest - 1, -1)
    return next((size for size in sizes if names.of(words[:size])), 0)


def _near(names: Names, query: Query) -> tuple[Name, ...]:
    """Give the names that begin with the query, hold it, or are a slip or two away, nearest first."""
    asked = query.fold
    if len(squeezed(asked)) < 2:
        return ()
    slips = _slips(names, query)
    beginnings = (squeezed(asked), query.whole)
    scored: list[tuple[float, int]] = []
    for at, name in enumerate(names.all):
        if names.keys[at].startswith(beginnings):
            score = 0.0 if name.tone.startswith(query.tone) else 0.25
        elif len(asked) > 2 and f" {asked}" in name.fold:
            score = 1.0
        elif at in slips:
            score = 2.0 + slips[at]
        else:
            continue
        misfit = sum(not fit for fit in query.fits(name)[1:])
        scored.append((score + misfit / 4 - name.now / 8, at))
    return tuple(names.all[at] for _, at in sorted(scored))


def _slips(names: Names, query: Query) -> dict[int, int]:
    """Give the positions of names within the allowed number of typing slips, with that number."""
    asked = squeezed(query.fold)
    allowed = 0 if len(asked) < 4 else 1 if len(asked) < 9 else 2
    tried = [(asked, names.keys, allowed)]
    if query.title is None:
        tried.append((asked, names.titled_keys, allowed))
    else:
        tried.append((query.whole, names.keys, 1))
    found: dict[int, int] = {}
    for text, keys, most in tried:
        for _, slips, at in process.extract(text, keys, scorer=OSA.distance, score_cutoff=most, limit=None):
            found[at] = min(int(slips), found.get(at, int(slips)))
    return found
