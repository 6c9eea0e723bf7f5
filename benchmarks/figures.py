"""Medians over repetitions, ratios of pairs, and how all of it is printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.commits import Lone
from benchmarks.crowd import Run
from benchmarks.program import Start

NAMES = {
    "echo": "(a) python-telegram-bot, bare echo: keeps nothing",
    "form": "(b) its ConversationHandler, pickled after every step",
    "ours": "(c) ours: a whole report, every step durable",
    "long": "    ours: a longer report of ten steps, likewise",
}
AIMS = {"in_process": {"echo": 0.8, "form": 20.0}, "http": {"echo": 3.0, "form": 20.0}}
TITLES = {"in_process": "In process, the network stubbed", "http": "Over HTTP, to a server on this machine"}


@dataclass(frozen=True)
class Medians:
    """One bot's medians: steps a second, waits in ms, processor time a step in µs, messages a step."""

    rate: float
    p50: float
    p99: float
    processor: float
    messages: float


Runs = dict[str, list[Run]]
"""The repetitions of each bot, in the same order."""


def medians(runs: Sequence[Run]) -> Medians:
    """Give the medians of one bot's repetitions."""
    return Medians(
        rate=median(one.rate for one in runs),
        p50=median(one.percentile(50) for one in runs) * 1e3,
        p99=median(one.percentile(99) for one in runs) * 1e3,
        processor=median(one.processor / one.steps for one in runs) * 1e6,
        messages=median(one.messages / one.steps for one in runs),
    )


def ratio(runs: Runs, peer: str) -> tuple[float, float, float]:
    """Give ours in steps a second against a peer's in the same repetition: the median, the least, the greatest."""
    pairs = [ours.rate / theirs.rate for ours, theirs in zip(runs["ours"], runs[peer], strict=True)]
    return median(pairs), min(pairs), max(pairs)


def by_processor(runs: Runs, peer: str) -> float:
    """Give a peer's processor time a step against ours in the same repetition, the median: what other programs on
    the machine disturb least.
    """
    pairs = zip(runs["ours"], runs[peer], strict=True)
    return median((theirs.processor / theirs.steps) / (ours.processor / ours.steps) for ours, theirs in pairs)


def table(where: str, runs: Runs) -> str:
    """Give the table of one kind of network, with the ratios below it."""
    lines = [
        f"{TITLES[where]}",
        f"{'':54} {'steps/s':>8} {'p50 ms':>8} {'p99 ms':>8} {'CPU µs':>8} {'messages':>8}",
    ]
    for name, found in ((name, medians(each)) for name, each in runs.items()):
        lines.append(
            f"{NAMES[name]:54} {found.rate:8,.0f} {found.p50:8.1f} {found.p99:8.1f} {found.processor:8,.0f}"
            f" {found.messages:8.2f}"
        )
    for peer, letter in (("echo", "a"), ("form", "b")):
        middle, least, most = ratio(runs, peer)
        lines.append(
            f"ours / ({letter}): {middle:.2f} in steps a second ({least:.2f} to {most:.2f}; aim {AIMS[where][peer]:g}),"
            f" {by_processor(runs, peer):.2f} by processor time"
        )
    return "\n".join(lines)


def program(starts: Sequence[Start], alone: Lone) -> str:
    """Give the lines about the program itself and about one person alone."""
    first = median(one.seconds for one in starts)
    idle, used = median(one.idle for one in starts), median(one.used for one in starts)
    return "\n".join(
        [
            "The program",
            f"start to first answer: {first:.2f} s (aim 2)",
            f"memory, idle: {idle:.0f} MiB = {idle * 1.048576:.0f} MB (aim 100); after a report: {used:.0f} MiB",
            f"one person alone: {alone.wait * 1e3:.1f} ms a step, {alone.commits} commits for {alone.steps} steps",
        ]
    )


def as_json(where: dict[str, Runs], starts: Sequence[Start], alone: Lone | None) -> dict[str, Any]:
    """Give all figures as a machine reads them, with those of every repetition behind each ratio."""
    found: dict[str, Any] = {}
    for name, runs in where.items():
        found[name] = {bot: vars(medians(each)) for bot, each in runs.items()}
        for peer in ("echo", "form"):
            middle, least, most = ratio(runs, peer)
            found[name][f"ours_to_{peer}"] = {
                "median": middle,
                "min": least,
                "max": most,
                "by_processor": by_processor(runs, peer),
                "aim": AIMS[name][peer],
            }
    if starts:
        found["program"] = {key: median(vars(one)[key] for one in starts) for key in ("seconds", "idle", "used")}
    if alone is not None:
        found["alone"] = vars(alone)
    return found
