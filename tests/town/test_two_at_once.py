"""Two people press at the same moment: exactly one wins, and the other is told who."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Sequence

import pytest

from bot.conductor import Conductor
from bot.invitations import invite
from handlers.casework.cases import Status
from handlers.casework.categories import Category
from handlers.casework.effects import Part
from handlers.flows.states import Draft
from handlers.talk.events import Address, Command, Incoming, Tap
from storage import cases
from tests.fakes.town_people import agree, answer, at_preview, case_of, extend, got, person_id, report, steps, story
from tests.house_under_test import Person, Town

Press = Callable[[Town, Sequence[Incoming]], Awaitable[None]]


async def in_one_batch(town: Town, events: Sequence[Incoming]) -> None:
    """Hand all over at once."""
    await town.receive(*events)


async def in_two_batches(town: Town, events: Sequence[Incoming]) -> None:
    """Hand each over by itself, all at the same time."""
    await asyncio.gather(*(town.house.conductor.receive([event]) for event in events))
    await town.settle()


async def in_two_conductors(town: Town, events: Sequence[Incoming]) -> None:
    """Hand each to a conductor of its own, which write side by side."""
    others = [Conductor(town.world) for _ in events]
    tasks = [asyncio.create_task(other.run()) for other in others]
    await asyncio.gather(*(other.receive([event]) for other, event in zip(others, events, strict=True)))
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await town.settle()


WAYS = [in_one_batch, in_two_batches, in_two_conductors]


def press(person: Person, step: str, value: str) -> Incoming:
    """Give a tap as an event."""
    sender = Address(channel="line", user=person.user)
    return Incoming(id=person.town.next_id(), sender=sender, body=Tap(step=step, value=value), hint="vi")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("turned", [False, True])
async def test_two_officials_accept_at_once_and_one_wins(town: Town, way: Press, turned: bool) -> None:
    first = await town.post("first", "officer-07339", name="Bà Nhất Thử")
    second = await town.post("second", "officer-07339", name="Ông Nhì Thử")
    code = await report(town.person("lan"))
    for one in (first, second):
        one.clear()
    presses = [press(second, "desk.accept", code), press(first, "desk.accept", code)]
    await way(town, presses if turned else presses[::-1])

    case = await case_of(town, code)
    winner, loser = (first, second) if case.taken_by == await person_id(first) else (second, first)
    named = "Bà Nhất Thử" if winner is first else "Ông Nhì Thử"
    assert case.status is Status.ACCEPTED
    assert [action for action, _ in await steps(town, code)].count("accept") == 1
    assert got(loser, named) >= 1
    assert got(town.person("lan"), "đã có người nhận xử lý") == 1
    if way is in_one_batch:
        assert winner is (second if turned else first)


@pytest.mark.parametrize("way", WAYS)
async def test_the_officer_and_the_head_accept_at_once_and_the_case_has_one_owner(town: Town, way: Press) -> None:
    officer, head = await town.post("officer", "officer-07339"), await town.post("head", "head-07339")
    code = await report(town.person("lan"))
    await town.advance(days=7)
    await way(town, [press(head, "desk.accept", code), press(officer, "desk.accept", code)])

    case = await case_of(town, code)
    assert (case.holder, case.taken_by) == ("head-07339", await person_id(head))


@pytest.mark.parametrize("way", WAYS)
async def test_answer_and_withdrawal_at_once_leave_one_end(town: Town, way: Press) -> None:
    officer, citizen = await town.post("officer", "officer-07339"), town.person("lan")
    code = await report(citizen)
    await officer.taps("desk.answer", code)
    await officer.types("Hồ sơ đã xong, mời anh chị đến nhận tại quầy 1.")
    await officer.taps("desk.day", "today")
    await officer.types("12/TB-UBND")
    await citizen.taps("case.withdraw", code)
    await way(town, [press(officer, "desk.send", code), press(citizen, f"withdraw.{code}", "yes")])

    ends = [action for action, _ in await steps(town, code) if action in ("answer", "withdraw")]
    assert len(ends) == 1
    assert (await case_of(town, code)).status is (Status.ANSWERED if ends == ["answer"] else Status.WITHDRAWN)


@pytest.mark.parametrize("way", WAYS)
async def test_one_invitation_is_taken_up_by_one_person(town: Town, way: Press) -> None:
    made = await invite(town.world, "officer-07339", name="Bà Mẫu")
    claims = [
        Incoming(
            id=town.next_id(),
            sender=Address(channel="line", user=user),
            body=Command(name="join", argument=made.token),
            hint="vi",
        )
        for user in ("a", "b", "c")
    ]
    await way(town, claims)

    assert len(await town.world.db.read.fetch("SELECT person FROM holders")) == 1


async def test_the_last_word_of_the_winner_stands(town: Town) -> None:
    first, second = await town.post("first", "officer-07339"), await town.post("second", "officer-07339")
    code = await report(town.person("lan"))
    await first.taps("desk.accept", code)
    await answer(second, code, "Tôi trả lời thay đồng nghiệp, xin cảm ơn.")

    assert (await case_of(town, code)).status is Status.ACCEPTED
    assert got(town.person("lan"), "Tôi trả lời thay") == 0


@pytest.mark.parametrize("way", WAYS)
async def test_two_reports_that_draw_the_same_code_get_two(town: Town, way: Press) -> None:
    citizens = [town.person("lan"), town.person("mai")]
    for one in citizens:
        await agree(one)
        draft = Draft(parts=(Part(text=one.user),), category=Category.DELAY, unit="07339", done=("when", "counter"))
        await at_preview(one, draft)
    fresh = itertools.count(200_000_000)
    drawn = itertools.chain(["111111111"] * 4, (str(n) for n in fresh))
    town.world.draw = lambda: next(drawn)
    await way(town, [press(one, "report.confirm", "send") for one in citizens])

    filed = await cases.newest(town.world.db.read, 9)
    assert len({case.code for case in filed}) == 2
    assert {case.text for case in filed} == {"lan", "mai"}


@pytest.mark.parametrize("way", WAYS)
async def test_two_of_the_level_above_decide_at_once_and_the_time_is_granted_once(town: Town, way: Press) -> None:
    officer = await town.post("officer", "officer-07339")
    heads = [await town.post("first", "head-07339"), await town.post("second", "head-07339")]
    code = await report(town.person("lan"))
    await officer.taps("desk.accept", code)
    await extend(officer, code, 1)
    await way(town, [press(one, "desk.grant", code) for one in heads])

    case = await case_of(town, code)
    assert (case.extensions, case.extra_days) == (1, 1)
    assert [action for action, _ in await steps(town, code)].count("grant") == 1
    assert sum(got(one, "không có đề nghị gia hạn nào đang chờ") for one in heads) == 1


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("turned", [False, True])
async def test_an_owner_who_steps_back_and_a_colleague_who_takes_over_leave_one_owner_at_most(
    town: Town, way: Press, turned: bool
) -> None:
    first, second = await town.post("first", "officer-07339"), await town.post("second", "officer-07339")
    code = await report(town.person("lan"))
    await first.taps("desk.accept", code)
    await first.taps("desk.recuse", code)
    presses = [press(first, f"recuse.{code}", "yes"), press(second, "desk.accept", code)]
    await way(town, presses[::-1] if turned else presses)

    case = await case_of(town, code)
    assert case.recused == (await person_id(first),)
    assert case.taken_by in (None, await person_id(second))
    assert case.holder == "officer-07339"


@pytest.mark.parametrize("way", WAYS)
async def test_an_answer_and_a_transfer_by_the_head_at_once_leave_one_of_them(town: Town, way: Press) -> None:
    officer, head = await town.post("officer", "officer-07339"), await town.post("head", "head-07339")
    await town.post("other", "officer-07228")
    code = await report(town.person("lan"))
    await town.advance(days=7)
    await officer.taps("desk.answer", code)
    await officer.types("Hồ sơ đã xong, mời anh chị đến nhận tại quầy 1.")
    await officer.taps("desk.day", "today")
    await officer.types("12/TB-UBND")
    await head.taps("desk.transfer", code)
    await head.taps("transfer.unit", "07228")
    await head.taps("transfer.post", "officer-07228")
    await head.types("Việc này thuộc phường Đa Mai quản lý")
    await way(town, [press(officer, "desk.send", code), press(head, "transfer.send", code)])

    told = [row for row in await story(town, code) if row.action in ("answer", "transfer", "denied")]
    assert sorted(row.action for row in told) in (["answer", "denied"], ["transfer"])
    assert got(officer, "Đã gửi") + got(head, "Đã chuyển") == 1
