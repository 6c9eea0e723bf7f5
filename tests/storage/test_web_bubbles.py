"""The bubbles of the web chat: kept once, in order, whole, and gone when they must be."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.talk.says import Attachment, Label, Message
from storage import web
from storage.queries import load
from storage.sqlite import SqliteDatabase, open_sqlite

A, B = "a" * 32, "b" * 32
WHOLE = Message(
    text="Trả kết quả trễ hẹn\n😀",
    buttons=(Label(text="Đúng", step="sure", value="yes"), Label(text="Sửa", step="edit")),
    want="choice",
    file=Attachment(hash="h-1", mime="image/png", name="tuần.png"),
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    db = await open_sqlite(tmp_path / "web.sqlite3")
    yield db
    await db.close()


async def say(store: SqliteDatabase, chat: str, *texts: str, at: int = 0) -> list[int]:
    async with store.write() as tx:
        return [await web.add_bot(tx, chat, Message(text=text), at) for text in texts]


async def test_a_bubble_comes_back_as_it_was_kept(store: SqliteDatabase) -> None:
    async with store.write() as tx:
        first = await web.add_bot(tx, A, WHOLE, 1_700_000_000_123)
        second = await web.add_bot(tx, A, WHOLE.model_copy(update={"replaces": str(first)}), 2)

    assert await web.since(store.read, [A], 0, 9) == [
        web.Bubble(first, A, None, "bot", WHOLE, None, 1_700_000_000_123),
        web.Bubble(second, A, None, "bot", WHOLE, first, 2),
    ]


async def test_an_id_is_kept_once(store: SqliteDatabase) -> None:
    async with store.write() as tx:
        assert await web.add_own(tx, A, "a:1", Message(text="one"), 0) == 1
        assert await web.add_own(tx, A, "a:1", Message(text="two"), 0) is None

    assert [bubble.message.text for bubble in await web.since(store.read, [A], 0, 9)] == ["one"]


async def test_a_chat_is_read_forwards_and_backwards(store: SqliteDatabase) -> None:
    await say(store, A, "1", "2")
    await say(store, B, "3")
    await say(store, A, "4", "5")

    assert [bubble.message.text for bubble in await web.since(store.read, [A], 1, 2)] == ["2", "4"]
    assert [bubble.message.text for bubble in await web.since(store.read, [B, A], 2, 9)] == ["3", "4", "5"]
    assert [bubble.message.text for bubble in await web.older(store.read, A, 5, 2)] == ["2", "4"]
    assert await web.newest(store.read) == 5


async def test_a_number_is_never_given_twice(store: SqliteDatabase) -> None:
    await say(store, A, "1", "2")
    async with store.write() as tx:
        assert await web.forget(tx, A) == 2

    assert await say(store, A, "3") == [3]


async def test_a_new_chat_is_not_known(store: SqliteDatabase) -> None:
    await say(store, A, "1")

    assert (await web.known(store.read, A), await web.known(store.read, B)) == (True, False)


async def test_a_file_is_found_in_its_own_chat_by_its_very_hash(store: SqliteDatabase) -> None:
    async with store.write() as tx:
        await web.add_bot(tx, A, WHOLE, 0)
        await web.add_own(tx, B, "b:1", Message(text='"hash":"h-1"'), 0)

    assert await web.attachment(store.read, A, "h-1") == ("bot", WHOLE.file)
    assert await web.attachment(store.read, B, "h-1") is None
    assert await web.attachment(store.read, A, "h_1") is None
    assert await web.attachment(store.read, A, "%") is None


async def test_old_bubbles_go(store: SqliteDatabase) -> None:
    await say(store, A, "old", at=9)
    await say(store, A, "new", at=10)
    async with store.write() as tx:
        assert await web.prune(tx, 10) == 1

    assert [bubble.message.text for bubble in await web.since(store.read, [A], 0, 9)] == ["new"]


@pytest.mark.parametrize("name", sorted(load("web")))
async def test_no_query_reads_the_whole_table(store: SqliteDatabase, name: str) -> None:
    sql = load("web")[name]
    given: list[str | int] = ["1"] * (max((int(mark) for mark in "123456" if f"${mark}" in sql), default=0))
    if name == "since":
        given = ["[]", 0, 1]
    plan = await store.read.fetch(f"EXPLAIN QUERY PLAN {sql}", *given)

    assert not [step for *_, step in plan if step.startswith("SCAN web_messages")]
