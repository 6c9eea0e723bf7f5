"""Spots the unit that a free sentence names beyond doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from handlers.casework.finding import PLACE_TITLES, STRICT_TITLES, Query, district_at, narrow
from handlers.casework.naming import (
    LONGEST_NAME,
    Name,
    NameKind,
    Names,
    Word,
    opening,
    read_words,
    toned,
)
from handlers.folding import fold

# Titles as they are written, with the kind that they tell; with their marks, unless the whole text has none.
_TITLES: Final[dict[str, NameKind | None]] = {
    "ủy ban nhân dân": None,
    "thị trấn": "thi tran",
    "phường": "phuong",
    "xã": "xa",
    "ubnd": None,
    "tt": "thi tran",
    "p": "phuong",
    "x": "xa",
}
_PARTS: Final = {tuple(toned(title).split()): kind for title, kind in _TITLES.items()}
_PLAIN_PARTS: Final = {tuple(fold(title).split()): kind for title, kind in _TITLES.items()}
# thị xã, hợp tác xã, địa phương, đối phương: there the word is no title.
_NO_TITLE_AFTER: Final = {"xa": ("thi", "tac"), "phuong": ("dia", "doi")}
# Words after which a long name is a place, not a person or a street.
_AT: Final = ("o", "tai", "thuoc", "tu", "ve")
# What follows a name in English, with the kind that it tells.
_AFTER: Final[dict[str, NameKind]] = {"commune": "xa", "ward": "phuong"}
_NOT_AFTER: Final = ("district", "province", "city")
# The last word before a name that is told without a title: ở, cán bộ, uỷ ban, một cửa, nhân viên, công an, at, of …
_BEFORE: Final = frozenset(
    (
        "o",
        "tai",
        "thuoc",
        "bo",
        "ubnd",
        "ban",
        "dan",
        "cua",
        "vien",
        "an",
        "chuc",
        "phong",
        "cong",
        "so",
        "at",
        "in",
        "of",
    )
)
# Names in force that a text without marks may spell by chance (đã mãi, từ lần, lúc năm), and that of a province.
_CHANCE: Final = frozenset({"da mai", "tu lan", "luc nam", "tri qua", "tram lo"})
_PROVINCES: Final = frozenset({"bac giang", "bac ninh"})


@dataclass(frozen=True)
class _Title:
    size: int
    kind: NameKind | None
    whole: bool
    """Written out, not as the letters "x", "p" or "tt", which stand for other words too."""


def spot(names: Names, text: str) -> int | None:
    """Give the position of the one unit that all names in the text can mean; None if none or in doubt."""
    words = read_words(text)
    meant = list(_mentions(names, words)) or list(_untitled(names, words))
    common = set.intersection(*meant) if meant else set()
    return common.pop() if len(common) == 1 else None


def _mentions(names: Names, words: Sequence[Word]) -> Iterator[set[int]]:
    """Give for each mention the units that it can mean: none if the name is not one of ours."""
    plain = not any(word.marked for word in words)
    at = 0
    while at < len(words):
        title = _title(words, at, plain)
        if (
            not title
            and (size := _size(names, words, at, plain, shortest=1))
            and (kind := _kind_after(words, at + size))
        ):
            yield _meaning(names, words, at, size, plain, kind)
            at += size + 1
            continue
        start = at + (title.size if title else 0)
        size = _size(names, words, start, plain, shortest=1 if title else 3)
        if title and size:
            yield _meaning(names, words, start, size, plain, title.kind)
        elif title and title.whole and start < len(words) and words[start].capital:
            yield set()
        elif size and (at == 0 or words[at - 1].fold in _AT):
            yield _meaning(names, words, start, size, plain, None)
        at = max(start + size, at + 1)


def _kind_after(words: Sequence[Word], at: int) -> NameKind | None:
    """Give the kind that an English title behind a name tells."""
    if at >= len(words) or words[at - 1].gap.strip():
        return None
    return _AFTER.get(words[at].fold)


def _untitled(names: Names, words: Sequence[Word]) -> Iterator[set[int]]:
    """Give the units in force that are named without a title, at the beginning or after words for an office."""
    plain = not any(word.marked for word in words)
    at = 0
    while at < len(words):
        size = _size(names, words, at, plain, shortest=2)
        if size and _is_told(words, at, size, plain):
            spelt = _spelt(names, words[at : at + size], plain)
            now = {unit for name in spelt if name.now and name.kind != "district" for unit in name.units}
            if now:
                yield now
        at += size or 1


def _is_told(words: Sequence[Word], at: int, size: int, plain: bool) -> bool:
    """Say whether a name without a title stands where one would tell of a unit."""
    spelt = " ".join(word.fold for word in words[at : at + size])
    if spelt in _PROVINCES or (plain and spelt in _CHANCE):
        return False
    after = words[at + size].fold if at + size < len(words) and not words[at + size - 1].gap.strip() else ""
    if after in _NOT_AFTER:
        return False
    if at == 0:
        return after not in ("", *_AT)
    return words[at - 1].fold in _BEFORE and not words[at - 1].gap.strip()


def _title(words: Sequence[Word], at: int, plain: bool) -> _Title | None:
    """Give the title at this position, if a name may follow it."""
    for parts, kind in (_PLAIN_PARTS if plain else _PARTS).items():
        here = words[at : at + len(parts)]
        if tuple(word.fold if plain else word.tone for word in here) != parts:
            continue
        if at and words[at - 1].fold in _NO_TITLE_AFTER.get(here[-1].fold, ()):
            return None
        if here[-1].gap.strip(" .:"):
            return None
        return _Title(len(parts), kind, whole=kind is not None and len(here[-1].fold) > 1 and parts != ("tt",))
    return None


def _size(names: Names, words: Sequence[Word], start: int, plain: bool, *, shortest: int) -> int:
    """Give how many words from here spell a name; 0 if none do, or if the name seems to go on."""
    for size in range(LONGEST_NAME, shortest - 1, -1):
        span = words[start : start + size]
        if len(span) < size or any(word.gap.strip() for word in span[:-1]):
            continue
        spelt = _spelt(names, span, plain)
        if spelt and (size > 1 or _is_name(span[0], spelt)):
            return 0 if _goes_on(names, span, words[start + size :]) else size
    return 0


def _spelt(names: Names, span: Sequence[Word], plain: bool) -> tuple[Name, ...]:
    """Give the names that these words spell; somebody who types marks is taken at his word."""
    spelt = names.of(span)
    tone = " ".join(word.tone for word in span)
    same = tuple(name for name in spelt if name.tone == tone)
    if same and not plain:
        return same
    return () if any(word.marked for word in span) else spelt


def _is_name(word: Word, spelt: Sequence[Name]) -> bool:
    """Say whether a name of one syllable is meant: "hồ", "chờ", "thắng" and "với" are ordinary words."""
    if word.capital or word.gap.strip() or not word.gap:
        return True
    return any(name.now for name in spelt) and (word.marked or len(word.fold) > 3)


def _goes_on(names: Names, span: Sequence[Word], rest: Sequence[Word]) -> bool:
    """Say whether another capital follows, as in a longer name that is not ours; districts may follow."""
    if not rest or span[-1].gap.strip() or not rest[0].capital or not all(word.capital for word in span):
        return False
    return district_at(names, rest)[0] is None and not opening(rest, PLACE_TITLES)


def _meaning(
    names: Names, words: Sequence[Word], start: int, size: int, plain: bool, kind: NameKind | None
) -> set[int]:
    """Give the units that a name can mean, with the district that follows it taken into account."""
    span = tuple(words[start : start + size])
    district, title, _ = district_at(names, words[start + size :])
    places = frozenset([district.fold] if district and title != "tinh" else [])
    query = Query(span, kind, places)
    found = narrow(query, _spelt(names, span, plain))
    if kind is None and not places:  # "UBND Tân Yên": the former districts have no offices any more
        found = tuple(name for name in found if name.now and name.kind != "district") or found
    if title in STRICT_TITLES and not any(places & name.places for name in found):
        return set()
    return {unit for name in found for unit in name.units}
