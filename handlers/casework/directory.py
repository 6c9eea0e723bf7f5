"""The communes of the province on any day: their names, what became of them, and which one a text means."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from handlers.casework.finding import search
from handlers.casework.naming import DISTRICT_TITLES, Name, Names, called, opening, read_words
from handlers.casework.spotting import spot
from handlers.casework.unit import Province, Unit, kind_in

TWO_LEVELS: Final = date(2025, 7, 1)
"""Since this day there are communes and a province and no districts (Luật Tổ chức chính quyền địa phương 2025)."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Directory:
    """All units of the province, found by code, by name or by former district.

    `day` is the day whose map is meant; without one it is the map of the last changes that are known.
    """

    units: tuple[Unit, ...]
    """Also those that have ceased or have not begun, each under its name of `day`."""
    day: date | None = None
    provinces: tuple[Province, ...] = ()

    def at(self, day: date) -> "Directory":
        """Give the directory as it stands on a day."""
        return replace(self, units=tuple(unit.called_on(day) for unit in self.units), day=day)

    def get(self, code: str) -> Unit | None:
        """Give the unit with this code, whether it is in force or not."""
        return self._by_code.get(code)

    def in_force(self, code: str) -> bool:
        """Say whether this is a unit that is there on the directory's day."""
        unit = self.get(code)
        return unit is not None and self._there(unit)

    def current(self, code: str, day: date | None = None) -> tuple[Unit, ...]:
        """Give the unit itself if it is there on a day (default: the directory's), else those that took its land over.

        Old communes (`on` gives their codes) lead to today's units too; () for an unknown code and for what has
        not begun.
        """
        found: dict[str, Unit] = {}
        seen: set[str] = set()
        todo = [code]
        while todo:
            one = todo.pop(0)
            unit = self.get(one) or self._communes.get(one)
            if unit is None or one in seen:
                continue
            seen.add(one)
            if self._there(unit, day):
                found[one] = unit if day is None else unit.called_on(day)
            else:
                todo += unit.successors
        return tuple(found.values())

    @cached_property
    def ceased(self) -> dict[str, tuple[str, ...]]:
        """The codes of the units that have ceased, each with the codes of those that took its land over."""
        day = self.day
        gone = (unit for unit in self.units if unit.valid_to is not None and (day is None or unit.valid_to < day))
        return {unit.code: tuple(heir.code for heir in self.current(unit.code)) for unit in gone}

    @cached_property
    def absorbed(self) -> dict[str, tuple[str, ...]]:
        """The codes of the units that took land over, each with the codes of the ceased units that it was."""
        found: dict[str, tuple[str, ...]] = {}
        for old, heirs in self.ceased.items():
            for heir in heirs:
                found[heir] = (*found.get(heir, ()), old)
        return found

    def on(self, day: date) -> tuple[Unit, ...]:
        """Give the units in force on a day under their names of that day; before July 2025 the communes of then."""
        if day < TWO_LEVELS:
            return tuple(self._communes.values())
        return tuple(unit.called_on(day) for unit in self.units if unit.on(day))

    def name_on(self, code: str, day: date) -> str:
        """Give the name of a unit on a day: its first one before it was there, its last one after; "" if unknown."""
        unit = self.get(code) or self._communes.get(code)
        return unit.called_on(day).name if unit else ""

    def whole_name_on(self, code: str, day: date) -> str:
        """Give the name with what stood above it on that day: "Xã Cao Xá, Huyện Tân Yên, Tỉnh Bắc Giang"."""
        unit = self.get(code) or self._communes.get(code)
        if unit is None:
            return ""
        districts = unit.districts[:1] if day < TWO_LEVELS else ()
        return ", ".join(filter(None, (self.name_on(code, day), *districts, self.province_on(day, *districts))))

    def province_on(self, day: date, district: str = "") -> str:
        """Give the province's name on a day; before the merger of July 2025 that of the district's province."""
        there = [one for one in self.provinces if one.on(day)]
        fits = [one for one in there if not one.districts or district in one.districts]
        return fits[0].name if fits else ""

    def shown(self, code: str) -> str:
        """Give the name under which a case of this unit is shown: of the unit, or of what took it over."""
        unit = self.get(code)
        return " / ".join(one.name for one in self.current(code)) or (unit.name if unit else code)

    def find(self, text: str, limit: int = 8) -> tuple[Unit, ...]:
        """Give at most `limit` units in force that somebody searching for `text` may mean, best first.

        An official name in force gives one unit; a name that several units or a former district share gives
        all of them, and the name of a unit that has ceased those that took it over; () if nothing is near enough.
        """
        return tuple(self.units[at] for at in search(self._names, text)[:limit])

    def named_in(self, text: str) -> Unit | None:
        """Give the unit in force that a free sentence names beyond doubt; None for none, several or an unknown one."""
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

    def _there(self, unit: Unit, day: date | None = None) -> bool:
        when = day or self.day
        return unit.valid_to is None if when is None else unit.on(when)

    @cached_property
    def _by_code(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def _communes(self) -> dict[str, Unit]:
        """The communes of before July 2025; the register has no codes of them, so each is `<heir's code>.<number>`."""
        return {commune.code: commune for unit in self.units for commune in communes_of(unit)}

    @cached_property
    def _names(self) -> Names:
        names: list[Name] = []
        at = {unit.code: position for position, unit in enumerate(self.units)}
        heirs = {unit.code: [at[heir.code] for heir in self.current(unit.code)] for unit in self.units}
        for unit in self.units:
            if not heirs[unit.code]:
                continue
            now = self._there(unit)
            for own in (unit.name, *unit.former):
                names.append(called(own, unit.districts, heirs[unit.code], now=now))
            names += [called(old, [district], heirs[unit.code]) for old, district in unit.merged]
        for district in self.districts():
            members = (heir for unit in self.units if district in unit.districts for heir in heirs[unit.code])
            names.append(called(district, [district], dict.fromkeys(members)))
        return Names(tuple(names))


def communes_of(unit: Unit) -> Iterable[Unit]:
    """Give the communes that were merged into a unit on 1 July 2025, as they were until the day before."""
    for number, (name, district) in enumerate(unit.merged, 1):
        yield Unit(
            code=f"{unit.code}.{number}",
            name=name,
            kind=kind_in(name) or "xa",
            districts=(district,),
            valid_to=TWO_LEVELS - _DAY,
            successors=(unit.code,),
        )


__all__ = ["TWO_LEVELS", "Directory", "Unit", "communes_of"]
