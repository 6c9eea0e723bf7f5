"""Binds what a Zalo Official Account must keep to the store."""

from collections.abc import Callable

from bot.channels.zalo_oa import Pair, Shelf
from bot.channels.zalo_oa.settings import Trouble, Version
from storage import zalo
from storage.database import Database


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
