"""A town in which everybody does something at random, possible or not, and a second count of what came of it."""

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from handlers.casework.cases import About, Case
from handlers.casework.categories import RULES, Category
from handlers.casework.periods import Week
from storage import cases
from storage.database import Row
from storage.times import from_ms
from tests.fakes.town_people import answer, reject, report, transfer
from tests.house_under_test import Person, Town

UNITS = ("07339", "07228", "07210")
CATEGORIES = (
    Category.DELAY,
    Category.ATTITUDE,
    Category.FACILITY,
    Category.PRAISE,
    Category.INFORMAL_PAYMENT,
    Category.SUGGESTION,
)


class Lively:
    """Citizens and officials with dice."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town, self.dice = town, random.Random(seed)
        self.citizens = [town.person(f"citizen-{n}") for n in range(6)]
        self.officials: list[Person] = []
        self.owners: dict[str, Person] = {}

    async def settle_in(self) -> None:
        """Fill the posts, all but one head's."""
        for unit in UNITS:
            self.officials.append(await self.town.post(f"officer-{unit}", f"officer-{unit}"))
        for unit in UNITS[:2]:
            self.officials.append(await self.town.post(f"head-{unit}", f"head-{unit}"))
        self.officials.append(await self.town.post("inspector", "inspector"))
        self.officials.append(await self.town.post("member", "member-1", follows=list(UNITS[:2])))
        self.officials.append(await self.town.post("standing", "standing"))

    async def live(self, until: datetime) -> None:
        """Let things happen until a moment, a few an hour in the daytime."""
        while self.town.world.clock.now() < until:
            span = timedelta(minutes=self.dice.choice([7, 20, 40, 95, 300]))
            await self.town.until(min(until, self.town.world.clock.now() + span))
            await self.something()

    async def something(self) -> None:
        """Let one thing happen."""
        deeds: list[Callable[[], Awaitable[None]]] = [self._report, self._handle, self._handle, self._follow_up]
        await self.dice.choice(deeds)()

    async def _report(self) -> None:
        category = self.dice.choice(CATEGORIES)
        accused: tuple[About, ...] = ("staff", "leader", "unsure")
        about = self.dice.choice(accused) if RULES[category].behaviour else None
        citizen = self.dice.choice([*self.citizens, *self.officials[:2]])
        code = await report(citizen, category=category, unit=self.dice.choice(UNITS), about=about)
        self.owners[code] = citizen

    async def _some_case(self) -> Case | None:
        found = await cases.newest(self.town.world.db.read, 500)
        unfinished = [case for case in found if case.closed_at is None]
        return self.dice.choice(unfinished) if unfinished else None

    async def _handle(self) -> None:
        case, official = await self._some_case(), self.dice.choice(self.officials)
        if case is None:
            return
        if case.reach and self.dice.random() < 0.8:
            official = next((one for one in self.officials if one.user in case.reach), official)
        match self.dice.randrange(6):
            case 0:
                await official.taps("desk.accept", case.code)
            case 1:
                await official.taps("desk.ask", case.code)
                await official.types("Anh chị cho biết số biên nhận trên phiếu hẹn ạ")
            case 2:
                await reject(official, case.code)
            case 3 if self.dice.random() < 0.3 and case.reach and official.user in case.reach:
                await self._hand_on(official, case)
            case _:
                await answer(official, case.code)

    async def _hand_on(self, official: Person, case: Case) -> None:
        target = f"officer-{self.dice.choice(UNITS)}"
        if target != case.holder and case.about is None and self.owners[case.code].user != target:
            await transfer(official, case.code, target)
            await official.taps("menu.cancel")

    async def _follow_up(self) -> None:
        case = await self._some_case()
        if case is None:
            return
        owner = self.owners[case.code]
        match self.dice.randrange(6):
            case 0:
                await owner.taps("case.withdraw", case.code)
                await owner.taps(f"withdraw.{case.code}", self.dice.choice(["yes", "no"]))
            case 1:
                await owner.taps("case.add", case.code)
                await owner.types("Hôm nay tôi đến lần nữa, vẫn thế")
                await owner.taps("add.done")
            case 2:
                await owner.taps("case.reply", case.code)
                await owner.types("Số biên nhận là 1234")
            case _:
                await owner.taps(f"rate.{self.dice.choice(['yes', 'partly', 'no'])}", case.code)
                await owner.taps(f"score.{case.code}", str(self.dice.randint(1, 5)))
        await owner.taps("menu.cancel")


async def recount(town: Town, week: Week, unit: str | None) -> Counter[str]:
    """Count a week of a unit (None: of all) from the history alone, case by case and event by event."""
    found: Counter[str] = Counter()
    rows = await town.world.db.read.fetch(
        "SELECT code, at, action, delta, due_at FROM history WHERE $1 IS NULL OR unit = $1 ORDER BY code, seq", unit
    )
    stories: dict[str, list[Row]] = {}
    for row in rows:
        stories.setdefault(row[0], []).append(row)
    for story in stories.values():
        is_open = False
        due: datetime | None = None
        for _, ms, action, delta, due_ms in story:
            at = from_ms(ms)
            if at >= week.end:
                break
            is_open = is_open if delta == 0 else delta > 0
            due = from_ms(due_ms) if due_ms is not None else None
            if at < week.start:
                continue
            found["received"] += delta > 0
            found["finished"] += delta < 0
            named = {"answer": "answered", "reject": "rejected", "withdraw": "withdrawn", "reopen": "reopened"}
            if action in named:
                found[named[action]] += 1
            found["praise"] += action == "thank"
            if action in ("answer", "reject") and due is not None:
                found["on_time" if at <= due else "late"] += 1
        before = [row for row in story if from_ms(row[1]) < week.start and row[3]]
        found["opening"] += bool(before) and before[-1][3] > 0
        found["closing"] += is_open
        if is_open and due is not None and due < week.end:
            found["overdue"] += 1
            found["late"] += 1
    return found
