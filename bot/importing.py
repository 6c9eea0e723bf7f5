"""Imports and exports units and posts: a plan in words first, then all of it in one transaction."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from bot import directories, shut_doors, stranded
from bot.invitations import VALID, Made, invite_within
from bot.work import Work
from bot.world import World
from handlers.casework.changes import plan_posts, plan_units
from handlers.casework.directory import Directory
from handlers.casework.hours import read_hours
from handlers.casework.organisation import Organisation
from handlers.casework.plan import Change, Plan, days_of, held_then
from handlers.casework.posts_file import RECORDS as POST_RECORDS
from handlers.casework.posts_file import Seat, post_rows, read_posts
from handlers.casework.rerouting import Rerouted, rerouted
from handlers.casework.soundness import organisation_troubles, unit_troubles
from handlers.casework.tables import MOST_TROUBLES, Broken, Ending, Row, Trouble, read_table, write_table
from handlers.casework.units_file import RECORDS as UNIT_RECORDS
from handlers.casework.units_file import read_units, unit_rows
from storage import cases, organisation, units
from storage.database import Connection
from storage.times import ZONE

LOOK_BACK = timedelta(days=30)
"""The cases of so many days are tried on the new organisation."""

_UNDATED = re.compile(r" on \d{4}-\d\d-\d\d")
"""What is wrong on several days is told once, for the first of them."""


class Unfit(Exception):
    """A file cannot be taken; says which file, and what to do."""


@dataclass(frozen=True)
class Proposal:
    """What an import would do, and to whom the last 30 days' cases would have gone."""

    plan: Plan
    on: datetime
    """The moment by which all of it holds; the cases are tried as if they came then."""
    warnings: tuple[Trouble, ...]
    tried: int
    rerouted: tuple[Rerouted, ...]
    waiting: tuple[Seat, ...] = ()
    """Those of the file's newcomers who were invited before and may still come."""


def ending(file: Path) -> Ending:
    """Give what a file is by the end of its name; Unfit if that is neither csv nor toml."""
    match file.suffix.lower():
        case ".csv":
            return "csv"
        case ".toml":
            return "toml"
        case _:
            raise Unfit(f"{file}: the name must end in .csv or .toml.")


def text_of(file: Path) -> str:
    """Give the text of a file, with or without a byte order mark; Unfit in words if it is not to be read as UTF-8."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unfit(f"{file}: is not UTF-8. In Excel, save it as “CSV UTF-8”.") from error
    except OSError as error:
        raise Unfit(f"{file}: cannot be read: {error.strerror}.") from error


async def propose_units(world: World, conn: Connection, text: str, kind: Ending, *, trying: bool = True) -> Proposal:
    """Give what a file of units would do; Broken with every trouble's line and remedy if it cannot be.

    Not `trying` recent cases on it spares the time where a writer waits.
    """
    file = read_units(read_table(text, kind, UNIT_RECORDS))
    before = await world.organisation(conn)
    return await _proposed(world, conn, plan_units(file, before), before, trying)


async def propose_posts(world: World, conn: Connection, text: str, kind: Ending, *, trying: bool = True) -> Proposal:
    """Give what a file of posts would do; Broken with every trouble's line and remedy if it cannot be.

    Not `trying` recent cases on it spares the time where a writer waits.
    """
    before = await world.organisation(conn)
    file = read_posts(read_table(text, kind, POST_RECORDS), before.directory)
    return await _proposed(world, conn, plan_posts(file, before, world.clock.now()), before, trying)


async def propose_absence(world: World, conn: Connection, row: Row) -> Proposal:
    """Give what noting one absence would do; Broken in words if nobody of that name holds the post on its days."""
    before = await world.organisation(conn)
    plan = plan_posts(read_posts([row], before.directory), before, world.clock.now())
    if wrong := list(held_then(plan, row["post"])):
        raise Broken(wrong)
    return await _proposed(world, conn, plan, before, trying=False)


async def _proposed(world: World, conn: Connection, plan: Plan, before: Organisation, trying: bool) -> Proposal:
    now = world.clock.now()
    days = days_of(plan, now.date())
    found = [
        *unit_troubles(plan.after.directory, plan.lines, read_hours, days),
        *organisation_troubles(plan.after, plan.lines, days),
    ]
    found = list({(one.line, _UNDATED.sub("", one.what)): one for one in reversed(found)}.values())[::-1]
    wrong = [one for one in found if not one.warning]
    if wrong:
        raise Broken(sorted(wrong, key=lambda one: one.line)[:MOST_TROUBLES])
    on = now if days[-1] == now.date() else datetime.combine(days[-1], time(9), ZONE)
    recent = await cases.filed_since(conn, now - LOOK_BACK) if trying else []
    pending = {(one.post, one.name, one.deputy) for one in await organisation.invited(conn, now)}
    waiting = tuple(one for one in plan.invited if (one.post, one.name, one.deputy) in pending)
    for seat in plan.invited:
        if seat not in waiting:
            as_ = f"{'deputy of ' if seat.deputy else ''}{seat.post}"
            plan.changes.append(Change(kind="added", what=f"holder {seat.name} as {as_}, who gets an invitation"))
    return Proposal(
        plan=plan,
        on=on,
        warnings=tuple(one for one in found if one.warning),
        tried=len(recent),
        rerouted=rerouted(recent, before, plan.after, on),
        waiting=waiting,
    )


async def apply(
    world: World, tx: Connection, proposal: Proposal, valid: timedelta = VALID
) -> tuple[tuple[Seat, Made], ...]:
    """Do what was proposed, in the caller's transaction; give the invitations of those who have not joined."""
    plan = proposal.plan
    await units.put(tx, plan.units)
    await organisation.put_posts(tx, plan.posts)
    await organisation.put_followings(tx, plan.followings)
    await organisation.put_holders(tx, plan.holders)
    await organisation.put_absences(tx, plan.absences, world.clock.now())
    await organisation.put_jurisdictions(tx, plan.jurisdictions)
    made = []
    for seat in plan.invited:
        if seat not in proposal.waiting:
            span = {"since": seat.since, "until": seat.until}
            one = await invite_within(world, tx, seat.post, name=seat.name, valid=valid, deputy=seat.deputy, **span)
            made.append((seat, one))
    if plan.changes:
        await units.bump(tx)
        await _passed_on(world, tx, plan)
    return tuple(made)


async def _passed_on(world: World, tx: Connection, plan: Plan) -> None:
    """Cases that nobody reads any more go on to the level above; those that stood still may go on again.

    Who is away is seen at the next tick, which tells whoever acts from then on of all cases in one message.
    """
    world.directory = await directories.load(tx, world.clock.now().date())
    work = Work(tx, world, world.clock.now())
    touched = [one.id for one in plan.posts] + [one.post for one in plan.holders]
    for post in dict.fromkeys(touched):
        await shut_doors.deserted(work, post)
    await stranded.wake(work)
    await work.keep_parcels()


def export_units(directory: Directory, kind: Ending) -> str:
    """Give all units as the text of a file."""
    return write_table(unit_rows(directory.units), kind, UNIT_RECORDS)


async def groups_of(world: World) -> tuple[str, ...]:
    """Give the groups that are inboxes now, as "head-07339: telegram:-100"; no file holds them, they come by /join."""
    org, now = await world.organisation(world.db.read), world.clock.now()
    return tuple(f"{one.post}: {one.channel}:{one.user}" for one in org.groups if one.at(now))


async def export_posts(world: World, kind: Ending) -> str:
    """Give posts, assignments, holders, absences and jurisdictions as the text of a file."""
    return write_table(post_rows(await world.organisation(world.db.read)), kind, POST_RECORDS)
