"""At the moment of sending it is asked again: may this reader have it, in which language, in place of which card."""

import pytest

from bot.channels.channel import Limits
from bot.delivery import commands_of, language_for, may_send, message_for
from handlers.casework.categories import Category
from handlers.talk.ask import choice, say, verb
from handlers.talk.events import Address
from handlers.talk.says import Say
from storage.outbox import Kind, Parcel
from tests.fakes.town_people import agree, leave, person_id, report, transfer
from tests.house_under_test import Person, Town

NOTE = say("card.quote", text="x")


async def parcel(person: Person, kind: Kind, code: str | None = None, say_: Say = NOTE) -> Parcel:
    """Give a parcel for a person."""
    return Parcel(1, Address(channel="line", user=person.user), await person_id(person), kind, say_, code)


async def allowed(town: Town, owed: Parcel) -> bool:
    """Ask whether a parcel may still go out."""
    return await may_send(town.world, owed, lambda: town.world.organisation(town.world.db.read))


async def test_who_has_the_case_may_have_its_messages_and_nobody_else(town: Town) -> None:
    officer, head = await town.post("officer", "officer-07339"), await town.post("head", "head-07339")
    stranger = await town.post("stranger", "officer-07228")
    code = await report(town.person("lan"))

    assert await allowed(town, await parcel(officer, "official", code))
    for one in (head, stranger, town.person("lan")):
        assert not await allowed(town, await parcel(one, "official", code))


async def test_who_left_the_post_may_not_any_more(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    code = await report(town.person("lan"))
    await leave(town, officer, "officer-07339")

    assert not await allowed(town, await parcel(officer, "official", code))


async def test_who_handed_the_case_on_may_not_any_more(town: Town) -> None:
    officer, other = await town.post("officer", "officer-07339"), await town.post("other", "officer-07228")
    code = await report(town.person("lan"))
    await transfer(officer, code, "officer-07228")

    assert not await allowed(town, await parcel(officer, "official", code))
    assert await allowed(town, await parcel(other, "official", code))


async def test_who_comes_to_be_accused_by_a_new_post_may_not_any_more(town: Town) -> None:
    inspector = await town.post("inspector", "inspector")
    code = await report(town.person("lan"), category=Category.ATTITUDE, about="leader")
    assert await allowed(town, await parcel(inspector, "official", code))
    await town.post("inspector", "head-07339")

    assert not await allowed(town, await parcel(inspector, "official", code))


async def test_news_of_a_case_go_to_its_reporter_alone(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    code = await report(town.person("lan"))

    assert await allowed(town, await parcel(town.person("lan"), "reporter", code))
    assert not await allowed(town, await parcel(officer, "reporter", code))


async def test_a_message_about_a_case_that_is_not_there_goes_to_nobody(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")

    assert not await allowed(town, await parcel(officer, "official", "000000000"))


async def test_a_digest_goes_only_to_who_still_reads_it(town: Town) -> None:
    standing = await town.post("standing", "standing")
    assert await allowed(town, await parcel(standing, "digest"))
    await leave(town, standing, "standing")

    assert not await allowed(town, await parcel(standing, "digest"))


@pytest.mark.parametrize(
    ("hint", "chosen", "language"), [("vi", None, "vi"), ("en", None, "en"), ("fr", None, "en"), ("vi", "en", "en")]
)
async def test_the_language_is_the_persons_choice_else_what_the_channel_reports(
    town: Town, hint: str, chosen: str | None, language: str
) -> None:
    citizen = town.person("lan")
    await agree(citizen)
    async with town.world.db.write() as tx:
        await tx.execute("UPDATE addresses SET hint = $1", hint)
        await tx.execute("UPDATE people SET language = $1", chosen)

    assert await language_for(town.world, await parcel(citizen, "reporter")) == language


async def test_a_language_chosen_after_the_message_was_owed_is_used(town: Town) -> None:
    citizen = town.person("lan")
    await agree(citizen)
    owed = await parcel(citizen, "reporter", None, say("menu.help"))
    before = (await message_for(town.world, owed, town.line.limits, again=False)).text
    await citizen.taps("menu.language", "en")

    assert (await message_for(town.world, owed, town.line.limits, again=False)).text != before


@pytest.mark.parametrize("edits", [True, False])
async def test_a_newer_card_takes_the_place_of_the_last_one_where_the_channel_can(town: Town, edits: bool) -> None:
    officer = await town.post("officer", "officer-07339")
    officer.clear()
    code = await report(town.person("lan"))
    newer = await parcel(officer, "official", code, NOTE.model_copy(update={"replaces": code}))
    limits = Limits(text=9, buttons=9, label=9, edits=edits)

    message = await message_for(town.world, newer, limits, again=False)

    assert message.replaces == ("officer-1" if edits else None)


async def test_a_card_of_another_case_is_left_alone(town: Town) -> None:
    officer = await town.post("officer", "officer-07339")
    await report(town.person("lan"))
    other = await parcel(officer, "official", "123456789", NOTE.model_copy(update={"replaces": "123456789"}))

    assert (await message_for(town.world, other, town.line.limits, again=False)).replaces is None


async def test_a_channel_without_buttons_gets_the_choices_by_number(town: Town) -> None:
    citizen = town.person("lan")
    await agree(citizen)
    asked = await parcel(citizen, "reply", None, say("consent.ask", *choice("consent", "yes", "no")))
    message = await message_for(town.world, asked, Limits(text=9, buttons=0, label=9, taps=False), again=False)

    assert "\n1. " in message.text
    assert "\n2. " in message.text


@pytest.mark.parametrize(
    ("post", "role"), [("officer-07339", "official"), ("standing", "committee"), (None, "citizen")]
)
async def test_a_chat_shows_the_commands_of_the_role(town: Town, post: str | None, role: str) -> None:
    person = await town.post("lan", post) if post else town.person("lan")
    await agree(person)

    assert (await commands_of(town.world, await parcel(person, "commands")))[0] == role
    if post:
        assert town.line.roles["lan"] == role


MANY = tuple(verb("desk.accept", "123456789") for _ in range(6))


@pytest.mark.parametrize(("kind", "line"), [("reply", "6. Nhận"), ("official", "• nhận 123-456-789")])
async def test_more_choices_than_a_channel_has_buttons_are_typed(town: Town, kind: Kind, line: str) -> None:
    person = town.person("lan")
    await agree(person)
    few = Limits(text=2000, buttons=5, label=100)
    owed = await parcel(person, kind, say_=say("card.quote", *MANY, text="x"))

    listed = await message_for(town.world, owed, few, again=False)
    fitting = await message_for(town.world, owed, Limits(text=2000, buttons=6, label=100), again=False)

    assert listed.buttons == ()
    assert line.lower() in listed.text.lower()
    assert len(fitting.buttons) == 6
