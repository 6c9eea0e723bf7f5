"""Names of persons as people type them, and whom such a name may mean."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from handlers.folding import words

_OFFICES: Final = re.compile(r"\b(?:(?:pho )?(?:chu tich|giam doc|truong phong)|can bo|cong chuc|nhan vien|dong chi)\b")
_TITLES: Final = frozenset(("ong", "ba", "anh", "chi", "em", "co", "chu", "bac", "thay", "dc", "mr", "mrs", "ms"))
_MOST_KEPT: Final = 1_000


def read_name(text: str) -> tuple[str, ...]:
    """Give the words of a name: folded, "Vy" as "Vi", without offices and leading titles; () if nothing is left."""
    found = _OFFICES.sub(" ", words(text)).replace("y", "i").split()
    while len(found) > 1 and found[0] in _TITLES:
        del found[0]
    return tuple(found)


def may_mean(typed: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether a typed name may mean the person of a known name; both as `read_name` gives them.

    A single word means a given name, which comes last; of a longer name words may be missing on either side.
    """
    if not typed or not known:
        return False
    if len(typed) == 1:
        return typed == known or (len(typed[0]) > 1 and typed[0] == known[-1])
    return set(typed) <= set(known) or set(known) <= set(typed)


class Names:
    """Which persons bear which names."""

    def __init__(self, named: Iterable[tuple[int, str]]) -> None:
        self._named = tuple(named)
        self._meant: dict[str, frozenset[int]] = {}

    @cached_property
    def _known(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        return tuple(dict.fromkeys((person, read_name(name)) for person, name in self._named))

    @cached_property
    def _full(self) -> tuple[dict[int, list[tuple[str, ...]]], dict[tuple[str, ...], list[int]]]:
        """The names of two words at least: by person, and the persons by name."""
        by_person: dict[int, list[tuple[str, ...]]] = {}
        by_name: dict[tuple[str, ...], list[int]] = {}
        for person, name in self._known:
            if len(name) > 1:
                by_person.setdefault(person, []).append(name)
                by_name.setdefault(name, []).append(person)
        return by_person, by_name

    def meant(self, typed: str) -> frozenset[int]:
        """Give the persons whom a typed name may mean; each name is looked for once."""
        found = self._meant.get(typed)
        if found is None:
            wanted = read_name(typed)
            found = frozenset(person for person, known in self._known if may_mean(wanted, known))
            if len(self._meant) < _MOST_KEPT:
                self._meant[typed] = found
        return found

    def sharers(self, persons: Iterable[int]) -> frozenset[int]:
        """Give who bears the same full name as one of these persons, so that it may be one human on two accounts."""
        by_person, by_name = self._full
        return frozenset(one for person in persons for name in by_person.get(person, ()) for one in by_name[name])
