"""Monday's message to a committee member or the standing body, and what its buttons open."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, assert_never

from handlers.casework.views import PostView
from handlers.digests.counts import Counts
from handlers.digests.digest import Digest, OverdueLine
from handlers.digests.week import Week, read_period
from handlers.talk.ask import by_code
from handlers.talk.says import Arg, Button, Code, Moment, Post, Say, Word

NAMED_UNITS: Final = 3
PAGE: Final = 10
_APART: Final = ("rejected", "rejection_rate", "extended", "flagged")


class Section(StrEnum):
    """What a button below the digest opens; its step is `digest.` and this."""

    OVERDUE = "overdue"
    BRIGHT = "bright"
    UNITS = "units"
    CATEGORIES = "categories"


def says(digest: Digest, reader: PostView) -> Say:
    """Give the message: first which units need a push now, then at most five lines of figures.

    If none does, that is said in one line; one line of figures follows, what has to be told apart if there is any,
    and how people judged the answers.
    """
    totals = digest.totals
    week: dict[str, Arg] = {"week": digest.week.number}
    buttons = _buttons(digest)
    if not totals.overdue:
        key = "digest.calm.member" if reader.kind == "member" else "digest.calm"
        args = _args(totals, "opening", "received", "finished", "closing")
        lines = (Say(key="digest.line.calm", args=args), *_apart(totals), *_satisfaction(digest), *_pending(digest))
        return Say(key=key, args=week, lines=lines, buttons=buttons)
    units = digest.pressing
    named = ", ".join(f"{unit.name} ({unit.overdue})" for unit in units[:NAMED_UNITS])
    first: dict[str, Arg] = {**week, "n": len(units), "units": named}
    more = len(units) - NAMED_UNITS
    if more > 0:
        return Say(key="digest.push.more", args={**first, "more": more}, lines=_figures(digest), buttons=buttons)
    return Say(key="digest.push", args=first, lines=_figures(digest), buttons=buttons)


def opened(digest: Digest, section: Section, page: int = 0) -> Say:
    """Give one page of what a button opens; a page beyond the last gives the last."""
    week: dict[str, Arg] = {"week": digest.week.number}
    openers: Sequence[Button] = ()
    match section:
        case Section.OVERDUE:
            title = Say(key="digest.overdue.title", args={**week, "n": len(digest.overdue)})
            lines: Sequence[Say] = [_overdue(line) for line in digest.overdue]
            openers = [_opener(line) for line in digest.overdue]
        case Section.BRIGHT:
            title = Say(key="digest.bright.title", args={**week, "n": digest.totals.praise})
            praised = digest.praised
            lines = [Say(key="digest.bright.line", args={"unit": u.name, "n": u.praise}) for u in praised]
        case Section.UNITS:
            title = Say(key="digest.units.title", args=week)
            lines = _units(digest)
        case Section.CATEGORIES:
            title = Say(key="digest.categories.title", args=week)
            lines = [_row(_category(row.category), row) for row in digest.categories]
        case _:
            assert_never(section)
    return _page(title, lines, openers, section, digest.week, page)


def read_value(value: str) -> tuple[Week, int]:
    """Give the week and the page, from 0, of a button's value; ValueError if it was not one of ours."""
    period, _, page = value.partition("/")
    if page and not (page.isascii() and page.isdecimal() and len(page) < 4):
        raise ValueError(f"{value!r} names no page of a digest")
    return read_period(period), int(page or 0)


def _figures(digest: Digest) -> tuple[Say, ...]:
    now, before = digest.totals, digest.previous
    answered: dict[str, Arg] = {"now": now.answered, "before": before.answered, **_args(now, "rejected", "reopened")}
    kept: dict[str, Arg] = {"before": before.late, **_args(now, "on_time", "late", "overdue")}
    left = _args(now, "opening", "received", "finished", "closing")
    lines = [
        Say(key="digest.line.received", args={"now": now.received, "before": before.received}),
        Say(key="digest.line.rejected", args=answered | _args(now, "rejection_rate"))
        if now.rejected
        else Say(key="digest.line.answered", args=answered),
        Say(key="digest.line.extended", args=kept | _args(now, "extended"))
        if now.extended
        else Say(key="digest.line.kept", args=kept),
        Say(key="digest.line.flagged", args=left | _args(now, "flagged"))
        if now.flagged
        else Say(key="digest.line.open", args=left),
    ]
    return (*lines, *_satisfaction(digest), *_pending(digest))


def _apart(counts: Counts) -> tuple[Say, ...]:
    """What no praise of a calm week may hide: rejections, answers on granted time, closings to look at again."""
    if not (counts.rejected or counts.extended or counts.flagged):
        return ()
    return (Say(key="digest.line.apart", args=_args(counts, *_APART)),)


def _satisfaction(digest: Digest) -> tuple[Say, ...]:
    said = digest.satisfaction
    judged: dict[str, Arg] = {"yes": said.yes, "partly": said.partly, "no": said.no}
    if said.score is not None:
        whole, tenth = divmod(round(said.score * 10), 10)
        scored: dict[str, Arg] = {"whole": whole, "tenth": tenth, "n": said.n}
        return (Say(key="digest.line.scored", args=judged | scored),)
    if said.yes or said.partly or said.no:
        return (Say(key="digest.line.judged", args=judged),)
    return ()


def _pending(digest: Digest) -> tuple[Say, ...]:
    """How many notices may not be sent until their readers write again."""
    n = sum(digest.pending.values())
    return (Say(key="digest.line.pending", args={"n": n}),) if n else ()


def _buttons(digest: Digest) -> tuple[Button, ...]:
    period = digest.week.period
    found = []
    if n := len(digest.overdue):
        found.append(Button(step="digest.overdue", value=period, key="digest.overdue", args={"n": n}))
    if n := digest.totals.praise:
        found.append(Button(step="digest.bright", value=period, key="digest.bright", args={"n": n}))
    if not digest.totals.quiet:
        found.append(Button(step="digest.units", value=period, key="digest.units"))
    return tuple(found)


def _page(title: Say, lines: Sequence[Say], openers: Sequence[Button], section: Section, week: Week, page: int) -> Say:
    last = max(0, (len(lines) - 1) // PAGE)
    page = min(page, last)
    buttons = list(openers[page * PAGE : (page + 1) * PAGE])
    if page < last:
        value = f"{week.period}/{page + 1}"
        buttons.append(Button(step=f"digest.{section}", value=value, key="digest.more"))
    if section is Section.UNITS:
        buttons.append(Button(step="digest.categories", value=week.period, key="digest.categories"))
    shown = tuple(lines[page * PAGE : (page + 1) * PAGE]) or (Say(key="digest.empty"),)
    return title.model_copy(update={"lines": shown, "buttons": tuple(buttons)})


def _overdue(line: OverdueLine) -> Say:
    holder: Arg = Post(post=line.holder) if line.holder else Word(key="digest.nobody")
    args: dict[str, Arg] = {
        "code": Code(code=line.code),
        "category": _category(line.category),
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


def _units(digest: Digest) -> list[Say]:
    """The units where anything was open or came, the most overdue first; the others only as a number."""
    busy = sorted((unit for unit in digest.units if not unit.quiet), key=lambda u: (-u.overdue, -u.late, u.code))
    lines = [_row(unit.name, unit) for unit in busy]
    if quiet := len(digest.units) - len(busy):
        lines.append(Say(key="digest.units.quiet", args={"n": quiet}))
    return lines


def _row(name: Arg, counts: Counts) -> Say:
    moved = _args(counts, "opening", "received", "finished", "closing", "on_time", "late")
    args: dict[str, Arg] = {"name": name, **moved}
    if counts.rejected or counts.extended or counts.flagged:
        return Say(key="digest.row.apart", args=args | _args(counts, *_APART))
    return Say(key="digest.row", args=args)


def _category(category: str) -> Word:
    return Word(key=f"category.{category}")


def _args(counts: Counts, *names: str) -> dict[str, Arg]:
    return {name: getattr(counts, name) for name in names}
