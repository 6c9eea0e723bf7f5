"""What was begun or owed before somebody lost a case, a post or a unit: it is asked again at the last moment."""

from bot.channels.channel import TryLater
from handlers.casework.cases import Status
from storage import cases
from storage.times import ZONE
from tests.fakes.town_people import answer, case_of, eventually, got, leave, reject, report, transfer
from tests.house_under_test import MONDAY, Town


async def test_who_lost_a_case_while_choosing_where_to_hand_it_learns_nothing_more(town: Town) -> None:
    officer, _ = await town.post("officer", "officer-07339"), await town.post("inspector", "inspector")
    await town.post("head", "head-07339")
    code = await report(town.person("lan"))
    await officer.taps("desk.transfer", code)
    await leave(town, officer, "officer-07339")
    officer.clear()
    await officer.taps("transfer.province")

    assert not any(button.step == "transfer.post" for message in officer.messages for button in message.buttons)


async def test_an_appealed_case_is_not_handed_back_to_the_unit_that_refused_it(town: Town) -> None:
    officer, _ = await town.post("officer", "officer-07339"), await town.post("second", "officer-07339")
    standing, lan = await town.post("standing", "standing"), town.person("lan")
    code = await report(lan)
    await reject(officer, code)
    await lan.taps("case.appeal", code)
    assert (await case_of(town, code)).holder == "standing"
    await standing.taps("desk.transfer", code)
    await standing.taps("transfer.unit", "07339")
    assert not any(button.step == "transfer.post" for button in standing.last.buttons)
    await transfer(standing, code, "officer-07339")

    assert (await case_of(town, code)).holder == "standing"


async def test_a_case_reopened_with_nobody_above_says_so_and_tells_the_operator(town: Town) -> None:
    head, lan = await town.post("head", "head-07339"), town.person("lan")
    code = await report(lan)
    await answer(head, code)
    await leave(town, head, "head-07339")
    await lan.taps("rate.no", code)

    assert got(lan, "Hiện chưa có cấp trên nào nhận; người vận hành đã được báo.") == 1
    assert (await case_of(town, code)).status is Status.FORWARDED


async def test_a_digest_on_its_way_is_dropped_when_its_reader_follows_other_units(town: Town) -> None:
    member = await town.post("member", "member-1", follows=["07339"])
    await report(town.person("lan"))
    member.clear()
    town.line.trouble["member"] = [TryLater(0.2)]
    town.world.clock.move(MONDAY.replace(day=23, hour=8, tzinfo=ZONE) - town.world.clock.now())
    await town.house.scheduler.tick()
    await eventually(lambda: town.house.postman._resting)
    async with town.world.db.write() as tx:
        await tx.execute("UPDATE posts SET follows = '[\"07210\"]' WHERE id = 'member-1'")
    await town.settle()

    assert not got(member, "Tuần")


async def test_a_desk_of_hundreds_knows_how_many_they_are(town: Town) -> None:
    head = await town.post("head", "head-07339")
    first = await case_of(town, await report(town.person("lan")))
    async with town.world.db.write() as tx:
        for at in range(699):
            await cases.save(tx, first.model_copy(update={"code": f"{at:09}"}), None)
    await head.command("desk")

    assert "700" in head.last.text
