"""Surveys, who was drawn for them, who has answered, and apart from that what was answered."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from pydantic import TypeAdapter

from handlers.casework.served import Odd, Served
from handlers.casework.surveys import Answer, Group, Opened, Survey
from handlers.talk.events import Address
from storage.database import Connection, Row
from storage.queries import load
from storage.times import from_ms, to_ms

_SQL = load("surveys")
_ANSWERS: TypeAdapter[tuple[Answer, ...]] = TypeAdapter(tuple[Answer, ...])
_ODD: TypeAdapter[tuple[Odd, ...]] = TypeAdapter(tuple[Odd, ...])
LOOK_BACK = timedelta(weeks=12)
"""From so many weeks a weekday's usual number of files is taken."""
Fate = Literal["asked", "answered", "no_contact", "same_contact", "opted_out"]


class Invitation(NamedTuple):
    """Somebody drawn for a survey, by the hash of the one-time link."""

    token: str
    survey: str
    unit: str
    person: int | None
    contact: str
    fate: Fate


class Sheet(NamedTuple):
    """What one respondent answered; nobody knows who."""

    respondents: Group
    unit: str
    drawn: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Drawn:
    """One of the sample: the token's hash, the phone's hash or "", who it is where known, and what became of it."""

    token: str
    unit: str
    contact: str
    person: int | None
    remind_at: datetime | None
    fate: Fate


@dataclass(frozen=True)
class Wave:
    """A list that was brought: when, of how many rows, how it was drawn from, and what looked odd in it."""

    id: int
    at: datetime
    rows: int
    drawn: Mapping[str, Any]
    flags: tuple[Odd, ...]


def hashed(token: str) -> str:
    """Give the hash under which a one-time link is kept."""
    return sha256(token.encode()).hexdigest()


async def open_survey(
    tx: Connection, survey: Survey, id: str, units: Sequence[str], opens: datetime, closes: datetime, key: bytes
) -> None:
    """Keep a survey that opens, with the fresh secret by which its sample is drawn."""
    body = survey.model_dump_json(exclude_defaults=True)
    await tx.execute(_SQL["open"], id, body, json.dumps(list(units)), to_ms(opens), to_ms(closes), key)


def _opened(row: Row) -> Opened:
    id_, body, units, opens, closes, closed_at = row
    return Opened(
        id=id_,
        survey=Survey.model_validate_json(body),
        units=tuple(json.loads(units)),
        opens=from_ms(opens),
        closes=from_ms(closes),
        closed_at=from_ms(closed_at) if closed_at is not None else None,
    )


async def get(conn: Connection, id: str) -> Opened | None:
    """Give the survey of an id."""
    rows = await conn.fetch(_SQL["get"], id)
    return _opened(rows[0]) if rows else None


async def all_surveys(conn: Connection) -> tuple[Opened, ...]:
    """Give all surveys, the oldest first."""
    return tuple(map(_opened, await conn.fetch(_SQL["all"])))


async def open_at(conn: Connection, at: datetime) -> tuple[Opened, ...]:
    """Give the surveys that are open at a moment."""
    return tuple(map(_opened, await conn.fetch(_SQL["open_at"], to_ms(at))))


async def close(tx: Connection, id: str, at: datetime) -> bool:
    """Close a survey before its time; False if it was not open any more."""
    return await tx.execute(_SQL["close"], id, to_ms(at)) == 1


async def key_of(conn: Connection, id: str) -> bytes:
    """Give the secret by which a survey's sample is drawn."""
    return bytes((await conn.fetch(_SQL["key"], id))[0][0])


async def contacts_key(tx: Connection, fresh: bytes) -> bytes:
    """Give the secret by which phone numbers are known again; the first time it is the fresh one."""
    await tx.execute(_SQL["keep_contacts_key"], fresh)
    return bytes((await tx.fetch(_SQL["contacts_key"]))[0][0])


async def served(conn: Connection, survey: str) -> tuple[frozenset[str], frozenset[tuple[str, date]]]:
    """Give the keyed dossiers of earlier lists, and the days of units that were drawn from."""
    rows = await conn.fetch(_SQL["served"], survey)
    days = {(unit, date.fromisoformat(day)) for _, unit, day in rows}
    return frozenset(row[0] for row in rows), frozenset(days)


async def history(conn: Connection, units: Collection[str], today: date) -> dict[tuple[str, int], list[int]]:
    """Give, by unit and weekday (Monday 0), how many files were finished on such days of the last twelve weeks."""
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    since = (today - LOOK_BACK).isoformat()
    for unit, day, n in await conn.fetch(_SQL["history"], json.dumps(sorted(units)), since):
        found[unit, date.fromisoformat(day).weekday()].append(n)
    return found


async def add_wave(
    tx: Connection,
    survey: str,
    rows: Sequence[Served],
    marks: Mapping[str, str],
    how: Mapping[str, Any],
    flags: Sequence[Odd],
    at: datetime,
) -> int:
    """Keep that a list was brought: the marks of its dossiers, how many a day, what looked odd; give its number."""
    days: dict[tuple[str, date], int] = defaultdict(int)
    for row in rows:
        days[row.unit, row.day] += 1
    kept = [(survey, marks[row.dossier], row.unit, row.day.isoformat()) for row in rows]
    await tx.execute_many(_SQL["add_served"], kept)
    await tx.execute_many(_SQL["add_day"], [(unit, day.isoformat(), n) for (unit, day), n in days.items()])
    odd = _ODD.dump_json(tuple(flags)).decode()
    found = await tx.fetch(_SQL["add_wave"], survey, to_ms(at), len(rows), json.dumps(dict(how)), odd)
    return int(found[0][0])


async def waves(conn: Connection, survey: str) -> tuple[Wave, ...]:
    """Give the lists that were brought for a survey, in order."""
    rows = await conn.fetch(_SQL["waves"], survey)
    return tuple(Wave(id_, from_ms(at), n, json.loads(how), _ODD.validate_json(odd)) for id_, at, n, how, odd in rows)


async def asked_already(
    conn: Connection, survey: str, persons: Collection[int]
) -> tuple[frozenset[str], frozenset[int]]:
    """Give the phones' hashes that were drawn for a survey, and who of these persons was asked or has answered."""
    contacts = await conn.fetch(_SQL["contacts"], survey)
    known = await conn.fetch(_SQL["invited_persons"], survey, json.dumps(sorted(persons)))
    return frozenset(row[0] for row in contacts), frozenset(row[0] for row in known)


async def invite(tx: Connection, survey: str, wave: int, drawn: Iterable[Drawn]) -> None:
    """Keep who was drawn."""
    rows = [(one.token, survey, wave, one.unit, one.contact, one.person, _ms(one.remind_at), one.fate) for one in drawn]
    await tx.execute_many(_SQL["invite"], rows)


def _ms(at: datetime | None) -> int | None:
    return None if at is None else to_ms(at)


async def invitation(conn: Connection, token: str) -> Invitation | None:
    """Give the invitation of a hashed token."""
    rows = await conn.fetch(_SQL["invitation"], token)
    return Invitation(*rows[0]) if rows else None


async def invitations_of(conn: Connection, person: int) -> tuple[Invitation, ...]:
    """Give the invitations that a person has not answered, the newest first."""
    return tuple(Invitation(*row) for row in await conn.fetch(_SQL["invitations_of"], person))


async def fates(conn: Connection, survey: str) -> dict[str, dict[str, int]]:
    """Give, by unit, how many were drawn and what became of them."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for unit, fate, n in await conn.fetch(_SQL["fates"], survey):
        found[unit][fate] = n
    return found


async def use(tx: Connection, token: str) -> bool:
    """Note that an invitation was answered, and forget whose it was; False if it cannot be answered any more."""
    return bool(await tx.fetch(_SQL["use"], token))


async def due(conn: Connection, at: datetime, most: int) -> list[tuple[str, str, int | None]]:
    """Give the invitations whose reminder is due: token, survey, person."""
    return [(row[0], row[1], row[2]) for row in await conn.fetch(_SQL["due"], to_ms(at), most)]


async def reminded(tx: Connection, token: str) -> None:
    """Note that an invitation needs no reminder any more."""
    await tx.execute(_SQL["reminded"], token)


async def take(tx: Connection, person: int, survey: str) -> bool:
    """Note that a person answers a survey, once; False if that was so already."""
    return bool(await tx.fetch(_SQL["take"], person, survey))


async def taken(conn: Connection, person: int, survey: str) -> bool:
    """Whether a person has answered a survey."""
    return bool(await conn.fetch(_SQL["taken"], person, survey))


async def answer(tx: Connection, id: str, survey: str, sheet: Sheet) -> None:
    """Keep what was answered under an id, which must be random, with nothing that leads to a person."""
    body = _ANSWERS.dump_json(sheet.answers).decode()
    row = (id, survey, sheet.respondents, sheet.unit, int(sheet.drawn), body)
    await tx.execute(_SQL["answer"], *row)


async def answers(conn: Connection, survey: str) -> tuple[Sheet, ...]:
    """Give all that was answered, in an order that means nothing."""
    rows = await conn.fetch(_SQL["answers"], survey)
    return tuple(Sheet(group, unit, bool(drawn), _ANSWERS.validate_json(body)) for group, unit, drawn, body in rows)


async def counts(conn: Connection, survey: str) -> tuple[int, int]:
    """Give how many answered of the sample, and how many came by themselves."""
    found = {bool(drawn): int(n) for drawn, n in await conn.fetch(_SQL["counts"], survey)}
    return found.get(True, 0), found.get(False, 0)


async def stop(tx: Connection, person: int, invitation: Invitation | None) -> None:
    """Keep that a person, and whoever has an invitation's phone, is not to be asked again."""
    await tx.execute(_SQL["stop"], f"person:{person}", person)
    await tx.execute(_SQL["stop_invitations"], person)
    if invitation is not None:
        await tx.execute(_SQL["stop_invitation"], invitation.token)
        if invitation.contact:
            await tx.execute(_SQL["stop"], f"contact:{invitation.contact}", person)


async def again(tx: Connection, person: int) -> None:
    """Let a person be asked again, also by the phone that was stopped along."""
    await tx.execute(_SQL["again"], person)


async def opted_out(conn: Connection, contacts: Collection[str], persons: Collection[int]) -> frozenset[str]:
    """Give who of these is not to be asked, as `person:ID` and `contact:HASH`."""
    keys = [f"contact:{one}" for one in contacts]
    rows = await conn.fetch(_SQL["opted_out"], json.dumps(keys), json.dumps(sorted(persons)))
    return frozenset(str(row[0]) for row in rows)


async def forget_bubbles(tx: Connection, address: Address, since: datetime) -> None:
    """Delete what was typed in a web chat while the survey was answered; other channels keep nothing of it here."""
    if address.channel == "web":
        await tx.execute(_SQL["forget_bubbles"], address.user, to_ms(since))
