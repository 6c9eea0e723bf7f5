"""A second, plodding account of what happens to a case by itself, written from the decisions, on the walking clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from handlers.casework.categories import RULES, Category
from tests.handlers.minute_clock import Walker

Took = list[tuple[str, list[str]]]
Numbers = Mapping[str, int]
NUMBERS: Numbers = {
    "reminder_percent": 50,
    "amber_percent": 80,
    "overdue_head": 0,
    "overdue_member": 3,
    "overdue_standing": 5,
    "transfer_unaccepted": 1,
    "pause_most": 3,
    "judge_reminder": 5,
    "judge_lapse": 10,
}
"""Decision 9, and rules.md section 5: half of the days, 80 %, the due time, three and five days later, and so on."""
RANK = ("reminder", "amber", "unaccepted", "step", "judge", "close")


@dataclass
class Seats:
    """Who sits where, from when until when: post, since, until (None: for good)."""

    rows: list[tuple[str, datetime, datetime | None]]
    members: list[str]

    def held(self, post: str, now: datetime) -> bool:
        """Whether anybody sits on a post."""
        return any(one == post and since <= now and (until is None or now < until) for one, since, until in self.rows)

    def rungs(self, unit: str, category: Category, holder: str) -> list[list[str]]:
        """Give what stands above the holder of a case of a unit, nearest first."""
        first = [f"{kind}-{unit}" if kind in ("officer", "head") else kind for kind in RULES[category].first]
        overseers = [rung for rung in (self.members, ["standing"]) if rung]
        way = [first, *([[f"head-{unit}"]] if first == [f"officer-{unit}"] else []), *overseers]
        for place, rung in enumerate(way):
            if holder in rung:
                return way[place + 1 :]
        if holder.startswith("officer-"):
            return [[holder.replace("officer", "head")], *overseers]
        return overseers

    def next_rung(self, unit: str, category: Category, holder: str, reach: list[str], now: datetime) -> list[str]:
        """Give the held posts of the nearest rung above that has not got the case."""
        for rung in self.rungs(unit, category, holder):
            held = [post for post in rung if self.held(post, now)]
            if held and not any(post in reach for post in rung):
                return held
        return []


@dataclass
class Life:
    """One case as somebody would keep it on paper. All times are those of the clock on the wall."""

    walker: Walker
    numbers: Numbers
    seats: Seats
    unit: str
    category: Category
    holder: str
    reach: list[str]
    begun: datetime
    status: str = "forwarded"
    granted: int = 0
    pauses: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    handed: datetime | None = None
    answered: datetime | None = None
    judged: datetime | None = None
    done: set[str] = field(default_factory=set)
    step: int = 0
    _known: tuple[object, dict[str, datetime]] | None = None

    @property
    def days(self) -> int:
        """The working days of this round."""
        days = RULES[self.category].answer_days
        assert days is not None
        return days + self.granted

    def begin(self, at: datetime) -> None:
        """Start a fresh round."""
        self.begun, self.granted, self.pauses, self.handed, self.answered, self.judged = at, 0, [], None, None, None
        self.done, self.step, self.status = set(), 0, "forwarded"

    def end_pause(self, now: datetime) -> None:
        """The reporter was asked and is not any more."""
        if self.pauses and self.pauses[-1][1] is None:
            self.pauses[-1] = (self.pauses[-1][0], now.replace(second=0, microsecond=0))

    def times(self) -> dict[str, datetime]:
        """Give when everything of this round strikes, whether or not it still has to."""
        state = (self.begun, self.granted, tuple(self.pauses), self.handed, self.answered, self.judged)
        if self._known is None or self._known[0] != state:
            self._known = (state, self._strikes())
        return self._known[1]

    def _strikes(self) -> dict[str, datetime]:
        day, most = self.walker.day, self.numbers["pause_most"] * self.walker.day
        if self.answered is not None:
            found = {"judge": self._later(self.answered, self.numbers["judge_reminder"])}
            if self.judged is not None:
                again = self.judged.replace(second=0, microsecond=0)
                more = self.numbers["judge_lapse"] - self.numbers["judge_reminder"]
                late = self._later(self.answered, self.numbers["judge_lapse"])
                found["close"] = max(late, self._later(again, more))
            return found
        due = self.walker.due(self.begun, self.days * day, self.pauses, most)
        half = next(n for n in range(1, 999) if n * 100 >= self.days * self.numbers["reminder_percent"])
        near = next(n for n in range(1, 999_999) if n * 100 >= self.days * day * self.numbers["amber_percent"])
        reminder = self.walker.due(self.begun, half * day, self.pauses, most).replace(hour=9, minute=0)
        amber = self.walker.due(self.begun, near + 1, self.pauses, most) - timedelta(minutes=1)
        found = {"due": due}
        found |= {"reminder": reminder} if reminder < due else {}
        found |= {"amber": amber} if amber < due else {}
        for number, name in enumerate(("overdue_head", "overdue_member", "overdue_standing")):
            found[f"step {number}"] = self._later(due, self.numbers[name])
        if self.handed is not None:
            found["unaccepted"] = self.walker.due(self.handed, self.numbers["transfer_unaccepted"] * day)
        return found

    def _later(self, moment: datetime, days: int) -> datetime:
        """Walk day by day through the days that the country works."""
        while days > 0:
            moment += timedelta(days=1)
            days -= self._works(moment.date())
        return moment

    def _works(self, day: date) -> bool:
        return day in self.walker.on or (day.isoweekday() < 6 and day not in self.walker.off)

    def pending(self, now: datetime) -> list[tuple[datetime, str]]:
        """Give what is still to happen, in order; of the steps up only the next."""
        times = self.times()
        found: list[tuple[datetime, str]] = []
        if self.status == "answered":
            return [(times["close"], "close") if self.judged else (times["judge"], "judge")]
        if self.status == "closed":
            return []
        for kind in ("reminder", "amber"):
            if kind in times and kind not in self.done and self.step == 0:
                found.append((times[kind], kind))
        if self.handed is not None and self.status == "forwarded":
            found.append((times["unaccepted"], "unaccepted"))
        if self.step < 3 and (self.step == 0 or self.above(now)):
            found.append((times[f"step {self.step}"], "step"))
        return sorted(found, key=lambda one: (one[0], RANK.index(one[1])))

    def above(self, now: datetime) -> list[str]:
        """Give the rung that gets the case next."""
        return self.seats.next_rung(self.unit, self.category, self.holder, self.reach, now)

    def look(self, now: datetime) -> Took:
        """Do all that has struck by now, one thing after the other; give what people are told of it."""
        took: Took = []
        while (rest := self.pending(now)) and rest[0][0] <= now and rest[0][1] != "close":
            kind = rest[0][1]
            level = self.above(now) if kind in ("step", "unaccepted") else []
            self.reach += level
            match kind:
                case "step":
                    self.step += 1
                    self.done |= {"reminder", "amber"}
                case "unaccepted":
                    self.handed = None
                case "judge":
                    self.judged = now
                case _:
                    self.done |= {"reminder", kind}
            took.append((("escalate" if level else "overdue") if kind == "step" else kind, level))
        kinds = [kind for kind, _ in took]
        stale = {"reminder"} if {"amber", "escalate", "overdue"} & set(kinds) else set()
        stale |= {"amber"} if {"escalate", "overdue"} & set(kinds) else set()
        return [one for one in took if one[0] not in stale]
