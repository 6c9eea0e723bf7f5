"""`make bench`: ours beside its peers, in one run, with figures for steps, waits, memory and start."""

import argparse
import asyncio
import json
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import telegram
from telegram.request import BaseRequest, HTTPXRequest

from benchmarks import cases, digests, due, figures, people
from benchmarks.commits import Lone, lone
from benchmarks.crowd import Bot, Run, run
from benchmarks.echo import open_echo
from benchmarks.form import open_form
from benchmarks.ours import Ours, open_ours
from benchmarks.program import Start, start
from benchmarks.server import loopback
from benchmarks.sizes import Figures
from benchmarks.wire import Stub
from bot import logs
from bot.channels.telegram.request import Request
from bot.http import Http

ROUNDS = {
    "in_process": {"echo": 12, "form": 6, "ours": 8, "long": 2},
    "http": {"echo": 3, "form": 3, "ours": 6, "long": 2},
}
"""Talks that each person has in one repetition, so that every bot runs for some seconds."""
NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    people: int
    repetitions: int
    quick: bool
    folder: Path | None
    json: bool
    only: str | None


def asked() -> Asked:
    """Read the command line."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two short repetitions, only to try it")
    parser.add_argument("--repetitions", type=int, default=9, metavar="N", help="interleaved repetitions (default 9)")
    parser.add_argument("--people", type=int, default=64, metavar="N", help="people at once (default 64)")
    parser.add_argument("--folder", type=Path, help="where the databases are made (default: a temporary folder)")
    parser.add_argument(
        "--only", choices=("in_process", "http", "program", "cases", "digest", "clock"), help="measure only this"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    if given.repetitions < 1 or not 1 <= given.people <= 100:
        parser.error("--repetitions must be at least 1, --people from 1 to 100")
    return Asked(**{**vars(given), "repetitions": 2 if given.quick else given.repetitions})


Opener = Callable[[Path], AbstractAsyncContextManager[Bot]]


def openers(api: str | None) -> dict[str, Opener]:
    """Give how each bot is opened in a fresh folder, on the stubbed network or on the server at `api`."""

    def theirs() -> BaseRequest:
        return HTTPXRequest(connection_pool_size=256) if api else Stub()

    def ours() -> BaseRequest:
        return Request(Http()) if api else Stub(Request)

    at = api or NOWHERE
    return {
        "echo": lambda _: open_echo(theirs(), at),
        "form": lambda folder: open_form(theirs(), at, folder),
        "ours": lambda folder: open_ours(ours(), at, folder),
        "long": lambda folder: _longer(open_ours(ours(), at, folder)),
    }


@asynccontextmanager
async def _longer(opening: AbstractAsyncContextManager[Ours]) -> AsyncIterator[Ours]:
    async with opening as bot:
        yield replace(bot, telling=people.long_report)


async def measure(where: str, api: str | None, wanted: Asked) -> figures.Runs:
    """Measure all bots, one after the other, so many times."""
    runs: figures.Runs = {name: [] for name in figures.NAMES}
    for repetition in range(wanted.repetitions):
        for name, opener in openers(api).items():
            rounds = 1 if wanted.quick else ROUNDS[where][name]
            with tempfile.TemporaryDirectory(dir=wanted.folder, prefix="bench-") as folder:
                found = await one(opener(Path(folder)), people=wanted.people, rounds=rounds)
            runs[name].append(found)
            tell(f"{where} {repetition + 1}/{wanted.repetitions} {name}: {found.rate:,.0f} steps/s")
    return runs


async def one(opening: AbstractAsyncContextManager[Bot], *, people: int, rounds: int) -> Run:
    """Measure one bot once, after a talk with a few people to warm it up."""
    few = 8
    async with opening as bot:
        await run(bot, people=few, rounds=1)
        found = await run(bot, people=people, rounds=rounds, first=1 + few)
        if isinstance(bot, Ours) and await bot.filed() != few + people * rounds:
            raise RuntimeError("not every talk ended in a case that is filed")
        return found


async def all_of_it(wanted: Asked) -> tuple[dict[str, figures.Runs], list[Start], Lone | None]:
    """Measure what is asked for."""
    found: dict[str, figures.Runs] = {}
    starts: list[Start] = []
    alone = None
    if wanted.only in (None, "in_process"):
        found["in_process"] = await measure("in_process", None, wanted)
    if wanted.only in (None, "http"):
        async with loopback() as api:
            found["http"] = await measure("http", api, wanted)
    if wanted.only in (None, "program"):
        with tempfile.TemporaryDirectory(dir=wanted.folder, prefix="bench-") as folder:
            alone = await lone(Path(folder))
            for repetition in range(2 if wanted.quick else 5):
                starts.append(await start(Path(folder)))
                tell(f"program {repetition + 1}: first answer after {starts[-1].seconds:.2f} s")
    return found, starts, alone


def machine(folder: Path | None) -> dict[str, str]:
    """Say what was measured on; the cost of a sync is the median of fifty."""
    with tempfile.TemporaryFile(dir=folder) as file:
        syncs = []
        for _ in range(50):
            file.write(b"0" * 4096)
            file.flush()
            begun = time.perf_counter()
            os.fsync(file.fileno())
            syncs.append(time.perf_counter() - begun)
    return {
        "processors": str(os.cpu_count()),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "python-telegram-bot": telegram.__version__,
        "sync": f"{median(syncs) * 1e3:.2f} ms",
    }


def tell(line: str) -> None:
    """Show how far it is."""
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    """Measure and print."""
    wanted = asked()
    logs.set_up(quiet=True)
    on = machine(wanted.folder)
    sizes = cases.SIZES[:2] if wanted.quick else cases.SIZES
    many = asyncio.run(cases.measure(wanted.folder, tell, sizes)) if wanted.only in (None, "cases") else {}
    weekly: Figures = {}
    if wanted.only in (None, "digest"):
        weekly = asyncio.run(digests.measure(wanted.folder, tell, digests.SIZES[:2] if wanted.quick else digests.SIZES))
    found, starts, alone = asyncio.run(all_of_it(wanted))
    clock = due.measure(wanted.repetitions) if wanted.only in (None, "clock") else None
    if wanted.json:
        made = {
            "machine": on,
            **figures.as_json(found, starts, alone),
            **({"cases": many} if many else {}),
            **({"digest": weekly} if weekly else {}),
            **({"due_times": clock._asdict()} if clock else {}),
        }
        print(json.dumps(made, ensure_ascii=False, indent=2))
        return
    print(f"\n{', '.join(f'{name} {value}' for name, value in on.items())}")
    print(f"{wanted.people} people at once, medians of {wanted.repetitions} interleaved repetitions", end="")
    print(" (quick: not to be quoted)" if wanted.quick else "")
    for where, runs in found.items():
        print(f"\n{figures.table(where, runs)}")
    if alone is not None:
        print(f"\n{figures.program(starts, alone)}")
    if clock is not None:
        print(f"\n{due.told(clock)}")
    if many:
        print(f"\n{cases.table(many)}")
    if weekly:
        print(f"\n{digests.table(weekly)}")


if __name__ == "__main__":
    main()
