"""Whether an organisation can carry cases: no cycle, no unit without a head, no level that nobody reaches."""

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final, TypeVar

from handlers.casework.categories import RULES
from handlers.casework.day_cells import since_cell, until_cell
from handlers.casework.directory import Directory
from handlers.casework.organisation import PROVINCE_POSTS, UNIT_POSTS, Organisation, Post, Spell, post_id
from handlers.casework.plan import Lines
from handlers.casework.tables import Trouble
from handlers.casework.unit import Unit
from handlers.casework.worktime import ZONE

S = TypeVar("S", bound=Spell)
_FEW: Final = 8
_NOON: Final = time(12)


def unit_troubles(
    directory: Directory, lines: Lines, hours: Callable[[str], object], days: Sequence[date]
) -> Iterable[Trouble]:
    """Give what is wrong with the units: successors, names that two share, hours that cannot be read."""
    for unit in directory.units:
        line = lines.get(("unit", unit.code), 0)
        yield from (_at(line, what, remedy) for what, remedy in _succession(unit, directory))
        try:
            if unit.hours:
                hours(unit.hours)
        except ValueError as error:
            yield _at(line, f"the hours of {unit.code} cannot be read: {error}", "see `langnghe units import --help`")
    for day in days:
        names: dict[str, Unit] = {}
        for unit in directory.on(day):
            other = names.setdefault(unit.name, unit)
            if other is not unit:
                line = lines.get(("unit", unit.code), lines.get(("unit", other.code), 0))
                what = f"{other.code} and {unit.code} are both called {unit.name} on {day}"
                yield _at(line, what, "let one of the names end before the other begins")


def _succession(unit: Unit, directory: Directory) -> Iterable[tuple[str, str]]:
    if unit.valid_to is None:
        if unit.successors:
            yield f"{unit.code} has successors and no last day", "write its last day under to, or empty successors"
        return
    if not unit.successors:
        yield f"{unit.code} ends and nobody takes its land over", "write the codes of its successors"
    after = unit.valid_to + timedelta(days=1)
    for code in unit.successors:
        heir = directory.get(code)
        if heir is None:
            yield f"the successor {code} of {unit.code} is no unit", "correct the code, or add that unit to the file"
        elif heir.valid_from is not None and heir.valid_from > after:
            yield (
                f"the successor {code} of {unit.code} begins on {heir.valid_from}, not on {after}",
                f"let {unit.code} end on the day before its successor begins",
            )
    for code in unit.successors:
        if _leads_to(unit.code, code, lambda one: found.successors if (found := directory.get(one)) else ()):
            yield f"{unit.code} is its own successor by way of {code}", "a unit cannot come back: take it out"


def _leads_to(goal: str, start: str, onward: Callable[[str], Iterable[str]]) -> bool:
    seen: set[str] = set()
    todo = [start]
    while todo:
        one = todo.pop()
        if one == goal:
            return True
        if one not in seen:
            seen.add(one)
            todo += onward(one)
    return False


def organisation_troubles(org: Organisation, lines: Lines, days: Sequence[date]) -> Iterable[Trouble]:
    """Give what is wrong with the posts on these days: who stands above whom, heads, levels, spells that overlap."""
    for post in org.posts.values():
        line = lines.get(("post", post.id), 0)
        if post.under and post.under not in org.posts:
            yield _at(line, f"{post.id} stands under {post.under}, which does not exist", "correct under")
        elif post.under and _leads_to(
            post.id, post.under, lambda one: [org.posts[one].under] if one in org.posts and org.posts[one].under else []
        ):
            yield _at(
                line, f"{post.id} stands above itself by way of {post.under}", "break the circle: empty one under"
            )
        yield from (_at(line, what, remedy) for what, remedy in _misplaced(post, org))
    names = {one.person: one.name for one in org.holders}
    yield from _overlapping(org.followings, lambda one: ("follows", one.post), lines)
    yield from _overlapping(org.jurisdictions, lambda one: ("jurisdiction", one.category), lines)
    yield from _overlapping(org.holders, lambda one: ("holder", one.post, str(one.person)), lines)
    yield from _overlapping(
        org.absences,
        lambda one: ("absence", str(one.person)),
        lines,
        lambda one: f"absence of {names.get(one.person) or one.person}",
        "name the first again with the same first day and an earlier last day, or begin the second after it",
    )
    for day in days:
        yield from _levels(replace(org, directory=org.directory.at(day)), day, lines)


def _misplaced(post: Post, org: Organisation) -> Iterable[tuple[str, str]]:
    """An officer stands under the head of its own unit; whoever may oversee a unit never stands under one of it.

    Cases about somebody are kept from whoever stands below that person, so the top below a head would get none.
    """
    over, head = org.posts.get(post.under), post_id("head", post.unit)
    if post.kind == "officer" and not post.under:
        yield f"{post.id} stands under nobody", f"write under {head}"
    elif post.kind == "officer" and over is not None and post.under != head:
        yield f"{post.id} stands under {post.under}, not under the head of its own unit", f"write under {head}"
    elif post.kind != "officer" and over is not None and over.kind in UNIT_POSTS:
        what = f"{post.id} stands under {post.under}, a post of a unit, and would be kept from cases about it"
        yield what, "empty under, or write a post of the province"


def _overlapping(
    spells: Iterable[S],
    key: Callable[[S], tuple[str, ...]],
    lines: Mapping[tuple[str, ...], int],
    named: Callable[[S], str] | None = None,
    remedy: str = "let the first end (to) on the day before the second begins",
) -> Iterable[Trouble]:
    """Of what can hold only once at a time, no two may hold at the same moment."""
    named = named or (lambda one: " ".join(key(one)))
    by_key: dict[tuple[str, ...], list[S]] = {}
    for one in spells:
        by_key.setdefault(key(one), []).append(one)
    for known, group in by_key.items():
        group.sort(key=lambda one: one.since)
        for first, second in itertools.pairwise(group):
            if first.until is None or second.since < first.until:
                begins = since_cell(second.since)
                line = lines.get((*known, begins)) or lines.get((*known, since_cell(first.since)), 0)
                end = until_cell(first.until, first.since)
                spans = f"from {since_cell(first.since)} ({f'to {end}' if end else 'no end'}) and from {begins}"
                yield _at(line, f"{named(first)}: {spans} hold at one time", remedy)


def _levels(org: Organisation, day: date, lines: Lines) -> Iterable[Trouble]:
    noon = datetime.combine(day, _NOON, ZONE)
    there = {post.id for post in org.posts.values() if post.on(day)}
    units = [unit.code for unit in org.directory.units if unit.on(day)]
    for unit in units:
        for kind in UNIT_POSTS:
            id_ = post_id(kind, unit)
            if id_ not in there:
                line = lines.get(("post", id_), lines.get(("unit", unit), 0))
                yield _at(line, f"{unit} has no {kind} on {day}", f"add the post {id_}, or correct its from and to")
    if "standing" not in there:
        line = lines.get(("post", "standing"), 0)
        yield _at(line, f"there is no standing body on {day}", "add the post standing, or correct its from and to")
    yield from _unreached(org, there, day, lines)
    for rule in org.jurisdictions:
        line = lines.get(("jurisdiction", rule.category, since_cell(rule.since)), 0)
        for kind in rule.first if rule.at(noon) else ():
            if kind == "member" or (kind in PROVINCE_POSTS and kind not in there):
                remedy = "write officer, head, or a post of the province that there is"
                yield _at(line, f"{rule.category} goes first to {kind}, and there is no such post on {day}", remedy)
    members = [id_ for id_ in there if org.posts[id_].kind == "member"]
    followed: set[str] = set()
    for id_ in sorted(members):
        follows = org.follows(id_, noon)
        line = next((at for key, at in lines.items() if key[:2] == ("follows", id_)), lines.get(("post", id_), 0))
        followed.update(follows)
        for unit in follows:
            if org.directory.get(unit) is None:
                yield _at(line, f"{id_} follows {unit}, which is no unit", "take it out, or correct the code")
        if not follows:
            yield _at(line, f"{id_} follows no unit on {day}", "write codes or a former district", warning=True)
    missed = [unit for unit in units if unit not in followed]
    if members and missed:
        some = ", ".join(missed[:_FEW]) + (", …" if len(missed) > _FEW else "")
        what = f"{len(missed)} units are followed by no member on {day}: {some}"
        remedy = "their overdue cases go past the members to the standing body"
        yield _at(0, what, remedy, warning=True)


def _unreached(org: Organisation, there: Collection[str], day: date, lines: Lines) -> Iterable[Trouble]:
    """No post of the province may be gone that cases of the standard go first to, or cases about people."""
    noon = datetime.combine(day, _NOON, ZONE)
    wanted: dict[str, list[str]] = {"inspector": ["cases about leaders"]}
    for category, rule in RULES.items():
        shipped = org.first_for(category, noon) == rule.first
        for kind in rule.first if rule.files_case and not rule.behaviour and shipped else ():
            wanted.setdefault(kind, []).append(category.value)
    for post, what in wanted.items():
        if post in PROVINCE_POSTS and post not in there:
            remedy = "keep the post, also with nobody in it (`langnghe posts end` ends its holders alone)"
            others = " or send these categories elsewhere with rows of jurisdiction" if post != "inspector" else ""
            said = f"there is no {post} on {day}, and to it go first: {', '.join(what)}"
            yield _at(lines.get(("post", post), 0), said, f"{remedy}{others and ','}{others}")


def _at(line: int, what: str, remedy: str, *, warning: bool = False) -> Trouble:
    return Trouble(line=line, what=what, remedy=remedy, warning=warning)
