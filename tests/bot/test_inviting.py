"""Invitations to a survey: in the chat and by links, once for each phone and person, one reminder, a way out."""

import json
from datetime import datetime

import pytest

from bot import inviting, language_profiles
from bot.inviting import letters_csv
from handlers.casework.served import Share
from storage import surveys as kept
from storage.times import ZONE
from tests.fakes.spells import invite_all
from tests.fakes.survey_people import PHONE, answer_all, opened, rows, served
from tests.fakes.town_people import agree, got
from tests.house_under_test import VOICE, Person, Town


@pytest.fixture
async def citizen(town: Town) -> Person:
    """Give somebody who has agreed."""
    one = town.person("mai")
    await agree(one)
    return one


async def test_a_link_is_good_once_and_only_its_hash_and_no_phone_is_kept(town: Town, citizen: Person) -> None:
    id_ = await opened(town)
    made = await invite_all(town, id_, served(f"H-4711,{PHONE},,"))
    ((_, _, _, _, phone, link, token),) = made.letters
    assert (phone, link) == (PHONE, f"/s/{token.removeprefix('s-')}")
    assert PHONE in letters_csv(made.letters).decode("utf-8-sig")

    await citizen.command("start", token)
    await answer_all(citizen)
    thief = town.person("thief")
    await agree(thief)
    await thief.command("start", token)

    assert thief.last.text.startswith("Anh/chị đã trả lời")
    assert await kept.counts(town.world.db.read, id_) == (1, 0)
    assert await kept.fates(town.world.db.read, id_) == {"07339": {"answered": 1}}
    found = json.dumps([await rows(town, f"SELECT * FROM {table}") for table in await _tables(town)], default=str)
    for canary in (PHONE, PHONE[1:], "H-4711", token.removeprefix("s-")):
        assert canary not in found.replace(f'\\"argument\\": \\"{token}\\"', ""), canary


async def _tables(town: Town) -> list[str]:
    return [
        str(row[0])
        for row in await rows(town, "SELECT name FROM sqlite_master WHERE name LIKE 'survey%' AND type = 'table'")
    ]


async def test_who_is_known_is_asked_in_the_chat_and_reminded_once_after_three_working_days(
    town: Town, citizen: Person
) -> None:
    busy = town.person("busy")
    await agree(busy)
    id_ = await opened(town)
    await invite_all(town, id_, served("H1,,line,mai", "H2,,line,busy", "H3,,line,stranger"))
    assert await kept.fates(town.world.db.read, id_) == {"07339": {"asked": 2, "no_contact": 1}}
    assert got(citizen, "có làm thủ tục ở xã Tân Yên") == got(busy, "có làm thủ tục ở xã Tân Yên") == 1
    await citizen.types("khảo sát")
    await answer_all(citizen)

    await town.until(datetime(2026, 11, 19, 8, 59, tzinfo=ZONE))
    assert got(busy, "Lắng Nghe chỉ nhắc một lần") == 0
    await town.until(datetime(2026, 11, 19, 9, 0, tzinfo=ZONE))
    await town.advance(days=10)
    assert (got(busy, "Lắng Nghe chỉ nhắc một lần"), got(citizen, "Lắng Nghe chỉ nhắc một lần")) == (1, 0)
    await busy.presses("Trả lời khảo sát")
    await answer_all(busy)
    assert await kept.counts(town.world.db.read, id_) == (2, 0)


async def test_who_does_not_want_to_be_asked_is_left_alone_for_ever_and_has_a_way_back(
    town: Town, citizen: Person
) -> None:
    first = await opened(town)
    made = await invite_all(town, first, served(f"H1,{PHONE},,"))
    await citizen.command("start", made.letters[0][6])
    await citizen.presses("Không hỏi tôi nữa")
    second = await opened(town, "pks05")

    for again, fates in ((False, {"opted_out": 2}), (True, {"asked": 2})):
        if again:
            await citizen.presses("Hỏi lại tôi")
            second = await opened(town, "pks05")
        made = await invite_all(town, second, served(f"H2,{PHONE},,", "H3,,line,mai"))
        assert await kept.fates(town.world.db.read, second) == {"07339": fates}
        assert (len(made.letters), made.in_chat) == (again, again)
    assert await kept.fates(town.world.db.read, first) == {"07339": {"opted_out": 1}}


async def test_each_is_asked_at_most_once_in_a_survey_by_phone_or_person(town: Town, citizen: Person) -> None:
    id_ = await opened(town)
    made = await invite_all(town, id_, served(f"H1,{PHONE},,", "H2,+84 912 345 678,,", "H3,,line,mai", "H4,,line,mai"))
    assert await kept.fates(town.world.db.read, id_) == {"07339": {"asked": 2, "same_contact": 2}}

    more = await invite_all(town, id_, served(f"H5,{PHONE},,").replace("16/11", "15/11"))
    assert (len(made.letters), len(more.letters), more.fates["same_contact"]) == (1, 0, 1)
    again = await invite_all(town, id_, served(f"H1,{PHONE},,"))
    assert (again.before, sum(again.fates.values())) == (1, 0)


async def test_nothing_is_kept_of_an_invitation_that_was_only_tried_or_whose_list_is_broken(town: Town) -> None:
    id_ = await opened(town)
    before = [await rows(town, f"SELECT count(*) FROM {table}") for table in await _tables(town)]
    with pytest.raises(Exception, match="line 3"):
        await invite_all(town, id_, served(f"H1,{PHONE},,", f"H1,{PHONE},,"))

    async def tried() -> None:
        brought = await inviting.bring(town.world, id_, served(f"H1,{PHONE},,"))
        async with town.world.db.write() as tx:
            await inviting.invite(town.world, tx, brought, share=Share())
            raise RuntimeError("only tried")

    with pytest.raises(RuntimeError, match="only tried"):
        await tried()

    assert [await rows(town, f"SELECT count(*) FROM {table}") for table in await _tables(town)] == before


async def test_no_cell_of_the_letters_begins_a_formula(town: Town) -> None:
    id_ = await opened(town)
    text = served(f"=1+1,{PHONE},,")
    made = await invite_all(town, id_, text)

    assert letters_csv(made.letters).decode("utf-8-sig").splitlines()[1].startswith("'=1+1,")


async def test_nobody_is_taken_to_speak_the_language_that_a_link_looks_like(town: Town) -> None:
    stranger, town.world.profiles = town.person("stranger"), language_profiles.load
    for token in ("s-cPZe7IBI_WWPJLzP", "s-theWordsAreOfNoU", "q-survey-07339"):
        await stranger.types(token)

        assert stranger.last.buttons[0].text == VOICE.text("vi", "consent.yes")
