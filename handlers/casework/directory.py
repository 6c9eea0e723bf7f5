"""The communes of the province: what they are called, what they were, and which one a text means."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from handlers.casework.finding import search
from handlers.casework.naming import DISTRICT_TITLES, Name, Names, called, opening, read_words
from handlers.casework.spotting import spot
from handlers.value import Value


class Unit(Value):
    """A commune-level unit (đơn vị hành chính cấp xã)."""

    code: str
    """The National Statistics Office's code, such as "07339"."""
    name: str
    """Its name today, such as "Xã Tân Yên"."""
    kind: Literal["xa", "phuong"]
    districts: tuple[str, ...] = ()
    """Former districts (until 30 June 2025) that its land belonged to, such as "Huyện Tân Yên"."""
    former: tuple[str, ...] = ()
    """Earlier names of this unit itself, where they differ."""
    merged: tuple[tuple[str, str], ...] = ()
    """Communes that were merged into it, each with its former district."""


@dataclass(frozen=True)
class Directory:
    """All units of the province, found by code, by name or by former district."""

    units: tuple[Unit, ...]

    def get(self, code: str) -> Unit | None:
        """Give the unit with this code."""
        return self._by_code.get(code)

    def find(self, text: str, limit: int = 8) -> tuple[Unit, ...]:
        """Give at most `limit` units that somebody searching for `text` may mean, best first.

        An official name in force gives one unit; a name that several units or a former district share gives
        all of them; () if nothing is near enough.
        """
        return tuple(self.units[at] for at in search(self._names, text)[:limit])

    def named_in(self, text: str) -> Unit | None:
        """Give the unit that a free sentence names beyond doubt; None for none, several or an unknown one."""
        at = spot(self._names, text)
        return None if at is None else self.units[at]

    def district(self, name: str) -> tuple[Unit, ...]:
        """Give the units of a former district, with or without "Huyện" and diacritics; () if unknown."""
        words = read_words(name)
        found = self._names.of(words[opening(words, DISTRICT_TITLES) :])
        return tuple(self.units[at] for spelt in found if spelt.kind == "district" for at in spelt.units)

    def districts(self) -> tuple[str, ...]:
        """Give the names of the former districts, in the order of the units."""
        return tuple(dict.fromkeys(district for unit in self.units for district in unit.districts))

    @cached_property
    def _by_code(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def _names(self) -> Names:
        names: list[Name] = []
        for at, unit in enumerate(self.units):
            names += [called(own, unit.districts, [at], now=True) for own in (unit.name, *unit.former)]
            names += [called(old, [district], [at]) for old, district in unit.merged]
        for district in self.districts():
            members = [at for at, unit in enumerate(self.units) if district in unit.districts]
            names.append(called(district, [district], members))
        return Names(tuple(names))
