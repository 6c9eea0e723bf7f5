"""What happens to a case by itself: random lives and times off against a clock that walks minute by minute."""

import random
import sys
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from handlers.casework.cases import Case, Status
from handlers.casework.categories import RULES, Category
from handlers.casework.directory import Directory, Unit
from handlers.casework.escalation import catch_up, following, pause, resume, start_clock, timed
from handlers.casework.limits import TABLE, Limit, Limits
from handlers.casework.organisation import Holder, Organisation, Post, standard_posts
from handlers.casework.timetable import Timetable
from handlers.casework.worktime import ZONE
from tests.handlers.alarms import NUMBERS, Life, Numbers, Seats
from tests.handlers.minute_clock import wall
from tests.handlers.test_minutes import UNIT, a_moment, an_office

OTHER = "07340"
DIRECTORY = Directory(tuple(Unit(code=code, name=f"Xã {code}", kind="xa") for code in (UNIT, OTHER)))
CATEGORIES = tuple(
    category
    for category, rule in RULES.items()
    if rule.answer_days is not None and rule.files_case and not rule.behaviour  # who is meant decides their way
)


def some_numbers(dice: random.Random) -> Numbers:
    """Give the numbers that ship, or others that make sense."""
    if dice.random() < 0.6:
        return NUMBERS
    steps = sorted(dice.randrange(9) for _ in range(3))
    percents = sorted(dice.randrange(20, 100) for _ in range(2))
    judged = dice.randrange(1, 6)
    return {
        "reminder_percent": percents[0],
        "amber_percent": percents[1],
        **dict(zip(("overdue_head", "overdue_member", "overdue_standing"), steps, strict=True)),
        "transfer_unaccepted": dice.randrange(1, 4),
        "pause_most": dice.randrange(5),
        "judge_reminder": judged,
        "judge_lapse": judged + dice.randrange(1, 6),
    }


def some_seats(dice: random.Random, start: datetime) -> tuple[Organisation, Seats]:
    """Give one province twice: posts that are held by nobody, one or two, for good or for a time."""
    posts = list(standard_posts(DIRECTORY))
    for number in range(dice.randrange(3)):
        follows = tuple(dice.sample((UNIT, OTHER), dice.randrange(1, 3)))
        posts.append(Post(id=f"member-{number}", kind="member", follows=follows))
    settled = dice.random() < 0.5
    holders: list[Holder] = []
    for post in posts:
        for _ in range(dice.choice((0, 1, 1, 1, 2))):
            since = start - timedelta(days=99)
            if not settled and dice.random() < 0.3:
                since = start + timedelta(days=dice.randrange(40))
            until = None if settled or dice.random() < 0.6 else since + timedelta(days=dice.randrange(1, 200))
            holders.append(Holder(post=post.id, person=len(holders) + 1, since=since, until=until))
    org = Organisation(directory=DIRECTORY, posts={post.id: post for post in posts}, holders=tuple(holders))
    rows = [(one.post, wall(one.since), wall(one.until) if one.until else None) for one in holders]
    return org, Seats(rows, sorted(post.id for post in posts if UNIT in post.follows))


class Trial:
    """One case in the program and on paper, side by side."""

    def __init__(self, seed: int) -> None:
        """Make up an office, a province, numbers and a case that has just come to a desk."""
        self.dice = dice = random.Random(seed)
        table, walker = an_office(dice)
        self.numbers = some_numbers(dice)
        changed = tuple(Limit(name=name, value=value, basis="-") for name, value in self.numbers.items())
        hour = Limit(name="receipt_until_hour", value=walker.until.hour, basis="-")
        self.table = Timetable(table.calendar, table.hours, Limits((*TABLE, *changed, hour)))
        self.now = start = a_moment(dice, walker, 60).astimezone(ZONE)
        self.org, seats = some_seats(dice, start)
        self.held = [post for post in self.org.posts if seats.held(post, wall(start))]
        category = dice.choice(CATEGORIES)
        first = [post for rung in seats.rungs(UNIT, category, "") for post in rung]
        holder = dice.choice([post for post in self.held if post not in first] or ["department"])
        if (rungs := [rung for rung in self._way(seats, category) if rung]) and dice.random() < 0.8:
            holder = rungs[0][0]
        reach = [
            holder,
            *(post for post in dice.sample(sorted(self.org.posts), dice.choice((0, 0, 1))) if post != holder),
        ]
        made = {"code": "123456789", "unit": UNIT, "category": category, "status": Status.FORWARDED, "reporter": 999}
        made |= {"text": "", "filed_at": start, "round_at": start, "holder": holder, "reach": tuple(reach)}
        self.case = start_clock(Case.model_validate(made), self.table, start)
        self.life = Life(walker, self.numbers, seats, UNIT, category, holder, list(reach), wall(start))

    def _way(self, seats: Seats, category: Category) -> list[list[str]]:
        """Give the held posts of each rung from the first desk on."""
        first = [f"{kind}-{UNIT}" if kind in ("officer", "head") else kind for kind in RULES[category].first]
        rungs = [first, *seats.rungs(UNIT, category, first[0])]
        return [[post for post in rung if seats.held(post, wall(self.now))] for rung in rungs]

    def pass_time(self) -> None:
        """Go on for minutes or hours, be off for up to sixty days, or come just when something strikes."""
        dice, coming = self.dice, [at for at, _ in self.life.pending(wall(self.now))]
        if coming and dice.random() < 0.5 and (strike := coming[0].replace(tzinfo=ZONE)) > self.now:
            self.now = strike - dice.choice((timedelta(0), timedelta(0), timedelta(microseconds=1)))
            return
        days = dice.choice((0, 0, 0, 1, 3, 10, 60 if dice.random() < 0.2 else 0))
        self.now += timedelta(days=days, minutes=dice.choice((1, 7, 60, 240, dice.randrange(1440))))

    def look(self) -> bool:
        """Let both sides catch up and compare them; False when the case is over."""
        self.case, took = catch_up(self.case, self.org, self.table, self.now)
        on_paper = self.life.look(wall(self.now))
        assert [(due.kind, list(due.level)) for due in took] == on_paper
        assert set(self.case.reach) == set(self.life.reach)
        assert all(due.at <= self.now for due in took)
        if self.case.open:
            assert self.case.due_at is not None
            assert wall(self.case.due_at) == self.life.times()["due"]
        coming = following(self.case, self.org, self.table, self.now)
        rest = self.life.pending(wall(self.now))
        assert (coming is None) == (not rest)
        if coming is not None:
            named = "step" if coming.kind in ("escalate", "overdue") else coming.kind
            assert (wall(coming.at), named) == rest[0]
            return coming.kind != "close" or coming.at > self.now
        return False

    def act(self) -> None:
        """Let somebody do something to the case, as the program does it."""
        case, life, now = self.case, self.life, self.now
        deeds: list[Callable[[], None]] = (
            [self._reopen] if life.status == "answered" else [self._transfer, self._answer]
        )
        if life.status == "forwarded":
            deeds += [self._accept, self._accept]
        if life.status == "need_info":
            deeds += [self._reply, self._reply]
        elif life.status != "answered":
            deeds += [self._ask, self._ask]
        if life.status != "answered" and case.due_at and now < case.due_at:
            deeds += [self._grant]
        self.dice.choice(deeds)()

    def _accept(self) -> None:
        self._change(status=Status.ACCEPTED, handed_at=None)
        self.life.status, self.life.handed = "accepted", None

    def _ask(self) -> None:
        self._change(status=Status.NEED_INFO, handed_at=None)
        if wall(self.now) < self.life.times()["due"]:
            self.life.pauses.append((wall(self.now).replace(second=0, microsecond=0), None))
        self.life.status, self.life.handed = "need_info", None
        self.case = pause(self.case, self.table, self.now)

    def _reply(self) -> None:
        self.case = resume(self.case, self.table, self.now)
        self._change(status=Status.ACCEPTED)
        self.life.end_pause(wall(self.now))
        self.life.status = "accepted"

    def _transfer(self) -> None:
        target = self.dice.choice([*self.held, "department"])
        self.case = resume(self.case, self.table, self.now)
        self._change(status=Status.FORWARDED, handed_at=self.now, holder=target, reach=(target,))
        self.life.end_pause(wall(self.now))
        self.life.status, self.life.handed = "forwarded", wall(self.now)
        self.life.holder, self.life.reach = target, [target]

    def _grant(self) -> None:
        days = self.dice.randrange(1, 6)
        self._change(extra_days=self.case.extra_days + days)
        self.case = timed(self.case, self.table)
        self.life.granted += days

    def _answer(self) -> None:
        self.case = resume(self.case, self.table, self.now)
        self._change(status=Status.ANSWERED, answered_at=self.now, handed_at=None)
        self.life.end_pause(wall(self.now))
        self.life.status, self.life.answered, self.life.handed = "answered", wall(self.now), None

    def _reopen(self) -> None:
        self._change(status=Status.FORWARDED, answered_at=None)
        self.case = start_clock(self.case, self.table, self.now)
        self.life.begin(wall(self.now))

    def _change(self, **changes: object) -> None:
        self.case = self.case.model_copy(update=changes)


def live(seed: int) -> int:
    """Compare one whole life; give how many things happened by themselves."""
    trial, happened = Trial(seed), 0
    end = trial.now + timedelta(days=200)
    while trial.look() and trial.now < end:
        if trial.dice.random() < 0.25:
            trial.act()
        trial.pass_time()
        happened += 1
    return happened


@pytest.mark.parametrize("part", range(5))
def test_each_thing_happens_once_in_order_and_at_its_moment_however_long_the_program_was_off(part: int) -> None:
    for seed in range(part * 20, part * 20 + 20):
        live(seed)


@pytest.mark.proof
def test_each_thing_happens_once_in_order_and_at_its_moment_through_six_thousand_lives(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with capsys.disabled():
        for seed in range(6_000):
            live(seed)
            if (seed + 1) % 500 == 0:
                print(f"  {seed + 1:,} of 6,000 lives", file=sys.stderr, flush=True)


def test_catching_up_in_one_go_comes_to_the_same_as_in_small_steps() -> None:
    """Nobody acts; what a later notice has overtaken is the only difference."""
    for seed in range(1_000, 1_060):
        trial = Trial(seed)
        org = settled(trial.org, trial.now)
        small, told, now = trial.case, [], trial.now
        for _ in range(120):
            now += timedelta(minutes=trial.dice.randrange(1440))
            small, took = catch_up(small, org, trial.table, now)
            told += [due for due in took if due.kind not in ("reminder", "amber")]

        at_once, took = catch_up(trial.case, org, trial.table, now)

        assert at_once == small
        assert [due for due in took if due.kind not in ("reminder", "amber")] == told


def settled(org: Organisation, start: datetime) -> Organisation:
    """Give the organisation with everybody in post for good, so that only the clock matters."""
    holders = tuple(Holder(post=one.post, person=one.person, since=start - timedelta(days=9)) for one in org.holders)
    return Organisation(directory=org.directory, posts=org.posts, holders=holders)
