"""Groups of offices: they get stubs alone, their members come in privately, and who leaves is out at once."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import membership
from bot.clock import real_ms
from bot.groups import tell_groups
from bot.work import Work
from handlers.casework.categories import Category
from storage import outbox
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_server import TelegramServer
from tests.fakes.telegram_town import OFFICE, TelegramTown, telegram_town
from tests.fakes.town_people import case_of, report
from tests.house_under_test import VOICE

WORDS, PHONE = "con hoàng yến trong lồng son", "0912345678"
MINUTE = timedelta(minutes=1)
OFFICER, HEAD = "officer-07339", "head-07339"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[TelegramTown]:
    async with telegram_town(tmp_path) as town:
        yield town


@pytest.fixture
def lan(here: TelegramTown) -> Person:
    return here.server.person(5001, "Lan")


@pytest.fixture
def binh(here: TelegramTown) -> Person:
    return here.server.person(5002, "Bình")


async def filed(here: TelegramTown, text: str = f"{WORDS}, gọi {PHONE}", **more: object) -> str:
    """Let a citizen file a report on another channel, and wait for what follows."""
    code = await report(here.town.person("citizen"), text, **more)  # type: ignore[arg-type]
    await here.quiet()
    return code


def shown(code: str) -> str:
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


def heard(server: TelegramServer, chat: int = OFFICE) -> list[str]:
    """Give what the bot ever tried to send to a chat, whether it arrived or not."""
    return [
        json.dumps(params, ensure_ascii=False) for _, params in server.calls if str(params.get("chat_id")) == str(chat)
    ]


def stubs(here: TelegramTown, chat: int = OFFICE) -> list[str]:
    return [one.text for one in here.server.to(chat) if " · " in one.text]


async def test_a_group_joins_by_an_invitation_and_who_brought_it_holds_the_post_too(
    here: TelegramTown, lan: Person
) -> None:
    group = await here.group(OFFICER, lan)

    assert await here.inboxes() == [("-1001", OFFICER)]
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
    lan.press(f"desk.answer|{code}")
    lan.say("Đã xong MẬT TRẢ LỜI, mời anh chị đến quầy 3")
    lan.press(f"desk.send|{code}")
    await here.quiet()
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


async def test_a_member_comes_in_by_the_button_and_is_asked_nothing(
    here: TelegramTown, lan: Person, binh: Person
) -> None:
    group = await here.group(OFFICER, lan)
    code = await filed(here)
    group.add(binh)
    binh.say(f"/start c-{code}")
    await here.knocked()

    assert await here.holds(OFFICER) == ["Lan", "Bình"]
    assert [WORDS in one.text for one in binh.seen] == [False, True]
    binh.say(f"/start c-{code}")
    await here.quiet()
    assert WORDS in binh.seen[-1].text
    binh.tap("Nhận xử lý")
    await here.quiet()
    assert (await case_of(here.town, code)).holder == OFFICER


async def test_a_member_comes_in_by_the_greeting_and_by_typing(here: TelegramTown, lan: Person, binh: Person) -> None:
    group = await here.group(OFFICER, lan)
    code = await filed(here)
    group.add(binh)
    binh.say("/start g--1001")
    await here.knocked()
    chi = here.server.person(5003, "Chi")
    group.add(chi)
    chi.say("/start")
    chi.press("consent|yes")
    chi.say(f"xem {shown(code)}")
    await here.knocked()

    assert await here.holds(OFFICER) == ["Lan", "Bình", "Chi"]
    assert WORDS in chi.seen[-1].text


async def test_a_stranger_learns_nothing_not_even_whether_there_is_such_a_case_or_group(
    here: TelegramTown, lan: Person
) -> None:
    await here.group(OFFICER, lan)
    code = await filed(here)
    answers = []
    for at, (case, chat) in enumerate(((code, "-1001"), ("000000001", "-9999"))):
        stranger = here.server.person(6000 + at, "Lạ")
        stranger.say(f"/start c-{case}")
        await here.quiet()
        waiting = len(stranger.seen)
        await here.knocked()
        stranger.say(f"/start g-{chat}")
        await here.knocked()
        stranger.press("consent|yes")
        stranger.say(f"xem {shown(case)}")
        await here.knocked()
        answers.append([waiting, *(one.text.replace(shown(case), "CODE") for one in stranger.seen)])

    assert answers[0] == answers[1]
    assert len(answers[0]) > 2
    assert await here.holds(OFFICER) == ["Lan"]


@pytest.mark.parametrize("admin", [True, False])
async def test_who_leaves_the_group_is_out_at_once_also_for_what_is_on_its_way(
    here: TelegramTown, lan: Person, binh: Person, admin: bool
) -> None:
    group = await here.group(OFFICER, lan)
    group.admin = admin
    group.add(binh)
    binh.say("/start g--1001")
    await here.knocked()
    code = await filed(here)
    assert WORDS in binh.seen[-1].text
    seen = len(binh.seen)
    async with here.world.db.write() as tx:  # a notice that is owed already, but not sent yet
        await tx.execute("UPDATE outbox SET state = 'queued', not_before = 0 WHERE user = '5002' AND code = $1", code)
    group.remove(binh, by=lan)
    await here.quiet()
    await here.town.house.postman._sweep()
    await here.quiet()
    binh.say(f"/start c-{code}")
    binh.press(f"desk.open|{code}")
    await here.knocked()

    assert await here.holds(OFFICER) == ["Lan"]
    assert [one.text for one in binh.seen[seen:] if WORDS in one.text] == []
    assert (await outbox.counts(here.world.db.read))["withheld"] >= 1


async def test_who_comes_back_is_let_in_again(here: TelegramTown, lan: Person, binh: Person) -> None:
    group = await here.group(OFFICER, lan)
    for _ in range(2):
        group.add(binh)
        binh.say("/start g--1001")
        await here.knocked()
        assert await here.holds(OFFICER) == ["Lan", "Bình"]
        group.remove(binh)
        await here.quiet()
        assert await here.holds(OFFICER) == ["Lan"]


async def test_the_hourly_look_ends_who_has_gone_unheard_and_nobody_when_it_cannot_be_told(
    here: TelegramTown, lan: Person, binh: Person
) -> None:
    group = await here.group(OFFICER, lan)
    group.add(binh)
    binh.say("/start g--1001")
    await here.knocked()
    group.remove(binh, told=False)
    here.server.fail(2, 502, methods=("getchatmember",))
    assert await membership.recheck(here.world, here.town.house.channels) == 0
    here.server.fail(2, 400, "Bad Request: chat not found", methods=("getchatmember",))
    assert await membership.recheck(here.world, here.town.house.channels) == 0
    assert await here.holds(OFFICER) == ["Lan", "Bình"]
    assert await membership.recheck(here.world, here.town.house.channels) == 1

    assert await here.holds(OFFICER) == ["Lan"]


async def test_a_knock_waits_while_the_platform_cannot_be_asked(here: TelegramTown, lan: Person, binh: Person) -> None:
    group = await here.group(OFFICER, lan)
    code = await filed(here)
    group.add(binh)
    here.server.fail(1, 502, methods=("getchatmember",))
    binh.say(f"/start c-{code}")
    await here.knocked()
    assert binh.seen == []
    async with here.world.db.write() as tx:
        await tx.execute("UPDATE knocks SET not_before = 0")
    await here.knocked()

    assert WORDS in binh.seen[-1].text


async def test_a_case_about_the_office_brings_its_group_nothing(here: TelegramTown, lan: Person, binh: Person) -> None:
    await here.group(OFFICER, lan)
    await here.group(HEAD, binh, -1002)
    code = await filed(here, category=Category.ATTITUDE, about="staff")

    assert stubs(here) == []
    assert [one.split(" ")[0] for one in stubs(here, -1002)] == [shown(code)]


async def test_a_group_that_the_accused_brought_gets_nothing(here: TelegramTown, lan: Person) -> None:
    await here.group(OFFICER, lan)
    await here.group(HEAD, lan, -1002)
    await filed(here, category=Category.ATTITUDE, about="staff")

    assert stubs(here, -1002) == []


async def test_a_group_in_which_the_accused_is_a_member_gets_nothing(
    here: TelegramTown, lan: Person, binh: Person
) -> None:
    """Lan of the counter never came in by the head's group, so that only the platform knows that she reads it."""
    lan.say(f"/join {await here.token(OFFICER)}")
    group = await here.group(HEAD, binh, -1002)
    await filed(here, category=Category.ATTITUDE, about="staff")
    assert len(stubs(here, -1002)) == 1
    group.add(lan)
    await filed(here, category=Category.ATTITUDE, about="staff")

    assert len(stubs(here, -1002)) == 1


async def test_two_posts_in_one_forum_share_what_must_not_be_seen(
    here: TelegramTown, lan: Person, binh: Person
) -> None:
    await here.group(OFFICER, lan, thread=7)
    here.server.groups[OFFICE].topic(8)
    here.server.groups[OFFICE].command(binh, f"/join {await here.token(HEAD)}", 8)
    await here.quiet()
    assert await here.inboxes() == [("-1001:7", OFFICER), ("-1001:8", HEAD)]
    await filed(here, category=Category.ATTITUDE, about="staff")

    assert stubs(here) == []


async def test_a_group_that_may_no_longer_have_a_stub_does_not_get_the_one_on_its_way(
    here: TelegramTown, lan: Person, binh: Person
) -> None:
    await here.group(HEAD, binh, -1002)
    code = await filed(here, category=Category.ATTITUDE, about="staff")
    assert len(stubs(here, -1002)) == 1
    person = (await here.world.db.read.fetch("SELECT person FROM addresses WHERE user = '5002'"))[0][0]
    async with here.world.db.write() as tx:
        work = Work(tx, here.world, here.world.clock.now())
        await tell_groups(work, await case_of(here.town, code), (HEAD,), "another")
        parcels = await work.keep_parcels()
        # It comes out that Bình, who brought the group, was at the counter all along.
        await tx.execute("INSERT INTO holders (post, person, name, since) VALUES ($1, $2, 'Bình', 0)", OFFICER, person)
    here.world.post(parcels)
    await here.quiet()

    assert len(parcels) == 1
    assert len(stubs(here, -1002)) == 1


async def test_a_topic_gets_the_stubs_and_a_closed_one_leaves_them_to_the_general_topic(
    here: TelegramTown, lan: Person
) -> None:
    group = await here.group(OFFICER, lan, thread=7)
    await filed(here)
    assert group.seen[-1].thread == 7
    group.close_topic(7)
    await filed(here, "Ghế hỏng ở phòng chờ", category=Category.FACILITY)

    assert len(stubs(here)) == 2
    assert group.seen[-1].thread is None


@pytest.mark.parametrize("told", [True, False])
async def test_a_bot_that_is_thrown_out_ends_the_group_and_private_chats_go_on(
    here: TelegramTown, lan: Person, told: bool
) -> None:
    lan.say("/start")
    group = await here.group(OFFICER, lan)
    if told:
        group.kick_bot(lan)
    else:
        here.server.removed.add(OFFICE)
    await here.quiet()
    first = await filed(here)
    assert await here.inboxes() == []
    tried = len(heard(here.server))
    second = await filed(here, "Ghế hỏng ở phòng chờ", category=Category.FACILITY)

    assert len(heard(here.server)) == tried, "no more is tried"
    assert await here.holds(OFFICER) == ["Lan"]
    assert [any(shown(code) in one.text for one in lan.seen) for code in (first, second)] == [True, True]


async def test_a_refused_stub_troubles_no_private_recipient(here: TelegramTown, lan: Person) -> None:
    lan.say("/start")
    await here.group(OFFICER, lan)
    here.server.chats.pop(5001)
    lan.say("/start")
    await here.quiet()
    muted = "Bad Request: not enough rights to send text messages to the chat"
    here.town.line.sent.clear()
    first = await filed(here)
    here.server.fail(2, 400, muted, methods=("sendmessage",))
    await here.town.house.postman._sweep()
    code = await filed(here, "Ghế hỏng ở phòng chờ", category=Category.FACILITY)

    assert (await case_of(here.town, first)).holder == (await case_of(here.town, code)).holder == OFFICER
    assert await here.inboxes() == [("-1001", OFFICER)]


@pytest.mark.parametrize("told", [True, False])
async def test_a_group_that_became_a_supergroup_gets_its_stubs_there(
    here: TelegramTown, lan: Person, binh: Person, told: bool
) -> None:
    group = await here.group(OFFICER, lan, -4001)
    group.add(binh)
    binh.say("/start g--4001")
    await here.knocked()
    if not told:
        here.server.allowed = {"callback_query"}
    grown = group.migrate(-1007)
    await here.quiet()
    code = await filed(here)

    assert [one.split(" ")[0] for one in stubs(here, -1007)] == [shown(code)]
    assert await here.inboxes() == [("-1007", OFFICER)]
    grown.remove(binh, told=False)
    assert await membership.recheck(here.world, here.town.house.channels) == 1
    assert await here.holds(OFFICER) == ["Lan"]


async def test_a_flood_of_stubs_stays_under_the_limit_and_the_rest_ride_on_the_last(
    here: TelegramTown, lan: Person
) -> None:
    await here.town.post("officer", OFFICER)
    codes = [await report(here.town.person("citizen"), f"Hồ sơ thứ {n} của tôi quá hẹn") for n in range(30)]
    group = await here.group(OFFICER, lan)
    spoken = len(group.seen)
    async with here.world.db.write() as tx:
        work = Work(tx, here.world, here.world.clock.now())
        for code in codes:
            await tell_groups(work, await case_of(here.town, code), (OFFICER,))
        parcels = await work.keep_parcels()
    here.world.post(parcels)
    await here.quiet()

    assert len(group.seen) == 20
    told = [one.text for one in group.seen[spoken:]]
    assert told[-1].splitlines()[-1] == f"và {30 - len(told)} việc nữa"
    assert [one for one in told[:-1] if "việc nữa" in one] == []
    state = "SELECT state, count(*) FROM outbox WHERE kind = 'group' AND code IS NOT NULL GROUP BY state"
    assert await here.world.db.read.fetch(state) == [("sent", 30)]


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


async def answer_by(here: TelegramTown, official: Person, code: str) -> None:
    official.press(f"desk.answer|{code}")
    official.say("Hồ sơ đã xong, mời anh chị đến nhận tại quầy 1.")
    official.press(f"desk.send|{code}")
    await here.quiet()


async def test_the_end_of_a_post_ends_its_groups_too(here: TelegramTown, lan: Person) -> None:
    from storage import groups

    await here.group(OFFICER, lan)
    async with here.world.db.write() as tx:
        await groups.close_of_post(tx, OFFICER, here.world.clock.now())

    assert await here.inboxes() == []
