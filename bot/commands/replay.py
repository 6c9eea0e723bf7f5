"""`replay`: what would have become of a real office's cases."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.commands.shell import WRONG_USE, AsJson, err, fail, go, out, print_json
from bot.replay import log as logs
from bot.replay import run
from bot.replay.log import Columns, Log
from bot.replay.run import DoesNotAgree, Outcome
from bot.replay.story import Kind
from bot.replay.table import BadLog
from bot.replay.times import BadFormat

_OF_SENT: Mapping[Kind, str] = {
    "reminder": "reminder, at half of the time",
    "amber": "amber, near the deadline",
    "overdue_head": "overdue, to the head",
    "overdue_member": "overdue, to the member",
    "overdue_standing": "overdue, to the standing body",
    "overdue_nobody": "overdue, with nobody above",
}


def replay(
    file: Annotated[Path, typer.Argument(help="A CSV, with a row for each case or for each event of one.")],
    case: Annotated[str, typer.Option(metavar="COL", help="Column of the case's id.")],
    arrived: Annotated[str, typer.Option(metavar="COL", help="Column of the arrival; of several, the earliest.")],
    due: Annotated[str, typer.Option(metavar="COL", help="Column of the deadline; blank: none.")],
    ended: Annotated[
        str, typer.Option(metavar="COL", help="Column of the end, or of each event's time: the latest counts.")
    ],
    unit: Annotated[str, typer.Option(metavar="COL", help="Column of the office.")] = "",
    category: Annotated[str, typer.Option(metavar="COL", help="Column of the kind of case.")] = "",
    handler: Annotated[str, typer.Option(metavar="COL", help="Column of the official.")] = "",
    time_format: Annotated[
        str, typer.Option(metavar="F", help="How times are written, such as “%d/%m/%Y %H:%M”. Default: ISO 8601.")
    ] = "",
    json: AsJson = False,
) -> None:
    """Run a real office's log through routing, clock, escalation and digest, and say what would have been sent.

    Everything happens in a scratch database, which is removed; nothing is sent to anybody.
    """
    columns = Columns(case, arrived, due, ended, unit, category, handler)
    begun = time.perf_counter()
    try:
        size = file.stat().st_size
        with _bar("reading", size) as to:
            log = logs.read(file, columns, time_format, to)
    except BadLog as error:
        fail(str(error), WRONG_USE)
    except BadFormat:
        fail(f"--time-format {time_format} reads no times. Write it like “%d/%m/%Y %H:%M”.", WRONG_USE)
    except OSError as error:
        fail(f"{file}: cannot be read: {error.strerror or error}", WRONG_USE)

    async def work() -> Outcome:
        done = 0
        with TemporaryDirectory(prefix="langnghe-replay-") as folder, _bar("replaying", len(log.cases)) as to:

            def told(more: int) -> None:
                nonlocal done
                done += more
                to(done)

            return await run.replay(log, Path(folder), told)

    try:
        found = go(work)
    except DoesNotAgree as error:
        fail(f"The replay does not agree with the log: {error}. Please report it.")
    taken = time.perf_counter() - begun
    if json:
        print_json(_as_json(log, found, taken))
    else:
        _say(log, found, taken)


@contextmanager
def _bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how far it is, where somebody looks; give the function that is told."""
    parts = (TextColumn("{task.description:9}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*parts, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.update(task, completed=done)


def _as_json(log: Log, found: Outcome, taken: float) -> dict[str, Any]:
    return {
        "cases": found.cases,
        "finished": found.finished,
        "late": found.late,
        "without_deadline": found.without_deadline,
        "log_ends": log.ends.isoformat(),
        "rows": log.rows,
        "merged": log.merged,
        "contradicted": log.contradicted,
        "units": found.units,
        "unknown_units": found.unknown_units,
        "unknown_categories": found.unknown_categories,
        "escalations": {**found.sent, "total": sum(found.sent.values())},
        "digests": {"weeks": found.weeks, "finished": found.weekly_finished, "late": found.weekly_late},
        "seconds": round(taken, 3),
        "cases_per_second": round(found.cases / taken),
        "notes": log.notes(),
    }


def _say(log: Log, found: Outcome, taken: float) -> None:
    def line(what: str, n: object, more: str = "") -> None:
        out.print(f"{what:32}{n:>9}{f'  {more}' if more else ''}", markup=False)

    line(
        "cases",
        found.cases,
        f"{log.rows} rows, {log.merged} merged, {log.contradicted} with another deadline than before",
    )
    line("finished", found.finished)
    line("late", found.late, f"after the deadline, or past it when the log ends ({log.ends:%d/%m/%Y %H:%M})")
    if found.without_deadline:
        line("without_deadline", found.without_deadline, "not late; our own clock gave the due time for what was sent")
    line("escalations", sum(found.sent.values()), "that would have been sent")
    for kind, text in _OF_SENT.items():
        n = found.sent[kind]
        if n or kind != "overdue_nobody":
            line(f"  {text}", n)
    line("weekly digests", found.weeks, f"that add up: {found.weekly_finished} finished, {found.weekly_late} late")
    if found.without_deadline:
        out.print(
            f"  The digests also count as late what our own clock found late of the {found.without_deadline} "
            "without a deadline; “late” above goes by the log's own columns.",
            markup=False,
        )
    line("units", found.units, f"{found.unknown_units} of them made up" if found.unknown_units else "")
    if found.unknown_categories:
        line("unknown categories", found.unknown_categories, "replayed as “delay”")
    for note in log.notes():
        out.print(note, markup=False)
    out.print(f"{taken:.1f} s, {found.cases / taken:,.0f} cases a second", markup=False)
