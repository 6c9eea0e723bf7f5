"""A scorecard in the chat: a dozen lines, each figure openable, and nothing of a case that its reader must not have."""

from datetime import timedelta
from typing import Any

import pytest

from handlers.casework.cases import Case, Status
from handlers.casework.categories import Category
from storage import cases
from tests.fakes.town_people import person_id
from tests.house_under_test import MONDAY, Person, Town

UNIT = "07339"
CITIZEN = 99999
FILED = MONDAY - timedelta(days=20)


async def keep(town: Town, code: str, *, unit: str = UNIT, **more: object) -> Case:
    """Keep a case of the unit that was filed 20 days ago, is overdue since ten days and lies with the officer."""
    case = Case(
        code=code, unit=unit, category=Category.DELAY, status=Status.FORWARDED, reporter=CITIZEN, text="x",
        filed_at=FILED, round_at=FILED, due_at=MONDAY - timedelta(days=10),
        holder=f"officer-{unit}", reach=(f"officer-{unit}",),
    ).model_copy(update=more)  # fmt: skip
    async with town.world.db.write() as tx:
        await tx.execute("INSERT OR IGNORE INTO people (id, created_at) VALUES (99999, 0)")
        await cases.save(tx, case, None)
        await cases.record(tx, case, FILED, "file", delta=1)
        if not case.open:
            await cases.record(tx, case, FILED + timedelta(days=3), "answer", delta=-1)
    return case


async def vote(town: Town, n: int, score: int = 5, code: str = "") -> None:
    """Keep so many votes of one level on the unit's service; for a case where one is named."""
    at = int((MONDAY - timedelta(days=2)).timestamp() * 1000)
    async with town.world.db.write() as tx:
        await tx.execute("INSERT OR IGNORE INTO people (id, created_at) VALUES (99999, 0)")
        for nth in range(n):
            name, kind = (f"case:{code}", "case") if code else (f"day:{score}:{nth}", "open")
            await tx.execute(
                "INSERT INTO ratings (vote, person, unit, kind, at, score) VALUES ($1, 99999, $2, $3, $4, $5)",
                name, UNIT, kind, at, score,
            )  # fmt: skip


async def asked(person: Person, text: str = "phiếu điểm 07339") -> str:
    """Give the words and buttons of a person's scorecard."""
    person.clear()
    await person.types(text)
    (message,) = person.messages
    return "\n".join([message.text, *(f"[{button.text}]" for button in message.buttons)])


HIDDEN: dict[str, dict[str, Any]] = {
    "behaviour of the head": {"category": Category.ATTITUDE, "about": "leader", "reach": ("inspector",)},
    "founded already": {
        "category": Category.INFORMAL_PAYMENT,
        "about": "unsure",
        "reach": ("inspector",),
        "status": Status.ANSWERED,
        "finding": "founded",
    },
    "not for the head": {"not_for": ("head",)},
}


@pytest.mark.parametrize("which", HIDDEN)
async def test_a_head_reads_the_same_whether_a_case_that_he_must_not_have_exists_or_not(town: Town, which: str) -> None:
    head = await town.post("head", f"head-{UNIT}")
    standing = await town.post("standing", "standing")
    await keep(town, "111111111")
    await vote(town, 12)
    before, all_before = await asked(head), await asked(standing)
    await keep(town, "222222222", **HIDDEN[which])
    await vote(town, 1, score=1, code="222222222")

    assert await asked(head) == before
    assert await asked(standing) != all_before


async def test_a_case_that_a_reader_filed_himself_does_not_exist_for_him_as_an_official(town: Town) -> None:
    standing = await town.post("standing", "standing")
    await keep(town, "111111111")
    before = await asked(standing)
    await keep(town, "222222222", reporter=await person_id(standing))

    assert await asked(standing) == before


async def test_a_message_has_at_most_a_dozen_lines_and_its_lists_open_only_what_the_reader_may_have(town: Town) -> None:
    head = await town.post("head", f"head-{UNIT}")
    await keep(town, "111111111")
    await keep(town, "333333333", reach=(f"officer-{UNIT}", f"head-{UNIT}"))
    silent = await keep(town, "444444444", status=Status.CLOSED)
    async with town.world.db.write() as tx:
        await cases.record(tx, silent, FILED + timedelta(days=13), "lapse", note="silence")
    await vote(town, 12)
    told = await asked(head)

    assert len(told.split("\n[")[0].splitlines()) <= 12
    assert "quá hạn chưa trả lời 2" in told
    assert "người dân không trả lời 1." in told
    assert "[Chậm hạn (1)]" in told
    await head.presses("Chậm hạn")
    assert "333-333-333" in head.last.text
    assert "111-111-111" not in head.last.text
    assert "Còn dưới 5 việc chỉ tính vào số" in head.last.text


async def test_few_cases_of_behaviour_that_a_reader_may_not_open_are_no_exact_number(town: Town) -> None:
    head = await town.post("head", f"head-{UNIT}")
    await keep(town, "111111111", category=Category.ATTITUDE, about="staff", status=Status.ANSWERED, finding="founded")
    apart = await asked(head)
    await keep(town, "111111111", category=Category.ATTITUDE, about="staff", status=Status.ANSWERED, finding="founded",
               past=(f"head-{UNIT}",))  # fmt: skip

    assert "vòi vĩnh: dưới 5 đúng, 0 đúng một phần" in apart
    assert "vòi vĩnh: 1 đúng, 0 đúng một phần" in await asked(head)


async def test_a_share_of_few_votes_is_not_told(town: Town) -> None:
    standing = await town.post("standing", "standing")
    await vote(town, 9)
    few = await asked(standing)
    await vote(town, 1, score=1)
    enough = await asked(standing)

    assert "đã tính 5;" in few, "four are no step yet"
    assert "100,0 %" not in few
    assert "90,0 % của 10 lượt chấm" in enough


async def test_who_neither_follows_a_unit_nor_heads_it_reads_nothing_of_it(town: Town) -> None:
    member = await town.post("member", "member", follows=["07210"])
    head = await town.post("other", "head-07210")
    inspector = await town.post("inspector", "inspector")
    await keep(town, "111111111")

    for person in (member, head, inspector):
        for text in ("phiếu điểm 07339", "scorecard 7339", "phieu diem 07339 2026-Q4"):
            assert "07339" not in (told := await asked(person, text))
            assert "Tân Yên" not in told.replace("phiếu điểm xã Tân Yên", "")
            assert "%" not in told
        await person.taps("score.list", "07339/2026-Q4/late")
        assert "111-111-111" not in person.last.text
