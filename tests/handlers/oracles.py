"""Second, plodding implementations of the rules, written from the decisions; they ask nothing of the code."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from handlers.casework.cases import About, Case, Status
from handlers.casework.categories import Category
from handlers.casework.directory import Directory, Unit
from handlers.casework.organisation import Holder, Organisation, Post
from handlers.casework.worktime import ZONE

FIRST_DESK = {
    "O": "delay guidance_paperwork facility field_issue suggestion",
    "H": "attitude error_loss praise",
    "HM": "disclosure participation",
    "I": "informal_payment",
    "D": "digital_service land_compensation sector_democracy regulation_proposal",
}
"""Who gets a category first: the unit's Officer, its Head, the head with the Mttq, the Inspector, the Department."""
UNITS = ("00001", "00002", "00003")
DAYS = tuple(datetime(2026, 11, 2, 9, 0, tzinfo=ZONE) + timedelta(days=day) for day in range(12))
PERSONS = range(1, 13)


def desk_of(category: str, unit: str) -> list[str]:
    """Give the posts that get a category first when it is about nobody in particular."""
    letters = next(letters for letters, names in FIRST_DESK.items() if category in names.split())
    called = {"O": f"officer-{unit}", "H": f"head-{unit}", "M": "mttq", "I": "inspector", "D": "department"}
    return [called[letter] for letter in letters]


@dataclass(frozen=True)
class Rules:
    """Decisions 2, 3, 9 and 10 for one case in one organisation at one moment, by trying every person and post."""

    case: Case
    org: Organisation
    now: datetime

    @cached_property
    def forbidden_posts(self) -> set[str]:
        """Posts that the case must not come to: staff's desk, and the head's too unless only staff are meant."""
        unit = self.case.unit
        return {
            None: set[str](),
            "staff": {f"officer-{unit}"},
            "leader": {f"officer-{unit}", f"head-{unit}"},
            "unsure": {f"officer-{unit}", f"head-{unit}"},
        }[self.case.about]

    @cached_property
    def forbidden_persons(self) -> set[int]:
        """The reporter, and whoever sat on a forbidden post at any time from the day it happened until now."""
        began = self.case.filed_at
        if self.case.happened is not None:
            began = min(began, datetime(*self.case.happened.timetuple()[:3], tzinfo=ZONE))
        meant = {
            seat.person
            for seat in self.org.holders
            if seat.post in self.forbidden_posts
            if not (seat.since > self.now or (seat.until is not None and seat.until <= began))
        }
        return meant | {self.case.reporter}

    def seats(self, post: str) -> set[tuple[str, int]]:
        """Who sits there now and may have the case."""
        if post in self.forbidden_posts:
            return set()
        here = {
            seat.person
            for seat in self.org.holders
            if seat.post == post and seat.since <= self.now and (seat.until is None or seat.until > self.now)
        }
        return {(post, person) for person in here - self.forbidden_persons}

    @cached_property
    def followers(self) -> list[str]:
        """The members' posts that follow the unit."""
        return sorted(id_ for id_, post in self.org.posts.items() if self.case.unit in post.follows)

    @cached_property
    def ladder(self) -> list[list[str]]:
        """All rungs, from the first desk to the standing body."""
        unit = self.case.unit
        match self.case.about:
            case None:
                first = desk_of(self.case.category, unit)
            case "staff":
                first = [f"head-{unit}"]
            case _:
                first = ["inspector"]
        boss = [[f"head-{unit}"]] if first == [f"officer-{unit}"] else []
        return [rung for rung in [first, *boss, self.followers, ["standing"]] if rung]

    def first_rung(self) -> list[str]:
        """The first rung on which somebody sits who may have the case, only its posts so held."""
        return next(self._held(self.ladder), [])

    def rung_above(self, *, even_if_reached: bool) -> list[str]:
        """The next rung above the holder; unless told otherwise, only one that has not got the case."""
        holder, way = self.case.holder, self.ladder
        if any(holder in rung for rung in way):
            while holder not in way[0]:
                way = way[1:]
            way = way[1:]
        else:
            way = way[way.index(self.followers) if self.followers else -1 :]
            if holder is not None and holder.startswith("officer-"):
                way = [[holder.replace("officer", "head")], *way]
        if not even_if_reached:
            way = [rung for rung in way if not any(post in self.case.reach for post in rung)]
        return next(self._held(way), [])

    def _held(self, way: Sequence[list[str]]) -> Iterator[list[str]]:
        for rung in way:
            if held := [post for post in rung if self.seats(post)]:
                yield held

    def readers(self, *, of_digest: bool) -> set[tuple[str, int]]:
        """Who may have the case: all who sit where it has come to; of a digest also who oversees the unit."""
        posts = set(self.case.reach) | (set(self.followers) | {"standing"} if of_digest else set())
        return set[tuple[str, int]]().union(*(self.seats(post) for post in posts))


def some_organisation(dice: random.Random) -> Organisation:
    """Give a small province whose posts are held by nobody, one or several, in times that come and go."""
    directory = Directory(tuple(Unit(code=code, name=f"Xã {code}", kind="xa") for code in UNITS))
    posts = [Post(id=kind, kind=kind) for kind in ("inspector", "department", "mttq", "standing")]
    for code in UNITS:
        posts.append(Post(id=f"officer-{code}", kind="officer", unit=code))
        posts.append(Post(id=f"head-{code}", kind="head", unit=code))
    for number in range(dice.randrange(4)):
        follows = tuple(dice.sample(UNITS, dice.randrange(1, 4)))
        posts.append(Post(id=f"member-{number}", kind="member", follows=follows))
    holders = []
    for post in posts:
        for _ in range(dice.choice((0, 0, 1, 1, 1, 2, 3))):
            since = dice.choice(DAYS[:8])
            until = dice.choice((None, None, since + timedelta(days=dice.randrange(1, 9))))
            holders.append(Holder(post=post.id, person=dice.choice(PERSONS), since=since, until=until))
    return Organisation(directory=directory, posts={post.id: post for post in posts}, holders=tuple(holders))


def some_case(dice: random.Random, org: Organisation) -> Case:
    """Give a case that may be about anybody and lie anywhere; who filed it often holds a post."""
    filed = dice.choice(DAYS)
    names = " ".join(FIRST_DESK.values()).split()
    about: tuple[About | None, ...] = (None, "staff", "leader", "unsure")
    reach = tuple(dice.sample(sorted(org.posts), dice.choice((0, 1, 1, 2, 4))))
    return Case(
        code="123456789",
        unit=dice.choice(UNITS),
        category=Category(dice.choice(names)),
        status=Status.FORWARDED,
        reporter=dice.choice((*PERSONS, 99)),
        text="",
        filed_at=filed,
        round_at=filed,
        about=dice.choice(about),
        happened=dice.choice((None, (filed - timedelta(days=dice.randrange(6))).date())),
        holder=dice.choice((*reach, *dice.sample(sorted(org.posts), 1))) if dice.random() < 0.9 else None,
        reach=reach,
    )


def filed(**changes: object) -> Case:
    """Give a plain case, about a delay in the first unit, from somebody without a post."""
    plain = {"unit": UNITS[0], "category": "delay", "about": None, "reporter": 99, "happened": None}
    dice = random.Random(1)
    whole = some_case(dice, some_organisation(dice)).model_dump()
    return Case.model_validate(whole | plain | {"filed_at": DAYS[0], "holder": None, "reach": ()} | changes)
