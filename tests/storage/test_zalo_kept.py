"""What is kept for a Zalo account: the newest pair and the one before it, the version, trouble, and young uploads."""

from storage import zalo
from storage.database import Database
from storage.zalo import MEDIA_MS, Account, Tokens

DAY = 86_400_000


async def test_the_newest_pair_is_in_use_and_only_the_one_before_it_is_kept_beside_it(db: Database) -> None:
    for n in range(5):
        async with db.write() as tx:
            await zalo.keep_pair(tx, "3608", Tokens(f"a{n}", f"r{n}", n, 90_000))

    rows = await db.read.fetch("SELECT access FROM zalo_tokens ORDER BY id")
    assert await zalo.pair(db.read, "3608") == Tokens("a4", "r4", 4, 90_000)
    assert rows == [("a3",), ("a4",)]
    assert await zalo.pair(db.read, "another app") is None


async def test_a_pair_is_there_once_it_is_committed_and_not_before(db: Database) -> None:
    async with db.write() as tx:
        await zalo.keep_pair(tx, "3608", Tokens("a", "r", 1, 90_000))
        assert await zalo.pair(db.read, "3608") is None

    assert await zalo.pair(db.read, "3608") is not None


async def test_version_and_trouble_are_kept_side_by_side(db: Database) -> None:
    assert await zalo.account(db.read, "3608") == Account(None, "")
    async with db.write() as tx:
        await zalo.set_trouble(tx, "3608", "consent")
        await zalo.pin(tx, "3608", "v2")
    assert await zalo.account(db.read, "3608") == Account("v2", "consent")
    async with db.write() as tx:
        await zalo.set_trouble(tx, "3608", "")
    assert await zalo.account(db.read, "3608") == Account("v2", "")


async def test_an_upload_is_relied_on_for_less_than_seven_days_and_then_dropped(db: Database) -> None:
    async with db.write() as tx:
        await zalo.keep_media(tx, "3608", "hash", "image", "id-1", 10 * DAY)

    assert await zalo.media(db.read, "3608", "hash", "image", 16 * DAY) == "id-1"
    assert await zalo.media(db.read, "3608", "hash", "image", 17 * DAY) is None
    assert await zalo.media(db.read, "3608", "hash", "file", 10 * DAY) is None
    assert MEDIA_MS < 7 * DAY
    async with db.write() as tx:
        await zalo.keep_media(tx, "3608", "other", "image", "id-2", 20 * DAY)
    assert await db.read.fetch("SELECT hash FROM zalo_media") == [("other",)]


def test_no_repr_shows_a_token() -> None:
    assert "secret" not in repr(Tokens("secret-access", "secret-refresh", 1, 2))
