"""A case is handed on with a reason; the third time it goes to the level above, whatever was chosen."""

from handlers.casework.cases import Status
from tests.fakes.town_people import case_of, got, leave, report, story, transfer
from tests.house_under_test import Person, Town

REASON = "Việc này thuộc đơn vị khác xử lý"
UP = "nên lần này lên cấp trên"


async def handed_round(town: Town, times: int) -> tuple[Person, dict[str, Person], str]:
    """Let two communes hand a case to and fro; give citizen, officials by post, and the case's code."""
    officials = {post: await town.post(post.replace("-", "_"), post) for post in ("officer-07339", "officer-07228")}
    citizen = town.person("citizen")
    code = await report(citizen)
    here, there = officials
    for _ in range(times):
        await transfer(officials[here], code, there)
        here, there = there, here
    return citizen, officials, code


async def test_two_transfers_go_where_they_were_sent_and_each_reason_is_read(town: Town) -> None:
    citizen, _, code = await handed_round(town, 2)

    case = await case_of(town, code)
    assert (case.holder, case.transfers, case.status) == ("officer-07339", 2, Status.FORWARDED)
    assert case.handed_at is not None
    assert got(citizen, REASON) == 2


async def test_accepting_ends_the_waiting_for_somebody_to_accept(town: Town) -> None:
    _, officials, code = await handed_round(town, 1)
    await officials["officer-07228"].taps("desk.accept", code)

    assert (await case_of(town, code)).handed_at is None


async def test_the_third_goes_up_and_that_is_said_to_the_official_before_and_to_the_citizen_after(town: Town) -> None:
    citizen, officials, code = await handed_round(town, 2)
    head, officer = await town.post("head", "head-07339"), officials["officer-07339"]
    citizen.clear()
    await officer.taps("desk.transfer", code)
    assert UP in officer.last.text
    await officer.types(REASON)
    assert "không tới nơi khác được" in officer.last.text
    await officer.taps("transfer.send", code)

    case = await case_of(town, code)
    assert (case.holder, case.reach, case.transfers) == ("head-07339", ("head-07339",), 3)
    assert got(citizen, UP) == got(citizen, REASON) == 1
    assert got(head, REASON) == 1


async def test_at_the_top_the_choice_is_free(town: Town) -> None:
    citizen, officials, code = await handed_round(town, 2)
    standing = await town.post("standing", "standing")
    await officials["officer-07339"].taps("desk.transfer", code)
    await officials["officer-07339"].types(REASON)
    await officials["officer-07339"].taps("transfer.send", code)
    assert (await case_of(town, code)).holder == "standing"
    citizen.clear()
    await transfer(standing, code, "officer-07228")

    assert (await case_of(town, code)).holder == "officer-07228"
    assert got(citizen, UP) == 0


async def test_a_post_that_was_left_meanwhile_is_refused_and_the_case_stays(town: Town) -> None:
    _, officials, code = await handed_round(town, 0)
    officer = officials["officer-07339"]
    await officer.taps("desk.transfer", code)
    await officer.taps("transfer.unit", "07228")
    await officer.taps("transfer.post", "officer-07228")
    await officer.types(REASON)
    await leave(town, officials["officer-07228"], "officer-07228")
    await officer.taps("transfer.send", code)

    assert got(officer, "Nơi đó hiện chưa nhận được việc này") == 1
    assert ((await case_of(town, code)).holder, (await story(town, code))[-1].note) == (
        "officer-07339",
        "transfer: no_such_post",
    )


async def test_a_unit_where_nobody_takes_cases_is_named_before_anything_is_written(town: Town) -> None:
    _, officials, code = await handed_round(town, 0)
    officer = officials["officer-07339"]
    await officer.taps("desk.transfer", code)
    await officer.taps("transfer.unit", "07210")

    assert "chưa chuyển tới đó được" in officer.last.text


async def test_a_post_that_was_chosen_before_does_not_count_the_third_time(town: Town) -> None:
    """However the choice got there: the store decides where the third transfer goes."""
    _, officials, code = await handed_round(town, 2)
    await town.post("head", "head-07339")
    officer = officials["officer-07339"]
    await officer.taps("desk.transfer", code)
    await officer.types(REASON)
    async with town.world.db.write() as tx:
        await tx.execute(
            "UPDATE conversations SET state = json_set(state, '$.post.id', 'officer-07228') WHERE user = ?",
            officer.user,
        )
    await officer.taps("transfer.send", code)

    assert (await case_of(town, code)).holder == "head-07339"
