"""Scores of the service: one vote a person, unit and day, or a judgement; never by those who work there."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from bot.invitations import invite
from bot.retention import forget
from handlers.casework.categories import Category
from handlers.digests.rows import Scored
from handlers.talk.events import Incoming, Tap
from storage import posts, ratings
from tests.fakes.raters import PLACE, counted, rater, votes
from tests.fakes.town_people import address, agree, answer, case_of, person_id, report, send_off
from tests.fakes.two_chats import join, on_zalo
from tests.fakes.windows import Windows
from tests.house_under_test import Town, open_town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town with a second messenger."""
    async with open_town(tmp_path, channels=lambda *_: [Windows()]) as town:
        yield town


async def test_a_score_is_kept_at_the_first_tap_after_a_scan(town: Town) -> None:
    lan = await rater(town)
    await lan.command("start", "u-07339-3")
    await lan.presses("Hài lòng")

    assert await votes(town) == [("open", "07339", "3", 4)]
    assert lan.last.text.startswith("Đã ghi điểm cho xã Tân Yên: Hài lòng.")


async def test_a_thousand_replays_change_nothing(town: Town) -> None:
    lan = await rater(town, score=4)
    dice = Random(5)
    for _ in range(10):
        ids = [town.next_id() if dice.random() < 0.5 else "update-2" for _ in range(100)]
        taps = (
            Tap(step="rate.vote", value=f"{place}/{dice.randrange(1, 6)}") for place in dice.choices([PLACE], k=100)
        )
        await town.receive(
            *(Incoming(id=id_, sender=address(lan), body=tap) for id_, tap in zip(ids, taps, strict=True))
        )

    assert await votes(town) == [("open", "07339", "3", 4)]
    assert lan.last.text.startswith("Hôm nay anh/chị đã chấm điểm xã Tân Yên: Hài lòng.")


async def test_the_next_day_another_unit_and_another_person_count_again(town: Town) -> None:
    lan = await rater(town, score=4)
    await lan.taps("rate.vote", "07339/1")  # the unit as a whole is the same unit
    await lan.taps("rate.vote", "07333/2")
    await rater(town, "minh", 5)
    await town.advance(hours=15)
    await lan.taps("rate.vote", f"{PLACE}/3")

    assert [row[3] for row in await votes(town)] == [4, 2, 5, 3]


@pytest.mark.parametrize("post", ["officer-07339", "head-07339"])
@pytest.mark.parametrize("deputy", [False, True])
async def test_an_official_of_the_unit_does_not_rate_it_nor_on_the_day_of_leaving(
    town: Town, post: str, deputy: bool
) -> None:
    made = await invite(town.world, post, name="Hoa", deputy=deputy)
    hoa = await rater(town, "hoa")
    await hoa.command("join", made.token)
    await hoa.taps("rate.vote", f"{PLACE}/5")
    said = hoa.last.text
    async with town.world.db.write() as tx:
        await posts.end(tx, post, "Hoa", town.world.clock.now())
    await town.advance(hours=2)
    await hoa.taps("rate.vote", f"{PLACE}/5")

    assert said.startswith("Anh/chị đang làm việc ở xã Tân Yên nên không chấm điểm nơi này.")
    assert await votes(town) == []
    await town.advance(days=1)
    await hoa.taps("rate.vote", f"{PLACE}/5")
    assert await votes(town) == [("open", "07339", "3", 5)]


async def test_answers_beside_a_score_are_kept_one_by_one_and_none_about_money(town: Town) -> None:
    lan = await rater(town, score=2)
    seen = []
    for said in ("1", "3", "bỏ qua", "5", "trễ hẹn", "không có"):
        await lan.types(said)
        seen.append((await votes(town, "field, waiting, attitude, guidance, result, apology"))[0])
    before = await votes(town, "*")
    await lan.types("có, tôi muốn kể")

    assert seen[0] == ("land", None, None, None, None, None)
    assert seen[-1] == ("land", 3, None, 5, "late", "no")
    assert await votes(town, "*") == before
    assert "đi theo đường riêng" in lan.last.text
    await lan.types("Cán bộ bảo đưa thêm 300 nghìn")
    await lan.taps("report.about", "staff")
    case = await case_of(town, await send_off(lan))
    assert (case.category, case.unit, case.counter) == (Category.INFORMAL_PAYMENT, "07339", "3")
    assert await votes(town, "*") == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Tôi tố cáo ông Nguyễn Văn A chủ tịch xã tham ô tiền đền bù", "guidance.denunciation"),
        ("Cháy nhà, cứu với!", "guidance.emergency"),
    ],
)
async def test_grave_words_beside_a_score_get_guidance_and_are_not_kept(town: Town, words: str, said: str) -> None:
    lan = await rater(town, score=1)
    await lan.types(words)

    assert lan.last.text == town.world.voice.text("vi", said)
    assert await votes(town, "score, comment") == [(1, "")]


async def test_a_low_score_opens_a_case_with_unit_counter_and_words(town: Town) -> None:
    lan = await rater(town, score=1)
    await lan.types("Hẹn trả kết quả đất ngày 2/11 mà ba lần đến đều chưa có")
    await lan.presses("Gửi phản ánh")
    case = await case_of(town, await send_off(lan))

    assert (case.unit, case.counter, case.category) == ("07339", "3", Category.DELAY)
    assert case.text == "Hẹn trả kết quả đất ngày 2/11 mà ba lần đến đều chưa có"


async def test_a_good_score_is_offered_no_case(town: Town) -> None:
    lan = await rater(town, score=4)
    await lan.presses("Xong")

    assert lan.last.text.startswith("Cảm ơn anh/chị đã chấm điểm.")
    assert lan.last.buttons == ()


async def test_a_burst_of_open_votes_is_flagged_and_none_is_dropped(town: Town) -> None:
    for at in range(town.world.burst.votes - 1):
        await rater(town, f"p{at}", 5)
    calm = await counted(town)
    await rater(town, "other", 5, "07333")
    await rater(town, "last", 5)
    await town.advance(minutes=11)
    await rater(town, "later", 2)

    assert calm == [Scored("07339", "open", 5, 19)]
    assert await counted(town) == [
        Scored("07333", "open", 5, 1),
        Scored("07339", "open", 2, 1),
        Scored("07339", "suspect", 5, 20),
    ]


async def test_two_chats_that_are_joined_have_one_vote_a_day(town: Town) -> None:
    lan, there = await rater(town, score=4), on_zalo(town, "lan-z")
    await agree(there)
    for vote in (f"{PLACE}/1", "07333/2"):
        await there.taps("rate.vote", vote)
    await join(lan, there)
    await there.taps("rate.vote", "07333/5")

    assert await votes(town) == [("open", "07339", "3", 4), ("open", "07333", "", 2)]
    assert {row[0] for row in await votes(town, "person")} == {await person_id(lan)}


async def test_what_an_official_said_of_the_own_unit_from_another_chat_goes_when_they_are_joined(town: Town) -> None:
    hoa, there = await town.post("hoa", "officer-07339"), on_zalo(town, "hoa-z")
    await agree(there)
    for vote in (f"{PLACE}/5", "07333/2"):
        await there.taps("rate.vote", vote)
    await join(hoa, there)

    assert await votes(town) == [("open", "07333", "", 2)]


async def test_the_score_of_a_case_counts_once_a_judgement_and_the_last_one_of_a_time(town: Town) -> None:
    officer = await town.post("hoa", "officer-07339")
    await town.post("tam", "head-07339")
    lan = town.person("lan")
    code = await report(lan)
    for solved, score in (("no", 2), ("yes", 5)):
        await answer(officer if solved == "no" else town.person("tam"), code)
        await lan.taps(f"rate.{solved}", code)
        await lan.taps(f"score.{code}", str(score))
        await lan.taps(f"score.{code}", "3")
        await town.advance(days=1)

    assert await votes(town, "vote, kind, unit, score") == [
        (f"case:{code}", "case", "07339", 2),
        (f"case:{code}:2", "case", "07339", 5),
    ]
    assert await counted(town) == [Scored("07339", "case", 5, 1)]


async def test_words_beside_a_score_are_dropped_after_a_year_and_the_score_stays(town: Town) -> None:
    lan = await rater(town, score=4)
    await lan.types("Ghế chờ hơi ít")
    await lan.presses("Xong")
    await town.advance(days=364)
    await forget(town.world)
    before = await votes(town, "score, comment")
    await town.advance(days=2)
    await forget(town.world)

    assert before == [(4, "Ghế chờ hơi ít")]
    assert await votes(town, "score, comment") == [(4, "")]


async def test_no_official_hears_of_a_score(town: Town) -> None:
    officials = [await town.post("hoa", "officer-07339"), await town.post("tam", "head-07339")]
    for official in officials:
        official.clear()
    lan = await rater(town, score=1)
    await lan.types("Cô ở quầy 3 không chào hỏi ai cả")

    assert [official.messages for official in officials] == [[], []]


async def test_an_official_who_reported_of_the_own_unit_judges_the_case_and_counts_for_nothing(town: Town) -> None:
    hoa, tam = await town.post("hoa", "officer-07339"), await town.post("tam", "head-07339")
    code = await report(hoa)
    await answer(tam, code)
    await hoa.taps("rate.yes", code)
    await hoa.taps(f"score.{code}", "5")

    assert (await case_of(town, code)).score == 5
    assert await votes(town) == []


async def test_nobody_else_can_answer_beside_a_vote(town: Town) -> None:
    lan, minh = await rater(town, score=4), await rater(town, "minh")
    vote = (await votes(town, "vote"))[0][0]
    async with town.world.db.write() as tx:
        await ratings.answer(tx, str(vote), await person_id(minh), comment="của người khác")
        await ratings.answer(tx, str(vote), await person_id(lan), waiting=2)

    assert await votes(town, "waiting, comment") == [(2, "")]
