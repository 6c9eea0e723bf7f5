"""What the people of a town do in tests: agree, report, answer; and what the store then knows."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date

from handlers.casework.cases import About, Case, Finding
from handlers.casework.categories import Category
from handlers.casework.effects import FileRef, Part
from handlers.flows.states import STATE, Draft, Reporting
from handlers.talk.events import Address
from storage import cases, outbox, people
from storage.cases import Entry
from tests.house_under_test import Person, Town

WORDS = "Hồ sơ đất của tôi hẹn trả ngày 2/11, đến nay chưa có kết quả."


async def eventually(true: Callable[[], object]) -> None:
    """Wait until something is so; AssertionError if it never comes."""
    for _ in range(5_000):
        if true():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("it never came")


async def agree(citizen: Person) -> None:
    """Let a person begin and agree to what is kept."""
    await citizen.command("start")
    await citizen.taps("consent", "yes")


async def at_preview(citizen: Person, draft: Draft) -> None:
    """Let a person stand before a report that only has to be sent."""
    state = STATE.dump_json(Reporting(draft=draft), exclude_none=True).decode()
    async with citizen.town.world.db.write() as tx:
        await people.save_states(tx, [(citizen.channel, citizen.user, state, citizen.town.world.clock.ms())])


async def report(
    citizen: Person,
    text: str = WORDS,
    *,
    category: Category = Category.DELAY,
    unit: str = "07339",
    about: About | None = None,
    files: Sequence[str] = (),
    contact: str = "",
    counter: str = "",
) -> str:
    """Let a person file a report, from the preview on; give its code."""
    known = await people.known(citizen.town.world.db.read, [address(citizen)])
    if not any(one.consented for one in known.values()):
        await agree(citizen)
    draft = Draft(
        parts=(Part(text=text),),
        category=category,
        about=about,
        unit=unit,
        happened=date(2026, 11, 2),
        files=tuple(FileRef(channel=citizen.channel, ref=ref, name=ref, mime="image/jpeg") for ref in files),
        contact=contact,
        counter=counter,
        done=("when", "counter", "photos"),
    )
    await at_preview(citizen, draft)
    await citizen.taps("report.confirm", "send")
    if any(button.value == "new" for button in citizen.last.buttons):  # the second one within a day
        await citizen.taps("report.twin", "new")
    return shown_code(citizen)


WAYS_ON = (("report.confirm", "send"), ("report.twin", "new"), ("report.photos", "done"), ("report.skip", ""))


async def send_off(citizen: Person) -> str:
    """Let a person answer whatever is still asked as shortly as may be, and send the report; give its code."""
    for _ in range(12):
        offered = {(button.step, button.value) for button in citizen.last.buttons}
        for step, value in WAYS_ON:
            if (step, value) in offered:
                await citizen.taps(step, value)
                break
        else:
            if any(step == "case.show" for step, _ in offered):
                return shown_code(citizen)
            category = next((value for step, value in sorted(offered) if step == "report.category"), None)
            await (citizen.taps("report.category", category) if category else citizen.types("xã Tân Yên"))
    raise AssertionError(f"{citizen.user} never came to an end: {citizen.last.text}")


def shown_code(person: Person) -> str:
    """Give the code of the case that the newest message with a button for a case is about."""
    for message in reversed(person.messages):
        for button in message.buttons:
            if len(button.value) == 9 and button.value.isdecimal():
                return button.value
    raise AssertionError(f"{person.user} was shown no case")


ANSWER = "Hồ sơ đã xong, mời anh chị đến nhận tại quầy 1."


async def answer(
    official: Person,
    code: str,
    text: str = ANSWER,
    *,
    day: str = "today",
    proof: str = "12/TB-UBND",
    finding: Finding = "founded",
) -> None:
    """Let an official answer a case, with the day it was done and a proof, so that nothing is flagged for these."""
    await official.taps("desk.answer", code)
    await official.types(text)
    await finish(official, code, day=day, proof=proof, finding=finding)


async def finish(
    official: Person, code: str, *, day: str = "today", proof: str = "12/TB-UBND", finding: Finding = "founded"
) -> None:
    """Let an official answer what is asked after the words of an answer ("no": not yet, none), and send it."""
    for _ in range(4):
        offered = {button.step for button in official.last.buttons}
        if "desk.day" in offered:
            await official.taps("desk.day", day)
        elif "desk.proof" in offered:
            await (official.taps("desk.proof", "no") if proof == "no" else official.types(proof))
        elif "desk.finding" in offered:
            await official.taps("desk.finding", finding)
        else:
            break
    await official.taps("desk.send", code)


async def extend(
    official: Person, code: str, days: int = 3, reason: str = "Đang chờ kết quả đo đạc của chi nhánh"
) -> None:
    """Let an official ask for more time."""
    await official.taps("desk.extend", code)
    await official.taps("extend.days", str(days))
    await official.types(reason)
    await _send(official, "extend.send")


async def recuse(official: Person, code: str) -> None:
    """Let an official step back from a case."""
    await official.taps("desk.recuse", code)
    await official.taps(f"recuse.{code}", "yes")


async def transfer(official: Person, code: str, post: str, reason: str = "Việc này thuộc đơn vị khác xử lý") -> None:
    """Let an official hand a case to another post."""
    unit = post.partition("-")[2]
    await official.taps("desk.transfer", code)
    await (official.taps("transfer.unit", unit) if unit else official.taps("transfer.province"))
    await official.taps("transfer.post", post)
    await official.types(reason)
    await _send(official, "transfer.send")


async def reject(official: Person, code: str, words: str = "Việc này thuộc thẩm quyền của cơ quan khác.") -> None:
    """Let an official refuse a case, since it is for another authority."""
    await official.taps("desk.reject", code)
    await official.taps("reject.code", "other_authority")
    await official.types(words)
    await _send(official, "reject.send")
    await official.taps("menu.cancel")


async def _send(official: Person, step: str) -> None:
    for button in official.last.buttons:
        if button.step == step:
            await official.taps(button.step, button.value)
            return


def address(person: Person) -> Address:
    """Give where a person can be reached."""
    return Address(channel=person.channel, user=person.user)


async def person_id(person: Person) -> int:
    """Give the number by which the store knows a person."""
    return (await people.known(person.town.world.db.read, [address(person)]))[address(person)].person


async def case_of(town: Town, code: str) -> Case:
    """Give a case as it is stored."""
    case = await cases.get(town.world.db.read, code)
    assert case is not None
    return case


async def story(town: Town, code: str) -> list[Entry]:
    """Give what happened to a case, in order."""
    return await cases.history(town.world.db.read, code)


async def steps(town: Town, code: str) -> list[tuple[str, str | None]]:
    """Give what happened to a case: each action with the post that it names."""
    return [(row.action, row.post) for row in await story(town, code)]


async def unsent(town: Town) -> dict[str, int]:
    """Count what is owed and did not go out, by its state."""
    return await outbox.counts(town.world.db.read)


async def leave(town: Town, official: Person, post: str) -> None:
    """Let an official leave a post now, as an operator would write it down."""
    async with town.world.db.write() as tx:
        await tx.execute(
            "UPDATE holders SET until = $3 WHERE post = $1 AND person = $2",
            post,
            await person_id(official),
            town.world.clock.ms(),
        )


def got(person: Person, words: str) -> int:
    """Count the messages of a person that contain these words."""
    return sum(words in message.text for message in person.messages)
