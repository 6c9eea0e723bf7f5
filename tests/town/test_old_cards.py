"""A card from which nothing can be done any more changes in place; no dead button stays in an official's chat."""

from dataclasses import replace

from bot.delivery import as_allowed
from handlers.casework.organisation import Organisation
from handlers.talk.says import Message, Say
from storage.outbox import Parcel
from tests.fakes.town_people import address, answer, case_of, leave, person_id, recuse, reject, report, transfer
from tests.house_under_test import Person, Town

ACTS = {"desk.accept", "desk.ask", "desk.answer", "desk.transfer", "desk.reject", "desk.extend", "desk.recuse"}


def standing(person: Person, code: str) -> list[Message]:
    """Give this person's messages as the chat shows them now: what was replaced is gone."""
    replaced = {int(one.replaces.rpartition("-")[2]) for one in person.messages if one.replaces}
    return [one for at, one in enumerate(person.messages, start=1) if at not in replaced]


def dead_buttons(person: Person, code: str) -> list[str]:
    return [button.step for one in standing(person, code) for button in one.buttons if button.value == code]


async def started(town: Town) -> tuple[Person, Person, Person, str]:
    officer, head = await town.post("officer", "officer-07339"), await town.post("head", "head-07339")
    await town.post("department", "department")
    citizen = town.person("citizen")
    code = await report(citizen)
    assert set(dead_buttons(officer, code)) & ACTS
    return citizen, officer, head, code


async def test_whoever_hands_a_case_on_keeps_no_button_of_it_and_nothing_of_its_words(town: Town) -> None:
    _, officer, _, code = await started(town)
    await transfer(officer, code, "department")

    assert not set(dead_buttons(officer, code)) & ACTS
    words = (await case_of(town, code)).text
    assert not any(words in message.text for message in standing(officer, code))


async def test_a_refused_case_leaves_no_act_on_the_card_of_whoever_refused_it(town: Town) -> None:
    _, officer, _, code = await started(town)
    await reject(officer, code)

    assert not set(dead_buttons(officer, code)) & ACTS


async def test_an_answered_and_a_solved_case_leave_no_act_on_any_card(town: Town) -> None:
    citizen, officer, _, code = await started(town)
    await answer(officer, code)
    assert not set(dead_buttons(officer, code)) & ACTS
    await citizen.taps("rate.yes", code)

    assert not set(dead_buttons(officer, code)) & ACTS


async def test_a_case_that_was_taken_back_leaves_no_act_on_the_card(town: Town) -> None:
    citizen, officer, _, code = await started(town)
    await citizen.taps("case.withdraw", code)
    await citizen.taps(f"withdraw.{code}", "yes")

    assert not set(dead_buttons(officer, code)) & ACTS


async def test_whoever_steps_back_from_a_case_keeps_nothing_of_it(town: Town) -> None:
    _, officer, head, code = await started(town)
    await recuse(officer, code)

    assert not set(dead_buttons(officer, code)) & ACTS
    words = (await case_of(town, code)).text
    assert not any(words in message.text for message in standing(officer, code))
    assert set(dead_buttons(head, code)) & ACTS


async def test_where_a_channel_cannot_change_a_message_nothing_more_is_sent(town: Town) -> None:
    _, officer, _, code = await started(town)
    town.line.limits = replace(town.line.limits, edits=False)
    before = len(officer.messages)
    await transfer(officer, code, "department")

    assert not any("không còn ở bàn" in message.text for message in officer.messages[before:])


async def test_no_earlier_message_about_the_case_keeps_a_button_either(town: Town) -> None:
    citizen, officer, _, code = await started(town)
    await citizen.taps("case.add", code)
    await citizen.types("Hôm nay tôi lại ra mà vẫn chưa có kết quả")
    await town.advance(days=2)
    assert len([one for one in standing(officer, code) if {b.step for b in one.buttons} & ACTS]) >= 3
    await transfer(officer, code, "department")

    assert not set(dead_buttons(officer, code)) & ACTS
    words = (await case_of(town, code)).text
    assert not any(words in message.text for message in standing(officer, code))
    told = len(officer.messages)
    await town.person("department").taps("desk.accept", code)
    assert len(officer.messages) == told, "a message that was changed is not changed again"


async def test_whoever_accepts_by_typing_reads_it_below_the_typed_line_too(town: Town) -> None:
    _, officer, _, code = await started(town)
    officer.clear()
    await officer.types(f"nhan {code}")

    changed, below = officer.messages
    assert (changed.replaces, below.replaces) == ("officer-2", None)
    assert code[:3] in below.text
    assert "desk.answer" in {button.step for button in below.buttons}
    assert len(below.text) < len(changed.text)


async def test_whoever_accepts_by_tapping_sees_the_card_change_and_nothing_more(town: Town) -> None:
    _, officer, _, code = await started(town)
    officer.clear()
    await officer.taps("desk.accept", code)

    assert [bool(message.replaces) for message in officer.messages] == [True]


async def test_a_change_on_its_way_says_nothing_of_the_case_to_who_may_not_read_it_any_more(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    lan = town.person("lan")
    code = await report(lan)
    person = await person_id(officer)
    owed = Parcel(1, address(officer), person, "fold", Say(key="case.file", args={"n": 1}, replaces=code), code)

    async def now() -> Organisation:
        return await town.world.organisation(town.world.db.read)

    assert await as_allowed(town.world, owed, now) == owed
    await leave(town, officer, "officer-07339")
    told = await as_allowed(town.world, owed, now)
    assert told is not None
    assert told.say.key == "card.left"
