"""Tasks of conclusions in a whole town: one message a person, made up after an outage, told to nobody else."""

from datetime import date, datetime, timedelta

import pytest

from bot.invitations import invite
from bot.tasks import keep_new
from handlers.casework.tasks import Late, Task
from handlers.digests import duties
from handlers.talk.events import Address, Photo
from storage import linking, tasks
from storage.times import ZONE
from tests.fakes.pictures import picture
from tests.fakes.spells import note_away
from tests.fakes.strict_voice import spoken
from tests.house_under_test import MONDAY, Person, Town

CODE = "111222333"


async def given(town: Town, code: str = CODE, **more: object) -> Task:
    """Give a task to Xã Tân Yên, due on Wednesday of next week."""
    told = {"code": code, "conclusion": "12/TB-UBND", "words": f"Báo cáo số hoá {code}", "unit": "07339"}
    due = {"first": date(2026, 11, 25), "due": date(2026, 11, 25), "given_at": town.world.clock.now()}
    task = Task.model_validate({**told, **due, **more})
    async with town.world.db.write() as tx:
        await keep_new(town.world, tx, task, None)
    return task


async def stands(town: Town, code: str = CODE) -> Task:
    """Give a task as it is kept."""
    task = await tasks.get(town.world.db.read, code)
    assert task is not None
    return task


async def actions(town: Town, code: str = CODE) -> list[str]:
    """Give what happened to a task."""
    return [one.action for one in await tasks.moves(town.world.db.read, code)]


@pytest.fixture
async def head(town: Town) -> Person:
    """Give the head of Tân Yên, who has read the welcome."""
    minh = await town.post("minh", "head-07339")
    minh.clear()
    return minh


@pytest.fixture
async def standing(town: Town) -> Person:
    """Give somebody of the standing body."""
    mau = await town.post("mau", "standing")
    mau.clear()
    return mau


def texts(person: Person) -> list[str]:
    return [one.text for one in person.messages]


async def test_after_an_outage_a_head_gets_one_message_of_all_tasks_and_no_second(town: Town, head: Person) -> None:
    for at in range(3):
        await given(town, f"11122233{at}")
    await town.tick()
    await given(town, "111222339", due=date(2026, 11, 30), first=date(2026, 11, 30))

    await town.until(MONDAY + timedelta(days=10))

    told = [text for text in texts(head) if "theo kết luận" in text]
    assert len(told) == 2
    assert "4 việc theo kết luận cần anh/chị xem" in told[1]
    assert told[1].count("quá hạn 1 ngày làm việc") == 3
    assert "Việc mới theo kết luận:" in told[1]
    await town.tick()
    await town.advance(hours=3)
    assert [text for text in texts(head) if "theo kết luận" in text] == told


async def test_what_nobody_is_there_to_read_is_told_once_somebody_is(town: Town) -> None:
    await given(town)
    await town.tick()
    await town.advance(days=1)
    assert (await stands(town)).told is None

    head = await town.post("minh", "head-07339")
    await town.advance(hours=2)

    assert [one for one in texts(head) if "Việc mới theo kết luận" in one] == [head.last.text]


async def test_while_the_head_is_away_the_deputy_is_told_and_reports(town: Town, head: Person) -> None:
    made = await invite(town.world, "head-07339", name="hoa", valid=timedelta(days=30), deputy=True)
    deputy = town.person("hoa")
    await deputy.command("join", made.token)
    await note_away(town, Address(channel="line", user="minh"), MONDAY, MONDAY + timedelta(days=30))
    await given(town)
    await town.tick()

    assert "Việc mới theo kết luận" in deputy.last.text
    assert [one for one in texts(head) if "Việc mới" in one] == []
    await deputy.taps("task.done", CODE)
    await deputy.types("Đã xong, 15/BC-UBND")
    await deputy.presses("Gửi đi")
    assert (await stands(town)).status == "done"


async def test_an_unknown_code_is_answered_like_a_task_that_is_not_ones_own(town: Town, head: Person) -> None:
    await given(town, "444555666", unit="07306")
    officer = await town.post("lan", "officer-07339")
    for person in (head, officer):
        for step in ("task.show", "task.accept", "task.progress", "task.done", "task.return", "task.withdraw"):
            answers = []
            for code in ("444555666", "999999999"):
                await person.taps(step, code)
                answers.append((person.last.text, [one.text for one in person.last.buttons]))
            assert answers[0] == answers[1]
            assert "Không có việc nào của anh/chị với mã này" in answers[0][0]
    assert await actions(town, "444555666") == ["give"]


async def test_lists_show_only_what_concerns_their_reader(town: Town, head: Person) -> None:
    await given(town, given_at=MONDAY - timedelta(days=60), first=date(2026, 10, 1), due=date(2026, 10, 1))
    other = await town.post("nam", "head-07306")
    member = await town.post("an", "member-tan-yen", follows=["07339"])
    seen = {}
    for person in (head, other, member):
        for value in ("", "overdue"):
            await person.taps("task.list", value)
            seen[person.user, value] = person.last.text.splitlines()[0]

    assert all(seen[user, value].startswith("1 việc") for user in ("minh", "an") for value in ("", "overdue"))
    assert seen["nam", ""] == "Hiện không có việc theo kết luận nào."
    assert seen["nam", "overdue"] == "Không có việc theo kết luận nào quá hạn."


async def test_a_head_cannot_judge_and_the_standing_body_cannot_report(
    town: Town, head: Person, standing: Person
) -> None:
    await given(town)
    for person, steps in ((head, ("task.return", "task.withdraw")), (standing, ("task.done", "task.progress"))):
        for step in steps:
            await person.taps(step, CODE)
            assert "Không có việc nào của anh/chị" in person.last.text
    assert (await stands(town)).status == "open"


async def test_who_has_left_the_standing_body_cannot_send_a_task_that_was_begun(town: Town, standing: Person) -> None:
    await town.post("mau", "officer-07339")
    await standing.command("giaoviec", "Xã Tân Yên họp dân trước 30/11, theo 20/TB-UBND")
    async with town.world.db.write() as tx:
        await tx.execute("UPDATE holders SET until = since WHERE post = 'standing'")
    await standing.taps("task.give.send", "send")

    assert "Chỉ cơ quan thường trực" in standing.last.text
    assert await tasks.everything(town.world.db.read) == []


async def test_the_same_task_given_twice_is_given_once(town: Town, head: Person, standing: Person) -> None:
    for _ in range(2):
        await standing.command("giaoviec", "Xã Tân Yên họp dân trước 30/11, theo 20/TB-UBND")
        await standing.presses("Giao việc này")
    await town.tick()

    assert "1 nơi đã có đúng việc này từ trước" in standing.last.text
    assert len(await tasks.everything(town.world.db.read)) == 1
    assert len(head.messages) == 1


async def test_two_who_end_a_task_at_once_end_it_once(town: Town, head: Person) -> None:
    await given(town)
    other = await town.post("nam", "head-07339")
    for person in (head, other):
        await person.taps("task.done", CODE)
        await person.types("Đã xong, 15/BC-UBND")
    await head.presses("Gửi đi")
    await other.presses("Gửi đi")

    assert (await actions(town)).count("done") == 1
    assert "đã sang bước khác" in other.last.text


async def test_who_was_told_of_the_end_of_a_task_cannot_take_it_back_by_an_old_button(town: Town, head: Person) -> None:
    await given(town, status="withdrawn")

    await head.taps("task.accept", CODE)

    assert "đã sang bước khác" in head.last.text


async def test_sending_back_is_told_with_the_reason_and_recorded_each_time(
    town: Town, head: Person, standing: Person
) -> None:
    await given(town)
    for _ in range(2):
        await head.taps("task.done", CODE)
        await head.types("15/BC-UBND")
        await head.presses("Gửi đi")
        await standing.taps("task.return", CODE)
        await standing.types("Chưa có số liệu từng lĩnh vực")
        await standing.presses("Gửi đi")
        assert "Chưa có số liệu từng lĩnh vực" in head.last.text

    assert (await actions(town)).count("return") == 2
    assert (await stands(town)).status == "open"


async def test_one_task_on_which_the_program_fails_holds_up_no_other(town: Town, head: Person) -> None:
    await given(town)
    await given(town, "444555666")
    async with town.world.db.write() as tx:
        await tx.execute("UPDATE tasks SET body = json_remove(body, '$.due') WHERE code = '444555666'")
    await town.tick()

    assert len(head.messages) == 1


async def test_what_was_overdue_at_the_end_of_a_week_stays_so_whatever_is_done_later(
    town: Town, head: Person, standing: Person
) -> None:
    """The digest's number and the list behind it are those of that moment."""
    await given(town)
    await given(town, "111222334", due=date(2026, 11, 26), first=date(2026, 11, 26), rhythm="monthly")
    await given(town, "444555666", due=date(2026, 12, 30), first=date(2026, 12, 30))
    await town.until(datetime(2026, 11, 30, 8, 0, tzinfo=ZONE))
    for code in (CODE, "111222334"):
        await head.taps("task.done", code)
        await head.types("15/BC-UBND")
        await head.presses("Gửi đi")
    sunday, now = datetime(2026, 11, 30, tzinfo=ZONE), town.world.clock.now() + timedelta(minutes=1)

    then = await tasks.overdue(town.world.db.read, sunday, None)

    assert [one.task.code for one in then] == [CODE, "111222334"]
    assert [one.due_at.day for one in then] == [25, 26]
    assert await tasks.overdue(town.world.db.read, now, None) == ()
    assert await tasks.overdue(town.world.db.read, sunday, ["07306"]) == ()
    assert await tasks.overdue(town.world.db.read, MONDAY, None) == ()
    await standing.taps("task.list", "overdue/2026-W48")
    assert "2 việc theo kết luận quá hạn" in standing.last.text
    await standing.taps("task.list", "overdue/2026-W99")
    assert "Không có việc theo kết luận nào quá hạn" in standing.last.text


async def test_the_digest_names_the_longest_overdue_and_leads_to_all(town: Town) -> None:
    late = [Late(await given(town, f"11122233{at}"), datetime(2026, 11, 25 - at, 17, tzinfo=ZONE)) for at in range(5)]
    late.append(
        Late((await given(town, "999888777", unit="", post="inspector")), datetime(2026, 11, 1, 17, tzinfo=ZONE))
    )

    told = duties.lines(late, town.world.directory)

    assert [one.key for one in told] == ["digest.duties", "digest.duties.line_post", "digest.duties.line"]
    assert told[0].args == {"n": 6, "places": 2}
    button = duties.button("2026-W48", 6)
    assert (button.step, button.value) == ("task.list", "overdue/2026-W48")
    for one in told:
        spoken(one)
    spoken(told[0].model_copy(update={"buttons": (button,)}))
    assert duties.lines([], town.world.directory) == ()


async def test_what_somebody_did_stays_theirs_when_two_chats_become_one_person(town: Town, head: Person) -> None:
    await given(town)
    await town.tick()
    await head.taps("task.accept", CODE)
    await town.post("nam", "officer-07339")
    gone, kept = [row[0] for row in await town.world.db.read.fetch("SELECT person FROM holders ORDER BY person")]

    async with town.world.db.write() as tx:
        await linking.join(tx, gone, kept, acts=True)

    rows = await town.world.db.read.fetch("SELECT person FROM task_moves WHERE action = 'accept'")
    assert rows == [(kept,)]


async def test_a_picture_proves_the_end_of_a_task_and_follows_its_card(
    town: Town, head: Person, standing: Person
) -> None:
    await given(town)
    town.line.files["board"] = picture()
    await head.taps("task.done", CODE)
    await head.sends(Photo(ref="board"))
    await head.presses("Gửi đi")
    await town.fetch()

    await standing.taps("task.show", CODE)

    assert (await stands(town)).status == "done"
    assert "Kèm 1 ảnh, tệp." in standing.messages[-2].text
    assert standing.last.file is not None
    assert standing.last.file.mime == "image/jpeg"
