"""Groups of offices: they join by an invitation, and all that they ever read of a case is a stub."""

from datetime import timedelta

from bot.clock import real_ms
from bot.config import Config
from bot.importing import groups_of
from bot.report import findings
from handlers.casework.categories import Category
from storage import groups, organisation
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_town import (
    HEAD,
    MINUTE,
    OFFICE,
    OFFICER,
    PHONE,
    WORDS,
    TelegramTown,
    answer_by,
    filed,
    heard,
    shown,
    stubs,
)
from tests.fakes.town_people import case_of
from tests.house_under_test import VOICE


async def test_a_group_joins_by_an_invitation_and_who_brought_it_holds_the_post_too(
    here: TelegramTown, lan: Person
) -> None:
    group = await here.group(OFFICER, lan)

    assert await here.inboxes() == [("-1001", OFFICER)]
    assert await groups_of(here.world) == (f"{OFFICER}: telegram:-1001",)
    assert f"groups: {OFFICER} in telegram:-1001" in [one.what for one in await findings(here.world, Config())]
    assert await here.holds(OFFICER) == ["Lan"]
    assert [one.text.split(",")[0].split(".")[0] for one in group.seen] == [
        VOICE.text("vi", "group.how").split(",")[0].split(".")[0],
        "Từ giờ nhóm này được báo khi có việc cho: bộ phận một cửa xã Tân Yên",
    ]
    assert group.seen[-1].rows[0][0]["url"] == "https://t.me/langnghe_bot?start=g--1001"


async def test_an_invitation_makes_one_group_and_no_second_one(here: TelegramTown, lan: Person, binh: Person) -> None:
    token = await here.token(OFFICER)
    for id_, by in ((-1001, lan), (-1002, binh)):
        group = here.server.group(id_)
        group.add_bot(by)
        group.command(by, f"/join {token}")
        await here.quiet()

    assert await here.inboxes() == [("-1001", OFFICER)]
    assert [one.text for one in here.server.to(-1002)][1:] == [VOICE.text("vi", "join.used")]
    assert -1002 not in here.server.chats


async def test_a_group_that_comes_by_the_link_for_groups_joins_at_once(here: TelegramTown, lan: Person) -> None:
    group = here.server.group(OFFICE)
    group.add_bot(lan)
    group.command(lan, f"/start@langnghe_bot i-{await here.token(OFFICER)}")
    await here.quiet()

    assert await here.inboxes() == [("-1001", OFFICER)]


async def test_a_group_with_a_wrong_invitation_hears_one_line_more_and_is_left(here: TelegramTown, lan: Person) -> None:
    group = here.server.group(OFFICE)
    group.add_bot(lan)
    group.command(lan, "/join nothing")
    await here.quiet()

    assert [one.text for one in group.seen] == [VOICE.text("vi", "group.how"), VOICE.text("vi", "join.unknown")]
    assert OFFICE not in here.server.chats
    assert await here.inboxes() == []


async def test_a_group_does_not_join_a_post_that_has_ended_since(here: TelegramTown, lan: Person) -> None:
    token, yesterday = await here.token(OFFICER), here.world.clock.now().date() - timedelta(days=1)
    post = (await here.world.organisation(here.world.db.read)).posts[OFFICER]
    async with here.world.db.write() as tx:
        await organisation.put_posts(tx, [post.model_copy(update={"valid_to": yesterday})])
    group = here.server.group(OFFICE)
    group.add_bot(lan)
    group.command(lan, f"/join {token}")
    await here.quiet()

    assert [one.text for one in group.seen][1:] == [VOICE.text("vi", "join.gone")]
    assert await here.inboxes() == []


async def ten_minutes_later(here: TelegramTown) -> None:
    """Let the time come of what waits in the outbox."""
    async with here.world.db.write() as tx:
        await tx.execute("UPDATE outbox SET not_before = $1 WHERE state = 'queued'", real_ms())
    await here.town.house.postman._sweep()
    await here.quiet()


async def test_a_group_that_nobody_invites_hears_one_line_and_is_left_after_ten_minutes(
    here: TelegramTown, lan: Person
) -> None:
    group = here.server.group(OFFICE)
    group.add_bot(lan)
    await here.quiet()
    assert OFFICE in here.server.chats
    await ten_minutes_later(here)

    assert [one.text for one in group.seen] == [VOICE.text("vi", "group.how")]
    assert OFFICE not in here.server.chats


async def test_a_group_that_has_joined_meanwhile_is_not_left(here: TelegramTown, lan: Person) -> None:
    group = await here.group(OFFICER, lan)
    await ten_minutes_later(here)
    group.command(lan, "/join nothing")
    await here.quiet()

    assert OFFICE in here.server.chats
    assert await here.inboxes() == [("-1001", OFFICER)]


async def test_who_is_anonymous_in_a_group_cannot_bring_it(here: TelegramTown, lan: Person) -> None:
    group = here.server.group(OFFICE)
    group.add_bot(lan)
    await here.quiet()
    here.world.clock.move(MINUTE)
    group.command(lan, f"/join {await here.token(OFFICER)}", anonymous=True)
    await here.quiet()

    assert await here.inboxes() == []
    assert group.seen[-1].text == VOICE.text("vi", "group.anonymous")


async def test_a_case_brings_the_group_a_stub_that_leads_to_the_private_chat(here: TelegramTown, lan: Person) -> None:
    group = await here.group(OFFICER, lan)
    code = await filed(here)

    stub = group.seen[-1]
    assert stub.text == (
        f"{shown(code)} · Trong hạn · xã Tân Yên · hạn 17:00 thứ Năm 19/11\n"
        f"Hoặc nhắn riêng cho Lắng Nghe: xem {shown(code)}"
    )
    assert [(one["text"], one["url"]) for one in stub.rows[0]] == [
        ("Mở trong chat riêng", f"https://t.me/langnghe_bot?start=c-{code}")
    ]


async def test_without_a_known_name_the_stub_says_what_to_type(here: TelegramTown, lan: Person) -> None:
    channel = here.town.house.channels["telegram"]
    group = await here.group(OFFICER, lan)
    channel._name = ""  # type: ignore[attr-defined]
    here.server.fail(1, 502, methods=("getme",))
    code = await filed(here)

    assert group.seen[-1].rows == []
    assert f"xem {shown(code)}" in group.seen[-1].text


async def test_reminders_steps_up_and_transfers_bring_a_stub_to_the_group_of_that_post(
    here: TelegramTown, lan: Person, binh: Person
) -> None:
    await here.group(OFFICER, lan)
    await here.group(HEAD, binh, -1002)
    code = await filed(here)
    assert [len(stubs(here, chat)) for chat in (OFFICE, -1002)] == [1, 0]
    await here.town.advance(days=2)
    await here.quiet()
    reminded = len(stubs(here))
    assert reminded > 1
    assert stubs(here, -1002) == []
    await here.town.advance(days=4)
    await here.quiet()

    assert len(stubs(here, -1002)) == 1
    assert stubs(here, -1002)[0].startswith(f"{shown(code)} · Rất gấp")

    other = await filed(here, "Ghế hỏng ở phòng chờ", category=Category.FACILITY)
    before = len(stubs(here, -1002))
    lan.say("/start")
    lan.press(f"desk.transfer|{other}")
    lan.press("transfer.unit|07339")
    lan.press(f"transfer.post|{HEAD}")
    lan.say("Việc này thuộc thẩm quyền của chủ tịch xã")
    await here.quiet()
    for row in lan.seen[-1].rows:
        for button in row:
            if button["callback_data"].startswith("transfer.send|"):
                lan.press(button["callback_data"])
    await here.quiet()
    assert (await case_of(here.town, other)).holder == HEAD
    assert len(stubs(here, -1002)) == before + 1


async def test_who_decides_on_more_time_gets_a_stub_in_the_group_too(
    here: TelegramTown, lan: Person, binh: Person
) -> None:
    await here.group(OFFICER, lan)
    await here.group(HEAD, binh, -1002)
    code = await filed(here)
    lan.press(f"desk.accept|{code}")
    lan.press(f"desk.extend|{code}")
    lan.press("extend.days|1")
    lan.say("Đang chờ kết quả đo đạc của chi nhánh")
    await here.quiet()
    lan.tap(next(label for label in lan.seen[-1].labels if label.startswith("Gửi")))
    await here.quiet()

    assert (await case_of(here.town, code)).extension is not None
    assert [one.split(" ")[0] for one in stubs(here, -1002)] == [shown(code)]


async def test_nothing_but_stubs_ever_reaches_a_group(here: TelegramTown, lan: Person, binh: Person) -> None:
    """A whole life of a case, with words, name, phone, file, question and answer; then every byte is searched."""
    group = await here.group(OFFICER, lan)
    await here.group(HEAD, binh, -1002)
    citizen = here.town.person("citizen")
    code = await filed(here, contact=f"Đỗ Thị Yến {PHONE}", files=["giay.jpg"])
    lan.press(f"desk.ask|{code}")
    lan.say("Anh chị cho biết số biên nhận MẬT HỎI ạ")
    await here.quiet()
    await citizen.taps("case.reply", code)
    await citizen.types("Số biên nhận MẬT ĐÁP 1234")
    await citizen.taps("case.add", code)
    await citizen.types("Nói thêm MẬT THÊM cho rõ")
    await here.town.advance(days=8)
    await here.quiet()
    for _ in range(3):
        group.press(lan, f"desk.open|{code}")
        group.command(binh, f"/status@langnghe_bot {code}")
        group.command(lan, "/desk")
        group.say(lan, {"text": f"xem {shown(code)}"})
        here.world.clock.move(MINUTE * 2)
        await here.quiet()
    await answer_by(here, lan, code, "Đã xong MẬT TRẢ LỜI, mời anh chị đến quầy 3")
    await citizen.taps("rate.no", code)
    await citizen.types("Chưa xong MẬT CHÊ")
    await here.town.advance(days=20)
    await here.quiet()

    secrets = (WORDS, PHONE, "Yến", "MẬT", "biên nhận", "Lan", "Bình", "citizen", "giay", "trễ hẹn", "quầy")
    said = heard(here.server) + heard(here.server, -1002)
    assert len(stubs(here)) > 2
    assert [one for one in said for secret in secrets if secret in one.replace("quầy, ", "")] == []
    for chat in (OFFICE, -1002):
        for method, params in here.server.calls:
            if str(params.get("chat_id")) == str(chat):
                assert method.lower() in ("sendmessage", "getchatmember"), method
    allowed = {VOICE.text("vi", key) for key in ("group.how", "group.private")}
    told = "".join(one.text for one in citizen.messages)
    assert ("MẬT HỎI" in told, "MẬT TRẢ LỜI" in told) == (True, True), "the case has lived"
    rest = {one.text for chat in (OFFICE, -1002) for one in here.server.to(chat)} - allowed
    assert all(" · " in one or one.startswith("Từ giờ nhóm này") for one in rest), rest


async def test_taps_and_commands_in_a_group_are_answered_once_a_minute(here: TelegramTown, lan: Person) -> None:
    group = await here.group(OFFICER, lan)
    before = len(group.seen)
    for _ in range(5):
        group.command(lan, "/desk")
        group.press(lan, "desk.inbox|")
        await here.quiet()
    assert len(group.seen) == before, "it has just spoken"
    here.world.clock.move(MINUTE)
    for _ in range(5):
        group.command(lan, "/desk")
        await here.quiet()
    assert [one.text for one in group.seen[before:]] == [VOICE.text("vi", "group.private")]
    here.world.clock.move(MINUTE)
    group.press(lan, "desk.inbox|")
    await here.quiet()

    assert len(group.seen) == before + 2


async def test_the_same_event_of_a_case_brings_one_stub_a_minute(here: TelegramTown, lan: Person) -> None:
    await here.group(OFFICER, lan)
    code = await filed(here)
    citizen = here.town.person("citizen")
    for words in ("Nói thêm một điều nữa", "Và thêm điều này nữa"):
        await citizen.taps("case.add", code)
        await citizen.types(words)
    await here.quiet()
    assert len(stubs(here)) == 2
    await answer_by(here, lan, code)

    assert len(stubs(here)) == 2, "nothing is left to do, so nothing is told"


async def test_the_end_of_a_post_ends_its_groups_too(here: TelegramTown, lan: Person) -> None:
    await here.group(OFFICER, lan)
    async with here.world.db.write() as tx:
        await groups.close_of_post(tx, OFFICER, here.world.clock.now())

    assert await here.inboxes() == []
