"""What a week's digest and the pages that its buttons open cost, over more and more cases of earlier years."""

import random
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.sizes import Figures, over_sizes
from benchmarks.sizes import table as sizes_table
from bot import app, overseeing
from bot.config import Config, Storage
from bot.digests import gather
from bot.work import Work
from bot.world import World
from handlers.casework.cases import Case, Status
from handlers.casework.categories import Category
from handlers.casework.digest_effects import ListCases, ShowUnit
from handlers.casework.effects import ShowDigest
from handlers.casework.organisation import Organisation, post_id
from handlers.casework.periods import Week
from handlers.talk.events import DigestPage
from storage import cases
from storage.queries import load
from storage.times import to_ms

SIZES: Final = (10_000, 100_000, 1_000_000)
WEEK: Final = Week(year=2026, number=47)
NOW: Final = WEEK.due_at
A_WEEK: Final = 1_000
"""So many cases come in each of the last two weeks, whatever the size."""
OVERDUE: Final = 500
NEGLECTED: Final = 10_000
"""So many cases are overdue in the end, to see what pages cost then."""
AIM: Final = 100.0
PAGE_AIM: Final = 50.0
_ROUNDS: Final = 15
_BLOCK: Final = 20_000
_DAY: Final = timedelta(days=1)
_STANDING: Final = 2
_HISTORY: Final = (
    "INSERT INTO history (code, seq, at, unit, category, action, post, person, note, delta, due_at, extended, went_to,"
    f" holder, taken_by, reach) VALUES ({', '.join('?' * 16)})"
)


async def measure(
    folder: Path | None, tell: Callable[[str], None], sizes: tuple[int, ...] = SIZES, rounds: int = _ROUNDS
) -> Figures:
    """Measure over so many cases each time, in a fresh database."""
    return await over_sizes(
        lambda path, size: _measure(path, size, rounds), sizes, folder, lambda told: tell(f"digests {told}")
    )


def table(found: Figures) -> str:
    """Give the figures as a table, a column for each number of cases."""
    return sizes_table(f"A week's digest of 99 units, median ms (aim {AIM:g}; a page {PAGE_AIM:g})", found, 1)


async def _measure(path: Path, size: int, rounds: int) -> dict[str, float]:
    config = Config().model_copy(update={"storage": Storage(url=f"sqlite:///{path}", files=path.parent)})
    async with app.open_world(config) as world:
        units = [unit.code for unit in world.directory.units]
    _fill(path, size, units)
    async with app.open_world(config) as world:
        found = await _asked(world, units, rounds, f"{OVERDUE} overdue")
    _neglect(path, units)
    async with app.open_world(config) as world:
        found |= await _asked(world, units, rounds, f"{NEGLECTED:,} overdue")
    return found


async def _asked(world: World, units: list[str], rounds: int, what: str) -> dict[str, float]:
    org = await world.organisation(world.db.read)

    async def whole() -> None:
        made = await gather(world.db.read, WEEK, None, org, world.calendar, NOW, reader=_STANDING)
        if not made.overdue or not made.totals.received:
            raise RuntimeError("a digest is empty")

    def page(effect: ShowDigest | ShowUnit | ListCases) -> Callable[[], Awaitable[Any]]:
        return lambda: _page(world, org, effect)

    period = WEEK.period
    asked: dict[str, Callable[[], Awaitable[Any]]] = {
        "the digest": whole,
        "page of the overdue": page(ShowDigest(section="overdue", page=period)),
        "page of units": page(ShowDigest(section="units", page=period)),
        "one unit's figures": page(ShowUnit(asked=f"{period}/{units[0]}")),
        "cases behind a number": page(ListCases(asked=f"{period}/all/received")),
        "cases behind a unit's": page(ListCases(asked=f"{period}/{units[0]}/closing")),
    }
    return {f"{name}, {what}": await _median(ask, rounds) for name, ask in asked.items()}


async def _page(world: World, org: Organisation, effect: ShowDigest | ShowUnit | ListCases) -> None:
    work = Work(world.db.read, world, NOW, _org=org)
    if isinstance(effect, ShowDigest):
        got = await overseeing.open_page(work, effect, _STANDING)
    else:
        got = await overseeing.act(work, effect, _STANDING)
    if not isinstance(got, DigestPage) or not got.says[0].lines:
        raise RuntimeError("a page is empty")


async def _median(ask: Callable[[], Awaitable[Any]], rounds: int) -> float:
    spans = []
    for _ in range(rounds):
        begun = time.perf_counter()
        await ask()
        spans.append(time.perf_counter() - begun)
    return median(spans) * 1e3


def _raw(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-262144"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("BEGIN")
    return raw


def _fill(path: Path, size: int, units: list[str]) -> None:
    """Keep the standing body and so many cases with their history, on a connection that need not survive a crash."""
    raw, since = _raw(path), to_ms(NOW - 9_000 * _DAY)
    raw.executemany("INSERT INTO people (id, created_at) VALUES (?, ?)", [(1, since), (_STANDING, since)])
    raw.execute("INSERT INTO holders (post, person, name, since) VALUES ('standing', ?, 'Mẫu', ?)", (_STANDING, since))
    _keep(raw, _cases(size, units))


def _neglect(path: Path, units: list[str]) -> None:
    dice = random.Random(7)
    late = (
        _case(900_000_000 + n, dice.choice(units), WEEK.start - dice.randrange(9, 90) * _DAY, None)
        for n in range(NEGLECTED - OVERDUE)
    )
    _keep(_raw(path), late)


def _keep(raw: sqlite3.Connection, found: Iterator[tuple[Case, list[tuple[Any, ...]]]]) -> None:
    save = load("cases")["save"].replace("$", "?")
    block: list[tuple[Any, ...]] = []
    rows: list[tuple[Any, ...]] = []
    for case, happened in found:
        block.append(cases.row(case, None))
        rows += happened
        if len(block) >= _BLOCK:
            raw.executemany(save, block)
            raw.executemany(_HISTORY, rows)
            block.clear()
            rows.clear()
    raw.executemany(save, block)
    raw.executemany(_HISTORY, rows)
    raw.execute("COMMIT")
    raw.execute("ANALYZE")
    raw.close()


def _cases(size: int, units: list[str]) -> Iterator[tuple[Case, list[tuple[Any, ...]]]]:
    """Some overdue cases, two busy weeks, and before these all others, answered in time, over twenty years."""
    dice = random.Random(size)
    for number in range(size):
        unit = units[dice.randrange(len(units))]
        if number < OVERDUE:
            yield _case(number, unit, WEEK.start - dice.randrange(8, 30) * _DAY, None)
        elif number < OVERDUE + 2 * A_WEEK:
            at = WEEK.end - timedelta(minutes=dice.randrange(14 * 1440))
            yield _case(number, unit, at, at + timedelta(hours=30) if dice.random() < 0.7 else None)
        else:
            at = WEEK.start - 30 * _DAY - timedelta(minutes=dice.randrange(20 * 365 * 1440))
            yield _case(number, unit, at, at + timedelta(hours=30))


def _case(number: int, unit: str, filed: datetime, answered: datetime | None) -> tuple[Case, list[tuple[Any, ...]]]:
    officer, due = post_id("officer", unit), filed + 7 * _DAY
    if answered is not None and answered >= NOW:
        answered = None
    kind = (Category.DELAY, Category.FACILITY, Category.ATTITUDE)[number % 10 // 4]
    code = f"{number * 997 % 1_000_000_000:09}"
    case = Case.model_construct(
        **(_KNOWN | {"code": code, "unit": unit, "category": kind}),
        status=Status.ANSWERED if answered else Status.ACCEPTED,
        text="nộp hồ sơ tách thửa, hôm qua ra hỏi lần thứ ba vẫn chưa thấy trả kết quả. " * 3,
        filed_at=filed,
        round_at=filed,
        holder=officer,
        reach=(officer, post_id("head", unit)),
        due_at=due,
        answered_at=answered,
    )
    moves = [("file", filed, 1), ("forward", filed, 0), ("accept", filed + timedelta(minutes=50), 0)]
    if answered:
        moves += [("answer", answered, -1), ("solve", answered + _DAY, 0)]
    return case, [
        (code, nth, to_ms(at), unit, kind.value, action, officer, None, "yes" if action == "solve" else "", delta,
         to_ms(due), 0, None, officer, None, " ".join(case.reach))
        for nth, (action, at, delta) in enumerate(moves, start=1)
        if at < NOW
    ]  # fmt: skip


_KNOWN: Final[dict[str, Any]] = Case(
    code="",
    unit="",
    category=Category.DELAY,
    status=Status.NEW,
    reporter=1,
    text="",
    filed_at=NOW,
    round_at=NOW,
).model_dump(
    exclude={
        *("code", "unit", "category", "status", "text", "filed_at", "round_at"),
        *("holder", "reach", "due_at", "answered_at"),
    }
)
