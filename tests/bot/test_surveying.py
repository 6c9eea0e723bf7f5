"""A survey in a whole house: answered once, kept apart from the person, reminded of once, declined for ever."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot import inviting, surveys
from bot.retention import forget
from handlers.casework.tables import Broken
from handlers.talk.events import Command, Incoming, Tap
from storage import people
from storage import surveys as kept
from storage.times import ZONE
from tests.fakes.spells import invite_all
from tests.fakes.survey_people import PHONE, WORDS, answer_all, opened, rows, served
from tests.fakes.town_people import address, agree, got, person_id
from tests.fakes.two_chats import join, on_zalo
from tests.fakes.windows import Windows
from tests.house_under_test import Person, Town, open_town


@pytest.fixture
async def citizen(town: Town) -> Person:
    """Give somebody who has agreed."""
    one = town.person("mai")
    await agree(one)
    return one


async def test_answers_are_kept_without_the_person_the_time_and_the_order(town: Town, citizen: Person) -> None:
    await opened(town)
    other = town.person("lan")
    await agree(other)
    for one in (citizen, other):
        await one.types("q-pks06-07339")
        await answer_all(one)
        assert one.last.text.startswith("Cảm ơn anh/chị đã trả lời.")

    assert (
        await rows(town, "SELECT survey, respondents, unit, drawn FROM survey_answers")
        == [("pks06", "citizen", "07339", 0)] * 2
    )
    ids = [await person_id(one) for one in (citizen, other)]
    assert await rows(town, "SELECT person, survey FROM survey_taken ORDER BY person") == [
        (one, "pks06") for one in ids
    ]
    made = "SELECT name, sql FROM sqlite_master WHERE name IN ('survey_answers', 'survey_taken')"
    tables: dict[str, str] = dict(await rows(town, made))
    assert all(str(sql).endswith("WITHOUT ROWID") for sql in tables.values()), "rowids would tell the order"
    columns = {str(name): [row[1] for row in await rows(town, f"PRAGMA table_info({name})")] for name in tables}
    assert columns == {
        "survey_answers": ["id", "survey", "respondents", "unit", "drawn", "answers"],
        "survey_taken": ["person", "survey"],
    }
    for one in (citizen, other):
        known = (await people.known(town.world.db.read, [address(one)]))[address(one)]
        assert WORDS not in str(known.state), "nothing is left of it in the person's own talk"
    owed = json.dumps(await rows(town, "SELECT say FROM outbox"), ensure_ascii=False)
    assert WORDS not in owed


async def test_one_person_answers_once_whatever_is_repeated(town: Town, citizen: Person) -> None:
    await opened(town)
    await citizen.types("q-pks06-07339")
    await answer_all(citizen)
    last = Tap(step="answer.pks06.more", value="skip")
    for n in range(20):
        incoming = Incoming(id="the same" if n % 2 else f"again-{n}", sender=address(citizen), body=last, hint="vi")
        await town.receive(incoming)
        await citizen.types("q-pks06-07339")

    assert await kept.counts(town.world.db.read, "pks06") == (0, 1)
    assert citizen.last.text.startswith("Anh/chị đã trả lời khảo sát này rồi.")


async def test_a_survey_that_ended_meanwhile_is_closed_politely_and_takes_nothing(town: Town, citizen: Person) -> None:
    id_ = await opened(town, last=date(2026, 11, 16))
    await citizen.types("q-pks06-07339")
    await citizen.presses("Bắt đầu")
    await citizen.presses("Luôn luôn")
    await town.until(datetime(2026, 11, 17, 0, 0, tzinfo=ZONE))
    await citizen.presses("Hài lòng")
    assert citizen.last.text.startswith("Khảo sát này đã kết thúc.")

    other = await opened(town, "pks03")
    await citizen.types("q-pks03-07339")
    await citizen.presses("Bắt đầu")
    assert await surveys.close(town.world, other)
    for _ in range(8):
        await citizen.types("bỏ qua")
    assert got(citizen, "Khảo sát này đã kết thúc.") == 2
    assert [await kept.counts(town.world.db.read, one) for one in (id_, other)] == [(0, 0), (0, 0)]
    with pytest.raises(inviting.NotOpen):
        await invite_all(town, other, served(f"H1,{PHONE},,"))


async def test_officials_do_not_judge_their_own_unit_but_others_and_answer_as_officials(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    await opened(town, units=("07339", "07351"))
    await officer.types("q-pks06-07339")
    assert "không tự chấm đơn vị của mình" in officer.last.text
    await officer.types("q-pks06-07351")
    await answer_all(officer)
    assert await kept.counts(town.world.db.read, "pks06") == (0, 1)

    await opened(town, "pks01")
    await officer.types("q-pks01-07339")
    await answer_all(officer)
    assert await kept.counts(town.world.db.read, "pks01") == (0, 1)


async def test_who_takes_up_a_post_while_answering_does_not_judge_that_unit_either(town: Town, citizen: Person) -> None:
    await opened(town)
    await citizen.types("q-pks06-07339")
    await citizen.presses("Bắt đầu")
    await town.post("mai", "officer-07339")
    await citizen.types("tiếp tục khảo sát")
    for _ in range(8):
        await citizen.types("bỏ qua")

    assert "không tự chấm đơn vị của mình" in citizen.last.text
    assert await kept.counts(town.world.db.read, "pks06") == (0, 0)


async def test_a_survey_is_not_opened_for_days_that_are_past_and_a_second_time_under_another_id(town: Town) -> None:
    with pytest.raises(Broken, match="it would end on 15/11/2026"):
        await opened(town, last=date(2026, 11, 15))
    assert [await opened(town), await opened(town)] == ["pks06", "pks06_2"]
    with pytest.raises(surveys.NoSuchSurvey):
        await surveys.results(town.world, "pks01")


async def test_two_chats_that_become_one_person_count_once_and_stay_declined(tmp_path: Path) -> None:
    async with open_town(tmp_path, channels=lambda *_: [Windows()]) as town:
        here, there = town.person("lan"), on_zalo(town, "lan-z")
        first, second = await opened(town), await opened(town, "pks05")
        for one in (here, there):
            await agree(one)
            await one.types("q-pks06-07339")
            await answer_all(one)
        await invite_all(town, second, served("H1,,line,lan"))
        await here.taps("survey.stop")
        await join(here, there)

        assert await rows(town, "SELECT person, survey FROM survey_taken") == [(await person_id(there), first)]
        made = await invite_all(town, second, served("H2,,line,lan").replace("16/11", "15/11"))
        assert dict(made.fates) == {"opted_out": 1}


async def test_the_web_page_forgets_what_was_typed_into_a_survey_and_nothing_else(town: Town) -> None:
    await opened(town)
    chat = Person(town, "chat-of-mai", "web")
    async with town.world.db.write() as tx:
        for at, said in ((-1000, "trước"), (1000, WORDS)):
            own = "INSERT INTO web_messages (chat, id, who, body, at) VALUES ('chat-of-mai', $1, 'own', $1, $2)"
            await tx.execute(own, said, town.world.clock.ms() + at)
    await chat.sends(Command(name="start"))
    await chat.sends(Tap(step="consent", value="yes"))
    await chat.types("q-pks06-07339")
    await chat.taps("survey.begin.pks06", "yes")
    for _ in range(8):
        await chat.types("bỏ qua")

    assert await kept.counts(town.world.db.read, "pks06") == (0, 1)
    assert await rows(town, "SELECT body FROM web_messages WHERE who = 'own'") == [("trước",)]


async def test_answers_of_a_survey_that_is_never_finished_are_forgotten_after_thirty_days(
    town: Town, citizen: Person
) -> None:
    other = town.person("lan")
    await agree(other)
    await opened(town, last=date(2027, 2, 1))
    for one in (citizen, other):
        await one.types("q-pks06-07339")
        await one.presses("Bắt đầu")
        await one.presses("Luôn luôn")
    await other.types("huỷ")
    states = "SELECT count(*) FROM conversations WHERE state LIKE '%always%'"
    for days, left in ((29, 2), (2, 0)):
        town.world.clock.move(timedelta(days=days))
        await forget(town.world)
        assert await rows(town, states) == [(left,)]
    await citizen.types("khảo sát")
    assert "1/8" not in citizen.last.text
