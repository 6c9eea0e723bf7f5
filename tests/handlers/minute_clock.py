"""A second, plodding clock: it knows which minutes an office works and walks through them one after another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

Week = Sequence[Sequence[tuple[int, int]]]
Pauses = Sequence[tuple[datetime, datetime | None]]
_MINUTE = timedelta(minutes=1)
_NEVER = 1 << 60


def wall(moment: datetime) -> datetime:
    """Give what a clock on the wall in Viet Nam shows; it knows no zones but +7."""
    return moment.astimezone(UTC).replace(tzinfo=None) + timedelta(hours=7)


@dataclass
class Walker:
    """One office from `first` on for so many days, by what a clock on its wall shows.

    `off` and `on` are the days without work and the weekend days worked in exchange; of an ordinary day `on`
    takes the longest, Monday to Friday.
    """

    off: frozenset[date]
    on: frozenset[date]
    week: Week
    until: time
    first: date
    days: int
    minutes: list[int] = field(default_factory=list)
    """Every working minute, counted from the first midnight."""
    _starts: list[int] = field(default_factory=list)
    """How many working minutes there are before each day."""

    def __post_init__(self) -> None:
        self._asked = [[m for m in range(1440) if any(a <= m < b for a, b in spans)] for spans in self.week]
        most = max(map(len, self._asked[:5]))
        self._ordinary = next(minutes for minutes in self._asked[:5] if len(minutes) == most)
        self._midnight = datetime(self.first.year, self.first.month, self.first.day)
        for number in range(self.days):
            self._starts.append(len(self.minutes))
            self.minutes += [number * 1440 + minute for minute in self.open(self.first + timedelta(days=number))]

    def open(self, day: date) -> list[int]:
        """Give the minutes of a day that are worked."""
        if day in self.on:
            return self._ordinary
        if day in self.off:
            return []
        return self._asked[day.weekday()]

    @property
    def day(self) -> int:
        """The working minutes of an ordinary day."""
        return len(self._ordinary)

    def received(self, at: datetime) -> date:
        """Give the day of receipt, by looking at one day after another."""
        day = at.date()
        while not (self.open(day) and at <= min(self.closing(day), datetime.combine(day, self.until))):
            day += timedelta(days=1)
        return day

    def closing(self, day: date) -> datetime:
        """Give when the office closes on a day that it works."""
        return datetime.combine(day, time()) + _MINUTE * (self.open(day)[-1] + 1)

    def due(self, at: datetime, minutes: int, pauses: Pauses = (), most: int = 0) -> datetime:
        """Give when so many minutes are over that count, walking minute by minute.

        A minute of a pause does not count, unless the clock has stood still for `most` minutes already; a pause
        without an end goes on. Pauses are compared by whole minutes.
        """
        if minutes <= 0 and not pauses:
            return self.closing(self.received(at))
        still = [(self._number(a), _NEVER if b is None else self._number(b)) for a, b in pauses]
        place, counted = self._counting(at), 0
        while True:
            minute = self.minutes[place]
            if still and most and any(a <= minute < b for a, b in still):
                most -= 1
            else:
                counted += 1
                if counted >= minutes:
                    return self._moment(minute + 1)
            place += 1

    def part(self, at: datetime, minutes: int) -> datetime:
        """Give the first minute at whose beginning so many have been worked since the day of receipt."""
        place = self._counting(at)
        for _ in range(minutes):
            place += 1
        return self._moment(self.minutes[place])

    def after(self, at: datetime, minutes: int) -> datetime:
        """Give when so many minutes were worked since a moment, its seconds left out."""
        if minutes == 0:
            return at
        place, now = self._starts[(at.date() - self.first).days], self._number(at)
        while self.minutes[place] < now:
            place += 1
        for _ in range(minutes):
            now = self.minutes[place] + 1
            place += 1
        return self._moment(now)

    def between(self, a: datetime, b: datetime) -> int:
        """Count the minutes that begin from one moment until another, seconds left out; negative backwards."""
        first, last = sorted((self._number(a), self._number(b)))
        place, count = self._starts[first // 1440], 0
        while self.minutes[place] < last:
            count += self.minutes[place] >= first
            place += 1
        return count if a <= b else -count

    def _counting(self, at: datetime) -> int:
        """Give the place in `minutes` of the first one after the day of receipt."""
        return self._starts[(self.received(at) - self.first).days + 1]

    def _number(self, at: datetime) -> int:
        return (at - self._midnight) // _MINUTE

    def _moment(self, minute: int) -> datetime:
        return self._midnight + _MINUTE * minute
