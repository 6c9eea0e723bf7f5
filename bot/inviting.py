"""Invites people who were served to a survey: a list in, a sample that no unit can steer out, phones not kept."""

import csv
import io
import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from bot.surveys import NoSuchSurvey
from bot.voice import spoken
from bot.work import Work
from bot.world import World
from handlers.casework import worktime
from handlers.casework.served import Odd, Served, Share, keyed, late, oddities, read_served, sample
from handlers.casework.surveys import Opened
from handlers.casework.tables import no_formula
from handlers.flows import survey_notices
from handlers.talk.events import Address
from storage import people, surveys
from storage.database import Connection
from storage.people import Known
from storage.surveys import Drawn, Fate, hashed
from storage.times import ZONE

COLUMNS = ("dossier", "unit", "unit_name", "name", "phone", "link", "typed")


class NotOpen(Exception):
    """The survey is not open, so that nobody can be invited to it."""


@dataclass
class Invited:
    """What inviting came to: how many rows, what became of those drawn, oddities, the rows for messages to phones."""

    opened: Opened
    rows: int
    elsewhere: int
    """Rows of units that are not asked."""
    before: int
    """Rows that stood on an earlier list."""
    flags: tuple[Odd, ...]
    fates: Counter[str] = field(default_factory=Counter)
    by_unit: Counter[str] = field(default_factory=Counter)
    in_chat: int = 0
    letters: list[tuple[str, ...]] = field(default_factory=list)


@dataclass(frozen=True)
class Brought:
    """A list that is sound, for an open survey; `marks` are the keyed hashes by which its dossiers are known again."""

    opened: Opened
    rows: tuple[Served, ...]
    elsewhere: int
    key: bytes
    marks: Mapping[str, str]


async def bring(world: World, id: str, text: str, progress: Callable[[int], None] = lambda _: None) -> Brought:
    """Read a list, which may take its time and holds up no writer.

    Broken with line and remedy if it is not sound; NoSuchSurvey, NotOpen.
    """
    opened = await _open(world, world.db.read, id)
    everything = read_served(text, world.directory, world.clock.now().date(), progress)
    rows = tuple(row for row in everything if not opened.units or row.unit in opened.units)
    key = await surveys.key_of(world.db.read, id)
    marks = {row.dossier: keyed(key, "kept", row.dossier) for row in rows}
    return Brought(opened, rows, len(everything) - len(rows), key, marks)


async def _open(world: World, conn: Connection, id: str) -> Opened:
    opened = await surveys.get(conn, id)
    if opened is None:
        raise NoSuchSurvey(id)
    if not opened.at(world.clock.now()):
        raise NotOpen(id)
    return opened


async def invite(
    world: World,
    tx: Connection,
    brought: Brought,
    *,
    share: Share,
    seed: str = "",
    remind_after: int = 3,
    base: str = "",
) -> tuple[Invited, Work]:
    """Draw from a list and keep who was drawn, in the caller's transaction; the work's parcels are not kept yet.

    `remind_after` in working days. NotOpen if the survey was closed meanwhile.
    """
    now, rows, key = world.clock.now(), brought.rows, brought.key
    opened = await _open(world, tx, brought.opened.id)
    contacts = await surveys.contacts_key(tx, secrets.token_bytes(32))
    seen, closed = await surveys.served(tx, opened.id)
    done = frozenset(dossier for dossier, mark in brought.marks.items() if mark in seen)
    usual = await surveys.history(tx, {row.unit for row in rows}, now.date())
    flags = (*oddities(rows, usual), *late(rows, done, closed))
    made = Invited(opened, len(rows), brought.elsewhere, len(done), flags)
    chosen = sample(rows, key, share, seed, done, closed)
    how = {"part": share.part} if share.part is not None else {"n": share.n}
    wave = await surveys.add_wave(
        tx, opened.id, rows, brought.marks, how | ({"seed": seed} if seed else {}), flags, now
    )
    work = Work(tx, world, now)
    await _draw(work, made, chosen, contacts, wave, _remind_at(world, now, remind_after), base)
    return made, work


def _remind_at(world: World, now: datetime, days: int) -> datetime:
    day = worktime.add_days(now.date(), days, world.calendar)
    return datetime.combine(day, time(9), ZONE)


async def _draw(
    work: Work, made: Invited, chosen: Sequence[Served], contacts: bytes, wave: int, remind_at: datetime, base: str
) -> None:
    """Decide for each of the sample what becomes of it; nobody is put in the place of whoever cannot be asked."""
    opened, tx = made.opened, work.tx
    addresses = {row.line: Address(channel=row.channel, user=row.user) for row in chosen if row.channel}
    known = await _reachable(tx, addresses)
    hashes = {row.line: keyed(contacts, "phone", row.phone) if row.phone else "" for row in chosen}
    persons = {one.person for one in known.values()}
    seen, asked = map(set, await surveys.asked_already(tx, opened.id, persons))
    stopped = await surveys.opted_out(tx, [one for one in hashes.values() if one], persons)
    drawn: list[Drawn] = []
    for row in chosen:
        token, contact, person = secrets.token_urlsafe(12), hashes[row.line], known.get(row.line)
        who = person.person if person else None
        fate: Fate
        if f"contact:{contact}" in stopped or f"person:{who}" in stopped:
            fate, who = "opted_out", None
        elif not contact and who is None:
            fate = "no_contact"
        elif (contact and contact in seen) or who in asked:
            fate, who = "same_contact", None
        else:
            fate = "asked"
            seen.add(contact)
            asked.update(filter(None, [who]))
            await _ask(work, made, row, token, person, base)
        drawn.append(Drawn(hashed(token), row.unit, contact, who, remind_at if who is not None else None, fate))
        made.fates[fate] += 1
        made.by_unit[row.unit] += 1
    await surveys.invite(tx, opened.id, wave, drawn)


async def _reachable(tx: Connection, addresses: Mapping[int, Address]) -> dict[int, Known]:
    """Give, by line, who is known to this bot, has agreed to be written to, and can be reached."""
    found = await people.known(tx, list(dict.fromkeys(addresses.values())))
    there = {line: found[one] for line, one in addresses.items() if one in found}
    return {line: one for line, one in there.items() if one.consented and one.reachable}


async def _ask(work: Work, made: Invited, row: Served, token: str, person: Known | None, base: str) -> None:
    unit = work.world.directory.get(row.unit)
    name = unit.name if unit else row.unit
    if person is None:
        letter = (row.dossier, row.unit, name, row.name, row.phone, f"{base}/s/{token}", f"s-{token}")
        made.letters.append(letter)
        return
    made.in_chat += 1
    told = survey_notices.invitation(made.opened, name, spoken(person.language, person.hint))
    await work.tell(person.person, "reporter", told)


def letters_csv(letters: Sequence[tuple[str, ...]]) -> bytes:
    """Give the file from which the province sends its messages, as Excel reads it; no cell begins a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([no_formula(cell) for cell in row] for row in letters)
    return out.getvalue().encode("utf-8-sig")
