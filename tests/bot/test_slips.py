"""Slips for a visit: each counts once, whoever has it, and its token stands nowhere."""

from bot import rating
from handlers.digests.rows import Scored
from tests.fakes.raters import counted, rater, slip, votes
from tests.house_under_test import Town


async def test_a_slip_rates_its_visit_once_whoever_has_it(town: Town) -> None:
    [code] = await slip(town)
    lan, minh = await rater(town, score=3), await rater(town, "minh")
    await lan.command("start", code)
    await lan.types("5")
    await lan.command("start", f"u-v{code[2:].replace('-', '').lower()}")
    again = lan.last.text
    await minh.types(code)

    assert await votes(town, "kind, counter, score") == [("open", "3", 3), ("visit", "3", 5)]
    assert again.startswith("Phiếu này đã được dùng")
    assert minh.last.text.startswith("Phiếu này đã được dùng")


async def test_a_slip_that_was_used_or_ended_while_its_question_was_open_is_not_counted(town: Town) -> None:
    one, other = await slip(town, days=2, n=2)
    lan, minh = await rater(town), await rater(town, "minh")
    for person in (lan, minh):
        await person.types(one)
    await lan.types("4")
    await minh.types("1")
    used = minh.last.text
    await minh.types(other)
    await town.advance(days=2)
    await minh.types("1")

    assert await votes(town, "kind, score") == [("visit", 4)]
    assert used.startswith("Phiếu này đã được dùng")
    assert minh.last.text.startswith("Phiếu chấm điểm này đã hết hạn")
    await minh.types(other)
    assert minh.last.text.startswith("Phiếu chấm điểm này đã hết hạn")


async def test_no_token_of_a_slip_stands_in_the_database(town: Town) -> None:
    [code] = await slip(town)
    lan = await rater(town)
    await lan.command("start", code)
    await lan.types("4")

    whole = "\n".join(await _dump(town))
    assert code[2:] not in whole
    assert code[2:].replace("-", "") not in whole


async def _dump(town: Town) -> list[str]:
    tables = ("ratings", "visits", "conversations", "outbox")
    rows = [await town.world.db.read.fetch(f"SELECT * FROM {table}") for table in tables]
    return [str(row) for found in rows for row in found]


async def test_one_person_with_many_slips_is_suspect_and_still_counted_apart(town: Town) -> None:
    lan = await rater(town)
    for code in await slip(town, n=rating.MOST_ALIKE + 1):
        await lan.types(code)
        await lan.types("5")
        if len(await votes(town)) <= rating.MOST_ALIKE:
            assert {row[0] for row in await votes(town, "suspect")} == {0}

    assert await counted(town) == [Scored("07339", "suspect", 5, rating.MOST_ALIKE + 1)]


async def test_slips_that_a_unit_kept_back_are_suspect_from_however_many_fresh_chats(town: Town) -> None:
    most = town.world.burst.votes
    await rater(town, "open", 4)
    for at, code in enumerate(await slip(town, n=most)):
        fresh = await rater(town, f"p{at}")
        await fresh.types(code)
        await fresh.types("5")

    assert await counted(town) == [Scored("07339", "open", 4, 1), Scored("07339", "suspect", 5, most)]
