"""What a file changes in the organisation: added, changed field by field, ended; and the organisation after it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from handlers.casework.day_cells import day_cell, since_cell, until_cell
from handlers.casework.directory import Directory
from handlers.casework.organisation import (
    UNIT_POSTS,
    Absence,
    Holder,
    Organisation,
    Post,
    post_id,
)
from handlers.casework.plan import Change, Plan, change
from handlers.casework.posts_file import PostsFile, Seat, post_cells
from handlers.casework.tables import MOST_TROUBLES, Broken, Trouble
from handlers.casework.unit import Unit
from handlers.casework.units_file import UnitsFile, of_unit
from handlers.casework.worktime import ZONE

_POST: Final = {"unit": "unit", "under": "under", "follows": "follows", "from": "valid_from", "to": "valid_to"}
_HOLDER: Final = {"deputy": "deputy", "to": "until"}


def plan_units(file: UnitsFile, org: Organisation) -> Plan:
    """Give what a file of units would do; units and columns that the file does not name stay as they are.

    A new unit gets its officer and head; the posts of a unit end when it does. Broken if a name has no day.
    """
    plan, troubles = Plan(org), list[Trouble]()
    known = {unit.code: unit for unit in org.directory.units}
    posts = dict(org.posts)
    for given in file.units:
        plan.lines["unit", given.code] = file.lines.get(given.code, 0)
        old = known.get(given.code)
        unit = _completed(given, old, file, troubles)
        if old is None or _of(old) != _of(unit):
            plan.changes.append(change(f"unit {unit.code} {unit.name}", _of(old) if old else None, _of(unit)))
            plan.units.append(unit)
            known[unit.code] = unit
            plan.posts.extend(_posts_of(unit, old, posts))
    if troubles:
        raise Broken(troubles[:MOST_TROUBLES])
    posts |= {post.id: post for post in plan.posts}
    whole = Directory(tuple(known.values()), provinces=org.directory.provinces)
    whole = whole if org.directory.day is None else whole.at(org.directory.day)
    return replace(plan, after=replace(org, directory=whole, posts=posts))


def _completed(unit: Unit, old: Unit | None, file: UnitsFile, troubles: list[Trouble]) -> Unit:
    """Give the unit with what the file does not say of it; names without any day must be those known already."""
    said = file.said[unit.code]
    if old is None:
        return unit
    kept = {column: getattr(old, column) for column in of_unit(unit) if column not in said}
    if not said & {"from", "to"}:
        if not {one.name for one in unit.spells} <= {one.name for one in old.spells}:
            what = f"{unit.name} is a new name of {unit.code}, and the file has no column from"
            remedy = "add from and to, with a row for the name before and one for the new name"
            troubles.append(Trouble(line=file.lines[unit.code], what=what, remedy=remedy))
        kept |= {column: getattr(old, column) for column in ("name", "kind", "names", "valid_from", "valid_to")}
    return unit.model_copy(update=kept)


def _of(unit: Unit) -> dict[str, str]:
    names = "; ".join(f"{one.name} {_days(one.valid_from, one.valid_to)}".rstrip() for one in unit.spells)
    return {"names": names, "to": day_cell(unit.valid_to)} | of_unit(unit)


def _days(since: date | None, until: date | None) -> str:
    return f"({day_cell(since)}–{day_cell(until)})" if since or until else ""


def _posts_of(unit: Unit, old: Unit | None, posts: Mapping[str, Post]) -> Iterable[Post]:
    for kind in UNIT_POSTS:
        id_ = post_id(kind, unit.code)
        post = posts.get(id_)
        if post is None:
            under = post_id("head", unit.code) if kind == "officer" else ""
            yield Post(
                id=id_, kind=kind, unit=unit.code, under=under, valid_from=unit.valid_from, valid_to=unit.valid_to
            )
        elif post.valid_to in (None, old.valid_to if old else None) and post.valid_to != unit.valid_to:
            yield post.model_copy(update={"valid_to": unit.valid_to})


def plan_posts(file: PostsFile, org: Organisation, now: datetime) -> Plan:
    """Give what a file of posts would do; what the file does not name stays. Broken if it names nobody known.

    A holder is known by number, or by name within the post; who is not known and may hold the post is invited.
    """
    plan, troubles = Plan(org), list[Trouble]()
    posts = dict(org.posts)
    for given, line in file.posts:
        plan.lines["post", given.id] = line
        old = posts.get(given.id)
        post = (
            given.model_copy(update={name: getattr(old, name) for name in file.unsaid(line, _POST)}) if old else given
        )
        if old != post:
            plan.changes.append(change(f"post {post.id}", post_cells(old) if old else None, post_cells(post)))
            plan.posts.append(post)
            posts[post.id] = post
    named = [(one.post, line) for one, line in file.followings]
    for post_of, line in [*named, *((one.post, line) for one, line in (*file.holders, *file.absences))]:
        if post_of not in posts:
            remedy = "`langnghe posts list` names the posts; a new one needs a row of its own with record post"
            troubles.append(Trouble(line=line, what=f"there is no post {post_of}", remedy=remedy))
    followings = {(one.post, one.since): one for one in org.followings}
    for following, line in file.followings:
        plan.lines["follows", following.post, since_cell(following.since)] = line
        was = followings.get((following.post, following.since))
        if was != following:
            before = {"follows": ", ".join(was.units), "to": until_cell(was.until, was.since)} if was else None
            after = {"follows": ", ".join(following.units), "to": until_cell(following.until, following.since)}
            what = f"what {following.post} follows from {since_cell(following.since)}"
            plan.changes.append(change(what, before, after))
            plan.followings.append(following)
            followings[following.post, following.since] = following
    rules = {(one.category, one.since): one for one in org.jurisdictions}
    for rule, line in file.jurisdictions:
        plan.lines["jurisdiction", rule.category, since_cell(rule.since)] = line
        held = rules.get((rule.category, rule.since))
        if held != rule:
            before = {"first": ", ".join(held.first), "to": until_cell(held.until, held.since)} if held else None
            after = {"first": ", ".join(rule.first), "to": until_cell(rule.until, rule.since)}
            plan.changes.append(change(f"who gets {rule.category} first from {since_cell(rule.since)}", before, after))
            plan.jurisdictions.append(rule)
            rules[rule.category, rule.since] = rule
    holders = _seated(file, org, now, plan, troubles)
    absences = _away(file, org, plan, troubles)
    if troubles:
        raise Broken(sorted(troubles, key=lambda one: one.line)[:MOST_TROUBLES])
    after_ = replace(
        org,
        posts=posts,
        holders=holders,
        absences=absences,
        followings=tuple(followings.values()),
        jurisdictions=tuple(rules.values()),
    )
    return replace(plan, after=after_)


def _seated(
    file: PostsFile, org: Organisation, now: datetime, plan: Plan, troubles: list[Trouble]
) -> tuple[Holder, ...]:
    """Give the holders after the file; who is to be invited counts as a holder with a negative number."""
    holders = {(one.post, one.person, one.since): one for one in org.holders}
    people = {one.person for one in org.holders}
    for seat, line in file.holders:
        who = f"{seat.name or seat.person} as {'deputy of ' if seat.deputy else ''}{seat.post}"
        same = [one for one in org.holders if one.post == seat.post and _is(one, seat)]
        exact = [one for one in same if seat.since is None or one.since == seat.since] or [
            one for one in same if seat.since and since_cell(seat.since) == day_cell(one.since.astimezone(ZONE).date())
        ]
        open_ = [one for one in exact if one.until is None or one.until > now]
        found = (open_ if seat.since is None else exact)[-1:]
        if len({one.person for one in exact}) > 1:
            what = f"{seat.post} has several holders named {seat.name}"
            troubles.append(Trouble(line=line, what=what, remedy="write the person's number, which export gives"))
        elif found and seat.name and found[0].name not in ("", seat.name):
            troubles.append(_renamed(line, seat, found[0].name))
        elif found:
            old = found[0]
            says = {"name": seat.name or old.name, "deputy": seat.deputy, "until": seat.until}
            new = old.model_copy(update={**says, **{name: getattr(old, name) for name in file.unsaid(line, _HOLDER)}})
            plan.lines["holder", new.post, str(new.person), since_cell(new.since)] = line
            if new != old:
                before, after = _seat_cells(old), _seat_cells(new)
                plan.changes.append(change(f"holder {old.name or old.person} of {old.post}", before, after))
                plan.holders.append(new)
                holders[new.post, new.person, new.since] = new
        elif seat.until is not None and seat.until <= now:
            remedy = "take the row out: only those who have joined can have held a post"
            troubles.append(Trouble(line=line, what=f"{who} ended before ever joining", remedy=remedy))
        elif seat.person is not None and seat.person not in people:
            remedy = "leave person empty: who is new gets an invitation"
            troubles.append(Trouble(line=line, what=f"there is no person {seat.person}", remedy=remedy))
        elif seat.name and (called := _called(seat.person, org)) and seat.name not in called:
            troubles.append(_renamed(line, seat, called[-1]))
        elif seat.since is not None and [one for one in same if one.at(now)]:
            since = since_cell(next(one for one in same if one.at(now)).since)
            remedy = f"write from {since}; when somebody came cannot be altered"
            troubles.append(Trouble(line=line, what=f"{who} holds it since {since}", remedy=remedy))
        else:
            person = seat.person if seat.person is not None else min(0, *(key[1] for key in holders), 0) - 1
            new = Holder(
                post=seat.post,
                person=person,
                name=seat.name,
                since=max(seat.since or now, now),
                until=seat.until,
                deputy=seat.deputy,
            )
            plan.lines["holder", new.post, str(new.person), since_cell(new.since)] = line
            if person > 0:
                plan.changes.append(Change(kind="added", what=f"holder {who}"))
            holders[new.post, new.person, new.since] = new
            if person < 0:
                plan.invited.append(seat)
            else:
                plan.holders.append(new)
    return tuple(holders.values())


def _is(holder: Holder, seat: Seat) -> bool:
    return holder.person == seat.person if seat.person is not None else holder.name == seat.name


def _called(person: int | None, org: Organisation) -> tuple[str, ...]:
    return tuple(one.name for one in org.holders if one.person == person and one.name)


def _renamed(line: int, seat: Seat, name: str) -> Trouble:
    """A row that names somebody else would leave the person of before inside, under the new name."""
    what = f"person {seat.person} of {seat.post} is {name}, not {seat.name}"
    remedy = f"end the row of {name} with to, and add a row for {seat.name} with person empty"
    return Trouble(line=line, what=what, remedy=remedy)


def _seat_cells(one: Holder) -> dict[str, str]:
    return {"name": one.name, "deputy": "yes" if one.deputy else "no", "to": until_cell(one.until, one.since)}


def _away(file: PostsFile, org: Organisation, plan: Plan, troubles: list[Trouble]) -> tuple[Absence, ...]:
    absences = {(one.person, one.since): one for one in org.absences}
    for seat, line in file.absences:
        people = {one.person for one in org.holders if one.post == seat.post and _is(one, seat)}
        if len(people) != 1 or seat.since is None:
            what = f"{'several people' if people else 'nobody'} named {seat.name or seat.person} held {seat.post}"
            remedy = "write the person's number, which export gives" if people else "see `langnghe posts list`"
            troubles.append(Trouble(line=line, what=what, remedy=remedy))
            continue
        held = [one for one in org.holders if one.post == seat.post and one.person in people]
        if seat.name and not {seat.name, ""} & {one.name for one in held}:
            what = f"person {seat.person} of {seat.post} is {held[-1].name}, not {seat.name}"
            troubles.append(Trouble(line=line, what=what, remedy="correct name or person: they are of two people"))
            continue
        new = Absence(person=people.pop(), since=seat.since, until=seat.until)
        plan.lines["absence", str(new.person), since_cell(new.since)] = line
        old = absences.get((new.person, new.since))
        if new != old:
            before = {"to": until_cell(old.until, old.since)} if old else None
            what = f"absence of {seat.name or new.person} ({seat.post}) from {since_cell(new.since)}"
            plan.changes.append(change(what, before, {"to": until_cell(new.until, new.since)}))
            plan.absences.append(new)
            absences[new.person, new.since] = new
    return tuple(absences.values())
