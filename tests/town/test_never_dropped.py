"""A case that nobody of the usual way may have is held or goes to the independent post, and is never dropped."""

from structlog.testing import capture_logs

from bot.config import Config
from bot.report import findings
from tests.fakes.seats import WORDS, absent, complain, saw, seat
from tests.fakes.town_people import case_of, got, leave, report, steps
from tests.house_under_test import VOICE, Town

KEPT = VOICE.text("vi", "receipt.kept").partition("{")[0]


async def alarms(town: Town) -> list[str]:
    """Give what `check` finds not to be in order."""
    return [one.what for one in await findings(town.world, Config()) if not one.ok]


async def test_a_case_whose_readers_all_became_unfit_goes_on_within_a_minute_though_no_message_failed(
    town: Town,
) -> None:
    inspector, head = town.person("inspector"), await seat(town, town.person("head"), "head-07339")
    await seat(town, inspector, "inspector")
    code = await complain(town, files=["photo"])
    town.line.files["photo"] = b"GIF89a"
    standing = await seat(town, town.person("standing"), "standing")
    await town.advance(minutes=1)
    assert not saw(standing, code)
    await leave(town, inspector, "inspector")
    await seat(town, head, "inspector")
    await town.advance(minutes=1)

    assert saw(standing, code)
    assert not saw(head, code)
    assert (await steps(town, code))[-1] == ("pass_on", "standing")
    standing.clear()
    await town.advance(hours=3)
    assert not saw(standing, code)


async def test_a_holder_who_goes_away_leaves_his_open_cases_to_the_level_above_and_finds_them_again(town: Town) -> None:
    officer = await seat(town, town.person("officer"), "officer-07339")
    head = await seat(town, town.person("head"), "head-07339")
    code = await report(town.person("lan"), WORDS)
    await absent(town, officer)
    await town.advance(minutes=1)

    assert saw(head, code)
    assert (await case_of(town, code)).reach == ("officer-07339", "head-07339")
    assert (await case_of(town, code)).holder == "head-07339"
    assert got(town.person("lan"), "nay do người khác giữ") == 1
    async with town.world.db.write() as tx:
        await tx.execute("UPDATE absences SET until = $1", town.world.clock.ms())
    officer.clear()
    await officer.command("desk")
    assert saw(officer, code)


async def test_a_case_about_a_head_in_whose_unit_nobody_else_is_goes_to_the_inspector(town: Town) -> None:
    head = await seat(town, town.person("head"), "head-07339")
    inspector = await seat(town, town.person("inspector"), "inspector")
    code = await complain(town)

    assert (await case_of(town, code)).reach == ("inspector",)
    assert saw(inspector, code)
    assert not saw(head, code)


async def test_when_nobody_of_the_usual_way_may_have_it_the_independent_post_gets_it(town: Town) -> None:
    head = await seat(town, town.person("head"), "head-07339")
    await seat(town, head, "inspector")
    await seat(town, head, "standing")
    mttq = await seat(town, town.person("mttq"), "mttq")
    town.world.independent = "mttq"
    code = await complain(town)

    assert (await case_of(town, code)).reach == ("mttq",)
    assert saw(mttq, code)
    assert not saw(head, code)


async def test_a_case_that_nobody_may_have_is_held_said_so_and_raises_an_alarm_without_content(town: Town) -> None:
    head, citizen = await seat(town, town.person("head"), "head-07339"), town.person("lan")
    for post in ("inspector", "standing", "mttq"):
        await seat(town, head, post)
    town.world.independent = "mttq"
    with capture_logs() as logged:
        code = await complain(town)

    assert citizen.last.text.startswith(KEPT)
    assert {"event": "a case has nobody to go to", "code": code, "log_level": "error"} in logged
    assert not any(WORDS in repr(line) for line in logged)
    assert any("cases that nobody holds: 1" in what and code in what for what in await alarms(town))
    assert not any(WORDS in what for what in await alarms(town))
    assert not saw(head, code)
    await town.advance(days=20)
    assert (await case_of(town, code)).holder is None

    standing = await seat(town, town.person("other"), "standing")
    await town.advance(minutes=1)
    assert saw(standing, code)
    assert not saw(head, code)


async def test_a_case_that_nobody_may_have_any_more_raises_the_alarm_until_somebody_comes(town: Town) -> None:
    inspector = await seat(town, town.person("inspector"), "inspector")
    await seat(town, town.person("head"), "head-07339")
    code = await complain(town)
    assert not any("cannot be reached: 1" in what for what in await alarms(town))
    await seat(town, inspector, "head-07339", deputy=True)
    with capture_logs() as logged:
        await town.advance(minutes=1)

    assert {"event": "a case cannot be delivered to anybody", "code": code, "log_level": "error"} in logged
    assert any("cannot be reached: 1" in what and code in what for what in await alarms(town))
    standing = await seat(town, town.person("standing"), "standing")
    await town.advance(minutes=1)
    assert saw(standing, code)
    assert not any("cannot be reached: 1" in what for what in await alarms(town))
