"""Sending over a local Zalo: every refusal has its answer, and nothing is sent twice without a mark."""

import pytest

from bot.channels.channel import Offering, Refused, TryLater
from handlers.talk.says import Attachment, Label, Message
from tests.fakes.zalo_oa_house import FILES, HELLO, LAN, error, house, known, noisy, shown

JPEG = Attachment(hash="pic", mime="image/jpeg", name="photo.jpg")
PDF = Attachment(hash="pdf", mime="application/pdf", name="đơn.pdf")


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
