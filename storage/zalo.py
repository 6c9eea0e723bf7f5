"""What a Zalo Official Account needs kept: tokens, the version of its calls, trouble, uploads; by the id of the app."""

from typing import Final, NamedTuple

from storage.database import Connection
from storage.queries import load

_SQL: Final = load("zalo")
MEDIA_MS: Final = (7 * 24 - 12) * 3_600_000
"""How long an upload is relied on: Zalo drops it after seven days."""


class Tokens(NamedTuple):
    """A pair as it is kept; `got_at` in epoch ms, `lasts` in seconds. No repr shows it."""

    access: str
    refresh: str
    got_at: int
    lasts: int

    def __repr__(self) -> str:
        return f"Tokens(got_at={self.got_at}, lasts={self.lasts})"


class Account(NamedTuple):
    """What is known of an account: the version of the message call it takes (None: not known), and its trouble."""

    version: str | None = None
    trouble: str = ""


async def pair(conn: Connection, app: str) -> Tokens | None:
    """Give the newest pair."""
    rows = await conn.fetch(_SQL["pair"], app)
    return Tokens(*rows[0]) if rows else None


async def keep_pair(tx: Connection, app: str, made: Tokens) -> None:
    """Keep a new pair beside the one before it; older ones are dropped."""
    tx.put(_SQL["keep_pair"], app, *made)
    tx.put(_SQL["forget_pairs"], app)


async def account(conn: Connection, app: str) -> Account:
    """Give what is known of the account."""
    rows = await conn.fetch(_SQL["account"], app)
    return Account(*rows[0]) if rows else Account()


async def pin(tx: Connection, app: str, version: str) -> None:
    """Keep the version of the message call that the account takes."""
    tx.put(_SQL["pin"], app, version)


async def set_trouble(tx: Connection, app: str, trouble: str) -> None:
    """Keep what an operator has to mend, "" for nothing."""
    tx.put(_SQL["trouble"], app, trouble)


async def media(conn: Connection, app: str, hash: str, kind: str, now: int) -> str | None:
    """Give the id of an upload that still lives at a time (epoch ms)."""
    rows = await conn.fetch(_SQL["media"], app, hash, kind, now - MEDIA_MS)
    return str(rows[0][0]) if rows else None


async def keep_media(tx: Connection, app: str, hash: str, kind: str, media: str, now: int) -> None:
    """Keep the id of an upload, and drop those that have run out."""
    tx.put(_SQL["forget_media"], now - MEDIA_MS)
    tx.put(_SQL["keep_media"], app, hash, kind, media, now)


async def seen(conn: Connection, channel: str, after: int, until: int) -> int:
    """Count the people of a channel who were last heard between two times (epoch ms)."""
    return int((await conn.fetch(_SQL["seen_since"], channel, after, until))[0][0])


async def newest_user(conn: Connection, channel: str) -> str | None:
    """Give the channel's id of the person who was heard last."""
    rows = await conn.fetch(_SQL["newest_user"], channel)
    return str(rows[0][0]) if rows else None
