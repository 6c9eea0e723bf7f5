"""What the buttons below a digest open: the overdue cases, bright spots, units, categories, and one unit's figures."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, assert_never

from handlers.casework.periods import Period, read_period
from handlers.digests.committee import service
from handlers.digests.counts import Counts, UnitCounts
from handlers.digests.digest import Digest, OverdueLine
from handlers.digests.figures import Figure
from handlers.digests.wording import category, figure, named, numbers
from handlers.talk.ask import by_code
from handlers.talk.says import Arg, Button, Code, Moment, Post, Say, Word

PAGE: Final = 10
ALL: Final = "all"
"""Stands for all units of a reader, where a value names a unit."""
_APART: Final = ("rejected", "rejection_rate", "extended", "flagged")


class Section(StrEnum):
    """What a button below the digest opens; its step is `digest.` and this."""

    OVERDUE = "overdue"
    BRIGHT = "bright"
    UNITS = "units"
    CATEGORIES = "categories"


def opened(digest: Digest, section: Section, page: int = 0) -> Say:
    """Give one page of what a button opens; a page beyond the last gives the last."""
    when = named(digest.week)
    openers: Sequence[Button] = ()
    match section:
        case Section.OVERDUE:
            page, shown = cut(digest.overdue, page)
            n = len(digest.overdue)
            return overdue(digest.week, shown, n, page, more=page < last_page(n))
        case Section.BRIGHT:
            if not digest.praised:
                return Say(key="digest.bright.none", args=when)
            title = Say(key="digest.bright.title", args={**when, "n": digest.totals.praise})
            lines: Sequence[Say] = [
                Say(key="digest.bright.line", args={"unit": u.name, "n": u.praise}) for u in digest.praised
            ]
        case Section.UNITS:
            title = Say(key="digest.units.title", args=when)
            busy = _busy(digest)
            lines = [*(_row(unit.name, unit) for unit in busy), *_quiet(digest, len(busy))]
            openers = [_unit(digest.week, unit) for unit in busy]
        case Section.CATEGORIES:
            title = Say(key="digest.categories.title", args=when)
            lines = [_row(category(row.category), row) for row in digest.categories]
        case _:
            assert_never(section)
    return _page(title, lines, openers, section, digest.week, page)


def cut(lines: Sequence[OverdueLine], page: int) -> tuple[int, Sequence[OverdueLine]]:
    """Give the lines of a page, and its number, which is the last one's if there is no such page."""
    page = min(page, last_page(len(lines)))
    return page, lines[page * PAGE : (page + 1) * PAGE]


def last_page(n: int) -> int:
    """Give the number of the last page of a list of so many lines, from 0."""
    return max(0, (n - 1) // PAGE)


def overdue(period: Period, shown: Sequence[OverdueLine], n: int, page: int, *, more: bool, hidden: int = 0) -> Say:
    """Give the lines of one page of the `n` overdue cases, and at the end the number of those `hidden`."""
    if not n and not hidden:
        return Say(key="digest.overdue.none", args=named(period))
    title = Say(key="digest.overdue.title", args={**named(period), "n": n})
    lines = [_overdue(line) for line in shown]
    if hidden:
        lines.append(Say(key="digest.list.hidden", args={"n": hidden}))
    buttons = [_opener(line) for line in shown]
    if more:
        buttons.append(Button(step="digest.overdue", value=f"{period.period}/{page + 1}", key="digest.more"))
    return title.model_copy(update={"lines": tuple(lines) or (Say(key="digest.empty"),), "buttons": tuple(buttons)})


def figures(digest: Digest, unit: str, *, follows: bool | None) -> Say:
    """Give the figures of a digest of one unit, or of all ("all"), each with a button for the cases behind it.

    `follows` tells whether the reader has the unit first in the digest; None where there is nothing to follow.
    """
    row: Counts = next((one for one in digest.units if one.code == unit), Counts()) if unit != ALL else digest.totals
    name: Arg = row.name if isinstance(row, UnitCounts) else Word(key="digest.all_units")
    found = [(one, n) for one, n in (*((one, getattr(row, one)) for one in _COUNTED), *_said(digest)) if n]
    lines = [Say(key="digest.figure.line", args={"figure": figure(one), "n": n}) for one, n in found]
    buttons = [
        Button(
            step="digest.list",
            value=f"{digest.week.period}/{unit}/{one}",
            key="digest.figure.button",
            args={"figure": figure(one), "n": n},
        )
        for one, n in found
    ]
    for rated in digest.rated:
        if rated.unit == unit:
            few: dict[str, Arg] = {"n": rated.n}
            lines.append(
                service("digest.figure.service", rated)
                if rated.mean is not None
                else Say(key="digest.figure.few", args=few)
            )
    if follows is not None:
        key = "digest.unfollow" if follows else "digest.follow"
        buttons.append(Button(step="digest.follow", value=unit, key=key))
    title = Say(key="digest.unit.title", args={**named(digest.week), "unit": name})
    shown = tuple(lines) or (Say(key="digest.empty"),)
    return title.model_copy(update={"lines": shown, "buttons": tuple(buttons)})


def _said(digest: Digest) -> tuple[tuple[Figure, int], ...]:
    """What reporters said of the handling."""
    said = digest.satisfaction
    return ("solved", said.yes), ("partly", said.partly), ("unsolved", said.no), ("scored", said.n)


_COUNTED: Final[tuple[Figure, ...]] = (
    "opening",
    "received",
    "reopened",
    "appealed",
    "finished",
    "closing",
    "answered",
    "rejected",
    "withdrawn",
    "praise",
    "on_time",
    "extended",
    "late",
    "overdue",
    "transfers",
    "extensions",
    "flagged",
    "no_answer",
)


def read_value(value: str) -> tuple[Period, int]:
    """Give the period and the page, from 0, of a button's value; ValueError if it was not one of ours."""
    period, _, page = value.partition("/")
    return read_period(period), read_page(page, value)


def read_page(page: str, value: str) -> int:
    """Give the number of a page, 0 for ""; ValueError if it is none."""
    if page and not (page.isascii() and page.isdecimal() and len(page) < 4):
        raise ValueError(f"{value!r} names no page of a digest")
    return int(page or 0)


def _page(
    title: Say, lines: Sequence[Say], openers: Sequence[Button], section: Section, week: Period, page: int
) -> Say:
    last = last_page(len(lines))
    page = min(page, last)
    buttons = list(openers[page * PAGE : (page + 1) * PAGE])
    if page < last:
        value = f"{week.period}/{page + 1}"
        buttons.append(Button(step=f"digest.{section}", value=value, key="digest.more"))
    if section is Section.UNITS:
        value = f"{week.period}/{ALL}"
        buttons.append(Button(step="digest.unit", value=value, key="digest.whole"))
        buttons.append(Button(step="digest.categories", value=week.period, key="digest.categories"))
    shown = tuple(lines[page * PAGE : (page + 1) * PAGE]) or (Say(key="digest.empty"),)
    return title.model_copy(update={"lines": shown, "buttons": tuple(buttons)})


def _overdue(line: OverdueLine) -> Say:
    holder: Arg = Post(post=line.holder) if line.holder else Word(key="digest.nobody")
    args: dict[str, Arg] = {
        "code": Code(code=line.code),
        "category": category(line.category),
        "unit": line.unit_name,
        "holder": holder,
    }
    if line.over:
        return Say(key="digest.overdue.over", args=args)
    if line.days_late == 0:
        return Say(key="digest.overdue.fresh", args={**args, "due": Moment(at=line.due_at)})
    return Say(key="digest.overdue.line", args={**args, "n": line.days_late})


def _opener(line: OverdueLine) -> Button:
    """The button that opens a case of the list, as the desk's own lists have it."""
    code: dict[str, Arg] = {"code": Code(code=line.code)}
    if line.over:
        return by_code("desk.open", line.code)
    if line.days_late == 0:
        return Button(step="desk.open", value=line.code, key="desk.open.just_late", args=code)
    return Button(step="desk.open", value=line.code, key="desk.open.late", args={**code, "n": line.days_late})


def _busy(digest: Digest) -> list[UnitCounts]:
    """The units where anything was open or came: those that the reader follows, then the most overdue first."""
    busy = [unit for unit in digest.units if not unit.quiet]
    return sorted(busy, key=lambda u: (u.code not in digest.follows, -u.overdue, -u.late, u.code))


def _quiet(digest: Digest, busy: int) -> list[Say]:
    quiet = len(digest.units) - busy
    return [Say(key="digest.units.quiet", args={"n": quiet})] if quiet else []


def _unit(period: Period, unit: UnitCounts) -> Button:
    value = f"{period.period}/{unit.code}"
    return Button(step="digest.unit", value=value, key="digest.unit", args={"unit": unit.name})


def _row(name: Arg, counts: Counts) -> Say:
    moved = numbers(counts, "opening", "received", "finished", "closing", "on_time", "late")
    args: dict[str, Arg] = {"name": name, **moved}
    if counts.rejected or counts.extended or counts.flagged:
        return Say(key="digest.row.apart", args=args | numbers(counts, *_APART))
    return Say(key="digest.row", args=args)
