"""`digest`: what the committee reads, in the chat's words, as data, as a picture, a workbook or a report."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from json import dumps
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

import typer

from bot import packaged, pressing, rendering
from bot.commands.shell import WRONG_USE, AsJson, ConfigFile, err, fail, go, opened, out, print_json
from bot.digests import gather
from bot.drawing.page import Form
from bot.sheet_words import page_of
from bot.whole import write_whole
from bot.world import World
from handlers.casework.periods import DIGEST_AT, Period, due_at, read_period, week_before
from handlers.casework.views import PostView
from handlers.digests.committee import says
from handlers.digests.digest import Digest, to_json
from handlers.digests.sheet import periods, sheet_of
from handlers.talk.facts import Language
from storage.digests import turnover
from storage.times import ZONE

FIRST_DIGEST = 2025
"""No case is older than the year of the two-level administration."""
Output = Literal["text", "json", "png", "xlsx", "docx"]
_FORMS: Final[Sequence[Form]] = get_args(Form)
digest = typer.Typer(help="The weekly digest.", no_args_is_help=True)


@dataclass(frozen=True)
class _Asked:
    """The digest that was asked for, as it is for one post."""

    made: Digest
    view: PostView
    whole: bool
    now: datetime


@digest.command("show")
def show_digest(
    config: ConfigFile = None,
    as_of: Annotated[str, typer.Option("--as-of", help="Day, 2026-11-23: the last whole week before it.")] = "",
    period: Annotated[str, typer.Option(help="2026-W47, 2026-11 or 2026-Q4. Default: the last complete week.")] = "",
    recipient: Annotated[str, typer.Option(help="Post id of a member or the standing body. Default: everything.")] = "",
    form: Annotated[str, typer.Option("--format", help="text, json, png, xlsx or docx.")] = "text",
    file: Annotated[Path | None, typer.Option("--out", help="The file to write; - for standard output.")] = None,
    lang: Annotated[str, typer.Option(help="Language of the words, vi or en.")] = "vi",
    json: AsJson = False,
) -> None:
    """Show the digest of a week: as the chat has it, or as a picture, a workbook or a report to complete and sign."""
    output = next((known for known in get_args(Output) if known == ("json" if json else form.lower())), None)
    if output is None:
        fail(f"--format {form} is not known. Write one of: {', '.join(get_args(Output))}.", WRONG_USE)
    language = next((known for known in get_args(Language) if known == lang), None)
    if language is None:
        fail(f"--lang {lang} is not known. Write one of: {', '.join(get_args(Language))}.", WRONG_USE)
    day, week = _day(as_of), _week(period, as_of)
    binary = output in _FORMS
    if binary and (file is None or str(file) == "-") and at_terminal():
        fail(f"A {output} file is no text for a terminal. Say where to write it: --out digest.{output}", WRONG_USE)
    if file is not None and str(file) != "-" and file.suffix.lower() != f".{_ending(output)}":
        fail(f"--out {file}: the name must end in .{_ending(output)}.", WRONG_USE)

    async def work() -> None:
        async with opened(config) as world:
            now = world.clock.now()
            moment = datetime.combine(day, DIGEST_AT, ZONE) if day else now
            if week:
                moment = min(now, due_at(week, world.calendar))
                if now < week.start:
                    fail(f"--period {period}: that period has not begun.", WRONG_USE)
            past = bool(day or week)
            asked = await _asked(world, week or week_before(moment), recipient, moment, waiting=not past)
            if output == "json" and file is None:
                print_json(to_json(asked.made))
                return
            raw = await _raw(world, asked, output, language)
            if file is None and not binary:
                out.print(raw.decode(), markup=False)
                return
            _put(raw, file)
            if file is not None and str(file) != "-":
                err.print(f"{file}: {_told(output, asked.made.week)}", markup=False)

    go(work)


async def _asked(world: World, week: Period, recipient: str, now: datetime, *, waiting: bool) -> _Asked:
    org = await world.organisation(world.db.read)
    post = org.posts.get(recipient or "standing")
    if post is None or post.kind not in ("member", "standing"):
        fail(f"{recipient or 'standing'} reads no digest. See `langnghe posts list`.", WRONG_USE)
    view = org.view(post.id)
    assert view is not None
    follows = org.follows(post.id, now) if post.kind == "member" else None
    holder = next(iter(org.holding(post.id, now)), None) if recipient else None
    reader = holder.person if holder else None
    first = await pressing.lines(world, week, org, now, follows, reader)
    made = await gather(
        world.db.read, week, follows, org, world.calendar, now, reader=reader, waiting=waiting, first=first
    )
    return _Asked(made, view, follows is None, now)


async def _raw(world: World, asked: _Asked, output: Output, language: Language) -> bytes:
    if output == "text":
        return world.voice.message(says(asked.made, asked.view), language).text.encode()
    if output == "json":
        return (dumps(to_json(asked.made), ensure_ascii=False, indent=2) + "\n").encode()
    moved = await turnover(world.db.read, periods(asked.made.week), asked.now)
    page = page_of(sheet_of(asked.made, asked.view, moved, whole=asked.whole), world.voice, language)
    with err.status(f"{output} …"):
        try:
            return await rendering.drawn(page, output)
        except rendering.NotDrawn as error:
            fail(f"The {output} could not be drawn ({error}). Try again; --format text has the same figures.")


def at_terminal() -> bool:
    """Whether what is printed would land in a terminal."""
    return sys.stdout.isatty()


def _put(raw: bytes, file: Path | None) -> None:
    if file is None or str(file) == "-":
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return
    try:
        write_whole(file, raw)
    except OSError as error:
        fail(f"{file}: cannot be written: {error.strerror or error}.")


def _told(output: Output, week: Period) -> str:
    named = f"the digest of {week.period}"
    if output == "docx":
        return f"{named}, a draft. Fill in bodies, number, place and day; then somebody signs it."
    return f"{named}."


def _ending(output: Output) -> str:
    return "txt" if output == "text" else output


def _day(as_of: str) -> date | None:
    try:
        day = date.fromisoformat(as_of) if as_of else None
    except ValueError:
        fail(f"--as-of {as_of} is no day. Write it like 2026-11-23.", WRONG_USE)
    if day and not FIRST_DIGEST <= day.year <= packaged.LAST_YEAR:
        years = f"{FIRST_DIGEST} to {packaged.LAST_YEAR}"
        fail(f"--as-of {as_of}: there are digests of {years}. Write it like 2026-11-23.", WRONG_USE)
    return day


def _week(period: str, as_of: str) -> Period | None:
    if not period:
        return None
    if as_of:
        fail("--period and --as-of both name the period: give one of them.", WRONG_USE)
    try:
        week = read_period(period)
    except ValueError:
        forms = "a week like 2026-W47, a month like 2026-11 or a quarter like 2026-Q4"
        fail(f"--period {period} is no period. Write {forms}.", WRONG_USE)
    if not FIRST_DIGEST <= week.year <= packaged.LAST_YEAR:
        years = f"{FIRST_DIGEST} to {packaged.LAST_YEAR}"
        fail(f"--period {period}: there are digests of {years}. Write it like 2026-W47.", WRONG_USE)
    return week
