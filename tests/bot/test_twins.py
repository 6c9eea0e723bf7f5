"""The same person again within a day: offered once more at the moment of adding, and never past whom it must avoid."""

import pytest

from handlers.casework.categories import Category
from handlers.casework.effects import FileRef, Part
from handlers.flows.states import STATE, Draft, Reporting
from storage import cases, files, people
from tests.fakes.town_people import address, at_preview, case_of, report
from tests.house_under_test import Person, Town

WORDS = "Nộp hồ sơ tách thửa từ 12/9, hẹn 3/10 trả kết quả mà đến nay chưa có"
AGAIN = "ho so tach thua hen 3/10 tra ket qua, hom nay toi hoi van chua co"
PHOTO = FileRef(channel="line", ref="a.jpg", name="a.jpg", mime="image/jpeg")


def draft(text: str = AGAIN, **changes: object) -> Draft:
    """Give a report that only has to be sent."""
    whole = Draft(parts=(Part(text=text),), category=Category.DELAY, unit="07339", done=("when", "counter", "photos"))
    return whole.model_copy(update=changes)


async def sends(citizen: Person, again: Draft) -> bool:
    """Let a person send a report; give whether adding it to an earlier one is offered."""
    await at_preview(citizen, again)
    await citizen.taps("report.confirm", "send")
    return any(button.step == "report.twin" for button in citizen.last.buttons)


async def standing(citizen: Person) -> Reporting:
    """Give the report that a person is still writing."""
    known = await people.known(citizen.town.world.db.read, [address(citizen)])
    state = STATE.validate_json(known[address(citizen)].state or "")
    assert isinstance(state, Reporting)
    return state


async def count(town: Town) -> int:
    """Count the cases."""
    return len(await cases.newest(town.world.db.read, 100))


async def test_adding_puts_words_and_files_into_the_first_case_and_tells_its_holder(town: Town) -> None:
    officer, lan = await town.post("officer", "officer-07339"), town.person("lan")
    first = await report(lan, WORDS)
    due = (await case_of(town, first)).due_at
    assert await sends(lan, draft(files=(PHOTO,)))
    await lan.taps("report.twin", first)

    assert await count(town) == 1
    assert await cases.additions(town.world.db.read, first) == [AGAIN]
    assert [one.name for one in await files.of_case(town.world.db.read, first)] == ["a.jpg"]
    assert AGAIN in officer.last.text
    assert (await case_of(town, first)).due_at == due
    assert [entry.action for entry in await cases.history(town.world.db.read, first)][-1] == "add"


async def test_a_day_later_it_is_a_report_of_its_own(town: Town) -> None:
    await town.post("officer", "officer-07339")
    lan = town.person("lan")
    await report(lan, WORDS)
    await town.advance(hours=23, minutes=59)
    assert await sends(lan, draft())
    await lan.taps("report.twin", "look")
    await town.advance(minutes=2)

    assert not await sends(lan, draft())
    assert await count(town) == 2


async def test_somebody_elses_report_is_never_offered(town: Town) -> None:
    await town.post("officer", "officer-07339")
    await report(town.person("lan"), WORDS)
    mai = town.person("mai")
    await report(mai, "Máy lấy số không chạy", category=Category.FACILITY, unit="07228")

    assert not await sends(mai, draft(WORDS))


async def test_a_report_that_names_who_shall_not_see_it_does_not_join_a_case_which_those_may_read(town: Town) -> None:
    await town.post("officer", "officer-07339", name="Trần Văn Bình")
    lan = town.person("lan")
    await report(lan, WORDS)

    assert not await sends(lan, draft(not_for=("officer",)))
    assert not await sends(lan, draft(not_for=("Trần Văn Bình",)))
    assert await count(town) == 3


async def test_a_report_about_a_leader_does_not_join_a_case_that_lies_with_the_staff(town: Town) -> None:
    for post in ("officer-07339", "head-07339", "inspector"):
        await town.post(post, post)
    lan = town.person("lan")
    await report(lan, WORDS)

    assert not await sends(lan, draft(category=Category.ATTITUDE, about="leader"))
    assert not await sends(lan, draft(category=Category.ATTITUDE, about="staff"))
    holders = {case.holder for case in await cases.newest(town.world.db.read, 3)}
    assert holders == {"officer-07339", "head-07339", "inspector"}


async def test_it_is_asked_again_at_the_moment_of_adding_who_has_the_case_by_then(town: Town) -> None:
    """Between question and answer the case comes to somebody whom the report must not reach."""
    await town.post("officer", "officer-07339")
    await town.post("head", "head-07339", name="Lê Thị Hoa")
    lan = town.person("lan")
    first = await report(lan, WORDS)
    assert await sends(lan, draft(not_for=()))
    state = await standing(lan)
    changed = state.model_copy(update={"draft": state.draft.model_copy(update={"not_for": ("Lê Thị Hoa",)})})
    async with town.world.db.write() as tx:
        user, kept = address(lan), STATE.dump_json(changed, exclude_none=True).decode()
        await people.save_states(tx, [(user.channel, user.user, kept, 0)])
    await lan.taps("report.twin", first)

    assert await cases.additions(town.world.db.read, first) == []
    assert (await standing(lan)).draft.text == AGAIN
    assert "gửi riêng" in lan.last.text


@pytest.mark.parametrize("value", ["123456789", "", "yes"])
async def test_a_forged_choice_adds_nothing_and_loses_nothing(town: Town, value: str) -> None:
    await town.post("officer", "officer-07339")
    other = await report(town.person("mai"), WORDS)
    lan = town.person("lan")
    first = await report(lan, WORDS)
    assert await sends(lan, draft())
    await lan.taps("report.twin", other if value == "yes" else value)

    assert await cases.additions(town.world.db.read, other) == []
    assert await cases.additions(town.world.db.read, first) == []
    assert (await standing(lan)).draft.text == AGAIN


async def test_pressing_the_button_twice_adds_once(town: Town) -> None:
    await town.post("officer", "officer-07339")
    lan = town.person("lan")
    first = await report(lan, WORDS)
    assert await sends(lan, draft())
    await lan.taps("report.twin", first)
    await lan.taps("report.twin", first)

    assert await cases.additions(town.world.db.read, first) == [AGAIN]
    assert await count(town) == 1


async def test_a_poster_of_another_unit_scanned_at_the_question_drops_the_question(town: Town) -> None:
    await town.post("officer", "officer-07339")
    lan = town.person("lan")
    await report(lan, WORDS)
    assert await sends(lan, draft())
    await lan.command("start", "u-07228")

    assert (await standing(lan)).draft.unit == "07228"
    assert (await standing(lan)).draft.twin is None
