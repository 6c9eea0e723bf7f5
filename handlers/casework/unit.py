"""A commune-level unit and the province, as dated facts: names, from when until when, and what came after."""

from datetime import date
from typing import Literal

from handlers.casework.naming import kind_of
from handlers.value import Value

UnitKind = Literal["xa", "phuong", "thi tran"]


class Dated(Value):
    """What holds from one day to another, both included, where they are given."""

    valid_from: date | None = None
    valid_to: date | None = None

    def on(self, day: date) -> bool:
        """Whether it held on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class UnitName(Dated):
    """A name of a unit, with the kind that it opens with, and the days on which it held."""

    name: str
    kind: UnitKind


class Province(Dated):
    """A name of the province; `districts` are those of a province that was one of two then."""

    name: str
    districts: tuple[str, ...] = ()


class Unit(Dated):
    """A commune-level unit (đơn vị hành chính cấp xã); `valid_from` and `valid_to` are its first and last day."""

    code: str
    """The National Statistics Office's code, such as "07339"."""
    name: str
    """Its name on the day that is meant, such as "Xã Tân Yên"."""
    kind: UnitKind
    districts: tuple[str, ...] = ()
    """Former districts (until 30 June 2025) that its land belonged to, such as "Huyện Tân Yên"."""
    merged: tuple[tuple[str, str], ...] = ()
    """Communes that were merged into it, each with its former district."""
    names: tuple[UnitName, ...] = ()
    """All its names in order, each with its days; () if it had only one."""
    successors: tuple[str, ...] = ()
    """The codes of the units that took its land over when it ceased."""
    hours: str = ""
    """When its one-stop counter is open, as people write it; "" for ordinary hours."""

    @property
    def former(self) -> tuple[str, ...]:
        """Its other names."""
        return tuple(dict.fromkeys(one.name for one in self.names if one.name != self.name))

    @property
    def spells(self) -> tuple[UnitName, ...]:
        """All its names with their days, also if there is only one."""
        only = UnitName(name=self.name, kind=self.kind, valid_from=self.valid_from, valid_to=self.valid_to)
        return self.names or (only,)

    def called_on(self, day: date) -> "Unit":
        """Give the unit under its name of a day: the first before all of them, the last after them."""
        named = next((one for one in self.spells if one.valid_to is None or day <= one.valid_to), self.spells[-1])
        if named.name == self.name and named.kind == self.kind:
            return self
        return self.model_copy(update={"name": named.name, "kind": named.kind})


def kind_in(name: str) -> UnitKind | None:
    """Give the kind that a commune's name opens with; None if it opens with none."""
    kind = kind_of(name)
    return None if kind == "district" else kind
