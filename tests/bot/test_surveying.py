"""A survey in a whole house: answered once, kept apart from the person, reminded of once, declined for ever."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from bot import inviting, surveys
from bot.inviting import letters_csv
from handlers.casework.served import Share
from handlers.casework.tables import Broken
from handlers.talk.events import Command, Incoming, Tap
from storage import people
from storage import surveys as kept
from storage.times import ZONE
from tests.fakes.spells import invite_all
from tests.fakes.town_people import address, agree, got, person_id
from tests.fakes.two_chats import join, on_zalo
from tests.fakes.windows import Windows
from tests.house_under_test import Person, Town, open_town

PHONE = "0912345678"
WORDS = "con hoàng yến trong lồng son"


@pytest.fixture
async def citizen(town: Town) -> Person:
    """Give somebody who has agreed."""
    one = town.person("mai")
    await agree(one)
    return one


async def opened(town: Town, name: str = "pks06", units: tuple[str, ...] = ("07339",), last: date | None = None) -> str:
    """Open a shipped form; give its id."""
    today = town.world.clock.now().date()
    form, _ = surveys.form(name, town.world.directory, today)
    return (await surveys.open_one(town.world, form, units, today, last))[0].id


def served(*rows: str) -> str:
    """Give a list of finished files at xã Tân Yên: "H1,0912345678,," """
    lines = [f"{dossier},07339,16/11/2026,{rest}" for dossier, _, rest in (row.partition(",") for row in rows)]
    return "\n".join(["dossier,unit,finished,phone,channel,user", *lines])


async def answer_all(person: Person, choices: int = 8) -> None:
    """Let a person begin, press the first button of each question, and write words where words are asked for."""
    await person.presses("Bắt đầu")
    for _ in range(choices):
        if len(person.last.buttons) > 1:
            await person.taps(person.last.buttons[0].step, person.last.buttons[0].value)
        elif person.last.buttons:
            await person.types(WORDS)


async def rows(town: Town, sql: str) -> list[tuple[object, ...]]:
    """Give rows of the store."""
    return await town.world.db.read.fetch(sql)


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
    tables = dict(
        await rows(town, "SELECT name, sql FROM sqlite_master WHERE name IN ('survey_answers', 'survey_taken')")
    )
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
    for canary in (PHONE, PHONE[1:], "4711", token.removeprefix("s-")):
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
    assert got(busy, "Hệ thống chỉ nhắc một lần") == 0
    await town.until(datetime(2026, 11, 19, 9, 0, tzinfo=ZONE))
    await town.advance(days=10)
    assert (got(busy, "Hệ thống chỉ nhắc một lần"), got(citizen, "Hệ thống chỉ nhắc một lần")) == (1, 0)
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


async def test_no_cell_of_the_letters_begins_a_formula(town: Town) -> None:
    id_ = await opened(town)
    text = served(f"=1+1,{PHONE},,")
    made = await invite_all(town, id_, text)

    assert letters_csv(made.letters).decode("utf-8-sig").splitlines()[1].startswith("'=1+1,")
