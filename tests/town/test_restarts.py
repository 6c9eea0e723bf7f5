"""The program is stopped and started again in the middle of things: every talk goes on where it was."""

import asyncio
import itertools
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.channel import TryLater
from bot.files import Fetcher
from handlers.casework.cases import Case, Status
from handlers.talk.events import Arriving, Command, Photo, Tap, Text
from storage import cases
from tests.fakes.town_people import case_of, eventually, finish, got, report, unsent
from tests.house_under_test import MONDAY, VOICE, open_town

STORY = "Ghế ngồi chờ ở trụ sở xã Tân Yên gãy hết, người già phải đứng"
TALK: Sequence[Arriving] = (
    Command(name="start", argument="u-07339"),
    Text(text=STORY),
    Tap(step="consent", value="yes"),
    Text(text="hôm qua"),
    Photo(ref="a", album="album"),
    Photo(ref="b", album="album"),
    Tap(step="report.photos", value="done"),
    Tap(step="report.confirm", value="identity"),
    Text(text="Lan, 0912345678"),
    Tap(step="report.confirm", value="send"),
)


async def play(folder: Path, talk: Sequence[Arriving], stops: Sequence[int]) -> tuple[Case, list[str]]:
    """Let a citizen hold this talk with a restart after each of these turns; give the case and all that was said."""
    said: list[str] = []
    numbers = itertools.count()
    for start, end in itertools.pairwise([0, *stops, len(talk)]):
        async with open_town(folder) as town:
            town._ids = numbers
            for body in talk[start:end]:
                await town.person("lan").sends(body)
            said += [message.text for message in town.person("lan").messages]
            found = await cases.newest(town.world.db.read, 1)
    return found[0], said


def alike(case: Case) -> Case:
    """Give the case without what is drawn anew each time."""
    return case.model_copy(update={"code": "", "reporter": 0})


@pytest.mark.parametrize("stops", [(2, 6), (1, 9), (4, 5), tuple(range(1, 10)), (3, 3, 3)])
async def test_a_report_comes_out_the_same_whatever_restarts_fall_into_it(
    tmp_path: Path, stops: tuple[int, ...]
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    whole, said = await play(tmp_path / "one", TALK, ())
    torn, said_torn = await play(tmp_path / "other", TALK, stops)

    assert alike(torn) == alike(whole)
    assert whole.text == STORY
    assert whole.contact == "Lan, 0912345678"
    codes = {whole.code: "", torn.code: ""}
    assert [_without(text, codes) for text in said_torn] == [_without(text, codes) for text in said]


def _without(text: str, codes: dict[str, str]) -> str:
    for code in codes:
        text = text.replace(f"{code[:3]}-{code[3:6]}-{code[6:]}", "").replace(code, "")
    return text


async def test_days_may_lie_between_two_turns(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        for body in TALK[:3]:
            await town.person("lan").sends(body)
    async with open_town(tmp_path, start=MONDAY + timedelta(days=20)) as town:
        town._ids = itertools.count(100)
        await town.tick()
        await town.person("lan").types("hôm qua")

        assert got(town.person("lan"), STORY) + got(town.person("lan"), "ảnh") >= 1
    async with open_town(tmp_path, start=MONDAY + timedelta(days=40)) as town:
        town._ids = itertools.count(200)
        await town.person("lan").taps("report.skip")

        assert got(town.person("lan"), STORY) == 1


async def test_a_half_written_answer_and_a_half_made_judgement_go_on(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        officer = await town.post("officer", "officer-07339")
        code = await report(town.person("lan"))
        await officer.taps("desk.answer", code)
        await officer.types("Hồ sơ đã xong, mời chị đến nhận.")
    async with open_town(tmp_path) as town:
        town._ids = itertools.count(100)
        await town.person("officer").types("Chị nhớ mang theo phiếu hẹn và căn cước.")
        await finish(town.person("officer"), code)
        await town.person("lan").taps("rate.yes", code)
    async with open_town(tmp_path) as town:
        town._ids = itertools.count(200)
        await town.person("lan").taps(f"score.{code}", "5")
        case = await case_of(town, code)

        assert case.answer == "Hồ sơ đã xong, mời chị đến nhận.\nChị nhớ mang theo phiếu hẹn và căn cước."
        assert (case.status, case.solved, case.score) == (Status.CLOSED, "yes", 5)


async def test_what_was_owed_goes_out_after_the_restart_and_only_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        officer = await town.post("officer", "officer-07339")
        await town.person("lan").command("start")
        await town.person("lan").taps("consent", "yes")
        town.line.trouble = {"officer": [TryLater(3600)], "lan": [TryLater(3600)]}
        filing = asyncio.create_task(report(town.person("lan")))
        await eventually(lambda: len(town.house.postman._resting) > 1)
        filing.cancel()
        await asyncio.gather(filing, return_exceptions=True)
        assert (await unsent(town))["queued"] == 2
        async with town.world.db.write() as tx:
            await tx.execute("UPDATE outbox SET not_before = 0")
        assert officer.messages
    for restart in range(2):
        async with open_town(tmp_path) as town:
            await town.settle()
            sent = {user: len(messages) for user, messages in town.line.sent.items()}

            assert sent == ({"officer": 1, "lan": 1} if restart == 0 else {})
            assert await unsent(town) == {}


async def test_a_forward_that_waited_for_files_still_waits_and_then_goes(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.post("officer", "officer-07339")
        await report(town.person("lan"), files=["a"])
    async with open_town(tmp_path) as town:
        await town.settle()
        assert town.person("officer").messages == []
        town.line.files["a"] = b"no picture"
        await Fetcher(town.world, town.house.channels, town.house.store).fetch_wanted()
        await town.settle()

        assert len(town.person("officer").messages) == 1
        assert got(town.person("lan"), VOICE.text("vi", "update.file_lost").partition("“")[0]) == 1


async def test_events_confirmed_before_the_restart_are_not_handled_again_after_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        for body in TALK:
            await town.person("lan").sends(body)
    async with open_town(tmp_path) as town:
        for body in TALK:
            await town.person("lan").sends(body)  # under the same ids

        assert len(await cases.newest(town.world.db.read, 9)) == 1
        assert town.person("lan").messages == []
