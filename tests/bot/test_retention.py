"""What is forgotten by itself, when, and what is not."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import real_ms
from bot.retention import forget
from handlers.flows.states import STATE, AnyState, Consenting, Draft, Guided, Idle, Reporting
from handlers.talk.ask import say
from handlers.talk.events import Address, Text
from handlers.talk.says import Message
from storage import inbox, outbox, people, web
from storage.database import Database
from storage.outbox import Parcel
from tests.house_under_test import Town

DAY = 86_400_000


async def put(town: Town, user: str, state: AnyState | str, days_ago: float) -> None:
    """Keep a state that has not changed for some days."""
    text = state if isinstance(state, str) else STATE.dump_json(state, exclude_none=True).decode()
    async with town.world.db.write() as tx:
        await people.save_states(tx, [("line", user, text, town.world.clock.ms() - int(days_ago * DAY))])


async def kept(town: Town, user: str) -> AnyState:
    """Give a stored state."""
    rows = await town.world.db.read.fetch("SELECT state FROM conversations WHERE user = $1", user)
    return STATE.validate_json(rows[0][0])


async def rows(db: Database, table: str) -> list[str]:
    """Give the ids in a table."""
    return [str(row[0]) for row in await db.read.fetch(f"SELECT id FROM {table} ORDER BY id")]


def stored(folder: Path, words: str) -> bool:
    """Whether the database's files hold these words, in whatever corner."""
    return any(words.encode() in path.read_bytes() for path in folder.glob("town.db*"))


GUIDANCE = Guided(intent="denunciation", parts=(), parked=Draft(place="a draft put aside"))
UNAGREED = Consenting(kept=(Text(text="Chuyện của tôi"),))


async def test_words_that_got_guidance_go_after_a_day_and_the_draft_beside_them_stays(town: Town) -> None:
    await put(town, "old", GUIDANCE, 1.1)
    await put(town, "new", GUIDANCE, 0.9)
    await forget(town.world)

    assert await kept(town, "old") == Idle(parked=Draft(place="a draft put aside"))
    assert await kept(town, "new") == GUIDANCE


async def test_words_of_somebody_who_never_answered_the_question_for_consent_go_after_a_month(town: Town) -> None:
    await put(town, "old", UNAGREED, 31)
    await put(town, "new", UNAGREED, 29)
    await forget(town.world)

    assert await kept(town, "old") == Idle()
    assert await kept(town, "new") == UNAGREED


async def test_a_draft_is_never_forgotten_by_itself(town: Town) -> None:
    await put(town, "lan", Reporting(draft=Draft(place="quầy 3")), 400)
    await forget(town.world)

    assert await kept(town, "lan") == Reporting(draft=Draft(place="quầy 3"))


@pytest.mark.parametrize("broken", ['{"kind":"guided","of an older release":1}', 'x "kind":"consenting" y'])
async def test_a_state_that_no_longer_fits_does_not_keep_the_others(town: Town, broken: str) -> None:
    await put(town, "broken", broken, 99)
    await put(town, "old", GUIDANCE, 2)
    await forget(town.world)

    assert await kept(town, "broken") == Idle()
    assert (await kept(town, "old")).kind == "idle"


async def test_updates_seen_are_remembered_for_three_days_of_real_time(town: Town) -> None:
    ages = {"old": 73, "new": 71}
    async with town.world.db.write() as tx:
        for id_, hours in ages.items():
            await tx.execute(
                "INSERT INTO claims (channel, id, at) VALUES ('line', $1, $2)", id_, real_ms() - hours * 3_600_000
            )
    town.world.clock.move(timedelta(days=300))
    await forget(town.world)

    assert await rows(town.world.db, "claims") == ["new"]


async def test_what_was_set_aside_is_kept_for_an_operator_for_ninety_days(town: Town) -> None:
    async with town.world.db.write() as tx:
        for id_, days in {"old": 91, "new": 89}.items():
            await tx.execute(
                "INSERT INTO aside (channel, id, at, payload, error) VALUES ('line', $1, $2, '{}', 'x')",
                id_,
                real_ms() - days * DAY,
            )
    await forget(town.world)

    assert await rows(town.world.db, "aside") == ["new"]


async def test_settled_messages_go_after_thirty_days_and_what_is_still_owed_stays(town: Town) -> None:
    states = ("sent", "refused", "withheld", "queued", "sending", "unreachable")
    async with town.world.db.write() as tx:
        for at, state in enumerate(states):
            for age in (29, 31):
                parcel = Parcel(at * 100 + age, Address(channel="away", user="lan"), 0, "reply", say("menu.help"))
                await outbox.add(tx, [parcel], town.world.clock.ms() - age * DAY, ())
                await tx.execute("UPDATE outbox SET state = $2 WHERE id = $1", parcel.id, state)
    await forget(town.world)

    left = {(row[0], row[1] % 100) for row in await town.world.db.read.fetch("SELECT state, id FROM outbox")}
    assert left == {(state, 29) for state in states} | {(state, 31) for state in states[3:]}


async def test_bubbles_of_the_web_chat_go_after_ninety_days(town: Town) -> None:
    async with town.world.db.write() as tx:
        for id_, days in {"old": 91, "new": 89}.items():
            at = town.world.clock.ms() - days * DAY
            await web.add_own(tx, "chat", id_, Message(text=id_), at)
    await forget(town.world)

    assert [row[0] for row in await town.world.db.read.fetch("SELECT id FROM web_messages")] == ["new"]


async def test_what_was_forgotten_is_in_no_byte_of_the_files(town: Town, tmp_path: Path) -> None:
    secret = "Chuyện kín 0987654321"
    await put(town, "lan", Consenting(kept=(Text(text=secret),)), 31)
    assert stored(tmp_path, secret)
    await forget(town.world)

    assert not stored(tmp_path, secret)


async def test_a_sender_is_forgotten_without_the_others(town: Town) -> None:
    async with town.world.db.write() as tx:
        for user in ("lan", "mai"):
            await tx.execute(
                "INSERT INTO aside (channel, id, at, payload, error) VALUES ('line', $1, 0, $2, 'x')",
                user,
                f'{{"sender": {{"channel": "line", "user": "{user}"}}}}',
            )
        await inbox.forget(tx, Address(channel="line", user="lan"))

    assert await rows(town.world.db, "aside") == ["mai"]
