"""One person at several addresses: one-time codes, kept as hashes, and all that moves when two persons are one."""

from hashlib import sha256

from handlers.talk.events import Address
from storage.database import Connection
from storage.queries import load

_SQL = load("linking")
_MOVED = (
    *("desks", "history", "cases", "addresses", "parcels", "groups", "invitations"),
    *("survey_invitations", "survey_stops"),
)
_MOVED_ONCE = ("due_notices", "digests", "follows", "holders", "absences", "ratings", "surveys_taken")
"""Where a row of the one may be the same as a row of the other: then one of them is dropped."""
_ACTS = ("acts", "task_moves", "takers", "askers", "recused")
"""What only somebody has who held a post; these walk whole tables."""


def _hashed(code: str) -> str:
    return sha256(code.encode()).hexdigest()


async def give(tx: Connection, code: str, address: Address, at: int, expires: int) -> None:
    """Keep the one code that an address has; times in epoch milliseconds."""
    tx.put(_SQL["forget_codes"], address.channel, address.user)
    tx.put(_SQL["give"], _hashed(code), address.channel, address.user, at, expires)


async def tries(conn: Connection, address: Address, since: int) -> int:
    """Count the codes that an address typed since a time."""
    return int((await conn.fetch(_SQL["tries"], address.channel, address.user, since))[0][0])


async def tried(tx: Connection, address: Address, at: int) -> None:
    """Note that an address typed a code."""
    tx.put(_SQL["try"], address.channel, address.user, at)


async def claim(tx: Connection, code: str, by: Address, at: int) -> Address | None:
    """Note who typed a code, and give whose it is; None if it is wrong, used, expired, taken or the address's own."""
    rows = await tx.fetch(_SQL["claim"], _hashed(code), by.channel, by.user, at)
    return Address(channel=rows[0][0], user=rows[0][1]) if rows else None


async def take(tx: Connection, by: Address, at: int) -> Address | None:
    """Use up the code that an address has typed, and give whose it is; None if there is none any more."""
    rows = await tx.fetch(_SQL["claimed"], by.channel, by.user, at)
    if not rows:
        return None
    code, channel, user = rows[0]
    tx.put(_SQL["use"], code, at)
    return Address(channel=channel, user=user)


async def drop_claim(tx: Connection, by: Address) -> None:
    """Forget the code that an address has typed."""
    tx.put(_SQL["drop_claim"], by.channel, by.user)


async def prune(tx: Connection, codes_before: int, tries_before: int) -> None:
    """Forget codes that ended and tries that were made before a time."""
    tx.put(_SQL["prune_codes"], codes_before)
    tx.put(_SQL["prune_tries"], tries_before)


async def ever_held(conn: Connection, person: int) -> bool:
    """Whether a person ever had a seat in a post."""
    return bool(await conn.fetch(_SQL["ever_held"], person))


async def own_cases(conn: Connection, person: int) -> list[str]:
    """Give the codes of all cases of a reporter, the oldest first."""
    return [row[0] for row in await conn.fetch(_SQL["own_cases"], person)]


async def join(tx: Connection, gone: int, kept: int, *, acts: bool) -> None:
    """Let all that is of one person be another's; `acts` where the one who goes ever held a post.

    What must not be lost cannot be: a row that still named the one who goes would forbid to drop that person.
    """
    for what in _MOVED:
        tx.put(_SQL[f"move_{what}"], gone, kept)
    for what in _MOVED_ONCE:
        tx.put(_SQL[f"move_{what}"], gone, kept)
        tx.put(_SQL[f"drop_{what}"], gone)
    for what in _ACTS if acts else ():
        tx.put(_SQL[f"move_{what}"], gone, kept)
    tx.put(_SQL["join"], gone, kept)
    await tx.execute(_SQL["drop_person"], gone)


async def part(tx: Connection, address: Address, person: int, new: int, other: Address) -> None:
    """Let an address be a new person's; what the old one is still owed there goes to another address."""
    at = (address.channel, address.user)
    tx.put(_SQL["part"], *at, new)
    tx.put(_SQL["part_notices"], *at, other.channel, other.user, person)
    tx.put(_SQL["part_replies"], *at, person, new)
    tx.put(_SQL["forget_codes"], *at)
    await tx.execute(_SQL["forget_state"], *at)
