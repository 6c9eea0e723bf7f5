"""What the sweep and an official's inbox cost over many cases, most of them closed."""

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
from bot import app, effects
from bot.config import Config, Storage
from bot.work import Work
from handlers.casework.cases import Case, Status
from handlers.casework.categories import Category
from handlers.casework.official_effects import FindInbox
from handlers.casework.organisation import post_id
from handlers.talk.events import Inbox
from handlers.talk.facts import Person
from storage import cases
from storage.queries import load
from storage.times import ZONE, to_ms

SIZES: Final = (10_000, 100_000, 1_000_000)
OPEN: Final = 5_000
"""So many cases are open, whatever the size: a tenth of them with one busy unit, the rest with the others."""
DUE: Final = 200
AIM: Final = 2.0
"""Milliseconds that a query or an inbox may take."""
NOW: Final = datetime(2026, 11, 16, 9, 0, tzinfo=ZONE)
_LATER: Final = NOW + timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_ROUNDS: Final = 100
_BLOCK: Final = 20_000
_SHORT: Final = "nộp hồ sơ tách thửa, giấy hẹn số {}/HG, hôm qua ra hỏi lần thứ ba vẫn chưa thấy trả kết quả. "


async def measure(
    folder: Path | None, tell: Callable[[str], None], sizes: tuple[int, ...] = SIZES, rounds: int = _ROUNDS
) -> Figures:
    """Measure over so many cases each time, in a fresh database."""
    return await over_sizes(
        lambda path, size: _measure(path, size, rounds), sizes, folder, lambda told: tell(f"cases {told}")
    )


def table(found: Figures) -> str:
    """Give the figures as a table, a column for each number of cases."""
    return sizes_table(f"The sweep and an inbox, median ms (aim {AIM:g})", found, 2)


async def _measure(path: Path, size: int, rounds: int) -> dict[str, float]:
    config = Config().model_copy(update={"storage": Storage(url=f"sqlite:///{path}", files=path.parent)})
    async with app.open_world(config) as world:
        units = [unit.code for unit in world.directory.units]
    _fill(path, size, units)
    async with app.open_world(config) as world:
        org = await world.organisation(world.db.read)

        def inbox(person: int, overdue: bool = False) -> Callable[[], Awaitable[Any]]:
            async def ask() -> None:
                work = Work(world.db.read, world, NOW, _org=org)
                got = await effects.perform(work, FindInbox(overdue_only=overdue), Person(id=person), None)  # type: ignore[arg-type]
                if not isinstance(got, Inbox) or not got.lines:
                    raise RuntimeError("an inbox is empty")

            return ask

        standing = 2 + 2 * len(units)
        return {
            "sweep, nothing due": await _median(lambda: cases.due_codes(world.db.read, NOW), rounds, 0),
            f"sweep, {DUE} due": await _median(lambda: cases.due_codes(world.db.read, _LATER), rounds, DUE),
            "inbox of 45": await _median(inbox(3), rounds),
            "inbox of 500": await _median(inbox(2), rounds),
            "overdue, standing body": await _median(inbox(standing, overdue=True), rounds),
            "organisation (once a turn)": await _median(lambda: world.organisation(world.db.read), rounds),
        }


async def _median(ask: Callable[[], Awaitable[Any]], rounds: int, size: int | None = None) -> float:
    spans = []
    for _ in range(rounds):
        begun = time.perf_counter()
        got = await ask()
        spans.append(time.perf_counter() - begun)
        if size is not None and len(got) != size:
            raise RuntimeError(f"{len(got)} cases are due instead of {size}")
    return median(spans) * 1e3


def _fill(path: Path, size: int, units: list[str]) -> None:
    """Keep people in every post and so many cases, by plain SQL on a connection that need not survive a crash."""
    held = [post_id(kind, unit) for kind in ("officer", "head") for unit in units] + ["standing"]
    since = to_ms(NOW - 900 * _DAY)
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA journal_mode=OFF")
    raw.execute("PRAGMA synchronous=OFF")
    raw.execute("PRAGMA cache_size=-262144")
    raw.execute("BEGIN")
    raw.executemany("INSERT INTO people (id, created_at) VALUES (?, ?)", [(n, since) for n in range(1, len(held) + 2)])
    raw.executemany(
        "INSERT INTO holders (post, person, name, since) VALUES (?, ?, 'Nguyễn Thị Mẫu', ?)",
        [(post, person, since) for person, post in enumerate(held, 2)],
    )
    save = load("cases")["save"].replace("$", "?")
    desk = load("cases")["put_on_desk"].replace("$", "?")
    block: list[tuple[Any, ...]] = []
    for case, next_at in _cases(size, units):
        block.append(cases.row(case, next_at))
        raw.executemany(desk, cases.desk_rows(case))
        if len(block) >= _BLOCK:
            raw.executemany(save, block)
            block.clear()
    raw.executemany(save, block)
    raw.execute("COMMIT")
    raw.close()


def _cases(size: int, units: list[str]) -> Iterator[tuple[Case, datetime | None]]:
    """All cases by code, the open ones spread evenly among those closed within two years."""
    dice = random.Random(size)
    every = max(1, size // OPEN)
    for number in range(size):
        nth, rest = divmod(number, every)
        is_open = rest == 0 and nth < OPEN
        unit = units[0] if is_open and nth % 10 == 0 else units[1 + dice.randrange(len(units) - 1)]
        age = timedelta(minutes=dice.randrange(8 * 1440) if is_open else 20_000 + dice.randrange(1_000_000))
        due = NOW - age + 5 * _DAY
        officer, head = post_id("officer", unit), post_id("head", unit)
        case = Case.model_construct(
            **(_KNOWN | {"code": f"{number * 997:09}", "unit": unit}),
            status=Status.FORWARDED if is_open else Status.CLOSED,
            text=_SHORT.format(number),
            answer="" if is_open else _SHORT.format(number) * 2,
            filed_at=NOW - age,
            round_at=NOW - age,
            holder=officer,
            reach=(officer, head) if due < NOW else (officer,),
            due_at=due,
            closed_at=None if is_open else due,
        )
        wait = timedelta(minutes=30) if nth < DUE else timedelta(minutes=90 + dice.randrange(9999))
        yield case, NOW + wait if is_open else None


_KNOWN: Final[dict[str, Any]] = Case(
    code="",
    unit="",
    category=Category.DELAY,
    status=Status.NEW,
    reporter=1,
    text="",
    filed_at=NOW,
    round_at=NOW,
).model_dump(exclude={"status", "text", "answer", "filed_at", "round_at", "holder", "reach", "due_at", "closed_at"})
