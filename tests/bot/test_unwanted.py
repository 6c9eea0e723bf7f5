"""Whom the reporter does not want to see a case: where it goes instead, what the receipt says, what officials learn."""

import pytest

from handlers.casework.cases import Case
from handlers.casework.categories import Category
from handlers.casework.effects import Part
from handlers.flows.states import Draft
from storage import cases
from tests.fakes.town_people import agree, at_preview
from tests.house_under_test import Person, Town

WORDS = "Nộp hồ sơ tách thửa từ 12/9, hẹn 3/10 trả kết quả mà đến nay chưa có"


async def sends(citizen: Person, *not_for: str) -> Case:
    """Let a person send a report that these shall not see; give the case."""
    await agree(citizen)
    done = ("when", "counter", "photos")
    draft = Draft(parts=(Part(text=WORDS),), category=Category.DELAY, unit="07339", done=done, not_for=not_for)
    await at_preview(citizen, draft)
    await citizen.taps("report.confirm", "send")
    return (await cases.newest(citizen.town.world.db.read, 1))[0]


@pytest.mark.parametrize("name", ["Trần Văn Bình", "tran van binh", "Bình Trần"])
async def test_a_person_named_however_it_is_spelt_is_passed_over(town: Town, name: str) -> None:
    officer = await town.post("officer", "officer-07339", name="Trần Văn Bình")
    await town.post("head", "head-07339")
    lan = town.person("lan")

    assert (await sends(lan, name)).holder == "head-07339"
    assert f"Không chuyển tới: {name}" in lan.last.text
    assert not any(WORDS in one.text for one in officer.messages)


async def test_when_nobody_is_left_the_receipt_says_that_it_is_kept_and_nobody_has_it(town: Town) -> None:
    await town.post("officer", "officer-07339")
    lan = town.person("lan")
    case = await sends(lan, "officer")

    assert (case.holder, case.status) == (None, "new")
    assert "đã được lưu" in lan.last.text
    assert "chưa có người phụ trách nào" in lan.last.text
    assert "Không chuyển tới: Cán bộ một cửa" in lan.last.text


async def test_the_independent_post_gets_it_then_and_the_receipt_names_it(town: Town) -> None:
    town.world.independent = "mttq"
    await town.post("officer", "officer-07339")
    front = await town.post("front", "mttq")
    lan = town.person("lan")

    assert (await sends(lan, "officer")).holder == "mttq"
    assert WORDS in front.last.text
    assert "Mặt trận" in lan.last.text


async def test_whom_it_is_kept_from_is_not_forgotten_when_it_climbs(town: Town) -> None:
    """Overdue, it would go to the head: it goes past, to the standing body."""
    people = {post: await town.post(post, post) for post in ("officer-07339", "head-07339", "standing")}
    await sends(town.person("lan"), "head")
    await town.advance(days=9)

    assert any(WORDS in one.text for one in people["standing"].messages)
    assert not any(WORDS in one.text for one in people["head-07339"].messages)


async def test_officials_never_learn_whom_the_reporter_named(town: Town) -> None:
    posts = {post: await town.post(post, post) for post in ("officer-07339", "head-07339", "inspector", "standing")}
    lan = town.person("lan")
    code = (await sends(lan, "head", "Phạm Thị Kín")).code
    await lan.types(code)
    assert "Không chuyển tới: Phạm Thị Kín" in lan.last.text
    for official in posts.values():
        await official.types(f"mở {code}")
    await posts["officer-07339"].taps("desk.accept", code)
    await town.advance(days=9)

    said = "\n".join(one.text for official in posts.values() for one in official.messages)
    assert "Kín" not in said
    assert "Không chuyển tới" not in said
    assert WORDS not in "\n".join(one.text for one in posts["head-07339"].messages)
