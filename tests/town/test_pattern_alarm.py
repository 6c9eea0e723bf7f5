"""Several people about one counter: the committee knows within minutes, once, and only what each may know of."""

from dataclasses import replace
from datetime import timedelta

from bot.delivery import as_allowed
from bot.invitations import invite
from handlers.casework.categories import Category
from handlers.casework.organisation import Organisation
from handlers.talk.says import Say
from storage import alarms, cases
from storage.outbox import Parcel
from tests.fakes.town_people import address, leave, person_id, report
from tests.house_under_test import Person, Town

TOLD = "người khác nhau phản ánh"


def alarmed(person: Person) -> list[str]:
    """Give the alarms that a person got."""
    return [message.text for message in person.messages if TOLD in message.text]


async def three(town: Town, **about: object) -> list[str]:
    """Let three people report about counter 3; give the codes."""
    return [await report(town.person(name), counter="3", **about) for name in ("lan", "hoa", "minh")]  # type: ignore[arg-type]


async def test_the_committee_hears_of_three_people_about_one_counter_within_five_minutes(town: Town) -> None:
    standing = await town.post("standing", "standing")
    member = await town.post("member", "member-bac", follows=["07339"])
    other = await town.post("other", "member-nam", follows=["07210"])
    codes = await three(town)
    await town.advance(minutes=5)

    (text,) = alarmed(standing)
    assert "3 người khác nhau phản ánh trong 7 ngày" in text
    assert "quầy 3" in text
    assert "Hồ sơ đất" not in text
    assert {button.value for button in standing.last.buttons} == set(codes)
    assert alarmed(member) == [text]
    assert alarmed(other) == []


async def test_it_is_told_once_whatever_ticks(town: Town) -> None:
    standing = await town.post("standing", "standing")
    await three(town)
    for _ in range(4):
        town.world.watched = None
        await town.advance(minutes=3)

    assert len(alarmed(standing)) == 1
    assert (
        len(
            await alarms.between(town.world.db.read, town.world.clock.now() - timedelta(days=1), town.world.clock.now())
        )
        == 1
    )


async def test_one_person_writing_three_times_and_what_was_withdrawn_are_no_alarm(town: Town) -> None:
    standing = await town.post("standing", "standing")
    lan = town.person("lan")
    for words in ("Chờ ba buổi sáng", "Lại không ai ở quầy", "Giấy hẹn ghi sai ngày"):
        await report(lan, words, counter="3")
    code = await report(town.person("hoa"), counter="3")
    await town.person("hoa").taps("case.withdraw", code)
    await town.person("hoa").taps(f"withdraw.{code}", "yes")
    await report(town.person("minh"), counter="3")
    await town.advance(minutes=5)

    assert alarmed(standing) == []


async def test_whoever_the_reports_are_about_hears_of_no_pattern(town: Town) -> None:
    """The head is also a member who follows the unit; reports about a leader are nothing for that person."""
    head = await town.post("head", "head-07339")
    made = await invite(town.world, "member-bac", name="head", follows=["07339"], valid=timedelta(days=1))
    await head.command("join", made.token)
    standing = await town.post("standing", "standing")
    await three(town, category=Category.ATTITUDE, about="leader")
    await town.advance(minutes=5)

    assert len(alarmed(standing)) == 1
    assert alarmed(head) == []


async def test_at_sending_it_is_asked_again_who_may_know_of_it(town: Town) -> None:
    standing = await town.post("standing", "standing")
    head = await town.post("head", "head-07339")
    codes = await three(town)
    await town.advance(minutes=5)
    said = await _said(town, standing)

    async def now() -> Organisation:
        return await town.world.organisation(town.world.db.read)

    owed = Parcel(1, address(standing), await person_id(standing), "digest", said)
    assert await as_allowed(town.world, owed, now) == owed
    for_head = replace(owed, person=await person_id(head), address=address(head))
    assert await as_allowed(town.world, for_head, now) is None
    async with town.world.db.write() as tx:
        case = await cases.get(tx, codes[0])
        assert case is not None
        await cases.save(tx, case.model_copy(update={"recused": (owed.person,)}), None)
    assert await as_allowed(town.world, owed, now) is None, "two people are no pattern"
    await leave(town, standing, "standing")
    assert await as_allowed(town.world, owed, now) is None


async def _said(town: Town, reader: Person) -> Say:
    rows = await town.world.db.read.fetch(
        "SELECT say FROM outbox WHERE person = $1 AND kind = 'digest'", await person_id(reader)
    )
    return Say.model_validate_json(str(rows[-1][0]))
