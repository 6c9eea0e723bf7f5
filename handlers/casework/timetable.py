"""All that the clock goes by: the calendar, the hours of each unit, and the table of limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from handlers.casework.limits import Limits, Terms
from handlers.casework.worktime import ORDINARY, ZONE, Calendar, Hours, Office


@dataclass(frozen=True)
class Timetable:
    """The country's calendar, the opening hours of the units that have their own (by code), and the limits."""

    calendar: Calendar = field(default_factory=Calendar)
    hours: Mapping[str, Hours] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    _offices: dict[tuple[Hours, int], Office] = field(default_factory=dict, init=False, repr=False, compare=False)

    def terms(self, at: datetime) -> Terms:
        """Give the limits that hold for what begins at a moment."""
        return self.limits.on(at.astimezone(ZONE).date())

    def office(self, unit: str, at: datetime) -> Office:
        """Give the working time of a unit, by the rules that hold for what begins at a moment."""
        key = (self.hours.get(unit, ORDINARY), self.terms(at)["receipt_until_hour"])
        found = self._offices.get(key)
        if found is None:
            found = self._offices[key] = Office(self.calendar, key[0], time(key[1]))
        return found
