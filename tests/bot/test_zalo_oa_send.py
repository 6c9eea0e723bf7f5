"""Sending over a local Zalo: every refusal has its answer, and nothing is sent twice without a mark."""

from typing import Any

import pytest

from bot.channels.channel import Offering, Refused, SendError, TryLater, Unreachable
from bot.channels.zalo_oa.errors import DOUBTFUL, GONE, NOT_OURS, OPERATOR, PAID, WINDOW
from handlers.talk.says import Attachment, Label, Message
from tests.fakes.zalo_oa_house import FILES, House, house, noisy
from tests.fakes.zalo_oa_methods import Sent

LAN = "8309000000000000001"
HELLO = Message(text="Chào anh/chị")
JPEG = Attachment(hash="pic", mime="image/jpeg", name="photo.jpg")
PDF = Attachment(hash="pdf", mime="application/pdf", name="đơn.pdf")


def known(home: House) -> House:
    """Let Lan have written just now."""
    home.server.heard[LAN] = home.server.now()
    return home


async def error(home: House, message: Message = HELLO) -> SendError:
    """Give the error in which sending ends."""
    with pytest.raises(SendError) as caught:
        await home.channel.send(LAN, message)
    return caught.value


def reason(found: SendError) -> str:
    """Give why somebody cannot be reached."""
    assert isinstance(found, Unreachable)
    return found.reason


def shown(home: House) -> list[Sent]:
    return home.server.to(LAN)


async def test_words_and_buttons_arrive_and_the_id_of_the_last_part_is_given() -> None:
    async with house() as home:
        buttons = tuple(Label(text=f"Nút {at}", step="a.b", value=str(at)) for at in range(5))
        id = await known(home).channel.send(LAN, Message(text="ă" * 2500, buttons=buttons))

        assert [len(one.text) for one in shown(home)] == [2000, 500]
        assert [one["title"] for one in shown(home)[1].buttons] == [f"Nút {at}" for at in range(5)]
        assert id == shown(home)[-1].id


async def test_pictures_and_files_are_uploaded_once_and_shown_to_many() -> None:
    async with house() as home:
        home.server.heard["2"] = known(home).server.now()
        for user in (LAN, "2", LAN):
            await home.channel.send(user, Message(text="ảnh", file=JPEG))
            await home.channel.send(user, Message(text="", file=PDF))

        assert [(one.kind, one.text, one.file) for one in shown(home)[:2]] == [
            ("image", "ảnh", FILES["pic"]),
            ("file", "", FILES["pdf"]),
        ]
        assert shown(home)[1].name == "đơn.pdf"
        assert len(home.server.uploads) == 2


async def test_an_upload_that_has_run_out_is_made_anew() -> None:
    async with house() as home:
        await known(home).channel.send(LAN, Message(text="ảnh", file=JPEG))
        home.server.advance(days=7.5)
        await known(home).channel.send(LAN, Message(text="ảnh", file=JPEG))

        assert [one.kind for one in shown(home)] == ["image", "image"]
        assert len(home.server.uploads) == 2


async def test_a_heavy_picture_is_made_light_before_it_goes_up() -> None:
    FILES["heavy"] = noisy()
    async with house() as home:
        await known(home).channel.send(LAN, Message(text="", file=JPEG.model_copy(update={"hash": "heavy"})))

        assert 0 < len(shown(home)[0].file or b"") <= 1_000_000


async def test_a_file_of_several_megabytes_arrives_whole() -> None:
    FILES["big"] = bytes(4_900_000)
    async with house() as home:
        await known(home).channel.send(LAN, Message(text="", file=PDF.model_copy(update={"hash": "big"})))

        assert shown(home)[0].file == FILES["big"]


@pytest.mark.parametrize(("hash", "mime"), [("huge", "application/pdf"), ("empty", "application/pdf")])
async def test_a_file_that_cannot_be_sent_is_refused_in_words(hash: str, mime: str) -> None:
    async with house() as home:
        found = await error(known(home), Message(text="", file=Attachment(hash=hash, mime=mime, name="a.pdf")))

        assert isinstance(found, Refused)


@pytest.mark.parametrize("hash", ["odd", "gone"])
async def test_a_picture_that_is_none_or_is_gone_is_refused(hash: str) -> None:
    async with house() as home:
        assert isinstance(
            await error(known(home), Message(text="", file=JPEG.model_copy(update={"hash": hash}))), Refused
        )


async def test_a_state_agencys_account_is_found_out_once_and_sends_by_version_2() -> None:
    async with house(oa_type=4) as home:
        for _ in range(3):
            await known(home).channel.send(LAN, HELLO)

        assert home.memory.pinned == ["v2"]
        assert home.server.calls == ["/v3.0/oa/message/cs", *["/v2.0/oa/message"] * 3]
        assert len(shown(home)) == 3


async def test_an_account_pinned_to_version_2_goes_back_when_zalo_has_shut_that() -> None:
    async with house(oa_type=2) as home:
        home.memory.pinned.append("v2")
        await known(home).channel.send(LAN, HELLO)

        assert home.memory.pinned == ["v2", "v3"]
        assert len(shown(home)) == 1


@pytest.mark.parametrize("code", [-200, -201, -209, -211, -240, -32, -999999])
async def test_no_other_number_makes_it_send_by_the_other_version(code: int) -> None:
    async with house(oa_type=2) as home:
        known(home).server.lie(code)
        await error(home)

        assert home.server.calls == ["/v3.0/oa/message/cs"]
        assert home.memory.pinned == []


async def test_an_account_that_may_send_by_neither_version_waits_for_an_operator() -> None:
    async with house(oa_type=2) as home:
        known(home).server.refuse(-235)
        home.server.refuse(-240)
        found = await error(home)

        assert isinstance(found, TryLater)
        assert found.after == 600
        assert home.channel.trouble == "account"
        assert len(home.server.calls) == 2


@pytest.mark.parametrize("v2_reply", [False, True])
async def test_an_answer_by_version_2_names_the_last_message_where_the_setting_wants_it(v2_reply: bool) -> None:
    async with house(oa_type=4, v2_reply=v2_reply) as home:
        event = {"event_name": "user_send_text", "sender": {"id": LAN}, "message": {"msg_id": "w1"}}
        home.channel._mark(event)
        await known(home).channel.send(LAN, HELLO)

        assert shown(home)[0].reply_to == ("w1" if v2_reply else "")


@pytest.mark.parametrize("code", sorted(WINDOW | GONE | PAID))
async def test_whoever_cannot_be_reached_now_is_said_to_be_so(code: int) -> None:
    async with house() as home:
        known(home).server.refuse(code)

        assert isinstance(await error(home), Unreachable)


@pytest.mark.parametrize(("hours", "said"), [(47, None), (49, "window"), (24 * 8, "window")])
async def test_the_windows_shut_after_two_days_and_after_seven(hours: float, said: str | None) -> None:
    async with house() as home:
        known(home).server.advance(hours=hours)
        if said is None:
            assert await home.channel.send(LAN, HELLO)
        else:
            assert reason(await error(home)) == said


async def test_an_account_with_money_may_send_until_the_seventh_day() -> None:
    async with house() as home:
        known(home).server.advance(hours=100)
        home.server.paid = True

        assert await home.channel.send(LAN, HELLO)


@pytest.mark.parametrize(("who", "said"), [("never wrote", "window"), ("unfollowed", "blocked")])
async def test_whoever_never_wrote_or_has_gone_cannot_be_reached(who: str, said: str) -> None:
    async with house() as home:
        if who == "unfollowed":
            known(home).server.blocked.add(LAN)

        assert reason(await error(home)) == said


@pytest.mark.parametrize("code", sorted(NOT_OURS))
async def test_what_zalo_will_never_take_is_refused_with_the_number(code: int) -> None:
    async with house() as home:
        known(home).server.refuse(code)
        found = await error(home)

        assert isinstance(found, Refused)
        assert str(code) in str(found)


@pytest.mark.parametrize("code", sorted(OPERATOR))
async def test_what_an_operator_has_to_mend_makes_all_wait_and_is_told(code: int) -> None:
    async with house() as home:
        known(home).server.refuse(code)
        found = await error(home)

        assert isinstance(found, TryLater)
        assert not found.ambiguous
        assert (home.channel.trouble, home.memory.troubles[-1]) == ("account", "account")
        await home.channel.send(LAN, HELLO)
        assert (home.channel.trouble, home.memory.troubles[-1]) == ("", "")


def doubts() -> list[Any]:
    """Give what leaves it open whether a message has arrived."""
    return [
        *[pytest.param("lie", (code,), id=f"{code} and delivered") for code in (*sorted(DOUBTFUL), -999999, 7)],
        pytest.param("lose", (), id="answer lost"),
        pytest.param("hang", (), id="no answer"),
        *[pytest.param("garble", (status,), id=f"HTML {status}") for status in (200, 403, 404, 500, 502, 503)],
    ]


@pytest.mark.parametrize(("fault", "given"), doubts())
async def test_where_it_is_not_known_whether_a_message_arrived_that_is_said(fault: str, given: tuple[int, ...]) -> None:
    async with house(patience=0.1) as home:
        getattr(known(home).server, fault)(*given)
        found = await error(home)

        assert isinstance(found, TryLater)
        assert found.ambiguous


async def test_zalo_refusing_for_want_of_room_or_a_closed_port_is_no_doubt() -> None:
    async with house() as home:
        known(home).server.refuse(-32)
        found = await error(home)
    async with house() as home:
        await known(home).server.stop()
        closed = await error(home)

    assert isinstance(found, TryLater)
    assert isinstance(closed, TryLater)
    assert (found.ambiguous, closed.ambiguous) == (False, False)


async def test_too_many_requests_in_html_are_waited_out() -> None:
    async with house() as home:
        known(home).server.garble(429)
        found = await error(home)

        assert isinstance(found, TryLater)
        assert (found.after, found.ambiguous) == (60, False)


async def test_the_second_part_of_a_message_that_waits_leaves_the_whole_in_doubt() -> None:
    async with house() as home:
        known(home).server.faults += []
        home.server.left = 1
        found = await error(home, Message(text="ă" * 2500))

        assert isinstance(found, TryLater)
        assert found.ambiguous
        assert len(shown(home)) == 1


async def test_when_the_headers_say_that_a_minute_is_used_up_nothing_more_is_asked_in_it() -> None:
    async with house() as home:
        known(home).server.left = 1
        await home.channel.send(LAN, HELLO)
        found = await error(home)

        assert isinstance(found, TryLater)
        assert 55 < found.after <= 60
        assert len(home.server.calls) == 1
        home.server.left = 4000
        home.server.advance(hours=0.02)
        assert await home.channel.send(LAN, HELLO)


async def test_a_number_that_nobody_knows_is_tried_five_times_and_then_set_aside() -> None:
    async with house() as home:
        known(home).server.refuse(-987, 5)
        found = [await error(home) for _ in range(5)]

        assert [type(one) is Refused for one in found] == [False, False, False, False, True]
        assert await home.channel.send(LAN, HELLO)


async def test_a_file_that_a_person_sent_is_fetched_from_zalo_alone() -> None:
    async with house() as home:
        ref = home.server.person().file_at(b"hello", "a.jpg")

        assert await home.channel.fetch(ref) == b"hello"
        for strange in (
            "https://evil.example/a",
            "http://photo.zdn.vn/a",
            "https://zdn.vn.evil.example/a",
            "https://[",
        ):
            with pytest.raises(Refused):
                await home.channel.fetch(strange)


async def test_a_file_that_has_gone_is_refused_and_a_server_that_is_away_is_asked_again() -> None:
    async with house() as home:
        with pytest.raises(Refused):
            await home.channel.fetch(f"{home.server.url}/media/404/a.jpg")
        await home.server.stop()
        with pytest.raises(TryLater):
            await home.channel.fetch(f"{home.server.url}/media/404/a.jpg")


async def test_an_approved_template_goes_out_of_every_window() -> None:
    async with house(templates={"answered": "7001", "question": "7002"}) as home:
        assert isinstance(home.channel, Offering)
        home.server.templates.add("7001")

        assert await home.channel.offer(LAN, "answered", {"code": "123-456-789"})
        assert [(one.kind, one.text) for one in shown(home)] == [("template", '{"code": "123-456-789"}')]
        with pytest.raises(Refused):
            await home.channel.offer(LAN, "question", {"code": "123-456-789"})


async def test_without_an_approved_template_nothing_is_offered() -> None:
    async with house() as home:
        assert not await home.channel.offer(LAN, "answered", {"code": "123-456-789"})
        assert home.server.calls == []
