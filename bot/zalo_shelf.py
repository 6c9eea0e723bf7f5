"""Binds what a Zalo Official Account must keep to the store."""

from collections.abc import Callable
from typing import Final

from bot.channels.zalo_oa import Pair, Shelf
from bot.channels.zalo_oa.settings import Trouble, Version
from storage import zalo
from storage.database import Connection, Database

TROUBLES: Final = {
    "no_token": "there are no Zalo tokens yet: langnghe zalo login",
    "consent": "Zalo renews the tokens no more: an administrator must consent again: langnghe zalo login",
    "account": "Zalo does not let the account send: the log says why",
}
"""What an operator has to do about each trouble."""


def shelf(db: Database, app: str, now: Callable[[], int]) -> Shelf:
    """Give the shelf of the account behind an app; `now` gives the real epoch milliseconds."""

    async def pair() -> Pair | None:
        found = await zalo.pair(db.read, app)
        return Pair(*found) if found else None

    async def keep_pair(made: Pair) -> None:
        async with db.write() as tx:
            await zalo.keep_pair(tx, app, zalo.Tokens(made.access, made.refresh, made.got_at, made.lasts))

    async def version() -> Version:
        return "v2" if (await zalo.account(db.read, app)).version == "v2" else "v3"

    async def pin(right: Version) -> None:
        async with db.write() as tx:
            await zalo.pin(tx, app, right)

    async def trouble(what: Trouble) -> None:
        async with db.write() as tx:
            await zalo.set_trouble(tx, app, what)

    async def media(hash: str, kind: str) -> str | None:
        return await zalo.media(db.read, app, hash, kind, now())

    async def keep_media(hash: str, kind: str, id: str) -> None:
        async with db.write() as tx:
            await zalo.keep_media(tx, app, hash, kind, id, now())

    return Shelf(pair, keep_pair, version, pin, trouble, media, keep_media)


async def state(read: Connection, app: str, now: int) -> list[tuple[bool, str]]:
    """Say, without asking Zalo, what is in order with the account and what is not; nothing without an app."""
    if not app:
        return []
    kept, account = await zalo.pair(read, app), await zalo.account(read, app)
    if kept is None:
        return [(False, TROUBLES["no_token"])]
    if account.trouble in ("consent", "account"):
        return [(False, TROUBLES[account.trouble])]
    hours = (kept.got_at + kept.lasts * 1000 - now) / 3_600_000
    if hours <= 0:
        return [(False, "the Zalo token has run out: start the program, which renews it, or langnghe zalo login")]
    return [(True, f"Zalo token lives {hours:.1f} h more; sends by {account.version or 'v3, not tried yet'}")]
